/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * zb_wall_words_of_state:
 * @alert: an alert
 *
 * Returns: (transfer full): whose turn it is, in few words: who claimed it, or that nobody has
 */
char *
zb_wall_words_of_state (const ZbAlert *alert)
{
  if (alert->case_id)
    return g_strdup (_ ("being handled"));
  switch ((ZbAlertState)alert->state)
    {
    case ZB_ALERT_CLAIMED:
      if (alert->claim && alert->claim->by_name)
        /* TRANSLATORS: %s is an officer */
        return g_strdup_printf (_ ("%s is looking"), alert->claim->by_name);
      return g_strdup (_ ("claimed"));
    case ZB_ALERT_VERIFIED:
      return g_strdup (_ ("verified"));
    case ZB_ALERT_CLOSED:
      return g_strdup (_ ("closed"));
    case ZB_ALERT_NEW:
    case ZB_ALERT_NONE:
    default:
      return g_strdup (_ ("to be claimed"));
    }
}

/**
 * zb_wall_words_state_class:
 * @alert: an alert
 *
 * Returns: (transfer none): the style class of those words: one that nobody has in hand calls out
 */
const char *
zb_wall_words_state_class (const ZbAlert *alert)
{
  if (alert->case_id)
    return "zb-unit";
  if (alert->state == ZB_ALERT_CLAIMED)
    return "zb-link";
  if (alert->state != ZB_ALERT_NEW)
    return "zb-t2";
  return alert->severity == ZB_SEVERITY_URGENT ? "zb-urgent" : "zb-high";
}

/**
 * zb_wall_words_duration:
 * @seconds: a time, NAN where it is not known
 *
 * Returns: (transfer full): minutes and seconds, from an hour on hours, minutes and seconds; "" where
 *   it is not known
 */
char *
zb_wall_words_duration (double seconds)
{
  const gint64 whole = isnan (seconds) ? 0 : (gint64)round (seconds);

  if (isnan (seconds) || seconds < 0)
    return g_strdup ("");
  if (whole >= 3600)
    return g_strdup_printf ("%d:%02d:%02d", (int)(whole / 3600), (int)(whole / 60 % 60), (int)(whole % 60));
  return g_strdup_printf ("%d:%02d", (int)(whole / 60), (int)(whole % 60));
}

/**
 * zb_wall_words_share:
 * @share: 0 to 1, NAN where it is not known
 *
 * Rounded down: 99.96 % is not all.
 *
 * Returns: (transfer full): it in percent with one decimal and no sign, "" where it is not known
 */
char *
zb_wall_words_share (double share)
{
  return isnan (share) ? g_strdup ("") : g_strdup_printf ("%.1f", floor (share * 1000 + 1e-6) / 10);
}

/**
 * zb_wall_words_count:
 * @count: how many, NAN where it is not known
 *
 * Returns: (transfer full): it in digits, "" where it is not known
 */
char *
zb_wall_words_count (double count)
{
  return isnan (count) ? g_strdup ("") : g_strdup_printf ("%'.0f", count);
}
