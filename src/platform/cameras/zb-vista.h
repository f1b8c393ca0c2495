/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-head.h"
#include "zb-stage.h"

G_BEGIN_DECLS

/* How high the cameras hang that look over a vista, metres. */
#define ZB_VISTA_HEIGHT 52.

/* What covers that which nobody is to see. */
#define ZB_VISTA_MASK ZB_TONE (0x20252b)

/**
 * ZbVistaKind:
 *
 * What is seen from a roof by a camera that turns; or the milliseconds of the monotonic clock, see
 * zb_counter_read(), of a camera by which delays are measured.
 */
typedef enum
{
  ZB_VISTA_VIADUCT,
  ZB_VISTA_GARDENS,
  ZB_N_VISTAS,
  ZB_VISTA_COUNTER = ZB_N_VISTAS,
} ZbVistaKind;

/**
 * ZbVista:
 *
 * A scene that is more than three times as wide as the picture of it, which is cut out of it where the camera
 * looks. Used by one thread at a time.
 */
typedef struct _ZbVista ZbVista;

ZbVista *zb_vista_new (ZbVistaKind kind, int width, int height);
void zb_vista_free (ZbVista *self);
void zb_vista_paint (ZbVista *self, cairo_surface_t *frame, ZbPose pose, double seconds);
guint zb_vista_get_n_masks (ZbVistaKind kind);
ZbPose zb_vista_get_mask_pose (ZbVistaKind kind, guint mask);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbVista, zb_vista_free)

G_END_DECLS
