/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit log as a console reads it. It does not take the platform's word: each row that comes is hashed
 * here again, and where two rows follow each other the hash of the one has to stand in the other. */
#include "zb-audit-entry.h"

static ZbField zb_audit_entry_fields[] = {
  ZB_FIELD (ZbAuditEntry, seq, INTEGER, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAuditEntry, at, TIME, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAuditEntry, actor, TEXT),
  ZB_FIELD (ZbAuditEntry, actor_name, TEXT),
  ZB_FIELD (ZbAuditEntry, action, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAuditEntry, kind, TEXT),
  ZB_FIELD (ZbAuditEntry, id, TEXT),
  ZB_FIELD (ZbAuditEntry, area, TEXT),
  ZB_FIELD (ZbAuditEntry, origin, TEXT),
  ZB_FIELD (ZbAuditEntry, why, TEXT),
  ZB_FIELD (ZbAuditEntry, previous, TEXT),
  ZB_FIELD (ZbAuditEntry, hash, TEXT, .flags = ZB_FIELD_REQUIRED),
};

ZB_DEFINE_RECORD (ZbAuditEntry, zb_audit_entry, ZB_TYPE_RECORD)

static ZbField zb_audit_span_fields[] = {
  ZB_FIELD (ZbAuditSpan, from, INTEGER, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAuditSpan, through, INTEGER, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbAuditSpan, broken, INTEGER),
};

ZB_DEFINE_RECORD (ZbAuditSpan, zb_audit_span, ZB_TYPE_RECORD)

/* Each part with its length before it, so that no two rows read alike; what is not there is a dash. */
static void
add_part (GChecksum *checksum, const char *text)
{
  g_autofree char *part =
      text ? g_strdup_printf ("%" G_GSIZE_FORMAT ":%s,", strlen (text), text) : g_strdup ("-,");

  g_checksum_update (checksum, (const guchar *)part, -1);
}

/**
 * zb_audit_entry_hash:
 * @self: a row
 *
 * The first row of a log has an empty hash before it.
 *
 * Returns: (transfer full): the hash that it has to carry, in hexadecimal
 */
char *
zb_audit_entry_hash (const ZbAuditEntry *self)
{
  g_autofree char *at = g_strdup_printf ("%" G_GINT64_FORMAT, self->at);
  const char *parts[] = { self->previous ? self->previous : "",
                          at,
                          self->actor,
                          self->actor_name,
                          self->action,
                          self->kind,
                          self->id,
                          self->area,
                          self->origin,
                          self->why };
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    add_part (checksum, parts[i]);
  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
is_whole (const ZbAuditEntry *entry)
{
  g_autofree char *hash = zb_audit_entry_hash (entry);

  return g_strcmp0 (hash, entry->hash) == 0;
}

static gboolean
follows (const ZbAuditEntry *later, const ZbAuditEntry *earlier)
{
  if (later->seq <= earlier->seq)
    return FALSE;
  return later->seq > earlier->seq + 1 || g_strcmp0 (later->previous, earlier->hash) == 0;
}

/**
 * zb_audit_find_broken:
 * @entries: rows of a log as #ZbAuditEntry, the latest first; there may be others between them
 *
 * Returns: the number of the first row that is not what it says it is, or does not follow the one before;
 *   0 where all hold
 */
gint64
zb_audit_find_broken (GListModel *entries)
{
  g_autoptr (ZbAuditEntry) earlier = NULL;

  for (guint i = g_list_model_get_n_items (entries); i > 0; i--)
    {
      g_autoptr (ZbAuditEntry) entry = g_list_model_get_item (entries, i - 1);
      if (!is_whole (entry) || (earlier && !follows (entry, earlier)))
        return entry->seq;
      g_set_object (&earlier, entry);
    }
  return 0;
}
