/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-label-style.h"

G_BEGIN_DECLS

/* A tile with a level street, a steep one, a crooked one, and a station. */
GBytes *zb_label_fixture_tile (void);

/* A style that writes all of their names. */
extern const char zb_label_fixture_style[];

G_END_DECLS
