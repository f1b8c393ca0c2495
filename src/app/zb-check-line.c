/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line to the platform, its clock, and the store for passwords. */
#include "zb-check.h"

#include "zb-keyring.h"
#include "zb-platform-check.h"

#include <glib/gi18n.h>

/* An answer that takes longer is felt at every click, ms. */
#define SLOW_ANSWER 1000
/* Certificates and log files suffer from a clock that is wrong by more, seconds. */
#define SMALL_OFFSET 2
#define LARGE_OFFSET 60

typedef struct
{
  const char *title;
  DexPromise *promise;
} Asking;

static void
finish (Asking *asking, ZbFinding *finding)
{
  dex_promise_resolve_object (asking->promise, finding);
  dex_unref (asking->promise);
  g_free (asking);
}

static DexFuture *
new_found (ZbFinding *finding)
{
  return dex_future_new_take_object (finding);
}

/* --- the line --------------------------------------------------------------------------------------- */

static ZbFinding *
judge_answer (const char *title, const ZbPlatformFound *found)
{
  const int milliseconds = (int)((found->round_trip + 500) / 1000);

  if (milliseconds > SLOW_ANSWER)
    return zb_finding_new (
        title, ZB_FINDING_WARNING,
        N_ ("Ask the administrator of the network; until then answers to what you do come late."),
        N_ ("The feed is live, but an answer took %d ms."), milliseconds);
  return zb_finding_new (title, ZB_FINDING_WELL, NULL,
                         N_ ("The feed is live; an answer took %1$d ms. The contract's version is %2$s."),
                         milliseconds, found->contract);
}

static void
on_checked (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *asking = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbPlatformFound) found = zb_platform_check_finish (result, &error);

  finish (asking, found ? judge_answer (asking->title, found)
                        : zb_finding_new (asking->title, ZB_FINDING_TROUBLE,
                                          N_ ("The console tries again by itself."),
                                          N_ ("The platform did not answer. %s"), error->message));
}

/**
 * zb_check_feed:
 * @title: what the finding is called
 * @facts: how the line stands
 *
 * Returns: (transfer full): a future of whether alerts come in, and how fast the platform answers
 */
DexFuture *
zb_check_feed (const char *title, const ZbCheckFacts *facts)
{
  DexPromise *promise;
  Asking *asking;

  if (!facts->url)
    return new_found (zb_finding_new (title, ZB_FINDING_WARNING,
                                      N_ ("Sign in, then run the self-test again."),
                                      N_ ("Nobody is signed in: no alert comes in.")));
  if (facts->link != ZB_LINK_LIVE)
    return new_found (zb_finding_new (
        title, ZB_FINDING_TROUBLE,
        N_ ("The console tries again by itself. Check whether this machine is connected; take alerts "
            "by telephone until then."),
        N_ ("There is no feed: new alerts do not come in, and what is shown may have changed.")));
  promise = dex_promise_new ();
  asking = g_new0 (Asking, 1);
  asking->title = title;
  asking->promise = dex_ref (promise);
  zb_platform_check_async (facts->url, NULL, on_checked, asking);
  return DEX_FUTURE (promise);
}

/* --- the clock -------------------------------------------------------------------------------------- */

#define SET_CLOCK                                                                                            \
  N_ ("Ages and deadlines follow the platform's clock and stay right. Switch on network time on this "       \
      "machine, since certificates are judged by its own clock.")

/**
 * zb_check_clock:
 * @title: what the finding is called
 * @facts: what was heard of the platform's clock
 *
 * Returns: (transfer full): whether the clock of this machine is right
 */
ZbFinding *
zb_check_clock (const char *title, const ZbCheckFacts *facts)
{
  const double ahead = (double)facts->clock_ahead / G_TIME_SPAN_SECOND;
  const double apart = ABS (ahead);
  const ZbFindingLevel level = apart > LARGE_OFFSET ? ZB_FINDING_TROUBLE : ZB_FINDING_WARNING;

  if (!facts->heard)
    return zb_finding_new (title, ZB_FINDING_WARNING, N_ ("Sign in, then run the self-test again."),
                           N_ ("The platform's clock was not heard yet."));
  if (apart <= SMALL_OFFSET)
    return zb_finding_new (title, ZB_FINDING_WELL, NULL,
                           N_ ("The clocks of this machine and of the platform are %.1f s apart."), apart);
  if (ahead > 0)
    return zb_finding_new (title, level, SET_CLOCK,
                           N_ ("The clock of this machine is %.0f s behind the platform's."), apart);
  return zb_finding_new (title, level, SET_CLOCK,
                         N_ ("The clock of this machine is %.0f s ahead of the platform's."), apart);
}

/* --- secrets ----------------------------------------------------------------------------------------- */

static void
on_store (GObject *source, GAsyncResult *result, gpointer data)
{
  Asking *asking = data;

  if (zb_keyring_check_finish (result, NULL))
    finish (asking, zb_finding_new (asking->title, ZB_FINDING_WELL, NULL,
                                    N_ ("The secret store of this machine can be reached.")));
  else
    finish (asking,
            zb_finding_new (
                asking->title, ZB_FINDING_WARNING,
                N_ ("A desk does well without. For a wall, ask the administrator to install and unlock "
                    "a secret store (in Debian: gnome-keyring)."),
                N_ ("No secret store can be reached: a wall cannot sign in by itself.")));
}

/**
 * zb_check_secrets:
 * @title: what the finding is called
 * @facts: not used
 *
 * Returns: (transfer full): a future of whether passwords can be kept
 */
DexFuture *
zb_check_secrets (const char *title, const ZbCheckFacts *facts)
{
  DexPromise *promise = dex_promise_new ();
  Asking *asking = g_new0 (Asking, 1);

  asking->title = title;
  asking->promise = dex_ref (promise);
  zb_keyring_check_async (NULL, on_store, asking);
  return DEX_FUTURE (promise);
}
