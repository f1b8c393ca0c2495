/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a recording's file, by the playback's own ticket: the token of the session is never sent to
 * wherever the file is. */
#include "zb-playback-part.h"

#include "zb-fiber.h"
#include "zb-reply.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  ZbRest *rest;
  ZbPlayback *playback;
  guint span;
  gint64 offset, length;
  GWeakRef answer;
} Fetch;

static void
fetch_free (gpointer data)
{
  Fetch *fetch = data;

  g_clear_object (&fetch->rest);
  g_clear_object (&fetch->playback);
  g_weak_ref_clear (&fetch->answer);
  g_free (fetch);
}

static void
fail (ZbAnswer *answer, const char *why)
{
  g_autoptr (ZbProblem) problem = zb_problem_new (0, _ ("There is no answer from the platform"), NULL);

  g_debug ("a part of a recording: %s", why);
  zb_answer_fail (answer, problem);
}

static DexFuture *
send (Fetch *fetch)
{
  GPtrArray *spans = fetch->playback->spans;
  const ZbPlaybackSpan *span = spans && fetch->span < spans->len ? spans->pdata[fetch->span] : NULL;

  if (!fetch->rest || !span)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_CONNECTED, "there is no such span here");
  return zb_rest_fetch_part (fetch->rest, span->uri, fetch->playback->user, fetch->playback->password,
                             fetch->offset, fetch->length);
}

static DexFuture *
fetch_fiber (gpointer data)
{
  Fetch *fetch = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbReply) reply = dex_await_object (send (fetch), &error);
  g_autoptr (ZbAnswer) answer = g_weak_ref_get (&fetch->answer);

  if (!answer)
    return dex_future_new_true ();
  if (!reply)
    fail (answer, error->message);
  else if (reply->problem)
    zb_answer_fail (answer, reply->problem);
  else if ((gint64)g_bytes_get_size (reply->body) != fetch->length)
    fail (answer, "it has another length");
  else
    zb_answer_set_bytes (answer, reply->body);
  return dex_future_new_true ();
}

/**
 * zb_playback_part_fetch:
 * @rest: (nullable): the way to the platform
 * @playback: leave to play
 * @span: which of its spans
 * @offset: from where on in the file
 * @length: how many bytes
 *
 * Returns: (transfer full): an answer that will hold them
 */
ZbAnswer *
zb_playback_part_fetch (ZbRest *rest, ZbPlayback *playback, guint span, gint64 offset, gint64 length)
{
  ZbAnswer *answer = zb_answer_new (G_TYPE_OBJECT);
  Fetch *fetch = g_new0 (Fetch, 1);

  g_set_object (&fetch->rest, rest);
  fetch->playback = g_object_ref (playback);
  fetch->span = span;
  fetch->offset = offset;
  fetch->length = length;
  g_weak_ref_init (&fetch->answer, answer);
  dex_future_disown (zb_fiber_spawn (fetch_fiber, fetch, fetch_free));
  return answer;
}
