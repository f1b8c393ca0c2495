/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zhiban-platform: the standalone platform. Without a sub-command it serves until it is told to end. */
#include "zb-cli.h"
#include "zb-demo-cases.h"
#include "zb-demo-wall.h"
#include "zb-demo-zone.h"
#include "zb-demo.h"
#include "zb-export-desk.h"
#include "zb-live.h"
#include "zb-platform.h"
#include "zb-recorder.h"
#include "zb-simulator.h"

#include <glib/gi18n.h>
#include <glib-unix.h>
#include <gst/gst.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <yyjson.h>

#define DEFAULT_SEED 310105

static char *listen_at, *data_dir, *tls_cert, *tls_key;
static gboolean demo, test_camera, version;
static double alerts_per_minute = ZB_SIMULATOR_ALERTS_PER_MINUTE;
static gint64 seed = DEFAULT_SEED;
static double heartbeat = 10;
static int token_seconds;
static char *time_zone, *shifts, *roads;
static int record_cameras = -1, record_days;
static gint64 record_bytes;
static char *record_profile;
static int camera_sessions;

static const GOptionEntry entries[] = {
  { "listen", 0, 0, G_OPTION_ARG_STRING, &listen_at,
    N_ ("Where to listen; port 0 takes a free one (default 127.0.0.1:8480)"), "ADDRESS:PORT" },
  { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &data_dir,
    N_ ("The folder that holds everything (default $XDG_DATA_HOME/zhiban-platform)"), "DIR" },
  { "tls-cert", 0, 0, G_OPTION_ARG_FILENAME, &tls_cert, N_ ("A certificate; needed beyond this machine"),
    "FILE.pem" },
  { "tls-key", 0, 0, G_OPTION_ARG_FILENAME, &tls_key, N_ ("Its private key"), "FILE.pem" },
  { "demo", 0, 0, G_OPTION_ARG_NONE, &demo,
    N_ ("Fill an empty folder with the demonstration district and simulate it"), NULL },
  { "alerts-per-minute", 0, 0, G_OPTION_ARG_DOUBLE, &alerts_per_minute,
    N_ ("With --demo, how many alerts come in a minute (default 2.6; 0 for none)"), "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &seed,
    N_ ("With --demo, which district and which course of events (default 310105); a folder keeps its own"),
    "N" },
  { "test-camera", 0, 0, G_OPTION_ARG_NONE, &test_camera,
    N_ ("With --demo, the cameras that turn show a counter by which delays are measured"), NULL },
  { "heartbeat", 0, 0, G_OPTION_ARG_DOUBLE, &heartbeat,
    N_ ("How often a feed is told that the platform lives (default 10)"), "SECONDS" },
  { "token-life", 0, 0, G_OPTION_ARG_INT, &token_seconds,
    N_ ("How long an access token is good (default 900)"), "SECONDS" },
  { "time-zone", 0, 0, G_OPTION_ARG_STRING, &time_zone,
    N_ ("The district's time zone, by which figures tell days and hours (default Asia/Shanghai)"), "NAME" },
  { "shifts", 0, 0, G_OPTION_ARG_STRING, &shifts,
    N_ ("The hours at which the night, early and late shifts begin (default 0,8,16)"), "HOURS" },
  { "roads", 0, 0, G_OPTION_ARG_FILENAME, &roads,
    N_ ("The district's roads as GeoJSON, by which ways of units are measured (default roads.geojsonl in the "
        "data folder)"),
    "FILE" },
  { "record-cameras", 0, 0, G_OPTION_ARG_INT, &record_cameras,
    N_ ("How many cameras are recorded (with --demo default 32, or what ZHIBAN_RECORD_CAMERAS says; else 0)"),
    "N" },
  { "record-profile", 0, 0, G_OPTION_ARG_STRING, &record_profile,
    N_ ("Which of their streams is recorded: main or sub (default sub)"), "PROFILE" },
  { "record-days", 0, 0, G_OPTION_ARG_INT, &record_days,
    N_ ("For how many days recordings are kept (default 7)"), "DAYS" },
  { "record-bytes", 0, 0, G_OPTION_ARG_INT64, &record_bytes,
    N_ ("How much room they may take: the oldest go first (default 2 GiB)"), "BYTES" },
  { "camera-sessions", 0, 0, G_OPTION_ARG_INT, &camera_sessions,
    N_ ("How many may watch one camera at a time before it refuses (default 0: any number)"), "N" },
  { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Say which version this is"), NULL },
  { NULL },
};

static const char *const description = N_ (
    "Sub-commands, all with --data-dir:\n"
    "  user add USERNAME --role ROLE [--name NAME] [--number NUMBER] [--area AREA]…\n"
    "           [--organisation ID] [--unit ID]\n"
    "                            Add a user and print a password; without --area it sees the whole district\n"
    "  user list                 List the users\n"
    "  user disable USERNAME     End a user's sessions and let them sign in no more\n"
    "  user enable USERNAME      Let them sign in again\n"
    "  user reset USERNAME       Print a new password and end the sessions\n"
    "  wall add NAME --account USERNAME [--area AREA]\n"
    "                            Add a wall of a command hall, for a user of the role wall that signs in on "
    "it\n"
    "  wall list                 List the walls, what they show and when they were heard\n"
    "  wall remove NAME          Take a wall away\n"
    "  key add SOURCE            Print an API key with which SOURCE posts to /api/v1/ingest/events\n"
    "  key list                  List the sources\n"
    "  key remove SOURCE         Take a source's keys away\n"
    "  unit list                 List the units; * has a key\n"
    "  unit key NAME             Print a key with which the unit's telephone posts to /api/v1/owntracks\n"
    "  unit end-key NAME         Take a unit's key away\n"
    "  import devices FILE.csv --crs wgs84|gcj02|bd09\n"
    "                            Add or change devices, known by their code; every refused line is "
    "reported.\n"
    "                            Columns: code, name, kind, lon, lat, placement, project, area, heading, "
    "fov,\n"
    "                            range, ptz\n"
    "  backup FILE               Copy everything, evidence included, into one file; the platform may be "
    "running\n"
    "  restore FILE              Put a backup in the place of what is there; the platform must not be "
    "running.\n"
    "                            Consoles notice and fetch everything anew\n"
    "  audit verify              Check the chain of the audit log\n"
    "  figures rebuild           Make what figures are computed from again from the log; the platform must "
    "not "
    "be\n"
    "                            running\n"
    "\n"
    "Roles: duty_officer, duty_leader, subdistrict_officer, handler, checker, algorithm_reviewer, auditor,\n"
    "administrator, wall.\n"
    "\n"
    "When it is ready it prints one JSON line on standard output: {\"url\", \"rtsp\", \"pid\"}, with --demo "
    "also\n"
    "\"accounts\" with their passwords, which are made anew in each new data folder and kept in it.");

static const struct
{
  const char *name;
  ZbCliFunc run;
} commands[] = {
  { "user", zb_cli_user },       { "key", zb_cli_key },         { "import", zb_cli_import },
  { "backup", zb_cli_backup },   { "restore", zb_cli_restore }, { "audit", zb_cli_audit },
  { "figures", zb_cli_figures }, { "wall", zb_cli_wall },       { "unit", zb_cli_unit },
};

/* --- serving -------------------------------------------------------------------------------------------- */

static void
add_account (yyjson_mut_doc *doc, yyjson_mut_val *list, const ZbDemoAccount *account)
{
  yyjson_mut_val *item = yyjson_mut_arr_add_obj (doc, list);
  yyjson_mut_obj_add_str (doc, item, "username", account->username);
  yyjson_mut_obj_add_str (doc, item, "password", account->password);
  yyjson_mut_obj_add_str (doc, item, "role", account->role);
}

static void
say_ready (ZbPlatform *platform, const char *rtsp, GPtrArray *accounts)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "url", zb_platform_get_url (platform));
  if (rtsp != NULL)
    yyjson_mut_obj_add_str (doc, root, "rtsp", rtsp);
  else
    yyjson_mut_obj_add_null (doc, root, "rtsp");
  yyjson_mut_obj_add_int (doc, root, "pid", getpid ());
  yyjson_mut_val *list = accounts != NULL ? yyjson_mut_obj_add_arr (doc, root, "accounts") : NULL;
  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    add_account (doc, list, g_ptr_array_index (accounts, i));
  g_autofree char *line = yyjson_mut_write (doc, 0, NULL);
  printf ("%s\n", line);
  fflush (stdout);
  yyjson_mut_doc_free (doc);
}

