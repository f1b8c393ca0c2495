/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-platform.h"

G_BEGIN_DECLS

/* By what name the demonstration's events come in: the district's sensing platform. */
#define ZB_DEMO_SOURCE "感知平台"
/* What the demonstration made up by itself: not a sensor's, and no officer's act. */
#define ZB_DEMO_STORIES "demonstration"

/**
 * ZbDemoAccount:
 * @username: what one signs in with
 * @password: made for this data folder
 * @role: the name of its role
 */
typedef struct
{
  char *username;
  char *password;
  const char *role;
} ZbDemoAccount;

gboolean zb_demo_fill (ZbPlatform *platform, guint64 *seed, GError **error);
GPtrArray *zb_demo_prepare_accounts (ZbPlatform *platform, GError **error);
char *zb_demo_make_key (ZbPlatform *platform, const char *source, GError **error);

G_END_DECLS
