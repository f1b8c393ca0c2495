/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer can do with the alert that is shown. Each button names an action of the pane;
 * the guards of model/ say whether it is possible and, where not, why. The pane hands it on with
 * the alert's id to the window's actions, where it becomes a command. */
#include "zb-alert-pane-private.h"

#include "zb-alert-machine.h"
#include "zb-claim-standing.h"
#include "zb-drill.h"
#include "zb-now.h"
#include "zb-reason-dialog.h"
#include "zb-snooze-form.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <stdlib.h>

static const char *
id_of (ZbAlertPane *self)
{
  return ZB_ENTITY (self->alert)->id;
}

static void
hand_on (ZbAlertPane *self, const char *action)
{
  if (self->alert)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "s", id_of (self));
}

static void
hand_on_text (ZbAlertPane *self, const char *action, const char *text)
{
  if (self->alert)
    gtk_widget_activate_action (GTK_WIDGET (self), action, "(ss)", id_of (self), text);
}

/* --- acts that need no words ------------------------------------------------------------------ */

static void
claim (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hand_on (ZB_ALERT_PANE (widget), "alert.claim");
}

static void
release (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hand_on (ZB_ALERT_PANE (widget), "alert.release");
}

static void
verdict (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hand_on_text (ZB_ALERT_PANE (widget), "alert.verdict", g_variant_get_string (parameter, NULL));
}

static void
merge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hand_on_text (ZB_ALERT_PANE (widget), "alert.merge", g_variant_get_string (parameter, NULL));
}

static void
join (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hand_on_text (ZB_ALERT_PANE (widget), "alert.join", g_variant_get_string (parameter, NULL));
}

static void
choose_merge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbAlertPane *self = ZB_ALERT_PANE (widget);

  if (gtk_widget_is_sensitive (self->merge_button))
    gtk_menu_button_popup (GTK_MENU_BUTTON (self->merge_button));
}

static void
show_case (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbAlertPane *self = ZB_ALERT_PANE (widget);

  if (self->alert && self->alert->case_id)
    gtk_widget_activate_action (widget, "case.show", "s", self->alert->case_id);
}

/* The first of those that have marked it. */
static void
show_zone (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbAlertPane *self = ZB_ALERT_PANE (widget);

  if (self->alert && self->alert->zones && self->alert->zones[0])
    gtk_widget_activate_action (widget, "map.show-zone", "s", self->alert->zones[0]);
}

static void
play_back (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hand_on (ZB_ALERT_PANE (widget), "video.play-alert");
}

static void
dispatch (GtkWidget *widget, const char *name, GVariant *parameter)
{
  hand_on (ZB_ALERT_PANE (widget), "alert.dispatch");
}

static void
close_detail (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_widget_activate_action (widget, "alert.deselect", NULL);
}

/* --- acts with a reason ------------------------------------------------------------------------- */

static void
on_take_over_reason (GtkWidget *widget, const char *reason, gpointer data)
{
  hand_on_text (ZB_ALERT_PANE (widget), "alert.take-over", reason);
}

static void
take_over (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *const usual[] = { _ ("Asked by the colleague"), _ ("Change of shift"), _ ("No answer"), NULL };

  zb_ask_reason (widget, _ ("Take this alert over?"), _ ("Take over"), usual, on_take_over_reason, NULL,
                 NULL);
}

static void
on_close_reason (GtkWidget *widget, const char *reason, gpointer data)
{
  hand_on_text (ZB_ALERT_PANE (widget), "alert.close", reason);
}

static void
close_alert (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *const usual[] = { _ ("False alarm"), _ ("Test"), _ ("Dealt with on the spot"), NULL };

  zb_ask_reason (widget, _ ("Close this alert?"), C_ ("verb", "Close"), usual, on_close_reason, NULL, NULL);
}

static void
on_snoozed (GtkWidget *widget, gint64 until, const char *reason)
{
  ZbAlertPane *self = ZB_ALERT_PANE (widget);

  if (self->alert)
    gtk_widget_activate_action (widget, "alert.snooze", "(sxs)", id_of (self), until, reason);
}

static void
snooze (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_ask_snooze (widget, (guint)atoi (g_variant_get_string (parameter, NULL)), on_snoozed);
}

/* --- pictures ------------------------------------------------------------------------------------ */

