/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers by SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators,
 * OOPSLA 2014): one multiplication chain a number, the same on every machine. */
#include "zb-dice.h"

/* 2026-01-01T00:00:00Z in milliseconds: when the demonstration district was "registered". */
#define REGISTERED_MS G_GUINT64_CONSTANT (1767225600000)

static guint64
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (14695981039346656037);
  for (; *text; text++)
    hash = (hash ^ (guchar)*text) * G_GUINT64_CONSTANT (1099511628211);
  return hash;
}

/**
 * zb_dice_new:
 * @seed: what the whole district grows from
 * @purpose: what these dice decide
 *
 * Returns: dice that fall the same way for the same @seed and @purpose
 */
ZbDice
zb_dice_new (guint64 seed, const char *purpose)
{
  ZbDice self = { seed ^ hash_text (purpose) };
  self.state = zb_dice_throw (&self);
  return self;
}

/**
 * zb_dice_throw:
 * @self: dice
 *
 * Returns: the next 64 bits
 */
guint64
zb_dice_throw (ZbDice *self)
{
  guint64 z = self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/**
 * zb_dice_fraction:
 * @self: dice
 *
 * Returns: a number from 0 up to but not 1
 */
double
zb_dice_fraction (ZbDice *self)
{
  return (double)(zb_dice_throw (self) >> 11) / (double)(G_GUINT64_CONSTANT (1) << 53);
}

/**
 * zb_dice_between:
 * @self: dice
 * @least: the lower end
 * @most: the upper end
 *
 * Returns: a number between both
 */
double
zb_dice_between (ZbDice *self, double least, double most)
{
  return least + (most - least) * zb_dice_fraction (self);
}

/**
 * zb_dice_pick:
 * @self: dice
 * @n: how many there are to pick from; 0 picks 0
 *
 * Returns: a whole number below @n
 */
guint
zb_dice_pick (ZbDice *self, guint n)
{
  guint64 thrown = zb_dice_throw (self);
  return n ? (guint)(thrown % n) : 0;
}

/**
 * zb_dice_chance:
 * @self: dice
 * @probability: from 0 to 1
 *
 * Returns: TRUE with that probability
 */
gboolean
zb_dice_chance (ZbDice *self, double probability)
{
  return zb_dice_fraction (self) < probability;
}

/**
 * zb_dice_make_id:
 * @seed: what the whole district grows from
 * @kind: the kind of entity
 * @ordinal: its number within the kind
 *
 * An id of the form of UUID version 7 (RFC 9562, section 5.7) whose time is the day of registration
 * and whose random part follows from @seed, @kind and @ordinal.
 *
 * Returns: (transfer full): 36 characters
 */
char *
zb_dice_make_id (guint64 seed, const char *kind, guint ordinal)
{
  ZbDice dice = { seed ^ hash_text (kind) ^ ((guint64)ordinal << 32) };
  guint64 ms = REGISTERED_MS + ordinal;
  guint64 high = zb_dice_throw (&dice);
  guint64 low = zb_dice_throw (&dice);
  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%012" G_GINT64_MODIFIER "x", (guint)(ms >> 16),
                          (guint)(ms & 0xffff), (guint)(high & 0xfff),
                          (guint)(0x8000 | ((high >> 12) & 0x3fff)),
                          low & G_GUINT64_CONSTANT (0xffffffffffff));
}
