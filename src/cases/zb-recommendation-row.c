/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-recommendation-row.h"

#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-now.h"
#include "zb-unit.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbRecommendationRow:
 *
 * A unit that could be sent: how far, how soon, what it can do, how old its position is, and, for
 * one that had better not be sent, why not.
 */
struct _ZbRecommendationRow
{
  GtkListBoxRow parent_instance;
  ZbRecommendation *recommendation;
  GtkWidget *check;
  GtkWidget *task;
};

typedef enum
{
  PROP_RECOMMENDATION = 1,
  PROP_UNIT,
  PROP_CHOSEN,
  PROP_TASK,
} ZbRecommendationRowProperty;

static GParamSpec *properties[PROP_TASK + 1];

G_DEFINE_FINAL_TYPE (ZbRecommendationRow, zb_recommendation_row, GTK_TYPE_LIST_BOX_ROW)

/* Beyond this a position is told in amber. */
#define OLD_AFTER (60 * G_TIME_SPAN_SECOND)

static gboolean
speaks_against (ZbRecommendation *recommendation, const char *reason)
{
  return recommendation && recommendation->reasons_against &&
         g_strv_contains ((const char *const *)recommendation->reasons_against, reason);
}

/* Who cannot hear the order cannot be given it, nor who has it already; who is busy can. */
static gboolean
can_be_sent (ZbRecommendation *recommendation)
{
  return !speaks_against (recommendation, "unreachable") && !speaks_against (recommendation, "off_duty") &&
         !speaks_against (recommendation, "assigned");
}

static gboolean
is_put_last (gpointer self, ZbRecommendation *recommendation)
{
  return !can_be_sent (recommendation) || speaks_against (recommendation, "busy");
}

static ZbUnit *
find_unit (ZbRecommendation *recommendation)
{
  ZbWorld *world = zb_words_get_world ();

  return world && recommendation ? zb_world_lookup (world, ZB_KIND_UNIT, recommendation->unit) : NULL;
}

/* --- closures ---------------------------------------------------------------------------------- */

static char *
format_minutes (gpointer self, double minutes)
{
  if (isnan (minutes))
    return g_strdup ("–");
  return g_strdup_printf (ngettext ("%.0f minute", "%.0f minutes", (gulong)minutes), minutes);
}

/* By road where that is known; else it says that it is the line through the houses. */
static char *
format_away (gpointer self, double metres, double by_road)
{
  g_autofree char *distance = isnan (metres) ? NULL : zb_words_distance (isnan (by_road) ? metres : by_road);

  if (!distance)
    return g_strdup (_ ("Distance not known"));
  return g_strdup_printf (isnan (by_road) ? _ ("%s in a straight line") : _ ("%s by road"), distance);
}

static gboolean
is_recommended (gpointer self, ZbRecommendation *recommendation)
{
  return recommendation && recommendation->recommended && !is_put_last (NULL, recommendation);
}

/* Where its position was last, and what it is to do: who is busy can be sent all the same. */
static gboolean
has_third_line (gpointer self, ZbRecommendation *recommendation, gboolean chosen)
{
  return chosen || !is_put_last (NULL, recommendation);
}

static char *
format_skills (gpointer self, ZbRecommendation *recommendation)
{
  ZbUnit *unit = find_unit (recommendation);
  char **skills = recommendation && recommendation->skills && *recommendation->skills ? recommendation->skills
                  : unit                                                              ? unit->skills
                                                                                      : NULL;

  return skills && *skills ? g_strjoinv (C_ ("list", ", "), skills) : g_strdup (_ ("No skill of the plan"));
}

static char *
format_position (gpointer self, ZbRecommendation *recommendation)
{
  ZbUnit *unit = find_unit (recommendation);
  g_autofree char *ago = recommendation ? zb_words_ago (recommendation->position_at, zb_now ()) : NULL;

  if (!unit || !ago)
    return g_strdup ("");
  if (isnan (unit->accuracy))
    return g_strdup_printf (_ ("Position of %s"), ago);
  return g_strdup_printf (_ ("Position of %s, within %.0f m"), ago, unit->accuracy);
}

static char **
position_classes (gpointer self, gint64 position_at)
{
  const gboolean old = zb_now () - position_at > OLD_AFTER;
  const char *const classes[] = { "zb-caption", old ? "zb-warn" : "zb-t3", NULL };

  return g_strdupv ((char **)classes);
}

