/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What stands in a row of the table, and what a screen reader says of it. */
#include "zb-cases-page-private.h"

#include "zb-case-facts.h"
#include "zb-countdown.h"
#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>

static char *
format_step_number (gpointer self, int step)
{
  return step <= ZB_STEP_CLOSED ? g_strdup_printf ("%d", step) : g_strdup ("–");
}

static char *
format_step_hint (gpointer self, int step)
{
  switch ((ZbStep)step)
    {
    case ZB_STEP_FILED:
      return g_strdup (_ ("Waits to be dispatched"));
    case ZB_STEP_HANDLING:
      return g_strdup (_ ("By the time that is left"));
    case ZB_STEP_REPORTED:
      return g_strdup (_ ("Waits for a checker"));
    case ZB_STEP_CHECKING:
      return g_strdup (_ ("Whoever checks must not have handled"));
    case ZB_STEP_NONE:
    case ZB_STEP_COLLECTED:
    case ZB_STEP_DISPATCHED:
    case ZB_STEP_CLOSED:
    case ZB_STEP_SUSPENDED:
    case ZB_STEP_VOID:
    default:
      return g_strdup ("");
    }
}

static char *
format_short_number (gpointer self, const char *number)
{
  const gsize length = number ? strlen (number) : 0;

  if (length == 0)
    return g_strdup (_ ("Draft"));
  return g_strdup (length > 9 ? number + length - 9 : number);
}

static char *
describe_deadline (const ZbCase *of)
{
  ZbWorld *world = zb_words_get_world ();
  g_autoptr (GPtrArray) assignments = world ? zb_case_list_assignments (world, of) : NULL;
  g_autofree char *span = NULL;
  ZbClock clock;

  if (!assignments || !zb_case_find_clock (of, assignments, &clock))
    return g_strdup (_ ("No deadline runs"));
  span = zb_countdown_format (clock.due_at - zb_now ());
  return clock.due_at < zb_now () ? g_strdup_printf (_ ("Overdue %s"), span)
                                  : g_strdup_printf (_ ("%s left"), span);
}

/* What a screen reader says of a row; told anew when the case changes and when the row is chosen. */
static char *
describe_row (gpointer self, ZbCase *of, gint64 updated_at, gboolean selected)
{
  g_autofree char *number = NULL, *deadline = NULL;

  if (!of)
    return g_strdup ("");
  number = format_short_number (self, of->number);
  deadline = describe_deadline (of);
  return g_strdup_printf (
      C_ ("row of a case: number, title, place, severity, step, deadline", "%s, %s, %s, %s, %s, %s"), number,
      of->title ? of->title : "", of->place ? of->place : "", zb_words_severity (of->severity),
      zb_words_choice (&zb_steps, of->step), deadline);
}

static gboolean
is_returned (gpointer self, gint64 returned)
{
  return returned > 0;
}

static char *
format_returned (gpointer self, gint64 returned)
{
  return g_strdup_printf (_ ("Returned ×%d"), (int)returned);
}

void
zb_cases_page_install_words (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, format_step_number);
  gtk_widget_class_bind_template_callback (widget_class, format_step_hint);
  gtk_widget_class_bind_template_callback (widget_class, format_short_number);
  gtk_widget_class_bind_template_callback (widget_class, describe_row);
  gtk_widget_class_bind_template_callback (widget_class, is_returned);
  gtk_widget_class_bind_template_callback (widget_class, format_returned);
}
