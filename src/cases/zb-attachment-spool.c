/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Files that officers attach, on their way to the outbox: read, checked, freed of what they tell beside what
 * is seen, and written to a folder of this officer's machine from which they are sent. All of it on a thread.
 *
 *   file or picture ─▶ its kind ─▶ without notes ─▶ SHA-256 ─▶ spool ─▶ (evidence.put) ─▶ platform
 */
#include "zb-attachment-spool.h"

#include "zb-attachment-file.h"
#include "zb-uuid.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define KEPT_FOR (14 * 24 * 3600)
#define PICTURE_SIDE 240

typedef struct
{
  GFile *file;         /* what is read, or */
  GdkTexture *picture; /* what is coded, or */
  GVariant *kept;      /* what lies there already */
  char *label;
  gboolean keep_notes;
  gboolean take_away; /* the file was made for this alone */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->file);
  g_clear_object (&job->picture);
  g_clear_pointer (&job->kept, g_variant_unref);
  g_free (job->label);
  g_free (job);
}

/**
 * zb_spooled_free:
 * @self: (transfer full): a file that waits; the file itself stays
 */
void
zb_spooled_free (ZbSpooled *self)
{
  g_free (self->id);
  g_free (self->path);
  g_free (self->mime);
  g_free (self->sha256);
  g_free (self->label);
  g_clear_object (&self->picture);
  g_free (self);
}

/* --- the folder ---------------------------------------------------------------------------------- */

static void
sweep (const char *folder)
{
  g_autoptr (GDir) files = g_dir_open (folder, 0, NULL);
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const char *name;

  while (files && (name = g_dir_read_name (files)))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf facts;
      if (g_stat (path, &facts) == 0 && now - facts.st_mtime > KEPT_FOR)
        g_unlink (path);
    }
}

static char *
make_path (const char *id)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "zhiban", "spool", NULL);

  g_mkdir_with_parents (folder, 0700);
  sweep (folder);
  return g_build_filename (folder, id, NULL);
}

/* --- on the thread ---------------------------------------------------------------------------------- */

static GBytes *
fail (GError **error, const char *words)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, words);
  return NULL;
}

/* What the system says of it is for who wrote the system. */
static GBytes *
fail_to_read (GError **error, const GError *why)
{
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return fail (error, _ ("It is not there any more."));
  if (g_error_matches (why, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return fail (error, _ ("You may not read it. Ask its owner for a copy."));
  return fail (error, _ ("It could not be read. Copy it to this machine and try again."));
}

static GBytes *
read_file (Job *job, GError **error)
{
  g_autoptr (GError) why = NULL;
  g_autoptr (GFileInfo) info =
      g_file_query_info (job->file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE,
                         G_FILE_QUERY_INFO_NONE, NULL, &why);
  GBytes *bytes;

  if (!info)
    return fail_to_read (error, why);
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    return fail (error, _ ("It is a folder. Add the files in it."));
  if (g_file_info_get_size (info) > ZB_ATTACHMENT_LARGEST)
    return fail (error, _ ("It is larger than 16 MB. Send a shorter clip or a smaller picture."));
  bytes = g_file_load_bytes (job->file, NULL, NULL, &why);
  return bytes ? bytes : fail_to_read (error, why);
}

static GBytes *
read_content (Job *job, GError **error)
{
  g_autoptr (GBytes) bytes =
      job->picture ? gdk_texture_save_to_png_bytes (job->picture) : read_file (job, error);
  GBytes *content;

  if (!bytes)
    return NULL;
  if (!zb_attachment_file_find_type (bytes))
    return fail (error, _ ("It is no picture (JPEG, PNG, WebP) and no clip (MP4)."));
  content = job->keep_notes ? g_bytes_ref (bytes) : zb_attachment_file_strip (bytes);
  if (!content)
    return fail (error, _ ("It is damaged."));
  if (g_bytes_get_size (content) <= ZB_ATTACHMENT_LARGEST)
    return content;
  g_bytes_unref (content);
  return fail (error, _ ("It is larger than 16 MB. Send a shorter clip or a smaller picture."));
}

static GdkTexture *
make_picture (GBytes *content)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (content);
  g_autoptr (GdkPixbuf) pixbuf =
      gdk_pixbuf_new_from_stream_at_scale (stream, PICTURE_SIDE, PICTURE_SIDE, TRUE, NULL, NULL);
  g_autoptr (GdkPixbuf) upright = pixbuf ? gdk_pixbuf_apply_embedded_orientation (pixbuf) : NULL;

  if (!upright)
    return NULL;
  g_autoptr (GBytes) pixels = gdk_pixbuf_read_pixel_bytes (upright);
  return gdk_memory_texture_new (gdk_pixbuf_get_width (upright), gdk_pixbuf_get_height (upright),
                                 gdk_pixbuf_get_has_alpha (upright) ? GDK_MEMORY_R8G8B8A8 : GDK_MEMORY_R8G8B8,
                                 pixels, (gsize)gdk_pixbuf_get_rowstride (upright));
}

static ZbSpooled *
write_content (GBytes *content, const char *label, GError **error)
{
  g_autoptr (ZbSpooled) self = g_new0 (ZbSpooled, 1);

  self->id = zb_uuid_new ();
  self->path = make_path (self->id);
  self->mime = g_strdup (zb_attachment_file_find_type (content));
  self->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, content);
  self->label = g_strdup (label);
  self->picture = make_picture (content);
  if (!g_file_set_contents_full (self->path, g_bytes_get_data (content, NULL),
                                 (gssize)g_bytes_get_size (content),
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return NULL;
  return g_steal_pointer (&self);
}

static char *
dup_kept (GVariant *kept, const char *name)
{
  const char *text = "";

  g_variant_lookup (kept, name, "&s", &text);
  return g_strdup (text);
}

static ZbSpooled *
look_again (GVariant *kept, GError **error)
{
  g_autoptr (ZbSpooled) self = g_new0 (ZbSpooled, 1);
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) content = NULL;

  self->id = dup_kept (kept, "id");
  self->path = dup_kept (kept, "path");
  self->mime = dup_kept (kept, "mime");
  self->sha256 = dup_kept (kept, "sha256");
  self->label = dup_kept (kept, "label");
  file = g_mapped_file_new (self->path, FALSE, NULL);
  if (!file)
    {
      fail (error, _ ("It is no longer on this machine."));
      return NULL;
    }
  content = g_mapped_file_get_bytes (file);
  self->picture = make_picture (content);
  return g_steal_pointer (&self);
}

static ZbSpooled *
perform (Job *job, GError **error)
{
  g_autoptr (GBytes) content = NULL;

  if (job->kept)
    return look_again (job->kept, error);
  content = read_content (job, error);
  if (job->take_away)
    g_file_delete (job->file, NULL, NULL);
  return content ? write_content (content, job->label, error) : NULL;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  ZbSpooled *spooled = perform (data, &error);

  if (spooled)
    g_task_return_pointer (task, spooled, (GDestroyNotify)zb_spooled_free);
  else
    g_task_return_error (task, error);
}

static void
start (Job *job, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run);
}

