/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the detail of an alert says: pure functions of values, called by the expressions of its
 * screen. */
#include "zb-alert-pane-private.h"

#include "zb-alert-marks.h"
#include "zb-area.h"
#include "zb-device.h"
#include "zb-now.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

static char *
format_first_and_last (gpointer self, gint64 first_at, gint64 last_at)
{
  g_autofree char *first = zb_words_time (first_at);
  g_autofree char *last = zb_words_time (last_at);

  return g_strdup_printf ("%s / %s", first, last);
}

static char *
format_grid (gpointer self, const char *area)
{
  ZbWorld *world = zb_words_get_world ();
  ZbArea *found = world && area ? zb_world_lookup (world, ZB_KIND_AREA, area) : NULL;

  return g_strdup (found && found->kind == ZB_AREA_GRID ? found->name : "");
}

static ZbDevice *
find_device (const char *id)
{
  ZbWorld *world = zb_words_get_world ();

  return world && id ? zb_world_lookup (world, ZB_KIND_DEVICE, id) : NULL;
}

static char *
format_device (gpointer self, const char *id)
{
  ZbDevice *device = find_device (id);

  if (!device)
    return g_strdup (_ ("Not known here"));
  return g_strdup_printf ("%s · %s", device->name, zb_words_choice (&zb_device_statuses, device->status));
}

static char *
device_color (gpointer self, const char *id)
{
  ZbDevice *device = find_device (id);

  if (device && device->status == ZB_DEVICE_ONLINE)
    return g_strdup ("ok");
  return g_strdup (device && device->status != ZB_DEVICE_UNKNOWN ? "warn" : "idle");
}

static char *
format_contact (gpointer self, ZbContact *contact)
{
  if (!contact || (!contact->name && !contact->telephone))
    return g_strdup ("");
  if (!contact->telephone)
    return g_strdup (contact->name);
  return g_strdup_printf ("%s · %s", contact->name ? contact->name : _ ("No name given"), contact->telephone);
}

static char *
format_zones (gpointer self, char **zones, int raised_from, int severity)
{
  return zb_alert_marks_say (zones, raised_from, severity);
}

static gboolean
is_snoozed (gpointer self, gint64 until)
{
  return until > zb_now ();
}

static char *
format_snoozed (gpointer self, gint64 until)
{
  g_autofree char *time = zb_words_time (until);

  return g_strdup_printf (_ ("Snoozed until %s, or until it becomes graver"), time);
}

static gboolean
is_raised_again (gpointer self, int state, gboolean again)
{
  return state == ZB_ALERT_VERIFIED && again;
}

static char *
format_again (gpointer self, gint64 last_at, int verdict)
{
  g_autofree char *time = zb_words_time (last_at);

  /* Translators: a time, and the verdict that was given before it */
  return g_strdup_printf (_ ("Raised again at %s, after the verdict: %s"), time,
                          zb_words_choice (&zb_verdicts, verdict));
}

static char *
chatter_key (gpointer self, const char *device, const char *id)
{
  return g_strdup (device && *device ? device : id);
}

static gboolean
is_drill (gpointer self, int mode)
{
  return mode == ZB_MODE_DRILL;
}

static gboolean
is_open (gpointer self, int state)
{
  return state != ZB_ALERT_CLOSED;
}

static char *
format_score (gpointer self, double score)
{
  return isnan (score) ? g_strdup ("–") : g_strdup_printf ("%.2f", score);
}

static char *
format_threshold (gpointer self, double threshold)
{
  return g_strdup_printf (_ ("threshold %.2f"), threshold);
}

static char *
format_review_state (gpointer self, ZbReview *review)
{
  return g_strdup (zb_words_choice (&zb_review_states, review ? review->state : ZB_REVIEW_NONE));
}

static char **
review_classes (gpointer self, ZbReview *review)
{
  const gboolean approved = review && review->state == ZB_REVIEW_APPROVED;
  const char *const classes[] = { "zb-tag", approved ? "ok" : "warn", NULL };

  return g_strdupv ((char **)classes);
}

static char *
format_holder (gpointer self, ZbClaim *claim)
{
  return g_strdup_printf (_ ("Claimed by %s"),
                          claim && claim->by_name ? claim->by_name : _ ("another officer"));
}

static char *
format_outcome (gpointer self, int state, int verdict, const char *reason)
{
  const char *words = zb_words_choice (&zb_verdicts, verdict);

  if (state != ZB_ALERT_CLOSED)
    return g_strdup_printf (_ ("Verdict: %s"), words);
  if (g_strcmp0 (reason, "duplicate") == 0)
    return g_strdup (_ ("Closed: merged into another alert"));
  return reason ? g_strdup_printf (_ ("Closed: %s"), reason) : g_strdup_printf (_ ("Closed · %s"), words);
}

/**
 * zb_alert_pane_bind_words:
 * @widget_class: the class of the detail
 *
 * Makes the closures above callable from its template.
 */
void
zb_alert_pane_bind_words (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (format_first_and_last);
  BIND (format_grid);
  BIND (format_device);
  BIND (device_color);
  BIND (format_contact);
  BIND (format_zones);
  BIND (chatter_key);
  BIND (is_snoozed);
  BIND (format_snoozed);
  BIND (is_raised_again);
  BIND (format_again);
  BIND (is_drill);
  BIND (is_open);
  BIND (format_score);
  BIND (format_threshold);
  BIND (format_review_state);
  BIND (review_classes);
  BIND (format_holder);
  BIND (format_outcome);
#undef BIND
  zb_words_bind (widget_class);
}

/* --- how the algorithm has done here ------------------------------------------------------- */

static gboolean
is_same_spot (const ZbAlert *a, const ZbAlert *b)
{
  if (g_strcmp0 (a->algorithm, b->algorithm) != 0)
    return FALSE;
  if (a->device || b->device)
    return g_strcmp0 (a->device, b->device) == 0;
  return g_strcmp0 (a->place, b->place) == 0;
}

/**
 * zb_alert_pane_describe_record:
 * @self: a detail
 *
 * Counts the verdicts on what this algorithm has raised at this spot, among the alerts that the
 * console knows.
 *
 * Returns: (transfer full): a line that says so, empty where there is no verdict yet
 */
char *
zb_alert_pane_describe_record (ZbAlertPane *self)
{
  ZbStore *store = self->world ? zb_world_get_store (self->world, ZB_KIND_ALERT) : NULL;
  guint n = 0, n_true = 0;

  for (guint i = 0; store && self->alert && self->alert->algorithm && i < zb_store_get_size (store); i++)
    {
      const ZbAlert *other = zb_store_get_nth (store, i);
      if (other->verdict != ZB_VERDICT_TRUE && other->verdict != ZB_VERDICT_FALSE)
        continue;
      if (!is_same_spot (other, self->alert))
        continue;
      n++;
      n_true += other->verdict == ZB_VERDICT_TRUE;
    }
  if (n == 0)
    return g_strdup ("");
  return g_strdup_printf (_ ("True at this spot: %u%% (%u of %u)"), n_true * 100 / n, n_true, n);
}
