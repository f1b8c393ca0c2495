/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"

G_BEGIN_DECLS

/**
 * ZbAlertKind:
 * @nick: the contract's name
 * @group: of kinds, in English, to be translated with gettext
 * @label: in English, to be translated with gettext
 * @icon: the name of a symbolic icon
 * @device: a #ZbDeviceKind that raises it by itself, %ZB_DEVICE_OTHER where an algorithm or a
 *   person does
 * @severity: how grave it usually is
 *
 * An entry of the catalogue of alerts.
 */
typedef struct
{
  const char *nick;
  const char *group;
  const char *label;
  const char *icon;
  int device;
  ZbSeverity severity;
} ZbAlertKind;

const ZbAlertKind *zb_alert_kinds (guint *n_kinds);
const ZbAlertKind *zb_alert_kind_find (const char *nick);

G_END_DECLS
