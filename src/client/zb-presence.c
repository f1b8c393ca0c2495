/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Says every 20 s that somebody sits here, what is looked at, and which claims are to be kept: a lease lasts
 * 60 s, so that an alert is free again soon after its officer's console is gone. */
#include "zb-presence.h"

#include "zb-alert.h"
#include "zb-json.h"
#include "zb-presence-answer.h"

#define EVERY 20
#define MOST_CLAIMS 100

/* What the officer passes on the way from one thing to another is not looked at. */
#define SETTLED 400

struct _ZbPresence
{
  GObject parent_instance;

  ZbSession *session;
  ZbWorld *world;
  char *looking_at;
  guint muted;
  gboolean silent;
  guint source;
  guint soon;
};

enum
{
  SIGNAL_ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbPresence, zb_presence, G_TYPE_OBJECT)

static void
zb_presence_dispose (GObject *object)
{
  ZbPresence *self = ZB_PRESENCE (object);

  zb_presence_stop (self);
  g_clear_object (&self->session);
  g_clear_object (&self->world);
  g_clear_pointer (&self->looking_at, g_free);

  G_OBJECT_CLASS (zb_presence_parent_class)->dispose (object);
}

static void
zb_presence_class_init (ZbPresenceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_presence_dispose;

  /**
   * ZbPresence::answered:
   * @self: a presence
   * @renewed: (array zero-terminated=1): the ids of the alerts whose claims were renewed
   *
   * The platform has heard; the other claims that were named are not the officer's any more.
   */
  signals[SIGNAL_ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRV);
}

static void
zb_presence_init (ZbPresence *self)
{
}

/**
 * zb_presence_new:
 * @session: who sits here
 * @world: where the claims are
 *
 * Returns: (transfer full): a presence that is not told yet
 */
ZbPresence *
zb_presence_new (ZbSession *session, ZbWorld *world)
{
  ZbPresence *self = g_object_new (ZB_TYPE_PRESENCE, NULL);

  self->session = g_object_ref (session);
  self->world = g_object_ref (world);
  return self;
}

static yyjson_mut_val *
write_claims (ZbPresence *self, yyjson_mut_doc *document, const char *account)
{
  ZbStore *alerts = zb_world_get_store (self->world, ZB_KIND_ALERT);
  yyjson_mut_val *claims = yyjson_mut_arr (document);

  for (guint i = 0; i < zb_store_get_size (alerts) && yyjson_mut_arr_size (claims) < MOST_CLAIMS; i++)
    {
      ZbAlert *alert = zb_store_get_nth (alerts, i);
      if (alert->state == ZB_ALERT_CLAIMED && alert->claim && g_strcmp0 (alert->claim->by, account) == 0)
        yyjson_mut_arr_add_strcpy (document, claims, alert->parent_instance.id);
    }
  return claims;
}

static yyjson_mut_val *
write_muted (ZbPresence *self, yyjson_mut_doc *document)
{
  yyjson_mut_val *muted = yyjson_mut_arr (document);

  for (int severity = ZB_SEVERITY_LOW; severity < ZB_N_SEVERITIES; severity++)
    if (self->muted & (1u << severity))
      yyjson_mut_arr_add_str (document, muted, zb_choices_nick (&zb_severities, severity));
  return muted;
}

/* A change is told without claims: they are renewed by the beat, and each renewal is an event for all. */
static char *
write_body (ZbPresence *self, const char *account, gboolean renews)
{
  g_autoptr (ZbJsonMutDoc) document = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (document);

  if (self->looking_at != NULL)
    yyjson_mut_obj_add_strcpy (document, root, "looking_at", self->looking_at);
  yyjson_mut_obj_add_val (document, root, "claims",
                          renews ? write_claims (self, document, account) : yyjson_mut_arr (document));
  yyjson_mut_obj_add_val (document, root, "muted", write_muted (self, document));
  yyjson_mut_obj_add_bool (document, root, "silent", self->silent != FALSE);
  yyjson_mut_doc_set_root (document, root);
  return zb_json_to_text (document, NULL);
}

static DexFuture *
on_answered (DexFuture *future, gpointer data)
{
  ZbPresence *self = data;
  const GValue *value = dex_future_get_value (future, NULL);
  ZbReply *reply = value ? g_value_get_object (value) : NULL;
  g_autoptr (ZbPresenceAnswer) answer = NULL;
  gsize length;
  const char *text;

  if (reply == NULL || reply->problem != NULL || self->source == 0)
    return dex_future_new_true ();
  text = g_bytes_get_data (reply->body, &length);
  answer = zb_presence_answer_parse (text ? text : "", length, NULL);
  if (answer != NULL)
    g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, answer->renewed);
  return dex_future_new_true ();
}

static DexFuture *
put (ZbPresence *self, gboolean renews)
{
  ZbAccount *account = zb_session_get_account (self->session);
  g_autoptr (ZbRequest) request = zb_request_new ("PUT", "/me/presence");

  if (account == NULL)
    return dex_future_new_reject (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "nobody has signed in");
  zb_request_take_json (request, write_body (self, account->parent_instance.id, renews));
  return zb_session_send (self->session, request);
}

static gboolean
tell (gpointer data)
{
  ZbPresence *self = data;

  dex_future_disown (dex_future_then (put (self, TRUE), on_answered, g_object_ref (self), g_object_unref));
  return G_SOURCE_CONTINUE;
}

static gboolean
tell_soon (gpointer data)
{
  ZbPresence *self = data;

  self->soon = 0;
  dex_future_disown (put (self, FALSE));
  return G_SOURCE_REMOVE;
}

/* Others see it at once, and not only with the next beat. */
static void
note_change (ZbPresence *self)
{
  if (self->source == 0)
    return;
  g_clear_handle_id (&self->soon, g_source_remove);
  self->soon = g_timeout_add (SETTLED, tell_soon, self);
}

/**
 * zb_presence_set_looking_at:
 * @self: a presence
 * @subject: (nullable): what the officer looks at, such as "alert/<id>"
 */
void
zb_presence_set_looking_at (ZbPresence *self, const char *subject)
{
  if (g_set_str (&self->looking_at, subject))
    note_change (self);
}

/**
 * zb_presence_set_muted:
 * @self: a presence
 * @severities: those that make no sound at this seat, one bit each: 1 << #ZbSeverity
 */
void
zb_presence_set_muted (ZbPresence *self, guint severities)
{
  if (self->muted == severities)
    return;
  self->muted = severities;
  note_change (self);
}

/**
 * zb_presence_set_silent:
 * @self: a presence
 * @silent: whether nothing at all can be heard at this seat
 */
void
zb_presence_set_silent (ZbPresence *self, gboolean silent)
{
  if (self->silent == silent)
    return;
  self->silent = silent;
  note_change (self);
}

/**
 * zb_presence_set_online:
 * @self: a presence
 * @online: whether there is a line
 *
 * Begins to tell, at once, or ceases to.
 */
void
zb_presence_set_online (ZbPresence *self, gboolean online)
{
  if (online == (self->source != 0))
    return;
  zb_presence_stop (self);
  if (!online)
    return;
  tell (self);
  self->source = g_timeout_add_seconds (EVERY, tell, self);
}

/**
 * zb_presence_stop:
 * @self: a presence
 *
 * Tells nothing any more.
 */
void
zb_presence_stop (ZbPresence *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
}
