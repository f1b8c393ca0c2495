/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

/**
 * ZbDeepLink:
 * @kind: of what it leads to
 * @id: which one
 */
typedef struct
{
  ZbKind kind;
  char id[37];
} ZbDeepLink;

gboolean zb_deep_link_parse (const char *uri, ZbDeepLink *link);
char *zb_deep_link_write (ZbKind kind, const char *id);

G_END_DECLS
