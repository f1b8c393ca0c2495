/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-scene.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZB_FILM_RATE:
 *
 * Frames a second of every film; a key frame comes every two seconds.
 */
#define ZB_FILM_RATE 15

/**
 * ZbProfile:
 *
 * The streams of a demonstration camera.
 */
typedef enum
{
  ZB_PROFILE_MAIN,
  ZB_PROFILE_SUB,
  ZB_N_PROFILES,
} ZbProfile;

gboolean zb_profile_from_name (const char *name, ZbProfile *profile);
void zb_profile_get_size (ZbProfile profile, int *width, int *height);

/**
 * ZbFilm:
 *
 * A scene encoded once for one profile: H.264 access units in a file, mapped and never copied. Ends where it
 * began, so that it can be played round and round. Safe to use from any thread.
 */
typedef struct _ZbFilm ZbFilm;

ZbFilm *zb_film_open (const char *directory, ZbScene scene, ZbProfile profile, GError **error);
ZbFilm *zb_film_ref (ZbFilm *self);
void zb_film_unref (ZbFilm *self);
guint zb_film_get_n_frames (const ZbFilm *self);
GBytes *zb_film_get_frame (const ZbFilm *self, guint index, gboolean *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFilm, zb_film_unref)

/**
 * ZbFilmProgress:
 * @done: how many films are ready
 * @total: how many there will be
 * @scene: the name of the scene just made, %NULL before the first
 * @user_data: whose progress it is
 *
 * Told from the thread that makes the films.
 */
typedef void (*ZbFilmProgress) (guint done, guint total, const char *scene, gpointer user_data);

gboolean zb_films_make (const char *directory, guint n_scenes, double seconds, ZbFilmProgress progress,
                        gpointer progress_data, GCancellable *cancellable, GError **error);
void zb_films_make_async (const char *directory, guint n_scenes, double seconds, ZbFilmProgress progress,
                          gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data);
gboolean zb_films_make_finish (GAsyncResult *result, GError **error);
char *zb_film_path (const char *directory, ZbScene scene, ZbProfile profile);
void zb_film_want (ZbScene scene);
guint zb_film_take_wanted (void);
gboolean zb_film_store (const char *path, GPtrArray *frames, GError **error);

G_END_DECLS