static gboolean
on_signal (gpointer loop)
{
  g_main_loop_quit (loop);
  return G_SOURCE_CONTINUE;
}

/* What happens in the district comes in by the same door as from any sensor. */
static ZbSimulator *
start_simulator (ZbPlatform *platform)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *key = zb_demo_make_key (platform, ZB_DEMO_SOURCE, &error);
  if (key == NULL)
    {
      zb_cli_fail (_ ("The simulator does not run: %s."), error->message);
      return NULL;
    }
  ZbSimulatorOptions options = {
    .url = zb_platform_get_local_url (platform),
    .certificate = zb_platform_get_certificate (platform),
    .api_key = key,
    .seed = (guint64)seed,
    .alerts_per_minute = MAX (alerts_per_minute, 0),
    .opening = alerts_per_minute > 0,
    .pictures = TRUE,
  };
  return zb_simulator_new (&options);
}

static ZbLive *
start_cameras (ZbPlatform *platform, GError **error)
{
  gst_init (NULL, NULL);
  g_autofree char *films = g_build_filename (g_get_user_cache_dir (), "zhiban-platform", "films", NULL);
  g_autofree char *host = zb_platform_dup_host (platform);
  ZbLive *live = zb_live_new (zb_database_get_path (zb_platform_get_database (platform)), films);
  if (live != NULL && test_camera)
    zb_live_set_test_camera (live);
  if (live != NULL)
    zb_live_set_most_sessions (live, (guint)MAX (camera_sessions, 0));
  if (live != NULL && zb_live_start (live, host, error))
    {
      zb_live_make_films (live);
      return live;
    }
  g_clear_pointer (&live, zb_live_free);
  return NULL;
}

