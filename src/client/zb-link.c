/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The platform as this console sees it, tied together.
 *
 *   sign_in ─▶ session ─▶ cache ─▶ world (what was known last)
 *                 ├─▶ outbox (what is not answered yet)
 *                 ├─▶ feed ─▶ inbox ─▶ world ─▶ cache
 *                 ├─▶ presence
 *                 └─▶ how this wall is, where it is one
 *
 * All of it belongs to one officer at one platform (a Seat) and goes when another has signed in: a password
 * that is wrong takes nobody's seat. The world stays, and is emptied where it is not that officer's.
 */
#include "zb-link-private.h"

#include "zb-now.h"

#define PICTURES (64 * 1024 * 1024)

typedef enum
{
  PROP_STATE = 1,
  PROP_AS_OF,
  PROP_ACCOUNT,
  PROP_PROBLEM,
} Property;

static GParamSpec *properties[PROP_PROBLEM + 1];

enum
{
  SIGNAL_CLAIMS_RENEWED,
  SIGNAL_UNSENT_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbLink, zb_link, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_MEDIA, zb_link_media_init)
                                   G_IMPLEMENT_INTERFACE (ZB_TYPE_EVIDENCE, zb_link_evidence_init)
                                       G_IMPLEMENT_INTERFACE (ZB_TYPE_QUERY, zb_link_query_init)
                                           G_IMPLEMENT_INTERFACE (ZB_TYPE_DRILL_QUERY, zb_link_drill_init))

