/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbRead:
 * @character: a character, small where it is a letter; 0xfffd for one beyond the basic plane
 * @syllable: how it is read, for zb_reading_get_syllable(); 0 for what is not Chinese
 *
 * A character of a text, and its reading there.
 */
typedef struct
{
  guint16 character;
  guint16 syllable;
} ZbRead;

void zb_reading_load (void);
void zb_reading_read (const char *text, GArray *reads);
const char *zb_reading_get_syllable (guint16 syllable);

G_END_DECLS
