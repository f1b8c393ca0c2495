/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-search-world.h"

#include "zb-area.h"
#include "zb-case.h"
#include "zb-device.h"
#include "zb-unit.h"
#include "zb-words.h"

#include <math.h>

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

static gboolean
contains (const char *text, const char *needle)
{
  return text && strcasestr (text, needle);
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

static void
search_store (ZbStore *store, const char *needle, guint most, GPtrArray *hits)
{
  const ZbKind kind = zb_store_get_kind (store);
  const guint enough = hits->len + most;

  for (guint i = 0; i < zb_store_get_size (store) && hits->len < enough; i++)
    {
      gpointer entity = zb_store_get_nth (store, i);
      const Text text = text_of_entity (kind, entity);
      if (contains (text.name, needle) || contains (text.number, needle) || contains (text.place, needle))
        g_ptr_array_add (hits, make_hit (kind, entity, &text));
    }
}

static GPtrArray *
search_kinds (ZbWorld *world, const ZbKind *kinds, gsize n_kinds, const char *text, guint most)
{
  GPtrArray *hits = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < n_kinds; i++)
    search_store (zb_world_get_store (world, kinds[i]), text, most, hits);
  return hits;
}

/**
 * zb_search_in_world:
 * @world: where to look
 * @text: what for
 * @most_of_a_kind: how many of each kind are enough
 *
 * Looks in the stores for names, numbers and places that contain @text; the letters' case does
 * not matter.
 *
 * Returns: (transfer full) (element-type ZbSearchHit): alerts first, devices last
 */
GPtrArray *
zb_search_in_world (ZbWorld *world, const char *text, guint most_of_a_kind)
{
  return search_kinds (world, searched, G_N_ELEMENTS (searched), text, most_of_a_kind);
}

/**
 * zb_search_places_in_world:
 * @world: where to look
 * @text: what for
 * @most_of_a_kind: how many of each kind are enough
 *
 * As zb_search_in_world(), for what stays where it is.
 *
 * Returns: (transfer full) (element-type ZbSearchHit): devices first, then areas
 */
GPtrArray *
zb_search_places_in_world (ZbWorld *world, const char *text, guint most_of_a_kind)
{
  return search_kinds (world, places, G_N_ELEMENTS (places), text, most_of_a_kind);
}
