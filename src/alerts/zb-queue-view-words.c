/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list of alerts says. */
#include "zb-queue-view-private.h"

#include "zb-words.h"

#include <glib/gi18n.h>

static char *
format_open (gpointer self, guint n)
{
  return g_strdup_printf (ngettext ("%u open", "%u open", n), n);
}

static char *
format_order (gpointer self, const char *order)
{
  static const char *const words[] = { NC_ ("order", "Severity"), NC_ ("order", "Time"),
                                       NC_ ("order", "First raised"), NC_ ("order", "Place") };

  for (gsize i = 0; i < ZB_QUEUE_VIEW_N_ORDERS; i++)
    if (g_strcmp0 (zb_queue_view_orders[i], order) == 0)
      return g_strdup (g_dpgettext2 (NULL, "order", words[i]));
  return g_strdup ("");
}

static char *
format_chosen (gpointer self, guint n)
{
  return g_strdup_printf (ngettext ("%u chosen", "%u chosen", n), n);
}

static char *
name_aside (guint aside)
{
  const gboolean both = (aside & (1u << ZB_SEVERITY_MEDIUM)) != 0;

  return both ? g_strdup_printf (C_ ("two severities", "%s and %s"), zb_words_severity (ZB_SEVERITY_MEDIUM),
                                 zb_words_severity (ZB_SEVERITY_LOW))
              : g_strdup (zb_words_severity (ZB_SEVERITY_LOW));
}

/* The line at the end of the list while there is a flood. */
static char *
format_flood (gpointer self, guint recent, guint aside, guint n_aside, gboolean unfolded)
{
  g_autofree char *names = name_aside (aside);

  if (unfolded)
    return g_strdup_printf (_ ("Alarm flood: %u alerts in 10 minutes"), recent);
  /* Translators: how many alerts came in ten minutes; how many are folded away, and of which severity */
  return g_strdup_printf (_ ("Alarm flood: %u alerts in 10 minutes; %u folded away (%s)"), recent, n_aside,
                          names);
}

static char *
format_unfold (gpointer self, gboolean unfolded)
{
  return g_strdup (unfolded ? C_ ("alerts", "Fold away") : C_ ("alerts", "Show them"));
}

static char *
format_waiting (gpointer self, guint n)
{
  return g_strdup_printf (ngettext ("%u new alert", "%u new alerts", n), n);
}

static char *
format_empty (gpointer self, gboolean filtered)
{
  return g_strdup (filtered ? _ ("No open alert passes the filter") : _ ("No open alerts"));
}

static gboolean
is_positive (gpointer self, guint n)
{
  return n > 0;
}

/* Hidden by the filter, though somebody is needed. */
static char *
format_hidden (gpointer self, guint n_urgent, guint n_high)
{
  const guint n = n_urgent > 0 ? n_urgent : n_high;

  if (n_urgent > 0 && n_high > 0)
    /* Translators: how many urgent, and how many high alerts */
    return g_strdup_printf (_ ("The filter hides %u urgent and %u high alerts that are unclaimed"), n_urgent,
                            n_high);
  return n_urgent > 0 ? g_strdup_printf (ngettext ("The filter hides %u unclaimed urgent alert",
                                                   "The filter hides %u unclaimed urgent alerts", n),
                                         n)
                      : g_strdup_printf (ngettext ("The filter hides %u unclaimed high alert",
                                                   "The filter hides %u unclaimed high alerts", n),
                                         n);
}

static gboolean
any_hidden (gpointer self, guint n_urgent, guint n_high)
{
  return n_urgent + n_high > 0;
}

void
zb_queue_view_bind_words (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (format_open);
  BIND (format_order);
  BIND (format_waiting);
  BIND (format_empty);
  BIND (is_positive);
  BIND (format_chosen);
  BIND (format_hidden);
  BIND (any_hidden);
  BIND (format_flood);
  BIND (format_unfold);
#undef BIND
  zb_words_bind (widget_class);
}
