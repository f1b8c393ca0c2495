/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_MARK (zb_mark_get_type ())
G_DECLARE_DERIVABLE_TYPE (ZbMark, zb_mark, ZB, MARK, GtkWidget)

/**
 * ZbMarkClass:
 * @find_watched: what of the world the mark follows; borrowed
 * @signal: the signal of that which says that it has changed
 * @changed: what is called then, with the mark as its first argument
 * @update: shows what is so now, and shows or hides the mark
 *
 * What a kind of mark brings along.
 */
struct _ZbMarkClass
{
  GtkWidgetClass parent_class;
  gpointer (*find_watched) (ZbWorld *world);
  const char *signal;
  GCallback changed;
  void (*update) (ZbMark *self);
};

void zb_mark_update (ZbMark *self);
const char *zb_mark_get_subject (ZbMark *self);
gboolean zb_mark_get_full (ZbMark *self);
gpointer zb_mark_get_watched (ZbMark *self);

G_END_DECLS
