/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbBackoff:
 * @first: the least wait after a failure that follows a first retry, in milliseconds
 * @most: no wait is longer, in milliseconds
 * @failures: how many failures there were in a row
 * @random: where the jitter comes from, or %NULL for the global generator
 *
 * How long to wait before the next try. The first retry is made at once, so that a platform that was
 * restarted is back without a pause; later ones wait twice as long each time.
 */
typedef struct
{
  guint first;
  guint most;
  guint failures;
  GRand *random;
} ZbBackoff;

guint zb_backoff_next (ZbBackoff *self);
void zb_backoff_reset (ZbBackoff *self);

G_END_DECLS
