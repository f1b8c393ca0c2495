/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-shrink.h"

#include <string.h>

/**
 * ZbShrink:
 *
 * Makes a plane of a picture smaller, one byte a pixel. While it is more than twice too large it is halved,
 * each four pixels becoming one; then each pixel is a mixture of two rows and two columns. So every pixel
 * that came counts in what goes, and the work is little more than reading them: sixteen at a time, but for
 * picking columns. It is used by one thread at a time.
 */
struct _ZbShrink
{
  int width, height; /* of what comes */
  int half_width, half_height;
  guint n_halves;
  int to_width, to_height;
  guint8 *halves[2]; /* in turn, where it is halved more than once */
  guint8 *row, *mixed;
  guint16 *columns; /* the pixel in a row of what came that each column of what goes begins with, */
  guint16 *shares;  /* and how much it takes of the one after that, in 256ths */
};

/* Eight pairs of bytes, whose halves are reckoned with apart; which of the two comes first does not matter.
 */
typedef guint16 Pairs __attribute__ ((vector_size (16)));
typedef guint8 Bytes __attribute__ ((vector_size (16)));

#define WIDE ((int)sizeof (Pairs))
#define EIGHT (WIDE / 2)

/* Which byte of a pair counts little, and which was the first in memory. */
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
#  define LOW(i) (2 * (i))
#  define FIRST(pairs) ((pairs) & 0xff)
#  define SECOND(pairs) ((pairs) >> 8)
#else
#  define LOW(i) (2 * (i) + 1)
#  define FIRST(pairs) ((pairs) >> 8)
#  define SECOND(pairs) ((pairs) & 0xff)
#endif

static inline Pairs
load (const guint8 *from)
{
  Pairs pairs;

  memcpy (&pairs, from, sizeof pairs);
  return pairs;
}

/* Eight numbers and eight more, none above 255, as bytes. */
static inline Bytes
pack (Pairs one, Pairs other)
{
  return __builtin_shufflevector ((Bytes)one, (Bytes)other, LOW (0), LOW (1), LOW (2), LOW (3), LOW (4),
                                  LOW (5), LOW (6), LOW (7), LOW (8), LOW (9), LOW (10), LOW (11), LOW (12),
                                  LOW (13), LOW (14), LOW (15));
}

/* Of the one and of the other, @share of 256 parts of it. What is beyond sixteen bits in between cancels out.
 */
static inline Pairs
mix_pairs (Pairs one, Pairs other, Pairs share)
{
  return ((one << 8) + (other - one) * share + 128) >> 8;
}

/* --- halving ------------------------------------------------------------------------------------ */

/* Each pair of pixels with the one below it. */
static inline Pairs
average (const guint8 *above, const guint8 *below)
{
  const Pairs a = load (above), b = load (below);

  return ((a & 0xff) + (a >> 8) + (b & 0xff) + (b >> 8) + 2) >> 2;
}

static void
halve_row (const guint8 *above, const guint8 *below, guint8 *to, int n)
{
  int x = 0;

  for (; x + WIDE <= n; x += WIDE)
    {
      const Bytes both =
          pack (average (above + 2 * x, below + 2 * x), average (above + 2 * x + WIDE, below + 2 * x + WIDE));
      memcpy (to + x, &both, sizeof both);
    }
  for (; x < n; x++)
    to[x] = (guint8)((above[2 * x] + above[2 * x + 1] + below[2 * x] + below[2 * x + 1] + 2) >> 2);
}

static void
halve (const guint8 *from, gsize from_stride, guint8 *to, int to_width, int to_height)
{
  for (int y = 0; y < to_height; y++)
    halve_row (from + 2 * (gsize)y * from_stride, from + (2 * (gsize)y + 1) * from_stride,
               to + (gsize)y * (gsize)to_width, to_width);
}

/* --- mixing ------------------------------------------------------------------------------------- */

/* Where the middle of pixel @i of @to_length lies among @length pixels, in 256ths; between the middles of the
 * first and the last one. */
static guint32
find_place (int i, int to_length, int length)
{
  const gint64 place = ((2 * (gint64)i + 1) * length * 128) / to_length - 128;

  return (guint32)CLAMP (place, 0, ((gint64)length - 1) * 256);
}

static void
mix_rows (const guint8 *above, const guint8 *below, guint16 share, guint8 *to, int n)
{
  const Pairs shares = (Pairs){ 0 } + share;
  int x = 0;

  for (; x + WIDE <= n; x += WIDE)
    {
      const Pairs a = load (above + x), b = load (below + x);
      const Pairs both = mix_pairs (a & 0xff, b & 0xff, shares) | mix_pairs (a >> 8, b >> 8, shares) << 8;
      memcpy (to + x, &both, sizeof both);
    }
  for (; x < n; x++)
    to[x] = (guint8)((above[x] * (256 - share) + below[x] * share + 128) >> 8);
}

static inline guint16
get_pair (const guint8 *row, guint16 column)
{
  guint16 pair;

  memcpy (&pair, row + column, sizeof pair);
  return pair;
}

