/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbActionSubject:
 * @ZB_ACTION_PLAIN: what a key press hands over is fixed
 * @ZB_ACTION_ALERT: a key press acts on the selected alert: its id comes first in the parameter
 * @ZB_ACTION_CASE: a key press acts on the selected case
 * @ZB_ACTION_DETAIL: a key press does what the detail on the screen does: it may ask for more first
 */
typedef enum
{
  ZB_ACTION_PLAIN,
  ZB_ACTION_ALERT,
  ZB_ACTION_CASE,
  ZB_ACTION_DETAIL,
} ZbActionSubject;

/**
 * ZbAction:
 * @name: with its group, such as "alert.claim"
 * @type: (nullable): the parameter's type as a GVariant type string
 * @key: (nullable): the key as gtk_accelerator_parse() reads it
 * @subject: what a key press acts on
 * @argument: (nullable): what a key press hands over, beside the subject
 * @title: (nullable): what it does, in English, for the list of shortcuts; %NULL leaves it out
 * @section: (nullable): its section there
 *
 * A row of the table of actions. An action may have several rows, one for each key.
 */
typedef struct
{
  const char *name;
  const char *type;
  const char *key;
  ZbActionSubject subject;
  const char *argument;
  const char *title;
  const char *section;
} ZbAction;

/**
 * ZbKeyHint:
 * @keys: as gtk_accelerator_parse() reads them, with spaces between
 * @title: what they do, in English
 * @section: which part has to have the focus, in English
 *
 * Keys that one part has to itself while it has the focus, for the list of shortcuts.
 */
typedef struct
{
  const char *keys;
  const char *title;
  const char *section;
} ZbKeyHint;

const ZbAction *zb_actions_get (guint *n_actions);
const ZbKeyHint *zb_actions_get_hints (guint *n_hints);
gboolean zb_action_is_letter (const ZbAction *self);

G_END_DECLS
