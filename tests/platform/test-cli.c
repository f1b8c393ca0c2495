/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program itself: its sub-commands, its ready line, and what it says when it cannot start. */
#include "zb-test-platform.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

typedef struct
{
  char *dir;
  char *program;
} Fixture;

typedef struct
{
  int code;
  char *out;
  char *err;
} Run;

static void
run_clear (Run *run)
{
  g_free (run->out);
  g_free (run->err);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = g_dir_make_tmp ("zb-cli-XXXXXX", NULL);
  fixture->program = g_build_filename (g_getenv ("ZHIBAN_BUILD"), "src/platform/zhiban-platform", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *command = g_strdup_printf ("rm -rf '%s'", fixture->dir);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  g_free (fixture->dir);
  g_free (fixture->program);
}

/* Words apart by |, because names may hold spaces. */
static Run
run (Fixture *fixture, const char *words)
{
  Run result = { -1, NULL, NULL };
  g_autofree char *line =
      g_strdup_printf ("%s|%s%s%s", fixture->program, words, *words != '\0' ? "|" : "", "--data-dir");
  g_auto (GStrv) parts = g_strsplit (line, "|", -1);
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_strv_builder_addv (argv, (const char **)parts);
  g_strv_builder_add (argv, fixture->dir);
  g_auto (GStrv) all = g_strv_builder_end (argv);
  g_autoptr (GSubprocess) process = g_subprocess_newv (
      (const char *const *)all, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &result.out, &result.err, NULL));
  result.code = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  return result;
}

#define assert_fails(result, words)                                                                          \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    g_test_message ("%s", (result).err);                                                                     \
    g_assert_cmpint ((result).code, >, 0);                                                                   \
    g_assert_nonnull (strstr ((result).err, words));                                                         \
    g_assert_true (g_str_has_suffix ((result).err, ".\n"));                                                  \
    g_assert_null (strchr (strchr ((result).err, '\n') + 1, '\n'));                                          \
  }                                                                                                          \
  G_STMT_END

static void
test_help (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) help = run (fixture, "--help");
  g_assert_cmpint (help.code, ==, 0);
  static const char *const words[] = { "--listen",       "--tls-cert",          "--demo",
                                       "--seed",         "--alerts-per-minute", "user add",
                                       "user list",      "user disable",        "user reset",
                                       "import devices", "backup FILE",         "restore FILE",
                                       "wall add",       "wall list",           "wall remove" };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (help.out, words[i]));
}

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) option = run (fixture, "--no-such-thing");
  assert_fails (option, "--no-such-thing");
  g_auto (Run) command = run (fixture, "dance");
  assert_fails (command, "dance");
}

static void
test_users (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) added = run (fixture, "user|add|lin|--role|duty_officer|--name|林晓岚");
  g_assert_cmpint (added.code, ==, 0);
  g_assert_nonnull (strstr (added.out, "password: "));
  g_auto (Run) twice = run (fixture, "user|add|LIN|--role|duty_officer");
  assert_fails (twice, "already");
  g_auto (Run) role = run (fixture, "user|add|wang|--role|king");
  assert_fails (role, "duty_officer");
  g_auto (Run) area = run (fixture, "user|add|wang|--role|duty_officer|--area|nowhere");
  assert_fails (area, "nowhere");
  g_auto (Run) disabled = run (fixture, "user|disable|lin");
  g_assert_cmpint (disabled.code, ==, 0);
  g_auto (Run) list = run (fixture, "user|list");
  g_assert_nonnull (strstr (list.out, "林晓岚"));
  g_assert_nonnull (strstr (list.out, " no "));
  g_auto (Run) reset = run (fixture, "user|reset|lin");
  g_assert_nonnull (strstr (reset.out, "password: "));
  g_auto (Run) nobody = run (fixture, "user|reset|nobody");
  assert_fails (nobody, "nobody");
}

