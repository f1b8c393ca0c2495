/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys by which a camera is turned: several may be held at a time. */
#include "zb-ptz-keys.h"

#include <gdk/gdk.h>

static const struct
{
  guint keys[3];
  int pan, tilt, zoom;
} table[] = {
  { { GDK_KEY_Left, GDK_KEY_KP_Left }, -1, 0, 0 },
  { { GDK_KEY_Right, GDK_KEY_KP_Right }, 1, 0, 0 },
  { { GDK_KEY_Up, GDK_KEY_KP_Up }, 0, 1, 0 },
  { { GDK_KEY_Down, GDK_KEY_KP_Down }, 0, -1, 0 },
  { { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add }, 0, 0, 1 },
  { { GDK_KEY_minus, GDK_KEY_underscore, GDK_KEY_KP_Subtract }, 0, 0, -1 },
};

/**
 * zb_ptz_keys_find:
 * @keyval: a key
 *
 * Returns: a bit of its own, 0 where it turns nothing
 */
guint
zb_ptz_keys_find (guint keyval)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    for (guint j = 0; j < G_N_ELEMENTS (table[i].keys); j++)
      if (table[i].keys[j] == keyval && keyval != 0)
        return 1u << i;
  return 0;
}

/**
 * zb_ptz_keys_find_preset:
 * @keyval: a key
 *
 * Returns: the place of the preset that it stands for, from 0; -1 where it stands for none
 */
int
zb_ptz_keys_find_preset (guint keyval)
{
  return keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9 ? (int)(keyval - GDK_KEY_1) : -1;
}

/**
 * zb_ptz_keys_add_up:
 * @held: the bits of the keys that are held
 * @pan: (out): to the right, −1 to 1
 * @tilt: (out): upwards, −1 to 1
 * @zoom: (out): closer, −1 to 1
 */
void
zb_ptz_keys_add_up (guint held, double *pan, double *tilt, double *zoom)
{
  *pan = *tilt = *zoom = 0;
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (held & (1u << i))
      {
        *pan += table[i].pan;
        *tilt += table[i].tilt;
        *zoom += table[i].zoom;
      }
}
