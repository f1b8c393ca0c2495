/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-search-index.h"

#include "zb-area.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-search-match.h"
#include "zb-unit.h"
#include "zb-words.h"

#include <math.h>

/**
 * ZbSearchIndex:
 *
 * What can be found in a world: the texts of its entities, as characters and as they are read. A search looks
 * at all of them, which takes some milliseconds; what takes longer is reading a text for the first time, and
 * that is done when nothing else is.
 */

/* A text that was read. */
typedef struct
{
  ZbRead *reads; /* NULL until then */
  guint64 marks;
  gconstpointer of; /* the entity, which is not looked at */
  gint64 version;
  guint hash;
  guint16 n_reads, n_title;
} Entry;

struct _ZbSearchIndex
{
  GObject parent_instance;
  ZbWorld *world; /* which owns it; NULL when that is gone */
  GArray *entries[ZB_N_KINDS];
  GPtrArray *places; /* ZbSearchHit: what is on the map */
  GArray *of_places;
  GArray *scratch;
  guint reading;
  gboolean loaded;
};

G_DEFINE_FINAL_TYPE (ZbSearchIndex, zb_search_index, G_TYPE_OBJECT)

/* What can be searched of an entity. */
typedef struct
{
  const char *name;
  const char *number;
  const char *place;
  const char *area;
  ZbPoint location;
} Text;

static const ZbKind searched[] = { ZB_KIND_ALERT, ZB_KIND_CASE, ZB_KIND_UNIT, ZB_KIND_AREA, ZB_KIND_DEVICE };
static const ZbKind places[] = { ZB_KIND_DEVICE, ZB_KIND_AREA };

static Text
text_of_alert (const ZbAlert *alert)
{
  return (Text){ alert->title, NULL, alert->place, alert->area, alert->location };
}

static Text
text_of_case (const ZbCase *a_case)
{
  return (Text){ a_case->title, a_case->number, a_case->place, a_case->area, a_case->location };
}

static Text
text_of_area (const ZbArea *area)
{
  const ZbPoint centre =
      area->geometry ? zb_geometry_get_centre (area->geometry) : (ZbPoint){ .lon = NAN, .lat = NAN };

  return (Text){ area->name, area->code, NULL, area->parent, centre };
}

static Text
text_of_entity (ZbKind kind, gpointer entity)
{
  if (kind == ZB_KIND_ALERT)
    return text_of_alert (entity);
  if (kind == ZB_KIND_CASE)
    return text_of_case (entity);
  if (kind == ZB_KIND_UNIT)
    return (Text){ ZB_UNIT (entity)->call_sign, NULL, NULL, ZB_UNIT (entity)->area,
                   ZB_UNIT (entity)->location };
  if (kind == ZB_KIND_DEVICE)
    return (Text){ ZB_DEVICE (entity)->name, ZB_DEVICE (entity)->code, NULL, ZB_DEVICE (entity)->area,
                   ZB_DEVICE (entity)->location };
  return text_of_area (entity);
}

static ZbSearchHit *
make_hit (ZbKind kind, ZbEntity *entity, const Text *text)
{
  ZbSearchHit *hit = g_object_new (ZB_TYPE_SEARCH_HIT, NULL);

  hit->kind = g_strdup (zb_choices_nick (&zb_kinds, kind));
  hit->id = g_strdup (entity->id);
  hit->title = g_strdup (text->name);
  if (text->place && *text->place)
    hit->subtitle = g_strdup (text->place);
  else
    hit->subtitle = zb_words_area (text->area);
  hit->location = text->location;
  return hit;
}

/* --- the entries ------------------------------------------------------------------------------- */

static guint
hash (const Text *text)
{
  return (text->name ? g_str_hash (text->name) : 0) * 31 +
         (text->number ? g_str_hash (text->number) : 0) * 17 + (text->place ? g_str_hash (text->place) : 0);
}

/* Fields are kept apart by what nobody types. */
static void
read_field (GArray *reads, const char *text)
{
  static const ZbRead apart = { 0x1f, 0 };

  if (!text || !*text)
    return;
  g_array_append_val (reads, apart);
  zb_reading_read (text, reads);
}

static void
read_entry (ZbSearchIndex *self, Entry *entry, const Text *text)
{
  g_array_set_size (self->scratch, 0);
  zb_reading_read (text->name, self->scratch);
  entry->n_title = (guint16)MIN (self->scratch->len, G_MAXUINT16);
  read_field (self->scratch, text->number);
  read_field (self->scratch, text->place);
  g_free (entry->reads);
  entry->n_reads = (guint16)MIN (self->scratch->len, G_MAXUINT16);
  /* One more, so that what says nothing has been read, too. */
  entry->reads = g_new0 (ZbRead, entry->n_reads + 1);
  for (guint i = 0; i < entry->n_reads; i++)
    entry->reads[i] = g_array_index (self->scratch, ZbRead, i);
  entry->marks = zb_search_marks_of (entry->reads, entry->n_reads);
  entry->hash = hash (text);
}

