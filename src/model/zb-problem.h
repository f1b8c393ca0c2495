/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbFieldError, zb_field_error, FIELD_ERROR)
ZB_DECLARE_RECORD (ZbProblem, zb_problem, PROBLEM)
#define ZB_TYPE_FIELD_ERROR (zb_field_error_get_type ())
#define ZB_TYPE_PROBLEM (zb_problem_get_type ())

/**
 * ZbFieldError:
 * @pointer: a JSON Pointer (RFC 6901) into the body that was sent
 * @detail: what is wrong there
 */
struct _ZbFieldError
{
  ZbRecord parent_instance;
  char *pointer;
  char *detail;
};

/**
 * ZbProblem:
 * @type: (nullable): a URI that names the sort of problem
 * @title: (nullable): in a few words
 * @status: the HTTP status; 0 where nobody answered
 * @detail: (nullable): what happened this time
 * @state: (nullable): for a 409, the state that does not allow it
 * @allowed: (nullable): for a 409, what is allowed in that state
 * @because: (nullable): for a 409, the guard that refuses, by name
 * @errors: (nullable) (element-type ZbFieldError): for a 422
 * @claim: (nullable): for a 423, who has claimed it
 * @retry_after: seconds, for a 429 or 503; 0 where not told
 *
 * Why something was refused: problem details after RFC 9457, with the contract's extensions.
 */
struct _ZbProblem
{
  ZbRecord parent_instance;
  char *type;
  char *title;
  gint64 status;
  char *detail;
  char *state;
  char **allowed;
  char *because;
  GPtrArray *errors;
  ZbClaim *claim;
  gint64 retry_after;
};

ZbProblem *zb_problem_new (gint64 status, const char *title, const char *detail);
void zb_problem_add_error (ZbProblem *self, const char *pointer, const char *detail);

G_END_DECLS
