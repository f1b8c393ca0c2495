/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of devices as a centre's other systems export it. The first line names the columns, in any
 * order; `code`, `name`, `kind`, `lon` and `lat` have to be there. A line that cannot be taken is
 * told with its number and the reason, and the others go on. */
#include "zb-device-csv.h"

#include "zb-csv.h"
#include "zb-json.h"
#include "zb-uuid.h"

#include <math.h>

static const char *const required[] = { "code", "name", "kind", "lon", "lat" };

typedef struct
{
  char **columns;
  ZbDatum datum;
  GHashTable *codes;
} Reader;

/**
 * zb_refused_line_free:
 * @self: (transfer full): a line that was refused
 */
void
zb_refused_line_free (ZbRefusedLine *self)
{
  g_free (self->reason);
  g_free (self);
}

static const char *
value_of (const Reader *reader, char **row, const char *column)
{
  guint n = g_strv_length (row);
  for (guint i = 0; reader->columns[i] && i < n; i++)
    if (g_str_equal (reader->columns[i], column))
      return *g_strstrip (row[i]) ? row[i] : NULL;
  return NULL;
}

/* Reads a number within its bounds; an empty field leaves it as it is. */
static char *
read_number (const Reader *reader, char **row, const char *column, double least, double most, double *number)
{
  const char *text = value_of (reader, row, column);
  char *end;
  if (!text)
    return NULL;
  double value = g_ascii_strtod (text, &end);
  if (*end || !isfinite (value) || value < least || value > most)
    return g_strdup_printf ("%s is “%s”, and has to be a number from %g to %g", column, text, least, most);
  *number = value;
  return NULL;
}

static char *
read_choice (const Reader *reader, char **row, const char *column, const ZbChoices *choices, int *choice)
{
  const char *text = value_of (reader, row, column);
  for (int i = 0; text && choices->nicks[i]; i++)
    if (g_str_equal (choices->nicks[i], text))
      {
        *choice = i;
        return NULL;
      }
  return text ? g_strdup_printf ("%s is “%s”, which is not known", column, text) : NULL;
}

static char *
read_place (const Reader *reader, char **row, ZbDevice *device)
{
  ZbPoint point = ZB_POINT_NOWHERE;
  char *wrong = read_number (reader, row, "lon", -180, 180, &point.lon);
  if (!wrong)
    wrong = read_number (reader, row, "lat", -90, 90, &point.lat);
  if (!wrong)
    device->location = zb_datum_to_wgs84 (reader->datum, point);
  return wrong;
}

static char *
read_names (const Reader *reader, char **row, ZbDevice *device)
{
  for (gsize i = 0; i < G_N_ELEMENTS (required); i++)
    if (!value_of (reader, row, required[i]))
      return g_strdup_printf ("%s is empty", required[i]);
  device->code = g_strdup (value_of (reader, row, "code"));
  device->name = g_strdup (value_of (reader, row, "name"));
  if (!g_utf8_validate (device->code, -1, NULL) || !g_utf8_validate (device->name, -1, NULL))
    return g_strdup ("it is not UTF-8");
  if (!g_hash_table_add (reader->codes, g_strdup (device->code)))
    return g_strdup_printf ("the code %s stands in an earlier line too", device->code);
  return NULL;
}

static char *
read_camera (const Reader *reader, char **row, ZbDevice *device)
{
  const char *ptz = value_of (reader, row, "ptz");
  device->ptz = ptz && (g_str_equal (ptz, "1") || g_ascii_strcasecmp (ptz, "true") == 0);
  char *wrong = read_number (reader, row, "heading", 0, 360, &device->heading);
  if (!wrong)
    wrong = read_number (reader, row, "fov", 1, 360, &device->fov);
  if (!wrong)
    wrong = read_number (reader, row, "range", 0, 5000, &device->range);
  return wrong;
}

static char *
read_row (const Reader *reader, char **row, ZbDevice *device)
{
  char *wrong = read_names (reader, row, device);
  if (!wrong)
    wrong = read_choice (reader, row, "kind", &zb_device_kinds, &device->kind);
  if (!wrong)
    wrong = read_choice (reader, row, "placement", &zb_placements, &device->placement);
  if (!wrong)
    wrong = read_choice (reader, row, "project", &zb_projects, &device->project);
  if (!wrong)
    wrong = read_place (reader, row, device);
  if (!wrong)
    wrong = read_camera (reader, row, device);
  return wrong;
}

static ZbDevice *
device_new (void)
{
  g_autofree char *id = zb_uuid_new ();
  return ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));
}

static void
take_row (const Reader *reader, char **row, guint line, GPtrArray *devices, GPtrArray *refused)
{
  g_autoptr (ZbDevice) device = device_new ();
  char *reason = read_row (reader, row, device);

  if (!reason)
    {
      g_ptr_array_add (devices, g_steal_pointer (&device));
      return;
    }
  ZbRefusedLine *refusal = g_new0 (ZbRefusedLine, 1);
  refusal->line = line;
  refusal->reason = reason;
  g_ptr_array_add (refused, refusal);
}

static gboolean
has_required_columns (char **columns, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (required); i++)
    if (!columns || !g_strv_contains ((const char *const *)columns, required[i]))
      {
        g_set_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_MISSING, "The first line names no column “%s”",
                     required[i]);
        return FALSE;
      }
  return TRUE;
}

/**
 * zb_device_csv_read:
 * @text: the file, UTF-8
 * @datum: the reference system of its coordinates
 * @refused: (out) (transfer full) (element-type ZbRefusedLine): the lines that were not taken
 * @error: return location for an error where the first line is not as it has to be
 *
 * Returns: (transfer full) (nullable) (element-type ZbDevice): the devices, each with an id of its
 *   own and without area
 */
GPtrArray *
zb_device_csv_read (const char *text, ZbDatum datum, GPtrArray **refused, GError **error)
{
  ZbCsv csv;
  guint line;
  zb_csv_init (&csv, text);
  g_auto (GStrv) columns = zb_csv_next (&csv, &line);
  if (!has_required_columns (columns, error))
    return NULL;

  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Reader reader = { columns, datum, codes };
  g_autoptr (GPtrArray) devices = g_ptr_array_new_with_free_func (g_object_unref);
  *refused = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_refused_line_free);
  for (char **row = zb_csv_next (&csv, &line); row; row = zb_csv_next (&csv, &line))
    {
      take_row (&reader, row, line, devices, *refused);
      g_strfreev (row);
    }
  return g_steal_pointer (&devices);
}
