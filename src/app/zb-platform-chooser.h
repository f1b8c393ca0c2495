/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-window.h"

G_BEGIN_DECLS

/**
 * ZbPlatformChoice:
 * @ZB_PLATFORM_CHOICE_NONE: nobody has chosen yet
 * @ZB_PLATFORM_CHOICE_HERE: one that the console starts on this machine
 * @ZB_PLATFORM_CHOICE_ADDRESS: the one at an address
 *
 * Which platform a console uses; the setting `platform-choice`.
 */
typedef enum
{
  ZB_PLATFORM_CHOICE_NONE,
  ZB_PLATFORM_CHOICE_HERE,
  ZB_PLATFORM_CHOICE_ADDRESS,
} ZbPlatformChoice;

#define ZB_TYPE_PLATFORM_CHOOSER (zb_platform_chooser_get_type ())
G_DECLARE_FINAL_TYPE (ZbPlatformChooser, zb_platform_chooser, ZB, PLATFORM_CHOOSER, GObject)

ZbPlatformChooser *zb_platform_chooser_new (ZbWindow *window, GSettings *settings);
ZbPlatformChoice zb_platform_chooser_recall (ZbPlatformChooser *self, char **url);
void zb_platform_chooser_ask (ZbPlatformChooser *self, gboolean can_go_back);

G_END_DECLS
