/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-attachment.h"
#include "zb-entity.h"

G_BEGIN_DECLS

typedef enum
{
  ZB_ASSIGNMENT_NONE,
  ZB_ASSIGNMENT_SENT,
  ZB_ASSIGNMENT_ACCEPTED,
  ZB_ASSIGNMENT_EN_ROUTE,
  ZB_ASSIGNMENT_ON_SCENE,
  ZB_ASSIGNMENT_DONE,
  ZB_ASSIGNMENT_DECLINED,
  ZB_ASSIGNMENT_HANDED_BACK,
  ZB_ASSIGNMENT_CANCELLED,
} ZbAssignmentState;

extern const ZbChoices zb_assignment_states;

ZB_DECLARE_ENTITY (ZbAssignment, zb_assignment, ASSIGNMENT)
#define ZB_TYPE_ASSIGNMENT (zb_assignment_get_type ())

/**
 * ZbAssignment:
 * @case_id: the id of its case
 * @area: the id of the case's area
 * @unit: (nullable): the id of the unit it goes to
 * @organisation: (nullable): the id of the organisation it goes to, where not to a unit
 * @lead: whether this one reports for the case
 * @task: (nullable): what it is to do there, where the desk has said so
 * @state: a #ZbAssignmentState
 * @sent_at: µs UTC, and so are the other times; 0 where it has not come to that
 * @note: (nullable): the last words on it
 * @reason: (nullable): why it was declined, handed back or cancelled
 * @by: (nullable): the name of who acted on it last
 * @evidence: (nullable) (element-type ZbAttachment): pictures from the scene
 * @drill: (nullable): the id of the drill that it belongs to; %NULL for what is real
 *
 * One unit's or organisation's part in a case.
 */
struct _ZbAssignment
{
  ZbEntity parent_instance;
  char *case_id;
  char *area;
  char *unit;
  char *organisation;
  gboolean lead;
  char *task;
  int state;
  gint64 sent_at;
  gint64 accepted_at;
  gint64 en_route_at;
  gint64 on_scene_at;
  gint64 done_at;
  gint64 declined_at;
  gint64 handed_back_at;
  gint64 cancelled_at;
  char *note;
  char *reason;
  char *by;
  GPtrArray *evidence;
  char *drill;
};

gboolean zb_assignment_is_open (const ZbAssignment *self);

G_END_DECLS
