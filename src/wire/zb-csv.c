/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comma-separated values (RFC 4180): fields in quotes may hold commas, line breaks and doubled
 * quotes. A byte order mark at the start is left out; LF ends a line as well as CR LF does. */
#include "zb-csv.h"

#include <string.h>

/**
 * zb_csv_init:
 * @self: (out caller-allocates): a reader
 * @text: what it reads; has to outlive it
 */
void
zb_csv_init (ZbCsv *self, const char *text)
{
  self->at = g_str_has_prefix (text, "\xef\xbb\xbf") ? text + 3 : text;
  self->line = 1;
}

static void
read_quoted (ZbCsv *self, GString *field)
{
  self->at++;
  for (; *self->at; self->at++)
    {
      if (*self->at == '"' && *++self->at != '"')
        return;
      if (*self->at == '\n')
        self->line++;
      g_string_append_c (field, *self->at);
    }
}

static char *
read_field (ZbCsv *self)
{
  g_autoptr (GString) field = g_string_new (NULL);

  if (*self->at == '"')
    read_quoted (self, field);
  gsize rest = strcspn (self->at, ",\r\n");
  g_string_append_len (field, self->at, (gssize)rest);
  self->at += rest;
  return g_string_free_and_steal (g_steal_pointer (&field));
}

static void
skip_line_end (ZbCsv *self)
{
  if (*self->at == '\r')
    self->at++;
  if (*self->at == '\n')
    self->at++;
  self->line++;
}

/**
 * zb_csv_next:
 * @self: a reader
 * @line: (out): the number of the line on which the row begins, from 1
 *
 * Returns: (transfer full) (nullable): the fields of the next row that is not empty, %NULL at the
 *   end
 */
char **
zb_csv_next (ZbCsv *self, guint *line)
{
  g_autoptr (GStrvBuilder) fields = g_strv_builder_new ();

  while (*self->at == '\r' || *self->at == '\n')
    skip_line_end (self);
  if (!*self->at)
    return NULL;
  *line = self->line;
  g_strv_builder_take (fields, read_field (self));
  while (*self->at == ',')
    {
      self->at++;
      g_strv_builder_take (fields, read_field (self));
    }
  if (*self->at)
    skip_line_end (self);
  return g_strv_builder_end (fields);
}