/* Of what has changed the name hardly ever has. */
static const Entry *
get_entry (ZbSearchIndex *self, ZbKind kind, guint i, ZbEntity *entity)
{
  Entry *entry = &g_array_index (self->entries[kind], Entry, i);
  Text text;

  if (entry->reads && entry->version == entity->version && entry->of == entity)
    return entry;
  text = text_of_entity (kind, entity);
  if (!entry->reads || entry->hash != hash (&text))
    read_entry (self, entry, &text);
  entry->version = entity->version;
  entry->of = entity;
  return entry;
}

static void
clear_entry (gpointer data)
{
  g_free (((Entry *)data)->reads);
}

/* --- searching --------------------------------------------------------------------------------- */

/* Something found, before it is known whether it is among the best. */
typedef struct
{
  guint score, length, position;
} Found;

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *one = a, *other = b;

  if (one->score != other->score)
    return one->score < other->score ? -1 : 1;
  if (one->length != other->length)
    return one->length < other->length ? -1 : 1;
  return one->position < other->position ? -1 : one->position > other->position;
}

static void
try_entry (const ZbSearchQuery *query, const Entry *entry, guint position, GArray *found)
{
  const Found one = {
    zb_search_query_match (query, entry->marks, entry->reads, entry->n_reads, entry->n_title),
    entry->n_title,
    position,
  };

  if (one.score != ZB_SEARCH_NO_MATCH)
    g_array_append_val (found, one);
}

static void
search_store (ZbSearchIndex *self, ZbStore *store, const ZbSearchQuery *query, guint most, GPtrArray *hits)
{
  const ZbKind kind = zb_store_get_kind (store);
  const guint n = zb_store_get_size (store);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  g_array_set_size (self->entries[kind], n);
  for (guint i = 0; i < n; i++)
    try_entry (query, get_entry (self, kind, i, zb_store_get_nth (store, i)), i, found);
  g_array_sort (found, compare_found);
  for (guint i = 0; i < MIN (found->len, most); i++)
    {
      gpointer entity = zb_store_get_nth (store, g_array_index (found, Found, i).position);
      const Text text = text_of_entity (kind, entity);

      g_ptr_array_add (hits, make_hit (kind, entity, &text));
    }
}

static void
search_map (ZbSearchIndex *self, const ZbSearchQuery *query, guint most, GPtrArray *hits)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  for (guint i = 0; self->places && i < self->places->len; i++)
    {
      const ZbSearchHit *place = self->places->pdata[i];
      const Text text = { place->title, NULL, NULL, NULL, place->location };
      Entry *entry = &g_array_index (self->of_places, Entry, i);

      if (!entry->reads)
        read_entry (self, entry, &text);
      try_entry (query, entry, i, found);
    }
  g_array_sort (found, compare_found);
  for (guint i = 0; i < MIN (found->len, most); i++)
    g_ptr_array_add (hits, g_object_ref (self->places->pdata[g_array_index (found, Found, i).position]));
}

static GPtrArray *
search_kinds (ZbSearchIndex *self, const ZbKind *kinds, gsize n_kinds, const char *text, guint most)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (ZbSearchQuery) query = zb_search_query_new (text);

  if (zb_search_query_is_empty (query))
    return hits;
  zb_reading_load ();
  for (gsize i = 0; i < n_kinds; i++)
    search_store (self, zb_world_get_store (self->world, kinds[i]), query, most, hits);
  search_map (self, query, most, hits);
  return hits;
}

/**
 * zb_search_index_search:
 * @self: an index
 * @text: what for: Chinese, pinyin in full or begun, initials, or a number
 * @most_of_a_kind: how many of each kind are enough
 *
 * Looks for names, numbers and places. Of a kind, those come first that are called just that, then those
 * whose name begins so; of these the shortest first.
 *
 * Returns: (transfer full) (element-type ZbSearchHit): alerts first, then cases, units, areas, devices, and
 *   what is on the map
 */
GPtrArray *
zb_search_index_search (ZbSearchIndex *self, const char *text, guint most_of_a_kind)
{
  return search_kinds (self, searched, G_N_ELEMENTS (searched), text, most_of_a_kind);
}

/**
 * zb_search_index_search_places:
 * @self: an index
 * @text: what for
 * @most_of_a_kind: how many of each kind are enough
 *
 * As zb_search_index_search(), for what stays where it is.
 *
 * Returns: (transfer full) (element-type ZbSearchHit): devices first, then areas and what is on the map
 */
GPtrArray *
zb_search_index_search_places (ZbSearchIndex *self, const char *text, guint most_of_a_kind)
{
  return search_kinds (self, places, G_N_ELEMENTS (places), text, most_of_a_kind);
}

/**
 * zb_search_index_set_places:
 * @self: an index
 * @places: (element-type ZbSearchHit): what is on the map
 *
 * Sets what can be found besides what the world has.
 */
