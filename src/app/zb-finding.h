/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * ZbFindingLevel:
 * @ZB_FINDING_RUNNING: it is being looked for
 * @ZB_FINDING_WELL: as it should be
 * @ZB_FINDING_WARNING: one can work, with less than there could be
 * @ZB_FINDING_TROUBLE: something that an officer needs does not work
 *
 * How good a finding is.
 */
typedef enum
{
  ZB_FINDING_RUNNING,
  ZB_FINDING_WELL,
  ZB_FINDING_WARNING,
  ZB_FINDING_TROUBLE,
} ZbFindingLevel;

#define ZB_TYPE_FINDING (zb_finding_get_type ())
G_DECLARE_FINAL_TYPE (ZbFinding, zb_finding, ZB, FINDING, GObject)

ZbFinding *zb_finding_new (const char *title, ZbFindingLevel level, const char *advice, const char *format,
                           ...) G_GNUC_PRINTF (4, 5);
ZbFinding *zb_finding_new_running (const char *title);

ZbFindingLevel zb_finding_get_level (ZbFinding *self);
const char *zb_finding_get_title (ZbFinding *self);
const char *zb_finding_get_words (ZbFinding *self);
const char *zb_finding_get_advice (ZbFinding *self);
const char *zb_finding_level_words (ZbFindingLevel level);
char *zb_finding_to_text (ZbFinding *self, gboolean english);

G_END_DECLS
