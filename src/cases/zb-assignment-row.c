/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-assignment-row.h"

#include "zb-actor.h"
#include "zb-assignment-machine.h"
#include "zb-assignment-times.h"
#include "zb-case-facts.h"
#include "zb-drill.h"
#include "zb-now.h"
#include "zb-pending-mark.h"
#include "zb-reason-dialog.h"
#include "zb-unit.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <stdlib.h>

/**
 * ZbAssignmentRow:
 *
 * One unit's or organisation's part in a case, with what a duty role can do on its behalf: what
 * the guards refuse is not in the menu, and every act asks for a word on why.
 */
struct _ZbAssignmentRow
{
  GtkListBoxRow parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbAssignment *assignment;
  GtkWidget *name, *kind, *lead, *said, *times, *mark, *state, *time, *menu;
  guint offered;
};

G_DEFINE_FINAL_TYPE (ZbAssignmentRow, zb_assignment_row, GTK_TYPE_LIST_BOX_ROW)

static const struct
{
  ZbAssignmentVerb verb;
  const char *label;
  gboolean is_refusal;
} verbs[] = {
  { ZB_ASSIGNMENT_VERB_ACCEPT, N_ ("Accept on its behalf…"), FALSE },
  { ZB_ASSIGNMENT_VERB_EN_ROUTE, N_ ("Set out on its behalf…"), FALSE },
  { ZB_ASSIGNMENT_VERB_ARRIVE, N_ ("Arrive on its behalf…"), FALSE },
  { ZB_ASSIGNMENT_VERB_DONE, N_ ("Finish on its behalf…"), FALSE },
  { ZB_ASSIGNMENT_VERB_DECLINE, N_ ("Decline on its behalf…"), TRUE },
  { ZB_ASSIGNMENT_VERB_HAND_BACK, N_ ("Hand back on its behalf…"), TRUE },
  { ZB_ASSIGNMENT_VERB_CANCEL, N_ ("Cancel the task…"), TRUE },
};

/* --- acting ----------------------------------------------------------------------------------- */

/* What was asked about, by its id: by the time of the answer there may be other rows. */
typedef struct
{
  char *id;
  int verb;
} Asked;

static void
free_asked (gpointer data)
{
  Asked *asked = data;

  g_free (asked->id);
  g_free (asked);
}

static void
on_reason (GtkWidget *widget, const char *reason, gpointer data)
{
  const Asked *asked = data;
  g_autofree char *name =
      g_strconcat ("assignment.", zb_choices_nick (&zb_assignment_verbs, verbs[asked->verb].verb), NULL);
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "note", "s", reason);
  if (verbs[asked->verb].is_refusal)
    g_variant_dict_insert (&args, "reason", "s", reason);
  gtk_widget_activate_action (widget, "command.submit", "(ss@a{sv})", name, asked->id,
                              g_variant_dict_end (&args));
}

/* The list asks, not the row: a row goes when its task does, and with it would go what was written. */
static void
act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbAssignmentRow *self = ZB_ASSIGNMENT_ROW (widget);
  const int i = CLAMP (atoi (g_variant_get_string (parameter, NULL)), 0, (int)G_N_ELEMENTS (verbs) - 1);
  const char *const usual[] = { _ ("Told by telephone"), _ ("Told by radio"), NULL };
  g_autofree char *heading =
      g_strdup_printf ("%s · %s", zb_assignment_get_name (self->assignment), _ (verbs[i].label));
  Asked *asked = g_new0 (Asked, 1);

  asked->id = g_strdup (ZB_ENTITY (self->assignment)->id);
  asked->verb = i;
  zb_ask_reason (gtk_widget_get_parent (widget), heading, _ ("Confirm"), usual, on_reason, asked, free_asked);
}

static gboolean
is_allowed (ZbAssignmentRow *self, ZbAssignmentVerb verb)
{
  const ZbActor actor = zb_account_act (self->account, self->world,
                                        zb_drill_cover (self->assignment, self->assignment->area), zb_now ());
  ZbUnit *unit =
      self->assignment->unit ? zb_world_lookup (self->world, ZB_KIND_UNIT, self->assignment->unit) : NULL;
  const ZbAssignmentContext context = { .unit_organisation = unit ? unit->organisation : NULL };
  g_autoptr (ZbProblem) problem = zb_assignment_guard (self->assignment, verb, NULL, &actor, &context);

  return problem == NULL;
}