/* What a wall needs is there, one account is for one wall, and all of it is in the audit log. */
static void
test_walls (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) user = run (fixture, "user|add|daping|--role|wall");
  g_auto (Run) officer = run (fixture, "user|add|lin|--role|duty_officer");
  g_auto (Run) added = run (fixture, "wall|add|指挥大厅主屏|--account|daping");
  g_assert_cmpint (added.code, ==, 0);
  g_assert_nonnull (strstr (added.out, "id: "));
  g_auto (Run) list = run (fixture, "wall|list");
  g_assert_cmpint (list.code, ==, 0);
  g_assert_nonnull (strstr (list.out, "daping"));
  g_assert_nonnull (strstr (list.out, "指挥大厅主屏"));
  g_assert_nonnull (strstr (list.out, "rotation"));
  g_assert_nonnull (strstr (list.out, "never"));

  g_auto (Run) twice = run (fixture, "wall|add|副屏|--account|daping");
  assert_fails (twice, "指挥大厅主屏 already");
  g_auto (Run) role = run (fixture, "wall|add|副屏|--account|lin");
  assert_fails (role, "role wall");
  g_auto (Run) nobody = run (fixture, "wall|add|副屏|--account|nobody");
  assert_fails (nobody, "nobody");
  g_auto (Run) bare = run (fixture, "wall|add|副屏");
  assert_fails (bare, "--account");
  g_auto (Run) area = run (fixture, "user|add|daping2|--role|wall");
  g_auto (Run) nowhere = run (fixture, "wall|add|副屏|--account|daping2|--area|nowhere");
  assert_fails (nowhere, "nowhere");
  g_auto (Run) dance = run (fixture, "wall|dance");
  assert_fails (dance, "add, list, remove");

  g_auto (Run) unknown = run (fixture, "wall|remove|副屏");
  assert_fails (unknown, "副屏");
  g_auto (Run) removed = run (fixture, "wall|remove|指挥大厅主屏");
  g_assert_cmpint (removed.code, ==, 0);
  g_auto (Run) empty = run (fixture, "wall|list");
  g_assert_null (strstr (empty.out, "指挥大厅主屏"));
  g_auto (Run) audit = run (fixture, "audit|verify");
  g_assert_cmpint (audit.code, ==, 0);
}

/* The areas of a platform that has some: those that the account sees are for its wall. */
static void
test_wall_areas (Fixture *fixture, gconstpointer data)
{
  ZbTestPlatform *platform = zb_test_platform_new ();
  Fixture other = { (char *)zb_test_platform_get_dir (platform), fixture->program };
  g_auto (Run) north = run (&other, "user|add|beiping|--role|wall|--area|北街道");
  g_auto (Run) south = run (&other, "wall|add|北屏|--account|beiping|--area|南街道");
  assert_fails (south, "sight");
  g_auto (Run) added = run (&other, "wall|add|北屏|--account|beiping");
  g_assert_cmpint (added.code, ==, 0);
  g_auto (Run) district = run (&other, "wall|add|区屏|--account|wall");
  g_assert_cmpint (district.code, ==, 0);
  g_auto (Run) committee = run (&other, "user|add|juwei|--role|wall");
  g_auto (Run) small = run (&other, "wall|add|居委屏|--account|juwei|--area|北一居委");
  g_assert_cmpint (small.code, ==, 0);
  g_auto (Run) list = run (&other, "wall|list");
  g_assert_nonnull (strstr (list.out, "北街道"));
  g_assert_nonnull (strstr (list.out, "长宁区"));
  g_assert_nonnull (strstr (list.out, "北一居委"));
  /* It was running all the while: its officers are shown the new walls without being asked to sign in anew.
   */
  g_autoptr (ZbTestAnswer) seen = zb_test_get (platform, "south", "/walls");
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (seen->root, "items")), ==, 0);
  g_autoptr (ZbTestAnswer) all = zb_test_get (platform, "officer", "/walls");
  g_assert_cmpuint (yyjson_arr_size (yyjson_obj_get (all->root, "items")), ==, 3);
  zb_test_platform_free (platform);
}

