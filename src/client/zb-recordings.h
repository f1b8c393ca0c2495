/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"
#include "zb-recording.h"
#include "zb-session.h"

G_BEGIN_DECLS

ZbAnswer *zb_recordings_list (ZbSession *session, const char *camera, gint64 from, gint64 until);
ZbAnswer *zb_recordings_open (ZbSession *session, ZbRest *rest, const char *camera, gint64 from,
                              gint64 until);
ZbAnswer *zb_recordings_start_export (ZbSession *session, const char *camera, gint64 from, gint64 until,
                                      const char *reason, GPtrArray *regions);
ZbAnswer *zb_recordings_look_at_export (ZbSession *session, const char *id);
ZbAnswer *zb_recordings_list_holds (ZbSession *session, const char *camera);
ZbAnswer *zb_recordings_hold (ZbSession *session, const char *camera, gint64 from, gint64 until,
                              const char *reason);
ZbAnswer *zb_recordings_release (ZbSession *session, const char *hold, const char *reason);

G_END_DECLS
