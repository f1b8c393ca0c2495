/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer who does not look has to be told of an alert: whether anybody has to come, and whether it
 * is news that they have to. Pure functions of what it is and what it was. */
#include "zb-news.h"

#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * zb_news_needs_somebody:
 * @alert: an alert
 *
 * Returns: whether nobody has taken it, and nobody has put it aside until later than now
 */
gboolean
zb_news_needs_somebody (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_NEW && alert->snoozed_until <= zb_now ();
}

/**
 * zb_news_needs_look:
 * @alert: an alert
 *
 * Returns: whether somebody has to come, or to look again
 */
gboolean
zb_news_needs_look (const ZbAlert *alert)
{
  return zb_news_needs_somebody (alert) || zb_alert_contradicts_verdict (alert);
}

/**
 * zb_news_was_held_by:
 * @before: what an alert was
 * @officer: (nullable): the id of an account
 *
 * Returns: whether that officer had claimed it
 */
gboolean
zb_news_was_held_by (const ZbAlertBefore *before, const char *officer)
{
  return before->state == ZB_ALERT_CLAIMED && g_strcmp0 (before->claimed_by, officer) == 0;
}

static gboolean
is_new_again (const ZbAlert *alert, const ZbAlertBefore *before)
{
  return zb_news_needs_somebody (alert) && (before->snoozed || before->state != ZB_ALERT_NEW);
}

/**
 * zb_news_is_told_anew:
 * @alert: an alert that is open
 * @before: what it was
 * @known: whether the officer knows that it is new: they have just done what makes it so, or were told
 * already
 *
 * A device that chatters after the verdict is told of once: the mark stays until there is another verdict.
 * One who gives a claim back hears nothing; a claim that runs out by itself is news to its holder, too.
 *
 * Returns: whether the officer is to be told of it although they know it
 */
gboolean
zb_news_is_told_anew (const ZbAlert *alert, const ZbAlertBefore *before, gboolean known)
{
  return alert->severity > before->severity || (zb_alert_contradicts_verdict (alert) && !before->again) ||
         (is_new_again (alert, before) && !known);
}

/**
 * zb_news_sentence:
 * @alert: an alert
 *
 * Returns: (transfer full): what is said of it
 */
char *
zb_news_sentence (const ZbAlert *alert)
{
  const char *severity = zb_words_severity (alert->severity);

  if (zb_alert_contradicts_verdict (alert))
    /* Translators: how grave, and what: an alert that was judged to be nothing and goes on */
    return g_strdup_printf (_ ("Raised again after the verdict. %s: %s"), severity, alert->title);
  return g_strdup_printf (C_ ("severity and alert", "%s: %s"), severity, alert->title);
}