/* Unless it was told, the demonstration records some; a house that wants none says so once for all. */
static guint
count_recorded (void)
{
  const char *usual = g_getenv ("ZHIBAN_RECORD_CAMERAS");
  if (record_cameras >= 0)
    return (guint)record_cameras;
  return usual != NULL ? (guint)g_ascii_strtoull (usual, NULL, 10) : ZB_RECORDER_CAMERAS;
}

static ZbRecorder *
start_recorder (ZbPlatform *platform, ZbLive *live, GError **error)
{
  ZbRecorderOptions options = {
    .n_cameras = count_recorded (),
    .profile = record_profile,
    .seed = (guint64)seed,
    .days = record_days,
    .bytes = record_bytes,
  };
  return zb_recorder_start (platform, live, &options, error);
}

static void
serve_until_told (ZbPlatform *platform, ZbLive *live, GPtrArray *accounts)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *rtsp = live != NULL ? zb_live_dup_url (live, zb_platform_get_host (platform)) : NULL;
  g_unix_signal_add (SIGTERM, on_signal, loop);
  g_unix_signal_add (SIGINT, on_signal, loop);
  say_ready (platform, rtsp, accounts);
  ZbSimulator *simulator = demo ? start_simulator (platform) : NULL;
  g_main_loop_run (loop);
  g_clear_pointer (&simulator, zb_simulator_free);
}

static gboolean
prepare_demo (ZbPlatform *platform, GPtrArray **accounts, GError **error)
{
  guint64 kept = (guint64)seed;
  if (!zb_demo_fill (platform, &kept, error))
    return FALSE;
  g_autofree char *number = g_strdup_printf ("%" G_GUINT64_FORMAT, kept);
  if (kept != (guint64)seed)
    zb_cli_fail (_ ("The demonstration in %s was made with --seed %s and keeps it."), data_dir, number);
  seed = (gint64)kept;
  *accounts = zb_demo_prepare_accounts (platform, error);
  return *accounts != NULL && zb_demo_add_wall (platform, error) &&
         zb_demo_fill_cases (platform, kept, error) && zb_demo_add_zone (platform, error);
}

/* Some still wait for what the database has answered before it was closed; they are let come to their end. */
static void
finish_fibers (void)
{
  for (guint turn = 0; turn < 1000 && g_main_context_pending (NULL); turn++)
    g_main_context_iteration (NULL, FALSE);
}

static int
serve_prepared (ZbPlatform *platform, GPtrArray *accounts)
{
  g_autoptr (GError) error = NULL;
  if (!zb_platform_listen (platform, &error))
    return zb_cli_fail ("%s", error->message);
  ZbLive *live = demo ? start_cameras (platform, &error) : NULL;
  if (error != NULL)
    return zb_cli_fail (_ ("The demonstration's cameras cannot be started: %s."), error->message);
  zb_platform_set_live (platform, live);
  ZbRecorder *recorder = live != NULL ? start_recorder (platform, live, &error) : NULL;
  ZbExportDesk *exports = recorder != NULL ? zb_export_desk_start (platform, &error) : NULL;
  if (error != NULL)
    return zb_cli_fail (_ ("Recordings cannot be used: %s."), error->message);
  zb_platform_set_exports (platform, exports);
  serve_until_told (platform, live, accounts);
  zb_platform_set_exports (platform, NULL);
  g_clear_pointer (&exports, zb_export_desk_stop);
  g_clear_pointer (&recorder, zb_recorder_stop);
  zb_platform_stop (platform);
  finish_fibers ();
  g_clear_pointer (&live, zb_live_free);
  return 0;
}

