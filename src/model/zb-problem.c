/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-problem.h"

static ZbField zb_field_error_fields[] = {
  ZB_FIELD (ZbFieldError, pointer, TEXT),
  ZB_FIELD (ZbFieldError, detail, TEXT),
};

ZB_DEFINE_RECORD (ZbFieldError, zb_field_error, ZB_TYPE_RECORD)

static ZbField zb_problem_fields[] = {
  ZB_FIELD (ZbProblem, type, TEXT),
  ZB_FIELD (ZbProblem, title, TEXT),
  ZB_FIELD (ZbProblem, status, INTEGER),
  ZB_FIELD (ZbProblem, detail, TEXT),
  ZB_FIELD (ZbProblem, state, TEXT),
  ZB_FIELD (ZbProblem, allowed, TEXTS),
  ZB_FIELD (ZbProblem, because, TEXT),
  ZB_FIELD (ZbProblem, errors, RECORDS, .record_type = zb_field_error_get_type),
  ZB_FIELD (ZbProblem, claim, RECORD, .record_type = zb_claim_get_type),
  ZB_FIELD (ZbProblem, retry_after, INTEGER),
};

ZB_DEFINE_RECORD (ZbProblem, zb_problem, ZB_TYPE_RECORD)

/**
 * zb_problem_new:
 * @status: an HTTP status, 0 where nobody answered
 * @title: in a few words
 * @detail: (nullable): what happened this time
 *
 * Returns: (transfer full): a problem
 */
ZbProblem *
zb_problem_new (gint64 status, const char *title, const char *detail)
{
  ZbProblem *self = g_object_new (ZB_TYPE_PROBLEM, NULL);
  self->status = status;
  self->title = g_strdup (title);
  self->detail = g_strdup (detail);
  return self;
}

/**
 * zb_problem_add_error:
 * @self: a problem not yet shared
 * @pointer: a JSON Pointer into the body that was sent
 * @detail: what is wrong there
 */
void
zb_problem_add_error (ZbProblem *self, const char *pointer, const char *detail)
{
  ZbFieldError *error = g_object_new (ZB_TYPE_FIELD_ERROR, NULL);
  error->pointer = g_strdup (pointer);
  error->detail = g_strdup (detail);
  if (!self->errors)
    self->errors = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->errors, error);
}