void
zb_search_index_set_places (ZbSearchIndex *self, GPtrArray *places_on_map)
{
  g_clear_pointer (&self->places, g_ptr_array_unref);
  self->places = g_ptr_array_ref (places_on_map);
  g_array_set_size (self->of_places, 0);
  g_array_set_size (self->of_places, places_on_map->len);
}

/* --- being ready -------------------------------------------------------------------------------- */

/* As many as a frame has time for. */
#define AT_ONCE 400

/* Reads some more of what is there, so that the first search need not. */
static gboolean
read_some (gpointer data)
{
  ZbSearchIndex *self = data;
  guint left = AT_ONCE;

  for (gsize i = 0; i < G_N_ELEMENTS (searched); i++)
    {
      ZbStore *store = zb_world_get_store (self->world, searched[i]);
      const guint n = zb_store_get_size (store);

      if (self->entries[searched[i]]->len < n)
        g_array_set_size (self->entries[searched[i]], n);
      for (guint at = 0; at < n && left > 0; at++)
        {
          Entry *entry = &g_array_index (self->entries[searched[i]], Entry, at);
          const Text text = text_of_entity (searched[i], zb_store_get_nth (store, at));

          if (entry->reads)
            continue;
          read_entry (self, entry, &text);
          left--;
        }
    }
  if (left < AT_ONCE)
    return G_SOURCE_CONTINUE;
  self->reading = 0;
  return G_SOURCE_REMOVE;
}

static void
load (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  zb_reading_load ();
  g_task_return_boolean (task, TRUE);
}

static void
read_all (ZbSearchIndex *self)
{
  if (self->loaded && self->reading == 0)
    self->reading = g_idle_add_full (G_PRIORITY_LOW, read_some, self, NULL);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer data)
{
  ZbSearchIndex *self = ZB_SEARCH_INDEX (source);

  self->loaded = TRUE;
  if (self->world)
    read_all (self);
}

/* What is there now may be another entity where the old one was. */
static void
on_items_changed (ZbStore *store, guint position, guint removed, guint added, ZbSearchIndex *self)
{
  GArray *entries = self->entries[zb_store_get_kind (store)];
  const guint end = removed == added ? MIN (position + added, entries->len) : entries->len;

  for (guint i = position; i < end; i++)
    g_array_index (entries, Entry, i).of = NULL;
  read_all (self);
}

/* Not while the window is being opened. */
#define LOAD_AFTER 2

static gboolean
begin (gpointer data)
{
  ZbSearchIndex *self = data;
  g_autoptr (GTask) task = g_task_new (self, NULL, on_loaded, NULL);

  self->reading = 0;
  g_task_run_in_thread (task, load);
  return G_SOURCE_REMOVE;
}

static void
follow (ZbSearchIndex *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (searched); i++)
    g_signal_connect_object (zb_world_get_store (self->world, searched[i]), "items-changed",
                             G_CALLBACK (on_items_changed), self, 0);
  self->reading = g_timeout_add_seconds (LOAD_AFTER, begin, self);
}

static void
on_world_gone (gpointer data, GObject *world)
{
  ((ZbSearchIndex *)data)->world = NULL;
}

/**
 * zb_search_index_of:
 * @world: what is searched
 *
 * Returns: (transfer none): the index of this world, which lives as long as it
 */
ZbSearchIndex *
zb_search_index_of (ZbWorld *world)
{
  ZbSearchIndex *self = g_object_get_data (G_OBJECT (world), "zb-search-index");

  if (self)
    return self;
  self = g_object_new (ZB_TYPE_SEARCH_INDEX, NULL);
  self->world = world;
  g_object_weak_ref (G_OBJECT (world), on_world_gone, self);
  g_object_set_data_full (G_OBJECT (world), "zb-search-index", self, g_object_unref);
  follow (self);
  return self;
}

static void
zb_search_index_finalize (GObject *object)
{
  ZbSearchIndex *self = ZB_SEARCH_INDEX (object);

  g_clear_handle_id (&self->reading, g_source_remove);
  for (guint kind = 0; kind < ZB_N_KINDS; kind++)
    g_array_unref (self->entries[kind]);
  g_array_unref (self->of_places);
  g_array_unref (self->scratch);
  g_clear_pointer (&self->places, g_ptr_array_unref);
  G_OBJECT_CLASS (zb_search_index_parent_class)->finalize (object);
}

static void
zb_search_index_class_init (ZbSearchIndexClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_search_index_finalize;
}

static GArray *
new_entries (void)
{
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (Entry));

  g_array_set_clear_func (entries, clear_entry);
  return entries;
}

static void
zb_search_index_init (ZbSearchIndex *self)
{
  for (guint kind = 0; kind < ZB_N_KINDS; kind++)
    self->entries[kind] = new_entries ();
  self->of_places = new_entries ();
  self->scratch = g_array_new (FALSE, FALSE, sizeof (ZbRead));
}
