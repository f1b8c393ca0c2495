/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

typedef enum
{
  ZB_REVIEW_NONE,
  ZB_REVIEW_PENDING,
  ZB_REVIEW_APPROVED,
  ZB_REVIEW_SUSPENDED,
  ZB_REVIEW_EXPIRED
} ZbReviewState;
typedef enum
{
  ZB_ALGORITHM_NONE,
  ZB_ALGORITHM_SHADOW,
  ZB_ALGORITHM_ASSIST
} ZbAlgorithmUse;

extern const ZbChoices zb_review_states;
extern const ZbChoices zb_algorithm_uses;

ZB_DECLARE_RECORD (ZbReview, zb_review, REVIEW)
ZB_DECLARE_ENTITY (ZbAlgorithm, zb_algorithm, ALGORITHM)
#define ZB_TYPE_REVIEW (zb_review_get_type ())
#define ZB_TYPE_ALGORITHM (zb_algorithm_get_type ())

/**
 * ZbReview:
 * @state: a #ZbReviewState
 * @by: (nullable): who reviewed it
 * @until: until when the review holds, µs UTC
 * @note: (nullable): what the reviewer said
 *
 * Whether people have found an algorithm fit for use.
 */
struct _ZbReview
{
  ZbRecord parent_instance;
  int state;
  char *by;
  gint64 until;
  char *note;
};

/**
 * ZbAlgorithm:
 * @name: in Chinese
 * @release: the vendor's version of it (`version` is the entity's own)
 * @vendor: who made it
 * @kinds: the kinds of alert that it raises
 * @review: (nullable): see #ZbReview
 * @use: a #ZbAlgorithmUse; in shadow its alerts are counted and shown to nobody
 * @threshold: the least score at which it raises an alert, 0 to 1
 *
 * Something that watches pictures or signals and raises alerts for a person to decide on.
 */
struct _ZbAlgorithm
{
  ZbEntity parent_instance;
  char *name;
  char *release;
  char *vendor;
  char **kinds;
  ZbReview *review;
  int use;
  double threshold;
};

G_END_DECLS