static void
next_picture (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbAlertPane *self = ZB_ALERT_PANE (widget);

  zb_alert_pane_show_picture (self, self->shown_picture + 1);
}

static void
full_picture (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbAlertPane *self = ZB_ALERT_PANE (widget);
  GdkTexture *texture = zb_evidence_picture_get_texture (self->picture);
  AdwDialog *dialog;
  GtkWidget *view;

  if (!texture || !self->alert)
    return;
  dialog = adw_dialog_new ();
  view = adw_toolbar_view_new ();
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view),
                                gtk_picture_new_for_paintable (GDK_PAINTABLE (texture)));
  adw_dialog_set_title (dialog, self->alert->title);
  adw_dialog_set_content_width (dialog, 1120);
  adw_dialog_set_content_height (dialog, 680);
  adw_dialog_set_child (dialog, view);
  adw_dialog_present (dialog, widget);
}

/* --- what is possible, and why not ----------------------------------------------------------------- */

static ZbProblem *
ask_guard (ZbAlertPane *self, ZbAlertVerb verb)
{
  ZbActor actor =
      zb_account_act (self->account, self->world, zb_drill_cover (self->alert, self->alert->area), zb_now ());
  ZbAlertContext context = { .of_case = zb_alert_pane_get_case (self) };

  return zb_alert_guard (self->alert, verb, NULL, &actor, &context);
}

static void
enable (ZbAlertPane *self, const char *action, GtkWidget *button, ZbAlertVerb verb, const char *otherwise)
{
  g_autoptr (ZbProblem) problem = self->alert && self->world ? ask_guard (self, verb) : NULL;
  const gboolean possible = self->alert && !problem;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), action, possible);
  if (button)
    gtk_widget_set_tooltip_text (button, possible || !problem ? otherwise : zb_words_problem (problem));
}

/* Dispatching begins with a verdict that there is something: whoever holds the claim may go
 * straight on, since the form asks for that verdict as well. */
static void
enable_dispatch (ZbAlertPane *self)
{
  const gboolean has_case = self->alert && self->alert->case_id;
  const gboolean verified = self->alert && self->alert->state == ZB_ALERT_VERIFIED;

  if (has_case)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "pane.dispatch", TRUE);
      gtk_widget_set_tooltip_text (self->dispatch_button, NULL);
      return;
    }
  enable (self, "pane.dispatch", self->dispatch_button, verified ? ZB_ALERT_VERB_CASE : ZB_ALERT_VERB_VERDICT,
          NULL);
}

static const char *
page_of_verdict (ZbAlertPane *self)
{
  const gint64 now = zb_now ();
  const char *account = self->account ? ZB_ENTITY (self->account)->id : NULL;

  switch (zb_alert_get_state (self->alert, now))
    {
    case ZB_ALERT_NEW:
      return "claim";
    case ZB_ALERT_CLAIMED:
      return zb_alert_is_claimed_by (self->alert, account, now) ? "verdict" : "taken";
    case ZB_ALERT_VERIFIED:
    case ZB_ALERT_CLOSED:
      return "done";
    case ZB_ALERT_NONE:
    default:
      return "claim";
    }
}

/* Without a line nobody tells that a claim has run out: it is reckoned here. */
static void
show_lapse (ZbAlertPane *self)
{
  const char *account = self->account ? ZB_ENTITY (self->account)->id : NULL;
  const gboolean lapsed = zb_claim_get_standing (self->alert, account, zb_now ()) == ZB_CLAIM_LAPSED;

  gtk_widget_set_visible (GTK_WIDGET (self->lapsed_label), lapsed);
  gtk_label_set_text (self->lapsed_label, self->stale_line ? _ ("Your claim has lapsed (no connection)")
                                                           : _ ("Your claim has lapsed"));
}

static gboolean
may_take_over (ZbAlertPane *self)
{
  const ZbAlertArgs args = { .take_over = "-" };
  ZbActor actor =
      zb_account_act (self->account, self->world, zb_drill_cover (self->alert, self->alert->area), zb_now ());
  g_autoptr (ZbProblem) problem = zb_alert_guard (self->alert, ZB_ALERT_VERB_CLAIM, &args, &actor, NULL);

  return problem == NULL;
}

/**
 * zb_alert_pane_update_actions:
 * @self: a detail
 *
 * Asks the guards anew and greys out what they refuse.
 */
