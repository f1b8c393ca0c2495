/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-pending-mark.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/* As many as can be read beside something. */
#define MOST_ACTS 4

/**
 * ZbPendingMark:
 *
 * What an officer has done to one entity and the platform has not confirmed: waiting to be sent, on its way,
 * or refused and why; where there is more than one, what weighs most. It is hidden while nothing waits.
 * Placed beside the confirmed fields of the entity whose id is its `subject`.
 */
struct _ZbPendingMark
{
  ZbMark parent_instance;
  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (ZbPendingMark, zb_pending_mark, ZB_TYPE_MARK)

/**
 * zb_pending_mark_new:
 *
 * Returns: (transfer floating): a mark of nothing
 */
GtkWidget *
zb_pending_mark_new (void)
{
  return g_object_new (ZB_TYPE_PENDING_MARK, NULL);
}

/**
 * zb_pending_words:
 * @state: the state of a command
 *
 * Returns: (transfer none): what an officer reads for it
 */
const char *
zb_pending_words (ZbCommandState state)
{
  switch (state)
    {
    case ZB_COMMAND_HELD:
      return C_ ("command", "Can be undone");
    case ZB_COMMAND_QUEUED:
      return C_ ("command", "Waiting to be sent");
    case ZB_COMMAND_SENDING:
      return C_ ("command", "Sending");
    case ZB_COMMAND_ACCEPTED:
      return C_ ("command", "Delivered");
    case ZB_COMMAND_REFUSED:
      return C_ ("command", "Refused");
    case ZB_COMMAND_ASKING:
      return C_ ("command", "Confirm sending");
    case ZB_COMMAND_WITHDRAWN:
      return C_ ("command", "Taken back");
    default:
      return "";
    }
}

/**
 * zb_pending_describe:
 * @command: a command
 *
 * Returns: (transfer none): what an officer reads for how it stands
 */
const char *
zb_pending_describe (ZbCommand *command)
{
  const ZbCommandState state = zb_command_get_state (command);

  if (state == ZB_COMMAND_QUEUED && zb_command_get_was_sent (command))
    return C_ ("command", "Sent, waiting for the answer");
  return zb_pending_words (state);
}

static gboolean
is_pending (ZbCommandState state)
{
  return state != ZB_COMMAND_ACCEPTED && state != ZB_COMMAND_WITHDRAWN;
}

/* What an officer has to do something about comes first, then what is on its way. */
static int
get_weight (ZbCommand *command)
{
  switch (zb_command_get_state (command))
    {
    case ZB_COMMAND_REFUSED:
      return 4;
    case ZB_COMMAND_ASKING:
      return 3;
    case ZB_COMMAND_SENDING:
      return 2;
    case ZB_COMMAND_HELD:
    case ZB_COMMAND_QUEUED:
      return 1;
    case ZB_COMMAND_ACCEPTED:
    case ZB_COMMAND_WITHDRAWN:
    default:
      return 0;
    }
}

/* What was done, as often as it stands the same way. */
typedef struct
{
  char *what;
  const char *state; /* NULL where @what says it */
  guint n;
} Act;

static void
act_free (gpointer data)
{
  Act *act = data;

  g_free (act->what);
  g_free (act);
}

/* All that waits beside the subject, and the state that weighs most. */
typedef struct
{
  GPtrArray *acts;
  int weight;
  ZbCommandState state;
  const char *words;
} Summary;

static void
add_act (GPtrArray *acts, char *what, const char *state)
{
  Act *act;

  for (guint i = 0; i < acts->len; i++)
    {
      act = acts->pdata[i];
      if (g_strcmp0 (act->state, state) != 0 || !g_str_equal (act->what, what))
        continue;
      act->n++;
      g_free (what);
      return;
    }
  act = g_new (Act, 1);
  *act = (Act){ .what = what, .state = state, .n = 1 };
  g_ptr_array_add (acts, act);
}

static void
add_command (Summary *summary, ZbCommand *command)
{
  const int weight = get_weight (command);
  const ZbCommandState state = zb_command_get_state (command);
  const char *verb = zb_words_command (zb_command_get_name (command));

  if (weight > summary->weight)
    {
      summary->state = state;
      summary->words = zb_pending_describe (command);
    }
  summary->weight = MAX (weight, summary->weight);
  if (state == ZB_COMMAND_REFUSED)
    add_act (
        summary->acts,
        g_strdup_printf (_ ("%s refused: %s"), verb, zb_words_problem (zb_command_get_problem (command))),
        NULL);
  else
    add_act (summary->acts, g_strdup (verb), zb_pending_describe (command));
}

/* What stands the same way as what is before it shares its line. */
static void
append_act (GString *lines, const Act *act, const Act *before, const Act *after)
{
  const gboolean goes_on = before && act->state && g_strcmp0 (act->state, before->state) == 0;
  const gboolean ends = !after || g_strcmp0 (act->state, after->state) != 0;

  if (before)
    g_string_append (lines, goes_on ? C_ ("list", ", ") : "\n");
  g_string_append (lines, act->what);
  if (act->n > 1)
    g_string_append_printf (lines, " ×%u", act->n);
  if (act->state && ends)
    g_string_append_printf (lines, " · %s", act->state);
}

static char *
describe (const GPtrArray *acts)
{
  const guint n = MIN (acts->len, MOST_ACTS);
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    append_act (lines, acts->pdata[i], i > 0 ? acts->pdata[i - 1] : NULL,
                i + 1 < n ? acts->pdata[i + 1] : NULL);
  if (acts->len > n)
    g_string_append_printf (lines, ngettext ("\nand %u more", "\nand %u more", acts->len - n), acts->len - n);
  return g_string_free (lines, FALSE);
}

static void
add_commands (Summary *summary, ZbMark *self)
{
  ZbWorld *world = zb_mark_get_watched (self);
  const char *subject = zb_mark_get_subject (self);
  GListModel *commands = world && subject ? zb_world_get_commands (world) : NULL;
  const guint n = commands ? g_list_model_get_n_items (commands) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (g_strcmp0 (zb_command_get_subject (command), subject) == 0 &&
          is_pending (zb_command_get_state (command)))
        add_command (summary, command);
    }
}

