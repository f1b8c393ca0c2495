/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Forms that were half filled in when the console died. One file a form, for its officer alone, under a name
 * that tells nothing; the one who is back finds it as it was, for a week.
 */
#include "zb-draft-file.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#define LARGEST (64 * 1024)
#define KEPT_FOR (7 * 24 * 3600)

static char *
find_folder (void)
{
  char *folder = g_build_filename (g_get_user_data_dir (), "zhiban", "drafts", NULL);

  g_mkdir_with_parents (folder, 0700);
  return folder;
}

/**
 * zb_draft_file_find:
 * @platform: the address of the platform
 * @account: whose form it is
 * @subject: the id of what it is about
 *
 * Returns: (transfer full): where the form is kept
 */
char *
zb_draft_file_find (const char *platform, const char *account, const char *subject)
{
  g_autofree char *folder = find_folder ();
  g_autofree char *text = g_strjoin ("\n", platform ? platform : "", account ? account : "", subject, NULL);
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *name = g_strconcat (hash, ".draft", NULL);

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_old (const char *path)
{
  GStatBuf facts;

  return g_stat (path, &facts) == 0 && g_get_real_time () / G_USEC_PER_SEC - facts.st_mtime > KEPT_FOR;
}

/* Nobody has come back for these. */
static void
sweep (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const char *name;

  while (files && (name = g_dir_read_name (files)))
    {
      g_autofree char *file = g_build_filename (folder, name, NULL);
      if (is_old (file))
        g_unlink (file);
    }
}

/**
 * zb_draft_file_load:
 * @path: where a form is kept
 *
 * Returns: (transfer full) (nullable): what was in it, `a{sv}`
 */
GVariant *
zb_draft_file_load (const char *path)
{
  g_autofree char *text = NULL;
  g_autoptr (GVariant) draft = NULL;
  gsize length;

  sweep (path);
  if (!g_file_get_contents (path, &text, &length, NULL) || length > LARGEST)
    return NULL;
  draft = g_variant_parse (G_VARIANT_TYPE_VARDICT, text, text + length, NULL, NULL);
  return g_steal_pointer (&draft);
}

/* --- writing, in the order in which it was asked for -------------------------------------------------- */

typedef struct
{
  char *path;
  char *text; /* NULL: it is not kept any longer */
} Job;

static void
write_job (gpointer data, gpointer nothing)
{
  Job *job = data;
  g_autoptr (GError) error = NULL;

  if (!job->text)
    g_unlink (job->path);
  else if (!g_file_set_contents_full (job->path, job->text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_message ("drafts: %s", error->message);
  g_free (job->path);
  g_free (job->text);
  g_free (job);
}

static GThreadPool *
get_writer (void)
{
  static GThreadPool *writer;

  if (g_once_init_enter_pointer (&writer))
    g_once_init_leave_pointer (&writer, g_thread_pool_new (write_job, NULL, 1, FALSE, NULL));
  return writer;
}

/**
 * zb_draft_file_save:
 * @path: where a form is kept
 * @draft: (nullable): what is in it; %NULL where it is not kept any longer
 *
 * Writes it on a thread.
 */
void
zb_draft_file_save (const char *path, GVariant *draft)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  job->text = draft ? g_variant_print (draft, TRUE) : NULL;
  g_thread_pool_push (get_writer (), job, NULL);
}
