/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A sound server of the test's own, with a loudspeaker that nobody hears and that can be plugged in and out,
 * and a recording of what it plays, taken by a program of the server's and not by what is tested.
 */
#include "zb-sound-server.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/prctl.h>

struct _ZbSoundServer
{
  GSubprocess *process;
  char *folder, *address;
  char *module; /* the number of the loudspeaker's module, NULL while it is not plugged in */
};

struct _ZbRecording
{
  GSubprocess *process;
  char *path;
};

/* What the test has started ends with it, also where it fails. */
static void
end_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static char *
ask (const char *const *argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *text = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_successful (process));
  return g_strstrip (text);
}

static gboolean
answers (ZbSoundServer *self)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "pactl", "info", NULL);

  return process && g_subprocess_wait (process, NULL, NULL) && g_subprocess_get_successful (process);
}

/**
 * zb_sound_server_start:
 *
 * Starts a server without any loudspeaker and makes it that of this process and its children.
 *
 * Returns: (transfer full): the server
 */
ZbSoundServer *
zb_sound_server_start (void)
{
  ZbSoundServer *self = g_new0 (ZbSoundServer, 1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *module = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("zhiban-sound-XXXXXX", &error);
  g_assert_no_error (error);
  self->address = g_strdup_printf ("unix:%s/native", self->folder);
  module = g_strdup_printf ("module-native-protocol-unix auth-anonymous=1 socket=%s/native", self->folder);
  g_setenv ("PULSE_SERVER", self->address, TRUE);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "PULSE_RUNTIME_PATH", self->folder, TRUE);
  g_subprocess_launcher_setenv (launcher, "PULSE_STATE_PATH", self->folder, TRUE);
  self->process = g_subprocess_launcher_spawn (
      launcher, &error, "pulseaudio", "-n", "--daemonize=no", "--use-pid-file=no", "--exit-idle-time=-1",
      "--disallow-exit=no", "--disable-shm=yes", "--log-target=stderr", "--log-level=error", "-L", module,
      NULL);
  g_assert_no_error (error);
  zb_poll_for (answers (self), 20000);
  return self;
}

/**
 * zb_sound_server_plug:
 * @self: a server
 *
 * Plugs in the loudspeaker.
 */
void
zb_sound_server_plug (ZbSoundServer *self)
{
  g_assert_null (self->module);
  self->module =
      ask ((const char *const[]){ "pactl", "load-module", "module-null-sink", "sink_name=" ZB_SOUND_SINK,
                                  "rate=48000", "channels=1", "format=s16le", NULL });
}

/**
 * zb_sound_server_unplug:
 * @self: a server
 *
 * Takes the loudspeaker away, whatever is played.
 */
void
zb_sound_server_unplug (ZbSoundServer *self)
{
  g_autofree char *said = NULL;

  g_assert_nonnull (self->module);
  said = ask ((const char *const[]){ "pactl", "unload-module", self->module, NULL });
  g_clear_pointer (&self->module, g_free);
}

/**
 * zb_sound_server_is_plugged:
 * @self: a server
 *
 * Returns: whether there is a loudspeaker
 */
gboolean
zb_sound_server_is_plugged (ZbSoundServer *self)
{
  return self->module != NULL;
}

/**
 * zb_sound_server_mute:
 * @self: a server
 * @mute: whether
 *
 * Mutes the loudspeaker, or not.
 */
void
zb_sound_server_mute (ZbSoundServer *self, gboolean mute)
{
  g_autofree char *said =
      ask ((const char *const[]){ "pactl", "set-sink-mute", ZB_SOUND_SINK, mute ? "1" : "0", NULL });
}

/**
 * zb_sound_server_stop:
 * @self: (transfer full): a server
 *
 * Ends it.
 */
void
zb_sound_server_stop (ZbSoundServer *self)
{
  g_autofree char *socket = g_build_filename (self->folder, "native", NULL);

  g_subprocess_send_signal (self->process, SIGKILL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_unlink (socket);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->address);
  g_free (self->module);
  g_free (self);
}

static gboolean
has_begun (ZbRecording *self)
{
  g_autoptr (GArray) samples = zb_recording_read (self);

  return samples->len > 0;
}

/**
 * zb_recording_start:
 * @server: a server with a loudspeaker
 *
 * Returns: (transfer full): a recording of what the loudspeaker plays, which has begun
 */
ZbRecording *
zb_recording_start (ZbSoundServer *server)
{
  ZbRecording *self = g_new0 (ZbRecording, 1);
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GError) error = NULL;

  self->path = g_build_filename (g_get_tmp_dir (), "zhiban-recording-XXXXXX", NULL);
  g_close (g_mkstemp (self->path), NULL);
  g_subprocess_launcher_set_child_setup (launcher, end_with_parent, NULL, NULL);
  g_subprocess_launcher_set_stdout_file_path (launcher, self->path);
  self->process = g_subprocess_launcher_spawn (launcher, &error, "parec", "--raw", "--format=s16ne",
                                               "--rate=48000", "--channels=1", "--latency-msec=20",
                                               "--device=" ZB_SOUND_SINK ".monitor", NULL);
  g_assert_no_error (error);
  zb_poll_for (has_begun (self), 20000);
  return self;
}

/**
 * zb_recording_read:
 * @self: a recording
 *
 * Returns: (transfer full) (element-type gint16): what it has so far, 48,000 samples a second
 */
GArray *
zb_recording_read (ZbRecording *self)
{
  GArray *samples = g_array_new (FALSE, FALSE, sizeof (gint16));
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (self->path, &bytes, &length, NULL));
  g_array_append_vals (samples, bytes, (guint)(length / sizeof (gint16)));
  return samples;
}

/**
 * zb_recording_stop:
 * @self: (transfer full): a recording
 *
 * Ends it and forgets it.
 */
void
zb_recording_stop (ZbRecording *self)
{
  g_subprocess_send_signal (self->process, SIGKILL);
  g_subprocess_wait (self->process, NULL, NULL);
  g_object_unref (self->process);
  g_unlink (self->path);
  g_free (self->path);
  g_free (self);
}
