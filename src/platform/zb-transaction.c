/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request changes:
 *
 *   load ─▶ change its members ─▶ save: version + 1, revision + 1 if an edited field differs,
 *                                 row, event ─▶ audit ─▶ COMMIT ─▶ the hub tells the feed
 *
 * An entity loaded twice is the same object, and how it was when it was loaded or last saved is kept
 * beside it: as the text in the store, which is read only where it is saved again. */
#include "zb-transaction.h"

#include "zb-audit.h"
#include "zb-drill-sight.h"
#include "zb-due.h"
#include "zb-facts.h"
#include "zb-feed-item.h"
#include "zb-json.h"
#include "zb-transaction-private.h"
#include "zb-zones.h"

#include "zb-alert.h"
#include "zb-area.h"
#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-drill.h"
#include "zb-entry.h"
#include "zb-unit.h"
#include "zb-wall.h"
#include "zb-zone.h"

#include <gio/gio.h>
#include <stdarg.h>

/* What it is looked for by; the id is the entity's own. */
typedef struct
{
  ZbKind kind;
  const char *id;
} Key;

/* The object that handlers change, and how it was. */
typedef struct
{
  Key key;
  ZbEntity *entity;
  ZbEntity *before; /* NULL while it was not needed, or is not in the store */
  char *body;       /* what @before is read from */
} Loaded;

static guint
hash_key (gconstpointer key)
{
  return g_str_hash (((const Key *)key)->id) ^ (guint)((const Key *)key)->kind;
}

static gboolean
same_key (gconstpointer a, gconstpointer b)
{
  return ((const Key *)a)->kind == ((const Key *)b)->kind &&
         g_str_equal (((const Key *)a)->id, ((const Key *)b)->id);
}

static void
loaded_free (gpointer pointer)
{
  Loaded *loaded = pointer;
  g_clear_object (&loaded->entity);
  g_clear_object (&loaded->before);
  g_free (loaded->body);
  g_free (loaded);
}

static ZbEntity *
get_before (Loaded *loaded)
{
  if (loaded->before == NULL && loaded->body != NULL)
    loaded->before = zb_json_read_record_text (G_OBJECT_TYPE (loaded->entity), loaded->body, -1, NULL);
  return loaded->before;
}

/**
 * zb_transaction_new:
 * @connection: the connection of this thread
 * @areas: which area lies in which
 * @call: (nullable): the request it is for
 * @now: µs UTC
 *
 * Returns: (transfer full): a transaction; beginning and ending it in SQLite is the database's
 */
ZbTransaction *
zb_transaction_new (ZbConnection *connection, ZbAreas *areas, ZbCall *call, gint64 now)
{
  ZbTransaction *self = g_new0 (ZbTransaction, 1);
  self->connection = connection;
  self->areas = zb_areas_ref (areas);
  self->call = call;
  self->now = now;
  self->loaded = g_hash_table_new_full (hash_key, same_key, NULL, loaded_free);
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_feed_item_unref);
  return self;
}

/**
 * zb_transaction_free:
 * @self: (transfer full): a transaction
 */
void
zb_transaction_free (ZbTransaction *self)
{
  g_hash_table_unref (self->loaded);
  g_ptr_array_unref (self->events);
  g_clear_pointer (&self->zones, g_ptr_array_unref);
  zb_areas_unref (self->areas);
  g_clear_error (&self->error);
  g_free (self);
}

/**
 * zb_transaction_set_quiet:
 * @self: a transaction
 * @quiet: whether what it saves makes no events: for filling a store that nobody reads yet
 */
void
zb_transaction_set_quiet (ZbTransaction *self, gboolean quiet)
{
  self->quiet = quiet;
}

/**
 * zb_transaction_set_staged:
 * @self: a transaction
 * @by: (nullable): what makes up its deeds, a constant: "demonstration"
 *
 * From now on what it audits is no account's act: the row says by whose part and whence, and names no
 * account.
 */
void
zb_transaction_set_staged (ZbTransaction *self, const char *by)
{
  self->staged = by;
}

/**
 * zb_transaction_get_error:
 * @self: a transaction
 *
 * Returns: (nullable): the first error that it met
 */
const GError *
zb_transaction_get_error (ZbTransaction *self)
{
  return self->error;
}

static Loaded *
find_loaded (ZbTransaction *self, ZbKind kind, const char *id)
{
  return g_hash_table_lookup (self->loaded, &(Key){ kind, id });
}

