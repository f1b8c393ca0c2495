/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbPresenceAnswer:
 * @renewed: (array zero-terminated=1): the ids of the alerts whose claims were renewed
 * @lost: (array zero-terminated=1): those of the alerts that are not the officer's any more
 *
 * What a platform answers to presence.
 */
typedef struct
{
  char **renewed;
  char **lost;
} ZbPresenceAnswer;

ZbPresenceAnswer *zb_presence_answer_parse (const char *text, gsize length, GError **error);
void zb_presence_answer_free (ZbPresenceAnswer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbPresenceAnswer, zb_presence_answer_free)

G_END_DECLS