static void
test_addresses (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) outside = run (fixture, "--listen|0.0.0.0:0");
  assert_fails (outside, "--tls-cert");
  g_auto (Run) name = run (fixture, "--listen|example.com:80");
  assert_fails (name, "numbers");
  g_auto (Run) half = run (fixture, "--tls-cert|/nonexistent.pem");
  assert_fails (half, "--tls-key");
}

static void
test_port_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  guint16 port = g_socket_listener_add_any_inet_port (listener, NULL, NULL);
  g_autofree char *words = g_strdup_printf ("--listen|127.0.0.1:%u", port);
  g_auto (Run) result = run (fixture, words);
  assert_fails (result, "in use");
}

static void
test_data_dir (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->dir, "file", NULL);
  g_assert_true (g_file_set_contents (file, "x", 1, NULL));
  g_autofree char *inside = g_build_filename (file, "folder", NULL);
  Fixture other = { inside, fixture->program };
  g_auto (Run) result = run (&other, "--listen|127.0.0.1:0");
  assert_fails (result, inside);
  Fixture proc = { (char *)"/proc/zhiban", fixture->program };
  g_auto (Run) unwritable = run (&proc, "--listen|127.0.0.1:0");
  assert_fails (unwritable, "/proc/zhiban");
}

static void
test_newer_schema (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "platform.db", NULL);
  ZbConnection *connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_assert_true (zb_connection_script (connection, "PRAGMA user_version = 999", NULL));
  zb_connection_close (connection);
  g_auto (Run) result = run (fixture, "--listen|127.0.0.1:0");
  assert_fails (result, "newer version");
  g_auto (Run) users = run (fixture, "user|list");
  assert_fails (users, "schema 999");
}

/* /dev/full cannot be a folder; a limit on the size of files is what a full disk looks like. */
static void
limit_file_size (gpointer data)
{
  struct rlimit limit = { 8192, 8192 };
  signal (SIGXFSZ, SIG_IGN);
  setrlimit (RLIMIT_FSIZE, &limit);
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "full", NULL);
  char *argv[] = {
    fixture->program, (char *)"--listen", (char *)"127.0.0.1:0", (char *)"--data-dir", folder, NULL
  };
  Run result = { 0 };
  int status = 0;
  g_assert_true (g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, limit_file_size, NULL, &result.out,
                               &result.err, &status, NULL));
  result.code = g_spawn_check_wait_status (status, NULL) ? 0 : 1;
  assert_fails (result, folder);
  run_clear (&result);
}

/* --- the demonstration --------------------------------------------------------------------------------- */

static char *
read_text (Fixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->dir, "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row = zb_connection_prepare (connection, sql, NULL);
  g_assert_nonnull (row);
  return zb_statement_step (row, NULL) == ZB_STEP_ROW ? g_strdup (zb_statement_get_text (row, 0)) : NULL;
}

static void
execute (Fixture *fixture, const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->dir, "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_autoptr (GError) error = NULL;
  zb_connection_script (connection, sql, &error);
  g_assert_no_error (error);
}

/* What is in use is no demonstration, and its administrator's password stays what it was. */
static void
test_demo_refused (Fixture *fixture, gconstpointer data)
{
  static const char password[] = "SELECT password FROM account WHERE username = 'admin'";
  g_auto (Run) added = run (fixture, "user|add|admin|--role|administrator");
  g_assert_cmpint (added.code, ==, 0);
  g_autofree char *before = read_text (fixture, password);
  g_auto (Run) demo = run (fixture, "--demo|--alerts-per-minute|0|--listen|127.0.0.1:0");
  assert_fails (demo, "no demonstration");
  g_autofree char *after = read_text (fixture, password);
  g_assert_cmpstr (before, ==, after);
  g_autofree char *others = read_text (fixture, "SELECT count(*) FROM account");
  g_assert_cmpstr (others, ==, "1");
}

/* --- serving -------------------------------------------------------------------------------------------- */

typedef struct
{
  GSubprocess *process;
  char *url;
} Server;

