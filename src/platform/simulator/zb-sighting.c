/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is seen in the district, where, by which device or algorithm, and how it is told. */
#include "zb-sighting.h"

#include "zb-json.h"
#include "zb-time.h"

#include <math.h>
#include <string.h>

#define SEES_THE_CREEK 130.0

struct _ZbLookout
{
  ZbDistrict *district;
  ZbDice dice;
  GPtrArray *witnesses[ZB_N_WITNESSES]; /* ZbDevice, not owned */
};

/* --- who could have seen it ------------------------------------------------------------------ */

static gboolean
is_street_camera (const ZbDevice *device)
{
  return device->kind == ZB_DEVICE_CAMERA && device->project == ZB_PROJECT_XUELIANG &&
         device->placement != ZB_PLACEMENT_HIGH_LOOKOUT && device->placement != ZB_PLACEMENT_MOBILE;
}

static gboolean
sees_the_creek (ZbLookout *self, const ZbDevice *device)
{
  const GArray *creek = self->district->ground.fabric->facts->creek;
  return is_street_camera (device) &&
         zb_line_distance (creek, zb_xy_from_point (device->location), NULL) < SEES_THE_CREEK;
}

static gboolean
can_witness (ZbLookout *self, const ZbDevice *device, ZbWitness witness)
{
  gboolean camera = is_street_camera (device);
  switch (witness)
    {
    case ZB_WITNESS_SHED:
      return device->kind == ZB_DEVICE_BIKE_SHED;
    case ZB_WITNESS_DOOR:
    case ZB_WITNESS_HOME:
      return device->kind == ZB_DEVICE_GATE && device->parent && strstr (device->name, "号楼");
    case ZB_WITNESS_MANHOLE:
      return device->kind == ZB_DEVICE_MANHOLE;
    case ZB_WITNESS_SEWER:
      return device->kind == ZB_DEVICE_MANHOLE && strstr (device->name, "水井");
    case ZB_WITNESS_STREET:
      return camera &&
             (device->placement == ZB_PLACEMENT_RESIDENTIAL || device->placement == ZB_PLACEMENT_COMMERCIAL);
    case ZB_WITNESS_MAIN_ROAD:
      return camera && device->placement == ZB_PLACEMENT_COMMERCIAL && strstr (device->name, "口");
    case ZB_WITNESS_CROWD:
      return camera && device->placement == ZB_PLACEMENT_CROWDED;
    case ZB_WITNESS_COMMUNITY:
      return device->kind == ZB_DEVICE_CAMERA && device->project == ZB_PROJECT_SMART_SECURITY;
    case ZB_WITNESS_CREEK:
      return sees_the_creek (self, device);
    case ZB_WITNESS_CAMERA:
      return device->kind == ZB_DEVICE_CAMERA;
    case ZB_WITNESS_CALLER:
      return camera && device->placement == ZB_PLACEMENT_RESIDENTIAL && g_str_has_suffix (device->name, "号");
    case ZB_N_WITNESSES:
    default:
      return FALSE;
    }
}

/**
 * zb_lookout_new:
 * @district: the district, which must stay as long as the lookout
 * @seed: what it sees follows from this
 *
 * Returns: (transfer full): a lookout
 */
ZbLookout *
zb_lookout_new (ZbDistrict *district, guint64 seed)
{
  ZbLookout *self = g_new0 (ZbLookout, 1);
  self->district = district;
  self->dice = zb_dice_new (seed, "lookout");
  for (guint witness = 0; witness < ZB_N_WITNESSES; witness++)
    {
      self->witnesses[witness] = g_ptr_array_new ();
      for (guint i = 0; i < district->devices->len; i++)
        if (can_witness (self, district->devices->pdata[i], witness))
          g_ptr_array_add (self->witnesses[witness], district->devices->pdata[i]);
    }
  return self;
}

/**
 * zb_lookout_free:
 * @self: (transfer full): a lookout
 */
