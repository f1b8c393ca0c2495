/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-outbox-rig.h"

#include "zb-case.h"
#include "zb-uuid.h"
#include "zb-wait.h"

#include <glib/gstdio.h>

gboolean
zb_outbox_rig_is_settled (DexFuture *future)
{
  return !dex_future_is_pending (future);
}

void
zb_outbox_rig_finish (DexFuture *future)
{
  zb_wait_for (zb_outbox_rig_is_settled (future), 15000);
  g_assert_true (dex_future_is_resolved (future));
  dex_unref (future);
}

void
zb_outbox_rig_open (ZbOutboxRig *f)
{
  g_autoptr (GError) error = NULL;

  f->outbox = zb_outbox_new (f->path, f->session, f->inbox, &error);
  g_assert_no_error (error);
  zb_outbox_rig_finish (zb_outbox_open (f->outbox));
}

void
zb_outbox_rig_close (ZbOutboxRig *f)
{
  zb_outbox_close (f->outbox);
  zb_wait (30);
  g_assert_finalize_object (f->outbox);
}

void
zb_outbox_rig_set_up (ZbOutboxRig *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("zb-outbox-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "outbox.sqlite", NULL);
  f->platform = zb_fake_platform_new (10);
  f->rest = zb_rest_new (f->platform->url, NULL);
  f->session = zb_session_new (f->rest);
  f->world = zb_world_new ();
  f->inbox = zb_inbox_new (f->world);
  zb_outbox_rig_finish (zb_session_sign_in (f->session, "officer", "password"));
  zb_outbox_rig_open (f);
}

void
zb_outbox_rig_tear_down (ZbOutboxRig *f, gconstpointer data)
{
  zb_outbox_rig_close (f);
  zb_rest_abort (f->rest);
  zb_wait (20);
  g_assert_finalize_object (f->inbox);
  g_assert_finalize_object (f->world);
  g_assert_finalize_object (f->session);
  g_assert_finalize_object (f->rest);
  zb_fake_platform_free (f->platform);
  zb_wait (10);
  for (const char *const *end = (const char *const[]){ "", "-wal", "-shm", NULL }; *end; end++)
    {
      g_autofree char *name = g_strconcat (f->path, *end, NULL);
      g_unlink (name);
    }
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

guint
zb_outbox_rig_count (ZbOutboxRig *f)
{
  return g_list_model_get_n_items (zb_world_get_commands (f->world));
}

const char *
zb_outbox_rig_get_sent (ZbOutboxRig *f, guint i)
{
  return g_ptr_array_index (f->platform->commands, i);
}

void
zb_outbox_rig_submit (ZbOutboxRig *f, ZbCommand *command)
{
  zb_outbox_rig_finish (zb_outbox_submit (f->outbox, command));
}

ZbCommand *
zb_outbox_rig_submit_new (ZbOutboxRig *f, const char *name, const char *subject)
{
  ZbCommand *command = zb_command_new (name, subject, NULL);

  zb_outbox_rig_submit (f, command);
  return command;
}

ZbCommand *
zb_outbox_rig_new_aged (const char *name, const char *subject, gint64 age)
{
  g_autofree char *key = zb_uuid_new ();

  return zb_command_new_full (key, name, subject, NULL, NULL, g_get_real_time () - age);
}

static DexFuture *
hold_disk (ZbConnection *connection, gpointer data)
{
  ZbOutboxHold *hold = data;

  g_atomic_int_set (&hold->is_held, TRUE);
  g_main_context_wakeup (NULL);
  while (!g_atomic_int_get (&hold->is_released))
    g_usleep (1000);
  return dex_future_new_true ();
}

/* Another has the file: what is to be written waits until that one lets go of it. */
void
zb_outbox_rig_hold_disk (ZbOutboxRig *f, ZbOutboxHold *hold)
{
  static const char *const same[] = { "", "", NULL };

  hold->database = zb_database_new (f->path, ZB_CONNECTION_WRITE_DURABLE, same, 1, NULL);
  g_assert_nonnull (hold->database);
  hold->holding = zb_database_write (hold->database, hold_disk, hold, NULL);
  zb_wait_for (g_atomic_int_get (&hold->is_held), 15000);
}

void
zb_outbox_rig_release_disk (ZbOutboxHold *hold)
{
  g_atomic_int_set (&hold->is_released, TRUE);
  zb_outbox_rig_finish (g_steal_pointer (&hold->holding));
  zb_database_close (hold->database);
  g_clear_object (&hold->database);
}

/* A newer version of the case that the tests act on. */
void
zb_outbox_rig_put_case (ZbOutboxRig *f, gint64 version, int step)
{
  g_autoptr (ZbCase) the_case = (ZbCase *)zb_entity_new (ZB_KIND_CASE, "c1");
  g_autoptr (ZbEvent) event = NULL;

  the_case->parent_instance.version = version;
  the_case->step = step;
  event = zb_event_new ("case.updated", (ZbEntity *)the_case, 0);
  zb_world_apply (f->world, event);
}

/* What each program of these tests begins with. */
void
zb_outbox_rig_begin (int *argc, char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_log_set_debug_enabled (FALSE);
}
