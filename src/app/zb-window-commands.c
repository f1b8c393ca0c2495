/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a command leaves the window, and what the officer is told of it: what the guards would
 * refuse is not sent but said at once, and what the platform refuses is said when it does.
 */
#include "zb-alert-machine.h"
#include "zb-assignment.h"
#include "zb-drill.h"
#include "zb-window-private.h"
#include "zb-words.h"
#include "zb-zone.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

/* What is done to an assignment is told by the name of its case. */
static const char *
title_of (ZbWorld *world, const char *subject)
{
  ZbAssignment *assignment = zb_world_lookup (world, ZB_KIND_ASSIGNMENT, subject);
  const char *id = assignment ? assignment->case_id : subject;
  ZbAlert *alert = zb_world_lookup (world, ZB_KIND_ALERT, id);
  ZbCase *a_case = alert ? NULL : zb_world_lookup (world, ZB_KIND_CASE, id);
  ZbZone *zone = alert || a_case ? NULL : zb_world_lookup (world, ZB_KIND_ZONE, id);

  return alert ? alert->title : a_case ? a_case->title : zone ? zone->name : NULL;
}

/* The guards of the machine that the platform asks, too. Where something waits already, the alert
 * is not as it will be when this command comes to it: the platform decides. */
static ZbProblem *
ask_guard (ZbWindow *self, const char *name, const char *subject, GVariant *args)
{
  ZbWorld *world = zb_desk_get_world (self->desk);
  ZbAlert *alert = zb_world_lookup (world, ZB_KIND_ALERT, subject);
  ZbAlertArgs given = { 0 };
  ZbAlertContext context = { 0 };
  const char *of_case = NULL;
  ZbActor actor;
  int verb;

  if (!alert || !g_str_has_prefix (name, "alert.") || zb_world_find_command (world, subject))
    return NULL;
  verb = zb_choices_parse (&zb_alert_verbs, name + strlen ("alert."));
  if (verb <= 0)
    return NULL;
  g_variant_lookup (args, "take_over", "&s", &given.take_over);
  if (!g_variant_lookup (args, "case", "&s", &of_case))
    of_case = alert->case_id;
  context.of_case = zb_world_lookup (world, ZB_KIND_CASE, of_case);
  actor = zb_desk_get_actor (self->desk, zb_drill_cover (alert, alert->area));
  return zb_alert_guard (alert, (ZbAlertVerb)verb, given.take_over ? &given : NULL, &actor, &context);
}

/* Who was quicker is told by name. */
static char *
describe_refusal (ZbProblem *problem)
{
  const ZbClaim *claim = problem && problem->status == 423 ? problem->claim : NULL;

  return claim && claim->by_name ? g_strdup_printf (_ ("%s has claimed it."), claim->by_name)
                                 : g_strdup (zb_words_problem (problem));
}

static void
say_refused (ZbWindow *self, const char *name, ZbProblem *problem)
{
  g_autofree char *why = describe_refusal (problem);
  g_autofree char *words =
      g_strdup_printf (C_ ("command and why it was refused", "%s: %s"), zb_words_command (name), why);

  zb_window_say (self, words);
}

/* --- what is held because somebody has taken the alert meanwhile -------------------------------------- */

static void
on_still (AdwAlertDialog *dialog, const char *answer, ZbWindow *self)
{
  const char *key = g_object_get_data (G_OBJECT (dialog), "key");

  if (g_str_equal (answer, "send"))
    zb_desk_confirm (self->desk, key);
  else if (g_str_equal (answer, "withdraw"))
    zb_desk_withdraw (self->desk, key);
}

