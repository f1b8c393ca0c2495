/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-areas.h"
#include "zb-audit.h"
#include "zb-call.h"
#include "zb-connection.h"

G_BEGIN_DECLS

typedef struct _ZbPlatform ZbPlatform;

/**
 * ZbTransaction:
 * @platform: (nullable): the platform
 * @connection: the connection, for queries of one's own
 * @areas: which area lies in which
 * @call: (nullable): the request it is for; NULL for what the platform does by itself
 * @now: µs UTC: the one moment that everything in it carries
 *
 * The change, its event and its audit row, written together or not at all. It is used on the
 * thread of its connection only. Its errors are sticky: after the first one it does nothing more,
 * zb_transaction_get_error() tells it and the router answers 503, so a handler need not ask after
 * each step.
 */
typedef struct _ZbTransaction ZbTransaction;
struct _ZbTransaction
{
  ZbPlatform *platform;
  ZbConnection *connection;
  ZbAreas *areas;
  ZbCall *call;
  gint64 now;

  /*< private >*/
  GHashTable *loaded;
  GPtrArray *events;
  GError *error;
  gboolean quiet;
  const char *staged;
  gboolean areas_changed;
  gboolean zones_changed;
  GPtrArray *zones;
  char chain[ZB_AUDIT_HASH_LENGTH + 1]; /* the hash of the audit's last row, once it is known */
};

ZbTransaction *zb_transaction_new (ZbConnection *connection, ZbAreas *areas, ZbCall *call, gint64 now);
void zb_transaction_free (ZbTransaction *self);
void zb_transaction_set_quiet (ZbTransaction *self, gboolean quiet);
void zb_transaction_set_staged (ZbTransaction *self, const char *by);
const GError *zb_transaction_get_error (ZbTransaction *self);

gpointer zb_transaction_load (ZbTransaction *self, ZbKind kind, const char *id);
gboolean zb_transaction_has (ZbTransaction *self, ZbKind kind, const char *id);
GPtrArray *zb_transaction_find (ZbTransaction *self, ZbKind kind, const char *where, const char *types, ...);
gint64 zb_transaction_count (ZbTransaction *self, const char *sql, const char *types, ...);
gboolean zb_transaction_sees_file (ZbTransaction *self, const char *id);
gboolean zb_transaction_sees (ZbTransaction *self, ZbKind kind, const char *id);

void zb_transaction_add (ZbTransaction *self, gpointer entity, const char *type);
void zb_transaction_save (ZbTransaction *self, gpointer entity, const char *type);
void zb_transaction_remove (ZbTransaction *self, gpointer entity);
void zb_transaction_audit (ZbTransaction *self, const char *action, gpointer entity, const char *why);
void zb_transaction_keep_evidence (ZbTransaction *self, gpointer entity, GPtrArray *attachments);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbTransaction, zb_transaction_free)

G_END_DECLS
