/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether an alert is what is looked for: each word in its title, its place, the name of its device, of its
 * kind, of its area, or the number of its case; by characters and by pinyin, as zb_search_query_match() reads
 * them.
 *
 * Of a hundred thousand alerts most share these texts: what a text says of the words is kept by the text. */
#include "zb-alert-match.h"

#include "zb-case.h"
#include "zb-search-match.h"
#include "zb-words.h"

#define MOST_WORDS 6
/* A text each costs some hundred bytes; beyond that they are found out again. */
#define MOST_TEXTS 60000

struct _ZbAlertMatch
{
  ZbWorld *world;
  ZbSearchQuery *words[MOST_WORDS];
  guint n_words;
  GHashTable *found; /* text → a bit for each word in it, + 1 */
  GArray *reads;
};

static void
add_words (ZbAlertMatch *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " \t\n", -1);

  for (guint i = 0; words[i] && self->n_words < MOST_WORDS; i++)
    {
      g_autoptr (ZbSearchQuery) word = zb_search_query_new (words[i]);
      if (!zb_search_query_is_empty (word))
        self->words[self->n_words++] = g_steal_pointer (&word);
    }
}

/**
 * zb_alert_match_new:
 * @world: where names are looked up
 * @text: what is looked for, words between spaces
 *
 * Returns: (transfer full) (nullable): what tells whether an alert is that; %NULL where nothing is looked for
 */
ZbAlertMatch *
zb_alert_match_new (ZbWorld *world, const char *text)
{
  g_autoptr (ZbAlertMatch) self = g_new0 (ZbAlertMatch, 1);
  g_autoptr (GString) plain = g_string_new (text);

  /* As a Chinese input method writes it. */
  g_string_replace (plain, "　", " ", 0);
  self->world = g_object_ref (world);
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reads = g_array_new (FALSE, FALSE, sizeof (ZbRead));
  add_words (self, plain->str);
  if (self->n_words == 0)
    return NULL;
  /* The console's search has read them long before; who has typed nothing does not wait for it. */
  zb_reading_load ();
  return g_steal_pointer (&self);
}

/**
 * zb_alert_match_free:
 * @self: (transfer full): what was looked for
 */
void
zb_alert_match_free (ZbAlertMatch *self)
{
  for (guint i = 0; i < self->n_words; i++)
    zb_search_query_free (self->words[i]);
  g_hash_table_unref (self->found);
  g_array_unref (self->reads);
  g_object_unref (self->world);
  g_free (self);
}

static guint
read_words_in (ZbAlertMatch *self, const char *text)
{
  const ZbRead *reads;
  guint64 marks;
  guint found = 0;

  g_array_set_size (self->reads, 0);
  zb_reading_read (text, self->reads);
  reads = (const ZbRead *)(gpointer)self->reads->data;
  marks = zb_search_marks_of (reads, self->reads->len);
  for (guint i = 0; i < self->n_words; i++)
    if (zb_search_query_match (self->words[i], marks, reads, self->reads->len, self->reads->len) !=
        ZB_SEARCH_NO_MATCH)
      found |= 1u << i;
  return found;
}

static guint
find_words_in (ZbAlertMatch *self, const char *text)
{
  guint found;

  if (!text || !*text)
    return 0;
  found = GPOINTER_TO_UINT (g_hash_table_lookup (self->found, text));
  if (found > 0)
    return found - 1;
  if (g_hash_table_size (self->found) >= MOST_TEXTS)
    g_hash_table_remove_all (self->found);
  found = read_words_in (self, text);
  g_hash_table_insert (self->found, g_strdup (text), GUINT_TO_POINTER (found + 1));
  return found;
}

static const char *
number_of_case (ZbAlertMatch *self, const ZbAlert *alert)
{
  ZbCase *of = alert->case_id ? zb_world_lookup (self->world, ZB_KIND_CASE, alert->case_id) : NULL;

  return of ? of->number : NULL;
}

/**
 * zb_alert_match_passes:
 * @alert: an alert
 * @match: (type ZbAlertMatch): what is looked for
 *
 * Returns: whether it has every word
 */
gboolean
zb_alert_match_passes (const ZbAlert *alert, gpointer match)
{
  ZbAlertMatch *self = match;
  const guint all = (1u << self->n_words) - 1;
  guint found = find_words_in (self, alert->title) | find_words_in (self, alert->place);

  if (found != all)
    found |= find_words_in (self, zb_words_kind (alert->kind));
  if (found != all)
    found |= find_words_in (self, zb_words_name (ZB_KIND_DEVICE, alert->device));
  if (found != all)
    found |= find_words_in (self, zb_words_name (ZB_KIND_AREA, alert->area));
  if (found != all)
    found |= find_words_in (self, number_of_case (self, alert));
  return found == all;
}
