/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-seat.h"

#include "zb-test-platform.h"

#define PATIENCE 60000

struct _ZbSeat
{
  GSubprocess *process;
  GDataInputStream *answers;
  char *folder;
  char *answer; /* NULL while it is waited for */
};

static void
on_answer (GObject *source, GAsyncResult *result, gpointer data)
{
  ZbSeat *self = data;
  char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  self->answer = line ? line : g_strdup ("gone");
}

static gboolean
has_answer (gpointer data)
{
  return ((ZbSeat *)data)->answer != NULL;
}

static void
write_line (ZbSeat *self, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\n", NULL);
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&self->answer, g_free);
  g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->process), text, strlen (text), NULL, NULL,
                             &error);
  g_assert_no_error (error);
  g_data_input_stream_read_line_async (self->answers, G_PRIORITY_DEFAULT, NULL, on_answer, self);
}

/* What it remembers, and what it has still to send, is in a folder of its own. */
static GSubprocess *
launch (ZbSeat *self, const char *url)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "app", "zb-second-seat", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CACHE_HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", self->folder, TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, program, url, NULL);
  g_assert_no_error (error);
  return process;
}

/**
 * zb_seat_new:
 * @url: the platform
 *
 * Returns: (transfer full): a second console, at which nobody sits
 */
ZbSeat *
zb_seat_new (const char *url)
{
  ZbSeat *self = g_new0 (ZbSeat, 1);

  self->folder = g_dir_make_tmp ("zhiban-seat-XXXXXX", NULL);
  self->process = launch (self, url);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  return self;
}

static void
remove_folder (const char *folder)
{
  const char *const argv[] = { "rm", "-rf", "--", folder, NULL };
  g_autoptr (GSubprocess) remover = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_NONE, NULL);

  g_subprocess_wait (remover, NULL, NULL);
}

static void
on_ended (GObject *source, GAsyncResult *result, gpointer data)
{
  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  *(gboolean *)data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *)data;
}

/**
 * zb_seat_free:
 * @self: (transfer full): a second console
 *
 * Its officer signs out and it ends.
 */
void
zb_seat_free (ZbSeat *self)
{
  gboolean ended = FALSE;

  g_subprocess_wait_async (self->process, NULL, on_ended, &ended);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_assert_true (zb_test_wait (is_true, &ended, PATIENCE));
  g_assert_true (g_subprocess_get_successful (self->process));
  g_object_unref (self->answers);
  g_object_unref (self->process);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self->answer);
  g_free (self);
}

/**
 * zb_seat_tell:
 * @self: a second console
 * @format: an order
 * @...: for @format
 *
 * Gives an order and does not wait for what comes of it, see zb_seat_hear().
 */
void
zb_seat_tell (ZbSeat *self, const char *format, ...)
{
  va_list args;
  g_autofree char *line = NULL;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  write_line (self, line);
}

/**
 * zb_seat_hear:
 * @self: a second console that was told something
 *
 * Returns: whether it has done that
 */
gboolean
zb_seat_hear (ZbSeat *self)
{
  g_assert_true (zb_test_wait (has_answer, self, PATIENCE));
  return g_str_equal (self->answer, "ok");
}

/**
 * zb_seat_ask:
 * @self: a second console
 * @format: an order
 * @...: for @format
 *
 * Returns: whether it has done that
 */
gboolean
zb_seat_ask (ZbSeat *self, const char *format, ...)
{
  va_list args;
  g_autofree char *line = NULL;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  write_line (self, line);
  return zb_seat_hear (self);
}
