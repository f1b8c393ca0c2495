/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-transaction.h"

G_BEGIN_DECLS

void zb_recording_recover (ZbTransaction *tx, const char *folder);

G_END_DECLS
