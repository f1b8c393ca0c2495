/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages out of patterns. `{{name}}` becomes the value of that name as text, `{{{name}}}` becomes HTML that
 * was made out of another pattern: whatever anybody typed comes in through the first. */
#include "zb-html.h"

#include <string.h>

static const char *
entity_of (char letter)
{
  switch (letter)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&#39;";
    default:
      return NULL;
    }
}

/**
 * zb_html_escape:
 * @to: takes it
 * @text: (nullable): a text
 *
 * Appends a text so that a browser shows it as it is, between tags and in a quoted attribute alike. What is
 * no UTF-8 is left out.
 */
void
zb_html_escape (GString *to, const char *text)
{
  g_autofree char *valid = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
  for (const char *at = valid; *at != '\0'; at++)
    if (entity_of (*at) != NULL)
      g_string_append (to, entity_of (*at));
    else if ((guchar)*at >= ' ' || *at == '\n' || *at == '\t')
      g_string_append_c (to, *at);
}

static void
append_value (GString *to, GHashTable *values, const char *name, gsize length, gboolean raw)
{
  g_autofree char *key = g_strndup (name, length);
  const char *value = g_hash_table_lookup (values, key);
  if (raw)
    g_string_append (to, value != NULL ? value : "");
  else
    zb_html_escape (to, value);
}

/**
 * zb_html_fill:
 * @pattern: HTML with names in braces
 * @values: (element-type utf8 utf8): what they stand for; a name that is not there stands for nothing
 *
 * Returns: (transfer full): the HTML
 */
char *
zb_html_fill (const char *pattern, GHashTable *values)
{
  GString *page = g_string_new (NULL);
  for (const char *open = strstr (pattern, "{{"); open != NULL; open = strstr (pattern, "{{"))
    {
      gboolean raw = open[2] == '{';
      const char *name = open + (raw ? 3 : 2);
      const char *close = strstr (name, raw ? "}}}" : "}}");
      if (close == NULL)
        break;
      g_string_append_len (page, pattern, open - pattern);
      append_value (page, values, name, (gsize)(close - name), raw);
      pattern = close + (raw ? 3 : 2);
    }
  g_string_append (page, pattern);
  return g_string_free_and_steal (page);
}
