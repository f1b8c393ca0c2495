/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-attachment.h"
#include "zb-contact.h"
#include "zb-entity.h"

G_BEGIN_DECLS

typedef enum
{
  ZB_ALERT_NONE,
  ZB_ALERT_NEW,
  ZB_ALERT_CLAIMED,
  ZB_ALERT_VERIFIED,
  ZB_ALERT_CLOSED
} ZbAlertState;
typedef enum
{
  ZB_VERDICT_NONE,
  ZB_VERDICT_TRUE,
  ZB_VERDICT_FALSE,
  ZB_VERDICT_TEST,
  ZB_VERDICT_UNDETERMINED
} ZbVerdict;

extern const ZbChoices zb_alert_states;
extern const ZbChoices zb_verdicts;

/* How long a claim holds without presence naming it. */
#define ZB_CLAIM_LEASE (60 * G_TIME_SPAN_SECOND)

ZB_DECLARE_RECORD (ZbClaim, zb_claim, CLAIM)
ZB_DECLARE_ENTITY (ZbAlert, zb_alert, ALERT)
#define ZB_TYPE_CLAIM (zb_claim_get_type ())
#define ZB_TYPE_ALERT (zb_alert_get_type ())

/**
 * ZbClaim:
 * @by: the id of the account that looks at the alert
 * @by_name: that officer's name
 * @until: when the lease runs out, µs UTC
 * @taken_from: (nullable): the id of the account that held it before and from whom it was taken over
 * @reason: (nullable): why it was taken over
 *
 * Who has taken an alert, and until when.
 */
struct _ZbClaim
{
  ZbRecord parent_instance;
  char *by;
  char *by_name;
  gint64 until;
  char *taken_from;
  char *reason;
};

/**
 * ZbAlert:
 * @kind: what it is about, see zb_alert_kind_find()
 * @severity: a #ZbSeverity
 * @raised_from: the #ZbSeverity that its source gave it, where a watch zone has raised it since; else none
 * @title: in Chinese; all that a console has for a kind it does not know
 * @description: (nullable): more words
 * @place: where it is, in words
 * @location: where it is
 * @area: the id of the smallest area it lies in
 * @device: (nullable): the id of the device that raised it or stands there
 * @algorithm: (nullable): the id of the algorithm that raised it
 * @score: the algorithm's score, 0 to 1, NAN where there is none
 * @source: what brought it: the name of an ingest source, or "operator"
 * @dedup_key: (nullable): tells apart what one device raises at the same time
 * @occurrences: how often it was raised
 * @again: whether it was raised again after the verdict
 * @first_at: when it was first raised, µs UTC
 * @last_at: when it was last raised, µs UTC
 * @state: a #ZbAlertState
 * @claim: (nullable): see #ZbClaim
 * @verdict: a #ZbVerdict
 * @snoozed_until: µs UTC, 0 where it is not snoozed
 * @case_id: (nullable): the id of its case
 * @previous: (nullable): the id of the closed alert that came before it
 * @merged_into: (nullable): the id of the alert of which it is a duplicate
 * @close_reason: (nullable): why it was closed
 * @zones: (nullable): the ids of the watch zones that have marked it, see #ZbZone
 * @evidence: (nullable) (element-type ZbAttachment): pictures and clips
 * @contact: (nullable): a caller's or an elder's personal data
 * @drill: (nullable): the id of the drill that it belongs to; %NULL for what is real
 *
 * Something that may need somebody to act.
 */
struct _ZbAlert
{
  ZbEntity parent_instance;
  char *kind;
  int severity;
  int raised_from;
  char *title;
  char *description;
  char *place;
  ZbPoint location;
  char *area;
  char *device;
  char *algorithm;
  double score;
  char *source;
  char *dedup_key;
  gint64 occurrences;
  gboolean again;
  gint64 first_at;
  gint64 last_at;
  int state;
  ZbClaim *claim;
  int verdict;
  gint64 snoozed_until;
  char *case_id;
  char *previous;
  char *merged_into;
  char *close_reason;
  char **zones;
  GPtrArray *evidence;
  ZbContact *contact;
  char *drill;
};

gboolean zb_alert_is_open (const ZbAlert *self);
gboolean zb_alert_contradicts_verdict (const ZbAlert *self);
gboolean zb_alert_is_unclaimed (const ZbAlert *self);
gboolean zb_alert_is_claimed_by (const ZbAlert *self, const char *account, gint64 now);

G_END_DECLS
