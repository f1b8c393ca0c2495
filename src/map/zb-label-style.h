/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-vector-tile.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

typedef struct _ZbLabelStyle ZbLabelStyle;

/**
 * ZbLabelLook:
 * @text: what it says
 * @size: the height of its type, in pixels
 * @spacing: what is between two characters, in pixels
 * @bold: whether it is bold
 * @colour: of the type
 * @along: whether it goes along a line rather than standing beside a point
 * @apart: how far from another of the same text it stays, in pixels
 * @padding: what stays free around it, in pixels
 * @rank: its importance; the greater goes first
 *
 * How a name on the map is written.
 */
typedef struct
{
  char *text;
  double size;
  double spacing;
  gboolean bold;
  GdkRGBA colour;
  gboolean along;
  double apart;
  double padding;
  guint rank;
} ZbLabelLook;

typedef void (*ZbLabelFunc) (const ZbLabelLook *look, const ZbVectorFeature *feature, gpointer data);

ZbLabelStyle *zb_label_style_new (const char *style);
ZbLabelStyle *zb_label_style_ref (ZbLabelStyle *self);
void zb_label_style_unref (ZbLabelStyle *self);
char *zb_label_style_strip (const char *style);
void zb_label_style_foreach (ZbLabelStyle *self, const ZbVectorTile *tile, double zoom, ZbLabelFunc func,
                             gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbLabelStyle, zb_label_style_unref)

G_END_DECLS
