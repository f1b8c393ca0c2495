/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-door.h"
#include "zb-herald.h"
#include "zb-opener.h"
#include "zb-window.h"

G_BEGIN_DECLS

#define ZB_TYPE_APPLICATION (zb_application_get_type ())
G_DECLARE_FINAL_TYPE (ZbApplication, zb_application, ZB, APPLICATION, AdwApplication)

ZbApplication *zb_application_new (void);
ZbWindow *zb_application_get_window (ZbApplication *self);
ZbDesk *zb_application_get_desk (ZbApplication *self);
ZbDoor *zb_application_get_door (ZbApplication *self);
ZbHerald *zb_application_get_herald (ZbApplication *self);
ZbOpener *zb_application_get_opener (ZbApplication *self);
int zb_application_get_exit_code (ZbApplication *self);

G_END_DECLS