static int
serve (void)
{
  ZbPlatformOptions options = {
    .data_dir = data_dir,
    .listen = listen_at,
    .tls_cert = tls_cert,
    .tls_key = tls_key,
    .heartbeat_ms = (guint)CLAMP (heartbeat * 1000, 100, 600000),
    .token_seconds = (guint)MAX (token_seconds, 0),
    .time_zone = time_zone,
    .shifts = shifts,
    .roads = roads,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (ZbPlatform) platform = zb_platform_new (&options, &error);
  if (platform == NULL)
    return zb_cli_fail ("%s", error->message);
  if (demo && !prepare_demo (platform, &accounts, &error))
    return zb_cli_fail (_ ("The demonstration cannot be put into %s: %s."), data_dir, error->message);
  return serve_prepared (platform, accounts);
}

/* --- the command line
 * --------------------------------------------------------------------------------------- */

static GOptionContext *
make_context (void)
{
  GOptionContext *context = g_option_context_new ("[SUB-COMMAND …]");
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_set_summary (
      context, N_ ("The standalone platform of Zhiban: serves consoles, takes events in, keeps the record."));
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_set_strict_posix (context, FALSE);
  return context;
}

static ZbCliFunc
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (commands[i].name, name))
      return commands[i].run;
  return NULL;
}

static gboolean
is_command (const char *word)
{
  return find_command (word) != NULL;
}

/* Options of the program may stand before the sub-command or after it; those of the sub-command
 * follow its name. Both are told apart by who knows them. */
static int
parse (int argc, char **argv, int *rest)
{
  *rest = argc;
  for (int i = 1; i < argc; i++)
    if (is_command (argv[i]))
      {
        *rest = i;
        break;
      }
  g_autoptr (GOptionContext) context = make_context ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) head = g_new0 (char *, argc + 1);
  for (int i = 0; i < *rest; i++)
    head[i] = g_strdup (argv[i]);
  if (!g_option_context_parse_strv (context, &head, &error))
    zb_cli_fail (_ ("%s; see --help."), error->message);
  else if (head[1] != NULL)
    zb_cli_fail (_ ("There is no sub-command %s; see --help."), head[1]);
  else
    return 0;
  return 2;
}

/* Takes --data-dir out of a sub-command's words. */
static int
take_data_dir (int argc, char **argv)
{
  int kept = 0;
  for (int i = 0; i < argc; i++)
    if (g_str_equal (argv[i], "--data-dir") && i + 1 < argc)
      data_dir = g_strdup (argv[++i]);
    else if (g_str_has_prefix (argv[i], "--data-dir="))
      data_dir = g_strdup (argv[i] + strlen ("--data-dir="));
    else
      argv[kept++] = argv[i];
  argv[kept] = NULL;
  return kept;
}

static int
run_command (int argc, char **argv)
{
  ZbCliFunc run = find_command (argv[0]);
  int n = take_data_dir (argc - 1, argv + 1);
  return run (data_dir != NULL ? data_dir
                               : g_build_filename (g_get_user_data_dir (), "zhiban-platform", NULL),
              n, argv + 1);
}

int
main (int argc, char **argv)
{
  /* The record, its backups and the passwords of a demonstration are for the one who runs it. */
  umask (0077);
  zb_cli_set_locale ();
  dex_init ();
  if (sodium_init () < 0)
    return zb_cli_fail (_ ("The cryptographic library cannot be used."));
  int rest;
  int code = parse (argc, argv, &rest);
  if (code != 0)
    return code;
  if (version)
    {
      printf ("zhiban-platform %s\n", ZB_VERSION);
      return 0;
    }
  if (rest < argc)
    return run_command (argc - rest, argv + rest);
  if (data_dir == NULL)
    data_dir = g_build_filename (g_get_user_data_dir (), "zhiban-platform", NULL);
  return serve ();
}
