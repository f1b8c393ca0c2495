/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-outbox-page.h"

#include "zb-outbox-groups.h"
#include "zb-outbox-words.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbOutboxPage:
 *
 * What the officer has done and the platform has not confirmed, by what it was done to: each command with its
 * state in words and why, and what can be done about it (`outbox.withdraw`, `outbox.withdraw-all`,
 * `outbox.confirm`, `outbox.retry`, `outbox.copy`). Of what other officers have left at this seat it says how
 * much it is and nothing else.
 */
struct _ZbOutboxPage
{
  ZbPage parent_instance;
  ZbWorld *world;
  ZbOutboxGroups *groups;
  AdwToggleGroup *filter;
  char *others_line;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_COMMANDS,
  PROP_FACE,
  PROP_OTHERS_LINE,
} ZbOutboxPageProperty;

static GParamSpec *properties[PROP_OTHERS_LINE + 1];

G_DEFINE_FINAL_TYPE (ZbOutboxPage, zb_outbox_page, ZB_TYPE_PAGE)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

static GListModel *
get_commands (ZbOutboxPage *self)
{
  return self->groups ? zb_outbox_groups_get_model (self->groups) : NULL;
}

static const char *
get_face (ZbOutboxPage *self)
{
  if (!self->groups || zb_outbox_groups_count (self->groups, ZB_OUTBOX_ALL) == 0)
    return "empty";
  return g_list_model_get_n_items (get_commands (self)) > 0 ? "list" : "none";
}

static void
update_face (ZbOutboxPage *self)
{
  NOTIFY (self, PROP_FACE);
}

/* Each name says how many of that kind there are, so that nobody has to look behind it. */
static void
update_counts (ZbOutboxPage *self)
{
  static const struct
  {
    const char *name;
    ZbOutboxFilter filter;
    const char *words;
  } filters[] = { { "all", ZB_OUTBOX_ALL, NC_ ("outbox", "All") },
                  { "waiting", ZB_OUTBOX_WAITING, NC_ ("outbox", "Waiting") },
                  { "asking", ZB_OUTBOX_ASKING, NC_ ("outbox", "To be confirmed") },
                  { "refused", ZB_OUTBOX_REFUSED, NC_ ("outbox", "Refused") } };

  for (gsize i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      const guint n = self->groups ? zb_outbox_groups_count (self->groups, filters[i].filter) : 0;
      const char *words = g_dpgettext2 (NULL, "outbox", filters[i].words);
      g_autofree char *label = n > 0 ? g_strdup_printf ("%s %u", words, n) : g_strdup (words);
      adw_toggle_set_label (adw_toggle_group_get_toggle_by_name (self->filter, filters[i].name), label);
    }
}

static void
on_pending_changed (ZbOutboxPage *self)
{
  update_counts (self);
  update_face (self);
}

static void
update_others (ZbOutboxPage *self)
{
  const guint n = self->world ? zb_world_get_others_waiting (self->world) : 0;
  g_autofree char *line = g_strdup_printf (
      ngettext ("%u more of another officer waits at this seat; it is sent when that officer signs in",
                "%u more of other officers wait at this seat; each is sent when that officer signs in", n),
      n);

  if (g_set_str (&self->others_line, n > 0 ? line : NULL))
    NOTIFY (self, PROP_OTHERS_LINE);
}

static void
on_filter (ZbOutboxPage *self)
{
  const char *name = adw_toggle_group_get_active_name (self->filter);
  const ZbOutboxFilter filter = g_strcmp0 (name, "waiting") == 0   ? ZB_OUTBOX_WAITING
                                : g_strcmp0 (name, "asking") == 0  ? ZB_OUTBOX_ASKING
                                : g_strcmp0 (name, "refused") == 0 ? ZB_OUTBOX_REFUSED
                                                                   : ZB_OUTBOX_ALL;

  if (self->groups)
    zb_outbox_groups_set_filter (self->groups, filter);
  update_face (self);
}

static void
leave_world (ZbOutboxPage *self)
{
  if (self->world)
    g_signal_handlers_disconnect_by_data (self->world, self);
  g_clear_object (&self->groups);
  g_clear_object (&self->world);
}

