/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-defence-lines.h"

#include "zb-words.h"

/* Ours: where people live and shop, where many are or much is at stake, the edge of the district, and what
 * looks from above or moves about. */
static const ZbDefenceLines usual = { {
    [ZB_PLACEMENT_RESIDENTIAL] = 1,
    [ZB_PLACEMENT_COMMERCIAL] = 1,
    [ZB_PLACEMENT_CROWDED] = 2,
    [ZB_PLACEMENT_KEY_AREA] = 2,
    [ZB_PLACEMENT_BOUNDARY] = 3,
    [ZB_PLACEMENT_HIGH_LOOKOUT] = 4,
    [ZB_PLACEMENT_MOBILE] = 4,
} };

static void
add_line (ZbDefenceLines *self, guint8 line, GVariant *placements)
{
  GVariantIter iter;
  const char *name;
  g_variant_iter_init (&iter, placements);
  while (g_variant_iter_next (&iter, "&s", &name))
    {
      int placement = zb_choices_parse (&zb_placements, name);
      if (placement > ZB_PLACEMENT_NONE && placement <= ZB_PLACEMENT_MOBILE)
        self->of[placement] = line;
    }
}

/**
 * zb_defence_lines_init:
 * @self: (out caller-allocates): lines of defence
 * @lines: (nullable): an `aas`: the placements of each line, as the contract names them; ours where it is
 *   %NULL or names none
 *
 * What is not known is passed over, and so are lines beyond %ZB_N_DEFENCE_LINES.
 */
void
zb_defence_lines_init (ZbDefenceLines *self, GVariant *lines)
{
  gsize n = lines ? MIN (g_variant_n_children (lines), ZB_N_DEFENCE_LINES) : 0;
  *self = n == 0 ? usual : (ZbDefenceLines){ { 0 } };
  for (gsize i = 0; i < n; i++)
    {
      g_autoptr (GVariant) placements = g_variant_get_child_value (lines, i);
      add_line (self, (guint8)(i + 1), placements);
    }
}

/**
 * zb_defence_lines_find:
 * @self: lines of defence
 * @device: a device
 *
 * Returns: the line that it is on, counted from 1; 0 for what is no camera, or a camera on none
 */
guint
zb_defence_lines_find (const ZbDefenceLines *self, const ZbDevice *device)
{
  return device->kind == ZB_DEVICE_CAMERA && device->placement >= 0 &&
                 device->placement < (int)G_N_ELEMENTS (self->of)
             ? self->of[device->placement]
             : 0;
}

/**
 * zb_defence_lines_describe:
 * @self: lines of defence
 * @line: which, counted from 1
 *
 * Returns: (transfer full): the placements on it, in the officer's language
 */
char *
zb_defence_lines_describe (const ZbDefenceLines *self, guint line)
{
  g_autoptr (GString) words = g_string_new (NULL);
  for (guint i = 0; i < G_N_ELEMENTS (self->of); i++)
    if (self->of[i] == line)
      {
        g_string_append (words, words->len ? " · " : "");
        g_string_append (words, zb_words_choice (&zb_placements, (int)i));
      }
  return g_string_free (g_steal_pointer (&words), FALSE);
}
