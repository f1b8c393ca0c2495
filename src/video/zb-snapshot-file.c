/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where pictures that officers take are put, and what they are called: by time, then by camera, so that a
 * folder sorts them as they were taken. */
#include "zb-snapshot-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

/* File systems take 255 bytes; the rest is for time, number and ending. */
#define MOST_BYTES 180
/* So many of one camera in one second. */
#define MOST_ALIKE 100

/* What a sandbox writes among the officer's pictures is gone with it; its own data stay. */
static gboolean
is_in_sandbox (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * zb_snapshot_file_folder:
 *
 * Returns: (transfer full): where pictures go that nobody has said a place for
 */
char *
zb_snapshot_file_folder (void)
{
  const char *pictures = g_get_user_special_dir (G_USER_DIRECTORY_PICTURES);

  if (is_in_sandbox ())
    return g_build_filename (g_get_user_data_dir (), "zhiban", "pictures", NULL);
  /* Translators: the folder, among the officer's pictures, of those taken of cameras */
  return g_build_filename (pictures ? pictures : g_get_home_dir (), C_ ("folder", "Zhiban"), NULL);
}

/* What a file system, or another one that it is copied to, does not take. */
static gboolean
is_odd (gunichar letter)
{
  return g_unichar_iscntrl (letter) || (letter < 128 && strchr ("/\\:*?\"<>|", (int)letter));
}

static char *
tidy (const char *text)
{
  GString *tidied = g_string_new (NULL);

  for (const char *p = text; *p && tidied->len < MOST_BYTES; p = g_utf8_next_char (p))
    g_string_append_unichar (tidied, is_odd (g_utf8_get_char (p)) ? '-' : g_utf8_get_char (p));
  return g_strstrip (g_string_free_and_steal (tidied));
}

/**
 * zb_snapshot_file_name:
 * @camera: (nullable): what the camera is called
 * @time: of when the picture is, µs UTC
 *
 * Returns: (transfer full): what its file is called, without its ending
 */
char *
zb_snapshot_file_name (const char *camera, gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autofree char *clock = g_date_time_format (local, "%Y-%m-%d %H-%M-%S");
  g_autofree char *valid = g_utf8_make_valid (camera ? camera : "", -1);
  g_autofree char *name = tidy (valid);

  return g_strdup_printf ("%s %s", clock, name);
}

/* Two of one camera in one second are two files. */
static int
open_new (const char *folder, const char *name, char **path)
{
  int file = -1;

  errno = EEXIST;
  for (guint i = 1; file < 0 && errno == EEXIST && i <= MOST_ALIKE; i++)
    {
      g_autofree char *base =
          i > 1 ? g_strdup_printf ("%s (%u).png", name, i) : g_strconcat (name, ".png", NULL);
      g_free (*path);
      *path = g_build_filename (folder, base, NULL);
      file = g_open (*path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    }
  return file;
}

static gboolean
fail (const char *path, int code, GError **error)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (code), _ ("The picture could not be saved: %s"),
               g_strerror (code));
  if (path)
    g_unlink (path);
  return FALSE;
}

static gboolean
write_all (int file, GBytes *content)
{
  gsize length, done = 0;
  const char *data = g_bytes_get_data (content, &length);

  while (done < length)
    {
      const gssize n = write (file, data + done, length - done);
      if (n < 0 && errno != EINTR)
        return FALSE;
      done += (gsize)MAX (0, n);
    }
  return TRUE;
}

/**
 * zb_snapshot_file_write:
 * @folder: where to; it is made where it is not there
 * @name: what zb_snapshot_file_name() has made
 * @content: a PNG file
 * @error: return location for a #GError, whose message is for officers
 *
 * For a thread. Nobody but the officer may read it, and what could not be written as a whole is not left.
 *
 * Returns: (transfer full) (nullable): the file
 */
char *
zb_snapshot_file_write (const char *folder, const char *name, GBytes *content, GError **error)
{
  g_autofree char *path = NULL;
  int file, code;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail (NULL, errno, error), NULL;
  file = open_new (folder, name, &path);
  if (file < 0)
    return fail (NULL, errno, error), NULL;
  code = write_all (file, content) ? 0 : errno;
  if (close (file) != 0 && code == 0)
    code = errno;
  if (code != 0)
    return fail (path, code, error), NULL;
  return g_steal_pointer (&path);
}