void
zb_alert_pane_update_actions (ZbAlertPane *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  enable (self, "pane.claim", self->claim_button, ZB_ALERT_VERB_CLAIM, _ ("Claim it (C)"));
  enable (self, "pane.release", NULL, ZB_ALERT_VERB_RELEASE, NULL);
  enable (self, "pane.verdict", gtk_widget_get_parent (self->true_button), ZB_ALERT_VERB_VERDICT, NULL);
  enable (self, "pane.merge", self->merge_button, ZB_ALERT_VERB_MERGE, _ ("Merge it into another alert"));
  enable (self, "pane.snooze", NULL, ZB_ALERT_VERB_SNOOZE, NULL);
  enable (self, "pane.close", self->close_button, ZB_ALERT_VERB_CLOSE, NULL);
  enable_dispatch (self);
  gtk_widget_set_sensitive (self->merge_button, self->alert && zb_alert_is_open (self->alert) &&
                                                    self->account && zb_role_is_duty (self->account->role));
  if (!self->alert || !self->world)
    return;
  gtk_widget_action_set_enabled (widget, "pane.take-over", may_take_over (self));
  show_lapse (self);
  gtk_stack_set_visible_child_name (self->verdict_stack, page_of_verdict (self));
}

/* --- merging ------------------------------------------------------------------------------------------ */

static GtkWidget *
new_merge_row (ZbAlert *alert)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (alert->title);
  g_autofree char *time = zb_words_time (alert->last_at);
  g_autofree char *words = g_strdup_printf ("%s · %s", alert->place ? alert->place : "", time);
  GtkWidget *place = gtk_label_new (words);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (place), 0);
  gtk_label_set_ellipsize (GTK_LABEL (place), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (title, "zb-dense");
  gtk_widget_add_css_class (place, "zb-caption");
  gtk_widget_add_css_class (place, "zb-t3");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), place);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (ZB_ENTITY (alert)->id), g_free);
  return row;
}

/**
 * zb_alert_pane_fill_merge_list:
 * @self: a detail
 *
 * Offers the alerts into which this one can be merged.
 */
void
zb_alert_pane_fill_merge_list (ZbAlertPane *self)
{
  ZbStore *store = self->world ? zb_world_get_store (self->world, ZB_KIND_ALERT) : NULL;
  const ZbAlertArgs args = { 0 };
  ZbActor actor;

  gtk_list_box_remove_all (self->merge_list);
  if (!self->alert || !store)
    return;
  actor =
      zb_account_act (self->account, self->world, zb_drill_cover (self->alert, self->alert->area), zb_now ());
  for (guint i = 0; i < zb_store_get_size (store); i++)
    {
      const ZbAlertContext context = { .into = zb_store_get_nth (store, i) };
      g_autoptr (ZbProblem) problem =
          zb_alert_guard (self->alert, ZB_ALERT_VERB_MERGE, &args, &actor, &context);
      if (!problem)
        gtk_list_box_append (self->merge_list, new_merge_row ((ZbAlert *)context.into));
    }
}

/**
 * zb_alert_pane_bind_actions:
 * @widget_class: the class of the detail
 *
 * Installs its actions.
 */
void
zb_alert_pane_bind_actions (GtkWidgetClass *widget_class)
{
#define ACTION(name, type, function) gtk_widget_class_install_action (widget_class, name, type, function)
  ACTION ("pane.claim", NULL, claim);
  ACTION ("pane.release", NULL, release);
  ACTION ("pane.take-over", NULL, take_over);
  ACTION ("pane.verdict", "s", verdict);
  ACTION ("pane.snooze", "s", snooze);
  ACTION ("pane.choose-merge", NULL, choose_merge);
  ACTION ("pane.merge", "s", merge);
  ACTION ("pane.join", "s", join);
  ACTION ("pane.close", NULL, close_alert);
  ACTION ("pane.dispatch", NULL, dispatch);
  ACTION ("pane.show-case", NULL, show_case);
  ACTION ("pane.show-zone", NULL, show_zone);
  ACTION ("pane.play-back", NULL, play_back);
  ACTION ("pane.close-detail", NULL, close_detail);
  ACTION ("pane.next-picture", NULL, next_picture);
  ACTION ("pane.full-picture", NULL, full_picture);
#undef ACTION
}
