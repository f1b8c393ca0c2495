/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-event.h"

G_DEFINE_BOXED_TYPE (ZbEvent, zb_event, zb_event_ref, zb_event_unref)

static ZbEvent *
event_new (const char *type, ZbKind kind, const char *id, gint64 seq)
{
  ZbEvent *self = g_new0 (ZbEvent, 1);
  g_atomic_ref_count_init (&self->refs);
  self->type = g_intern_string (type);
  self->kind = kind;
  self->id = g_strdup (id);
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
  ZbEvent *self = event_new (type, zb_entity_get_kind (entity), entity->id, seq);
  self->entity = g_object_ref (entity);
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
  return event_new ("entity.removed", kind, id, seq);
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
  g_free (self->id);
  g_clear_object (&self->entity);
  g_free (self);
}
