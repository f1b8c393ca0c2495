/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-rig.h"

#include "zb-footprint.h"
#include "zb-local-platform.h"
#include "zb-same-world.h"
#include "zb-test-platform.h"
#include "zb-wait.h"

#include <libdex.h>
#include <signal.h>

/* So far into a command's life harm still comes between its request and its answer, in milliseconds. */
#define INTO_COMMAND 12

/* How often one looks at the link, in milliseconds. */
#define LOOK 5

struct _ZbRig
{
  ZbTestPlatform *district; /* filled the folder, and has stopped */
  ZbLocalPlatform *platform;
  const char *token_life;
  char *listen;
  char *url;
  ZbWorld *world;
  ZbLink *link;
  ZbSession *session; /* of whom compares */
  ZbLedger *ledger;
  ZbTestOfficer *officer;
  ZbFootprint before;
  guint n_works;
  gboolean answered;
};

/* With the sanitizers everything takes several times as long. */
guint
zb_rig_get_patience (void)
{
  const char *text = g_getenv ("ZHIBAN_PATIENCE");

  return text ? MAX (1, (guint)g_ascii_strtoull (text, NULL, 10)) : 1;
}

const char *
zb_rig_get_url (ZbRig *self)
{
  return self->url;
}

const char *
zb_rig_get_folder (ZbRig *self)
{
  return zb_test_platform_get_dir (self->district);
}

/* The platform's process, 0 where it does not run. */
GPid
zb_rig_get_pid (ZbRig *self)
{
  return self->platform != NULL ? zb_local_platform_get_pid (self->platform) : 0;
}

ZbLink *
zb_rig_get_link (ZbRig *self)
{
  return self->link;
}

ZbLedger *
zb_rig_get_ledger (ZbRig *self)
{
  return self->ledger;
}

ZbTestOfficer *
zb_rig_get_officer (ZbRig *self)
{
  return self->officer;
}

/* --- the platform --------------------------------------------------------------------------- */

static void
on_started (GObject *source, GAsyncResult *result, gpointer data)
{
  ZbRig *self = data;
  g_autoptr (GError) error = NULL;

  zb_local_platform_start_finish (ZB_LOCAL_PLATFORM (source), result, &error);
  g_assert_no_error (error);
  self->answered = TRUE;
}

/* Starts the platform: the first time at a free port, from then on at the same. */
void
zb_rig_start_platform (ZbRig *self)
{
  g_autofree char *heartbeat = g_strdup_printf ("%g", ZB_RIG_HEARTBEAT / 1000.0);
  const char *arguments[] = {
    "--data-dir", zb_rig_get_folder (self), "--listen",       self->listen, "--heartbeat",
    heartbeat,    "--token-life",           self->token_life, NULL
  };

  self->answered = FALSE;
  self->platform = zb_local_platform_new ();
  zb_local_platform_start_async (self->platform, arguments, NULL, on_started, self);
  zb_wait_for (self->answered, ZB_RIG_PATIENCE);
  g_set_str (&self->url, zb_local_platform_get_url (self->platform));
  g_set_str (&self->listen, self->url + strlen ("http://"));
}

/* Ends it as a power cut would, and waits until it is gone. */
void
zb_rig_kill_platform (ZbRig *self)
{
  kill (zb_rig_get_pid (self), SIGKILL);
  zb_wait_for (zb_rig_get_pid (self) == 0, ZB_RIG_PATIENCE);
  g_clear_object (&self->platform);
}

/* --- the console ---------------------------------------------------------------------------- */

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer data)
{
  ZbRig *self = data;
  g_autoptr (GError) error = NULL;

  zb_link_sign_in_finish (ZB_LINK (source), result, &error);
  g_assert_no_error (error);
  self->answered = TRUE;
}

static gboolean
is_settled (DexFuture *future)
{
  return !dex_future_is_pending (future);
}

static void
sign_in_to_compare (ZbRig *self)
{
  g_autoptr (ZbRest) rest = zb_rest_new (self->url, NULL);
  g_autoptr (DexFuture) signed_in = NULL;
  g_autoptr (GError) error = NULL;

  self->session = zb_session_new (rest);
  signed_in = zb_session_sign_in (self->session, ZB_RIG_OFFICER, ZB_TEST_PASSWORD);
  zb_wait_for (is_settled (signed_in), ZB_RIG_PATIENCE);
  dex_future_get_value (signed_in, &error);
  g_assert_no_error (error);
}

/* An officer sits down at a console that is told the platform is at @url. */
void
zb_rig_sign_in (ZbRig *self, const char *url)
{
  sign_in_to_compare (self);
  self->answered = FALSE;
  self->world = zb_world_new ();
  self->link = zb_link_new (self->world);
  zb_link_sign_in_async (self->link, url, ZB_RIG_OFFICER, ZB_TEST_PASSWORD, NULL, on_signed_in, self);
  zb_wait_for (self->answered, ZB_RIG_PATIENCE);
  zb_rig_wait_until_live (self);
  self->officer = zb_test_officer_new (self->link, self->ledger);
}

