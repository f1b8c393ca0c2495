/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbDice:
 *
 * A source of numbers that look random and are the same for the same seed and purpose. Each purpose
 * has dice of its own, so that one more throw for the trees does not move the manholes.
 */
typedef struct
{
  guint64 state;
} ZbDice;

ZbDice zb_dice_new (guint64 seed, const char *purpose);
guint64 zb_dice_throw (ZbDice *self);
double zb_dice_fraction (ZbDice *self);
double zb_dice_between (ZbDice *self, double least, double most);
guint zb_dice_pick (ZbDice *self, guint n);
gboolean zb_dice_chance (ZbDice *self, double probability);
char *zb_dice_make_id (guint64 seed, const char *kind, guint ordinal);

G_END_DECLS
