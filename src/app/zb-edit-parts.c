/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a case and of a watch zone as an officer knows them, for holding two edits against each
 * other: what each says in words, and which arguments of the command belong to it. */
#include "zb-edit-parts.h"

#include "zb-case.h"
#include "zb-command-request.h"
#include "zb-json.h"
#include "zb-words.h"
#include "zb-zone-words.h"

#include <glib/gi18n.h>

static const ZbEditPart case_parts[] = {
  { "title", N_ ("Title"), { "title" } },
  { "kind", N_ ("Kind"), { "kind" } },
  { "severity", N_ ("Severity"), { "severity" } },
  { "place", N_ ("Place"), { "place", "location" } },
  { "description", N_ ("Description"), { "description" } },
  { "contact", N_ ("Caller"), { "contact" } },
};

static const ZbEditPart zone_parts[] = {
  { "name", N_ ("Name"), { "name" } },
  { "outline", N_ ("Outline"), { "centre", "radius", "geometry" } },
  { "kinds", N_ ("Kinds"), { "kinds" } },
  { "severities", N_ ("Severities"), { "severities" } },
  { "hours", N_ ("Hours"), { "hours_from", "hours_to" } },
  { "starts", N_ ("Begins"), { "starts_at" } },
  { "ends", N_ ("Ends"), { "expires_at" } },
  { "raises", N_ ("Raises alerts"), { "raises" } },
  { "note", N_ ("Note"), { "note" } },
};

/**
 * zb_edit_parts_get:
 * @kind: a kind of entity
 * @n_parts: (out): how many there are
 *
 * Returns: (transfer none) (nullable) (array length=n_parts): the fields that officers edit; %NULL where
 * edits of @kind are not held against each other
 */
const ZbEditPart *
zb_edit_parts_get (ZbKind kind, guint *n_parts)
{
  *n_parts = kind == ZB_KIND_CASE   ? G_N_ELEMENTS (case_parts)
             : kind == ZB_KIND_ZONE ? G_N_ELEMENTS (zone_parts)
                                    : 0;
  return kind == ZB_KIND_CASE ? case_parts : kind == ZB_KIND_ZONE ? zone_parts : NULL;
}

static gboolean
has_argument (GVariant *edit, const char *name)
{
  g_autoptr (GVariant) value = g_variant_lookup_value (edit, name, NULL);

  return value != NULL;
}

/**
 * zb_edit_part_is_in:
 * @self: a field
 * @edit: the arguments of an edit, `a{sv}`
 *
 * Returns: whether the edit changes it
 */
gboolean
zb_edit_part_is_in (const ZbEditPart *self, GVariant *edit)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->args) && self->args[i]; i++)
    if (has_argument (edit, self->args[i]))
      return TRUE;
  return FALSE;
}

/**
 * zb_edit_make_entity:
 * @kind: what is edited
 * @edit: the arguments of an edit, `a{sv}`
 *
 * Returns: (transfer full): an entity that has what the edit says and nothing else
 */
ZbEntity *
zb_edit_make_entity (ZbKind kind, GVariant *edit)
{
  g_autofree char *text = zb_variant_to_json (edit);
  g_autoptr (ZbJsonDoc) document = zb_json_parse (text, -1, NULL);
  g_autoptr (ZbProblem) missing = zb_problem_new (0, NULL, NULL);
  ZbEntity *entity = zb_entity_new (kind, "");

  if (document)
    zb_json_read_fields (ZB_RECORD (entity), yyjson_doc_get_root (document), missing);
  return entity;
}

/* --- in words -------------------------------------------------------------------------------------- */

static const char *
name_kind (const char *nick)
{
  const char *name = zb_words_kind (nick);

  return name ? name : nick;
}

static char *
describe_contact (const ZbContact *contact)
{
  if (!contact)
    return g_strdup ("");
  return g_strdup_printf ("%s %s", contact->name ? contact->name : "",
                          contact->telephone ? contact->telephone : "");
}

static char *
describe_place (const ZbCase *of)
{
  if (of->place && *of->place)
    return g_strdup (of->place);
  return zb_point_is_known (of->location) ? zb_words_coordinates (of->location) : g_strdup ("");
}