void
zb_lookout_free (ZbLookout *self)
{
  for (guint i = 0; i < ZB_N_WITNESSES; i++)
    g_ptr_array_unref (self->witnesses[i]);
  g_free (self);
}

/**
 * zb_lookout_pick:
 * @self: a lookout
 *
 * Returns: (transfer none): what happens next, each as often as its weight says
 */
const ZbMishap *
zb_lookout_pick (ZbLookout *self)
{
  guint n, sum = 0, at;
  const ZbMishap *all = zb_mishaps (&n);
  for (guint i = 0; i < n; i++)
    sum += all[i].weight;
  at = zb_dice_pick (&self->dice, sum);
  for (guint i = 0; i < n; i++)
    {
      if (at < all[i].weight)
        return &all[i];
      at -= all[i].weight;
    }
  return all;
}

/* --- how it is told ---------------------------------------------------------------------------- */

/* 虹桥路古北路口 reads better as 虹桥路 · 古北路口. */
static char *
part_junction (const char *name)
{
  const char *first = strstr (name, "路");
  const char *rest = first ? first + strlen ("路") : NULL;
  if (!rest || !g_str_has_suffix (name, "口") || !strstr (rest, "路"))
    return g_strdup (name);
  return g_strdup_printf ("%.*s · %s", (int)(rest - name), name, rest);
}

/* Without the number that tells devices of one name apart. */
static char *
drop_ordinal (const char *name)
{
  const char *space = strrchr (name, ' ');
  if (!space || space[1] == 0 || strspn (space + 1, "0123456789") != strlen (space + 1))
    return g_strdup (name);
  return g_strndup (name, (gsize)(space - name));
}

/**
 * zb_sighting_describe_place:
 * @device_name: a device's name, such as 天山路889弄 3号车棚
 *
 * Returns: (transfer full): the place as people read it: 天山路 889 弄 · 3 号车棚
 */
char *
zb_sighting_describe_place (const char *device_name)
{
  g_autofree char *name = drop_ordinal (device_name);
  g_autofree char *parted = part_junction (name);
  GString *place = g_string_new (NULL);
  gboolean was_digit = FALSE;
  for (const char *p = parted; *p; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);
      gboolean digit = g_unichar_isdigit (letter);
      gboolean joins =
          place->len > 0 && digit != was_digit && letter != ' ' && place->str[place->len - 1] != ' ';
      if (joins)
        g_string_append_c (place, ' ');
      if (letter == ' ' && !strstr (parted, " · "))
        g_string_append (place, " ·");
      g_string_append_unichar (place, letter);
      was_digit = digit;
    }
  return g_string_free (place, FALSE);
}

static char *
choose_title (ZbLookout *self, const ZbMishap *mishap, int *number)
{
  g_auto (GStrv) titles = g_strsplit (mishap->titles, "|", -1);
  const char *title = titles[zb_dice_pick (&self->dice, g_strv_length (titles))];
  const char *hole = strstr (title, "%d");
  *number = mishap->least + (int)zb_dice_pick (&self->dice, (guint)(mishap->most - mishap->least + 1));
  return hole ? g_strdup_printf ("%.*s%d%s", (int)(hole - title), title, *number, hole + 2)
              : g_strdup (title);
}

static const ZbAlgorithm *
find_algorithm (ZbLookout *self, const char *name)
{
  for (guint i = 0; name && i < self->district->algorithms->len; i++)
    {
      const ZbAlgorithm *algorithm = self->district->algorithms->pdata[i];
      if (algorithm->use == ZB_ALGORITHM_ASSIST && g_str_equal (algorithm->name, name))
        return algorithm;
    }
  return NULL;
}

