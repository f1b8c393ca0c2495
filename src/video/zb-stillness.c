/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells a camera that hangs from one that looks at a quiet street. What hangs sends one picture again and
 * again, the same to the last bit. A sensor never does that, also at night: it has noise. But an encoder may
 * leave the noise out for as long as it only sends changes, so that decoded pictures are the same from one
 * whole picture to the next. Hence a picture is frozen only when it was coded anew twice and came out the
 * same. */
#include "zb-stillness.h"

#include <string.h>

/* Every eighth line is looked at: whatever moves in a street is taller than that. */
#define LINES 8

/* From the splitmix generator: an odd number whose bits are well mixed. */
#define MIXER G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9)

static guint64
mix (guint64 print, guint64 word)
{
  print = (print ^ word) * MIXER;
  return print ^ (print >> 29);
}

static guint64
mix_line (guint64 print, const guint8 *line, int width)
{
  guint64 word;
  int i = 0;

  for (; i + (int)sizeof word <= width; i += (int)sizeof word)
    {
      memcpy (&word, line + i, sizeof word);
      print = mix (print, word);
    }
  for (; i < width; i++)
    print = mix (print, line[i]);
  return print;
}

/**
 * zb_stillness_print:
 * @plane: the brightness of a picture
 * @stride: bytes from line to line
 * @width: bytes of a line that belong to the picture
 * @height: lines
 *
 * Returns: a number that is the same for the same picture, and for others all but never
 */
guint64
zb_stillness_print (const guint8 *plane, int stride, int width, int height)
{
  guint64 print = (guint64)(guint)width << 32 | (guint)height;

  for (int y = 0; y < height; y += LINES)
    print = mix_line (print, plane + (gsize)y * (gsize)stride, width);
  return print;
}

/**
 * zb_stillness_add:
 * @self: what is known of a stream's pictures
 * @print: that of the picture that came now
 * @n_wholes: how many whole pictures came since the one before, itself among them
 * @now: monotonic µs
 */
void
zb_stillness_add (ZbStillness *self, guint64 print, guint n_wholes, gint64 now)
{
  if (self->since != 0 && self->print == print)
    {
      self->n_wholes += n_wholes;
      return;
    }
  *self = (ZbStillness){ print, now, 0 };
}

/**
 * zb_stillness_get_frozen_since:
 * @self: what is known of a stream's pictures
 * @now: monotonic µs
 *
 * Returns: since when one and the same picture comes, monotonic µs; 0 where pictures change
 */
gint64
zb_stillness_get_frozen_since (const ZbStillness *self, gint64 now)
{
  const gboolean long_enough = self->since != 0 && now - self->since >= ZB_STILLNESS_LIMIT;

  return long_enough && self->n_wholes >= ZB_STILLNESS_WHOLES ? self->since : 0;
}
