/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of a moment on a timeline, to a pointer that rests there and to a screen reader. */
#include "zb-timeline-private.h"

#include "zb-replay-words.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * zb_timeline_describe:
 * @self: a timeline
 * @time: a moment, µs UTC
 *
 * Returns: (transfer full): the moment in words, and whether it was recorded
 */
char *
zb_timeline_describe (ZbTimeline *self, gint64 time)
{
  g_autofree char *moment = zb_replay_words_moment (time);
  const ZbRecordedSpan *span = zb_timeline_find_recorded (self, time);

  if (!span)
    return g_strdup_printf (C_ ("moment", "%s, not recorded"), moment);
  if (span->held)
    return g_strdup_printf (C_ ("moment", "%s, recorded and kept"), moment);
  return g_strdup_printf (C_ ("moment", "%s, recorded"), moment);
}

static char *
describe_alert (const ZbAlert *alert)
{
  g_autofree char *moment = zb_replay_words_moment (alert->first_at);

  return g_strdup_printf ("%s · %s\n%s", zb_words_severity (alert->severity), moment,
                          alert->title ? alert->title : "");
}

static char *
describe_place (ZbTimeline *self, double x, double y)
{
  const ZbAlert *alert = zb_timeline_find_alert (self, x, y);
  const gint64 time = zb_timeline_get_time (self, x);
  g_autofree char *times = NULL;
  gint64 from, until;

  if (alert)
    return describe_alert (alert);
  if (!zb_timeline_find_gap (self, time, &from, &until))
    return zb_timeline_describe (self, time);
  times = zb_replay_words_span (from, until);
  return g_strdup_printf (_ ("No pictures came %s"), times);
}

gboolean
zb_timeline_query_tooltip (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip)
{
  g_autofree char *words = NULL;

  if (by_keyboard || x < ZB_TIMELINE_LEFT (ZB_TIMELINE (widget)))
    return FALSE;
  words = describe_place (ZB_TIMELINE (widget), x, y);
  gtk_tooltip_set_text (tooltip, words);
  return TRUE;
}
