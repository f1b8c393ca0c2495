/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-district.h"
#include "zb-mishap.h"

G_BEGIN_DECLS

/**
 * ZbSighting:
 * @mishap: what it is
 * @title: what it is called
 * @place: where it is, in words
 * @location: where it is
 * @area: the id of its area
 * @device: (nullable): the id of the device
 * @algorithm: (nullable): the id of the algorithm
 * @score: the algorithm's score, NAN without one
 * @dedup_key: what tells it from others of its kind
 * @number: what was measured, as the title tells it; 0 where it does not
 * @label: (nullable): what stands on the picture's box
 * @seed: for the picture
 * @caller: (nullable): the name of whoever called or lives there
 * @telephone: (nullable): that person's number
 * @severity: how grave it is by now
 * @first_at: when it was first raised, µs UTC, set by whoever raises it
 *
 * Something that was seen somewhere.
 */
typedef struct
{
  const ZbMishap *mishap;
  char *title;
  char *place;
  ZbPoint location;
  char *area;
  char *device;
  char *algorithm;
  double score;
  char *dedup_key;
  int number;
  char *label;
  guint seed;
  char *caller;
  char *telephone;
  ZbSeverity severity;
  gint64 first_at;
} ZbSighting;

/**
 * ZbLookout:
 *
 * Whoever sees things in the district: picks what happens and where.
 */
typedef struct _ZbLookout ZbLookout;

ZbLookout *zb_lookout_new (ZbDistrict *district, guint64 seed);
void zb_lookout_free (ZbLookout *self);
ZbSighting *zb_lookout_see (ZbLookout *self, const ZbMishap *mishap);
ZbSighting *zb_lookout_see_near (ZbLookout *self, const ZbMishap *mishap, ZbPoint centre, double metres);
const ZbMishap *zb_lookout_pick (ZbLookout *self);
ZbSighting *zb_sighting_ref (ZbSighting *self);
void zb_sighting_unref (ZbSighting *self);
char *zb_sighting_write (const ZbSighting *self, gint64 at, const char *evidence, const char *sha256);
char *zb_sighting_describe_place (const char *device_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSighting, zb_sighting_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbLookout, zb_lookout_free)

G_END_DECLS
