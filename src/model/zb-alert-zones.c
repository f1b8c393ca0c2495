/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What watch zones do to an alert: each that it lies in marks it, and the first that raises does so by one
 * step. What its source gave it is kept beside that, so that neither another zone nor a repeat raises it
 * again. Nothing here lowers an alert: only an officer decides that it is less than it seemed. */
#include "zb-alert-zones.h"

/**
 * zb_alert_get_given_severity:
 * @self: an alert
 *
 * Returns: the #ZbSeverity that its source gave it, whatever a zone has made of that
 */
int
zb_alert_get_given_severity (const ZbAlert *self)
{
  return self->raised_from != ZB_SEVERITY_NONE ? self->raised_from : self->severity;
}

/**
 * zb_alert_is_marked_by:
 * @self: an alert
 * @zone: the id of a zone
 *
 * Returns: whether that zone has marked it
 */
gboolean
zb_alert_is_marked_by (const ZbAlert *self, const char *zone)
{
  return self->zones && g_strv_contains ((const char *const *)self->zones, zone);
}

static gboolean
add_mark (ZbAlert *self, const char *zone)
{
  guint n = self->zones ? g_strv_length (self->zones) : 0;
  if (n >= ZB_ALERT_ZONES_MOST || zb_alert_is_marked_by (self, zone))
    return FALSE;
  self->zones = g_renew (char *, self->zones, n + 2);
  self->zones[n] = g_strdup (zone);
  self->zones[n + 1] = NULL;
  return TRUE;
}

/* What has become graver does not sleep on. */
static void
raise_to (ZbAlert *self, int severity, int given)
{
  self->severity = severity;
  self->raised_from = given;
  self->snoozed_until = 0;
}

/**
 * zb_alert_mark:
 * @self: an alert of the platform's own, open or about to be raised
 * @zone: a zone that it lies in, see zb_zone_matches()
 *
 * Marks it, and raises it by one step where the zone says so and no zone has done so before; never beyond
 * urgent.
 *
 * Returns: whether anything changed
 */
gboolean
zb_alert_mark (ZbAlert *self, const ZbZone *zone)
{
  gboolean marked = add_mark (self, zone->parent_instance.id);
  gboolean rises = zone->raises && self->raised_from == ZB_SEVERITY_NONE &&
                   self->severity > ZB_SEVERITY_NONE && self->severity < ZB_SEVERITY_URGENT;
  if (rises)
    raise_to (self, self->severity + 1, self->severity);
  return marked || rises;
}

/**
 * zb_alert_take_marks:
 * @self: an open alert of the platform's own that is raised again
 * @draft: what it is raised with, marked by the zones that it lies in now
 *
 * Marks of now are added to those it had. Where nobody has judged it yet, it rises as @draft has done.
 *
 * Returns: whether anything changed
 */
gboolean
zb_alert_take_marks (ZbAlert *self, const ZbAlert *draft)
{
  gboolean waits = self->state == ZB_ALERT_NEW || self->state == ZB_ALERT_CLAIMED;
  gboolean rises = waits && draft->raised_from != ZB_SEVERITY_NONE && draft->severity > self->severity;
  gboolean changed = rises;
  for (guint i = 0; draft->zones && draft->zones[i]; i++)
    changed = add_mark (self, draft->zones[i]) || changed;
  if (rises)
    raise_to (self, draft->severity, draft->raised_from);
  return changed;
}
