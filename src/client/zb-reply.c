/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-reply.h"

#define LONGEST_WAIT 300

G_DEFINE_FINAL_TYPE (ZbReply, zb_reply, G_TYPE_OBJECT)

static void
zb_reply_finalize (GObject *object)
{
  ZbReply *self = ZB_REPLY (object);

  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->content_type, g_free);
  g_clear_object (&self->problem);

  G_OBJECT_CLASS (zb_reply_parent_class)->finalize (object);
}

static void
zb_reply_class_init (ZbReplyClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_reply_finalize;
}

static void
zb_reply_init (ZbReply *self)
{
  self->feed_seq = -1;
}

static gint64
read_number (SoupMessageHeaders *headers, const char *name, gint64 most, gint64 otherwise)
{
  const char *text = soup_message_headers_get_one (headers, name);
  gint64 number;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, most, &number, NULL))
    return otherwise;
  return number;
}

/* How long to wait a platform may say in the header alone. */
static ZbProblem *
read_problem (ZbReply *self)
{
  ZbProblem *problem = zb_json_parse_problem (self->status, g_bytes_get_data (self->body, NULL),
                                              g_bytes_get_size (self->body));

  if (problem->retry_after == 0)
    problem->retry_after = self->retry_after;
  return problem;
}

/**
 * zb_reply_new:
 * @message: an exchange that is finished
 * @body: its body
 *
 * Returns: (transfer full): the answer
 */
ZbReply *
zb_reply_new (SoupMessage *message, GBytes *body)
{
  ZbReply *self = g_object_new (ZB_TYPE_REPLY, NULL);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  self->status = soup_message_get_status (message);
  self->body = g_bytes_ref (body);
  self->content_type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  self->feed_seq = read_number (headers, "Feed-Seq", G_MAXINT64, -1);
  self->retry_after = (guint)read_number (headers, "Retry-After", LONGEST_WAIT, 0);
  if (self->status < 200 || self->status > 299)
    self->problem = read_problem (self);
  return self;
}

/**
 * zb_reply_is_final:
 * @self: an answer
 *
 * Whether the platform has decided. What it could not do just now (too busy, failing, nobody signed in) may
 * be sent again with the same key.
 *
 * Returns: %TRUE if sending the same again would be answered the same
 */
gboolean
zb_reply_is_final (ZbReply *self)
{
  return self->status < 500 && self->status != 401 && self->status != 408 && self->status != 429;
}
