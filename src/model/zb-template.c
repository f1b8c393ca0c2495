/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-template.h"

#include <string.h>

static ZbField zb_template_fields[] = {
  ZB_FIELD (ZbTemplate, name, TEXT, .flags = ZB_FIELD_REQUIRED),
  ZB_FIELD (ZbTemplate, kind, TEXT),
  ZB_FIELD (ZbTemplate, description, TEXT),
  ZB_FIELD (ZbTemplate, task, TEXT),
  ZB_FIELD (ZbTemplate, organisations, TEXTS),
  ZB_FIELD (ZbTemplate, checklist, TEXTS),
};

ZB_DEFINE_RECORD (ZbTemplate, zb_template, ZB_TYPE_RECORD)

static const char *
find_word (const char *at, const ZbTemplateFacts *facts, gsize *length)
{
  const struct
  {
    const char *word, *value;
  } words[] = { { "{place}", facts->place }, { "{time}", facts->time }, { "{device}", facts->device } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_str_has_prefix (at, words[i].word))
      {
        *length = strlen (words[i].word);
        return words[i].value ? words[i].value : "";
      }
  return NULL;
}

/**
 * zb_template_fill:
 * @text: (nullable): a text with words in braces
 * @facts: what they stand for
 *
 * What is filled in is not looked through for words in braces again.
 *
 * Returns: (transfer full): the text; braces that hold no such word stay
 */
char *
zb_template_fill (const char *text, const ZbTemplateFacts *facts)
{
  GString *filled = g_string_new (NULL);

  for (const char *at = text ? text : ""; *at;)
    {
      gsize length = 1;
      const char *value = *at == '{' ? find_word (at, facts, &length) : NULL;
      if (value)
        g_string_append (filled, value);
      else
        g_string_append_c (filled, *at);
      at += length;
    }
  return g_string_free_and_steal (filled);
}

/**
 * zb_templates_save:
 * @templates: (element-type ZbTemplate): an officer's own
 * @added: a template
 *
 * Puts it in the place of the one of that name, or at the end while there is room.
 */
void
zb_templates_save (GListStore *templates, ZbTemplate *added)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (templates));
  guint i;

  for (i = 0; i < n; i++)
    {
      g_autoptr (ZbTemplate) it = g_list_model_get_item (G_LIST_MODEL (templates), i);
      if (g_strcmp0 (it->name, added->name) == 0)
        break;
    }
  if (i < n || n < ZB_TEMPLATES_MOST)
    g_list_store_splice (templates, i, i < n, (gpointer *)&added, 1);
}
