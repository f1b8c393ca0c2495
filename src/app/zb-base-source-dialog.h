/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-base-maps.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_BASE_SOURCE_DIALOG (zb_base_source_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbBaseSourceDialog, zb_base_source_dialog, ZB, BASE_SOURCE_DIALOG, AdwDialog)

AdwDialog *zb_base_source_dialog_new (ZbBaseMaps *maps, ZbBaseSource *source);

G_END_DECLS
