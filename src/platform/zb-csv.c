/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated values after RFC 4180: quoted fields may hold commas, quotes and line ends. */
#include "zb-csv.h"

#include <gio/gio.h>
#include <string.h>

struct _ZbCsv
{
  GMappedFile *file;
  const char *at;
  const char *end;
  guint line; /* of the record that was read last */
  guint next_line;
};

/**
 * zb_csv_open:
 * @path: a file in UTF-8
 * @error: return location for an error
 *
 * Returns: (transfer full): a reader, or NULL
 */
ZbCsv *
zb_csv_open (const char *path, GError **error)
{
  GMappedFile *file = g_mapped_file_new (path, FALSE, error);
  if (file == NULL)
    return NULL;
  const char *text = g_mapped_file_get_contents (file);
  gsize length = g_mapped_file_get_length (file);
  if (length > 0 && !g_utf8_validate_len (text, length, NULL))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "it is not UTF-8");
      g_mapped_file_unref (file);
      return NULL;
    }
  ZbCsv *self = g_new0 (ZbCsv, 1);
  self->file = file;
  self->at = text;
  self->end = text + length;
  self->next_line = 1;
  if (length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    self->at += 3;
  return self;
}

/**
 * zb_csv_free:
 * @self: (transfer full): a reader
 */
void
zb_csv_free (ZbCsv *self)
{
  g_mapped_file_unref (self->file);
  g_free (self);
}

static void
read_quoted (ZbCsv *self, GString *field)
{
  for (self->at++; self->at < self->end; self->at++)
    {
      if (*self->at == '"' && self->at + 1 < self->end && self->at[1] == '"')
        self->at++;
      else if (*self->at == '"')
        {
          self->at++;
          return;
        }
      if (*self->at == '\n')
        self->next_line++;
      g_string_append_c (field, *self->at);
    }
}

static char *
read_field (ZbCsv *self)
{
  GString *field = g_string_new (NULL);
  if (self->at < self->end && *self->at == '"')
    read_quoted (self, field);
  while (self->at < self->end && *self->at != ',' && *self->at != '\n')
    {
      if (*self->at != '\r')
        g_string_append_c (field, *self->at);
      self->at++;
    }
  return g_string_free_and_steal (field);
}

static void
skip_empty_lines (ZbCsv *self)
{
  while (self->at < self->end && (*self->at == '\n' || *self->at == '\r'))
    if (*self->at++ == '\n')
      self->next_line++;
}

/**
 * zb_csv_read_line:
 * @self: a reader
 *
 * Returns: (transfer full) (nullable): the fields of the next record, NULL at the end
 */
char **
zb_csv_read_line (ZbCsv *self)
{
  skip_empty_lines (self);
  if (self->at >= self->end)
    return NULL;
  self->line = self->next_line;
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();
  g_strv_builder_take (fields, read_field (self));
  while (self->at < self->end && *self->at == ',')
    {
      self->at++;
      g_strv_builder_take (fields, read_field (self));
    }
  if (self->at < self->end)
    {
      self->at++;
      self->next_line++;
    }
  return g_strv_builder_end (fields);
}

/**
 * zb_csv_get_line_number:
 * @self: a reader
 *
 * Returns: on which line of the file the last record began, counted from 1
 */
guint
zb_csv_get_line_number (ZbCsv *self)
{
  return self->line;
}
