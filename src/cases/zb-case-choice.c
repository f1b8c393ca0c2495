/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-choice.h"

#include "zb-case-facts.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbCaseChoice:
 *
 * Which other case: the one that this case is merged into, one that it is linked with, or those that become
 * parts of it. The nearest come first; what the guards refuse is there all the same and says why.
 */
struct _ZbCaseChoice
{
  AdwDialog parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  ZbCase *of;
  ZbCaseVerb verb;
  GtkLabel *hint, *refusal;
  GtkWidget *search, *reason, *confirm;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (ZbCaseChoice, zb_case_choice, ADW_TYPE_DIALOG)

#define AT_MOST 60

static const struct
{
  ZbCaseVerb verb;
  const char *title, *hint, *confirm, *command, *word;
} ways[] = {
  { ZB_CASE_VERB_MERGE, N_ ("Merge into another case"),
    N_ ("This case becomes void. Its alerts and pictures go to the case that you choose, and each of the two "
        "names the other."),
    N_ ("Merge"), "case.merge", "into" },
  { ZB_CASE_VERB_LINK, N_ ("Link with another case"), N_ ("Both go on; each names the other."), N_ ("Link"),
    "case.link", "case" },
  { ZB_CASE_VERB_PARENT, N_ ("Parts of a major incident"),
    N_ ("The cases that you choose (several with Ctrl) become parts of this one, which is not closed before "
        "they are."),
    N_ ("Add"), "case.parent", "parent" },
};

static guint
find_way (ZbCaseChoice *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    if (ways[i].verb == self->verb)
      return i;
  return 0;
}

/* --- what is offered -------------------------------------------------------------------------- */

static char *
get_reason (ZbCaseChoice *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->reason))));
}

/* The parts are acted on, each of them; else it is the case itself. */
static ZbProblem *
ask (ZbCaseChoice *self, ZbCase *chosen, const char *reason)
{
  const gboolean of_part = self->verb == ZB_CASE_VERB_PARENT;
  ZbCase *subject = of_part ? chosen : self->of, *other = of_part ? self->of : chosen;
  const ZbCaseArgs args = { .link = ZB_ENTITY (other)->id, .reason = reason };

  return zb_case_ask_with (self->world, self->account, subject, self->verb, &args, other);
}

static gboolean
is_known (ZbCaseChoice *self, ZbCase *it)
{
  if (self->verb == ZB_CASE_VERB_LINK)
    return self->of->links && g_strv_contains ((const char *const *)self->of->links, ZB_ENTITY (it)->id);
  return self->verb == ZB_CASE_VERB_PARENT && g_strcmp0 (it->parent, ZB_ENTITY (self->of)->id) == 0;
}

static gboolean
has_words (const char *text, const char *words)
{
  return text && (strstr (text, words) || g_str_match_string (words, text, TRUE));
}

static gboolean
is_offered (ZbCaseChoice *self, ZbCase *it)
{
  const char *words = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (it == self->of || it->step == ZB_STEP_VOID || is_known (self, it))
    return FALSE;
  if (self->verb != ZB_CASE_VERB_LINK && !zb_case_is_open (it))
    return FALSE;
  return !*words || has_words (it->title, words) || has_words (it->place, words) ||
         has_words (it->number, words);
}

static int
compare_near (gconstpointer a, gconstpointer b, gpointer data)
{
  const ZbCase *one = *(ZbCase *const *)a, *other = *(ZbCase *const *)b;
  const ZbPoint here = ((ZbCaseChoice *)data)->of->location;
  const double to_one = zb_point_distance (here, one->location),
               to_other = zb_point_distance (here, other->location);

  if (to_one != to_other)
    return to_one < to_other ? -1 : 1;
  return g_strcmp0 (one->parent_instance.id, other->parent_instance.id);
}

static GPtrArray *
list_offered (ZbCaseChoice *self)
{
  ZbStore *store = zb_world_get_store (self->world, ZB_KIND_CASE);
  GPtrArray *offered = g_ptr_array_new ();

  for (guint i = 0; i < zb_store_get_size (store); i++)
    if (is_offered (self, zb_store_get_nth (store, i)))
      g_ptr_array_add (offered, zb_store_get_nth (store, i));
  g_ptr_array_sort_with_data (offered, compare_near, self);
  return offered;
}

static GtkWidget *
new_line (const char *text, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, style);
  return label;
}

static char *
describe (ZbCaseChoice *self, const ZbCase *it)
{
  g_autofree char *distance = zb_words_distance (zb_point_distance (self->of->location, it->location));

  return g_strdup_printf ("%s · %s · %s", it->place ? it->place : "", distance,
                          zb_words_choice (&zb_steps, it->step));
}

