/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What OwnTracks posts: https://owntracks.org/booklet/tech/json/. Of a `_type` of location: lat and lon in
 * degrees of WGS 84, tst in seconds since 1970, acc in metres, vel in km/h, cog in degrees. A telephone that
 * does not know its speed or course leaves it out or sends less than nothing. */
#include "zb-owntracks.h"

#include <math.h>
#include <yyjson.h>

#define LONGEST_CREDENTIALS 400
#define LATEST_SECOND G_GINT64_CONSTANT (253402300799) /* the year 9999 */
#define FASTEST 1000.0                                 /* km/h */
#define KM_PER_HOUR (1 / 3.6)

G_DEFINE_QUARK (zb - owntracks - error - quark, zb_owntracks_error)

static gboolean
fail (GError **error, ZbOwntracksError code, const char *message)
{
  g_set_error_literal (error, ZB_OWNTRACKS_ERROR, code, message);
  return FALSE;
}

static double
get_number (yyjson_val *object, const char *name)
{
  yyjson_val *value = yyjson_obj_get (object, name);
  return yyjson_is_num (value) ? yyjson_get_num (value) : NAN;
}

static double
get_known (yyjson_val *object, const char *name, double most)
{
  double value = get_number (object, name);
  return value >= 0 && value <= most ? value : NAN;
}

static gboolean
read_place (yyjson_val *object, ZbPosition *position, GError **error)
{
  position->location = (ZbPoint){ get_number (object, "lon"), get_number (object, "lat") };
  if (!(fabs (position->location.lat) <= 90))
    return fail (error, ZB_OWNTRACKS_ERROR_FIELD, "lat must be a number between -90 and 90.");
  if (!(fabs (position->location.lon) <= 180))
    return fail (error, ZB_OWNTRACKS_ERROR_FIELD, "lon must be a number between -180 and 180.");
  return TRUE;
}

static gboolean
read_time (yyjson_val *object, ZbPosition *position, GError **error)
{
  yyjson_val *tst = yyjson_obj_get (object, "tst");
  gint64 seconds = yyjson_is_int (tst) ? yyjson_get_sint (tst) : -1;
  if (seconds <= 0 || seconds > LATEST_SECOND)
    return fail (error, ZB_OWNTRACKS_ERROR_FIELD, "tst must be a number of seconds since 1970.");
  position->as_of = seconds * G_USEC_PER_SEC;
  return TRUE;
}

static ZbPosition *
read_location (yyjson_val *object, GError **error)
{
  g_autoptr (ZbPosition) position = g_object_new (zb_position_get_type (), NULL);
  if (!read_place (object, position, error) || !read_time (object, position, error))
    return NULL;
  position->accuracy = get_known (object, "acc", 1e6);
  position->heading = get_known (object, "cog", 360);
  position->speed = get_known (object, "vel", FASTEST) * KM_PER_HOUR;
  return g_steal_pointer (&position);
}

/**
 * zb_owntracks_read:
 * @text: what was posted
 * @length: its bytes
 * @position: (out) (nullable): where the telephone was, with its time; %NULL where that is not what it tells
 * @error: return location for a #ZbOwntracksError
 *
 * Returns: whether it can be understood
 */
gboolean
zb_owntracks_read (const char *text, gsize length, ZbPosition **position, GError **error)
{
  yyjson_doc *doc = length > 0 ? yyjson_read (text, length, 0) : NULL;
  yyjson_val *root = yyjson_doc_get_root (doc);
  const char *type = yyjson_get_str (yyjson_obj_get (root, "_type"));
  gboolean good = TRUE;
  *position = NULL;
  if (!yyjson_is_obj (root))
    good = fail (error, ZB_OWNTRACKS_ERROR_SYNTAX, "A JSON object is needed.");
  else if (type == NULL)
    good = fail (error, ZB_OWNTRACKS_ERROR_FIELD, "_type must be a string.");
  else if (g_str_equal (type, "location"))
    good = (*position = read_location (root, error)) != NULL;
  yyjson_doc_free (doc);
  return good;
}

/**
 * zb_owntracks_read_key:
 * @basic: (nullable): the credentials of HTTP Basic as they came
 *
 * Returns: (transfer full) (nullable): the password in them, NULL where there is none
 */
char *
zb_owntracks_read_key (const char *basic)
{
  gsize length = 0;
  if (basic == NULL || strlen (basic) > LONGEST_CREDENTIALS)
    return NULL;
  g_autofree guchar *bytes = g_base64_decode (basic, &length);
  g_autofree char *text = g_strndup ((const char *)bytes, length);
  const char *colon = strchr (text, ':');
  return colon != NULL && colon[1] != '\0' ? g_strdup (colon + 1) : NULL;
}
