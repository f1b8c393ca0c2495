/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-problem.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  ZB_ANSWER_PENDING,
  ZB_ANSWER_READY,
  ZB_ANSWER_FAILED,
} ZbAnswerState;

#define ZB_TYPE_ANSWER (zb_answer_get_type ())
G_DECLARE_FINAL_TYPE (ZbAnswer, zb_answer, ZB, ANSWER, GObject)

ZbAnswer *zb_answer_new (GType item_type);
ZbAnswerState zb_answer_get_state (ZbAnswer *self);
ZbProblem *zb_answer_get_problem (ZbAnswer *self);
GListModel *zb_answer_get_items (ZbAnswer *self);
GBytes *zb_answer_get_bytes (ZbAnswer *self);
void zb_answer_set_items (ZbAnswer *self, GPtrArray *items);
void zb_answer_set_bytes (ZbAnswer *self, GBytes *bytes);
void zb_answer_fail (ZbAnswer *self, ZbProblem *problem);

G_END_DECLS
