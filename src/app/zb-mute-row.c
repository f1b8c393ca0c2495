/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-mute-row.h"

#include "zb-choices.h"
#include "zb-mutes.h"
#include "zb-now.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbMuteRow:
 *
 * One severity: whether it sounds or until when it is muted, and buttons that mute it for a while.
 */
struct _ZbMuteRow
{
  AdwBin parent_instance;
  GtkWidget *state;
  GtkWidget *quarter, *hour, *shift, *sound;
  GSettings *settings;
  int severity;
};

typedef enum
{
  PROP_SEVERITY = 1,
} ZbMuteRowProperty;

static GParamSpec *properties[PROP_SEVERITY + 1];

G_DEFINE_FINAL_TYPE (ZbMuteRow, zb_mute_row, ADW_TYPE_BIN)

/* What the settings say of a severity, in the order of the key's choices. */
static const char *
words_of_repeat (ZbMuteRow *self)
{
  static const char *const words[] = { NC_ ("sound", "Silent"), NC_ ("sound", "Sounds once"),
                                       NC_ ("sound", "Sounds every 5 s"), NC_ ("sound", "Sounds every 15 s"),
                                       NC_ ("sound", "Sounds every minute") };
  g_autofree char *key = g_strconcat ("sound-", zb_choices_nick (&zb_severities, self->severity), NULL);
  const int choice = g_settings_get_enum (self->settings, key);

  return g_dpgettext2 (NULL, "sound", words[CLAMP (choice, 0, (int)G_N_ELEMENTS (words) - 1)]);
}

static void
update (ZbMuteRow *self)
{
  const gint64 until = zb_mutes_get_until (self->settings, self->severity, zb_now ());
  g_autofree char *time = until > 0 ? zb_words_time (until) : NULL;
  g_autofree char *words =
      until > 0 ? g_strdup_printf (_ ("Muted until %s"), time) : g_strdup (words_of_repeat (self));

  gtk_label_set_text (GTK_LABEL (self->state), words);
  gtk_widget_set_visible (self->sound, until > 0);
  if (until > 0)
    gtk_widget_add_css_class (self->state, "zb-warn");
  else
    gtk_widget_remove_css_class (self->state, "zb-warn");
}

/* A screen reader says of which severity a button is. */
static void
target (ZbMuteRow *self, GtkWidget *button, guint minutes)
{
  g_autofree char *name =
      g_strdup_printf (C_ ("severity and button", "%s: %s"), zb_words_severity (self->severity),
                       gtk_button_get_label (GTK_BUTTON (button)));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "app.mute");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(su)",
                                    zb_choices_nick (&zb_severities, self->severity), minutes);
}

/**
 * zb_mute_row_set_settings:
 * @self: a row
 * @settings: the console's
 */
void
zb_mute_row_set_settings (ZbMuteRow *self, GSettings *settings)
{
  g_return_if_fail (ZB_IS_MUTE_ROW (self));
  g_set_object (&self->settings, settings);
  g_signal_connect_object (settings, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
zb_mute_row_constructed (GObject *object)
{
  ZbMuteRow *self = ZB_MUTE_ROW (object);

  G_OBJECT_CLASS (zb_mute_row_parent_class)->constructed (object);
  target (self, self->quarter, 15);
  target (self, self->hour, 60);
  target (self, self->shift, ZB_MUTES_SHIFT);
  target (self, self->sound, 0);
}

static void
zb_mute_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbMuteRowProperty)id)
    {
    case PROP_SEVERITY:
      g_value_set_int (value, ZB_MUTE_ROW (object)->severity);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_mute_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbMuteRowProperty)id)
    {
    case PROP_SEVERITY:
      ZB_MUTE_ROW (object)->severity = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_mute_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_MUTE_ROW);
  g_clear_object (&ZB_MUTE_ROW (object)->settings);
  G_OBJECT_CLASS (zb_mute_row_parent_class)->dispose (object);
}

static void
zb_mute_row_class_init (ZbMuteRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = zb_mute_row_constructed;
  object_class->get_property = zb_mute_row_get_property;
  object_class->set_property = zb_mute_row_set_property;
  object_class->dispose = zb_mute_row_dispose;
  /**
   * ZbMuteRow:severity:
   *
   * A #ZbSeverity that can be muted.
   */
  properties[PROP_SEVERITY] =
      g_param_spec_int ("severity", NULL, NULL, ZB_SEVERITY_LOW, ZB_SEVERITY_HIGH, ZB_SEVERITY_LOW,
                        G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/mute-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbMuteRow, state);
  gtk_widget_class_bind_template_child (widget_class, ZbMuteRow, quarter);
  gtk_widget_class_bind_template_child (widget_class, ZbMuteRow, hour);
  gtk_widget_class_bind_template_child (widget_class, ZbMuteRow, shift);
  gtk_widget_class_bind_template_child (widget_class, ZbMuteRow, sound);
  zb_words_bind (widget_class);
}

static void
zb_mute_row_init (ZbMuteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
