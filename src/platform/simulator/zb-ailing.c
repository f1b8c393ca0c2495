/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-ailing.h"

struct _ZbAiling
{
  ZbDistrict *district;
  ZbDice dice;
  GArray *ailing;        /* guint, the numbers of the devices that are not online */
  GHashTable *is_ailing; /* the same, to look up */
  guint usual;
};

/**
 * zb_ailing_new:
 * @district: the district, which must stay as long as this
 * @seed: which device falls ill follows from this
 *
 * Returns: (transfer full): the devices as the district has them
 */
ZbAiling *
zb_ailing_new (ZbDistrict *district, guint64 seed)
{
  ZbAiling *self = g_new0 (ZbAiling, 1);
  self->district = district;
  self->dice = zb_dice_new (seed, "ailing");
  self->ailing = g_array_new (FALSE, FALSE, sizeof (guint));
  self->is_ailing = g_hash_table_new (NULL, NULL);
  self->usual = district->devices->len / 100;
  for (guint i = 0; i < district->devices->len; i++)
    if (((ZbDevice *)district->devices->pdata[i])->status != ZB_DEVICE_ONLINE)
      {
        g_array_append_val (self->ailing, i);
        g_hash_table_add (self->is_ailing, GUINT_TO_POINTER (i + 1));
      }
  return self;
}

/**
 * zb_ailing_free:
 * @self: (transfer full): the devices
 */
void
zb_ailing_free (ZbAiling *self)
{
  g_array_unref (self->ailing);
  g_hash_table_unref (self->is_ailing);
  g_free (self);
}

/**
 * zb_ailing_get_n:
 * @self: the devices
 *
 * Returns: how many are not online
 */
guint
zb_ailing_get_n (const ZbAiling *self)
{
  return self->ailing->len;
}

static guint
heal (ZbAiling *self)
{
  guint at = zb_dice_pick (&self->dice, self->ailing->len);
  guint device = g_array_index (self->ailing, guint, at);
  g_array_remove_index_fast (self->ailing, at);
  g_hash_table_remove (self->is_ailing, GUINT_TO_POINTER (device + 1));
  return device;
}

/* Not a gate on which other doors hang: with it they would all be unknown. */
static guint
fall_ill (ZbAiling *self)
{
  guint device;
  do
    device = zb_dice_pick (&self->dice, self->district->devices->len);
  while (g_hash_table_contains (self->is_ailing, GUINT_TO_POINTER (device + 1)) ||
         (((ZbDevice *)self->district->devices->pdata[device])->kind == ZB_DEVICE_GATE &&
          !((ZbDevice *)self->district->devices->pdata[device])->parent));
  g_array_append_val (self->ailing, device);
  g_hash_table_add (self->is_ailing, GUINT_TO_POINTER (device + 1));
  return device;
}

/**
 * zb_ailing_change:
 * @self: the devices
 * @status: (out): what it is now
 *
 * One device falls ill or gets well, so that about one in a hundred stays ill.
 *
 * Returns: (transfer none): its id
 */
const char *
zb_ailing_change (ZbAiling *self, ZbDeviceStatus *status)
{
  gboolean better =
      self->ailing->len > 0 && zb_dice_chance (&self->dice, self->ailing->len > self->usual ? 0.6 : 0.4);
  guint device = better ? heal (self) : fall_ill (self);
  *status = better                              ? ZB_DEVICE_ONLINE
            : zb_dice_chance (&self->dice, 0.7) ? ZB_DEVICE_OFFLINE
                                                : ZB_DEVICE_FAULT;
  return ((ZbEntity *)self->district->devices->pdata[device])->id;
}
