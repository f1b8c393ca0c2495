/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_WELCOME_PAGE (zb_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbWelcomePage, zb_welcome_page, ZB, WELCOME_PAGE, AdwBin)

void zb_welcome_page_ask (ZbWelcomePage *self, const char *address, gboolean can_go_back);
void zb_welcome_page_set_busy (ZbWelcomePage *self, gboolean busy);
void zb_welcome_page_fail (ZbWelcomePage *self, const char *trouble);

G_END_DECLS
