/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-sketch.h"

G_BEGIN_DECLS

char *zb_sketch_words_length (double metres);
char *zb_sketch_words_area (double square_metres);
char *zb_sketch_words_size (ZbSketch *sketch);
char *zb_sketch_words_more (ZbSketch *sketch);

G_END_DECLS
