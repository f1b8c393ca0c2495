/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-alert.h"
#include "zb-store.h"
#include "zb-symbol-layer.h"

G_BEGIN_DECLS

/* How far around the alert that the officer works on cameras count as near, in metres. */
#define ZB_SURROUNDINGS_METRES 300

#define ZB_TYPE_ALERT_LAYER (zb_alert_layer_get_type ())
G_DECLARE_FINAL_TYPE (ZbAlertLayer, zb_alert_layer, ZB, ALERT_LAYER, ZbSymbolLayer)

ZbAlertLayer *zb_alert_layer_new (ShumateViewport *viewport);
void zb_alert_layer_set_circle (ZbAlertLayer *self, gboolean circle);
void zb_alert_layer_set_sparse (ZbAlertLayer *self, gboolean sparse);
void zb_alert_layer_set_store (ZbAlertLayer *self, ZbStore *alerts);
void zb_alert_layer_set_selected (ZbAlertLayer *self, ZbAlert *alert);
void zb_alert_layer_set_severities (ZbAlertLayer *self, guint severities);
guint zb_alert_layer_get_n (ZbAlertLayer *self, ZbSeverity severity);
void zb_alert_layer_set_mark (ZbAlertLayer *self, ZbPoint place, int severity);
gboolean zb_alert_layer_is_pulsing (ZbAlertLayer *self);

G_END_DECLS
