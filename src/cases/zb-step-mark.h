/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbStepLook:
 * @ZB_STEP_LOOK_TODO: still to come
 * @ZB_STEP_LOOK_NOW: the case is there
 * @ZB_STEP_LOOK_DONE: behind it
 *
 * How a step of a case stands.
 */
typedef enum
{
  ZB_STEP_LOOK_TODO,
  ZB_STEP_LOOK_NOW,
  ZB_STEP_LOOK_DONE,
} ZbStepLook;

#define ZB_TYPE_STEP_MARK (zb_step_mark_get_type ())
G_DECLARE_FINAL_TYPE (ZbStepMark, zb_step_mark, ZB, STEP_MARK, GtkWidget)

GtkWidget *zb_step_mark_new (int number, GtkOrientation orientation);
void zb_step_mark_set_look (ZbStepMark *self, ZbStepLook look);

G_END_DECLS