static void
score_by_algorithm (ZbLookout *self, ZbSighting *sighting, const ZbMishap *mishap)
{
  const ZbAlgorithm *algorithm = find_algorithm (self, mishap->algorithm);
  sighting->score = NAN;
  if (algorithm)
    {
      sighting->algorithm = g_strdup (((const ZbEntity *)algorithm)->id);
      sighting->score = round (100 * zb_dice_between (&self->dice, algorithm->threshold, 0.98)) / 100;
    }
  if (mishap->label)
    sighting->label =
        algorithm ? g_strdup_printf ("%s %.2f", mishap->label, sighting->score) : g_strdup (mishap->label);
}

/* Names and numbers of people are made up. */
static void
add_person (ZbLookout *self, ZbSighting *sighting)
{
  static const char *const families[] = { "王", "李", "张", "陈", "周", "吴", "徐", "孙", "朱", "沈" };
  static const char *const forms[] = { "阿姨", "伯伯", "先生", "女士" };
  sighting->caller = g_strconcat (families[zb_dice_pick (&self->dice, G_N_ELEMENTS (families))],
                                  forms[zb_dice_pick (&self->dice, G_N_ELEMENTS (forms))], NULL);
  sighting->telephone = g_strdup_printf ("1390000%04u", zb_dice_pick (&self->dice, 10000));
}

static void
locate (ZbSighting *sighting, const ZbDevice *device, ZbWitness witness)
{
  gboolean at_home = witness == ZB_WITNESS_HOME;
  const char *building = at_home ? strstr (device->name, "号楼") : NULL;
  g_autofree char *name = building
                              ? g_strndup (device->name, (gsize)(building - device->name) + strlen ("号楼"))
                              : g_strdup (device->name);
  sighting->place = zb_sighting_describe_place (name);
  sighting->location = device->location;
  sighting->area = g_strdup (device->area);
  if (!at_home && witness != ZB_WITNESS_CALLER)
    sighting->device = g_strdup (((const ZbEntity *)device)->id);
}

static ZbSighting *
see_at (ZbLookout *self, const ZbMishap *mishap, const ZbDevice *device)
{
  ZbSighting *sighting = g_rc_box_new0 (ZbSighting);
  sighting->mishap = mishap;
  sighting->severity = mishap->severity;
  sighting->title = choose_title (self, mishap, &sighting->number);
  sighting->seed = zb_dice_pick (&self->dice, 1u << 30);
  sighting->dedup_key = g_strdup_printf ("%s/%s", mishap->kind, device->code);
  locate (sighting, device, mishap->witness);
  score_by_algorithm (self, sighting, mishap);
  if (mishap->witness == ZB_WITNESS_HOME || mishap->witness == ZB_WITNESS_CALLER)
    add_person (self, sighting);
  return sighting;
}

static const ZbDevice *
pick_witness (ZbLookout *self, const ZbMishap *mishap)
{
  GPtrArray *witnesses = self->witnesses[mishap->witness];
  return witnesses->pdata[zb_dice_pick (&self->dice, witnesses->len)];
}

/**
 * zb_lookout_see:
 * @self: a lookout
 * @mishap: what happens
 *
 * Returns: (transfer full): it, seen somewhere
 */
ZbSighting *
zb_lookout_see (ZbLookout *self, const ZbMishap *mishap)
{
  return see_at (self, mishap, pick_witness (self, mishap));
}

/**
 * zb_lookout_see_near:
 * @self: a lookout
 * @mishap: what happens
 * @centre: a place
 * @metres: how far from it, if there is a witness so near
 *
 * Returns: (transfer full): it, seen near @centre
 */
ZbSighting *
zb_lookout_see_near (ZbLookout *self, const ZbMishap *mishap, ZbPoint centre, double metres)
{
  const ZbDevice *best = pick_witness (self, mishap);
  for (guint tries = 0; tries < 2000 && zb_point_distance (best->location, centre) > metres; tries++)
    best = pick_witness (self, mishap);
  return see_at (self, mishap, best);
}

