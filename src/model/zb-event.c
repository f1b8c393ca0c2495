/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-event.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (ZbEvent, zb_event, zb_event_ref, zb_event_unref)

/* Events of one type come in rows: which one was the last here is looked at before the table of all. */
static const char *
intern_type (const char *type)
{
  static _Thread_local const char *last;

  if (!last || strcmp (last, type) != 0)
    last = g_intern_string (type);
  return last;
}

static ZbEvent *
event_new (const char *type, ZbKind kind, gint64 seq)
{
  ZbEvent *self = g_new0 (ZbEvent, 1);
  g_atomic_ref_count_init (&self->refs);
  self->type = intern_type (type);
  self->kind = kind;
  self->seq = seq;
  return self;
}

/**
 * zb_event_new:
 * @type: the contract's type of event
 * @entity: (transfer none): the entity as it is now
 * @seq: its place in the log, 0 for none
 *
 * Returns: (transfer full): the event that @entity is as given
 */
ZbEvent *
zb_event_new (const char *type, ZbEntity *entity, gint64 seq)
{
  ZbEvent *self = event_new (type, zb_entity_get_kind (entity), seq);
  self->entity = g_object_ref (entity);
  self->id = entity->id;
  return self;
}

/**
 * zb_event_new_removed:
 * @kind: what is gone
 * @id: its id
 * @seq: its place in the log, 0 for none
 *
 * Returns: (transfer full): the event that an entity is gone or no longer ours to see
 */
ZbEvent *
zb_event_new_removed (ZbKind kind, const char *id, gint64 seq)
{
  ZbEvent *self = event_new ("entity.removed", kind, seq);
  self->id = g_strdup (id);
  return self;
}

/**
 * zb_event_renew:
 * @self: an event that nobody else holds, whose entity is another by now
 * @type: the contract's type of event
 * @seq: its place in the log, 0 for none
 *
 * Makes @self what zb_event_new() would make.
 *
 * Returns: (transfer none): @self
 */
ZbEvent *
zb_event_renew (ZbEvent *self, const char *type, gint64 seq)
{
  self->type = intern_type (type);
  self->id = self->entity->id;
  self->seq = seq;
  return self;
}

/**
 * zb_event_ref:
 * @self: an event
 *
 * Returns: (transfer full): @self
 */
ZbEvent *
zb_event_ref (ZbEvent *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

/**
 * zb_event_unref:
 * @self: (transfer full): an event
 */
void
zb_event_unref (ZbEvent *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  if (self->entity)
    g_object_unref (self->entity);
  else
    g_free (self->id);
  g_free (self);
}
