/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-drill-bar.h"

#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>

#define REFRESH_MS 1000

/**
 * ZbDrillBar:
 *
 * What stands above the desk while a drill is on: that it is one, how far it has come, what was said last,
 * and for whoever leads it, what they can do. An urgent alert that is real breaks in, and stays until
 * somebody has taken it.
 */
struct _ZbDrillBar
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbDrill *drill;
  ZbAlert *urgent;
  guint timer;
  GtkWidget *leading, *urgent_row, *pause_button, *resume_button;
  GtkLabel *title, *clock, *asked, *news, *urgent_title;
  GtkEditable *message;
  GtkWidget *inject_button;
  AdwToggleGroup *shown;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
  PROP_DRILL,
  PROP_URGENT,
} ZbDrillBarProperty;

static GParamSpec *properties[PROP_URGENT + 1];

G_DEFINE_FINAL_TYPE (ZbDrillBar, zb_drill_bar, ADW_TYPE_BIN)

/* --- what it says --------------------------------------------------------------------------------- */

static char *
format_clock (const ZbDrill *drill)
{
  const gint64 seconds = zb_drill_get_clock (drill, zb_now ()) / 1000;
  g_autofree char *time =
      g_strdup_printf ("%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, seconds / 60, seconds % 60);

  if (drill->state == ZB_DRILL_PAUSED)
    /* TRANSLATORS: how far a drill has come, and how long its script is */
    return g_strdup_printf (_ ("%1$s of %2$d min · paused"), time, (int)drill->minutes);
  if (drill->speed > 1)
    return g_strdup_printf (_ ("%1$s of %2$d min · ×%3$d"), time, (int)drill->minutes, (int)drill->speed);
  return g_strdup_printf (_ ("%1$s of %2$d min"), time, (int)drill->minutes);
}

/* Words are kept from a wall. */
static char *
format_news (const ZbDrill *drill)
{
  const ZbDrillNews *last =
      drill->news && drill->news->len > 0 ? drill->news->pdata[drill->news->len - 1] : NULL;

  if (!last)
    return g_strdup (drill->summary ? drill->summary : "");
  if (g_strcmp0 (last->what, "camera_lost") != 0)
    return g_strdup (last->text ? last->text : "");
  if (!last->text)
    return g_strdup (_ ("The line of a camera is lost"));
  return g_strdup_printf (_ ("The line of camera %s is lost"), last->text);
}

static void
add_part (GStrvBuilder *parts, guint n, const char *words)
{
  if (n > 0)
    g_strv_builder_take (parts, g_strdup_printf (words, n));
}

/* What there is to do now, the first first. */
static char *
format_asked (ZbDrillBar *self)
{
  const ZbDrillAsked asked = zb_drill_count_asked (self->world, self->drill, ZB_ENTITY (self->account)->id);
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();

  add_part (parts, asked.n_unclaimed, _ ("%u to claim"));
  add_part (parts, asked.n_mine, _ ("%u of mine to judge"));
  add_part (parts, asked.n_undispatched, _ ("%u to dispatch"));
  g_auto (GStrv) all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

static void
say (ZbDrillBar *self)
{
  g_autofree char *asked = format_asked (self);
  g_autofree char *clock = format_clock (self->drill), *news = format_news (self->drill);
  const gboolean paused = self->drill->state == ZB_DRILL_PAUSED;

  gtk_label_set_text (self->title, self->drill->title ? self->drill->title : "");
  gtk_label_set_text (self->clock, clock);
  gtk_label_set_text (self->news, news);
  gtk_label_set_text (self->asked, asked);
  gtk_widget_set_visible (GTK_WIDGET (self->asked), *asked != '\0');
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->news), *news ? news : NULL);
  gtk_widget_set_visible (self->leading, zb_drill_is_leader (self->account));
  gtk_widget_set_visible (self->pause_button, !paused);
  gtk_widget_set_visible (self->resume_button, paused);
}