/* Of eight columns the two pixels that each is mixed of are picked together, which is all that has to be done
 * one by one. Written out, they never leave the registers. */
static inline Pairs
pick (const guint8 *row, const guint16 *columns)
{
  return (Pairs){ get_pair (row, columns[0]), get_pair (row, columns[1]), get_pair (row, columns[2]),
                  get_pair (row, columns[3]), get_pair (row, columns[4]), get_pair (row, columns[5]),
                  get_pair (row, columns[6]), get_pair (row, columns[7]) };
}

static inline Pairs
mix_eight (const guint8 *row, const guint16 *columns, const guint16 *shares)
{
  const Pairs pairs = pick (row, columns);

  return mix_pairs (FIRST (pairs), SECOND (pairs), load ((const guint8 *)shares));
}

/* The tables, and what is mixed, are as long as sixteens of columns are. */
static void
mix_columns (ZbShrink *self, const guint8 *row)
{
  for (int x = 0; x < self->to_width; x += WIDE)
    {
      const Bytes both = pack (mix_eight (row, self->columns + x, self->shares + x),
                               mix_eight (row, self->columns + x + EIGHT, self->shares + x + EIGHT));
      memcpy (self->mixed + x, &both, sizeof both);
    }
}

/* A row that needs nothing of the one below it is not mixed at all. */
static const guint8 *
make_row (ZbShrink *self, const guint8 *from, gsize stride, int y)
{
  const guint32 place = find_place (y, self->to_height, self->half_height);
  const guint8 *above = from + (place >> 8) * stride;

  if ((place & 0xff) == 0)
    memcpy (self->row, above, (gsize)self->half_width);
  else
    mix_rows (above, above + stride, (guint16)(place & 0xff), self->row, self->half_width);
  return self->row;
}

static void
mix (ZbShrink *self, const guint8 *from, gsize from_stride, guint8 *to, gsize to_stride)
{
  for (int y = 0; y < self->to_height; y++)
    {
      mix_columns (self, make_row (self, from, from_stride, y));
      memcpy (to + (gsize)y * to_stride, self->mixed, (gsize)self->to_width);
    }
}

/* --- the whole ---------------------------------------------------------------------------------- */

static void
plan_halves (ZbShrink *self)
{
  self->half_width = self->width;
  self->half_height = self->height;
  while (self->half_width >= 2 * self->to_width && self->half_height >= 2 * self->to_height)
    {
      self->half_width /= 2;
      self->half_height /= 2;
      self->n_halves++;
    }
}

static void
plan_columns (ZbShrink *self)
{
  const gsize n = ((gsize)self->to_width + WIDE - 1) / WIDE * WIDE;

  self->mixed = g_malloc (n);
  self->columns = g_new0 (guint16, n);
  self->shares = g_new0 (guint16, n);
  for (int x = 0; x < self->to_width; x++)
    {
      const guint32 place = find_place (x, self->to_width, self->half_width);
      self->columns[x] = (guint16)(place >> 8);
      self->shares[x] = place & 0xff;
    }
}

/**
 * zb_shrink_new:
 * @width: pixels of the planes that come, 1 to 65535
 * @height: pixels
 * @to_width: pixels of the planes that go, at least 1; more than came for what is to be larger
 * @to_height: pixels
 *
 * Returns: (transfer full): what makes such planes of such planes
 */
ZbShrink *
zb_shrink_new (int width, int height, int to_width, int to_height)
{
  ZbShrink *self = g_new0 (ZbShrink, 1);

  *self = (ZbShrink){ .width = width, .height = height, .to_width = to_width, .to_height = to_height };
  plan_halves (self);
  for (guint i = 0; i < MIN (self->n_halves, 2); i++)
    self->halves[i] = g_malloc ((gsize)(width >> (i + 1)) * (gsize)(height >> (i + 1)));
  /* One more, which the last column may look at and takes nothing of. */
  self->row = g_malloc0 ((gsize)self->half_width + 1);
  plan_columns (self);
  return self;
}

/**
 * zb_shrink_free:
 * @self: (nullable): a shrink
 */
void
zb_shrink_free (ZbShrink *self)
{
  if (!self)
    return;
  g_free (self->halves[0]);
  g_free (self->halves[1]);
  g_free (self->row);
  g_free (self->mixed);
  g_free (self->columns);
  g_free (self->shares);
  g_free (self);
}

/**
 * zb_shrink_plane:
 * @self: a shrink
 * @from: the first pixel of what comes
 * @from_stride: bytes from one row of it to the next
 * @to: where to put the first pixel of what goes
 * @to_stride: bytes from one row of it to the next
 */
void
zb_shrink_plane (ZbShrink *self, const guint8 *from, gsize from_stride, guint8 *to, gsize to_stride)
{
  int width = self->width, height = self->height;

  for (guint i = 0; i < self->n_halves; i++)
    {
      width /= 2;
      height /= 2;
      halve (from, from_stride, self->halves[i % 2], width, height);
      from = self->halves[i % 2];
      from_stride = (gsize)width;
    }
  mix (self, from, from_stride, to, to_stride);
}
