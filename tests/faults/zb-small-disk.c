/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-small-disk.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <unistd.h>

#define SIZE "size=24m"
#define FILLER "filler"
#define BLOCK 4096

static gboolean may_mount;

static gboolean
write_text (const char *path, const char *text)
{
  int file = open (path, O_WRONLY);
  gboolean good = file >= 0 && write (file, text, strlen (text)) == (gssize)strlen (text);

  if (file >= 0)
    close (file);
  return good;
}

/* An ordinary user may mount in a user namespace of its own, where the kernel lets it make one. */
static gboolean
leave_namespaces (void)
{
  g_autofree char *users = g_strdup_printf ("%u %u 1", getuid (), getuid ());

  if (getuid () == 0)
    return unshare (CLONE_NEWNS) == 0;
  return unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0 && write_text ("/proc/self/uid_map", users);
}

/**
 * zb_small_disk_prepare:
 *
 * Has to be called first of all, while the process has one thread.
 *
 * Returns: whether there will be a file system; otherwise it will be a limit
 */
gboolean
zb_small_disk_prepare (void)
{
  signal (SIGXFSZ, SIG_IGN); /* the platform inherits that, and is told by an error instead */
  may_mount = leave_namespaces () && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
  return may_mount;
}

typedef struct
{
  char *name;
  char *data;
  gsize length;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  g_free (kept->name);
  g_free (kept->data);
  g_free (kept);
}

static GPtrArray *
read_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *files = g_ptr_array_new_with_free_func (kept_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      Kept *kept = g_new0 (Kept, 1);
      kept->name = g_build_filename (folder, name, NULL);
      if (g_file_get_contents (kept->name, &kept->data, &kept->length, NULL))
        g_ptr_array_add (files, kept);
      else
        kept_free (kept);
    }
  return files;
}

/* Puts a small file system in the place of @folder, with the files that are there. Nobody may use them. */
void
zb_small_disk_mount (const char *folder)
{
  g_autoptr (GPtrArray) files = may_mount ? read_files (folder) : NULL;

  if (!may_mount)
    return;
  if (mount ("tmpfs", folder, "tmpfs", 0, SIZE) != 0)
    {
      may_mount = FALSE;
      return;
    }
  for (guint i = 0; i < files->len; i++)
    {
      Kept *kept = g_ptr_array_index (files, i);
      g_assert_true (g_file_set_contents (kept->name, kept->data, (gssize)kept->length, NULL));
    }
}

void
zb_small_disk_unmount (const char *folder)
{
  if (may_mount)
    umount2 (folder, MNT_DETACH);
}

static void
limit (GPid platform, rlim_t most)
{
  struct rlimit now;

  g_assert_cmpint (prlimit (platform, RLIMIT_FSIZE, NULL, &now), ==, 0);
  now.rlim_cur = MIN (most, now.rlim_max);
  g_assert_cmpint (prlimit (platform, RLIMIT_FSIZE, &now, NULL), ==, 0);
}

/* From now on nothing more can be written. */
void
zb_small_disk_fill (const char *folder, GPid platform)
{
  static const char block[BLOCK];
  g_autofree char *path = g_build_filename (folder, FILLER, NULL);
  int file;

  if (!may_mount)
    {
      limit (platform, 1);
      return;
    }
  file = g_open (path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  g_assert_cmpint (file, >=, 0);
  while (write (file, block, BLOCK) == BLOCK)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (file);
}

/* There is room again. */
void
zb_small_disk_make_room (const char *folder, GPid platform)
{
  g_autofree char *path = g_build_filename (folder, FILLER, NULL);

  if (may_mount)
    g_assert_cmpint (g_unlink (path), ==, 0);
  else
    limit (platform, RLIM_INFINITY);
}
