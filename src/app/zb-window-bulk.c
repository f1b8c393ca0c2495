/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is done to several alerts at once: a command for each, so that each is refused or accepted by itself.
 * Verdicts wait for five seconds as a single one does, and are taken back together.
 */
#include "zb-queue-view.h"
#include "zb-window-private.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* --- doing it --------------------------------------------------------------------------------- */

static ZbCommand *
submit_one (ZbWindow *self, const char *name, const char *id, GVariant *args)
{
  ZbAlert *alert = zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_ALERT, id);
  GVariantDict dict;

  if (!alert)
    return NULL;
  g_variant_dict_init (&dict, args);
  if (g_str_equal (name, "alert.verdict"))
    g_variant_dict_insert (&dict, "seen_occurrence", "x", alert->occurrences);
  return zb_window_submit (self, name, id, g_variant_dict_end (&dict));
}

static char *
describe (const char *name, GVariant *args, guint n)
{
  const char *verdict = NULL, *verb = zb_words_command (name);

  if (g_variant_lookup (args, "verdict", "&s", &verdict))
    verb = zb_words_choice (&zb_verdicts, zb_choices_parse (&zb_verdicts, verdict));
  return g_strdup_printf (ngettext ("%s: %u alert", "%s: %u alerts", n), verb, n);
}

/* A verdict waits for five seconds, during which all of them can be undone. */
static void
offer_undo (ZbWindow *self, const char *words, char **keys)
{
  AdwToast *toast = adw_toast_new ("");

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, words);
  adw_toast_set_button_label (toast, _ ("Undo"));
  adw_toast_set_action_name (toast, "outbox.withdraw-many");
  adw_toast_set_action_target_value (toast, g_variant_new_strv ((const char *const *)keys, -1));
  adw_toast_set_timeout (toast, 5);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

/**
 * zb_window_act_on_many:
 * @self: the window
 * @parameter: the name of a command, ids of alerts, what comes with it: (sasa{sv})
 *
 * Does the same to each of them.
 */
void
zb_window_act_on_many (ZbWindow *self, GVariant *parameter)
{
  const char *name;
  g_autofree const char **ids = NULL;
  g_autoptr (GVariant) args = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree char *words = NULL;
  g_auto (GStrv) keys = NULL;

  g_variant_get (parameter, "(&s^a&s@a{sv})", &name, &ids, &args);
  for (gsize i = 0; ids[i]; i++)
    {
      g_autoptr (ZbCommand) command = submit_one (self, name, ids[i], args);
      if (command)
        g_strv_builder_add (builder, zb_command_get_key (command));
    }
  keys = g_strv_builder_end (builder);
  if (!keys[0])
    return;
  words = describe (name, args, g_strv_length (keys));
  if (g_str_equal (name, "alert.verdict"))
    offer_undo (self, words, keys);
  else
    zb_window_say (self, words);
}

/**
 * zb_window_withdraw_many:
 * @self: the window
 * @parameter: the keys of commands: as
 *
 * Takes back those that are not on their way yet.
 */
void
zb_window_withdraw_many (ZbWindow *self, GVariant *parameter)
{
  g_autofree const char **keys = g_variant_get_strv (parameter, NULL);
  g_autofree char *words = NULL;
  guint n = 0, n_late = 0;

  for (gsize i = 0; keys[i]; i++)
    if (zb_desk_withdraw (self->desk, keys[i]))
      n++;
    else
      n_late++;
  if (n == 0)
    words = g_strdup (_ ("Too late: it is on its way to the platform"));
  else if (n_late == 0)
    words = g_strdup (_ ("Taken back; nothing was sent"));
  else
    words = g_strdup_printf (_ ("%u taken back; %u are on their way to the platform"), n, n_late);
  zb_window_say (self, words);
}

/* --- keys ---------------------------------------------------------------------------------------- */

/* What the keys for one alert mean where several are chosen. */
static const struct
{
  const char *name, *argument, *act;
} meanings[] = {
  { "alert.claim", NULL, "claim" },       { "alert.verdict", "true", "true" },
  { "alert.verdict", "false", "false" },  { "alert.verdict", "undetermined", "undetermined" },
  { "pane.verdict", "test", "test" },     { "pane.snooze", "30", "snooze" },
  { "pane.choose-merge", NULL, "merge" }, { "pane.close", NULL, "close" },
};

static const char *
find_act (const ZbAction *row)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (g_str_equal (meanings[i].name, row->name) && g_strcmp0 (meanings[i].argument, row->argument) == 0)
      return meanings[i].act;
  return NULL;
}

static GtkWidget *
find_queue (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (ZB_IS_QUEUE_VIEW (widget))
    return zb_queue_view_has_several (ZB_QUEUE_VIEW (widget)) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child && !found;
       child = gtk_widget_get_next_sibling (child))
    found = find_queue (child);
  return found;
}

/**
 * zb_window_take_key_for_many:
 * @self: the window
 * @row: what a key is for
 *
 * Where several alerts are chosen in a queue on the screen, a key that acts on one acts on these.
 *
 * Returns: whether it did
 */
gboolean
zb_window_take_key_for_many (ZbWindow *self, const ZbAction *row)
{
  const char *act = find_act (row);
  const gboolean leaves = g_str_equal (row->name, "alert.deselect");
  GtkWidget *queue = act || leaves ? find_queue (GTK_WIDGET (self)) : NULL;

  if (!queue)
    return FALSE;
  if (leaves)
    gtk_widget_activate_action (queue, "queue.choose-none", NULL);
  else
    gtk_widget_activate_action (queue, "queue.bulk", "s", act);
  return TRUE;
}
