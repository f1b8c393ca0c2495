/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-command.h"
#include "zb-request.h"

G_BEGIN_DECLS

ZbRequest *zb_command_to_request (ZbCommand *command, GError **error);
gboolean zb_command_is_known (const char *name);
gboolean zb_command_is_durable (const char *name);
gboolean zb_command_can_be_undone (const char *name);
gboolean zb_command_sends_people (const char *name);
gboolean zb_command_is_edit (const char *name);
gboolean zb_command_is_file (const char *name);
ZbKind zb_command_get_answer_kind (const char *name);
char *zb_variant_to_json (GVariant *variant);

G_END_DECLS
