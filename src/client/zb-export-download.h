/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"
#include "zb-recording.h"
#include "zb-session.h"

G_BEGIN_DECLS

ZbAnswer *zb_export_download (ZbSession *session, ZbExport *export, GFile *destination);

G_END_DECLS
