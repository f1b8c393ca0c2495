/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-pending-mark.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/* As many lines as can be read beside something. */
#define MOST_LINES 4

/**
 * ZbPendingMark:
 *
 * What an officer has done to one entity and the platform has not confirmed: waiting to be sent, on its way,
 * or refused and why; where there is more than one, what weighs most. It is hidden while nothing waits.
 * Placed beside the confirmed fields of the entity whose id is its `subject`.
 */
struct _ZbPendingMark
{
  GtkWidget parent_instance;
  GtkWidget *label;
  char *subject;
  gboolean full;
  ZbWorld *watched;
};

typedef enum
{
  PROP_SUBJECT = 1,
  PROP_FULL,
} ZbPendingMarkProperty;

static GParamSpec *properties[PROP_FULL + 1];

G_DEFINE_FINAL_TYPE (ZbPendingMark, zb_pending_mark, GTK_TYPE_WIDGET)

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

static gboolean
is_pending (ZbCommandState state)
{
  return state != ZB_COMMAND_ACCEPTED && state != ZB_COMMAND_WITHDRAWN;
}

static char *
describe (ZbCommand *command)
{
  const ZbCommandState state = zb_command_get_state (command);
  const char *verb = zb_words_command (zb_command_get_name (command));

  if (state == ZB_COMMAND_REFUSED)
    return g_strdup_printf (_ ("%s refused: %s"), verb, zb_words_problem (zb_command_get_problem (command)));
  return g_strdup_printf ("%s · %s", verb, zb_pending_words (state));
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

/* All that waits beside the subject, one line each, and the state that weighs most. */
typedef struct
{
  GString *lines;
  guint n;
  int weight;
  ZbCommandState state;
} Summary;

static void
add_command (Summary *summary, ZbCommand *command)
{
  const int weight = get_weight (command);
  g_autofree char *words = describe (command);

  if (weight > summary->weight)
    summary->state = zb_command_get_state (command);
  summary->weight = MAX (weight, summary->weight);
  if (summary->n++ < MOST_LINES)
    g_string_append_printf (summary->lines, "%s%s", summary->lines->len > 0 ? "\n" : "", words);
}

static void
add_commands (Summary *summary, ZbPendingMark *self)
{
  GListModel *commands = self->watched && self->subject ? zb_world_get_commands (self->watched) : NULL;
  const guint n = commands ? g_list_model_get_n_items (commands) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (g_strcmp0 (zb_command_get_subject (command), self->subject) == 0 &&
          is_pending (zb_command_get_state (command)))
        add_command (summary, command);
    }
}

static void
show_summary (ZbPendingMark *self, const Summary *summary)
{
  const char *words = summary->lines->str;

  gtk_label_set_text (GTK_LABEL (self->label), self->full ? words : zb_pending_words (summary->state));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_widget_remove_css_class (self->label, "zb-warn");
  gtk_widget_remove_css_class (self->label, "zb-urgent");
  gtk_widget_add_css_class (self->label, summary->state == ZB_COMMAND_REFUSED ? "zb-urgent" : "zb-warn");
}

static void
update (ZbPendingMark *self)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  Summary summary = { .lines = lines };

  add_commands (&summary, self);
  if (summary.n > MOST_LINES)
    g_string_append_printf (lines, ngettext ("\nand %u more", "\nand %u more", summary.n - MOST_LINES),
                            summary.n - MOST_LINES);
  if (summary.n > 0)
    show_summary (self, &summary);
  gtk_widget_set_visible (GTK_WIDGET (self), summary.n > 0);
}

static void
on_pending_changed (ZbPendingMark *self, const char *subject)
{
  if (g_strcmp0 (subject, self->subject) == 0)
    update (self);
}

static void
watch (ZbPendingMark *self, ZbWorld *world)
{
  if (self->watched == world)
    return;
  if (self->watched)
    g_signal_handlers_disconnect_by_func (self->watched, on_pending_changed, self);
  g_set_weak_pointer (&self->watched, world);
  if (world)
    g_signal_connect_object (world, "pending-changed", G_CALLBACK (on_pending_changed), self,
                             G_CONNECT_SWAPPED);
}

static void
zb_pending_mark_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_pending_mark_parent_class)->root (widget);
  watch (ZB_PENDING_MARK (widget), zb_words_get_world ());
  update (ZB_PENDING_MARK (widget));
}

static void
zb_pending_mark_unroot (GtkWidget *widget)
{
  watch (ZB_PENDING_MARK (widget), NULL);
  GTK_WIDGET_CLASS (zb_pending_mark_parent_class)->unroot (widget);
}

static void
zb_pending_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbPendingMark *self = ZB_PENDING_MARK (object);

  switch ((ZbPendingMarkProperty)id)
    {
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      break;
    case PROP_FULL:
      g_value_set_boolean (value, self->full);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_pending_mark_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbPendingMark *self = ZB_PENDING_MARK (object);

  switch ((ZbPendingMarkProperty)id)
    {
    case PROP_SUBJECT:
      g_set_str (&self->subject, g_value_get_string (value));
      break;
    case PROP_FULL:
      self->full = g_value_get_boolean (value);
      gtk_label_set_wrap (GTK_LABEL (self->label), self->full);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  update (self);
}

static void
zb_pending_mark_dispose (GObject *object)
{
  ZbPendingMark *self = ZB_PENDING_MARK (object);

  watch (self, NULL);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_pending_mark_parent_class)->dispose (object);
}

static void
zb_pending_mark_finalize (GObject *object)
{
  g_free (ZB_PENDING_MARK (object)->subject);
  G_OBJECT_CLASS (zb_pending_mark_parent_class)->finalize (object);
}

static void
zb_pending_mark_class_init (ZbPendingMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_pending_mark_get_property;
  object_class->set_property = zb_pending_mark_set_property;
  object_class->dispose = zb_pending_mark_dispose;
  object_class->finalize = zb_pending_mark_finalize;
  widget_class->root = zb_pending_mark_root;
  widget_class->unroot = zb_pending_mark_unroot;
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  /* With what was done and why it was refused, not its state alone. */
  properties[PROP_FULL] = g_param_spec_boolean ("full", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "pending");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_pending_mark_init (ZbPendingMark *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "zb-caption");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
