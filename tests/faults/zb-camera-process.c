/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-camera-process.h"

struct _ZbCameraProcess
{
  GSubprocess *process;
  GDataInputStream *output;
  char *films;
  char *port; /* "0" until it had one */
  char *url;
};

static char *
read_answer (ZbCameraProcess *self)
{
  g_autoptr (GError) error = NULL;
  char *answer = g_data_input_stream_read_line (self->output, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (answer);
  return answer;
}

static void
read_port (ZbCameraProcess *self)
{
  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_free (self->port);
  self->port = read_answer (self);
  g_free (self->url);
  self->url = g_strdup_printf ("http://127.0.0.1:%s", self->port);
}

/* Starts it: the first time at a free port, from then on at the same. */
void
zb_camera_process_start (ZbCameraProcess *self)
{
  g_autofree char *program = g_build_filename (g_getenv ("ZHIBAN_BUILD"), "tests/faults/camera-server", NULL);
  g_autoptr (GError) error = NULL;

  self->process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                                    program, self->films, self->port, NULL);
  g_assert_no_error (error);
  read_port (self);
}

/* Ends it as a power cut would. */
void
zb_camera_process_kill (ZbCameraProcess *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->output);
  g_clear_object (&self->process);
}

/* Returns when it does as it is told. */
void
zb_camera_process_order (ZbCameraProcess *self, const char *word)
{
  GOutputStream *input = g_subprocess_get_stdin_pipe (self->process);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  g_output_stream_printf (input, NULL, NULL, &error, "%s\n", word);
  g_output_stream_flush (input, NULL, NULL);
  g_assert_no_error (error);
  answer = read_answer (self);
  g_assert_cmpstr (answer, ==, word);
}

/* As a proxy is told where to go. */
const char *
zb_camera_process_get_url (ZbCameraProcess *self)
{
  return self->url;
}

GPid
zb_camera_process_get_pid (ZbCameraProcess *self)
{
  const char *number = self->process ? g_subprocess_get_identifier (self->process) : NULL;

  return number ? (GPid)g_ascii_strtoll (number, NULL, 10) : 0;
}

ZbCameraProcess *
zb_camera_process_new (void)
{
  ZbCameraProcess *self = g_new0 (ZbCameraProcess, 1);

  self->films = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "films-faults", NULL);
  self->port = g_strdup ("0");
  zb_camera_process_start (self);
  return self;
}

void
zb_camera_process_free (ZbCameraProcess *self)
{
  zb_camera_process_kill (self);
  g_free (self->films);
  g_free (self->port);
  g_free (self->url);
  g_free (self);
}
