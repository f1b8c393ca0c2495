/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zhiban-platform import devices FILE.csv --crs wgs84|gcj02|bd09
 *
 * The first line names the columns: code, name, kind, lon, lat, and where there are any placement,
 * project, area, heading, fov, range, ptz. A device is known by its code: a second import of it
 * changes it. Every line that is refused is reported with its number; the others are taken. */
#include "zb-cli.h"

#include "zb-csv.h"
#include "zb-datum.h"
#include "zb-device.h"
#include "zb-transaction.h"
#include "zb-uuid.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

typedef struct
{
  ZbTransaction *tx;
  ZbDatum datum;
  GHashTable *columns; /* name → index + 1 */
  guint taken;
  guint refused;
} Import;

static const char *
get (Import *self, char **line, const char *column)
{
  guint index = GPOINTER_TO_UINT (g_hash_table_lookup (self->columns, column));
  if (index == 0 || g_strv_length (line) < index)
    return NULL;
  const char *text = line[index - 1];
  return *text != '\0' ? text : NULL;
}

static gboolean
get_number (Import *self, char **line, const char *column, double least, double most, double *number)
{
  const char *text = get (self, line, column);
  char *end = NULL;
  *number = text != NULL ? g_ascii_strtod (text, &end) : NAN;
  return text == NULL || (*end == '\0' && *number >= least && *number <= most);
}

static const char *
read_choice (Import *self, char **line, const char *column, const ZbChoices *choices, int *value)
{
  const char *text = get (self, line, column);
  int choice = zb_choices_parse (choices, text);
  if (text != NULL && choice <= 0 && !choices->open)
    return N_ ("is none of the names allowed");
  *value = MAX (choice, 0);
  return NULL;
}

static const char *
read_place (Import *self, char **line, ZbDevice *device)
{
  double lon, lat;
  if (!get_number (self, line, "lon", -180, 180, &lon) || isnan (lon))
    return N_ ("lon is no longitude");
  if (!get_number (self, line, "lat", -90, 90, &lat) || isnan (lat))
    return N_ ("lat is no latitude");
  device->location = zb_datum_to_wgs84 (self->datum, (ZbPoint){ lon, lat });
  return NULL;
}

static const char *
read_view (Import *self, char **line, ZbDevice *device)
{
  if (!get_number (self, line, "heading", 0, 360, &device->heading))
    return N_ ("heading must be from 0 to 360");
  if (!get_number (self, line, "fov", 0, 360, &device->fov))
    return N_ ("fov must be from 0 to 360");
  if (!get_number (self, line, "range", 0, 100000, &device->range))
    return N_ ("range must be metres");
  const char *ptz = get (self, line, "ptz");
  device->ptz = ptz != NULL && (g_str_equal (ptz, "1") || g_ascii_strcasecmp (ptz, "true") == 0);
  return NULL;
}

static const char *
read_area (Import *self, char **line, ZbDevice *device)
{
  const char *text = get (self, line, "area");
  g_autofree char *area = text != NULL ? zb_cli_find_area (self->tx->connection, text) : NULL;
  if (text != NULL && area == NULL)
    return N_ ("area is not known");
  /* Where no area is told it is the smallest that the place lies in: who sees a subdistrict sees its devices.
   */
  const char *found = area != NULL ? area : zb_areas_locate (self->tx->areas, device->location);
  if (found == NULL && zb_areas_get_root (self->tx->areas) != NULL)
    return N_ ("it lies outside the district; name an area");
  g_set_str (&device->area, found);
  return NULL;
}

static const char *
read_device (Import *self, char **line, ZbDevice *device)
{
  const char *wrong = NULL;
  if (get (self, line, "name") == NULL)
    return N_ ("name is missing");
  if (get (self, line, "kind") == NULL)
    return N_ ("kind is missing");
  g_set_str (&device->name, get (self, line, "name"));
  g_set_str (&device->code, get (self, line, "code"));
  if (read_choice (self, line, "kind", &zb_device_kinds, &device->kind) != NULL ||
      (device->kind == 0 && !g_str_equal (get (self, line, "kind"), "other")))
    return N_ ("kind is not known");
  if (read_choice (self, line, "placement", &zb_placements, &device->placement) != NULL)
    return N_ ("placement is not known");
  if (read_choice (self, line, "project", &zb_projects, &device->project) != NULL)
    return N_ ("project is not known");
  if ((wrong = read_place (self, line, device)) != NULL || (wrong = read_view (self, line, device)) != NULL)
    return wrong;
  return read_area (self, line, device);
}

