/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-media.h"

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define ZB_FAKE_FILM_RATE 15
#define ZB_FAKE_FILM_KEY 30 /* frames from key frame to key frame */

#define ZB_TYPE_FAKE_FILM (zb_fake_film_get_type ())
G_DECLARE_FINAL_TYPE (ZbFakeFilm, zb_fake_film, ZB, FAKE_FILM, GObject)

/**
 * ZbFakeFilm:
 * @begins_at: when each of its spans begins, µs UTC
 * @length: of a span, in µs
 * @n_spans: how many there are
 * @not_recorded: there is nothing of any camera
 * @open_status: answer with this problem instead of leave, 0 for none
 * @fetch_status: answer the next fetch with this problem, 0 for none
 * @broken: the fragment of the first span that is noise, -1 for none
 * @swallows: whether that one claims what comes after it
 * @n_opened: how often leave was asked for
 * @n_fetched: how many parts were fetched
 * @furthest: where the last fragment ends that was fetched, µs UTC
 * @exported: (nullable): what was asked to be exported
 * @hold: (nullable): what is kept
 *
 * A platform that has recorded, as a console sees it: each picture says in black and white which one it is.
 */
struct _ZbFakeFilm
{
  GObject parent_instance;
  GBytes *bytes;
  GArray *fragments; /* ZbFragment */
  gint64 begins_at[4];
  gint64 length;
  guint n_spans;
  gboolean not_recorded;
  int open_status;
  int fetch_status;
  int broken;
  gboolean swallows;
  guint n_opened;
  guint n_fetched;
  guint n_looked;
  gint64 furthest;
  ZbExport *exported;
  GPtrArray *regions;
  ZbHold *hold;
};

ZbFakeFilm *zb_fake_film_new (guint n_frames, gint64 begins_at);
int zb_fake_film_read (GdkTexture *frame);

G_END_DECLS
