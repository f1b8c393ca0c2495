/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The platform as the tour asks it: over REST, with a session of its own, apart from everything
 * that the console believes. It waits for each answer, which only a tour may do.
 */
#include "zb-tour-platform.h"

#include <libsoup/soup.h>

struct _ZbTourPlatform
{
  SoupSession *session;
  char *url;
  char *token;
};

static void
add_token (ZbTourPlatform *self, SoupMessage *message)
{
  g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);

  if (self->token)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
}

static JsonNode *
send_message (ZbTourPlatform *self, SoupMessage *message)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes) answer = NULL;

  add_token (self, message);
  answer = soup_session_send_and_read (self->session, message, NULL, NULL);
  if (!answer || !SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return NULL;
  if (!json_parser_load_from_data (parser, g_bytes_get_data (answer, NULL), (gssize)g_bytes_get_size (answer),
                                   NULL))
    return NULL;
  return json_parser_steal_root (parser);
}

static JsonNode *
ask (ZbTourPlatform *self, const char *method, const char *path, const char *body)
{
  g_autofree char *address = g_strconcat (self->url, "/api/v1", path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autofree char *key = g_uuid_string_random ();
  g_autoptr (GBytes) bytes = NULL;

  if (body)
    {
      bytes = g_bytes_new (body, strlen (body));
      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Idempotency-Key", key);
    }
  return send_message (self, message);
}

/**
 * zb_tour_platform_new:
 * @url: the platform's address
 * @username: who asks
 * @password: the password
 *
 * Signs in.
 *
 * Returns: (transfer full) (nullable): a way to ask the platform
 */
ZbTourPlatform *
zb_tour_platform_new (const char *url, const char *username, const char *password)
{
  g_autoptr (ZbTourPlatform) self = g_new0 (ZbTourPlatform, 1);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) entered = NULL;
  g_autoptr (JsonNode) session = NULL;
  g_autofree char *body = NULL;

  self->session = soup_session_new_with_options ("timeout", 20, NULL);
  self->url = g_strdup (url);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "username");
  json_builder_add_string_value (builder, username);
  json_builder_set_member_name (builder, "password");
  json_builder_add_string_value (builder, password);
  json_builder_end_object (builder);
  entered = json_builder_get_root (builder);
  body = json_to_string (entered, FALSE);
  session = ask (self, "POST", "/session", body);
  if (!session)
    return NULL;
  self->token = g_strdup (json_object_get_string_member (json_node_get_object (session), "token"));
  return g_steal_pointer (&self);
}

/**
 * zb_tour_platform_free:
 * @self: a way to ask the platform
 */
void
zb_tour_platform_free (ZbTourPlatform *self)
{
  g_clear_object (&self->session);
  g_free (self->url);
  g_free (self->token);
  g_free (self);
}

/**
 * zb_tour_platform_get:
 * @self: a way to ask the platform
 * @path_format: the path below the API's root, as for printf()
 * @...: its arguments
 *
 * Returns: (transfer full) (nullable): what the platform says, %NULL where it says no
 */
JsonObject *
zb_tour_platform_get (ZbTourPlatform *self, const char *path_format, ...)
{
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *path = NULL;
  va_list args;

  va_start (args, path_format);
  path = g_strdup_vprintf (path_format, args);
  va_end (args);
  node = ask (self, "GET", path, NULL);
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_dup_object (node) : NULL;
}

/* --- lists ------------------------------------------------------------------------------------ */

/* Whether to go on to the next page. */
typedef gboolean (*TakePage) (JsonArray *items, gpointer data);

static void
for_each_page (ZbTourPlatform *self, const char *plural, TakePage take, gpointer data)
{
  g_autofree char *path = g_strdup_printf ("/%s?limit=1000", plural);

  while (path)
    {
      g_autoptr (JsonObject) page = zb_tour_platform_get (self, "%s", path);
      const char *next;
      if (!page || !take (json_object_get_array_member (page, "items"), data))
        break;
      next = json_object_get_string_member_with_default (page, "next", NULL);
      g_free (path);
      path = next ? g_strdup_printf ("/%s?limit=1000&after=%s", plural, next) : NULL;
    }
}