static ZbDevice *
find_or_make (Import *self, const char *code, gboolean *known)
{
  g_autoptr (GPtrArray) found = zb_transaction_find (self->tx, ZB_KIND_DEVICE, "code = ? LIMIT 1", "t", code);
  *known = found->len > 0;
  if (*known)
    return g_object_ref (g_ptr_array_index (found, 0));
  g_autofree char *id = zb_uuid_new ();
  ZbDevice *device = ZB_DEVICE (zb_entity_new (ZB_KIND_DEVICE, id));
  device->status = ZB_DEVICE_UNKNOWN;
  device->source = g_strdup ("import");
  return device;
}

static void
take_line (Import *self, char **line, guint number)
{
  const char *code = get (self, line, "code");
  gboolean known = FALSE;
  g_autoptr (ZbDevice) device = code != NULL ? find_or_make (self, code, &known) : NULL;
  g_autoptr (ZbDevice) draft = device != NULL ? ZB_DEVICE (zb_record_copy ((ZbRecord *)device)) : NULL;
  const char *wrong = draft != NULL ? read_device (self, line, draft) : N_ ("code is missing");
  if (wrong != NULL)
    {
      fprintf (stderr, _ ("line %u: %s\n"), number, _ (wrong));
      self->refused++;
      return;
    }
  zb_record_assign ((ZbRecord *)device, (ZbRecord *)draft);
  if (known)
    zb_transaction_save (self->tx, device, NULL);
  else
    zb_transaction_add (self->tx, g_object_ref (device), NULL);
  self->taken++;
}

static gboolean
read_header (Import *self, ZbCsv *csv)
{
  static const char *const needed[] = { "code", "name", "kind", "lon", "lat" };
  g_auto (GStrv) names = zb_csv_read_line (csv);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    g_hash_table_insert (self->columns, g_ascii_strdown (g_strstrip (names[i]), -1),
                         GUINT_TO_POINTER (i + 1));
  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!g_hash_table_contains (self->columns, needed[i]))
      {
        zb_cli_fail (_ ("The first line must name the columns; %s is not among them."), needed[i]);
        return FALSE;
      }
  return TRUE;
}

static int
take_all (Import *self, ZbCsv *csv, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  for (char **line = zb_csv_read_line (csv); line != NULL; line = zb_csv_read_line (csv))
    {
      take_line (self, line, zb_csv_get_line_number (csv));
      g_strfreev (line);
    }
  const GError *error = zb_transaction_get_error (self->tx);
  g_autoptr (GError) commit = NULL;
  if (error != NULL || !zb_cli_commit (self->tx->connection, "device.import", NULL, name, &commit))
    return zb_cli_fail (_ ("Nothing was imported: %s."), (error != NULL ? error : commit)->message);
  printf (_ ("%u imported, %u refused\n"), self->taken, self->refused);
  return self->refused == 0 ? 0 : 3;
}

static int
import (ZbConnection *connection, const char *path, ZbDatum datum)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbCsv) csv = zb_csv_open (path, &error);
  if (csv == NULL)
    return zb_cli_fail (_ ("The file %s cannot be read: %s."), path, error->message);
  g_autoptr (GHashTable) columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Import self = { .datum = datum, .columns = columns };
  if (!read_header (&self, csv))
    return 1;
  if (!zb_connection_script (connection, "BEGIN IMMEDIATE", &error))
    return zb_cli_fail (_ ("The database is busy: %s."), error->message);
  g_autoptr (ZbAreas) areas = zb_areas_load (connection, NULL);
  g_autoptr (ZbTransaction) tx =
      zb_transaction_new (connection, areas, NULL, g_get_real_time () / 1000 * 1000);
  self.tx = tx;
  return take_all (&self, csv, path);
}

/**
 * zb_cli_import:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: devices, a file, options
 *
 * Returns: the exit code: 0 where all lines were taken, 3 where some were refused
 */
int
zb_cli_import (const char *data_dir, int argc, char **argv)
{
  g_autofree char *crs = NULL;
  const GOptionEntry entries[] = {
    { "crs", 0, 0, G_OPTION_ARG_STRING, &crs, N_ ("The reference system"), "wgs84|gcj02|bd09" },
    { NULL },
  };
  if (argc < 1 || !g_str_equal (argv[0], "devices"))
    {
      zb_cli_fail (_ ("import needs devices FILE.csv --crs wgs84|gcj02|bd09."));
      return 2;
    }
  if (!zb_cli_parse (&argc, &argv, entries, "devices FILE.csv --crs CRS"))
    return 2;
  ZbDatum datum = crs != NULL ? zb_datum_parse (crs) : 0;
  if (argc != 2 || datum == 0)
    {
      zb_cli_fail (_ ("import devices needs one file, and --crs wgs84, gcj02 or bd09."));
      return 2;
    }
  g_autoptr (ZbConnection) connection = zb_cli_open (data_dir);
  return connection != NULL ? import (connection, argv[1], datum) : 1;
}
