/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What this machine has: the base map, room on the disk, memory. */
#include "zb-check.h"

#include "zb-base-map-facts.h"
#include "zb-now.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define DAY (24 * G_TIME_SPAN_HOUR)
/* A district builds and renames streets: after two years the map is asked after. */
#define OLD_AFTER_DAYS 730
#define MIB (G_GUINT64_CONSTANT (1) << 20)
#define LITTLE_DISK (1024 * MIB)
#define NO_DISK (100 * MIB)
#define LITTLE_MEMORY (512 * MIB)

/* g_format_size() speaks the officer's language, also where the sentence is English. */
static double
in_gigabytes (guint64 bytes)
{
  return (double)bytes / 1e9;
}

/**
 * zb_check_base_map:
 * @title: what the finding is called
 * @facts: where the base map is
 *
 * Returns: (transfer full): whether the base map can be read, what it covers and how old it is
 */
ZbFinding *
zb_check_base_map (const char *title, const ZbCheckFacts *facts)
{
  ZbBaseMapFacts map;
  int days;

  if (!zb_base_map_read_facts (facts->map_folder, &map))
    return zb_finding_new (
        title, ZB_FINDING_TROUBLE,
        N_ ("Symbols and outlines are drawn without it. Install the base map again, then start "
            "the console again."),
        N_ ("The base map cannot be read."));
  days = (int)((zb_now () - map.made_at) / DAY);
  if (days > OLD_AFTER_DAYS)
    return zb_finding_new (title, ZB_FINDING_WARNING,
                           N_ ("Streets may have changed since. Ask the administrator for a newer base map."),
                           N_ ("The base map is %d days old."), days);
  return zb_finding_new (
      title, ZB_FINDING_WELL, NULL,
      N_ ("The base map covers longitude %1$.3f to %2$.3f and latitude %3$.3f to %4$.3f, zooms "
          "%5$d to %6$d, and is %7$d days old."),
      map.west, map.east, map.south, map.north, map.min_zoom, map.max_zoom, MAX (days, 0));
}

/* --- disk ------------------------------------------------------------------------------------------- */

/* The folder is made when something is first kept in it; until then its parent counts. */
static char *
find_existing (const char *folder)
{
  char *path = g_strdup (folder);

  while (!g_file_test (path, G_FILE_TEST_IS_DIR) && !g_str_equal (path, "/") && !g_str_equal (path, "."))
    {
      char *parent = g_path_get_dirname (path);
      g_free (path);
      path = parent;
    }
  return path;
}

static gboolean
read_free (const char *folder, guint64 *bytes)
{
  g_autoptr (GFile) file = g_file_new_for_path (folder);
  g_autoptr (GFileInfo) info =
      g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_FREE, NULL, NULL);

  if (!info || !g_file_info_has_attribute (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE))
    return FALSE;
  *bytes = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_FILESYSTEM_FREE);
  return TRUE;
}

/**
 * zb_check_disk:
 * @title: what the finding is called
 * @facts: where the outbox is kept
 *
 * Returns: (transfer full): whether what one does without a line can be kept
 */
ZbFinding *
zb_check_disk (const char *title, const ZbCheckFacts *facts)
{
  g_autofree char *folder = find_existing (facts->data_folder);
  guint64 bytes = 0;

  if (g_access (folder, W_OK) != 0 || !read_free (folder, &bytes))
    return zb_finding_new (
        title, ZB_FINDING_TROUBLE, N_ ("Ask the administrator to check the rights of your home folder."),
        N_ ("Nothing can be kept on this machine: what you do without a line would be lost."));
  if (bytes < LITTLE_DISK)
    return zb_finding_new (title, bytes < NO_DISK ? ZB_FINDING_TROUBLE : ZB_FINDING_WARNING,
                           N_ ("Free some room on the disk: what you do without a line is kept there."),
                           N_ ("Only %.1f GB are free on the disk."), in_gigabytes (bytes));
  return zb_finding_new (title, ZB_FINDING_WELL, NULL,
                         N_ ("%.1f GB are free on the disk, and it can be written."), in_gigabytes (bytes));
}

/* --- memory ----------------------------------------------------------------------------------------- */

/* By proc_meminfo(5): "MemAvailable:    1234 kB". */
static guint64
read_memory (const char *text, const char *name)
{
  const char *line = strstr (text, name);

  return line ? g_ascii_strtoull (line + strlen (name), NULL, 10) * 1024 : 0;
}

/**
 * zb_check_memory:
 * @title: what the finding is called
 * @facts: not used
 *
 * Returns: (transfer full): whether there is memory for the map and the cameras
 */
ZbFinding *
zb_check_memory (const char *title, const ZbCheckFacts *facts)
{
  g_autofree char *text = NULL;
  double available, total;
  guint64 bytes;

  if (!g_file_get_contents ("/proc/meminfo", &text, NULL, NULL))
    return zb_finding_new (title, ZB_FINDING_WARNING, NULL,
                           N_ ("This machine does not say how much memory it has."));
  bytes = read_memory (text, "MemAvailable:");
  available = in_gigabytes (bytes);
  total = in_gigabytes (read_memory (text, "MemTotal:"));
  if (bytes < LITTLE_MEMORY)
    return zb_finding_new (title, ZB_FINDING_WARNING,
                           N_ ("Close other programs, and show fewer cameras at once."),
                           N_ ("Only %1$.1f of %2$.1f GB of memory are available."), available, total);
  return zb_finding_new (title, ZB_FINDING_WELL, NULL, N_ ("%1$.1f of %2$.1f GB of memory are available."),
                         available, total);
}
