/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-algorithm.h"

#define NICKS(...) ((const char *const[]){ __VA_ARGS__, NULL })

const ZbChoices zb_review_states = { NICKS ("none", "pending", "approved", "suspended", "expired"), FALSE };
const ZbChoices zb_algorithm_uses = { NICKS ("none", "shadow", "assist"), FALSE };

static ZbField zb_review_fields[] = {
  ZB_FIELD (ZbReview, state, CHOICE, .choices = &zb_review_states),
  ZB_FIELD (ZbReview, by, TEXT),
  ZB_FIELD (ZbReview, until, TIME),
  ZB_FIELD (ZbReview, note, TEXT, .flags = ZB_FIELD_OWN_WORDS),
};

ZB_DEFINE_RECORD (ZbReview, zb_review, ZB_TYPE_RECORD)

static ZbField zb_algorithm_fields[] = {
  ZB_FIELD (ZbAlgorithm, name, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAlgorithm, release, TEXT),
  ZB_FIELD (ZbAlgorithm, vendor, TEXT),
  ZB_FIELD (ZbAlgorithm, kinds, TEXTS),
  ZB_FIELD (ZbAlgorithm, review, RECORD, .record_type = zb_review_get_type),
  ZB_FIELD (ZbAlgorithm, use, CHOICE, .choices = &zb_algorithm_uses),
  ZB_FIELD (ZbAlgorithm, threshold, REAL),
};

ZB_DEFINE_RECORD (ZbAlgorithm, zb_algorithm, ZB_TYPE_ENTITY)
