/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a form sends: in the body of an address where it has only words, in parts where it has pictures. */
#include "zb-field-form.h"

#include <libsoup/soup.h>

#define MAX_PARTS 40
#define FIELD_BYTES (16 * 1024)

static ZbFieldForm *
form_new (void)
{
  ZbFieldForm *self = g_new0 (ZbFieldForm, 1);
  self->fields = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);
  return self;
}

/**
 * zb_field_form_free:
 * @self: (transfer full): a form
 */
void
zb_field_form_free (ZbFieldForm *self)
{
  g_hash_table_unref (self->fields);
  g_ptr_array_unref (self->files);
  g_free (self);
}

static void
keep_field (ZbFieldForm *self, const char *name, const char *value, gsize length)
{
  if (length <= FIELD_BYTES && g_utf8_validate (name, -1, NULL))
    g_hash_table_replace (self->fields, g_strdup (name), g_utf8_make_valid (value, (gssize)length));
}

/* --- as the query of an address ------------------------------------------------------------------------- */

static void
read_words (ZbFieldForm *self, GBytes *content)
{
  gsize length = 0;
  const char *data = g_bytes_get_data (content, &length);
  g_autofree char *text = g_strndup (data != NULL ? data : "", length);
  g_autoptr (GHashTable) decoded = soup_form_decode (text);
  GHashTableIter iter;
  gpointer name, value;
  g_hash_table_iter_init (&iter, decoded);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (value != NULL)
      keep_field (self, name, value, strlen (value));
}

/* --- in parts --------------------------------------------------------------------------------------------
 */

/* A field for a file that was left empty comes as a part without bytes. */
static void
keep_part (ZbFieldForm *self, GHashTable *names, GBytes *part)
{
  gsize length = 0;
  const char *name = g_hash_table_lookup (names, "name"), *data = g_bytes_get_data (part, &length);
  if (g_hash_table_contains (names, "filename"))
    {
      if (length > 0)
        g_ptr_array_add (self->files, g_bytes_ref (part));
    }
  else if (name != NULL)
    keep_field (self, name, data != NULL ? data : "", length);
}

static void
read_part (ZbFieldForm *self, SoupMultipart *multipart, int index)
{
  SoupMessageHeaders *headers = NULL;
  GBytes *body = NULL;
  g_autofree char *disposition = NULL;
  g_autoptr (GHashTable) names = NULL;
  if (soup_multipart_get_part (multipart, index, &headers, &body) &&
      soup_message_headers_get_content_disposition (headers, &disposition, &names) && names != NULL)
    keep_part (self, names, body);
}

static void
read_parts (ZbFieldForm *self, const char *content_type, GBytes *content)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_MULTIPART);
  soup_message_headers_append (headers, "Content-Type", content_type);
  SoupMultipart *multipart = soup_multipart_new_from_message (headers, content);
  int n = multipart != NULL ? soup_multipart_get_length (multipart) : 0;
  for (int i = 0; i < MIN (n, MAX_PARTS); i++)
    read_part (self, multipart, i);
  g_clear_pointer (&multipart, soup_multipart_free);
  soup_message_headers_unref (headers);
}

/**
 * zb_field_form_parse:
 * @content_type: (nullable): Content-Type, with its boundary
 * @content: (nullable): the body
 *
 * Returns: (transfer full): what is in it; what cannot be read is not
 */
ZbFieldForm *
zb_field_form_parse (const char *content_type, GBytes *content)
{
  ZbFieldForm *self = form_new ();
  if (content == NULL || content_type == NULL)
    return self;
  if (g_ascii_strncasecmp (content_type, "multipart/form-data", 19) == 0)
    read_parts (self, content_type, content);
  else if (g_ascii_strncasecmp (content_type, "application/x-www-form-urlencoded", 33) == 0)
    read_words (self, content);
  return self;
}

/**
 * zb_field_form_new:
 * @call: a call with its headers and its content
 *
 * Returns: (transfer full): what its form sent
 */
ZbFieldForm *
zb_field_form_new (ZbCall *call)
{
  return zb_field_form_parse (zb_call_header (call, "content-type"), call->content);
}

/**
 * zb_field_form_get:
 * @self: a form
 * @name: the name of a field
 *
 * Returns: (nullable): what was typed there, NULL where that is nothing
 */
const char *
zb_field_form_get (ZbFieldForm *self, const char *name)
{
  const char *value = g_hash_table_lookup (self->fields, name);
  return value != NULL && value[strspn (value, " \t\r\n")] != '\0' ? value : NULL;
}
