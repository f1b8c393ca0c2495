/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-world-private.h"

#include "zb-alert.h"
#include "zb-assignment.h"
#include "zb-case.h"
#include "zb-store-private.h"
#include "zb-zone.h"

/**
 * ZbWorld:
 *
 * All that a console knows: one store for each kind of entity, as the platform has confirmed it,
 * and beside it the commands of this officer that the platform has not confirmed yet.
 *
 *   feed ─▶ ZbEvent ─▶ zb_world_apply () ─▶ stores ─▶ views
 *
 * There is no other way in: nothing else writes an entity's confirmed fields.
 */
struct _ZbWorld
{
  GObject parent_instance;
  ZbStore *stores[ZB_N_KINDS];
  GListStore *commands, *delivered, *officers;
  guint n_others;
  ZbWorldWatch watch;
  gpointer watch_data;
};

/* What was delivered lately is kept for a look back, and only for that. */
#define N_DELIVERED 3

enum
{
  APPLIED,
  FORGOTTEN,
  PENDING_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef enum
{
  PROP_OTHERS_WAITING = 1,
} ZbWorldProperty;

static GParamSpec *properties[PROP_OTHERS_WAITING + 1];

G_DEFINE_FINAL_TYPE (ZbWorld, zb_world, G_TYPE_OBJECT)

static void
zb_world_finalize (GObject *object)
{
  ZbWorld *self = ZB_WORLD (object);

  for (int kind = 1; kind < ZB_N_KINDS; kind++)
    g_clear_object (&self->stores[kind]);
  g_clear_object (&self->commands);
  g_clear_object (&self->delivered);
  g_clear_object (&self->officers);
  G_OBJECT_CLASS (zb_world_parent_class)->finalize (object);
}

static void
zb_world_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbWorldProperty)id)
    {
    case PROP_OTHERS_WAITING:
      g_value_set_uint (value, ZB_WORLD (object)->n_others);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_world_class_init (ZbWorldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zb_world_get_property;
  object_class->finalize = zb_world_finalize;
  properties[PROP_OTHERS_WAITING] =
      g_param_spec_uint ("others-waiting", NULL, NULL, 0, G_MAXUINT, 0,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ZbWorld::applied:
   * @self: the world
   * @event: (type ZbEvent): what has happened
   *
   * An event was new to the stores and they hold it now. For what is not a view: sounds, notices.
   */
  signals[APPLIED] = g_signal_new ("applied", ZB_TYPE_WORLD, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, ZB_TYPE_EVENT | G_SIGNAL_TYPE_STATIC_SCOPE);

  /**
   * ZbWorld::forgotten:
   * @self: the world
   * @kind: a `ZbKind`
   * @id: of an entity that is over since long
   *
   * An entity is not held any more, though it is there; see zb_world_forget_over(). For what keeps the world.
   */
  signals[FORGOTTEN] = g_signal_new ("forgotten", ZB_TYPE_WORLD, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);

  /**
   * ZbWorld::pending-changed:
   * @self: the world
   * @subject: the id of an entity
   *
   * The commands that wait beside an entity, or their states, are other than before.
   */
  signals[PENDING_CHANGED] = g_signal_new ("pending-changed", ZB_TYPE_WORLD, G_SIGNAL_RUN_FIRST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
zb_world_init (ZbWorld *self)
{
  for (int kind = 1; kind < ZB_N_KINDS; kind++)
    self->stores[kind] = zb_store_new (kind);
  self->commands = g_list_store_new (ZB_TYPE_COMMAND);
  self->delivered = g_list_store_new (ZB_TYPE_COMMAND);
  self->officers = g_list_store_new (ZB_TYPE_OFFICER);
}

/**
 * zb_world_new:
 *
 * Returns: (transfer full): a world of which nothing is known yet
 */
ZbWorld *
zb_world_new (void)
{
  return g_object_new (ZB_TYPE_WORLD, NULL);
}

/**
 * zb_world_get_store:
 * @self: the world
 * @kind: a known kind of entity
 *
 * Returns: (transfer none): all entities of @kind
 */
ZbStore *
zb_world_get_store (ZbWorld *self, ZbKind kind)
{
  g_return_val_if_fail (kind > ZB_KIND_NONE && kind < ZB_N_KINDS, NULL);
  return self->stores[kind];
}

/**
 * zb_world_lookup:
 * @self: the world
 * @kind: a known kind of entity
 * @id: (nullable): an id
 *
 * Returns: (transfer none) (nullable) (type ZbEntity): the entity of that id
 */
gpointer
zb_world_lookup (ZbWorld *self, ZbKind kind, const char *id)
{
  return zb_store_lookup (zb_world_get_store (self, kind), id);
}

/**
 * zb_world_apply:
 * @self: the world
 * @event: what has happened
 *
 * The only writer of the stores. An entity is taken where its version is newer than the one held,
 * so that repeats and late comers do no harm.
 *
 * Returns: whether the event was new
 */
gboolean
zb_world_apply (ZbWorld *self, ZbEvent *event)
{
  gboolean done;
  if (event->kind <= ZB_KIND_NONE || event->kind >= ZB_N_KINDS)
    return FALSE;
  if (event->entity)
    done = zb_store_put (self->stores[event->kind], event->entity);
  else
    done = zb_store_remove (self->stores[event->kind], event->id);
  if (!done)
    return FALSE;
  if (self->watch)
    self->watch (self->watch_data, event);
  g_signal_emit (self, signals[APPLIED], 0, event);
  return TRUE;
}

/*< private >
 * zb_world_watch:
 * @self: the world, which has no watch yet
 * @watch: what is called
 * @data: for @watch; has to stay for as long as the world
 *
 * Tells of each event before #ZbWorld::applied is emitted: for what counts all of them, and for which a
 * signal costs more than all it does then.
 */
void
zb_world_watch (ZbWorld *self, ZbWorldWatch watch, gpointer data)
{
  g_return_if_fail (!self->watch);

  self->watch = watch;
  self->watch_data = data;
}

/**
 * zb_world_apply_many:
 * @self: the world
 * @events: (element-type ZbEvent): what has happened, in order
 *
 * As zb_world_apply() for each.
 */
void
zb_world_apply_many (ZbWorld *self, GPtrArray *events)
{
  for (guint i = 0; i < events->len; i++)
    zb_world_apply (self, events->pdata[i]);
}

/**
 * zb_world_fill:
 * @self: the world
 * @kind: a known kind of entity
 * @entities: (element-type ZbEntity): what a list or the cache gave
 *
 * Takes a whole list with one signal; by version, as zb_world_apply() does, and without
 * #ZbWorld::applied, since nothing has happened.
 */
void
zb_world_fill (ZbWorld *self, ZbKind kind, GPtrArray *entities)
{
  zb_store_put_many (zb_world_get_store (self, kind), entities);
}

/**
 * zb_world_sweep:
 * @self: the world
 * @kind: a known kind of entity
 * @named: a set of ids
 *
 * Removes every entity of @kind that @named does not hold: those that no list named.
 */
void
zb_world_sweep (ZbWorld *self, ZbKind kind, GHashTable *named)
{
  ZbStore *store = zb_world_get_store (self, kind);
  for (guint i = zb_store_get_size (store); i > 0; i--)
    {
      ZbEntity *entity = zb_store_get_nth (store, i - 1);
      if (!g_hash_table_contains (named, entity->id))
        zb_store_remove (store, entity->id);
    }
}

static gboolean
is_over (gpointer entity)
{
  if (ZB_IS_ALERT (entity))
    return !zb_alert_is_open (entity);
  if (ZB_IS_CASE (entity))
    return !zb_case_is_open (entity);
  if (ZB_IS_ZONE (entity))
    return ZB_ZONE (entity)->ended_at != 0;
  return ZB_IS_ASSIGNMENT (entity) && !zb_assignment_is_open (entity);
}

static void
forget (ZbWorld *self, ZbKind kind, ZbEntity *entity)
{
  g_autofree char *id = g_strdup (entity->id);

  zb_store_remove (zb_world_get_store (self, kind), id);
  g_signal_emit (self, signals[FORGOTTEN], 0, (int)kind, id);
}

/**
 * zb_world_forget_over:
 * @self: the world
 * @before: µs since 1970 UTC
 *
 * Removes alerts, cases, assignments and watch zones that are over and have not changed since @before, as the
 * platform leaves them out of its lists: what runs for weeks does not get larger by each of them.
 */
void
zb_world_forget_over (ZbWorld *self, gint64 before)
{
  static const ZbKind kinds[] = { ZB_KIND_ALERT, ZB_KIND_CASE, ZB_KIND_ASSIGNMENT, ZB_KIND_ZONE };
  for (gsize kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      ZbStore *store = zb_world_get_store (self, kinds[kind]);
      for (guint i = zb_store_get_size (store); i > 0; i--)
        {
          ZbEntity *entity = zb_store_get_nth (store, i - 1);
          if (entity->updated_at < before && is_over (entity))
            forget (self, kinds[kind], entity);
        }
    }
}

/**
 * zb_world_clear:
 * @self: the world
 *
 * Forgets all entities: another officer signs in, or the platform has another log.
 */
void
zb_world_clear (ZbWorld *self)
{
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  for (int kind = 1; kind < ZB_N_KINDS; kind++)
    zb_world_sweep (self, kind, none);
  g_list_store_remove_all (self->delivered);
  g_list_store_remove_all (self->officers);
}

/**
 * zb_world_get_officers:
 * @self: the world
 *
 * Returns: (transfer none): who is on watch, #ZbOfficer, those first who came first; nobody while that is not
 *   known
 */
GListModel *
zb_world_get_officers (ZbWorld *self)
{
  return G_LIST_MODEL (self->officers);
}

static gboolean
is_still (ZbWorld *self, guint at, GPtrArray *officers, guint index)
{
  g_autoptr (ZbOfficer) officer = g_list_model_get_item (G_LIST_MODEL (self->officers), at);

  return zb_officer_equal (officer, officers->pdata[index]);
}

/**
 * zb_world_set_officers:
 * @self: the world
 * @officers: (nullable) (element-type ZbOfficer): all who are on watch; %NULL where nobody knows
 *
 * For the feed alone. Those of whom nothing is new stay as they are, so that a list that shows them does not
 * move.
 */
void
zb_world_set_officers (ZbWorld *self, GPtrArray *officers)
{
  const guint before = g_list_model_get_n_items (G_LIST_MODEL (self->officers));
  const guint after = officers ? officers->len : 0;
  guint first = 0, last = 0;

  while (first < MIN (before, after) && is_still (self, first, officers, first))
    first++;
  while (last < MIN (before, after) - first && is_still (self, before - last - 1, officers, after - last - 1))
    last++;
  if (before == after && first == after)
    return;
  g_list_store_splice (self->officers, first, before - first - last,
                       officers ? officers->pdata + first : NULL, after - first - last);
}

/**
 * zb_world_get_commands:
 * @self: the world
 *
 * Returns: (transfer none): the commands that the platform has not confirmed, #ZbCommand, oldest
 *   first
 */
GListModel *
zb_world_get_commands (ZbWorld *self)
{
  return G_LIST_MODEL (self->commands);
}

/**
 * zb_world_get_delivered:
 * @self: the world
 *
 * Returns: (transfer none): the last few commands that the platform has confirmed, #ZbCommand, the latest
 *   first
 */
GListModel *
zb_world_get_delivered (ZbWorld *self)
{
  return G_LIST_MODEL (self->delivered);
}

/* How an officer likes the screen is nothing that was done to anything, and would push out what was. */
static gboolean
is_deed (ZbCommand *command)
{
  const char *name = zb_command_get_name (command);

  return !g_str_equal (name, "me.preferences") && !g_str_has_prefix (name, "layout.");
}

static void
keep_delivered (ZbWorld *self, ZbCommand *command)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->delivered));

  if (zb_command_get_state (command) != ZB_COMMAND_ACCEPTED || !is_deed (command))
    return;
  if (n == N_DELIVERED)
    g_list_store_remove (self->delivered, n - 1);
  g_list_store_insert (self->delivered, 0, command);
}

static void
on_command_changed (ZbWorld *self, GParamSpec *pspec, ZbCommand *command)
{
  g_signal_emit (self, signals[PENDING_CHANGED], 0, zb_command_get_subject (command));
}

/**
 * zb_world_add_command:
 * @self: the world
 * @command: (transfer none): what an officer has done
 *
 * For the outbox alone.
 */
void
zb_world_add_command (ZbWorld *self, ZbCommand *command)
{
  g_signal_connect_object (command, "notify", G_CALLBACK (on_command_changed), self, G_CONNECT_SWAPPED);
  g_list_store_append (self->commands, command);
  g_signal_emit (self, signals[PENDING_CHANGED], 0, zb_command_get_subject (command));
}

/**
 * zb_world_remove_command:
 * @self: the world
 * @command: one that was added
 *
 * For the outbox alone: it is confirmed, or the officer has seen its refusal.
 */
void
zb_world_remove_command (ZbWorld *self, ZbCommand *command)
{
  guint position;
  g_autoptr (ZbCommand) kept = g_object_ref (command);

  if (!g_list_store_find (self->commands, command, &position))
    return;
  g_signal_handlers_disconnect_by_func (command, on_command_changed, self);
  g_list_store_remove (self->commands, position);
  keep_delivered (self, command);
  g_signal_emit (self, signals[PENDING_CHANGED], 0, zb_command_get_subject (kept));
}

/**
 * zb_world_get_others_waiting:
 * @self: the world
 *
 * Returns: how many commands of other officers wait at this seat; of what they are nothing is known
 */
guint
zb_world_get_others_waiting (ZbWorld *self)
{
  return self->n_others;
}

/**
 * zb_world_set_others_waiting:
 * @self: the world
 * @n: how many commands of other officers wait at this seat
 *
 * For the outbox alone.
 */
void
zb_world_set_others_waiting (ZbWorld *self, guint n)
{
  if (self->n_others == n)
    return;
  self->n_others = n;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OTHERS_WAITING]);
}

/**
 * zb_world_find_command:
 * @self: the world
 * @subject: the id of an entity
 *
 * Returns: (transfer none) (nullable): the last command on @subject that is not confirmed
 */
ZbCommand *
zb_world_find_command (ZbWorld *self, const char *subject)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->commands)); i > 0; i--)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (G_LIST_MODEL (self->commands), i - 1);
      if (g_strcmp0 (zb_command_get_subject (command), subject) == 0)
        return command;
    }
  return NULL;
}
