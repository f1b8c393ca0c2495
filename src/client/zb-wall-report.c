/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Tells the platform how this wall is: every 30 s, and at once where a screen or a tile has come or gone, so
 * that the desk learns of it before somebody in the hall calls. Not oftener than every 5 s, as the contract
 * has it.
 *
 *   health ─▶ what has changed? ─▶ when is it due? ─▶ PUT /walls/{id}/health
 */
#include "zb-wall-report.h"

#include "zb-json.h"

#define EVERY_MS 30000
#define LEAST_MS 5000

struct _ZbWallReport
{
  GObject parent_instance;

  ZbSession *session;
  ZbWorld *world;
  ZbWallHealth *health;
  guint every_ms;
  guint least_ms;
  gboolean online;
  gboolean urgent;
  gint64 sent_at; /* monotonic, 0 for never */
  gint64 not_before;
  guint source;
};

static GParamSpec *health_property;

G_DEFINE_FINAL_TYPE (ZbWallReport, zb_wall_report, G_TYPE_OBJECT)

static void plan (ZbWallReport *self);

static void
zb_wall_report_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ZB_WALL_REPORT (object)->health);
}

static void
zb_wall_report_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  zb_wall_report_set_health (ZB_WALL_REPORT (object), g_value_get_object (value));
}

static void
zb_wall_report_dispose (GObject *object)
{
  ZbWallReport *self = ZB_WALL_REPORT (object);

  zb_wall_report_stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->world);
  g_clear_object (&self->health);

  G_OBJECT_CLASS (zb_wall_report_parent_class)->dispose (object);
}

static void
zb_wall_report_class_init (ZbWallReportClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zb_wall_report_get_property;
  object_class->set_property = zb_wall_report_set_property;
  object_class->dispose = zb_wall_report_dispose;
  health_property =
      g_param_spec_object ("health", NULL, NULL, ZB_TYPE_WALL_HEALTH,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, 1, health_property);
}

static void
zb_wall_report_init (ZbWallReport *self)
{
  self->every_ms = EVERY_MS;
  self->least_ms = LEAST_MS;
}

/* --- sending -------------------------------------------------------------------------------- */

/* The wall that this account signs in for. */
static ZbWall *
find_wall (ZbWallReport *self)
{
  ZbAccount *account = zb_session_get_account (self->session);
  ZbStore *walls = zb_world_get_store (self->world, ZB_KIND_WALL);

  for (guint i = 0; account != NULL && i < zb_store_get_size (walls); i++)
    {
      ZbWall *wall = zb_store_get_nth (walls, i);
      if (g_strcmp0 (wall->account, account->parent_instance.id) == 0)
        return wall;
    }
  return NULL;
}

/* What was not taken is said again when the platform wants to hear it, or with the next report. */
static DexFuture *
on_answered (DexFuture *future, gpointer data)
{
  ZbWallReport *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  ZbReply *reply = value != NULL ? g_value_get_object (value) : NULL;

  if (reply == NULL || reply->problem == NULL || self->session == NULL)
    return dex_future_new_true ();
  if (reply->status != 429)
    {
      g_warning ("the platform does not take how this wall is: %u", reply->status);
      return dex_future_new_true ();
    }
  self->urgent = TRUE;
  self->not_before = g_get_monotonic_time () + MAX (reply->retry_after, 1) * G_TIME_SPAN_SECOND;
  plan (self);
  return dex_future_new_true ();
}

static void
send (ZbWallReport *self, ZbWall *wall)
{
  g_autoptr (ZbRequest) request = zb_request_new ("PUT", "/walls/%s/health", wall->parent_instance.id);

  zb_request_take_json (request, zb_json_write_record_text (self->health, ZB_JSON_WRITE_ALL, NULL));
  self->sent_at = g_get_monotonic_time ();
  self->urgent = FALSE;
  dex_future_disown (dex_future_finally (zb_session_send (self->session, request), on_answered,
                                         g_object_ref (self), g_object_unref));
}

static gboolean
on_due (gpointer data)
{
  ZbWallReport *self = data;
  ZbWall *wall = find_wall (self);

  self->source = 0;
  if (wall != NULL)
    send (self, wall);
  plan (self);
  return G_SOURCE_REMOVE;
}

