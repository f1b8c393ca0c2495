/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *zb_profile_choose (const char *now, const char *const *profiles, int height);

G_END_DECLS