static const char *
find_present_case (ZbWorld *world, const char *unit)
{
  ZbStore *assignments = zb_world_get_store (world, ZB_KIND_ASSIGNMENT);

  for (guint i = 0; i < zb_store_get_size (assignments); i++)
    {
      const ZbAssignment *assignment = zb_store_get_nth (assignments, i);
      if (zb_assignment_is_open (assignment) && g_strcmp0 (assignment->unit, unit) == 0)
        return zb_words_name (ZB_KIND_CASE, assignment->case_id);
    }
  return "";
}

static char *
format_why_not (gpointer self, ZbRecommendation *recommendation)
{
  ZbWorld *world = zb_words_get_world ();
  const char *present = world && recommendation ? find_present_case (world, recommendation->unit) : "";
  g_autofree char *age = recommendation ? zb_words_age (recommendation->position_at, zb_now ()) : NULL;

  if (speaks_against (recommendation, "assigned"))
    return g_strdup (_ ("Sent to this case already"));
  if (speaks_against (recommendation, "off_duty"))
    return g_strdup (_ ("Off duty"));
  if (speaks_against (recommendation, "unreachable"))
    return g_strdup_printf (_ ("No position for %s, not recommended"), age);
  if (speaks_against (recommendation, "busy") && recommendation->load > 1 && *present)
    return g_strdup_printf (_ ("Busy: %s, and %d more"), present, (int)recommendation->load - 1);
  if (speaks_against (recommendation, "busy"))
    return *present ? g_strdup_printf (_ ("Busy: %s"), present) : g_strdup (_ ("Busy with another case"));
  return g_strdup ("");
}

/* What speaks for and against it otherwise, in a line that a pointer brings up. */
static char *
format_reasons (gpointer self, ZbRecommendation *recommendation)
{
  static const struct
  {
    const char *code, *words;
  } words[] = {
    { "near", N_ ("near") },
    { "skilled", N_ ("has a skill of the plan") },
    { "free", N_ ("free") },
    { "own_area", N_ ("serves this area") },
    { "busy", N_ ("busy") },
    { "unreachable", N_ ("cannot be reached") },
    { "off_duty", N_ ("off duty") },
    { "far", N_ ("far away") },
    { "detour", N_ ("a long way round by road") },
    { "assigned", N_ ("sent to this case already") },
    { "unskilled", N_ ("no skill of the plan") },
    { "stale_position", N_ ("its position is old") },
  };
  g_autoptr (GStrvBuilder) lines = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  for (gsize i = 0; recommendation && i < G_N_ELEMENTS (words); i++)
    {
      const gboolean for_it =
          recommendation->reasons_for &&
          g_strv_contains ((const char *const *)recommendation->reasons_for, words[i].code);
      if (for_it || speaks_against (recommendation, words[i].code))
        g_strv_builder_take (lines, g_strdup_printf ("%s %s", for_it ? "＋" : "－", _ (words[i].words)));
    }
  all = g_strv_builder_end (lines);
  return g_strjoinv ("\n", all);
}

static gboolean
negate (gpointer self, gboolean value)
{
  return !value;
}

/* --- the row --------------------------------------------------------------------------------------- */

/**
 * zb_recommendation_row_new:
 * @recommendation: what is known about a unit for a case
 *
 * Returns: (transfer floating): a row that is not chosen
 */
GtkWidget *
zb_recommendation_row_new (ZbRecommendation *recommendation)
{
  return g_object_new (ZB_TYPE_RECOMMENDATION_ROW, "recommendation", recommendation, NULL);
}

/**
 * zb_recommendation_row_get_recommendation:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
ZbRecommendation *
zb_recommendation_row_get_recommendation (ZbRecommendationRow *self)
{
  return self->recommendation;
}

/**
 * zb_recommendation_row_is_put_last:
 * @self: a row
 *
 * Returns: whether its unit cannot come now: it is busy, off duty or out of reach
 */
gboolean
zb_recommendation_row_is_put_last (ZbRecommendationRow *self)
{
  return is_put_last (NULL, self->recommendation);
}

/**
 * zb_recommendation_row_get_chosen:
 * @self: a row
 *
 * Returns: whether the unit is to be sent
 */