static Server
start_with (Fixture *fixture, const char *const *options)
{
  Server server = { 0 };
  g_autoptr (GStrvBuilder) argv = g_strv_builder_new ();
  g_strv_builder_add_many (argv, fixture->program, "--listen", "127.0.0.1:0", "--data-dir", fixture->dir,
                           NULL);
  g_strv_builder_addv (argv, (const char **)options);
  g_auto (GStrv) all = g_strv_builder_end (argv);
  server.process = g_subprocess_newv ((const char *const *)all,
                                      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server.process));
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_assert_true (json_parser_load_from_data (parser, line, -1, NULL));
  JsonObject *ready = json_node_get_object (json_parser_get_root (parser));
  server.url = g_strdup (json_object_get_string_member (ready, "url"));
  g_assert_true (json_object_has_member (ready, "rtsp"));
  g_assert_cmpint (json_object_get_int_member (ready, "pid"), >, 0);
  return server;
}

static Server
start (Fixture *fixture)
{
  return start_with (fixture, (const char *const[]){ NULL });
}

static void
stop (Server *server)
{
  g_subprocess_send_signal (server->process, SIGTERM);
  g_assert_true (g_subprocess_wait (server->process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_exited (server->process));
  g_assert_cmpint (g_subprocess_get_exit_status (server->process), ==, 0);
  g_clear_object (&server->process);
  g_clear_pointer (&server->url, g_free);
}

static char *
read_word_of_warning (Server *server)
{
  g_autoptr (GDataInputStream) err = g_data_input_stream_new (g_subprocess_get_stderr_pipe (server->process));
  return g_data_input_stream_read_line (err, NULL, NULL, NULL);
}

static void
test_demo_keeps_its_seed (Fixture *fixture, gconstpointer data)
{
  static const char first_device[] = "SELECT id FROM entity WHERE kind = 'device' ORDER BY rid LIMIT 1";
  Server server = start_with (fixture, (const char *const[]){ "--demo", "--alerts-per-minute", "0", NULL });
  stop (&server);
  g_autofree char *seed = read_text (fixture, "SELECT value FROM meta WHERE key = 'demo_seed'");
  g_assert_cmpstr (seed, ==, "310105");
  g_autofree char *device = read_text (fixture, first_device);
  server = start_with (fixture,
                       (const char *const[]){ "--demo", "--alerts-per-minute", "0", "--seed", "7", NULL });
  g_autofree char *said = read_word_of_warning (&server);
  g_assert_nonnull (strstr (said, "--seed 310105"));
  stop (&server);
  g_autofree char *same = read_text (fixture, first_device);
  g_assert_cmpstr (device, ==, same);
  g_autofree char *kept = read_text (fixture, "SELECT value FROM meta WHERE key = 'demo_seed'");
  g_assert_cmpstr (kept, ==, "310105");
}

static void
test_serve (Fixture *fixture, gconstpointer data)
{
  Server server = start (fixture);
  g_auto (Run) second = run (fixture, "--listen|127.0.0.1:0");
  assert_fails (second, "Another platform");
  g_autofree char *backup = g_build_filename (fixture->dir, "backup.db", NULL);
  g_autofree char *words = g_strdup_printf ("restore|%s", backup);
  g_assert_true (g_file_set_contents (backup, "x", 1, NULL));
  g_auto (Run) restore = run (fixture, words);
  assert_fails (restore, "stop it first");
  stop (&server);
}

static JsonObject *
find_account (JsonObject *ready, const char *role)
{
  JsonArray *accounts = json_object_get_array_member (ready, "accounts");
  for (guint i = 0; i < json_array_get_length (accounts); i++)
    {
      JsonObject *account = json_array_get_object_element (accounts, i);
      if (g_str_equal (json_object_get_string_member (account, "role"), role))
        return account;
    }
  return NULL;
}

/* Whoever starts the demonstration can put it on a wall at once. */
static void
test_demo_wall (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, NULL, fixture->program,
                                                      "--demo", "--alerts-per-minute", "0", "--listen",
                                                      "127.0.0.1:0", "--data-dir", fixture->dir, NULL);
  g_autoptr (GDataInputStream) out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
  g_autofree char *line = g_data_input_stream_read_line (out, NULL, NULL, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_assert_true (json_parser_load_from_data (parser, line, -1, NULL));
  JsonObject *account = find_account (json_node_get_object (json_parser_get_root (parser)), "wall");
  g_assert_nonnull (account);
  g_auto (Run) list = run (fixture, "wall|list");
  g_subprocess_send_signal (process, SIGTERM);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_nonnull (strstr (list.out, "指挥大厅主屏"));
  g_assert_nonnull (strstr (list.out, json_object_get_string_member (account, "username")));
}

static char *
read_log_id (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->dir, "platform.db", NULL);
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_READ, NULL);
  g_autoptr (ZbStatement) row =
      zb_connection_prepare (connection, "SELECT value FROM meta WHERE key = 'log_id'", NULL);
  g_assert_cmpint (zb_statement_step (row, NULL), ==, ZB_STEP_ROW);
  return g_strdup (zb_statement_get_text (row, 0));
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  Server server = start (fixture);
  g_auto (Run) added = run (fixture, "user|add|before|--role|duty_officer");
  execute (fixture, "INSERT INTO session (hash, account, family, use, expires_at)"
                    " SELECT 'h', id, 'f', 'access', 1 << 60 FROM account");
  g_autofree char *backup = g_build_filename (fixture->dir, "the backup.db", NULL);
  g_autofree char *backup_words = g_strdup_printf ("backup|%s", backup);
  g_auto (Run) made = run (fixture, backup_words);
  g_assert_cmpstr (made.err, ==, "");
  g_assert_cmpint (made.code, ==, 0);
  g_auto (Run) later = run (fixture, "user|add|after|--role|duty_officer");
  stop (&server);
  execute (fixture, "UPDATE session SET hash = 'now'");
  execute (fixture, "INSERT INTO session (hash, account, family, use, expires_at)"
                    " SELECT 'later', id, 'f', 'access', 1 << 60 FROM account WHERE username = 'after'");

  g_autofree char *before = read_log_id (fixture);
  g_autofree char *restore_words = g_strdup_printf ("restore|%s", backup);
  g_auto (Run) restored = run (fixture, restore_words);
  g_assert_cmpstr (restored.err, ==, "");
  g_assert_cmpint (restored.code, ==, 0);
  g_auto (Run) list = run (fixture, "user|list");
  g_assert_nonnull (strstr (list.out, "before"));
  g_assert_null (strstr (list.out, "after"));
  g_autofree char *after = read_log_id (fixture);
  g_assert_cmpstr (before, !=, after);
  g_auto (Run) audit = run (fixture, "audit|verify");
  g_assert_cmpint (audit.code, ==, 0);
  /* Who is signed in now stays so, who was when it was made does not; and it is written down what was
   * restored by whom. */
  g_autofree char *sessions = read_text (fixture, "SELECT group_concat(hash) FROM session");
  g_assert_cmpstr (sessions, ==, "now");
  g_autofree char *row =
      read_text (fixture, "SELECT name || ' ' || why FROM audit WHERE action = 'database.restore'");
  g_autofree char *expected = g_strconcat (g_get_user_name (), " the backup.db", NULL);
  g_assert_cmpstr (row, ==, expected);
}

