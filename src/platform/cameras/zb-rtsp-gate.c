/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every request comes by here first: is its ticket good (digest, RFC 2617), and can its camera be watched?
 *
 * Credentials are asked for where watching begins (DESCRIBE, SETUP, PLAY). What belongs to a session that
 * goes on (keep-alive, PAUSE, TEARDOWN) needs none: a ticket's end does not cut what is being watched. */
#include "zb-rtsp-gate.h"

#include "zb-rtsp-watch.h"
#include "zb-ticket-book.h"

#include <string.h>

#define REALM "zhiban"

struct _ZbRtspGate
{
  GstRTSPAuth parent_instance;
  ZbRtspPassword password;
  ZbRtspAdmit admit;
  gpointer user_data;
  ZbRtspFindOwner find_owner;
  gpointer owner_data;
};

G_DEFINE_FINAL_TYPE (ZbRtspGate, zb_rtsp_gate, GST_TYPE_RTSP_AUTH)

/* A number used once: each connection has its own. */
static const char *
nonce_of (GstRTSPClient *client)
{
  const char *nonce = g_object_get_data (G_OBJECT (client), "zb-nonce");
  if (!nonce)
    {
      nonce = g_strdup_printf ("%08x%08x%08x%08x", g_random_int (), g_random_int (), g_random_int (),
                               g_random_int ());
      g_object_set_data_full (G_OBJECT (client), "zb-nonce", (gpointer)nonce, g_free);
    }
  return nonce;
}

static const char *
param (const GstRTSPAuthCredential *credential, const char *name)
{
  for (guint i = 0; credential->params && credential->params[i]; i++)
    if (g_strcmp0 (credential->params[i]->name, name) == 0)
      return credential->params[i]->value;
  return NULL;
}

static gboolean
proves (ZbRtspGate *self, GstRTSPContext *context, const GstRTSPAuthCredential *credential,
        const char *camera, const char *profile)
{
  const char *user = param (credential, "username"), *uri = param (credential, "uri"),
             *answer = param (credential, "response");
  const char *nonce = param (credential, "nonce");
  if (credential->scheme != GST_RTSP_AUTH_DIGEST || !user || !uri || !answer ||
      g_strcmp0 (nonce, nonce_of (context->client)) != 0)
    return FALSE;
  g_autofree char *password = self->password (user, camera, profile, self->user_data);
  if (!password)
    return FALSE;
  g_autofree char *wanted = gst_rtsp_generate_digest_auth_response (
      NULL, gst_rtsp_method_as_text (context->method), REALM, user, password, uri, nonce);
  return wanted && zb_ticket_secrets_equal (wanted, answer);
}

/* Returns: (transfer full) (nullable): the user of the ticket that is proven to be the viewer's */
static char *
find_user (ZbRtspGate *self, GstRTSPContext *context, const char *camera, const char *profile)
{
  char *user = NULL;
  GstRTSPAuthCredential **credentials =
      gst_rtsp_message_parse_auth_credentials (context->request, GST_RTSP_HDR_AUTHORIZATION);
  for (guint i = 0; credentials && credentials[i] && !user; i++)
    if (proves (self, context, credentials[i], camera, profile))
      user = g_strdup (param (credentials[i], "username"));
  gst_rtsp_auth_credentials_free (credentials);
  return user;
}

static gboolean
refuse (GstRTSPContext *context, GstRTSPStatusCode status)
{
  gst_rtsp_message_init_response (context->response, status, gst_rtsp_status_as_text (status),
                                  context->request);
  if (status == GST_RTSP_STS_UNAUTHORIZED)
    gst_rtsp_message_take_header (
        context->response, GST_RTSP_HDR_WWW_AUTHENTICATE,
        g_strdup_printf ("Digest realm=\"" REALM "\", nonce=\"%s\"", nonce_of (context->client)));
  gst_rtsp_client_send_message (context->client, context->session, context->response);
  return FALSE;
}

/* "/cameras/ID/PROFILE" and what follows */
static gboolean
split_path (const char *path, char **camera, char **profile)
{
  g_auto (GStrv) parts = g_strsplit (path ? path : "", "/", 5);
  if (g_strv_length (parts) < 4 || *parts[0] || strcmp (parts[1], "cameras") != 0 || !*parts[2] || !*parts[3])
    return FALSE;
  *camera = g_strdup (parts[2]);
  *profile = g_strdup (parts[3]);
  return TRUE;
}

static gboolean
begins_watching (GstRTSPMethod method)
{
  return (method &
          (GST_RTSP_DESCRIBE | GST_RTSP_SETUP | GST_RTSP_PLAY | GST_RTSP_ANNOUNCE | GST_RTSP_RECORD)) != 0;
}

static gboolean
zb_rtsp_gate_check (GstRTSPAuth *auth, GstRTSPContext *context, const char *check)
{
  ZbRtspGate *self = ZB_RTSP_GATE (auth);
  g_autofree char *camera = NULL, *profile = NULL;
  if (strcmp (check, GST_RTSP_AUTH_CHECK_URL) != 0 || !begins_watching (context->method))
    return strcmp (check, GST_RTSP_AUTH_CHECK_TRANSPORT_CLIENT_SETTINGS) != 0;
  if (!context->uri || !split_path (context->uri->abspath, &camera, &profile))
    return refuse (context, GST_RTSP_STS_NOT_FOUND);
  g_autofree char *user = find_user (self, context, camera, profile);
  if (!user)
    return refuse (context, GST_RTSP_STS_UNAUTHORIZED);
  GstRTSPStatusCode status = self->admit (context, camera, profile, self->user_data);
  if (status != GST_RTSP_STS_OK)
    return refuse (context, status);
  g_autofree char *owner = self->find_owner ? self->find_owner (user, self->owner_data) : NULL;
  zb_rtsp_watch_note (context->client, camera, owner);
  return TRUE;
}

static void
zb_rtsp_gate_class_init (ZbRtspGateClass *klass)
{
  GST_RTSP_AUTH_CLASS (klass)->check = zb_rtsp_gate_check;
}

static void
zb_rtsp_gate_init (ZbRtspGate *self)
{
}

/**
 * zb_rtsp_gate_new:
 * @password: gives the password of a user's ticket
 * @admit: says whether a camera can be watched, called after the ticket was found good
 * @user_data: for both
 *
 * Returns: (transfer full): what checks the requests of a server
 */
GstRTSPAuth *
zb_rtsp_gate_new (ZbRtspPassword password, ZbRtspAdmit admit, gpointer user_data)
{
  ZbRtspGate *self = g_object_new (ZB_TYPE_RTSP_GATE, NULL);
  self->password = password;
  self->admit = admit;
  self->user_data = user_data;
  return GST_RTSP_AUTH (self);
}

/**
 * zb_rtsp_gate_set_owner_finder:
 * @self: a gate
 * @find: (scope forever): knows whose a ticket is
 * @user_data: for @find
 *
 * So that it can be told later who watches, see zb_rtsp_watch_list().
 */
void
zb_rtsp_gate_set_owner_finder (ZbRtspGate *self, ZbRtspFindOwner find, gpointer user_data)
{
  self->find_owner = find;
  self->owner_data = user_data;
}
