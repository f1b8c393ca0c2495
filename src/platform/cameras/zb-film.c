/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Films as files: a GVariant of access units, so that reading one is mapping it, and a damaged one is refused
 * by GVariant's own bounds. */
#include "zb-film.h"

#define FILM_TYPE "(ua(bay))"
#define FILM_MAGIC 0x5a42464d /* "ZBFM" */

struct _ZbFilm
{
  gatomicrefcount refs;
  GVariant *frames;
  guint n_frames;
};

static const struct
{
  const char *name;
  int width, height;
} profiles[ZB_N_PROFILES] = { { "main", 1280, 720 }, { "sub", 640, 360 } };

/**
 * zb_profile_from_name:
 * @name: (nullable): "main" or "sub"
 * @profile: (out): the profile
 *
 * Returns: whether there is such a profile
 */
gboolean
zb_profile_from_name (const char *name, ZbProfile *profile)
{
  for (guint i = 0; i < ZB_N_PROFILES; i++)
    if (g_strcmp0 (name, profiles[i].name) == 0)
      {
        *profile = (ZbProfile)i;
        return TRUE;
      }
  return FALSE;
}

/**
 * zb_profile_get_size:
 * @profile: a profile
 * @width: (out): pixels
 * @height: (out): pixels
 */
void
zb_profile_get_size (ZbProfile profile, int *width, int *height)
{
  *width = profiles[profile].width;
  *height = profiles[profile].height;
}

/**
 * zb_film_path:
 * @directory: where the films are kept
 * @scene: a scene
 * @profile: a profile
 *
 * Returns: (transfer full): the film's file; another version of the drawings has another
 */
char *
zb_film_path (const char *directory, ZbScene scene, ZbProfile profile)
{
  g_autofree char *name = g_strdup_printf ("v%d-%s-%s.film", ZB_SCENES_VERSION, zb_scene_get_name (scene),
                                           profiles[profile].name);
  return g_build_filename (directory, name, NULL);
}

static guint wanted; /* a bit for each scene, atomic */

/**
 * zb_film_want:
 * @scene: a scene whose film is not made yet
 *
 * Says that somebody is waiting for it: whoever makes films makes it next. For any thread.
 */
void
zb_film_want (ZbScene scene)
{
  g_atomic_int_or (&wanted, 1u << scene);
}

/**
 * zb_film_take_wanted:
 *
 * Returns: the scenes that were wanted since it was last asked, a bit for each
 */
guint
zb_film_take_wanted (void)
{
  return g_atomic_int_and (&wanted, 0);
}

/**
 * zb_film_store:
 * @path: a file
 * @frames: (element-type GBytes): access units in their order; the first of every thirty is a key frame
 * @error: why it failed
 *
 * Writes a film beside its place and moves it there whole.
 *
 * Returns: whether it is there
 */
gboolean
zb_film_store (const char *path, GPtrArray *frames, GError **error)
{
  GVariantBuilder units;
  g_variant_builder_init (&units, G_VARIANT_TYPE ("a(bay)"));
  for (guint i = 0; i < frames->len; i++)
    {
      GVariant *unit = g_variant_new_from_bytes (G_VARIANT_TYPE_BYTESTRING, frames->pdata[i], TRUE);
      g_variant_builder_add (&units, "(b@ay)", i % (2 * ZB_FILM_RATE) == 0, unit);
    }
  g_autoptr (GVariant) film =
      g_variant_ref_sink (g_variant_new ("(u@a(bay))", FILM_MAGIC, g_variant_builder_end (&units)));
  return g_file_set_contents (path, g_variant_get_data (film), (gssize)g_variant_get_size (film), error);
}

/**
 * zb_film_open:
 * @directory: where the films are kept
 * @scene: a scene
 * @profile: a profile
 * @error: why it failed: not made yet, or damaged
 *
 * Returns: (transfer full) (nullable): the film
 */
ZbFilm *
zb_film_open (const char *directory, ZbScene scene, ZbProfile profile, GError **error)
{
  g_autofree char *path = zb_film_path (directory, scene, profile);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  guint32 magic = 0;
  if (!file)
    return NULL;
  g_autoptr (GBytes) bytes = g_mapped_file_get_bytes (file);
  g_autoptr (GVariant) film =
      g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (FILM_TYPE), bytes, FALSE));
  g_variant_get_child (film, 0, "u", &magic);
  g_autoptr (GVariant) frames = g_variant_get_child_value (film, 1);
  if (magic != FILM_MAGIC || g_variant_n_children (frames) == 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "%s is not a film", path);
      return NULL;
    }
  ZbFilm *self = g_new0 (ZbFilm, 1);
  g_atomic_ref_count_init (&self->refs);
  self->n_frames = (guint)g_variant_n_children (frames);
  self->frames = g_steal_pointer (&frames);
  return self;
}

/**
 * zb_film_ref:
 * @self: a film
 *
 * Returns: (transfer full): the same film
 */
ZbFilm *
zb_film_ref (ZbFilm *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * zb_film_unref:
 * @self: (transfer full): a film
 */
void
zb_film_unref (ZbFilm *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_variant_unref (self->frames);
  g_free (self);
}

/**
 * zb_film_get_n_frames:
 * @self: a film
 *
 * Returns: how many frames it has, at least one
 */
guint
zb_film_get_n_frames (const ZbFilm *self)
{
  return self->n_frames;
}

/**
 * zb_film_get_frame:
 * @self: a film
 * @index: which frame, below its number of frames
 * @key: (out) (optional): whether a decoder can begin there
 *
 * Returns: (transfer full): the access unit as a byte stream, not copied
 */
GBytes *
zb_film_get_frame (const ZbFilm *self, guint index, gboolean *key)
{
  gboolean is_key = FALSE;
  g_autoptr (GVariant) data = NULL;
  g_variant_get_child (self->frames, index, "(b@ay)", &is_key, &data);
  if (key)
    *key = is_key;
  return g_variant_get_data_as_bytes (data);
}
