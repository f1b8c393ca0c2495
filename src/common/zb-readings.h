/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbPhrase:
 * @text: some characters
 * @reading: how these are read together, a syllable for each
 *
 * What is read otherwise than its characters are most often.
 */
typedef struct
{
  const char *text;
  const char *reading;
} ZbPhrase;

extern const ZbPhrase zb_readings[];
extern const gsize zb_n_readings;

G_END_DECLS
