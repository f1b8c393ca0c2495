/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-recording.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

/* So many of an officer may wait or be made at a time. */
#define ZB_EXPORT_MOST_WAITING 10
#define ZB_EXPORT_DAYS 7

void zb_export_store_add (ZbTransaction *tx, const ZbExport *export, GPtrArray *regions, const char *who);
ZbExport *zb_export_store_load (ZbTransaction *tx, const char *id);
ZbExport *zb_export_store_take_next (ZbTransaction *tx, char **who, GPtrArray **regions);
void zb_export_store_finish (ZbTransaction *tx, const char *id, gint64 bytes, const char *sha256);
void zb_export_store_start_anew (ZbTransaction *tx);
guint zb_export_store_count_waiting (ZbTransaction *tx, const char *account);
GPtrArray *zb_export_store_forget_old (ZbTransaction *tx, gint64 before);
char *zb_export_store_find_path (ZbPlatform *platform, const char *id);

G_END_DECLS
