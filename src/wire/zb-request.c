/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-request.h"

G_DEFINE_BOXED_TYPE (ZbRequest, zb_request, zb_request_copy, zb_request_free)

/**
 * zb_request_new:
 * @method: GET, POST, PUT, PATCH or DELETE
 * @path_format: (printf): the path below `/api/v1`; what is put into it must be escaped
 * @...: the parts of the path
 *
 * Returns: (transfer full): a request without a body
 */
ZbRequest *
zb_request_new (const char *method, const char *path_format, ...)
{
  ZbRequest *self = g_new0 (ZbRequest, 1);
  va_list parts;

  va_start (parts, path_format);
  self->method = g_strdup (method);
  self->path = g_strdup_vprintf (path_format, parts);
  va_end (parts);

  return self;
}

/**
 * zb_request_take_json:
 * @self: a request
 * @json: (transfer full): JSON text to send
 */
void
zb_request_take_json (ZbRequest *self, char *json)
{
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = g_bytes_new_take (json, strlen (json));
}

/**
 * zb_request_copy:
 * @self: a request
 *
 * Returns: (transfer full): a copy; the body is shared
 */
ZbRequest *
zb_request_copy (const ZbRequest *self)
{
  ZbRequest *copy = g_new0 (ZbRequest, 1);

  copy->method = g_strdup (self->method);
  copy->path = g_strdup (self->path);
  copy->body = self->body ? g_bytes_ref (self->body) : NULL;
  copy->content_type = g_strdup (self->content_type);
  copy->key = g_strdup (self->key);
  copy->follows = g_strdup (self->follows);
  copy->if_match = g_strdup (self->if_match);
  copy->range = g_strdup (self->range);
  copy->sha256 = g_strdup (self->sha256);
  copy->is_file = self->is_file;

  return copy;
}

/**
 * zb_request_free:
 * @self: (transfer full): a request
 */
void
zb_request_free (ZbRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->content_type);
  g_free (self->key);
  g_free (self->follows);
  g_free (self->if_match);
  g_free (self->range);
  g_free (self->sha256);
  g_free (self);
}
