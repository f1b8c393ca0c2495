/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-choices.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_SIGN_IN_PAGE (zb_sign_in_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbSignInPage, zb_sign_in_page, ZB, SIGN_IN_PAGE, AdwBin)

void zb_sign_in_page_ask (ZbSignInPage *self, const char *words, const char *platform, const char *username);
void zb_sign_in_page_offer_autostart (ZbSignInPage *self);
gboolean zb_sign_in_page_get_autostart (ZbSignInPage *self);
void zb_sign_in_page_set_can_change (ZbSignInPage *self, gboolean can_change);
void zb_sign_in_page_clear_accounts (ZbSignInPage *self);
void zb_sign_in_page_set_busy (ZbSignInPage *self, const char *words);
void zb_sign_in_page_fail (ZbSignInPage *self, const char *trouble);
void zb_sign_in_page_add_account (ZbSignInPage *self, ZbRole role, const char *username,
                                  const char *password);

G_END_DECLS
