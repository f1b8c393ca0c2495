/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-actor.h"
#include "zb-alert.h"
#include "zb-case.h"
#include "zb-link.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_DESK (zb_desk_get_type ())
G_DECLARE_FINAL_TYPE (ZbDesk, zb_desk, ZB, DESK, GObject)

ZbDesk *zb_desk_new (ZbWorld *world);

ZbWorld *zb_desk_get_world (ZbDesk *self);
ZbAccount *zb_desk_get_account (ZbDesk *self);
void zb_desk_set_account (ZbDesk *self, ZbAccount *account);
ZbLink *zb_desk_get_link (ZbDesk *self);
gboolean zb_desk_get_connected (ZbDesk *self);

ZbAlert *zb_desk_get_selected_alert (ZbDesk *self);
void zb_desk_select_alert (ZbDesk *self, const char *id);
ZbCase *zb_desk_get_selected_case (ZbDesk *self);
void zb_desk_select_case (ZbDesk *self, const char *id);
void zb_desk_set_away (ZbDesk *self, gboolean away);
void zb_desk_submit (ZbDesk *self, ZbCommand *command);
gboolean zb_desk_withdraw (ZbDesk *self, const char *key);
void zb_desk_confirm (ZbDesk *self, const char *key);
ZbActor zb_desk_get_actor (ZbDesk *self, const char *area);

G_END_DECLS
