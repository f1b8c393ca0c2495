/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leads from outside to one thing in the console: `zhiban://alert/ID`, `zhiban://case/ID`,
 * `zhiban://camera/ID` and `zhiban://zone/ID`, where ID is the thing's UUID in lower case. Anybody can hand
 * one over, so that nothing else is accepted: no query, no fragment, no escape, no other case. */
#include "zb-deep-link.h"

#include "zb-uuid.h"

#include <string.h>

#define SCHEME "zhiban://"
#define ID_LENGTH 36

static const struct
{
  const char *word;
  ZbKind kind;
} things[] = {
  { "alert", ZB_KIND_ALERT },
  { "case", ZB_KIND_CASE },
  { "camera", ZB_KIND_DEVICE },
  { "zone", ZB_KIND_ZONE },
};

/* What comes after "WORD/" where @text begins with it. */
static const char *
skip_word (const char *text, const char *word)
{
  const gsize length = strlen (word);

  return strncmp (text, word, length) == 0 && text[length] == '/' ? text + length + 1 : NULL;
}

/**
 * zb_deep_link_parse:
 * @uri: what was handed over
 * @link: (out caller-allocates): what it leads to; only set where it leads somewhere
 *
 * Returns: whether @uri has the form of a deep link
 */
gboolean
zb_deep_link_parse (const char *uri, ZbDeepLink *link)
{
  g_return_val_if_fail (uri != NULL && link != NULL, FALSE);

  if (strncmp (uri, SCHEME, strlen (SCHEME)) != 0)
    return FALSE;
  uri += strlen (SCHEME);
  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    {
      const char *id = skip_word (uri, things[i].word);
      if (!id)
        continue;
      if (!zb_uuid_is_valid (id))
        return FALSE;
      link->kind = things[i].kind;
      memcpy (link->id, id, ID_LENGTH + 1);
      return TRUE;
    }
  return FALSE;
}

/**
 * zb_deep_link_write:
 * @kind: of what
 * @id: which one
 *
 * Returns: (transfer full) (nullable): the link that leads to it; %NULL for a kind that none leads to
 */
char *
zb_deep_link_write (ZbKind kind, const char *id)
{
  for (gsize i = 0; i < G_N_ELEMENTS (things); i++)
    if (things[i].kind == kind)
      return g_strdup_printf (SCHEME "%s/%s", things[i].word, id);
  return NULL;
}
