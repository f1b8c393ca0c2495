/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entry.h"

G_BEGIN_DECLS

char *zb_entry_describe (const ZbEntry *entry);
char *zb_entry_describe_more (const ZbEntry *entry);
char *zb_entry_describe_action (const char *action);
const char *zb_entry_get_icon (const ZbEntry *entry);

G_END_DECLS
