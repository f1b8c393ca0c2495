/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform that a console starts for itself when it is given no address. It lives as long as the console:
 * it is asked to end (SIGTERM) when the console ends, made to (SIGKILL) when it does not, and the kernel ends
 * it should the console be killed.
 *
 *   start → one JSON line on its standard output → url, accounts → … → stop
 */
#include "zb-local-platform.h"

#include "zb-fiber.h"
#include "zb-priority.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_TIMEOUT 300
#define STOP_TIMEOUT (5 * G_TIME_SPAN_SECOND)
#define PROGRAM "zhiban-platform"

struct _ZbLocalPlatform
{
  GObject parent_instance;

  GSubprocess *process;
  GDataInputStream *output;
  GDataInputStream *complaints;
  char *last_words;
  char *url;
  GPtrArray *accounts;
};

enum
{
  SIGNAL_EXITED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbLocalPlatform, zb_local_platform, G_TYPE_OBJECT)

static void
account_free (gpointer data)
{
  ZbLocalAccount *account = data;

  g_free (account->username);
  g_free (account->password);
  g_free (account->role);
  g_free (account);
}

static void
zb_local_platform_dispose (GObject *object)
{
  ZbLocalPlatform *self = ZB_LOCAL_PLATFORM (object);

  zb_local_platform_stop (self);
  g_clear_object (&self->output);
  g_clear_object (&self->complaints);
  g_clear_pointer (&self->last_words, g_free);
  g_clear_pointer (&self->url, g_free);
  g_clear_pointer (&self->accounts, g_ptr_array_unref);

  G_OBJECT_CLASS (zb_local_platform_parent_class)->dispose (object);
}

static void
zb_local_platform_class_init (ZbLocalPlatformClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_local_platform_dispose;

  /**
   * ZbLocalPlatform::exited:
   *
   * The platform has ended without being asked to.
   */
  signals[SIGNAL_EXITED] = g_signal_new ("exited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_local_platform_init (ZbLocalPlatform *self)
{
  self->accounts = g_ptr_array_new_with_free_func (account_free);
}

/**
 * zb_local_platform_new:
 *
 * Returns: (transfer full): a platform that is not started yet
 */
ZbLocalPlatform *
zb_local_platform_new (void)
{
  return g_object_new (ZB_TYPE_LOCAL_PLATFORM, NULL);
}

static char *
check_program (const char *folder, const char *rest)
{
  g_autofree char *path = g_build_filename (folder, rest, PROGRAM, NULL);

  return g_file_test (path, G_FILE_TEST_IS_EXECUTABLE) ? g_steal_pointer (&path) : NULL;
}

/**
 * zb_local_platform_find_program:
 *
 * Looks for `zhiban-platform`: where `ZHIBAN_PLATFORM` says, beside this program, in a build tree where that
 * is where this program is, and in the search path.
 *
 * Returns: (transfer full) (nullable): its path
 */
char *
zb_local_platform_find_program (void)
{
  const char *given = g_getenv ("ZHIBAN_PLATFORM");
  const char *build = g_getenv ("ZHIBAN_BUILD");
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = self ? g_path_get_dirname (self) : NULL;
  char *path = given ? g_strdup (given) : NULL;

  if (path == NULL && folder != NULL)
    path = check_program (folder, "");
  if (path == NULL && folder != NULL)
    path = check_program (folder, "../platform");
  if (path == NULL && build != NULL)
    path = check_program (build, "src/platform");
  return path ? path : g_find_program_in_path (PROGRAM);
}

/* Runs in the child between fork and exec: nothing but what is safe after a fork. */
static void
die_with_parent (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (getppid () != (pid_t)GPOINTER_TO_INT (data))
    _exit (1);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  return json_object_get_string_member_with_default (object, name, NULL);
}

static void
read_account (JsonArray *list, guint position, JsonNode *node, gpointer data)
{
  ZbLocalPlatform *self = data;
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (object == NULL)
    return;

  ZbLocalAccount *account = g_new0 (ZbLocalAccount, 1);
  account->username = g_strdup (get_text (object, "username"));
  account->password = g_strdup (get_text (object, "password"));
  account->role = g_strdup (get_text (object, "role"));
  g_ptr_array_add (self->accounts, account);
}

static gboolean
read_first_line (ZbLocalPlatform *self, const char *line)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = json_parser_load_from_data (parser, line, -1, NULL) ? json_parser_get_root (parser) : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *accounts = object ? json_object_get_member (object, "accounts") : NULL;

  if (object == NULL || get_text (object, "url") == NULL)
    return FALSE;

  self->url = g_strdup (get_text (object, "url"));
  if (accounts != NULL && JSON_NODE_HOLDS_ARRAY (accounts))
    json_array_foreach_element (json_node_get_array (accounts), read_account, self);
  return TRUE;
}

static void
on_exited (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbLocalPlatform) self = data;
  gboolean unasked = self->process == G_SUBPROCESS (source);

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  if (unasked)
    {
      g_clear_object (&self->process);
      g_signal_emit (self, signals[SIGNAL_EXITED], 0);
    }
}

