/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-assignment.h"

const ZbChoices zb_assignment_states = { (const char *const[]){ "none", "sent", "accepted", "en_route",
                                                                "on_scene", "done", "declined", "handed_back",
                                                                "cancelled", NULL },
                                         FALSE };

static ZbField zb_assignment_fields[] = {
  ZB_FIELD_NAMED (ZbAssignment, case_id, "case", TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAssignment, area, TEXT),
  ZB_FIELD (ZbAssignment, unit, TEXT),
  ZB_FIELD (ZbAssignment, organisation, TEXT),
  ZB_FIELD (ZbAssignment, lead, FLAG),
  ZB_FIELD (ZbAssignment, task, TEXT, .flags = ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbAssignment, state, CHOICE, .choices = &zb_assignment_states, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAssignment, sent_at, TIME),
  ZB_FIELD (ZbAssignment, accepted_at, TIME),
  ZB_FIELD (ZbAssignment, en_route_at, TIME),
  ZB_FIELD (ZbAssignment, on_scene_at, TIME),
  ZB_FIELD (ZbAssignment, done_at, TIME),
  ZB_FIELD (ZbAssignment, declined_at, TIME),
  ZB_FIELD (ZbAssignment, handed_back_at, TIME),
  ZB_FIELD (ZbAssignment, cancelled_at, TIME),
  ZB_FIELD (ZbAssignment, note, TEXT, .flags = ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbAssignment, reason, TEXT, .flags = ZB_FIELD_OWN_WORDS),
  ZB_FIELD (ZbAssignment, by, TEXT),
  ZB_FIELD (ZbAssignment, evidence, RECORDS, .record_type = zb_attachment_get_type),
  ZB_FIELD (ZbAssignment, drill, TEXT),
};

ZB_DEFINE_RECORD (ZbAssignment, zb_assignment, ZB_TYPE_ENTITY)

/**
 * zb_assignment_is_open:
 * @self: an assignment
 *
 * Returns: whether it is sent, accepted, en route or on scene
 */
gboolean
zb_assignment_is_open (const ZbAssignment *self)
{
  return self->state >= ZB_ASSIGNMENT_SENT && self->state <= ZB_ASSIGNMENT_ON_SCENE;
}