static Loaded *
keep (ZbTransaction *self, ZbEntity *entity, const char *body)
{
  Loaded *loaded = g_new0 (Loaded, 1);
  loaded->key = (Key){ zb_entity_get_kind (entity), entity->id };
  loaded->entity = entity;
  loaded->body = g_strdup (body);
  g_hash_table_replace (self->loaded, &loaded->key, loaded);
  return loaded;
}

/**
 * zb_transaction_load:
 * @self: a transaction
 * @kind: a kind of entity
 * @id: (nullable): its id
 *
 * Returns: (transfer none) (nullable): the entity, alive as long as @self, NULL where there is none
 */
gpointer
zb_transaction_load (ZbTransaction *self, ZbKind kind, const char *id)
{
  if (self->error != NULL || id == NULL)
    return NULL;
  Loaded *known = find_loaded (self, kind, id);
  if (known != NULL)
    return known->entity;
  g_autoptr (ZbStatement) statement = zb_connection_query (
      self->connection, &self->error, "SELECT body FROM entity WHERE kind = ? AND id = ?", "tt",
      zb_choices_nick (&zb_kinds, (int)kind), id);
  if (statement == NULL || zb_statement_step (statement, &self->error) != ZB_STEP_ROW)
    return NULL;
  const char *body = zb_statement_get_text (statement, 0);
  ZbEntity *entity = zb_json_read_record_text (
      zb_kind_get_type (kind), body, (gssize)zb_statement_get_text_length (statement, 0), &self->error);
  return entity != NULL ? keep (self, entity, body)->entity : NULL;
}

/**
 * zb_transaction_has:
 * @self: a transaction
 * @kind: a kind of entity
 * @id: an id
 *
 * As zb_transaction_load(), for who needs to know no more: the outline of an area is long.
 *
 * Returns: whether there is such an entity
 */
gboolean
zb_transaction_has (ZbTransaction *self, ZbKind kind, const char *id)
{
  if (self->error != NULL || find_loaded (self, kind, id) != NULL)
    return self->error == NULL;
  g_autoptr (ZbStatement) statement =
      zb_connection_query (self->connection, &self->error, "SELECT 1 FROM entity WHERE kind = ? AND id = ?",
                           "tt", zb_choices_nick (&zb_kinds, (int)kind), id);
  return statement != NULL && zb_statement_step (statement, &self->error) == ZB_STEP_ROW;
}

static GPtrArray *
load_ids (ZbTransaction *self, ZbKind kind, ZbStatement *statement)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  while (zb_statement_step (statement, &self->error) == ZB_STEP_ROW)
    g_ptr_array_add (ids, g_strdup (zb_statement_get_text (statement, 0)));
  GPtrArray *entities = g_ptr_array_new ();
  for (guint i = 0; i < ids->len; i++)
    {
      gpointer entity = zb_transaction_load (self, kind, g_ptr_array_index (ids, i));
      if (entity != NULL)
        g_ptr_array_add (entities, entity);
    }
  return entities;
}

static void
bind_values (ZbStatement *statement, int position, const char *types, va_list values)
{
  for (int i = 0; types[i] != '\0'; i++)
    if (types[i] == 'i')
      zb_statement_bind_int64 (statement, position + i, va_arg (values, gint64));
    else if (types[i] == 'd')
      zb_statement_bind_double (statement, position + i, va_arg (values, double));
    else
      zb_statement_bind_text (statement, position + i, va_arg (values, const char *));
}

/**
 * zb_transaction_find:
 * @self: a transaction
 * @kind: a kind of entity
 * @where: a condition over the columns of `entity`, and maybe an order and a limit; a constant of the
 *   program: "of_case = ? AND state <> 'done' ORDER BY rid"
 * @types: the types of its values: t, i or d, as for zb_connection_query()
 * @...: the values
 *
 * Returns: (transfer container) (element-type ZbEntity): the entities, alive as long as @self
 */
GPtrArray *
zb_transaction_find (ZbTransaction *self, ZbKind kind, const char *where, const char *types, ...)
{
  const char *nick = zb_choices_nick (&zb_kinds, (int)kind);
  /* The kind is written out, because SQLite uses a partial index only for a constant. */
  g_autofree char *sql = g_strdup_printf ("SELECT id FROM entity WHERE kind = '%s' AND %s", nick, where);
  g_autoptr (ZbStatement) statement =
      self->error == NULL ? zb_connection_prepare (self->connection, sql, &self->error) : NULL;
  if (statement == NULL)
    return g_ptr_array_new ();
  va_list values;
  va_start (values, types);
  bind_values (statement, 1, types, values);
  va_end (values);
  return load_ids (self, kind, statement);
}

