/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *zb_draft_file_find (const char *platform, const char *account, const char *subject);
GVariant *zb_draft_file_load (const char *path);
void zb_draft_file_save (const char *path, GVariant *draft);

G_END_DECLS