static void
zb_link_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbLink *self = ZB_LINK (object);

  switch ((Property)id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, zb_link_get_as_of (self));
      break;
    case PROP_ACCOUNT:
      g_value_set_object (value, zb_link_get_account (self));
      break;
    case PROP_PROBLEM:
      g_value_set_string (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_link_dispose (GObject *object)
{
  ZbLink *self = ZB_LINK (object);

  if (self->outbox != NULL)
    zb_outbox_close (self->outbox);
  dex_future_disown (zb_link_leave_seat (self));
  dex_clear (&self->leaving);
  g_clear_object (&self->timelines);
  g_clear_object (&self->inbox);
  g_clear_object (&self->world);

  G_OBJECT_CLASS (zb_link_parent_class)->dispose (object);
}

static void
zb_link_finalize (GObject *object)
{
  ZbLink *self = ZB_LINK (object);

  zb_picture_cache_free (self->pictures);
  g_clear_object (&self->wall_health);
  g_free (self->problem);
  g_free (self->disk_problem);
  g_free (self->world_is_of);

  G_OBJECT_CLASS (zb_link_parent_class)->finalize (object);
}

static void
zb_link_class_init (ZbLinkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_link_get_property;
  object_class->dispose = zb_link_dispose;
  object_class->finalize = zb_link_finalize;
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, ZB_LINK_SIGNED_OUT, ZB_LINK_STALE, 0, flags);
  properties[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ZbLink::claims-renewed:
   * @self: a link
   * @renewed: (array zero-terminated=1): the ids of the alerts whose claims are this officer's still
   *
   * The platform has been told of all claims that are known here, and has renewed these.
   */
  signals[SIGNAL_CLAIMS_RENEWED] =
      g_signal_new ("claims-renewed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRV);

  /**
   * ZbLink::unsent-left:
   * @self: a link
   * @n_left: how much waits on this machine for the officer who has gone, and is sent when that officer is
   * back
   * @n_lost: how much is lost, because this machine's disk takes nothing
   *
   * Who sat here has gone, and not all of what was done could be sent before. Who sits here now may be
   * another.
   */
  signals[SIGNAL_UNSENT_LEFT] = g_signal_new ("unsent-left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                              NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
zb_link_init (ZbLink *self)
{
  self->pictures = zb_picture_cache_new (PICTURES);
}

/**
 * zb_link_new:
 * @world: what a console knows; the link is the only one that writes it
 *
 * Returns: (transfer full): a link that nobody has signed in to
 */
ZbLink *
zb_link_new (ZbWorld *world)
{
  ZbLink *self = g_object_new (ZB_TYPE_LINK, NULL);

  self->world = g_object_ref (world);
  self->inbox = zb_inbox_new (world);
  self->timelines = zb_timelines_new (world);
  return self;
}

/**
 * zb_link_get_world:
 * @self: a link
 *
 * Returns: (transfer none): the world that it writes
 */
ZbWorld *
zb_link_get_world (ZbLink *self)
{
  return self->world;
}

/**
 * zb_link_get_state:
 * @self: a link
 *
 * Returns: how it stands
 */
ZbLinkState
zb_link_get_state (ZbLink *self)
{
  return self->state;
}

/**
 * zb_link_get_as_of:
 * @self: a link
 *
 * Returns: when the platform was last heard, µs UTC by its clock; 0 where it was not heard since signing in
 */
gint64
zb_link_get_as_of (ZbLink *self)
{
  return self->feed ? zb_feed_get_as_of (self->feed) : 0;
}

/**
 * zb_link_get_now:
 * @self: a link
 *
 * Returns: the time by the platform's clock, µs UTC, for ages and deadlines
 */
gint64
zb_link_get_now (ZbLink *self)
{
  return zb_now ();
}

/**
 * zb_link_get_account:
 * @self: a link
 *
 * Returns: (transfer none) (nullable): who has signed in
 */
ZbAccount *
zb_link_get_account (ZbLink *self)
{
  return self->session ? zb_session_get_account (self->session) : NULL;
}

/**
 * zb_link_get_url:
 * @self: a link
 *
 * Returns: (nullable): the platform that somebody has signed in to
 */
const char *
zb_link_get_url (ZbLink *self)
{
  return self->rest ? zb_rest_get_url (self->rest) : NULL;
}

/**
 * zb_link_get_problem:
 * @self: a link
 *
 * Returns: (nullable): what hinders it, in words for the officer
 */
const char *
zb_link_get_problem (ZbLink *self)
{
  return self->problem;
}

void
zb_link_set_state (ZbLink *self, ZbLinkState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

void
zb_link_set_problem (ZbLink *self, const char *problem)
{
  if (g_set_str (&self->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

void
zb_link_tell_left (ZbLink *self, guint n_left, guint n_lost)
{
  g_signal_emit (self, signals[SIGNAL_UNSENT_LEFT], 0, n_left, n_lost);
}

/**
 * zb_link_set_looking_at:
 * @self: a link
 * @subject: (nullable): what the officer looks at, such as "alert/<id>"
 *
 * Told to the others, whom it concerns.
 */
void
zb_link_set_looking_at (ZbLink *self, const char *subject)
{
  if (self->presence != NULL)
    zb_presence_set_looking_at (self->presence, subject);
}

/**
 * zb_link_set_muted:
 * @self: a link
 * @severities: those that make no sound at this seat, one bit each: 1 << #ZbSeverity
 *
 * Told to the others, so that somebody knows of what nobody hears.
 */
void
zb_link_set_muted (ZbLink *self, guint severities)
{
  self->muted = severities;
  if (self->presence != NULL)
    zb_presence_set_muted (self->presence, severities);
}

/**
 * zb_link_set_silent:
 * @self: a link
 * @silent: whether nothing at all can be heard at this seat, as where the sound device is gone
 *
 * Told to the others, so that nobody relies on an officer who hears no alert.
 */
void
zb_link_set_silent (ZbLink *self, gboolean silent)
{
  self->silent = silent;
  if (self->presence != NULL)
    zb_presence_set_silent (self->presence, silent);
}

/**
 * zb_link_set_wall_health:
 * @self: a link
 * @health: (nullable): how this wall is now, not to be changed any more
 *
 * Told to the platform every 30 s, and at once where a screen or a tile has come or gone, while an account of
 * the role wall is signed in. To be given anew as often as it is measured.
 */
void
zb_link_set_wall_health (ZbLink *self, ZbWallHealth *health)
{
  g_set_object (&self->wall_health, health);
  if (self->wall_report != NULL)
    zb_wall_report_set_health (self->wall_report, health);
}