static char *
describe_case (const char *id, const ZbCase *of)
{
  if (g_str_equal (id, "title"))
    return g_strdup (of->title);
  if (g_str_equal (id, "kind"))
    return g_strdup (of->kind ? name_kind (of->kind) : NULL);
  if (g_str_equal (id, "severity"))
    return g_strdup (zb_words_severity (of->severity));
  if (g_str_equal (id, "place"))
    return describe_place (of);
  return g_str_equal (id, "contact") ? describe_contact (of->contact) : g_strdup (of->description);
}

/* Of the same size and at another place it is another outline. */
static char *
describe_outline (const ZbZone *zone)
{
  const ZbBox box = zb_zone_get_box (zone);
  g_autofree char *shape = zb_zone_words_place (zone);
  g_autofree char *at =
      zb_words_coordinates ((ZbPoint){ (box.west + box.east) / 2, (box.south + box.north) / 2 });

  return g_strdup_printf ("%s · %s", shape, at);
}

/* All of them: two lists that begin alike are two. */
static char *
describe_names (char **nicks, const char *(*name) (const char *nick), const char *all)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;

  for (guint i = 0; nicks && nicks[i]; i++)
    g_strv_builder_add (names, name (nicks[i]));
  list = g_strv_builder_end (names);
  return list[0] ? g_strjoinv (C_ ("list", ", "), list) : g_strdup (all);
}

static const char *
name_severity (const char *nick)
{
  return zb_words_severity (zb_choices_parse (&zb_severities, nick));
}

static char *
describe_time (gint64 time, const char *none)
{
  return time ? zb_words_day_and_time (time) : g_strdup (none);
}

static char *
describe_zone (const char *id, const ZbZone *zone)
{
  if (g_str_equal (id, "name"))
    return g_strdup (zone->name);
  if (g_str_equal (id, "outline"))
    return describe_outline (zone);
  if (g_str_equal (id, "kinds"))
    return describe_names (zone->kinds, name_kind, C_ ("watch zone", "All kinds"));
  if (g_str_equal (id, "severities"))
    return describe_names (zone->severities, name_severity, C_ ("watch zone", "All severities"));
  if (g_str_equal (id, "hours"))
    return zb_zone_words_hours (zone);
  if (g_str_equal (id, "starts"))
    return describe_time (zone->starts_at, _ ("At once"));
  if (g_str_equal (id, "ends"))
    return describe_time (zone->expires_at, "");
  if (g_str_equal (id, "raises"))
    return g_strdup (zone->raises ? C_ ("flag", "Yes") : C_ ("flag", "No"));
  return g_strdup (zone->note);
}

/**
 * zb_edit_describe:
 * @part: a field
 * @entity: a case or a watch zone
 *
 * Returns: (transfer full): what the field holds, as the officer reads it; an empty text for nothing
 */
char *
zb_edit_describe (const ZbEditPart *part, ZbEntity *entity)
{
  char *words = ZB_IS_CASE (entity) ? describe_case (part->id, (const ZbCase *)entity)
                                    : describe_zone (part->id, (const ZbZone *)entity);

  return words ? words : g_strdup ("");
}

/* --- what is chosen --------------------------------------------------------------------------------- */

static void
take_part (GVariantDict *dict, const ZbEditPart *part, GVariant *edit)
{
  for (gsize i = 0; i < G_N_ELEMENTS (part->args) && part->args[i]; i++)
    {
      g_autoptr (GVariant) value = g_variant_lookup_value (edit, part->args[i], NULL);
      if (value)
        g_variant_dict_insert_value (dict, part->args[i], value);
    }
}

/**
 * zb_edit_choose:
 * @kind: what is edited
 * @edit: the arguments of an edit, `a{sv}`
 * @chosen: (array zero-terminated=1): the ids of fields
 *
 * Returns: (transfer floating): the same edit of these fields alone, `a{sv}`
 */
GVariant *
zb_edit_choose (ZbKind kind, GVariant *edit, const char *const *chosen)
{
  guint n_parts;
  const ZbEditPart *parts = zb_edit_parts_get (kind, &n_parts);
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  for (guint i = 0; i < n_parts; i++)
    if (g_strv_contains (chosen, parts[i].id))
      take_part (&dict, &parts[i], edit);
  return g_variant_dict_end (&dict);
}