#define HELD_CAMERA "01890000-0000-7000-8000-00000000ca01"

static char *
put_recording (Fixture *fixture, int started_at, const char *content)
{
  g_autofree char *folder = g_build_filename (fixture->dir, "recordings", HELD_CAMERA, NULL);
  g_autofree char *name = g_strdup_printf ("%d.mp4", started_at);
  g_autofree char *sql = g_strdup_printf (
      "INSERT INTO segment (camera, started_at, ended_at, bytes, codec, width, height, init,"
      " init_length, open, pieces) VALUES ('" HELD_CAMERA "', %d, %d, %zu, 1, 640, 360, 'i', 4,"
      " 0, x'')",
      started_at, started_at + 1000, strlen (content));
  char *path = g_build_filename (folder, name, NULL);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, content, -1, NULL));
  execute (fixture, sql);
  return path;
}

static void
spoil_backup (const char *path)
{
  g_autoptr (ZbConnection) connection = zb_connection_open (path, ZB_CONNECTION_WRITE, NULL);
  g_autoptr (GBytes) forged = g_bytes_new_static ("forged", 6);
  g_assert_true (zb_connection_run (connection, NULL, "UPDATE segment_file SET content = ?", "b", forged));
}

/* What is held of the recordings comes back as it was, what is not is not in it, and what was spoilt in it is
 * refused before anything is exchanged. */
