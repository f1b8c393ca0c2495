/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gint64 zb_sign_in_limit_ask (const char *username, const char *address);
void zb_sign_in_limit_failed (const char *username, const char *address);
void zb_sign_in_limit_succeeded (const char *username, const char *address);

G_END_DECLS