static GtkWidget *
new_row (ZbCaseChoice *self, ZbCase *it)
{
  GtkWidget *row = gtk_list_box_row_new (), *icon = zb_severity_icon_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10),
            *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  /* Whether a reason is needed is told when one has been chosen. */
  g_autoptr (ZbProblem) problem = ask (self, it, "-");
  g_autofree char *line = describe (self, it);
  g_autofree char *title =
      g_strdup_printf ("%s · %s", it->title ? it->title : "", it->number ? it->number : _ ("draft"));

  g_object_set (icon, "severity", it->severity, NULL);
  gtk_widget_set_valign (icon, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), new_line (title, "zb-row-title"));
  gtk_box_append (GTK_BOX (words), new_line (problem ? zb_words_problem (problem) : line, "zb-caption"));
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_widget_set_sensitive (row, problem == NULL);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (row), problem == NULL);
  g_object_set_data_full (G_OBJECT (row), "case", g_object_ref (it), g_object_unref);
  return row;
}

static void
on_search_changed (ZbCaseChoice *self)
{
  g_autoptr (GPtrArray) offered = self->world ? list_offered (self) : NULL;

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; offered && i < offered->len && i < AT_MOST; i++)
    gtk_list_box_append (self->list, new_row (self, offered->pdata[i]));
}

/* --- what is chosen ---------------------------------------------------------------------------- */

static ZbCase *
case_of_row (gpointer row)
{
  return g_object_get_data (G_OBJECT (row), "case");
}

static void
on_selection_changed (ZbCaseChoice *self)
{
  GList *rows = self->list ? gtk_list_box_get_selected_rows (self->list) : NULL;
  g_autofree char *reason = NULL;
  g_autoptr (ZbProblem) problem = NULL;

  if (!self->list) /* rows go with the dialog */
    return;
  reason = get_reason (self);
  for (GList *row = rows; row && !problem; row = row->next)
    problem = ask (self, case_of_row (row->data), reason);
  gtk_widget_set_sensitive (self->confirm, rows && !problem);
  gtk_label_set_text (self->refusal, problem ? zb_words_problem (problem) : "");
  g_list_free (rows);
}

static void
submit (ZbCaseChoice *self, ZbCase *chosen, const char *reason)
{
  const guint way = find_way (self);
  const gboolean of_part = self->verb == ZB_CASE_VERB_PARENT;
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, ways[way].word, "s", ZB_ENTITY (of_part ? self->of : chosen)->id);
  if (*reason && self->verb != ZB_CASE_VERB_LINK)
    g_variant_dict_insert (&args, "reason", "s", reason);
  gtk_widget_activate_action (GTK_WIDGET (self), "command.submit", "(ss@a{sv})", ways[way].command,
                              ZB_ENTITY (of_part ? chosen : self->of)->id, g_variant_dict_end (&args));
}

static void
on_confirmed (ZbCaseChoice *self)
{
  GList *rows = gtk_list_box_get_selected_rows (self->list);
  g_autofree char *reason = get_reason (self);

  for (GList *row = rows; row; row = row->next)
    submit (self, case_of_row (row->data), reason);
  g_list_free (rows);
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- GObject ----------------------------------------------------------------------------------- */

static void
zb_case_choice_dispose (GObject *object)
{
  ZbCaseChoice *self = ZB_CASE_CHOICE (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_CASE_CHOICE);
  g_clear_object (&self->of);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_case_choice_parent_class)->dispose (object);
}

static void
zb_case_choice_class_init (ZbCaseChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_case_choice_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/cases/case-choice.ui");
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbCaseChoice, name)
  CHILD (hint);
  CHILD (refusal);
  CHILD (search);
  CHILD (reason);
  CHILD (confirm);
  CHILD (list);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_selection_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_confirmed);
}

static void
zb_case_choice_init (ZbCaseChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_case_choice_new:
 * @world: what is known
 * @account: (nullable): who sits at the desk
 * @of: a case
 * @verb: %ZB_CASE_VERB_MERGE, %ZB_CASE_VERB_LINK, or %ZB_CASE_VERB_PARENT for the parts of @of
 *
 * Returns: (transfer floating): the question which other case
 */
AdwDialog *
zb_case_choice_new (ZbWorld *world, ZbAccount *account, ZbCase *of, ZbCaseVerb verb)
{
  ZbCaseChoice *self = g_object_new (ZB_TYPE_CASE_CHOICE, NULL);
  guint way;

  self->world = g_object_ref (world);
  self->of = g_object_ref (of);
  self->verb = verb;
  g_set_object (&self->account, account);
  way = find_way (self);
  adw_dialog_set_title (ADW_DIALOG (self), _ (ways[way].title));
  gtk_label_set_text (self->hint, _ (ways[way].hint));
  gtk_button_set_label (GTK_BUTTON (self->confirm), _ (ways[way].confirm));
  gtk_widget_set_visible (self->reason, verb != ZB_CASE_VERB_LINK);
  gtk_list_box_set_selection_mode (self->list, verb == ZB_CASE_VERB_PARENT ? GTK_SELECTION_MULTIPLE
                                                                           : GTK_SELECTION_SINGLE);
  on_search_changed (self);
  on_selection_changed (self);
  return ADW_DIALOG (self);
}