static void
test_backup_holds (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) added = run (fixture, "user|add|before|--role|duty_officer");
  g_autofree char *held = put_recording (fixture, 5000, "what was seen"),
                  *usual = put_recording (fixture, 9000, "what nobody holds");
  g_autofree char *backup = g_build_filename (fixture->dir, "backup.db", NULL);
  g_autofree char *backup_words = g_strdup_printf ("backup|%s", backup),
                  *restore_words = g_strdup_printf ("restore|%s", backup);
  g_autofree char *content = NULL;
  execute (fixture, "INSERT INTO hold VALUES ('h', '" HELD_CAMERA "', 5500, 5600, 'case', 'b', 'n', 1)");
  g_auto (Run) made = run (fixture, backup_words);
  g_assert_cmpstr (made.err, ==, "");
  g_assert_cmpint (g_unlink (held), ==, 0);
  g_assert_cmpint (g_unlink (usual), ==, 0);
  g_auto (Run) restored = run (fixture, restore_words);
  g_assert_cmpstr (restored.err, ==, "");
  g_assert_true (g_file_get_contents (held, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, "what was seen");
  g_assert_false (g_file_test (usual, G_FILE_TEST_EXISTS));
  g_autofree char *log = read_log_id (fixture);
  spoil_backup (backup);
  g_auto (Run) refused = run (fixture, restore_words);
  g_assert_cmpint (refused.code, ==, 1);
  g_assert_nonnull (strstr (refused.err, HELD_CAMERA));
  g_autofree char *log_now = read_log_id (fixture);
  g_assert_cmpstr (log, ==, log_now);
}

/* A hold whose recording is gone does not keep the rest from being saved, and is not passed over in silence.
 */
static void
test_backup_lost_hold (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) added = run (fixture, "user|add|before|--role|duty_officer");
  g_autofree char *held = put_recording (fixture, 5000, "what was seen");
  g_autofree char *words = g_strdup_printf ("backup|%s/backup.db", fixture->dir);
  execute (fixture, "INSERT INTO hold VALUES ('h', '" HELD_CAMERA "', 5500, 5600, 'case', 'b', 'n', 1)");
  g_assert_cmpint (g_unlink (held), ==, 0);
  g_auto (Run) made = run (fixture, words);
  g_assert_cmpint (made.code, ==, 0);
  g_assert_nonnull (strstr (made.err, "1 "));
}

/* What a power cut in the middle of a restore may leave: no empty database takes the place of the old one. */
static void
test_restore_halfway (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) added = run (fixture, "user|add|before|--role|duty_officer");
  g_autofree char *database = g_build_filename (fixture->dir, "platform.db", NULL);
  g_autofree char *aside = g_build_filename (fixture->dir, "platform.db.before-restore", NULL);
  g_assert_cmpint (g_rename (database, aside), ==, 0);
  g_auto (Run) server = run (fixture, "--listen|127.0.0.1:0");
  assert_fails (server, "platform.db.before-restore");
  g_auto (Run) users = run (fixture, "user|list");
  assert_fails (users, "platform.db.before-restore");
  g_assert_false (g_file_test (database, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_rename (aside, database), ==, 0);
  g_auto (Run) again = run (fixture, "user|list");
  g_assert_nonnull (strstr (again.out, "before"));
}