/* A menu that has not changed is left alone: it may be open. */
static void
fill_menu (ZbAssignmentRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint offered = 0;

  for (int i = 0; i < (int)G_N_ELEMENTS (verbs); i++)
    if (is_allowed (self, verbs[i].verb))
      {
        g_autofree char *action = g_strdup_printf ("task.act::%d", i);
        g_menu_append (menu, _ (verbs[i].label), action);
        offered |= 1u << i;
      }
  if (offered == self->offered && gtk_menu_button_get_menu_model (GTK_MENU_BUTTON (self->menu)))
    return;
  self->offered = offered;
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (self->menu), G_MENU_MODEL (menu));
  gtk_widget_set_sensitive (self->menu, offered != 0);
}

/* --- what it says -------------------------------------------------------------------------------- */

static gint64
time_of (const ZbAssignment *it)
{
  switch ((ZbAssignmentState)it->state)
    {
    case ZB_ASSIGNMENT_SENT:
      return it->sent_at;
    case ZB_ASSIGNMENT_ACCEPTED:
      return it->accepted_at;
    case ZB_ASSIGNMENT_EN_ROUTE:
      return it->en_route_at;
    case ZB_ASSIGNMENT_ON_SCENE:
      return it->on_scene_at;
    case ZB_ASSIGNMENT_DONE:
      return it->done_at;
    case ZB_ASSIGNMENT_DECLINED:
      return it->declined_at;
    case ZB_ASSIGNMENT_HANDED_BACK:
      return it->handed_back_at;
    case ZB_ASSIGNMENT_CANCELLED:
      return it->cancelled_at;
    case ZB_ASSIGNMENT_NONE:
    default:
      return 0;
    }
}

static const char *
tag_of (const ZbAssignment *it)
{
  if (it->state == ZB_ASSIGNMENT_DONE)
    return "ok";
  return zb_assignment_is_open (it) ? "warn" : "bad";
}

static GtkWidget *
new_label (const char *first_class, const char *second_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, first_class);
  if (second_class)
    gtk_widget_add_css_class (label, second_class);
  return label;
}

static const char *
kind_of_handler (ZbAssignmentRow *self)
{
  ZbUnit *unit =
      self->assignment->unit ? zb_world_lookup (self->world, ZB_KIND_UNIT, self->assignment->unit) : NULL;

  if (unit)
    return zb_words_name (ZB_KIND_ORGANISATION, unit->organisation);
  return _ ("Organisation");
}

static GtkWidget *
new_words (ZbAssignmentRow *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0),
            *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->name = new_label ("zb-body", NULL);
  self->kind = new_label ("zb-caption", "zb-t3");
  self->lead = new_label ("zb-tag", "accent");
  self->said = new_label ("zb-caption", "zb-t3");
  self->times = new_label ("zb-caption", "zb-t3");
  gtk_label_set_ellipsize (GTK_LABEL (self->times), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (self->times), TRUE);
  self->mark = zb_pending_mark_new ();
  gtk_label_set_text (GTK_LABEL (self->lead), C_ ("assignment", "Lead"));
  g_object_set (self->mark, "full", TRUE, NULL);
  gtk_box_append (GTK_BOX (line), self->name);
  gtk_box_append (GTK_BOX (line), self->kind);
  gtk_box_append (GTK_BOX (line), self->lead);
  gtk_box_append (GTK_BOX (words), line);
  gtk_box_append (GTK_BOX (words), self->said);
  gtk_box_append (GTK_BOX (words), self->times);
  gtk_box_append (GTK_BOX (words), self->mark);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  return words;
}

