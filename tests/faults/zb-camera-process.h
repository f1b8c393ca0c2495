/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A process of cameras that do as they are told; see camera-server.c. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ZbCameraProcess ZbCameraProcess;

ZbCameraProcess *zb_camera_process_new (void);
void zb_camera_process_free (ZbCameraProcess *self);
const char *zb_camera_process_get_url (ZbCameraProcess *self);
GPid zb_camera_process_get_pid (ZbCameraProcess *self);

void zb_camera_process_start (ZbCameraProcess *self);
void zb_camera_process_kill (ZbCameraProcess *self);
void zb_camera_process_order (ZbCameraProcess *self, const char *word);

G_END_DECLS
