/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-choices.h"

G_BEGIN_DECLS

/* Samples a second of all that is made here; one channel, 16 bits, in the machine's byte order. */
#define ZB_MELODY_RATE 48000

/* What the self-test plays: a tone that no severity has, so that it is never taken for an alert. */
#define ZB_MELODY_TEST_TONE 1000.0

/* What says that alerts no longer come in: of no severity, lower than all of them, and falling. */
#define ZB_MELODY_LINE ZB_SEVERITY_NONE

gint16 *zb_melody_write (int severity, double volume, gsize *n_samples);
gint16 *zb_melody_write_test_tone (gsize *n_samples);
const double *zb_melody_get_frequencies (int severity, guint *n_frequencies);

G_END_DECLS
