/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-preferences.h"

G_BEGIN_DECLS

#define ZB_TYPE_TEMPLATE_KEEPER (zb_template_keeper_get_type ())
G_DECLARE_FINAL_TYPE (ZbTemplateKeeper, zb_template_keeper, ZB, TEMPLATE_KEEPER, GObject)

ZbTemplateKeeper *zb_template_keeper_new (ZbPreferences *preferences);
GListStore *zb_template_keeper_get_templates (ZbTemplateKeeper *self);

G_END_DECLS