/* What the platform says while it runs is passed on, and its last sentence kept: it says why it could not
 * start. */
static void
on_complaint (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbLocalPlatform) self = data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, NULL);

  if (line == NULL)
    return;
  g_printerr ("%s\n", line);
  g_set_str (&self->last_words, line);
  g_data_input_stream_read_line_async (G_DATA_INPUT_STREAM (source), ZB_PRIORITY_WITH_FRAMES, NULL,
                                       on_complaint, g_steal_pointer (&self));
}

static gboolean
spawn (ZbLocalPlatform *self, const char *const *arguments, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GStrvBuilder) command = g_strv_builder_new ();
  g_autofree char *program = zb_local_platform_find_program ();

  if (program == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("The program %s is not installed"), PROGRAM);
      return FALSE;
    }

  g_strv_builder_add (command, program);
  g_strv_builder_addv (command, (const char **)arguments);
  g_auto (GStrv) argv = g_strv_builder_end (command);
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, GINT_TO_POINTER (getpid ()), NULL);
  self->process = g_subprocess_launcher_spawnv (launcher, (const char *const *)argv, error);
  if (self->process == NULL)
    return FALSE;

  self->output = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  self->complaints = g_data_input_stream_new (g_subprocess_get_stderr_pipe (self->process));
  g_data_input_stream_read_line_async (self->complaints, ZB_PRIORITY_WITH_FRAMES, NULL, on_complaint,
                                       g_object_ref (self));
  g_subprocess_wait_async (self->process, NULL, on_exited, g_object_ref (self));
  return TRUE;
}

static void
on_line (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DexPromise) promise = data;
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source), result, NULL, &error);

  if (error != NULL)
    dex_promise_reject (promise, g_steal_pointer (&error));
  else
    dex_promise_resolve_string (promise, line ? line : g_strdup (""));
}

static DexFuture *
read_line (GDataInputStream *stream)
{
  DexPromise *promise = dex_promise_new_cancellable ();

  g_data_input_stream_read_line_async (stream, G_PRIORITY_DEFAULT, dex_promise_get_cancellable (promise),
                                       on_line, dex_ref (promise));
  return DEX_FUTURE (promise);
}

static const char *
get_last_words (ZbLocalPlatform *self)
{
  const char *words = self->last_words ? self->last_words : _ ("it did not say why");

  return g_str_has_prefix (words, PROGRAM ": ") ? words + strlen (PROGRAM ": ") : words;
}

static DexFuture *
tell_failure (ZbLocalPlatform *self)
{
  /* Its last sentence comes through another pipe, and may take a moment longer. */
  dex_await (dex_timeout_new_msec (200), NULL);
  zb_local_platform_stop (self);
  return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The platform did not start: %s"),
                                get_last_words (self));
}

typedef struct
{
  ZbLocalPlatform *platform;
  GStrv arguments;
} Start;

static void
start_free (gpointer data)
{
  Start *start = data;

  g_object_unref (start->platform);
  g_strfreev (start->arguments);
  g_free (start);
}

static DexFuture *
start_fiber (gpointer data)
{
  Start *start = data;
  ZbLocalPlatform *self = start->platform;
  g_autoptr (GError) error = NULL;

  if (!spawn (self, (const char *const *)start->arguments, &error))
    return dex_future_new_for_error (g_steal_pointer (&error));

  g_autofree char *line = dex_await_string (
      dex_future_first (read_line (self->output), dex_timeout_new_seconds (START_TIMEOUT), NULL), &error);
  if (line == NULL || !read_first_line (self, line))
    return tell_failure (self);
  return dex_future_new_true ();
}