static void
show_summary (ZbPendingMark *self, const Summary *summary)
{
  g_autofree char *words = describe (summary->acts);
  const gboolean full = zb_mark_get_full (ZB_MARK (self));

  gtk_label_set_wrap (GTK_LABEL (self->label), full);
  gtk_label_set_text (GTK_LABEL (self->label), full ? words : summary->words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_remove_css_class (self->label, "zb-warn");
  gtk_widget_remove_css_class (self->label, "zb-urgent");
  gtk_widget_add_css_class (self->label, summary->state == ZB_COMMAND_REFUSED ? "zb-urgent" : "zb-warn");
}

static void
zb_pending_mark_update (ZbMark *self)
{
  g_autoptr (GPtrArray) acts = g_ptr_array_new_with_free_func (act_free);
  Summary summary = { .acts = acts };

  add_commands (&summary, self);
  if (acts->len > 0)
    show_summary (ZB_PENDING_MARK (self), &summary);
  gtk_widget_set_visible (GTK_WIDGET (self), acts->len > 0);
}

static void
on_pending_changed (ZbMark *self, const char *subject)
{
  if (g_strcmp0 (subject, zb_mark_get_subject (self)) == 0)
    zb_mark_update (self);
}

static gpointer
find_watched (ZbWorld *world)
{
  return world;
}

static void
zb_pending_mark_class_init (ZbPendingMarkClass *klass)
{
  ZbMarkClass *mark_class = ZB_MARK_CLASS (klass);

  mark_class->find_watched = find_watched;
  mark_class->signal = "pending-changed";
  mark_class->changed = G_CALLBACK (on_pending_changed);
  mark_class->update = zb_pending_mark_update;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "pending");
}

static void
zb_pending_mark_init (ZbPendingMark *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "zb-caption");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}
