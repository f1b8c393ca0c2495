/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert-history.h"

#include "zb-alert.h"
#include "zb-query.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbAlertHistory:
 *
 * What has happened to an alert, as the platform tells it: raised, raised again so often, claimed, snoozed.
 * It is asked for when the officer opens it, and again when the alert has changed, but not more often than
 * every three seconds.
 */
struct _ZbAlertHistory
{
  AdwBin parent_instance;
  ZbAlert *alert;
  ZbQuery *query;
  ZbAnswer *answer;
  GSignalGroup *alert_signals;
  GtkExpander *expander;
  GtkBox *lines;
  guint asking;
};

typedef enum
{
  PROP_ALERT = 1,
  PROP_QUERY,
} ZbAlertHistoryProperty;

static GParamSpec *properties[PROP_QUERY + 1];

G_DEFINE_FINAL_TYPE (ZbAlertHistory, zb_alert_history, ADW_TYPE_BIN)

#define NOT_MORE_OFTEN_THAN 3

/* --- words ------------------------------------------------------------------------------------ */

static const struct
{
  const char *what, *words;
} words[] = {
  { "raise", NC_ ("history", "Raised") },
  { "again", NC_ ("history", "Raised again") },
  { "worse", NC_ ("history", "Raised again, graver") },
  { "claim", NC_ ("history", "Claimed") },
  { "release", NC_ ("history", "Released") },
  { "lapse", NC_ ("history", "Claim ran out") },
  { "verdict", NC_ ("history", "Verdict") },
  { "merge", NC_ ("history", "Merged") },
  { "snooze", NC_ ("history", "Snoozed") },
  { "wake", NC_ ("history", "Woke") },
  { "case", NC_ ("history", "Joined a case") },
  { "close", NC_ ("history", "Closed") },
};

static const char *
words_of (const char *what)
{
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (words[i].what, what) == 0)
      return g_dpgettext2 (NULL, "history", words[i].words);
  return NULL;
}

static char *
describe (ZbAlertDeed *deed)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *time = zb_words_day_and_time (deed->at);

  g_string_append_printf (line, "%s · %s", time, words_of (deed->what));
  if (deed->by && *deed->by)
    g_string_append_printf (line, " · %s", deed->by);
  if (deed->why && *deed->why)
    g_string_append_printf (line, " · %s", deed->why);
  return g_string_free_and_steal (g_steal_pointer (&line));
}

/* The latest comes first. */
static char *
describe_repeats (gint64 last_at, gint64 first_at, guint n)
{
  g_autofree char *last = zb_words_day_and_time (last_at);
  g_autofree char *first = zb_words_time (first_at);

  /* Translators: when it was raised last; how often; when for the first of these times */
  return g_strdup_printf (C_ ("history", "%s · Raised again ×%u, since %s"), last, n, first);
}

static gboolean
is_repeat (ZbAlertDeed *deed)
{
  return g_strcmp0 (deed->what, "again") == 0;
}

/**
 * zb_alert_history_describe:
 * @deeds: a list of #ZbAlertDeed, the latest first
 *
 * Returns: (transfer full): a line for each, and one for repeats that follow each other
 */
char **
zb_alert_history_describe (GListModel *deeds)
{
  const guint n_deeds = g_list_model_get_n_items (deeds);
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();

  for (guint i = 0; i < n_deeds; i++)
    {
      g_autoptr (ZbAlertDeed) deed = g_list_model_get_item (deeds, i);
      gint64 first_at = deed->at;
      guint n = 1;
      for (; is_repeat (deed) && i + 1 < n_deeds; i++, n++)
        {
          g_autoptr (ZbAlertDeed) next = g_list_model_get_item (deeds, i + 1);
          if (!is_repeat (next))
            break;
          first_at = next->at;
        }
      if (n > 1)
        g_strv_builder_take (lines, describe_repeats (deed->at, first_at, n));
      else if (words_of (deed->what))
        g_strv_builder_take (lines, describe (deed));
    }
  return g_strv_builder_end (lines);
}

/* --- what is shown ------------------------------------------------------------------------------ */

static void
add_line (ZbAlertHistory *self, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "zb-caption");
  gtk_widget_add_css_class (label, "zb-t2");
  gtk_box_append (self->lines, label);
}

static void
clear (ZbAlertHistory *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->lines))))
    gtk_box_remove (self->lines, child);
}

