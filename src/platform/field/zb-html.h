/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void zb_html_escape (GString *to, const char *text);
char *zb_html_fill (const char *pattern, GHashTable *values);

G_END_DECLS