/* What is put aside is whole, with what was in its log. */
static void
test_put_aside (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) first = run (fixture, "user|add|first|--role|duty_officer");
  g_autofree char *backup = g_build_filename (fixture->dir, "backup.db", NULL);
  g_autofree char *words = g_strdup_printf ("backup|%s", backup);
  g_auto (Run) made = run (fixture, words);
  Server server = start (fixture);
  g_auto (Run) second = run (fixture, "user|add|second|--role|duty_officer");
  /* As a power cut leaves it: what was written last is in the log only. */
  g_subprocess_force_exit (server.process);
  g_assert_true (g_subprocess_wait (server.process, NULL, NULL));
  g_object_unref (server.process);
  g_free (server.url);
  g_autofree char *restore = g_strdup_printf ("restore|%s", backup);
  g_auto (Run) restored = run (fixture, restore);
  g_assert_cmpint (restored.code, ==, 0);
  g_auto (Run) list = run (fixture, "user|list");
  g_assert_null (strstr (list.out, "second"));
  g_autofree char *database = g_build_filename (fixture->dir, "platform.db", NULL);
  g_autofree char *aside = g_build_filename (fixture->dir, "platform.db.before-restore", NULL);
  g_assert_cmpint (g_rename (aside, database), ==, 0);
  g_auto (Run) old = run (fixture, "user|list");
  g_assert_nonnull (strstr (old.out, "second"));
}

static void
assert_private (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GStatBuf found;
  g_assert_cmpint (g_stat (path, &found), ==, 0);
  g_assert_cmpuint (found.st_mode & 0077, ==, 0);
}

/* Whatever the shell's mask is, nobody else reads the record or a copy of it. */
static void
test_private (Fixture *fixture, gconstpointer data)
{
  mode_t mask = umask (0022);
  Server server = start (fixture);
  g_autofree char *backup = g_build_filename (fixture->dir, "backup.db", NULL);
  g_autofree char *words = g_strdup_printf ("backup|%s", backup);
  g_auto (Run) made = run (fixture, words);
  g_assert_cmpint (made.code, ==, 0);
  static const char *const names[] = { "platform.db", "platform.db-wal", "evidence", "backup.db" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_private (fixture->dir, names[i]);
  stop (&server);
  g_autofree char *restore = g_strdup_printf ("restore|%s", backup);
  g_auto (Run) restored = run (fixture, restore);
  g_assert_cmpint (restored.code, ==, 0);
  assert_private (fixture->dir, "platform.db");
  umask (mask);
}

static void
test_restore_nonsense (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "letter.txt", NULL);
  g_assert_true (g_file_set_contents (path, "This is no database at all, whatever it says it is.", -1, NULL));
  g_autofree char *words = g_strdup_printf ("restore|%s", path);
  g_auto (Run) result = run (fixture, words);
  assert_fails (result, "not restored");
  g_auto (Run) nothing = run (fixture, "restore|/nonexistent");
  assert_fails (nothing, "/nonexistent");
}

/* --- importing --------------------------------------------------------------------------------------------
 */

static const char devices[] = "code,name,kind,lon,lat,placement,heading\r\n"
                              "A-1,\"天山路, 遵义路口\",camera,121.4737,31.2304,crowded,90\r\n"
                              "A-2,无经度,camera,,31.2304,,\r\n"
                              "A-3,不知道的种类,submarine,121.4737,31.2304,,\r\n"
                              ",无编号,camera,121.4737,31.2304,,\r\n"
                              "A-5,纬度太大,camera,121.4737,131.2304,,\r\n"
                              "A-6,朝向太大,camera,121.4737,31.2304,,400\r\n"
                              "A-7,闸机,gate,121.4737,31.2304,residential,\r\n";

static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "devices.csv", NULL);
  g_assert_true (g_file_set_contents (path, devices, -1, NULL));
  g_autofree char *words = g_strdup_printf ("import|devices|%s|--crs|gcj02", path);
  g_auto (Run) result = run (fixture, words);
  g_assert_cmpint (result.code, ==, 3);
  g_assert_nonnull (strstr (result.out, "2 imported, 5 refused"));
  static const char *const lines[] = { "line 3:", "line 4:", "line 5:", "line 6:", "line 7:" };
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    g_assert_nonnull (strstr (result.err, lines[i]));
  g_auto (Run) again = run (fixture, words);
  g_assert_nonnull (strstr (again.out, "2 imported"));
}

