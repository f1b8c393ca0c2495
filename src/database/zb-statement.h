/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbStepOutcome:
 * @ZB_STEP_FAILED: the statement failed and the error is set
 * @ZB_STEP_DONE: there is no further row
 * @ZB_STEP_ROW: the columns of the next row can be read
 *
 * What one step of a statement came to.
 */
typedef enum
{
  ZB_STEP_FAILED = -1,
  ZB_STEP_DONE = 0,
  ZB_STEP_ROW = 1,
} ZbStepOutcome;

typedef struct _ZbStatement ZbStatement;

void zb_statement_bind_text (ZbStatement *self, int position, const char *text);
void zb_statement_bind_int64 (ZbStatement *self, int position, gint64 number);
void zb_statement_bind_double (ZbStatement *self, int position, double number);
void zb_statement_bind_bytes (ZbStatement *self, int position, GBytes *bytes);
void zb_statement_bind_null (ZbStatement *self, int position);

ZbStepOutcome zb_statement_step (ZbStatement *self, GError **error);
gboolean zb_statement_run (ZbStatement *self, GError **error);
void zb_statement_reset (ZbStatement *self);

const char *zb_statement_get_text (ZbStatement *self, int column);
gsize zb_statement_get_text_length (ZbStatement *self, int column);
gint64 zb_statement_get_int64 (ZbStatement *self, int column);
double zb_statement_get_double (ZbStatement *self, int column);
GBytes *zb_statement_get_bytes (ZbStatement *self, int column);
gboolean zb_statement_is_null (ZbStatement *self, int column);

void zb_statement_release (ZbStatement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbStatement, zb_statement_release)

G_END_DECLS
