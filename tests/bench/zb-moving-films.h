/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-film.h"

G_BEGIN_DECLS

#define ZB_N_MOVING_FILMS 4

gboolean zb_moving_films_make (const char *directory, GError **error);
ZbFilm *zb_moving_film_open (const char *directory, guint n, ZbProfile profile, GError **error);

G_END_DECLS
