/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbAlertDeed, zb_alert_deed, ALERT_DEED)
#define ZB_TYPE_ALERT_DEED (zb_alert_deed_get_type ())

/**
 * ZbAlertDeed:
 * @at: when, µs UTC
 * @what: what was done or has happened: "raise", "again", "worse", "claim", "verdict" …
 * @by: (nullable): the name of who, or of the source; %NULL for the platform itself
 * @why: (nullable): the reason that was given
 *
 * One line of what has happened to an alert.
 */
struct _ZbAlertDeed
{
  ZbRecord parent_instance;
  gint64 at;
  char *what;
  char *by;
  char *why;
};

G_END_DECLS
