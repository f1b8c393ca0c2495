/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"
#include "zb-ptz.h"

G_BEGIN_DECLS

/**
 * ZbPtzTaken:
 * @ZB_PTZ_TAKEN_HELD: it was not taken: another holds it
 * @ZB_PTZ_TAKEN_FREE: it was free
 * @ZB_PTZ_TAKEN_AGAIN: it was the same officer's, and is renewed
 * @ZB_PTZ_TAKEN_OVER: it was taken from another
 *
 * What came of asking for a camera.
 */
typedef enum
{
  ZB_PTZ_TAKEN_HELD,
  ZB_PTZ_TAKEN_FREE,
  ZB_PTZ_TAKEN_AGAIN,
  ZB_PTZ_TAKEN_OVER,
} ZbPtzTaken;

typedef struct _ZbPtzLeases ZbPtzLeases;

ZbPtzLeases *zb_ptz_leases_new (void);
void zb_ptz_leases_free (ZbPtzLeases *self);
void zb_ptz_leases_set_length (ZbPtzLeases *self, gint64 length);

ZbPtzLease *zb_ptz_leases_look (ZbPtzLeases *self, const char *camera, ZbAccount *account, gint64 now);
ZbPtzTaken zb_ptz_leases_take (ZbPtzLeases *self, ZbConnection *connection, const char *camera,
                               ZbAccount *account, const char *reason, gint64 now);
gboolean zb_ptz_leases_use (ZbPtzLeases *self, const char *camera, ZbAccount *account, gint64 now);
gboolean zb_ptz_leases_release (ZbPtzLeases *self, ZbConnection *connection, const char *camera,
                                ZbAccount *account, gint64 now);
void zb_ptz_leases_note_stop (ZbPtzLeases *self, const char *camera, gint64 order, gint64 now);
gboolean zb_ptz_leases_is_overtaken (ZbPtzLeases *self, const char *camera, gint64 order, gint64 now);

G_END_DECLS