static void
ask_still (ZbWindow *self, ZbCommand *command, const ZbAlert *alert)
{
  const char *who = alert->claim && alert->claim->by_name ? alert->claim->by_name : _ ("Another officer");
  const char *verb = zb_words_command (zb_command_get_name (command));
  const gboolean sent = zb_command_get_was_sent (command);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));

  adw_alert_dialog_format_heading (dialog, _ ("%s has “%s” in hand now"), who, alert->title);
  /* Translators: the name of a command, such as "Verdict" */
  adw_alert_dialog_format_body (dialog,
                                sent ? _ ("“%s” was sent, and no answer came. Send it again?")
                                     : _ ("“%s” was not sent yet. Send it still?"),
                                verb);
  adw_alert_dialog_add_responses (dialog, "later", _ ("Decide later"), "withdraw",
                                  sent ? _ ("Do not send it again") : _ ("Take it back"), "send",
                                  sent ? _ ("Send it again") : _ ("Send it still"), NULL);
  adw_alert_dialog_set_close_response (dialog, "later");
  adw_alert_dialog_set_default_response (dialog, "later");
  g_object_set_data_full (G_OBJECT (dialog), "key", g_strdup (zb_command_get_key (command)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_still), self, G_CONNECT_DEFAULT);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

/* What sends people and has waited is asked about where it waits. */
static void
on_asking (ZbWindow *self, ZbCommand *command)
{
  ZbAlert *alert =
      zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_ALERT, zb_command_get_subject (command));

  if (alert && zb_window_is_open (self))
    ask_still (self, command, alert);
}

/* --- what becomes of commands ---------------------------------------------------------------------- */

static void
on_refused (ZbWindow *self, ZbCommand *command)
{
  if (!g_hash_table_add (self->told, g_strdup (zb_command_get_key (command))))
    return;
  if (!zb_window_compare_edit (self, command))
    say_refused (self, zb_command_get_name (command), zb_command_get_problem (command));
}

static void
on_command_state (ZbCommand *command, GParamSpec *pspec, ZbWindow *self)
{
  const ZbCommandState state = zb_command_get_state (command);

  if (state == ZB_COMMAND_REFUSED)
    on_refused (self, command);
  else if (state == ZB_COMMAND_ASKING)
    on_asking (self, command);
}

#define WATCHED "zb-watched"

static void
watch (ZbWindow *self, ZbCommand *command)
{
  if (g_object_get_data (G_OBJECT (command), WATCHED) == self)
    return;
  g_object_set_data (G_OBJECT (command), WATCHED, self);
  g_signal_connect_object (command, "notify::state", G_CALLBACK (on_command_state), self, G_CONNECT_DEFAULT);
}

/* How an officer likes the screen, and what a wall shows, is looked after where it is chosen. */
static gboolean
is_deed (ZbCommand *command)
{
  static const char *const prefixes[] = { "alert.", "case.", "assignment.", "zone." };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (zb_command_get_name (command), prefixes[i]))
      return TRUE;
  return FALSE;
}

/* What was done before the console was started is followed as well. */
static void
on_commands_changed (ZbWindow *self, guint position, guint removed, guint added)
{
  GListModel *commands = zb_world_get_commands (zb_desk_get_world (self->desk));

  for (guint i = 0; i < added; i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, position + i);
      if (is_deed (command))
        watch (self, command);
    }
}

/**
 * zb_window_watch_commands:
 * @self: the window
 *
 * Begins to follow what becomes of commands.
 */
void
zb_window_watch_commands (ZbWindow *self)
{
  GListModel *commands = zb_world_get_commands (zb_desk_get_world (self->desk));

  self->compared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_object (commands, "items-changed", G_CALLBACK (on_commands_changed), self,
                           G_CONNECT_SWAPPED);
  on_commands_changed (self, 0, 0, g_list_model_get_n_items (commands));
}

/**
 * zb_window_send:
 * @self: the window
 * @command: a command that no guard has to be asked about
 *
 * Hands a command to the outbox, and says so where it is refused.
 */
void
zb_window_send (ZbWindow *self, ZbCommand *command)
{
  zb_command_set_title (command, title_of (zb_desk_get_world (self->desk), zb_command_get_subject (command)));
  watch (self, command);
  zb_desk_submit (self->desk, command);
}