static gboolean
is_moment (ZbRig *self, guint n_accepted)
{
  return zb_ledger_count_open (self->ledger) == 0 ||
         (zb_ledger_count (self->ledger, ZB_COMMAND_ACCEPTED) >= n_accepted &&
          zb_ledger_count (self->ledger, ZB_COMMAND_SENDING) > 0);
}

/* The officer takes a call and sends people, or does everything that an officer can. Returns while one of
 * these commands, any of them, is on its way, at the platform, or its answer on the way back. */
void
zb_rig_work_until_a_moment (ZbRig *self)
{
  guint before = zb_ledger_count (self->ledger, ZB_COMMAND_ACCEPTED), n_accepted;

  zb_test_officer_take_call (self->officer);
  if (self->n_works++ % 2 == 0)
    zb_test_officer_do_everything (self->officer);
  else
    zb_test_officer_send_people (self->officer);
  n_accepted = before + (guint)g_test_rand_int_range (0, (int)zb_ledger_count_open (self->ledger));
  zb_wait_for (is_moment (self, n_accepted), ZB_RIG_PATIENCE);
  zb_wait ((guint)g_test_rand_int_range (0, INTO_COMMAND));
}

void
zb_rig_wait_until_live (ZbRig *self)
{
  gint64 end = g_get_monotonic_time () + ZB_RIG_PATIENCE * G_TIME_SPAN_MILLISECOND;

  while (zb_link_get_state (self->link) != ZB_LINK_LIVE && g_get_monotonic_time () < end)
    zb_wait (LOOK);
  if (zb_link_get_state (self->link) != ZB_LINK_LIVE)
    g_error ("the link is in state %d: %s", zb_link_get_state (self->link), zb_link_get_problem (self->link));
}

void
zb_rig_wait_until_done (ZbRig *self)
{
  gint64 end = g_get_monotonic_time () + ZB_RIG_PATIENCE * G_TIME_SPAN_MILLISECOND;

  while (!zb_test_officer_has_done (self->officer) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  if (zb_test_officer_has_done (self->officer))
    return;
  zb_ledger_tell_open (self->ledger);
  g_error ("the work is not done, the link is in state %d: %s", zb_link_get_state (self->link),
           zb_link_get_problem (self->link));
}

static gboolean
is_small (ZbRig *self)
{
  ZbFootprint now = zb_footprint_take (zb_rig_get_pid (self));

  return zb_footprint_is_within (&now, &self->before);
}

/* What the first round leaves is the measure for the others. */
static void
assert_footprint (ZbRig *self)
{
  if (self->before.descriptors == 0)
    {
      self->before = zb_footprint_take (zb_rig_get_pid (self));
      return;
    }
  if (!is_small (self))
    zb_wait_for (is_small (self), ZB_RIG_PATIENCE);
}

/* Asserts what has to hold after every fault: what was accepted is done, once, and what was refused never,
 * and shown; the console shows what the platform has; neither has kept descriptors, threads or memory. */
void
zb_rig_assert_whole (ZbRig *self)
{
  zb_ledger_assert_kept (self->ledger, zb_rig_get_folder (self));
  if (self->world != NULL)
    {
      zb_ledger_assert_shown (self->ledger, zb_world_get_commands (self->world));
      zb_assert_same_world_in (self->session, self->world);
    }
  assert_footprint (self);
}

/* --- the rig -------------------------------------------------------------------------------- */

/* Makes the district and starts the platform with it. Access tokens live @token_life seconds. */
ZbRig *
zb_rig_new (const char *token_life)
{
  ZbRig *self = g_new0 (ZbRig, 1);

  self->district = zb_test_platform_new ();
  zb_test_platform_stop (self->district);
  self->token_life = token_life;
  self->listen = g_strdup ("127.0.0.1:0");
  self->ledger = zb_ledger_new ();
  zb_rig_start_platform (self);
  return self;
}

/* As soon as what is under way has come to its end, which takes longer on a busy machine. */
static void
assert_let_go (gpointer object)
{
  gpointer weak = object;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  zb_wait_for (weak == NULL, ZB_RIG_PATIENCE);
}

static void
leave_console (ZbRig *self)
{
  zb_test_officer_free (self->officer);
  g_object_run_dispose (G_OBJECT (self->link));
  assert_let_go (self->link);
  assert_let_go (self->world);
}

void
zb_rig_free (ZbRig *self)
{
  if (self->link != NULL)
    leave_console (self);
  g_clear_object (&self->session);
  zb_local_platform_stop (self->platform);
  zb_wait (50);
  g_clear_object (&self->platform);
  zb_ledger_free (self->ledger);
  zb_test_platform_free (self->district);
  g_free (self->listen);
  g_free (self->url);
  g_free (self);
}
