/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The heat map of alerts: asked of the platform, for the console does not hold what is long over, and told
 * with its period and how old it is. */
#include "zb-map-view-private.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/* A shift changes slowly, and the platform works out one question at a time. */
#define ASK_AGAIN_SECONDS 60

static const char *
words_of_period (guint hours)
{
  for (guint i = ZB_MAP_LAYER_HEAT_HOUR; i <= ZB_MAP_LAYER_HEAT_WEEK; i++)
    if (zb_map_layers_get_heat_hours (1u << i) == hours)
      return zb_map_layer_get_name (i);
  return "";
}

static void
say (ZbMapView *self, const char *words)
{
  gtk_label_set_label (self->heat_label, words);
  gtk_widget_set_visible (self->heat_legend, self->heat_hours > 0);
}

static void
take_density (ZbMapView *self, const ZbDensity *density)
{
  g_autofree char *time = zb_words_time (density->as_of);
  guint n = (guint)CLAMP (density->alerts, 0, G_MAXINT);
  /* Translators: a period, a count, a time of day */
  g_autofree char *words =
      g_strdup_printf (ngettext ("%s: %'u alert · as of %s", "%s: %'u alerts · as of %s", n),
                       words_of_period (self->heat_hours), n, time);
  self->heat_total = n;
  zb_heat_layer_set_density (self->heat, density);
  say (self, words);
}

static void
forget_answer (ZbMapView *self)
{
  if (self->heat_answer)
    g_signal_handlers_disconnect_by_data (self->heat_answer, self);
  g_clear_object (&self->heat_answer);
}

/* What was told before stays, with its time, where the next answer does not come. */
static void
on_answer (ZbMapView *self)
{
  ZbAnswerState state = zb_answer_get_state (self->heat_answer);
  g_autoptr (ZbDensity) density = NULL;
  if (state == ZB_ANSWER_PENDING)
    return;
  if (state == ZB_ANSWER_READY)
    density = g_list_model_get_item (zb_answer_get_items (self->heat_answer), 0);
  if (density)
    take_density (self, density);
  else if (self->heat_total == G_MAXUINT)
    say (self, _ ("The platform does not say where alerts were"));
  forget_answer (self);
  zb_map_view_tell_totals (self);
}

static void
ask (ZbMapView *self)
{
  forget_answer (self);
  if (!self->query || !self->heat_hours)
    return;
  self->heat_answer = zb_query_density (self->query, self->heat_hours, ZB_MODE_LIVE);
  g_signal_connect_swapped (self->heat_answer, "notify::state", G_CALLBACK (on_answer), self);
  on_answer (self);
}

static gboolean
ask_again (gpointer user_data)
{
  ZbMapView *self = user_data;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)) && !self->heat_answer)
    ask (self);
  return G_SOURCE_CONTINUE;
}

static void
begin (ZbMapView *self)
{
  g_autofree char *words = NULL;
  self->heat_total = G_MAXUINT;
  zb_heat_layer_set_density (self->heat, NULL);
  /* Translators: a period */
  words = g_strdup_printf (_ ("%s: asking the platform"), words_of_period (self->heat_hours));
  say (self, words);
  ask (self);
}

/* So many hours are to be shown, or 0 for no heat map. */
void
zb_map_view_show_heat (ZbMapView *self, guint hours)
{
  if (self->heat_hours == hours)
    return;
  self->heat_hours = hours;
  gtk_widget_set_visible (GTK_WIDGET (self->heat), hours > 0);
  g_clear_handle_id (&self->heat_source, g_source_remove);
  if (hours)
    self->heat_source = g_timeout_add_seconds (ASK_AGAIN_SECONDS, ask_again, self);
  begin (self);
}

/* Somebody else is at the desk, or nobody: also where it is asked in the same way, what was told to another
 * is not shown any more. */
void
zb_map_view_set_query (ZbMapView *self, ZbQuery *query)
{
  g_set_object (&self->query, query);
  begin (self);
}

/* How many alerts it is of, where that is known. */
guint
zb_map_view_count_heat (ZbMapView *self, ZbMapLayer layer)
{
  return zb_map_layers_get_heat_hours (1u << layer) == self->heat_hours ? self->heat_total : G_MAXUINT;
}

void
zb_map_view_stop_heat (ZbMapView *self)
{
  g_clear_handle_id (&self->heat_source, g_source_remove);
  forget_answer (self);
  g_clear_object (&self->query);
}
