/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"
#include "zb-head.h"

G_BEGIN_DECLS

void zb_ptz_deed_halt (ZbConnection *connection, ZbHead *head);
void zb_ptz_deed_drive (ZbConnection *connection, ZbHead *head, ZbPose speed);
void zb_ptz_deed_go_to (ZbConnection *connection, ZbHead *head, ZbPose pose);

G_END_DECLS