/* --- when ----------------------------------------------------------------------------------- */

static gint64
find_due (ZbWallReport *self, gint64 now)
{
  gint64 due = self->sent_at == 0 ? now : self->sent_at + self->every_ms * G_TIME_SPAN_MILLISECOND;
  gint64 soonest = self->sent_at == 0 ? now : self->sent_at + self->least_ms * G_TIME_SPAN_MILLISECOND;

  return MAX (self->urgent ? MIN (due, soonest) : due, self->not_before);
}

static void
plan (ZbWallReport *self)
{
  gint64 now = g_get_monotonic_time ();

  g_clear_handle_id (&self->source, g_source_remove);
  /* Where the wall is not known yet, its coming is what starts it. */
  if (!self->online || self->health == NULL || find_wall (self) == NULL)
    return;
  self->source =
      g_timeout_add ((guint)MAX ((find_due (self, now) - now) / G_TIME_SPAN_MILLISECOND, 0), on_due, self);
}

static void
on_walls_changed (ZbWallReport *self)
{
  if (self->source == 0)
    plan (self);
}

/* Whether the desk is to be told at once; that a measure is another is no news. */
static gboolean
is_news (ZbWallHealth *before, ZbWallHealth *now)
{
  if (before == NULL || now == NULL)
    return TRUE;
  return before->screens != now->screens || before->screens_missing != now->screens_missing ||
         before->tiles != now->tiles || before->tiles_live != now->tiles_live ||
         before->restarts != now->restarts || g_strcmp0 (before->version, now->version) != 0;
}

/* --- its owner's side ------------------------------------------------------------------------- */

/**
 * zb_wall_report_new:
 * @session: a wall's session
 * @world: where the wall is looked up
 *
 * Returns: (transfer full): a report that tells nothing yet
 */
ZbWallReport *
zb_wall_report_new (ZbSession *session, ZbWorld *world)
{
  ZbWallReport *self = g_object_new (ZB_TYPE_WALL_REPORT, NULL);

  self->session = g_object_ref (session);
  self->world = g_object_ref (world);
  g_signal_connect_object (zb_world_get_store (world, ZB_KIND_WALL), "items-changed",
                           G_CALLBACK (on_walls_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * zb_wall_report_set_health:
 * @self: a report
 * @health: (nullable): how the wall is now, not to be changed any more; %NULL where that is not known yet
 *
 * To be given anew as often as it is measured. Where a screen or a tile has come or gone it is told at once.
 */
void
zb_wall_report_set_health (ZbWallReport *self, ZbWallHealth *health)
{
  g_return_if_fail (ZB_IS_WALL_REPORT (self));

  if (is_news (self->health, health))
    self->urgent = TRUE;
  if (!g_set_object (&self->health, health))
    return;
  plan (self);
  g_object_notify_by_pspec (G_OBJECT (self), health_property);
}

/**
 * zb_wall_report_get_health:
 * @self: a report
 *
 * Returns: (transfer none) (nullable): how the wall is
 */
ZbWallHealth *
zb_wall_report_get_health (ZbWallReport *self)
{
  return self->health;
}

/**
 * zb_wall_report_set_pace:
 * @self: a report
 * @every_ms: how often it tells, in milliseconds
 * @least_ms: what is between two of them at the least
 *
 * Otherwise 30 s and 5 s.
 */
void
zb_wall_report_set_pace (ZbWallReport *self, guint every_ms, guint least_ms)
{
  self->every_ms = every_ms;
  self->least_ms = least_ms;
  plan (self);
}

/**
 * zb_wall_report_set_online:
 * @self: a report
 * @online: whether there is a line
 *
 * Begins to tell, at once, or ceases to.
 */
void
zb_wall_report_set_online (ZbWallReport *self, gboolean online)
{
  if (self->online == online)
    return;
  self->online = online;
  self->urgent = TRUE;
  plan (self);
}

/**
 * zb_wall_report_stop:
 * @self: a report
 *
 * Tells nothing any more.
 */
void
zb_wall_report_stop (ZbWallReport *self)
{
  self->online = FALSE;
  g_clear_handle_id (&self->source, g_source_remove);
}