static void
say_urgent (ZbDrillBar *self)
{
  g_autofree char *words = NULL;

  gtk_widget_set_visible (self->urgent_row, self->urgent != NULL);
  if (!self->urgent)
    return;
  /* TRANSLATORS: an alert's title and its place, while a drill is on */
  words = g_strdup_printf (_ ("This is real: %1$s · %2$s"), self->urgent->title ? self->urgent->title : "",
                           self->urgent->place ? self->urgent->place : "");
  gtk_label_set_text (self->urgent_title, words);
}

static void
set_drill (ZbDrillBar *self, ZbDrill *drill)
{
  if (!g_set_object (&self->drill, drill))
    return;
  /* The queue shows everything again; a filter that outlasts the drill would hide what is real. */
  if (!drill)
    adw_toggle_group_set_active_name (self->shown, "all");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DRILL]);
}

/* What is real is shown whatever the queue was set to. */
static void
set_urgent (ZbDrillBar *self, ZbAlert *urgent)
{
  if (!g_set_object (&self->urgent, urgent))
    return;
  if (urgent)
    adw_toggle_group_set_active_name (self->shown, "all");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_URGENT]);
}

/**
 * zb_drill_bar_refresh:
 * @self: the bar
 *
 * Looks at the world now; it does so by itself once a second.
 */
void
zb_drill_bar_refresh (ZbDrillBar *self)
{
  ZbDrill *drill = zb_drill_find_mine (self->world, self->account);
  ZbAlert *urgent = drill ? zb_drill_find_live_urgent (self->world) : NULL;

  set_drill (self, drill);
  set_urgent (self, urgent);
  if (drill)
    say (self);
  say_urgent (self);
  gtk_revealer_set_reveal_child (GTK_REVEALER (adw_bin_get_child (ADW_BIN (self))), drill != NULL);
}

static gboolean
on_timer (gpointer data)
{
  zb_drill_bar_refresh (data);
  return G_SOURCE_CONTINUE;
}

/* --- what can be done -------------------------------------------------------------------------------- */

static void
submit (ZbDrillBar *self, const char *name, GVariant *args)
{
  if (self->drill)
    gtk_widget_activate_action (GTK_WIDGET (self), "command.submit", "(ss@a{sv})", name,
                                ZB_ENTITY (self->drill)->id, args);
  else
    g_variant_unref (g_variant_ref_sink (args));
}

static GVariant *
nothing (void)
{
  return g_variant_new ("a{sv}", NULL);
}

static void
act_pause (GtkWidget *widget, const char *name, GVariant *parameter)
{
  submit (ZB_DRILL_BAR (widget), "drill.pause", nothing ());
}

static void
act_resume (GtkWidget *widget, const char *name, GVariant *parameter)
{
  submit (ZB_DRILL_BAR (widget), "drill.resume", nothing ());
}

static void
on_end (ZbDrillBar *self, const char *answer)
{
  if (g_str_equal (answer, "end"))
    submit (self, "drill.end", nothing ());
}

static void
act_end (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AdwDialog *dialog = adw_alert_dialog_new (
      _ ("End the drill?"), _ ("What is open in it is closed for everybody. The debrief stays."));

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "end", _ ("_End"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "end", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_end), widget, G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, widget);
}

static GVariant *
make_step (const char *what, const char *text, gint64 seconds)
{
  GVariantDict step, args;

  g_variant_dict_init (&step, NULL);
  g_variant_dict_insert (&step, "what", "s", what);
  if (text && *text)
    g_variant_dict_insert (&step, "text", "s", text);
  if (seconds > 0)
    g_variant_dict_insert (&step, "seconds", "x", seconds);
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert_value (&args, "step", g_variant_dict_end (&step));
  return g_variant_dict_end (&args);
}

