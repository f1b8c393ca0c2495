/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sitting here without a line: the platform is asked again and again until it lets this officer in, or turns
 * him away. */
#include "zb-link-private.h"

#include "zb-backoff.h"
#include "zb-fiber.h"
#include "zb-seat-key.h"

#include <glib/gi18n-lib.h>

/* How long until a platform that was not there is asked again, in milliseconds. */
#define FIRST_WAIT 500
#define LONGEST_WAIT 15000

void
zb_link_stop_resuming (ZbLink *self)
{
  if (self->resuming != NULL)
    dex_cancellable_cancel (self->resuming);
  dex_clear (&self->resuming);
  dex_clear (&self->resume_now);
}

/* Who sits here and is to be let in by the platform, as soon as that is there. */
typedef struct
{
  ZbLink *link;
  ZbSession *session;
  DexCancellable *stop;
  char *username;
  char *password;
} Resume;

static void
resume_free (gpointer data)
{
  Resume *resume = data;

  g_object_unref (resume->link);
  g_object_unref (resume->session);
  dex_unref (resume->stop);
  g_free (resume->username);
  memset (resume->password, 0, strlen (resume->password));
  g_free (resume->password);
  g_free (resume);
}

static gboolean
is_awaited (const Resume *resume)
{
  return dex_future_is_pending (DEX_FUTURE (resume->stop));
}

static void
go_on (const Resume *resume)
{
  ZbLink *self = resume->link;

  zb_link_stop_resuming (self);
  g_object_notify (G_OBJECT (self), "account");
  zb_link_keep_seat (self, resume->password);
  zb_feed_start (self->feed);
}

/* The platform does not know this officer by this password any more. What waits stays on disk. */
static void
turn_away (const Resume *resume, const GError *error)
{
  ZbLink *self = resume->link;

  zb_seat_key_forget (zb_rest_get_url (self->rest), resume->username);
  dex_future_disown (zb_link_leave_seat (self));
  zb_link_set_problem (self, error->message);
  g_object_notify (G_OBJECT (self), "account");
  zb_link_set_state (self, ZB_LINK_SIGNED_OUT);
}

static void
await_next_try (const Resume *resume, guint milliseconds)
{
  ZbLink *self = resume->link;

  dex_clear (&self->resume_now);
  self->resume_now = dex_promise_new ();
  dex_await (dex_future_first (dex_timeout_new_msec ((int)milliseconds),
                               dex_ref (DEX_FUTURE (self->resume_now)), dex_ref (DEX_FUTURE (resume->stop)),
                               NULL),
             NULL);
}

static DexFuture *
resume_fiber (gpointer data)
{
  const Resume *resume = data;
  ZbBackoff backoff = { .first = FIRST_WAIT, .most = LONGEST_WAIT };

  while (is_awaited (resume))
    {
      g_autoptr (GError) error = NULL;
      gboolean good = dex_await (
          dex_future_first (zb_session_resume (resume->session, resume->username, resume->password),
                            dex_ref (DEX_FUTURE (resume->stop)), NULL),
          &error);

      if (!is_awaited (resume))
        break;
      if (good)
        go_on (resume);
      else if (g_error_matches (error, ZB_SESSION_ERROR, ZB_SESSION_ERROR_REFUSED))
        turn_away (resume, error);
      else
        await_next_try (resume, MAX (zb_backoff_next (&backoff), FIRST_WAIT));
    }
  return dex_future_new_true ();
}

void
zb_link_begin_without_line (ZbLink *self, const char *username, const char *password)
{
  Resume *resume = g_new0 (Resume, 1);

  self->resuming = dex_cancellable_new ();
  resume->link = g_object_ref (self);
  resume->session = g_object_ref (self->session);
  resume->stop = dex_ref (self->resuming);
  resume->username = g_strdup (username);
  resume->password = g_strdup (password);
  zb_link_set_problem (self, _ ("There is no line to the platform; what is shown may have changed"));
  g_object_notify (G_OBJECT (self), "as-of");
  zb_link_set_state (self, ZB_LINK_STALE);
  dex_future_disown (zb_fiber_spawn (resume_fiber, resume, resume_free));
}
