/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-recording-times.h"

#include "zb-time.h"

static gboolean
check (ZbCall *call, gint64 longest, const ZbRecordingTimes *times, ZbResponse *response)
{
  if (times->from != 0 && times->until != 0 && times->until <= times->from)
    zb_call_refuse_field (call, "/until", "must be later than from");
  else if (times->from != 0 && times->until != 0 && times->until - times->from > longest)
    zb_call_refuse_field (call, "/until", "must be %d minutes after from at the most",
                          (int)(longest / G_TIME_SPAN_MINUTE));
  return zb_call_is_good (call, response);
}

/**
 * zb_recording_times_read_body:
 * @call: a call with `from` and `until` in its body
 * @longest: how long the time may be, µs
 * @times: (out): the time
 * @response: its answer: a 422 that tells all that is wrong with the call, where something is
 *
 * Returns: whether they are there and can be
 */
gboolean
zb_recording_times_read_body (ZbCall *call, gint64 longest, ZbRecordingTimes *times, ZbResponse *response)
{
  times->from = zb_call_time (call, "from", ZB_NEEDED);
  times->until = zb_call_time (call, "until", ZB_NEEDED);
  return check (call, longest, times, response);
}

static gint64
read_query (ZbCall *call, const char *name)
{
  const char *text = zb_call_query (call, name);
  gint64 time = 0;
  if (text == NULL || !zb_time_parse (text, &time) || time == 0)
    zb_call_refuse_field (call, "", "the query's %s must be a time of RFC 3339", name);
  return time;
}

/**
 * zb_recording_times_read_query:
 * @call: a call with `from` and `until` in its query
 * @longest: how long the time may be, µs
 * @times: (out): the time
 * @response: its answer: a 422 where they are wrong
 *
 * Returns: whether they are there and can be
 */
gboolean
zb_recording_times_read_query (ZbCall *call, gint64 longest, ZbRecordingTimes *times, ZbResponse *response)
{
  times->from = read_query (call, "from");
  times->until = read_query (call, "until");
  return check (call, longest, times, response);
}

/**
 * zb_recording_times_describe:
 * @times: a time
 *
 * Returns: (transfer full): both ends of it, as the audit log says them
 */
char *
zb_recording_times_describe (const ZbRecordingTimes *times)
{
  char from[ZB_TIME_LENGTH + 1], until[ZB_TIME_LENGTH + 1];
  zb_time_format (times->from, from);
  zb_time_format (times->until, until);
  return g_strjoin ("/", from, until, NULL);
}
