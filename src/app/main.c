/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-application.h"
#include "zb-base-map.h"
#include "zb-drawing.h"
#include "zb-locale.h"
#include "zb-memory.h"
#include "zb-wall-watch.h"

#include <gst/gst.h>
#include <libdex.h>

/* A console that runs from a build tree finds its settings, map and translations there. */
static void
look_for_build_tree (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : NULL;
  g_autofree char *build = folder ? g_canonicalize_filename ("../..", folder) : NULL;
  g_autofree char *sign = build ? g_build_filename (build, "meson-info", NULL) : NULL;

  if (sign && g_file_test (sign, G_FILE_TEST_IS_DIR))
    g_setenv ("ZHIBAN_BUILD", build, FALSE);
}

int
main (int argc, char *argv[])
{
  g_autoptr (ZbApplication) application = NULL;
  int code;

  if (zb_wall_watch_is_wanted (argc, argv))
    return zb_wall_watch_run (argv);
  zb_wall_watch_follow (argv);
  zb_memory_set_up ();
  zb_drawing_set_up ("/dev/dri");
  look_for_build_tree ();
  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  zb_memory_give_back_at_times ();
  application = zb_application_new ();
  code = g_application_run (G_APPLICATION (application), argc, argv);
  zb_base_map_stop ();
  return code != 0 ? code : zb_application_get_exit_code (application);
}
