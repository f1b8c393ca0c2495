/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-session.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_PRESENCE (zb_presence_get_type ())
G_DECLARE_FINAL_TYPE (ZbPresence, zb_presence, ZB, PRESENCE, GObject)

ZbPresence *zb_presence_new (ZbSession *session, ZbWorld *world);
void zb_presence_set_looking_at (ZbPresence *self, const char *subject);
void zb_presence_set_muted (ZbPresence *self, guint severities);
void zb_presence_set_silent (ZbPresence *self, gboolean silent);
void zb_presence_set_online (ZbPresence *self, gboolean online);
void zb_presence_stop (ZbPresence *self);

G_END_DECLS
