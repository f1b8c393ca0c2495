/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

double zb_ear_measure (const gint16 *samples, gsize n_samples, double frequency);
gboolean zb_ear_hears (const gint16 *samples, gsize n_samples, double frequency);
guint zb_ear_count (const gint16 *samples, gsize n_samples, double frequency);

G_END_DECLS
