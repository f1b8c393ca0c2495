/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tones of alerts, made by program. Each severity has its own: how often it sounds and how high tell it
 * apart also for those who do not hear height well. Tones swell and fade, so that nothing clicks, and none is
 * louder than it has to be: an officer hears them for eight hours.
 */
#include "zb-melody.h"

#include <math.h>

#define TONE (ZB_MELODY_RATE * 14 / 100)
#define PAUSE (ZB_MELODY_RATE * 6 / 100)
#define RAMP (ZB_MELODY_RATE * 15 / 1000)

typedef struct
{
  int n_tones;
  double frequencies[2];
  double loudness; /* of full scale, at the highest volume */
} Melody;

static const Melody melodies[ZB_N_SEVERITIES] = {
  [ZB_MELODY_LINE] = { 2, { 392, 330 }, 0.2 },     [ZB_SEVERITY_LOW] = { 1, { 440, 440 }, 0.2 },
  [ZB_SEVERITY_MEDIUM] = { 1, { 587, 587 }, 0.3 }, [ZB_SEVERITY_HIGH] = { 2, { 659, 784 }, 0.45 },
  [ZB_SEVERITY_URGENT] = { 6, { 880, 698 }, 0.6 },
};

/* The tone of the self-test: as long as it takes to be told from noise, and hardly to be heard. */
#define TEST_SAMPLES (ZB_MELODY_RATE * 8 / 10)
#define TEST_LOUDNESS 0.03

/* How far a tone has swelled at a sample: half a wave of a cosine at both ends. */
static double
envelope (gsize i, gsize n)
{
  const gsize edge = MIN (i, n - 1 - i);

  return edge >= RAMP ? 1.0 : 0.5 - 0.5 * cos (G_PI * (double)edge / RAMP);
}

static void
write_tone (gint16 *samples, gsize n, double frequency, double loudness)
{
  for (gsize i = 0; i < n; i++)
    samples[i] = (gint16)(G_MAXINT16 * loudness * envelope (i, n) *
                          sin (2 * G_PI * frequency * (double)i / ZB_MELODY_RATE));
}

/**
 * zb_melody_write:
 * @severity: of an alert, or %ZB_MELODY_LINE
 * @volume: from 0 to 1
 * @n_samples: (out): how many there are
 *
 * Returns: (transfer full) (array length=n_samples): what it sounds like
 */
gint16 *
zb_melody_write (int severity, double volume, gsize *n_samples)
{
  const Melody *melody = &melodies[CLAMP (severity, 0, ZB_N_SEVERITIES - 1)];
  gint16 *samples;

  *n_samples = (gsize)melody->n_tones * (TONE + PAUSE);
  samples = g_new0 (gint16, *n_samples);
  for (int i = 0; i < melody->n_tones; i++)
    write_tone (samples + (gsize)i * (TONE + PAUSE), TONE, melody->frequencies[i % 2],
                melody->loudness * CLAMP (volume, 0, 1));
  return samples;
}

/**
 * zb_melody_write_test_tone:
 * @n_samples: (out): how many there are
 *
 * Returns: (transfer full) (array length=n_samples): the quiet tone of the self-test
 */
gint16 *
zb_melody_write_test_tone (gsize *n_samples)
{
  gint16 *samples = g_new0 (gint16, TEST_SAMPLES);

  write_tone (samples, TEST_SAMPLES, ZB_MELODY_TEST_TONE, TEST_LOUDNESS);
  *n_samples = TEST_SAMPLES;
  return samples;
}

/**
 * zb_melody_get_frequencies:
 * @severity: of an alert
 * @n_frequencies: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_frequencies): the heights of its tones, Hz
 */
const double *
zb_melody_get_frequencies (int severity, guint *n_frequencies)
{
  const Melody *melody = &melodies[CLAMP (severity, 0, ZB_N_SEVERITIES - 1)];

  *n_frequencies = melody->n_tones > 1 ? 2 : 1;
  return melody->frequencies;
}
