/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of a camera's streams a tile shows. The small one is enough for a small tile; a large tile made of it
 * is a blur. Between the two limits things stay as they are, so that a tile whose edge is dragged to and fro
 * does not begin a new stream each time. */
#include "zb-profile-choice.h"

/* The height of the picture on screen, in device pixels. Sub streams have 360 lines, seldom more. */
#define MAIN_FROM 600
#define SUB_BELOW 480

static gboolean
has (const char *const *profiles, const char *name)
{
  return !profiles || !*profiles || g_strv_contains (profiles, name);
}

/**
 * zb_profile_choose:
 * @now: what it shows, "main" or "sub"
 * @profiles: (nullable): the streams of its camera; of one that names none both are there
 * @height: how high the picture is, in device pixels
 *
 * Returns: what it should show
 */
const char *
zb_profile_choose (const char *now, const char *const *profiles, int height)
{
  gboolean large = g_str_equal (now, "main") ? height >= SUB_BELOW : height >= MAIN_FROM;

  if (!has (profiles, "main"))
    return "sub";
  if (!has (profiles, "sub"))
    return "main";
  return large ? "main" : "sub";
}
