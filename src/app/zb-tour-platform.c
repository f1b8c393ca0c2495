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

static JsonNode *
ask (ZbTourPlatform *self, const char *method, const char *path, const char *body)
{
  g_autofree char *address = g_strconcat (self->url, "/api/v1", path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, address);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();

  if (body)
    {
      bytes = g_bytes_new (body, strlen (body));
      soup_message_set_request_body_from_bytes (message, "application/json", bytes);
    }
  if (self->token)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", self->token, NULL);
      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization", bearer);
    }
  answer = soup_session_send_and_read (self->session, message, NULL, NULL);
  if (!answer || !SOUP_STATUS_IS_SUCCESSFUL (soup_message_get_status (message)))
    return NULL;
  if (!json_parser_load_from_data (parser, g_bytes_get_data (answer, NULL), (gssize)g_bytes_get_size (answer),
                                   NULL))
    return NULL;
  return json_parser_steal_root (parser);
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
  g_autofree char *path = g_strdup_printf ("/%s?limit=2000", plural);
  guint n = 0;

  while (path)
    {
      g_autoptr (JsonObject) page = zb_tour_platform_get (self, "%s", path);
      const char *next;
      if (!page)
        break;
      n += json_array_get_length (json_object_get_array_member (page, "items"));
      next = json_object_get_string_member_with_default (page, "next", NULL);
      g_free (path);
      path = next ? g_strdup_printf ("/%s?limit=2000&after=%s", plural, next) : NULL;
    }
  return n;
}
