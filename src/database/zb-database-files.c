/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A database that nobody has open is up to three files: itself, its log and the index of that. */
#include "zb-database-files.h"

#include <glib/gstdio.h>

static const char *const ends[] = { "", "-wal", "-shm" };

/**
 * zb_database_files_remove:
 * @path: a database that nobody has open
 *
 * Removes it; what is not there is left out.
 */
void
zb_database_files_remove (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *name = g_strconcat (path, ends[i], NULL);
      g_unlink (name);
    }
}

/**
 * zb_database_files_move:
 * @path: a database that nobody has open
 * @to: where it is to be, on the same disk
 *
 * Gives it another name; what is not there is left out.
 */
void
zb_database_files_move (const char *path, const char *to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *before = g_strconcat (path, ends[i], NULL);
      g_autofree char *after = g_strconcat (to, ends[i], NULL);
      g_rename (before, after);
    }
}