/**
 * zb_transaction_count:
 * @self: a transaction
 * @sql: a query, a constant of the program
 * @types: the types of its values: t, i or d
 * @...: the values
 *
 * Returns: the first column of its first row as a number, 0 where there is none
 */
gint64
zb_transaction_count (ZbTransaction *self, const char *sql, const char *types, ...)
{
  g_autoptr (ZbStatement) statement =
      self->error == NULL ? zb_connection_prepare (self->connection, sql, &self->error) : NULL;
  if (statement == NULL)
    return 0;
  va_list values;
  va_start (values, types);
  bind_values (statement, 1, types, values);
  va_end (values);
  return zb_statement_step (statement, &self->error) == ZB_STEP_ROW ? zb_statement_get_int64 (statement, 0)
                                                                    : 0;
}

/**
 * zb_transaction_sees:
 * @self: a transaction for a call
 * @kind: a kind of entity
 * @id: an id
 *
 * Returns: whether there is such an entity and it lies within the areas of the caller
 */
gboolean
zb_transaction_sees (ZbTransaction *self, ZbKind kind, const char *id)
{
  if (self->error != NULL)
    return FALSE;
  g_autoptr (ZbStatement) statement = zb_connection_query (
      self->connection, &self->error, "SELECT area FROM entity WHERE kind = ? AND id = ?", "tt",
      zb_choices_nick (&zb_kinds, (int)kind), id);
  if (statement == NULL || zb_statement_step (statement, &self->error) != ZB_STEP_ROW)
    return FALSE;
  ZbAccount *account = self->call != NULL ? self->call->account : NULL;
  return account == NULL || zb_areas_contain (self->areas, (const char *const *)account->areas,
                                              zb_statement_get_text (statement, 0));
}

/**
 * zb_entity_get_area:
 * @entity: a #ZbEntity
 *
 * Returns: (nullable): the area that decides who may see it, which for what belongs to a drill is the drill's
 *   own; NULL for what is for all
 */
const char *
zb_entity_get_area (gpointer entity)
{
  const char *drill = ZB_IS_DRILL (entity) ? ZB_ENTITY (entity)->id : zb_drill_of (entity);
  if (drill != NULL)
    return zb_drill_sight (drill);
  switch ((int)zb_entity_get_kind (entity))
    {
    case ZB_KIND_DEVICE:
      return ZB_DEVICE (entity)->area;
    case ZB_KIND_UNIT:
      return ZB_UNIT (entity)->area;
    case ZB_KIND_ALERT:
      return ZB_ALERT (entity)->area;
    case ZB_KIND_CASE:
      return ZB_CASE (entity)->area;
    case ZB_KIND_ASSIGNMENT:
      return ZB_ASSIGNMENT (entity)->area;
    case ZB_KIND_WALL:
      return ZB_WALL (entity)->area;
    case ZB_KIND_ZONE:
      return ZB_ZONE (entity)->area;
    default:
      return NULL;
    }
}

/* What an alert is told from others by; see the unique index over it. A drill is never the same as the real
 * thing, and what does not say that it is one is real. */