/* A district with one subdistrict in its north, as little of both as can be. */
static void
add_district (Fixture *fixture)
{
  static const char sql[] =
      "INSERT INTO entity (kind, id, version, updated_at, body) VALUES ('area', '%s', 1, 1,"
      " '{\"id\":\"%s\",\"version\":1,\"kind\":\"%s\",\"name\":\"%s\",\"parent\":%s,\"geometry\":"
      "{\"type\":\"Polygon\",\"coordinates\":[[[121.0,%s],[122.0,%s],[122.0,32.0],[121.0,32.0],[121.0,%s]]]}}"
      "')";
  g_autofree char *district =
      g_strdup_printf (sql, "d", "d", "district", "区", "null", "31.0", "31.0", "31.0");
  g_autofree char *north =
      g_strdup_printf (sql, "n", "n", "subdistrict", "北", "\"d\"", "31.5", "31.5", "31.5");
  execute (fixture, district);
  execute (fixture, north);
}

/* A device belongs where it stands, and the audit says who brought which file. */
static void
test_import_places (Fixture *fixture, gconstpointer data)
{
  static const char text[] = "code,name,kind,lon,lat\nB-1,北,camera,121.5,31.7\nB-2,南,camera,121.5,31.2\n"
                             "B-3,外,camera,120.5,31.2\n";
  g_auto (Run) made = run (fixture, "user|list");
  add_district (fixture);
  g_autofree char *path = g_build_filename (fixture->dir, "cameras of may.csv", NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_autofree char *words = g_strdup_printf ("import|devices|%s|--crs|wgs84", path);
  g_auto (Run) result = run (fixture, words);
  g_assert_nonnull (strstr (result.out, "2 imported, 1 refused"));
  g_assert_nonnull (strstr (result.err, "line 4: it lies outside the district"));
  g_autofree char *areas =
      read_text (fixture, "SELECT group_concat (area, '') FROM (SELECT area FROM entity WHERE kind = 'device'"
                          " ORDER BY code)");
  g_assert_cmpstr (areas, ==, "nd");
  g_autofree char *row =
      read_text (fixture, "SELECT name || ' ' || why FROM audit WHERE action = 'device.import'");
  g_autofree char *expected = g_strconcat (g_get_user_name (), " cameras of may.csv", NULL);
  g_assert_cmpstr (row, ==, expected);
}

static void
test_import_nonsense (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "devices.csv", NULL);
  g_assert_true (g_file_set_contents (path, "name,kind\nx,camera\n", -1, NULL));
  g_autofree char *words = g_strdup_printf ("import|devices|%s|--crs|wgs84", path);
  g_auto (Run) columns = run (fixture, words);
  assert_fails (columns, "code");
  g_autofree char *bare = g_strdup_printf ("import|devices|%s", path);
  g_auto (Run) crs = run (fixture, bare);
  assert_fails (crs, "--crs");
  g_autofree char *wrong = g_strdup_printf ("import|devices|%s|--crs|mars", path);
  g_auto (Run) mars = run (fixture, wrong);
  assert_fails (mars, "--crs");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add ("/cli/" #name, Fixture, NULL, set_up, test_##name, tear_down)
  ADD (help);
  ADD (unknown);
  ADD (users);
  ADD (walls);
  ADD (wall_areas);
  ADD (addresses);
  ADD (port_in_use);
  ADD (data_dir);
  ADD (newer_schema);
  ADD (full_disk);
  ADD (demo_refused);
  ADD (demo_keeps_its_seed);
  ADD (serve);
  ADD (demo_wall);
  ADD (backup);
  ADD (backup_holds);
  ADD (backup_lost_hold);
  ADD (restore_halfway);
  ADD (put_aside);
  ADD (private);
  ADD (restore_nonsense);
  ADD (import);
  ADD (import_places);
  ADD (import_nonsense);
#undef ADD
  return g_test_run ();
}