/* What the guards would refuse is said at once, and there is no command. */
static ZbCommand *
prepare (ZbWindow *self, const char *name, const char *subject, GVariant *args)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (args);
  g_autoptr (ZbProblem) problem = ask_guard (self, name, subject, given);

  if (!problem)
    return zb_command_new (name, subject, given);
  say_refused (self, name, problem);
  return NULL;
}

/**
 * zb_window_submit:
 * @self: the window
 * @name: the command's name
 * @subject: the id of what it acts on
 * @args: (transfer floating): its arguments, a{sv}
 *
 * Hands a command to the outbox, unless the guards refuse it.
 *
 * Returns: (transfer full) (nullable): the command, %NULL where it was refused at once
 */
ZbCommand *
zb_window_submit (ZbWindow *self, const char *name, const char *subject, GVariant *args)
{
  g_autoptr (ZbCommand) command = prepare (self, name, subject, args);

  if (command)
    zb_window_send (self, command);
  return g_steal_pointer (&command);
}

/* --- one form, several commands: each follows the one before --------------------------------------- */

typedef struct
{
  ZbWindow *window;
  GVariant *form;
  char *key;
  gboolean broken; /* the first was refused here: nothing may follow it */
} Chain;

static void
add_command (Chain *chain, ZbCommand *command)
{
  zb_command_set_follows (command, chain->key);
  zb_window_send (chain->window, command);
  g_set_str (&chain->key, zb_command_get_key (command));
}

/* Where something goes before, the subject is not yet as it will be: the platform decides. */
static void
add_to_chain (Chain *chain, const char *name, const char *subject, GVariant *args)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (args);
  g_autoptr (ZbCommand) command = NULL;

  if (chain->broken)
    return;
  command =
      chain->key ? zb_command_new (name, subject, given) : prepare (chain->window, name, subject, given);
  if (command)
    add_command (chain, command);
  chain->broken = command == NULL;
}

/* The verdict that the form rests on: the one that waits already, or a new one. */
static void
add_verdict (Chain *chain, const char *alert_id)
{
  ZbWorld *world = zb_desk_get_world (chain->window->desk);
  ZbAlert *alert = zb_world_lookup (world, ZB_KIND_ALERT, alert_id);
  ZbCommand *waiting = zb_world_find_command (world, alert_id);
  gboolean verdict = FALSE;
  GVariantDict args;

  if (waiting && g_str_equal (zb_command_get_name (waiting), "alert.verdict"))
    {
      g_set_str (&chain->key, zb_command_get_key (waiting));
      return;
    }
  if (!alert || !g_variant_lookup (chain->form, "verdict", "b", &verdict) || !verdict)
    return;
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "verdict", "s", "true");
  g_variant_dict_insert (&args, "seen_occurrence", "x", alert->occurrences);
  add_to_chain (chain, "alert.verdict", alert_id, g_variant_dict_end (&args));
}

static void
add_part (Chain *chain, const char *part, const char *name, const char *subject)
{
  g_autoptr (GVariant) args = g_variant_lookup_value (chain->form, part, G_VARIANT_TYPE_VARDICT);

  if (args)
    add_to_chain (chain, name, subject, args);
}

/* An edit rests on what the officer has read, not on what the case says by now. */
static void
add_edit (Chain *chain, const char *subject)
{
  g_autoptr (GVariant) fields = g_variant_lookup_value (chain->form, "edit", G_VARIANT_TYPE_VARDICT);
  g_autoptr (ZbCommand) command = NULL;
  g_autofree char *text = NULL;
  gint64 revision;

  if (!fields || chain->broken)
    return;
  command = zb_command_new ("case.edit", subject, fields);
  if (g_variant_lookup (chain->form, "revision", "x", &revision))
    text = g_strdup_printf ("%" G_GINT64_FORMAT, revision);
  zb_command_set_if_match (command, text);
  add_command (chain, command);
}

