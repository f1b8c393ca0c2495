/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

/**
 * ZbEditPart:
 * @id: what it is called by the program
 * @label: what it is called on the screen, in English
 * @args: (array zero-terminated=1): the arguments of the edit that belong together in it
 *
 * What an officer takes for one field of a form.
 */
typedef struct
{
  const char *id, *label;
  const char *args[4];
} ZbEditPart;

const ZbEditPart *zb_edit_parts_get (ZbKind kind, guint *n_parts);
gboolean zb_edit_part_is_in (const ZbEditPart *self, GVariant *edit);
ZbEntity *zb_edit_make_entity (ZbKind kind, GVariant *edit);
char *zb_edit_describe (const ZbEditPart *part, ZbEntity *entity);
GVariant *zb_edit_choose (ZbKind kind, GVariant *edit, const char *const *chosen);

G_END_DECLS