char *
zb_alert_get_dedup (ZbAlert *alert)
{
  if (alert->dedup_key == NULL)
    return NULL;
  const char *mode =
      zb_choices_nick (&zb_modes, alert->parent_instance.mode ? alert->parent_instance.mode : ZB_MODE_LIVE);
  if (alert->device != NULL)
    return g_strdup_printf ("%s|%s|%s|%s|%s", mode, alert->source, alert->kind, alert->device,
                            alert->dedup_key);
  char lon[G_ASCII_DTOSTR_BUF_SIZE], lat[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_formatd (lon, sizeof lon, "%.4f", alert->location.lon);
  g_ascii_formatd (lat, sizeof lat, "%.4f", alert->location.lat);
  return g_strdup_printf ("%s|%s|%s|%s,%s|%s", mode, alert->source, alert->kind, lon, lat, alert->dedup_key);
}

/* A watch zone that no part of the district holds touches several, and all of them have to know of it. */
static const char *
find_area_of_zone (ZbTransaction *self, const ZbZone *zone)
{
  return g_strcmp0 (zone->area, zb_areas_get_root (self->areas)) != 0 ? zone->area : NULL;
}

/* An entry belongs where its case is. */
static char *
find_area (ZbTransaction *self, ZbEntity *entity)
{
  if (ZB_IS_ZONE (entity))
    return g_strdup (find_area_of_zone (self, ZB_ZONE (entity)));
  if (zb_entity_get_kind (entity) != ZB_KIND_ENTRY)
    return g_strdup (zb_entity_get_area (entity));
  ZbCase *matter = zb_transaction_load (self, ZB_KIND_CASE, ZB_ENTRY (entity)->case_id);
  return matter != NULL ? g_strdup (zb_entity_get_area (matter)) : NULL;
}

static gboolean
edited (ZbEntity *entity, ZbEntity *before)
{
  GPtrArray *fields = ((ZbRecordClass *)G_OBJECT_GET_CLASS (entity))->fields;
  for (guint i = 0; i < fields->len; i++)
    {
      const ZbField *field = g_ptr_array_index (fields, i);
      if ((field->flags & ZB_FIELD_EDITED) != 0 &&
          (before == NULL || !zb_record_field_equal (field, (ZbRecord *)entity, (ZbRecord *)before)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
write_row (ZbTransaction *self, ZbEntity *entity, const char *area, const char *body)
{
  ZbKind kind = zb_entity_get_kind (entity);
  g_autofree char *dedup = kind == ZB_KIND_ALERT ? zb_alert_get_dedup (ZB_ALERT (entity)) : NULL;
  return zb_connection_run (
      self->connection, &self->error,
      "INSERT INTO entity (kind, id, version, revision, mode, area, updated_at, dedup, body)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version,"
      " revision = excluded.revision, mode = excluded.mode, area = excluded.area, updated_at = "
      "excluded.updated_at,"
      " dedup = excluded.dedup, body = excluded.body",
      "ttiittitt", zb_choices_nick (&zb_kinds, (int)kind), entity->id, entity->version, entity->revision,
      zb_choices_nick (&zb_modes, entity->mode), area, entity->updated_at, dedup, body);
}

static void
add_event (ZbTransaction *self, ZbEntity *entity, const char *type, char *area, const char *area_before,
           char *body)
{
  ZbFeedItem *item = zb_feed_item_new ();
  item->type = g_intern_string (type);
  item->kind = zb_entity_get_kind (entity);
  item->id = g_strdup (entity->id);
  item->area_before = g_strcmp0 (area, area_before) != 0 ? g_strdup (area_before) : NULL;
  item->area = area;
  item->of_case = item->kind == ZB_KIND_ENTRY ? g_strdup (ZB_ENTRY (entity)->case_id) : NULL;
  item->version = entity->version;
  item->at = self->now;
  item->body = body;
  g_ptr_array_add (self->events, item);
  if (zb_connection_run (self->connection, &self->error,
                         "INSERT INTO event (type, kind, id, area, area_before, of_case, version, at, body)"
                         " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                         "ttttttiit", type, zb_choices_nick (&zb_kinds, (int)item->kind), item->id,
                         item->area, item->area_before, item->of_case, item->version, item->at, item->body))
    item->seq = zb_connection_get_last_id (self->connection);
}

static char *
default_type (ZbEntity *entity)
{
  ZbKind kind = zb_entity_get_kind (entity);
  if (kind == ZB_KIND_ENTRY)
    return g_strdup ("case.entry");
  return g_strconcat (zb_choices_nick (&zb_kinds, (int)kind), ".updated", NULL);
}

/* What is new is seldom saved again, and then read from its text. The moments of others may be finer than
 * their text tells, and must not look edited for that. */
static void
remember (Loaded *loaded, gboolean is_new, const char *body)
{
  g_clear_object (&loaded->before);
  if (!is_new || loaded->key.kind != ZB_KIND_ALERT)
    loaded->before = ZB_ENTITY (zb_record_copy ((ZbRecord *)loaded->entity));
  else
    g_set_str (&loaded->body, body);
}

static void
store (ZbTransaction *self, Loaded *loaded, const char *type)
{
  ZbEntity *entity = loaded->entity, *before = get_before (loaded);
  gboolean new_revision = edited (entity, before);
  entity->version = (before != NULL ? before->version : 0) + 1;
  entity->revision = (before != NULL ? before->revision : 0) + (new_revision ? 1 : 0);
  entity->updated_at = self->now;

  g_autofree char *area = find_area (self, entity);
  g_autofree char *usual = type == NULL ? default_type (entity) : NULL;
  g_autofree char *body = zb_json_write_record_text (entity, ZB_JSON_WRITE_ALL, NULL);
  if (self->error != NULL || !write_row (self, entity, area, body))
    return;
  zb_facts_note (self, entity, before == NULL ? zb_connection_get_last_id (self->connection) : 0);
  g_autofree char *area_before = before != NULL ? find_area (self, before) : g_strdup (area);
  gboolean is_new = before == NULL;
  remember (loaded, is_new, body);
  if (!self->quiet)
    add_event (self, entity, type != NULL ? type : usual, g_steal_pointer (&area), area_before,
               g_steal_pointer (&body));
  self->areas_changed |= zb_entity_get_kind (entity) == ZB_KIND_AREA;
  if (ZB_IS_ZONE (entity))
    zb_zones_note_change (self);
  zb_due_note (self, entity, is_new);
}

/**
 * zb_transaction_add:
 * @self: a transaction
 * @entity: (transfer full): a new #ZbEntity with its id
 * @type: (nullable): the type of its event, NULL for "<kind>.updated"
 *
 * Writes it for the first time. It is the transaction's from now on.
 */
void
zb_transaction_add (ZbTransaction *self, gpointer entity, const char *type)
{
  store (self, keep (self, entity, NULL), type);
}

/**
 * zb_transaction_save:
 * @self: a transaction
 * @entity: a #ZbEntity that it loaded or added, changed since
 * @type: (nullable): the type of its event, NULL for "<kind>.updated"
 *
 * Writes it, with its next version and its event.
 */
void
zb_transaction_save (ZbTransaction *self, gpointer entity, const char *type)
{
  Loaded *loaded = find_loaded (self, zb_entity_get_kind (entity), ZB_ENTITY (entity)->id);
  g_return_if_fail (loaded != NULL && loaded->entity == entity);
  store (self, loaded, type);
}

/**
 * zb_transaction_remove:
 * @self: a transaction
 * @entity: a #ZbEntity that it loaded
 *
 * Deletes it and tells so. The object stays alive as long as @self.
 */
void
zb_transaction_remove (ZbTransaction *self, gpointer entity)
{
  ZbEntity *gone = entity;
  char *area = find_area (self, gone);
  const char *kind = zb_choices_nick (&zb_kinds, (int)zb_entity_get_kind (gone));
  if (self->error != NULL ||
      !zb_connection_run (self->connection, &self->error, "DELETE FROM entity WHERE kind = ? AND id = ?",
                          "tt", kind, gone->id))
    g_free (area);
  else
    {
      zb_facts_forget (self, gone);
      add_event (self, gone, "entity.removed", area, area, NULL);
    }
}

/**
 * zb_transaction_audit:
 * @self: a transaction
 * @action: what was done: "alert.claim"
 * @entity: (nullable): the #ZbEntity it was done to
 * @why: (nullable): the reason that was given
 *
 * Writes who did what, on what, when, from where and why.
 */
void
zb_transaction_audit (ZbTransaction *self, const char *action, gpointer entity, const char *why)
{
  if (self->error != NULL)
    return;
  ZbAccount *account = self->call != NULL ? self->call->account : NULL;
  g_autofree char *area = entity != NULL ? find_area (self, entity) : NULL;
  const char *name = account != NULL ? account->name : self->call != NULL ? self->call->source : NULL;
  g_autofree char *part = self->staged != NULL ? g_strjoin (": ", self->staged, name, NULL) : NULL;
  ZbAuditRow row = {
    /* To the millisecond, as the contract's times are: whoever hashes the row again reads it there. */
    .at = self->now / 1000 * 1000,
    .account = account != NULL && self->staged == NULL ? ZB_ENTITY (account)->id : NULL,
    .name = part != NULL ? part : name,
    .action = action,
    .kind = entity != NULL ? zb_choices_nick (&zb_kinds, (int)zb_entity_get_kind (entity)) : NULL,
    .id = entity != NULL ? ZB_ENTITY (entity)->id : NULL,
    .area = area,
    .address = self->staged != NULL ? self->staged
               : self->call != NULL ? self->call->address
                                    : NULL,
    .why = why,
  };
  zb_audit_append_after (self->connection, &row, self->chain, &self->error);
}

/* A case that was merged into one that was merged, and so on; more than this nobody does. */
#define MOST_MERGES 16

/* Where pictures go on to: from an alert into its case, from a case into the one that took it over. */
static const char *
find_next_case (ZbTransaction *self, ZbKind kind, const char *id)
{
  gpointer entity =
      kind == ZB_KIND_ALERT || kind == ZB_KIND_CASE ? zb_transaction_load (self, kind, id) : NULL;
  if (entity == NULL)
    return NULL;
  return kind == ZB_KIND_ALERT ? ZB_ALERT (entity)->case_id : ZB_CASE (entity)->merged_into;
}

static gboolean
shows (const ZbCase *of, const char *file)
{
  for (guint i = 0; of != NULL && of->evidence != NULL && i < of->evidence->len; i++)
    if (g_strcmp0 (((ZbAttachment *)of->evidence->pdata[i])->id, file) == 0)
      return TRUE;
  return FALSE;
}

/* The case may lie elsewhere by now than the alert whose pictures it shows: whoever sees the case sees them.
 */
static gboolean
sees_in_case (ZbTransaction *self, ZbKind kind, const char *id, const char *file)
{
  const char *next = find_next_case (self, kind, id);
  for (guint i = 0; next != NULL && i < MOST_MERGES; i++)
    {
      if (zb_transaction_sees (self, ZB_KIND_CASE, next) &&
          shows (zb_transaction_load (self, ZB_KIND_CASE, next), file))
        return TRUE;
      next = find_next_case (self, ZB_KIND_CASE, next);
    }
  return FALSE;
}

/**
 * zb_transaction_sees_file:
 * @self: a transaction for a call
 * @id: the id of a file that was put
 *
 * Returns: whether the platform has it, and the caller may see it: who put it, and whoever sees what shows
 * it, be it the first that did or a case that has it from there
 */
gboolean
zb_transaction_sees_file (ZbTransaction *self, const char *id)
{
  if (self->error != NULL)
    return FALSE;
  g_autoptr (ZbStatement) row = zb_connection_query (
      self->connection, &self->error, "SELECT by, kind, entity FROM evidence WHERE id = ?", "t", id);
  if (row == NULL || zb_statement_step (row, &self->error) != ZB_STEP_ROW)
    return FALSE;
  ZbAccount *account = self->call->account;
  const char *caller = account != NULL ? ZB_ENTITY (account)->id : self->call->source;
  if (g_strcmp0 (zb_statement_get_text (row, 0), caller) == 0)
    return TRUE;
  ZbKind kind = zb_choices_parse (&zb_kinds, zb_statement_get_text (row, 1));
  const char *entity = zb_statement_get_text (row, 2);
  return kind > 0 && entity != NULL &&
         (zb_transaction_sees (self, kind, entity) || sees_in_case (self, kind, entity, id));
}

/**
 * zb_transaction_keep_evidence:
 * @self: a transaction
 * @entity: the #ZbEntity that shows it
 * @attachments: (nullable) (element-type ZbAttachment): what it shows
 *
 * Lets those who may see @entity see these files. A file belongs to the first entity that shows it;
 * what the platform knows of it (type, hash) is written into the attachment.
 */
void
zb_transaction_keep_evidence (ZbTransaction *self, gpointer entity, GPtrArray *attachments)
{
  const char *kind = zb_choices_nick (&zb_kinds, (int)zb_entity_get_kind (entity));
  for (guint i = 0; self->error == NULL && attachments != NULL && i < attachments->len; i++)
    {
      ZbAttachment *attachment = g_ptr_array_index (attachments, i);
      zb_connection_run (self->connection, &self->error,
                         "UPDATE evidence SET kind = ?, entity = ? WHERE id = ? AND entity IS NULL", "ttt",
                         kind, ZB_ENTITY (entity)->id, attachment->id);
      g_autoptr (ZbStatement) statement =
          zb_connection_query (self->connection, &self->error,
                               "SELECT mime, sha256 FROM evidence WHERE id = ?", "t", attachment->id);
      if (statement == NULL || zb_statement_step (statement, &self->error) != ZB_STEP_ROW)
        continue;
      g_set_str (&attachment->mime, zb_statement_get_text (statement, 0));
      g_set_str (&attachment->sha256, zb_statement_get_text (statement, 1));
    }
}
