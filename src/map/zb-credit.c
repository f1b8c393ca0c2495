/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whose base map it is, on maps that have no foot to write it into. */
#include "zb-credit.h"

#include "zb-base-choice.h"
#include "zb-map-palette.h"

#include <adwaita.h>

#define PADDING 4

static PangoLayout *
create_layout (GtkWidget *map, double size)
{
  g_autofree char *words = NULL;
  g_autoptr (PangoFontDescription) font = NULL;
  PangoLayout *layout;

  g_object_get (zb_base_choice_get (), "attribution", &words, NULL);
  if (!words || !*words || size <= 0)
    return NULL;
  layout = gtk_widget_create_pango_layout (map, words);
  font = pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, gtk_widget_get_width (map) / 2 * PANGO_SCALE);
  return layout;
}

/**
 * zb_credit_draw:
 * @map: a map
 * @snapshot: its snapshot
 * @size: the height of the type, pixels
 *
 * Writes into the corner at the bottom whose base map it is, where that has to be said.
 */
void
zb_credit_draw (GtkWidget *map, GtkSnapshot *snapshot, double size)
{
  const gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());
  const ZbMapPalette *palette = zb_map_palette_get (dark);
  g_autoptr (PangoLayout) layout = create_layout (map, size);
  graphene_rect_t plate;
  int width, height;

  if (!layout)
    return;
  pango_layout_get_pixel_size (layout, &width, &height);
  plate = GRAPHENE_RECT_INIT ((float)(gtk_widget_get_width (map) - width - 2 * PADDING),
                              (float)(gtk_widget_get_height (map) - height), (float)(width + 2 * PADDING),
                              (float)height);
  gtk_snapshot_append_color (snapshot, &palette->chip, &plate);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (plate.origin.x + PADDING, plate.origin.y));
  gtk_snapshot_append_layout (snapshot, layout, &palette->name_text);
  gtk_snapshot_restore (snapshot);
}
