/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_OFFICERS_VIEW (zb_officers_view_get_type ())
G_DECLARE_FINAL_TYPE (ZbOfficersView, zb_officers_view, ZB, OFFICERS_VIEW, AdwBin)

void zb_officers_view_set_world (ZbOfficersView *self, ZbWorld *world);

G_END_DECLS