/**
 * zb_attachment_spool_async:
 * @file: a picture or a clip
 * @label: what it is called
 * @keep_notes: whether what it tells beside what is seen, such as where it was taken, is kept
 * @take_away: whether @file goes afterwards
 * @callback: called in the main loop
 * @user_data: for @callback
 *
 * Takes a file, of a kind and size that the platform takes.
 */
void
zb_attachment_spool_async (GFile *file, const char *label, gboolean keep_notes, gboolean take_away,
                           GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->file = g_object_ref (file);
  job->label = g_strdup (label);
  job->keep_notes = keep_notes;
  job->take_away = take_away;
  start (job, callback, user_data);
}

/**
 * zb_attachment_spool_picture_async:
 * @picture: what was drawn here
 * @label: what it is called
 * @callback: called in the main loop
 * @user_data: for @callback
 *
 * Takes a picture that is in no file yet.
 */
void
zb_attachment_spool_picture_async (GdkTexture *picture, const char *label, GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->picture = g_object_ref (picture);
  job->label = g_strdup (label);
  start (job, callback, user_data);
}

/**
 * zb_attachment_spool_again_async:
 * @kept: what zb_spooled_keep() gave
 * @callback: called in the main loop
 * @user_data: for @callback
 *
 * Takes up a file that lies in the spool already.
 */
void
zb_attachment_spool_again_async (GVariant *kept, GAsyncReadyCallback callback, gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->kept = g_variant_ref (kept);
  start (job, callback, user_data);
}

/**
 * zb_attachment_spool_finish:
 * @result: what the callback was given
 * @error: return location for why not, in words for the officer
 *
 * Returns: (transfer full) (nullable): the file that waits
 */
ZbSpooled *
zb_attachment_spool_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * zb_spooled_keep:
 * @self: a file that waits
 *
 * Returns: (transfer floating): all that is needed to send it, `a{sv}`
 */
GVariant *
zb_spooled_keep (const ZbSpooled *self)
{
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "id", "s", self->id);
  g_variant_dict_insert (&dict, "path", "s", self->path);
  g_variant_dict_insert (&dict, "mime", "s", self->mime);
  g_variant_dict_insert (&dict, "sha256", "s", self->sha256);
  g_variant_dict_insert (&dict, "label", "s", self->label ? self->label : "");
  return g_variant_dict_end (&dict);
}