static void
on_answer (ZbAlertHistory *self)
{
  const ZbAnswerState state = zb_answer_get_state (self->answer);
  g_auto (GStrv) lines = NULL;

  if (state == ZB_ANSWER_PENDING)
    return;
  clear (self);
  if (state == ZB_ANSWER_FAILED)
    {
      add_line (self, zb_words_problem (zb_answer_get_problem (self->answer)));
      return;
    }
  lines = zb_alert_history_describe (zb_answer_get_items (self->answer));
  for (guint i = 0; lines[i]; i++)
    add_line (self, lines[i]);
}

static void
forget_answer (ZbAlertHistory *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_data (self->answer, self);
  g_clear_object (&self->answer);
}

static gboolean
ask_again (gpointer data)
{
  ZbAlertHistory *self = data;

  self->asking = 0;
  if (!self->alert || !self->query || !gtk_expander_get_expanded (self->expander))
    return G_SOURCE_REMOVE;
  forget_answer (self);
  self->answer = zb_query_history (self->query, ZB_ENTITY (self->alert)->id);
  g_signal_connect_swapped (self->answer, "notify::state", G_CALLBACK (on_answer), self);
  on_answer (self);
  return G_SOURCE_REMOVE;
}

/* Another alert, or one that is opened, is asked about at once. */
static void
ask (ZbAlertHistory *self)
{
  g_clear_handle_id (&self->asking, g_source_remove);
  forget_answer (self);
  clear (self);
  ask_again (self);
}

static void
on_alert_changed (ZbAlertHistory *self)
{
  if (!self->asking && gtk_expander_get_expanded (self->expander))
    self->asking = g_timeout_add_seconds (NOT_MORE_OFTEN_THAN, ask_again, self);
}

/* --- GObject ------------------------------------------------------------------------------------- */

static void
set_alert (ZbAlertHistory *self, ZbAlert *alert)
{
  if (!g_set_object (&self->alert, alert))
    return;
  g_signal_group_set_target (self->alert_signals, alert);
  ask (self);
}

static void
zb_alert_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbAlertHistory *self = ZB_ALERT_HISTORY (object);

  switch ((ZbAlertHistoryProperty)id)
    {
    case PROP_ALERT:
      g_value_set_object (value, self->alert);
      break;
    case PROP_QUERY:
      g_value_set_object (value, self->query);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_alert_history_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbAlertHistory *self = ZB_ALERT_HISTORY (object);

  switch ((ZbAlertHistoryProperty)id)
    {
    case PROP_ALERT:
      set_alert (self, g_value_get_object (value));
      break;
    case PROP_QUERY:
      if (g_set_object (&self->query, g_value_get_object (value)))
        ask (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_alert_history_dispose (GObject *object)
{
  ZbAlertHistory *self = ZB_ALERT_HISTORY (object);

  g_clear_handle_id (&self->asking, g_source_remove);
  forget_answer (self);
  if (self->alert_signals)
    g_signal_group_set_target (self->alert_signals, NULL);
  g_clear_object (&self->alert_signals);
  g_clear_object (&self->alert);
  g_clear_object (&self->query);
  G_OBJECT_CLASS (zb_alert_history_parent_class)->dispose (object);
}

static void
zb_alert_history_class_init (ZbAlertHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_alert_history_get_property;
  object_class->set_property = zb_alert_history_set_property;
  object_class->dispose = zb_alert_history_dispose;
  properties[PROP_ALERT] = g_param_spec_object ("alert", NULL, NULL, ZB_TYPE_ALERT, flags);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_alert_history_init (ZbAlertHistory *self)
{
  self->lines = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 4));
  gtk_widget_set_margin_top (GTK_WIDGET (self->lines), 6);
  self->expander = GTK_EXPANDER (gtk_expander_new (_ ("History")));
  gtk_widget_add_css_class (GTK_WIDGET (self->expander), "zb-dense");
  gtk_expander_set_child (self->expander, GTK_WIDGET (self->lines));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->expander));
  self->alert_signals = g_signal_group_new (ZB_TYPE_ALERT);
  g_signal_group_connect_swapped (self->alert_signals, "notify::version", G_CALLBACK (on_alert_changed),
                                  self);
  g_signal_connect_swapped (self->expander, "notify::expanded", G_CALLBACK (ask), self);
}
