/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-roll.h"

#include "zb-now.h"

/**
 * ZbRoll:
 *
 * Film that may be played: where a moment is in it, and those of its parts that were fetched last, so that
 * going back a frame asks for nothing.
 */
struct _ZbRoll
{
  ZbMedia *media;
  ZbPlayback *playback;
  GQueue parts; /* the latest first */
  gsize kept;   /* bytes */
};

typedef struct
{
  guint span;
  int fragment;
  GBytes *bytes;
} Part;

/* Leave that ends within this is not begun with, in µs. */
#define MARGIN (5 * G_USEC_PER_SEC)

static void
part_free (gpointer data)
{
  Part *part = data;

  g_bytes_unref (part->bytes);
  g_free (part);
}

/**
 * zb_roll_new:
 * @media: whoever fetches
 * @playback: leave to play
 *
 * Returns: (transfer full): a roll of which nothing was fetched yet
 */
ZbRoll *
zb_roll_new (ZbMedia *media, ZbPlayback *playback)
{
  ZbRoll *self = g_new0 (ZbRoll, 1);

  self->media = g_object_ref (media);
  self->playback = g_object_ref (playback);
  return self;
}

/**
 * zb_roll_free:
 * @self: (nullable): a roll
 */
void
zb_roll_free (ZbRoll *self)
{
  if (!self)
    return;
  g_queue_clear_full (&self->parts, part_free);
  g_object_unref (self->playback);
  g_object_unref (self->media);
  g_free (self);
}

/**
 * zb_roll_is_good:
 * @self: a roll
 *
 * Returns: whether it may still be played
 */
gboolean
zb_roll_is_good (ZbRoll *self)
{
  return self->playback->expires_at == 0 || self->playback->expires_at - zb_now () > MARGIN;
}

/**
 * zb_roll_get_n_spans:
 * @self: a roll
 *
 * Returns: how many spans without a gap it has
 */
guint
zb_roll_get_n_spans (ZbRoll *self)
{
  return self->playback->spans ? self->playback->spans->len : 0;
}

/**
 * zb_roll_get_span:
 * @self: a roll
 * @span: which, from 0
 *
 * Returns: (transfer none): that span
 */
ZbPlaybackSpan *
zb_roll_get_span (ZbRoll *self, guint span)
{
  return g_ptr_array_index (self->playback->spans, span);
}

/**
 * zb_roll_find:
 * @self: a roll
 * @time: a moment, µs UTC
 *
 * Returns: the span in which it is, or the first one after it; -1 where nothing is there or after
 */
int
zb_roll_find (ZbRoll *self, gint64 time)
{
  for (guint i = 0; i < zb_roll_get_n_spans (self); i++)
    if (time < zb_roll_get_span (self, i)->ended_at &&
        zb_playback_span_get_n_fragments (zb_roll_get_span (self, i)) > 0)
      return (int)i;
  return -1;
}

/**
 * zb_roll_find_before:
 * @self: a roll
 * @time: a moment, µs UTC
 *
 * Returns: the span in which it is, or the last one before it; -1 where nothing is there or before
 */
int
zb_roll_find_before (ZbRoll *self, gint64 time)
{
  for (int i = (int)zb_roll_get_n_spans (self) - 1; i >= 0; i--)
    if (zb_roll_get_span (self, (guint)i)->started_at <= time &&
        zb_playback_span_get_n_fragments (zb_roll_get_span (self, (guint)i)) > 0)
      return i;
  return -1;
}

/* In µs; a time within a span is not believed beyond a day. */
static gint64
believe (gint64 milliseconds)
{
  return CLAMP (milliseconds, 0, ZB_RECORDINGS_LONGEST / 1000) * 1000;
}

/**
 * zb_roll_get_start:
 * @self: a roll
 * @span: which of its spans
 * @fragment: which of that one's fragments
 *
 * Returns: when the fragment begins, µs UTC
 */
gint64
zb_roll_get_start (ZbRoll *self, guint span, int fragment)
{
  ZbPlaybackSpan *of = zb_roll_get_span (self, span);

  return of->started_at + believe (zb_playback_span_get_fragment (of, (guint)fragment)->starts_at);
}

/**
 * zb_roll_get_end:
 * @self: a roll
 * @span: which of its spans
 * @fragment: which of that one's fragments
 *
 * Returns: when the fragment ends, µs UTC
 */
gint64
zb_roll_get_end (ZbRoll *self, guint span, int fragment)
{
  ZbPlaybackSpan *of = zb_roll_get_span (self, span);

  return zb_roll_get_start (self, span, fragment) +
         believe (zb_playback_span_get_fragment (of, (guint)fragment)->duration);
}

/* What a file says of its parts is not believed beyond the file, nor beyond what is ever held. */
static gboolean
find_bytes (ZbPlaybackSpan *span, int fragment, gint64 *offset, gint64 *length)
{
  const ZbFragment *found;

  *offset = 0;
  *length = zb_playback_span_get_init_length (span);
  if (fragment >= 0)
    {
      found = zb_playback_span_get_fragment (span, (guint)fragment);
      *offset = found->offset;
      *length = found->length;
    }
  return *offset >= 0 && *length > 0 && *length <= ZB_ROLL_MOST_KEPT && *offset <= span->bytes - *length;
}

/**
 * zb_roll_fetch:
 * @self: a roll
 * @span: which of its spans
 * @fragment: which of that one's fragments, or %ZB_ROLL_HEAD
 *
 * Returns: (transfer full) (nullable): an answer that will hold the bytes; %NULL where there cannot be any
 */
ZbAnswer *
zb_roll_fetch (ZbRoll *self, guint span, int fragment)
{
  gint64 offset, length;

  if (!find_bytes (zb_roll_get_span (self, span), fragment, &offset, &length))
    return NULL;
  return zb_media_fetch_part (self->media, self->playback, span, offset, length);
}

/**
 * zb_roll_find_part:
 * @self: a roll
 * @span: which of its spans
 * @fragment: which of that one's fragments, or %ZB_ROLL_HEAD
 *
 * Returns: (transfer none) (nullable): its bytes, where they were fetched and are still here
 */
GBytes *
zb_roll_find_part (ZbRoll *self, guint span, int fragment)
{
  for (GList *link = self->parts.head; link; link = link->next)
    {
      Part *part = link->data;
      if (part->span == span && part->fragment == fragment)
        return part->bytes;
    }
  return NULL;
}

/* The oldest go, but a head: all of the span rests on it, and it is small. */
static void
drop_oldest (ZbRoll *self)
{
  GList *link = self->parts.tail;

  while (link && self->kept > ZB_ROLL_MOST_KEPT)
    {
      GList *before = link->prev;
      Part *part = link->data;
      if (part->fragment != ZB_ROLL_HEAD && link != self->parts.head)
        {
          self->kept -= g_bytes_get_size (part->bytes);
          part_free (part);
          g_queue_delete_link (&self->parts, link);
        }
      link = before;
    }
}

/**
 * zb_roll_keep_part:
 * @self: a roll
 * @span: which of its spans
 * @fragment: which of that one's fragments, or %ZB_ROLL_HEAD
 * @bytes: what came
 */
void
zb_roll_keep_part (ZbRoll *self, guint span, int fragment, GBytes *bytes)
{
  Part *part = g_new (Part, 1);

  *part = (Part){ span, fragment, g_bytes_ref (bytes) };
  g_queue_push_head (&self->parts, part);
  self->kept += g_bytes_get_size (bytes);
  drop_oldest (self);
}
