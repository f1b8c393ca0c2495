/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-alert.h"

#define NICKS(...) ((const char *const[]){ __VA_ARGS__, NULL })

const ZbChoices zb_alert_states = { NICKS ("none", "new", "claimed", "verified", "closed"), FALSE };
const ZbChoices zb_verdicts = { NICKS ("none", "true", "false", "test", "undetermined"), FALSE };

static ZbField zb_claim_fields[] = {
  ZB_FIELD (ZbClaim, by, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbClaim, by_name, TEXT),
  ZB_FIELD (ZbClaim, until, TIME),
  ZB_FIELD (ZbClaim, taken_from, TEXT),
  ZB_FIELD (ZbClaim, reason, TEXT, .flags = ZB_FIELD_OWN_WORDS),
};

ZB_DEFINE_RECORD (ZbClaim, zb_claim, ZB_TYPE_RECORD)

static ZbField zb_alert_fields[] = {
  ZB_FIELD (ZbAlert, kind, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAlert, severity, CHOICE, .choices = &zb_severities, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAlert, raised_from, CHOICE, .choices = &zb_severities),
  ZB_FIELD (ZbAlert, title, TEXT),
  ZB_FIELD (ZbAlert, description, TEXT, .flags = ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbAlert, place, TEXT),
  ZB_FIELD (ZbAlert, location, POINT),
  ZB_FIELD (ZbAlert, area, TEXT),
  ZB_FIELD (ZbAlert, device, TEXT),
  ZB_FIELD (ZbAlert, algorithm, TEXT),
  ZB_FIELD (ZbAlert, score, REAL),
  ZB_FIELD (ZbAlert, source, TEXT),
  ZB_FIELD (ZbAlert, dedup_key, TEXT),
  ZB_FIELD (ZbAlert, occurrences, INTEGER),
  ZB_FIELD (ZbAlert, again, FLAG),
  ZB_FIELD (ZbAlert, first_at, TIME),
  ZB_FIELD (ZbAlert, last_at, TIME),
  ZB_FIELD (ZbAlert, state, CHOICE, .choices = &zb_alert_states, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAlert, claim, RECORD, .record_type = zb_claim_get_type),
  ZB_FIELD (ZbAlert, verdict, CHOICE, .choices = &zb_verdicts),
  ZB_FIELD (ZbAlert, snoozed_until, TIME),
  ZB_FIELD_NAMED (ZbAlert, case_id, "case", TEXT),
  ZB_FIELD (ZbAlert, previous, TEXT),
  ZB_FIELD (ZbAlert, merged_into, TEXT),
  ZB_FIELD (ZbAlert, close_reason, TEXT, .flags = ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbAlert, zones, TEXTS),
  ZB_FIELD (ZbAlert, evidence, RECORDS, .record_type = zb_attachment_get_type),
  ZB_FIELD (ZbAlert, contact, RECORD, .record_type = zb_contact_get_type, .flags = ZB_FIELD_PERSONAL),
  ZB_FIELD (ZbAlert, drill, TEXT),
};

ZB_DEFINE_RECORD (ZbAlert, zb_alert, ZB_TYPE_ENTITY)

/**
 * zb_alert_is_open:
 * @self: an alert
 *
 * Returns: whether it is not closed
 */
gboolean
zb_alert_is_open (const ZbAlert *self)
{
  return self->state != ZB_ALERT_CLOSED;
}

/**
 * zb_alert_contradicts_verdict:
 * @self: an alert
 *
 * What was judged to be nothing, or could not be judged, and is raised again may be something after all. Of
 * what is true, or has a case, somebody knows already.
 *
 * Returns: whether it speaks against its verdict
 */
gboolean
zb_alert_contradicts_verdict (const ZbAlert *self)
{
  return self->state == ZB_ALERT_VERIFIED && self->again && self->verdict != ZB_VERDICT_TRUE &&
         !self->case_id;
}

/**
 * zb_alert_is_unclaimed:
 * @self: an alert
 *
 * Returns: whether nobody has taken it, or it is nobody's again since it speaks against its verdict
 */
gboolean
zb_alert_is_unclaimed (const ZbAlert *self)
{
  return self->state == ZB_ALERT_NEW || zb_alert_contradicts_verdict (self);
}

/**
 * zb_alert_is_claimed_by:
 * @self: an alert
 * @account: an account's id
 * @now: µs UTC
 *
 * Returns: whether that account holds a claim on it that has not run out
 */
gboolean
zb_alert_is_claimed_by (const ZbAlert *self, const char *account, gint64 now)
{
  return self->claim && g_strcmp0 (self->claim->by, account) == 0 && self->claim->until > now;
}