static void
zb_outbox_page_set_world (ZbOutboxPage *self, ZbWorld *world)
{
  if (self->world == world)
    return;
  leave_world (self);
  if (world)
    {
      self->world = g_object_ref (world);
      self->groups = zb_outbox_groups_new (world);
      g_signal_connect_object (world, "pending-changed", G_CALLBACK (on_pending_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (world, "notify::others-waiting", G_CALLBACK (update_others), self,
                               G_CONNECT_SWAPPED);
      on_filter (self);
    }
  NOTIFY (self, PROP_COMMANDS);
  on_pending_changed (self);
  update_others (self);
}

/* --- closures --------------------------------------------------------------------------- */

static char *
command_verb (gpointer item, ZbCommand *command)
{
  return g_strdup (command ? zb_words_command (zb_command_get_name (command)) : "");
}

static char *
command_subject (gpointer item, ZbCommand *command)
{
  return command ? zb_outbox_words_name_subject (command) : g_strdup ("");
}

static char *
command_state (gpointer item, ZbCommand *command, int state, gpointer problem)
{
  return command ? zb_outbox_words_describe_state (command) : g_strdup ("");
}

static char *
command_icon (gpointer item, int state)
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

static char **
command_style (gpointer item, int state)
{
  return g_strsplit (state == ZB_COMMAND_REFUSED ? "zb-dense zb-urgent" : "zb-dense zb-warn", " ", -1);
}

static gboolean
can_withdraw (gpointer item, int state)
{
  ZbCommand *command = gtk_list_item_get_item (item);

  return command && zb_command_can_be_withdrawn (command);
}

static gboolean
can_give_up (gpointer item, int state)
{
  ZbCommand *command = gtk_list_item_get_item (item);

  return command && zb_command_can_be_given_up (command);
}

static gboolean
is_asking (gpointer item, int state)
{
  return state == ZB_COMMAND_ASKING;
}

static gboolean
is_refused (gpointer item, int state)
{
  return state == ZB_COMMAND_REFUSED;
}

static gboolean
has_several (gpointer item, guint n)
{
  return n > 1;
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

static void
on_retry (GtkListItem *item, GtkWidget *button)
{
  act_on (item, button, "outbox.retry");
}

static void
on_copy (GtkListItem *item, GtkWidget *button)
{
  act_on (item, button, "outbox.copy");
}

static void
on_withdraw_all (GtkListHeader *header, GtkWidget *button)
{
  ZbCommand *command = gtk_list_header_get_item (header);
  const char *subject = command ? zb_command_get_subject (command) : NULL;

  if (command)
    gtk_widget_activate_action (button, "outbox.withdraw-all", "s", subject ? subject : "");
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
      g_value_set_object (value, get_commands (self));
      break;
    case PROP_FACE:
      g_value_set_static_string (value, get_face (self));
      break;
    case PROP_OTHERS_LINE:
      g_value_set_string (value, self->others_line);
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
    case PROP_OTHERS_LINE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_outbox_page_dispose (GObject *object)
{
  ZbOutboxPage *self = ZB_OUTBOX_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_OUTBOX_PAGE);
  leave_world (self);
  G_OBJECT_CLASS (zb_outbox_page_parent_class)->dispose (object);
}

static void
zb_outbox_page_finalize (GObject *object)
{
  g_free (ZB_OUTBOX_PAGE (object)->others_line);
  G_OBJECT_CLASS (zb_outbox_page_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_WORLD] =
      g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags | G_PARAM_READWRITE);
  properties[PROP_COMMANDS] =
      g_param_spec_object ("commands", NULL, NULL, G_TYPE_LIST_MODEL, flags | G_PARAM_READABLE);
  properties[PROP_FACE] = g_param_spec_string ("face", NULL, NULL, NULL, flags | G_PARAM_READABLE);
  properties[PROP_OTHERS_LINE] =
      g_param_spec_string ("others-line", NULL, NULL, NULL, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_outbox_page_class_init (ZbOutboxPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_outbox_page_get_property;
  object_class->set_property = zb_outbox_page_set_property;
  object_class->dispose = zb_outbox_page_dispose;
  object_class->finalize = zb_outbox_page_finalize;
  install_properties (object_class);
  g_type_ensure (ZB_TYPE_COMMAND);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/outbox-page.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbOutboxPage, filter);
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (command_verb);
  BIND (command_subject);
  BIND (command_state);
  BIND (command_icon);
  BIND (command_style);
  BIND (can_withdraw);
  BIND (can_give_up);
  BIND (is_asking);
  BIND (is_refused);
  BIND (has_several);
  BIND (on_filter);
  BIND (on_withdraw);
  BIND (on_withdraw_all);
  BIND (on_confirm);
  BIND (on_retry);
  BIND (on_copy);
#undef BIND
  zb_words_bind (widget_class);
}

static void
zb_outbox_page_init (ZbOutboxPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update_counts (self);
}