gboolean
zb_recommendation_row_get_chosen (ZbRecommendationRow *self)
{
  return gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}

/**
 * zb_recommendation_row_toggle:
 * @self: a row
 *
 * Chooses the unit, or no longer, where it can be sent at all.
 */
void
zb_recommendation_row_toggle (ZbRecommendationRow *self)
{
  if (can_be_sent (self->recommendation))
    gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), !zb_recommendation_row_get_chosen (self));
}

/**
 * zb_recommendation_row_get_task:
 * @self: a row
 *
 * Returns: (transfer none): what the unit is to do, empty where nothing is said
 */
const char *
zb_recommendation_row_get_task (ZbRecommendationRow *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->task));
}

/**
 * zb_recommendation_row_choose:
 * @self: a row
 * @task: what the unit is to do
 *
 * Chooses the unit where it can be sent.
 */
void
zb_recommendation_row_choose (ZbRecommendationRow *self, const char *task)
{
  if (!can_be_sent (self->recommendation))
    return;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->task), task);
}

static void
on_toggled (ZbRecommendationRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHOSEN]);
}

static void
on_task_changed (ZbRecommendationRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TASK]);
}

static void
zb_recommendation_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbRecommendationRow *self = ZB_RECOMMENDATION_ROW (object);

  switch ((ZbRecommendationRowProperty)id)
    {
    case PROP_RECOMMENDATION:
      g_value_set_object (value, self->recommendation);
      break;
    case PROP_UNIT:
      g_value_set_object (value, find_unit (self->recommendation));
      break;
    case PROP_CHOSEN:
      g_value_set_boolean (value, zb_recommendation_row_get_chosen (self));
      break;
    case PROP_TASK:
      g_value_set_string (value, zb_recommendation_row_get_task (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_recommendation_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbRecommendationRow *self = ZB_RECOMMENDATION_ROW (object);

  switch ((ZbRecommendationRowProperty)id)
    {
    case PROP_RECOMMENDATION:
      g_set_object (&self->recommendation, g_value_get_object (value));
      gtk_widget_set_sensitive (self->check, can_be_sent (self->recommendation));
      if (is_put_last (NULL, self->recommendation))
        gtk_widget_add_css_class (GTK_WIDGET (self), "last");
      g_object_notify_by_pspec (object, properties[PROP_UNIT]);
      break;
    case PROP_CHOSEN:
      gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), g_value_get_boolean (value));
      break;
    case PROP_TASK:
      gtk_editable_set_text (GTK_EDITABLE (self->task),
                             g_value_get_string (value) ? g_value_get_string (value) : "");
      break;
    case PROP_UNIT:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_recommendation_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_RECOMMENDATION_ROW);
  g_clear_object (&ZB_RECOMMENDATION_ROW (object)->recommendation);
  G_OBJECT_CLASS (zb_recommendation_row_parent_class)->dispose (object);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (is_put_last);
  BIND (has_third_line);
  BIND (negate);
  BIND (format_minutes);
  BIND (format_away);
  BIND (is_recommended);
  BIND (format_skills);
  BIND (format_position);
  BIND (position_classes);
  BIND (format_why_not);
  BIND (format_reasons);
  BIND (on_toggled);
  BIND (on_task_changed);
#undef BIND
  zb_words_bind (widget_class);
}

static void
zb_recommendation_row_class_init (ZbRecommendationRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_recommendation_row_get_property;
  object_class->set_property = zb_recommendation_row_set_property;
  object_class->dispose = zb_recommendation_row_dispose;
  properties[PROP_RECOMMENDATION] = g_param_spec_object ("recommendation", NULL, NULL, ZB_TYPE_RECOMMENDATION,
                                                         read | G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY);
  properties[PROP_UNIT] = g_param_spec_object ("unit", NULL, NULL, ZB_TYPE_UNIT, read);
  properties[PROP_CHOSEN] =
      g_param_spec_boolean ("chosen", NULL, NULL, FALSE, read | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_TASK] =
      g_param_spec_string ("task", NULL, NULL, "", read | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/zhiban/Console/ui/cases/recommendation-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbRecommendationRow, check);
  gtk_widget_class_bind_template_child (widget_class, ZbRecommendationRow, task);
  bind_callbacks (widget_class);
}

static void
zb_recommendation_row_init (ZbRecommendationRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