static void
sighting_clear (gpointer data)
{
  ZbSighting *self = data;
  char *texts[] = { self->title,     self->place, self->area,   self->device,   self->algorithm,
                    self->dedup_key, self->label, self->caller, self->telephone };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (texts[i]);
}

/**
 * zb_sighting_ref:
 * @self: a sighting
 *
 * Returns: (transfer full): @self
 */
ZbSighting *
zb_sighting_ref (ZbSighting *self)
{
  return g_rc_box_acquire (self);
}

/**
 * zb_sighting_unref:
 * @self: (transfer full): a sighting
 */
void
zb_sighting_unref (ZbSighting *self)
{
  g_rc_box_release_full (self, sighting_clear);
}

static void
add_text (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, const char *value)
{
  if (value)
    yyjson_mut_obj_add_strcpy (doc, object, key, value);
}

static void
add_time (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, gint64 time)
{
  char text[ZB_TIME_LENGTH + 1];
  zb_time_format (time, text);
  yyjson_mut_obj_add_strcpy (doc, object, key, text);
}

static void
add_location (yyjson_mut_doc *doc, yyjson_mut_val *object, ZbPoint location)
{
  yyjson_mut_val *point = yyjson_mut_obj_add_obj (doc, object, "location");
  yyjson_mut_val *pair = yyjson_mut_arr (doc);
  yyjson_mut_obj_add_str (doc, point, "type", "Point");
  yyjson_mut_arr_add_real (doc, pair, location.lon);
  yyjson_mut_arr_add_real (doc, pair, location.lat);
  yyjson_mut_obj_add_val (doc, point, "coordinates", pair);
}

static void
add_evidence (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *id, const char *sha256, gint64 at,
              const char *label)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, object, "evidence");
  yyjson_mut_val *picture = yyjson_mut_arr_add_obj (doc, list);
  add_text (doc, picture, "id", id);
  add_text (doc, picture, "mime", "image/jpeg");
  add_time (doc, picture, "at", at);
  add_text (doc, picture, "sha256", sha256);
  add_text (doc, picture, "label", label);
  add_text (doc, picture, "phase", "before");
}

static void
add_contact (yyjson_mut_doc *doc, yyjson_mut_val *object, const ZbSighting *self)
{
  yyjson_mut_val *contact = yyjson_mut_obj_add_obj (doc, object, "contact");
  add_text (doc, contact, "name", self->caller);
  add_text (doc, contact, "telephone", self->telephone);
  add_text (doc, contact, "address", self->place);
}

/**
 * zb_sighting_write:
 * @self: a sighting
 * @at: when it is raised, the first time or again, µs UTC
 * @evidence: (nullable): the id of the picture taken then
 * @sha256: (nullable): of that picture
 *
 * Returns: (transfer full): the `data` of an `alert.raised` event, JSON
 */
char *
zb_sighting_write (const ZbSighting *self, gint64 at, const char *evidence, const char *sha256)
{
  g_autoptr (ZbJsonMutDoc) doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *data = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, data);
  add_text (doc, data, "kind", self->mishap->kind);
  add_text (doc, data, "severity", zb_choices_nick (&zb_severities, (int)self->severity));
  add_text (doc, data, "title", self->title);
  add_text (doc, data, "place", self->place);
  add_location (doc, data, self->location);
  add_text (doc, data, "area", self->area);
  add_text (doc, data, "device", self->device);
  add_text (doc, data, "algorithm", self->algorithm);
  if (!isnan (self->score))
    yyjson_mut_obj_add_real (doc, data, "score", self->score);
  add_text (doc, data, "dedup_key", self->dedup_key);
  add_time (doc, data, "first_at", self->first_at);
  add_time (doc, data, "last_at", at);
  if (evidence)
    add_evidence (doc, data, evidence, sha256, at, self->label);
  if (self->caller)
    add_contact (doc, data, self);
  return zb_json_to_text (doc, NULL);
}
