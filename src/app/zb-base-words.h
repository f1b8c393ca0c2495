/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-base-source.h"

G_BEGIN_DECLS

const char *zb_base_words_kind (int kind);
const char *zb_base_words_datum (int datum);
char *zb_base_words_describe (ZbBaseSource *source);

G_END_DECLS
