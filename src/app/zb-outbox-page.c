/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-outbox-page.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbOutboxPage:
 *
 * What the officer has done and the platform has not confirmed: each command with its state in
 * words, why it was refused, and a button that takes it back while it can be taken back
 * (`outbox.withdraw`, `outbox.confirm`).
 */
struct _ZbOutboxPage
{
  ZbPage parent_instance;
  ZbWorld *world;
  GListModel *commands;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_COMMANDS,
  PROP_FACE,
} ZbOutboxPageProperty;

static GParamSpec *properties[PROP_FACE + 1];

G_DEFINE_FINAL_TYPE (ZbOutboxPage, zb_outbox_page, ZB_TYPE_PAGE)

static void
update_face (ZbOutboxPage *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FACE]);
}

static void
zb_outbox_page_set_world (ZbOutboxPage *self, ZbWorld *world)
{
  if (!g_set_object (&self->world, world))
    return;
  g_clear_object (&self->commands);
  if (world)
    self->commands = g_object_ref (zb_world_get_commands (world));
  if (self->commands)
    g_signal_connect_object (self->commands, "items-changed", G_CALLBACK (update_face), self,
                             G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMMANDS]);
  update_face (self);
}

/* --- closures --------------------------------------------------------------------------- */

static char *
command_title (gpointer self, ZbCommand *command, int state)
{
  const char *verb = command ? zb_words_command (zb_command_get_name (command)) : "";
  const char *title = command ? zb_command_get_title (command) : NULL;

  return title && *title ? g_strdup_printf ("%s · %s", verb, title) : g_strdup (verb);
}

static char *
command_state (gpointer self, ZbCommand *command, int state)
{
  switch ((ZbCommandState)state)
    {
    case ZB_COMMAND_HELD:
      return g_strdup (_ ("Is sent in a moment and can still be undone"));
    case ZB_COMMAND_QUEUED:
      return g_strdup (_ ("Will be sent when the connection is back"));
    case ZB_COMMAND_SENDING:
      return g_strdup (_ ("Is being sent"));
    case ZB_COMMAND_ACCEPTED:
      return g_strdup (_ ("The platform has confirmed it"));
    case ZB_COMMAND_REFUSED:
      return g_strdup_printf (_ ("Refused: %s"), zb_words_problem (zb_command_get_problem (command)));
    case ZB_COMMAND_ASKING:
      return g_strdup (g_str_has_prefix (zb_command_get_name (command), "alert.")
                           ? _ ("Another officer has the alert in hand now: send it still?")
                           : _ ("Has waited long or the case has changed: send it still?"));
    case ZB_COMMAND_WITHDRAWN:
      return g_strdup (_ ("Taken back"));
    default:
      return g_strdup ("");
    }
}

static char *
command_icon (gpointer self, int state)
{
  switch ((ZbCommandState)state)
    {
    case ZB_COMMAND_ACCEPTED:
      return g_strdup ("zb-check-symbolic");
    case ZB_COMMAND_REFUSED:
      return g_strdup ("zb-alert-symbolic");
    case ZB_COMMAND_SENDING:
      return g_strdup ("zb-send-symbolic");
    case ZB_COMMAND_WITHDRAWN:
      return g_strdup ("zb-undo-symbolic");
    case ZB_COMMAND_HELD:
    case ZB_COMMAND_ASKING:
      return g_strdup ("zb-clock-symbolic");
    case ZB_COMMAND_QUEUED:
    default:
      return g_strdup ("zb-offline-symbolic");
    }
}

static gboolean
can_withdraw (gpointer self, int state)
{
  return state == ZB_COMMAND_HELD || state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_ASKING ||
         state == ZB_COMMAND_REFUSED;
}

static gboolean
is_asking (gpointer self, int state)
{
  return state == ZB_COMMAND_ASKING;
}

static void
act_on (GtkListItem *item, GtkWidget *widget, const char *action)
{
  ZbCommand *command = gtk_list_item_get_item (item);

  if (command)
    gtk_widget_activate_action (widget, action, "s", zb_command_get_key (command));
}

static void
on_withdraw (GtkListItem *item, GtkWidget *button)
{
  act_on (item, button, "outbox.withdraw");
}

static void
on_confirm (GtkListItem *item, GtkWidget *button)
{
  act_on (item, button, "outbox.confirm");
}

/* --- GObject ---------------------------------------------------------------------------- */

static void
zb_outbox_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbOutboxPage *self = ZB_OUTBOX_PAGE (object);

  switch ((ZbOutboxPageProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_COMMANDS:
      g_value_set_object (value, self->commands);
      break;
    case PROP_FACE:
      g_value_set_static_string (
          value, self->commands && g_list_model_get_n_items (self->commands) > 0 ? "list" : "empty");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_outbox_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbOutboxPageProperty)id)
    {
    case PROP_WORLD:
      zb_outbox_page_set_world (ZB_OUTBOX_PAGE (object), g_value_get_object (value));
      break;
    case PROP_COMMANDS:
    case PROP_FACE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_outbox_page_dispose (GObject *object)
{
  ZbOutboxPage *self = ZB_OUTBOX_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_OUTBOX_PAGE);
  g_clear_object (&self->commands);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_outbox_page_parent_class)->dispose (object);
}

static void
zb_outbox_page_class_init (ZbOutboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_outbox_page_get_property;
  object_class->set_property = zb_outbox_page_set_property;
  object_class->dispose = zb_outbox_page_dispose;
  properties[PROP_WORLD] =
      g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags | G_PARAM_READWRITE);
  properties[PROP_COMMANDS] =
      g_param_spec_object ("commands", NULL, NULL, G_TYPE_LIST_MODEL, flags | G_PARAM_READABLE);
  properties[PROP_FACE] = g_param_spec_string ("face", NULL, NULL, NULL, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_COMMAND);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/outbox-page.ui");
  gtk_widget_class_bind_template_callback (widget_class, command_title);
  gtk_widget_class_bind_template_callback (widget_class, command_state);
  gtk_widget_class_bind_template_callback (widget_class, command_icon);
  gtk_widget_class_bind_template_callback (widget_class, can_withdraw);
  gtk_widget_class_bind_template_callback (widget_class, is_asking);
  gtk_widget_class_bind_template_callback (widget_class, on_withdraw);
  gtk_widget_class_bind_template_callback (widget_class, on_confirm);
  zb_words_bind (widget_class);
}

static void
zb_outbox_page_init (ZbOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
