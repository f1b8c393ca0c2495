/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * ZbEditedField:
 * @id: what it is called by the program
 * @label: what it is called on the screen
 * @theirs: what it holds now, in words
 * @mine: what this officer has written, in words
 * @is_mine: whether mine is chosen at first
 *
 * One field that two officers have edited.
 */
typedef struct
{
  const char *id, *label, *theirs, *mine;
  gboolean is_mine;
} ZbEditedField;

#define ZB_TYPE_EDITED_DIALOG (zb_edited_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbEditedDialog, zb_edited_dialog, ZB, EDITED_DIALOG, AdwAlertDialog)

ZbEditedDialog *zb_edited_dialog_new (const char *title);
void zb_edited_dialog_add_field (ZbEditedDialog *self, const ZbEditedField *field);
void zb_edited_dialog_choose (ZbEditedDialog *self, const char *id, gboolean mine);
char **zb_edited_dialog_list_mine (ZbEditedDialog *self);

G_END_DECLS
