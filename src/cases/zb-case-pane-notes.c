/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Notes that are half written: each stays with its case while the officer looks at others. They are this
 * officer's alone, and live as long as the pane. */
#include "zb-case-pane-private.h"

/* More are not written at once; the oldest goes. */
#define MOST 50

typedef struct
{
  char *of, *text;
} Note;

static void
note_free (gpointer data)
{
  Note *note = data;

  g_free (note->of);
  g_free (note->text);
  g_free (note);
}

static gboolean
is_of (gconstpointer note, gconstpointer id)
{
  return g_str_equal (((const Note *)note)->of, id);
}

/**
 * zb_case_pane_start_notes:
 * @self: a case
 *
 * Begins with none.
 */
void
zb_case_pane_start_notes (ZbCasePane *self)
{
  self->notes = g_ptr_array_new_with_free_func (note_free);
}

static void
drop_note (ZbCasePane *self, const char *id)
{
  guint at;

  if (g_ptr_array_find_with_equal_func (self->notes, id, is_of, &at))
    g_ptr_array_remove_index (self->notes, at);
}

/**
 * zb_case_pane_keep_note:
 * @self: a case
 *
 * Keeps what is written in the line for notes, before another case is shown.
 */
void
zb_case_pane_keep_note (ZbCasePane *self)
{
  const char *id = self->of ? ZB_ENTITY (self->of)->id : NULL;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->note));
  Note *note;

  if (!id)
    return;
  drop_note (self, id);
  if (!*text)
    return;
  note = g_new0 (Note, 1);
  note->of = g_strdup (id);
  note->text = g_strdup (text);
  g_ptr_array_add (self->notes, note);
  if (self->notes->len > MOST)
    g_ptr_array_remove_index (self->notes, 0);
}

/**
 * zb_case_pane_show_note:
 * @self: a case
 *
 * Shows what was half written about the case that is shown.
 */
void
zb_case_pane_show_note (ZbCasePane *self)
{
  const char *id = self->of ? ZB_ENTITY (self->of)->id : NULL;
  const char *text = "";
  guint at;

  if (id && g_ptr_array_find_with_equal_func (self->notes, id, is_of, &at))
    text = ((const Note *)self->notes->pdata[at])->text;
  gtk_editable_set_text (GTK_EDITABLE (self->note), text);
}

/**
 * zb_case_pane_own_notes:
 * @self: a case
 *
 * Whoever sits down here gets nothing of what another officer has written. While nobody does, it waits for
 * who is next.
 */
void
zb_case_pane_own_notes (ZbCasePane *self)
{
  const char *id = self->account ? ZB_ENTITY (self->account)->id : NULL;

  if (!id || g_strcmp0 (id, self->writer) == 0)
    return;
  if (self->writer)
    {
      g_ptr_array_set_size (self->notes, 0);
      gtk_editable_set_text (GTK_EDITABLE (self->note), "");
    }
  g_set_str (&self->writer, id);
}
