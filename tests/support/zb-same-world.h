/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-session.h"
#include "zb-world.h"

G_BEGIN_DECLS

guint zb_assert_same_world_in (ZbSession *session, ZbWorld *world);
guint zb_assert_same_world (const char *url, const char *username, const char *password, ZbWorld *world);

G_END_DECLS