/**
 * zb_local_platform_start_async:
 * @self: a platform
 * @arguments: (array zero-terminated=1): its options
 * @cancellable: (nullable): to give up
 * @callback: called when it is ready or has failed
 * @user_data: for @callback
 *
 * Starts the platform and waits until it says that it is ready.
 */
void
zb_local_platform_start_async (ZbLocalPlatform *self, const char *const *arguments, GCancellable *cancellable,
                               GAsyncReadyCallback callback, gpointer user_data)
{
  g_return_if_fail (ZB_IS_LOCAL_PLATFORM (self) && self->process == NULL);
  g_autoptr (DexAsyncResult) result = dex_async_result_new (self, cancellable, callback, user_data);
  Start *start = g_new0 (Start, 1);

  start->platform = g_object_ref (self);
  start->arguments = g_strdupv ((char **)arguments);
  dex_async_result_await (result, zb_fiber_spawn (start_fiber, start, start_free));
}

/**
 * zb_local_platform_start_finish:
 * @self: a platform
 * @result: what the callback was given
 * @error: return location; its message is for people
 *
 * Returns: whether it runs
 */
gboolean
zb_local_platform_start_finish (ZbLocalPlatform *self, GAsyncResult *result, GError **error)
{
  return dex_async_result_propagate_boolean (DEX_ASYNC_RESULT (result), error);
}

/**
 * zb_local_platform_get_url:
 * @self: a platform
 *
 * Returns: (nullable): where it listens, once it has started
 */
const char *
zb_local_platform_get_url (ZbLocalPlatform *self)
{
  return self->url;
}

/**
 * zb_local_platform_get_pid:
 * @self: a platform
 *
 * Returns: its process, 0 where it does not run
 */
GPid
zb_local_platform_get_pid (ZbLocalPlatform *self)
{
  const char *text = self->process ? g_subprocess_get_identifier (self->process) : NULL;

  return text ? (GPid)g_ascii_strtoll (text, NULL, 10) : 0;
}

/**
 * zb_local_platform_find_account:
 * @self: a platform
 * @role: the contract's name of a role
 *
 * Returns: (nullable): the demonstration's first account with that role
 */
const ZbLocalAccount *
zb_local_platform_find_account (ZbLocalPlatform *self, const char *role)
{
  for (guint i = 0; i < self->accounts->len; i++)
    {
      ZbLocalAccount *account = g_ptr_array_index (self->accounts, i);
      if (g_strcmp0 (account->role, role) == 0)
        return account;
    }
  return NULL;
}

static gboolean
wait_until_gone (GPid pid, gint64 microseconds)
{
  gint64 deadline = g_get_monotonic_time () + microseconds;
  siginfo_t info;

  /* GLib reaps the child; here it is only looked at, and left. */
  while (g_get_monotonic_time () < deadline)
    {
      info.si_pid = 0;
      if (waitid (P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) < 0 || info.si_pid != 0)
        return TRUE;
      g_usleep (10000);
    }
  return FALSE;
}

/**
 * zb_local_platform_stop:
 * @self: a platform
 *
 * Asks the platform to end and waits for it, at the most five seconds; then makes it. For the console's own
 * end: it does not need the main loop.
 */
void
zb_local_platform_stop (ZbLocalPlatform *self)
{
  g_autoptr (GSubprocess) process = g_steal_pointer (&self->process);
  const char *text = process ? g_subprocess_get_identifier (process) : NULL;

  if (text == NULL)
    return;

  GPid pid = (GPid)g_ascii_strtoll (text, NULL, 10);
  g_subprocess_send_signal (process, SIGTERM);
  if (!wait_until_gone (pid, STOP_TIMEOUT))
    g_subprocess_force_exit (process);
}

/**
 * zb_local_platform_let_go:
 * @self: a platform
 *
 * Asks the platform to end without waiting for it: the console goes on with another one.
 */
void
zb_local_platform_let_go (ZbLocalPlatform *self)
{
  g_autoptr (GSubprocess) process = g_steal_pointer (&self->process);

  if (process != NULL)
    g_subprocess_send_signal (process, SIGTERM);
}
