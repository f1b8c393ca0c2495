/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a tone is in what was recorded, among whatever else sounds. */
#include "zb-ear.h"

#include "zb-melody.h"

#include <math.h>

/* A tenth of a second is measured at a time: heights that are 10 Hz apart are told apart. */
#define BLOCK (ZB_MELODY_RATE / 10)

/* The quietest tone that counts, of full scale: six steps of 16 bits. */
#define QUIETEST 0.0002

/* By how much a tone has to stand out from what is beside it. */
#define STANDS_OUT 5.0

/**
 * zb_ear_measure:
 * @samples: (array length=n_samples): a recording, see #ZB_MELODY_RATE
 * @n_samples: how many there are
 * @frequency: a height, Hz
 *
 * Returns: how loud that height is, of full scale, by Goertzel's algorithm (G. Goertzel, 1958)
 */
double
zb_ear_measure (const gint16 *samples, gsize n_samples, double frequency)
{
  const double turn = 2 * G_PI * frequency / ZB_MELODY_RATE;
  const double factor = 2 * cos (turn);
  double before = 0, last = 0;

  if (n_samples == 0)
    return 0;
  for (gsize i = 0; i < n_samples; i++)
    {
      const double now = samples[i] / (double)G_MAXINT16 + factor * last - before;
      before = last;
      last = now;
    }
  return 2 * sqrt (MAX (last * last + before * before - factor * last * before, 0)) / (double)n_samples;
}

static double
measure_beside (const gint16 *samples, gsize n_samples, double frequency)
{
  static const double offsets[] = { -140, -70, 70, 140 };
  double sum = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (offsets); i++)
    sum += zb_ear_measure (samples, n_samples, frequency + offsets[i]);
  return sum / G_N_ELEMENTS (offsets);
}

static gboolean
is_in_block (const gint16 *samples, gsize n_samples, double frequency)
{
  const double loudness = zb_ear_measure (samples, n_samples, frequency);

  return loudness >= QUIETEST && loudness >= STANDS_OUT * measure_beside (samples, n_samples, frequency);
}

/**
 * zb_ear_hears:
 * @samples: (array length=n_samples): a recording, see #ZB_MELODY_RATE
 * @n_samples: how many there are
 * @frequency: a height, Hz
 *
 * Returns: whether a tone of that height is in it, for a tenth of a second at least
 */
gboolean
zb_ear_hears (const gint16 *samples, gsize n_samples, double frequency)
{
  for (gsize i = 0; i + BLOCK <= n_samples; i += BLOCK / 2)
    if (is_in_block (samples + i, BLOCK, frequency))
      return TRUE;
  return FALSE;
}

/**
 * zb_ear_count:
 * @samples: (array length=n_samples): a recording, see #ZB_MELODY_RATE
 * @n_samples: how many there are
 * @frequency: a height, Hz
 *
 * Returns: how often a tone of that height begins in it
 */
guint
zb_ear_count (const gint16 *samples, gsize n_samples, double frequency)
{
  gboolean sounding = FALSE;
  guint n = 0;

  for (gsize i = 0; i + BLOCK <= n_samples; i += BLOCK / 4)
    {
      const gboolean sounds = is_in_block (samples + i, BLOCK, frequency);
      n += sounds && !sounding;
      sounding = sounds;
    }
  return n;
}