/* What was done before there was a case. It comes last: nobody waits for it to be sent. */
static void
add_ticks (Chain *chain, const char *subject)
{
  g_autoptr (GVariant) ticks = g_variant_lookup_value (chain->form, "ticks", G_VARIANT_TYPE ("ax"));

  for (gsize i = 0; ticks && i < g_variant_n_children (ticks); i++)
    {
      GVariantDict args;
      gint64 index;
      g_variant_get_child (ticks, i, "x", &index);
      g_variant_dict_init (&args, NULL);
      g_variant_dict_insert (&args, "index", "x", index);
      g_variant_dict_insert (&args, "done", "b", TRUE);
      add_to_chain (chain, "case.checklist", subject, g_variant_dict_end (&args));
    }
}

/* --- files: each by itself, and a note that shows them all ------------------------------------------ */

/* What the platform has, or is not to have, need not lie here any longer. */
static void
on_file_state (ZbCommand *command, GParamSpec *pspec, gpointer nothing)
{
  const ZbCommandState state = zb_command_get_state (command);
  const char *path = NULL;

  if (state != ZB_COMMAND_ACCEPTED && state != ZB_COMMAND_WITHDRAWN)
    return;
  if (g_variant_lookup (zb_command_get_args (command), "path", "&s", &path))
    g_unlink (path);
}

static const char *
add_file (Chain *chain, GVariant *file, const char *of_case)
{
  g_autoptr (ZbCommand) command = NULL;
  const char *id = "";

  g_variant_lookup (file, "id", "&s", &id);
  command = zb_command_new ("evidence.put", id, file);
  g_signal_connect (command, "notify::state", G_CALLBACK (on_file_state), NULL);
  add_command (chain, command);
  zb_command_set_title (command, title_of (zb_desk_get_world (chain->window->desk), of_case));
  return id;
}

static GVariant *
make_note (const char *const *ids)
{
  const guint n = g_strv_length ((char **)ids);
  g_autofree char *words = g_strdup_printf (
      ngettext ("%u file that goes with the dispatch", "%u files that go with the dispatch", n), n);
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "text", "s", words);
  g_variant_dict_insert_value (&args, "evidence", g_variant_new_strv (ids, -1));
  g_variant_dict_insert (&args, "phase", "s", "before");
  return g_variant_dict_end (&args);
}

/* Files rest on nothing, and nobody who is sent waits for them. */
static void
add_files (Chain *chain, const char *subject)
{
  g_autoptr (GVariant) files = g_variant_lookup_value (chain->form, "attachments", G_VARIANT_TYPE ("aa{sv}"));
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (!files || g_variant_n_children (files) == 0 || chain->broken)
    return;
  g_clear_pointer (&chain->key, g_free);
  for (gsize i = 0; i < g_variant_n_children (files); i++)
    {
      g_autoptr (GVariant) file = g_variant_get_child_value (files, i);
      g_strv_builder_add (ids, add_file (chain, file, subject));
    }
  all = g_strv_builder_end (ids);
  add_to_chain (chain, "case.note", subject, make_note ((const char *const *)all));
}

/**
 * zb_window_dispatch:
 * @self: the window
 * @form: what the dispatch form holds, a{sv}
 *
 * Queues verdict, case, filing, dispatch, what was ticked and what was attached, as far as the form asks for
 * them. Where one is refused the platform refuses those that follow it, so nobody is sent without a case.
 */
void
zb_window_dispatch (ZbWindow *self, GVariant *form)
{
  Chain chain = { .window = self, .form = form };
  const char *alert = NULL, *subject = NULL;
  gboolean file = FALSE;

  if (!g_variant_lookup (form, "case", "&s", &subject))
    return;
  if (g_variant_lookup (form, "alert", "&s", &alert))
    add_verdict (&chain, alert);
  add_part (&chain, "create", "case.create", subject);
  add_edit (&chain, subject);
  if (g_variant_lookup (form, "file", "b", &file) && file)
    add_to_chain (&chain, "case.file", subject, g_variant_new ("a{sv}", NULL));
  add_part (&chain, "dispatch", "case.dispatch", subject);
  add_part (&chain, "assign", "case.assign", subject);
  add_ticks (&chain, subject);
  add_files (&chain, subject);
  g_free (chain.key);
}