typedef struct
{
  const char *member, *value;
  guint n;
} Where;

static gboolean
count_page (JsonArray *items, gpointer data)
{
  Where *where = data;

  for (guint i = 0; i < json_array_get_length (items); i++)
    where->n +=
        !where->member || g_strcmp0 (json_object_get_string_member_with_default (
                                         json_array_get_object_element (items, i), where->member, NULL),
                                     where->value) == 0;
  return TRUE;
}

/**
 * zb_tour_platform_count:
 * @self: a way to ask the platform
 * @plural: a list, such as "devices"
 *
 * Returns: how many items the list has, over all its pages
 */
guint
zb_tour_platform_count (ZbTourPlatform *self, const char *plural)
{
  return zb_tour_platform_count_where (self, plural, NULL, NULL);
}

/**
 * zb_tour_platform_count_where:
 * @self: a way to ask the platform
 * @plural: a list, such as "assignments"
 * @member: (nullable): a member of its items
 * @value: (nullable): a text
 *
 * Returns: how many of its items have that text there
 */
guint
zb_tour_platform_count_where (ZbTourPlatform *self, const char *plural, const char *member, const char *value)
{
  Where where = { member, value, 0 };

  for_each_page (self, plural, count_page, &where);
  return where.n;
}

typedef struct
{
  const char *action, *id, *actor;
  gint64 since;
  guint n;
} Deeds;

static gboolean
is_deed (JsonObject *row, const Deeds *deeds)
{
#define TEXT(name) json_object_get_string_member_with_default (row, name, NULL)
  return g_strcmp0 (TEXT ("action"), deeds->action) == 0 &&
         (!deeds->id || g_strcmp0 (TEXT ("id"), deeds->id) == 0) &&
         (!deeds->actor || g_strcmp0 (TEXT ("actor"), deeds->actor) == 0);
#undef TEXT
}

/* The audit begins with its latest row. */
static gboolean
count_deeds (JsonArray *rows, gpointer data)
{
  Deeds *deeds = data;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      g_autoptr (GDateTime) at =
          g_date_time_new_from_iso8601 (json_object_get_string_member (row, "at"), NULL);
      if (at && g_date_time_to_unix_usec (at) < deeds->since)
        return FALSE;
      deeds->n += is_deed (row, deeds);
    }
  return TRUE;
}

/**
 * zb_tour_platform_count_deeds:
 * @self: an auditor's way to ask the platform
 * @action: what was done, such as "alert.claim"
 * @id: (nullable): to what
 * @actor: (nullable): by whom
 * @since: µs UTC
 *
 * Returns: how often the audit says so since then
 */
guint
zb_tour_platform_count_deeds (ZbTourPlatform *self, const char *action, const char *id, const char *actor,
                              gint64 since)
{
  Deeds deeds = { action, id, actor, since, 0 };

  for_each_page (self, "audit", count_deeds, &deeds);
  return deeds.n;
}

/* --- what comes from the field ------------------------------------------------------------------- */

/**
 * zb_tour_platform_put_file:
 * @self: a way to ask the platform
 * @id: a new id
 * @file: a picture
 *
 * Returns: whether the platform has stored it
 */
gboolean
zb_tour_platform_put_file (ZbTourPlatform *self, const char *id, GBytes *file)
{
  g_autofree char *address = g_strconcat (self->url, "/api/v1/evidence/", id, NULL);
  g_autoptr (SoupMessage) message = soup_message_new ("PUT", address);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, file);
  g_autoptr (JsonNode) answer = NULL;

  soup_message_set_request_body_from_bytes (message, "image/png", file);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-SHA256", sum);
  answer = send_message (self, message);
  return answer != NULL;
}

/**
 * zb_tour_platform_post:
 * @self: a way to ask the platform
 * @path: the path below the API's root
 * @body: JSON
 *
 * Returns: whether the platform did it
 */
gboolean
zb_tour_platform_post (ZbTourPlatform *self, const char *path, const char *body)
{
  g_autoptr (JsonNode) answer = ask (self, "POST", path, body);

  return answer != NULL;
}