/* "message" takes what was typed; "late" is five minutes. */
static void
act_inject (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbDrillBar *self = ZB_DRILL_BAR (widget);
  const char *what = g_variant_get_string (parameter, NULL);
  const gboolean says = g_str_equal (what, "message");
  const char *text = says ? gtk_editable_get_text (self->message) : NULL;

  if (says && !*text)
    return;
  submit (self, "drill.inject", make_step (what, text, g_str_equal (what, "late") ? 300 : 0));
  gtk_editable_set_text (self->message, "");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->inject_button));
}

static void
on_message_activated (ZbDrillBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "drill-bar.inject", "s", "message");
}

static void
on_shown_chosen (ZbDrillBar *self)
{
  const char *name = adw_toggle_group_get_active_name (self->shown);

  if (name)
    gtk_widget_activate_action (GTK_WIDGET (self), "alert.mode", "s", name);
}

/* --- GObject ------------------------------------------------------------------------------------------ */

/**
 * zb_drill_bar_get_drill:
 * @self: the bar
 *
 * Returns: (transfer none) (nullable): the drill that is on
 */
ZbDrill *
zb_drill_bar_get_drill (ZbDrillBar *self)
{
  return self->drill;
}

/**
 * zb_drill_bar_get_urgent:
 * @self: the bar
 *
 * Returns: (transfer none) (nullable): the urgent alert that breaks in
 */
ZbAlert *
zb_drill_bar_get_urgent (ZbDrillBar *self)
{
  return self->urgent;
}

static void
zb_drill_bar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbDrillBar *self = ZB_DRILL_BAR (object);

  switch ((ZbDrillBarProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, self->world);
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, self->account);
      break;
    case PROP_DRILL:
      g_value_set_object (value, self->drill);
      break;
    case PROP_URGENT:
      g_value_set_object (value, self->urgent);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_drill_bar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbDrillBar *self = ZB_DRILL_BAR (object);

  switch ((ZbDrillBarProperty)id)
    {
    case PROP_WORLD:
      g_set_object (&self->world, g_value_get_object (value));
      break;
    case PROP_ACCOUNT:
      g_set_object (&self->account, g_value_get_object (value));
      break;
    case PROP_DRILL:
    case PROP_URGENT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  zb_drill_bar_refresh (self);
}

static void
zb_drill_bar_dispose (GObject *object)
{
  ZbDrillBar *self = ZB_DRILL_BAR (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_DRILL_BAR);
  g_clear_object (&self->drill);
  g_clear_object (&self->urgent);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_drill_bar_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbDrillBar, name)
  CHILD (leading);
  CHILD (urgent_row);
  CHILD (pause_button);
  CHILD (resume_button);
  CHILD (inject_button);
  CHILD (title);
  CHILD (clock);
  CHILD (asked);
  CHILD (news);
  CHILD (urgent_title);
  CHILD (message);
  CHILD (shown);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_message_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_shown_chosen);
}

static void
zb_drill_bar_class_init (ZbDrillBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_drill_bar_get_property;
  object_class->set_property = zb_drill_bar_set_property;
  object_class->dispose = zb_drill_bar_dispose;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, flags);
  properties[PROP_DRILL] = g_param_spec_object ("drill", NULL, NULL, ZB_TYPE_DRILL, read);
  properties[PROP_URGENT] = g_param_spec_object ("urgent", NULL, NULL, ZB_TYPE_ALERT, read);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_install_action (widget_class, "drill-bar.pause", NULL, act_pause);
  gtk_widget_class_install_action (widget_class, "drill-bar.resume", NULL, act_resume);
  gtk_widget_class_install_action (widget_class, "drill-bar.end", NULL, act_end);
  gtk_widget_class_install_action (widget_class, "drill-bar.inject", "s", act_inject);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/drills/drill-bar.ui");
  bind_template (widget_class);
}

static void
zb_drill_bar_init (ZbDrillBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->timer = g_timeout_add (REFRESH_MS, on_timer, self);
}