static GtkWidget *
new_state (ZbAssignmentRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->state = new_label ("zb-tag", NULL);
  self->time = new_label ("zb-caption", "zb-t3");
  /* What wraps beside them is to wrap, and not these to be cut off. */
  gtk_label_set_ellipsize (GTK_LABEL (self->state), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_ellipsize (GTK_LABEL (self->time), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_halign (self->state, GTK_ALIGN_END);
  gtk_widget_set_halign (self->time, GTK_ALIGN_END);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), self->state);
  gtk_box_append (GTK_BOX (box), self->time);
  return box;
}

static GtkWidget *
new_menu (void)
{
  GtkWidget *menu = gtk_menu_button_new ();

  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (menu), "zb-more-symbolic");
  gtk_widget_add_css_class (menu, "flat");
  gtk_widget_set_valign (menu, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (menu, _ ("On its behalf"));
  return menu;
}

static void
show_state (ZbAssignmentRow *self)
{
  static const char *const tags[] = { "ok", "warn", "bad" };
  const char *tag = tag_of (self->assignment);
  g_autofree char *time = zb_words_time (time_of (self->assignment));

  for (gsize i = 0; i < G_N_ELEMENTS (tags); i++)
    if (g_str_equal (tags[i], tag))
      gtk_widget_add_css_class (self->state, tags[i]);
    else
      gtk_widget_remove_css_class (self->state, tags[i]);
  gtk_label_set_text (GTK_LABEL (self->state),
                      zb_words_choice (&zb_assignment_states, self->assignment->state));
  gtk_label_set_text (GTK_LABEL (self->time), time);
}

/**
 * zb_assignment_row_get_assignment:
 * @self: a row
 *
 * Returns: (transfer none): whose part it shows
 */
ZbAssignment *
zb_assignment_row_get_assignment (ZbAssignmentRow *self)
{
  return self->assignment;
}

/**
 * zb_assignment_row_update:
 * @self: a row
 * @account: (nullable): who sits at the desk
 *
 * Shows the assignment as it is now. What is open on the row stays open.
 */
void
zb_assignment_row_update (ZbAssignmentRow *self, ZbAccount *account)
{
  const ZbAssignment *it = self->assignment;
  const char *said = it->reason ? it->reason : it->note ? it->note : it->task;
  g_autofree char *times = zb_assignment_describe_times (it);

  g_set_object (&self->account, account);
  gtk_label_set_text (GTK_LABEL (self->name), zb_assignment_get_name (it));
  gtk_label_set_text (GTK_LABEL (self->kind), kind_of_handler (self));
  gtk_widget_set_visible (self->lead, it->lead);
  gtk_label_set_text (GTK_LABEL (self->said), said ? said : "");
  gtk_widget_set_visible (self->said, said && *said);
  gtk_label_set_text (GTK_LABEL (self->times), times);
  g_object_set (self->mark, "subject", ZB_ENTITY (self->assignment)->id, NULL);
  show_state (self);
  fill_menu (self);
}

/**
 * zb_assignment_row_new:
 * @world: what is known
 * @account: (nullable): who sits at the desk
 * @assignment: an assignment
 *
 * Returns: (transfer floating): its row, as the assignment is now
 */
GtkWidget *
zb_assignment_row_new (ZbWorld *world, ZbAccount *account, ZbAssignment *assignment)
{
  ZbAssignmentRow *self = g_object_new (ZB_TYPE_ASSIGNMENT_ROW, "activatable", FALSE, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *icon = gtk_image_new_from_icon_name ("zb-unit-symbolic");

  self->world = g_object_ref (world);
  self->assignment = g_object_ref (assignment);
  self->menu = new_menu ();
  gtk_widget_add_css_class (icon, "zb-t2");
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), new_words (self));
  gtk_box_append (GTK_BOX (box), new_state (self));
  gtk_box_append (GTK_BOX (box), self->menu);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  zb_assignment_row_update (self, account);
  return GTK_WIDGET (self);
}

static void
zb_assignment_row_dispose (GObject *object)
{
  ZbAssignmentRow *self = ZB_ASSIGNMENT_ROW (object);

  g_clear_object (&self->assignment);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_assignment_row_parent_class)->dispose (object);
}

static void
zb_assignment_row_class_init (ZbAssignmentRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_assignment_row_dispose;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "task.act", "s", act);
}

static void
zb_assignment_row_init (ZbAssignmentRow *self)
{
}
