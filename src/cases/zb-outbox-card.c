/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-outbox-card.h"

#include "zb-pending-mark.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbOutboxCard:
 *
 * What the officer has done and the platform has not confirmed, as a card beside a form: what it
 * was, how it stands, and a button that takes it back while that is possible.
 */
struct _ZbOutboxCard
{
  AdwBin parent_instance;
  GtkWidget *count;
  GtkListBox *list, *delivered;
  ZbWorld *world;
  gboolean connected;
};

G_DEFINE_FINAL_TYPE (ZbOutboxCard, zb_outbox_card, ADW_TYPE_BIN)

static GtkWidget *
new_line (const char *words, const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, first_class);
  if (second_class)
    gtk_widget_add_css_class (label, second_class);
  return label;
}

static char *
describe_state (ZbOutboxCard *self, ZbCommand *command)
{
  const ZbCommandState state = zb_command_get_state (command);

  if (state == ZB_COMMAND_QUEUED && !self->connected && !zb_command_get_was_sent (command))
    return g_strdup (_ ("Offline: will be sent once the line is back"));
  if (state == ZB_COMMAND_REFUSED)
    return g_strdup_printf (_ ("Refused: %s"), zb_words_problem (zb_command_get_problem (command)));
  return g_strdup (zb_pending_describe (command));
}

static const char *
style_of (ZbCommandState state)
{
  if (state == ZB_COMMAND_ACCEPTED)
    return "zb-ok";
  return state == ZB_COMMAND_REFUSED ? "zb-urgent" : "zb-warn";
}

static GtkWidget *
new_words (ZbOutboxCard *self, ZbCommand *command)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  const char *title = zb_command_get_title (command);
  const char *verb = zb_words_command (zb_command_get_name (command));
  g_autofree char *name = title && *title ? g_strdup_printf ("%s · %s", verb, title) : g_strdup (verb);
  g_autofree char *state = describe_state (self, command);
  g_autofree char *time = zb_words_time (zb_command_get_made_at (command));
  g_autofree char *stored = g_strdup_printf (_ ("Stored at %s"), time);
  g_autofree char *accepted = zb_words_time (zb_command_get_accepted_at (command));
  g_autofree char *delivered = g_strdup_printf (_ ("Delivered at %s"), accepted);

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), new_line (name, "zb-dense", "zb-bold"));
  if (zb_command_get_state (command) == ZB_COMMAND_ACCEPTED)
    {
      gtk_box_append (GTK_BOX (words), new_line (delivered, "zb-caption", "zb-t3"));
      return words;
    }
  gtk_box_append (GTK_BOX (words), new_line (state, "zb-caption", style_of (zb_command_get_state (command))));
  gtk_box_append (GTK_BOX (words), new_line (stored, "zb-caption", "zb-t3"));
  return words;
}

static GtkWidget *
new_row (gpointer item, gpointer data)
{
  ZbCommand *command = item;
  ZbOutboxCard *self = data;
  const ZbCommandState state = zb_command_get_state (command);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name (state == ZB_COMMAND_ACCEPTED ? "zb-check-symbolic"
                                                  : self->connected            ? "zb-outbox-symbolic"
                                                                               : "zb-offline-symbolic");

  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (icon, style_of (state));
  gtk_widget_add_css_class (box, "zb-outbox-row");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_words (self, command));
  if (zb_command_can_be_withdrawn (command))
    {
      GtkWidget *button = gtk_button_new_with_label (_ ("Take back"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "outbox.withdraw");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", zb_command_get_key (command));
      gtk_widget_set_valign (button, GTK_ALIGN_START);
      gtk_box_append (GTK_BOX (box), button);
    }
  return box;
}

static void
update (ZbOutboxCard *self)
{
  GListModel *commands = self->world ? zb_world_get_commands (self->world) : NULL;
  GListModel *delivered = self->world ? zb_world_get_delivered (self->world) : NULL;
  const guint n = commands ? g_list_model_get_n_items (commands) : 0;
  g_autofree char *words = g_strdup_printf (ngettext ("%u waiting", "%u waiting", n), n);

  gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  gtk_list_box_bind_model (self->delivered, NULL, NULL, NULL, NULL);
  gtk_list_box_bind_model (self->list, commands, new_row, self, NULL);
  gtk_list_box_bind_model (self->delivered, delivered, new_row, self, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->delivered),
                          delivered && g_list_model_get_n_items (delivered) > 0);
  gtk_label_set_text (GTK_LABEL (self->count), n > 0 ? words : _ ("Empty"));
  gtk_widget_set_visible (GTK_WIDGET (self->list), n > 0);
}

/**
 * zb_outbox_card_set_world:
 * @self: a card
 * @world: (nullable): where the commands are
 */
void
zb_outbox_card_set_world (ZbOutboxCard *self, ZbWorld *world)
{
  if (self->world)
    g_signal_handlers_disconnect_by_func (self->world, update, self);
  if (!g_set_object (&self->world, world))
    return;
  if (world)
    g_signal_connect_object (world, "pending-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

/**
 * zb_outbox_card_set_connected:
 * @self: a card
 * @connected: whether there is a line to the platform
 */
void
zb_outbox_card_set_connected (ZbOutboxCard *self, gboolean connected)
{
  if (self->connected == connected)
    return;
  self->connected = connected;
  update (self);
}

static void
zb_outbox_card_dispose (GObject *object)
{
  zb_outbox_card_set_world (ZB_OUTBOX_CARD (object), NULL);
  G_OBJECT_CLASS (zb_outbox_card_parent_class)->dispose (object);
}

static void
zb_outbox_card_class_init (ZbOutboxCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_outbox_card_dispose;
}

static GtkListBox *
new_list (const char *name)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "zb-form-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_LIST_BOX (list);
}

static void
zb_outbox_card_init (ZbOutboxCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *title = new_line (_ ("Outbox"), "zb-dense", "zb-bold");

  self->connected = TRUE;
  self->count = new_line (NULL, "zb-caption", "zb-t3");
  self->list = new_list (_ ("Outbox"));
  self->delivered = new_list (_ ("Delivered lately"));
  gtk_widget_add_css_class (title, "zb-t2");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->count);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->delivered));
  adw_bin_set_child (ADW_BIN (self), box);
}
