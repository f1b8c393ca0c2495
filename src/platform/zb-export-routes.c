/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Recorded times as files to be handed on. Asking for one needs a reason; who asked and who fetched it is
 * audited. It is given to who asked for it and to leaders, as long as they see the camera. */
#include "zb-routes.h"

#include "zb-area.h"
#include "zb-device.h"
#include "zb-export-desk.h"
#include "zb-export-store.h"
#include "zb-json.h"
#include "zb-organisation.h"
#include "zb-platform.h"
#include "zb-recording-store.h"
#include "zb-recording-times.h"
#include "zb-response-stream.h"
#include "zb-span-file.h"
#include "zb-uuid.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <math.h>
#include <unistd.h>

#define MAX_REASON 500
#define MAY_EXPORT (ZB_MAY_DESK | ZB_MAY (ADMINISTRATOR))
/* A download may be made of several requests. */
#define ONE_DOWNLOAD G_TIME_SPAN_HOUR

/* --- asking for one ------------------------------------------------------------------------------ */

static gboolean
is_region (const ZbExportRegion *region)
{
  return isfinite (region->x) && isfinite (region->y) && region->x >= 0 && region->y >= 0 &&
         region->width > 0 && region->height > 0 && region->x + region->width <= 1.0001 &&
         region->y + region->height <= 1.0001;
}

static GPtrArray *
read_regions (ZbCall *call)
{
  GPtrArray *regions =
      zb_call_records (call, "regions", ZB_TYPE_EXPORT_REGION, ZB_OPTIONAL, ZB_EXPORT_MOST_REGIONS);
  for (guint i = 0; regions != NULL && i < regions->len; i++)
    if (!is_region (g_ptr_array_index (regions, i)))
      zb_call_refuse_field (call, "/regions", "must lie within the picture, in fractions of it");
  return regions;
}

/* The officer's name and number, and where they work: their organisation, or else the district. */
static char *
describe_officer (ZbTransaction *tx, ZbAccount *account)
{
  ZbOrganisation *organisation = zb_transaction_load (tx, ZB_KIND_ORGANISATION, account->organisation);
  ZbArea *district = zb_transaction_load (tx, ZB_KIND_AREA, zb_areas_get_root (tx->areas));
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_strv_builder_add (words, account->name);
  if (account->number != NULL)
    g_strv_builder_add (words, account->number);
  if (organisation != NULL)
    g_strv_builder_add (words, organisation->name);
  else if (district != NULL)
    g_strv_builder_add (words, district->name);
  g_auto (GStrv) all = g_strv_builder_end (words);
  return g_strjoinv (" ", all);
}

static ZbExport *
make_export (ZbCall *call, const ZbRecordingTimes *times, const char *reason)
{
  ZbExport *export = g_object_new (ZB_TYPE_EXPORT, NULL);
  export->id = zb_uuid_new ();
  export->camera = g_strdup (call->id);
  export->from = times->from;
  export->until = times->until;
  export->state = ZB_EXPORT_WAITING;
  export->progress = 0;
  export->reason = g_strdup (reason);
  export->by = g_strdup (ZB_ENTITY (call->account)->id);
  export->by_name = g_strdup (call->account->name);
  export->created_at = call->now;
  return export;
}

static gboolean
is_recorded (ZbTransaction *tx, const char *camera, const ZbRecordingTimes *times)
{
  g_autoptr (GPtrArray) segments = zb_recording_store_find (tx, camera, times->from, times->until);
  return segments->len > 0;
}

static void
wake (gpointer desk, gpointer unused)
{
  zb_export_desk_wake (desk);
}

static gboolean
answer (ZbResponse *response, guint status, ZbExport *export)
{
  return zb_response_take_text (response, status,
                                zb_json_write_record_text (export, ZB_JSON_WRITE_ALL, NULL));
}

static gboolean
accept (ZbTransaction *tx, ZbCall *call, ZbDevice *camera, ZbExport *export, GPtrArray *regions)
{
  ZbRecordingTimes times = { export->from, export->until };
  g_autofree char *what = zb_recording_times_describe (&times);
  g_autofree char *why = g_strjoin (" ", what, export->reason, NULL);
  g_autofree char *who = describe_officer (tx, call->account);
  zb_export_store_add (tx, export, regions, who);
  zb_transaction_audit (tx, "recording.export", camera, why);
  zb_connection_after_commit (tx->connection, wake, zb_platform_get_exports (tx->platform), NULL);
  return TRUE;
}

static gboolean
start_export (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbRecordingTimes times;
  ZbDevice *camera = zb_transaction_load (tx, ZB_KIND_DEVICE, call->id);
  const char *reason = zb_call_text (call, "reason", ZB_NEEDED, MAX_REASON);
  g_autoptr (GPtrArray) regions = read_regions (call);
  if (camera == NULL || camera->kind != ZB_DEVICE_CAMERA)
    return zb_response_not_there (response);
  if (!zb_recording_times_read_body (call, ZB_EXPORT_LONGEST, &times, response))
    return FALSE;
  if (zb_platform_get_exports (tx->platform) == NULL)
    return zb_response_later (response, 503, 30, "This platform makes no exports now.");
  if (!is_recorded (tx, call->id, &times))
    return zb_response_conflict (response, "none", NULL, "not-recorded");
  if (zb_export_store_count_waiting (tx, ZB_ENTITY (call->account)->id) >= ZB_EXPORT_MOST_WAITING)
    return zb_response_later (response, 429, 60, "Ten of your exports wait already.");
  g_autoptr (ZbExport) export = make_export (call, &times, reason);
  return accept (tx, call, camera, export, regions) && answer (response, 202, export);
}

/* --- what has become of it -------------------------------------------------------------------------- */

static gboolean
may_have (ZbTransaction *tx, ZbCall *call, const ZbExport *export)
{
  gboolean own = g_strcmp0 (export->by, ZB_ENTITY (call->account)->id) == 0;
  return (own || call->account->role == ZB_ROLE_DUTY_LEADER) &&
         zb_transaction_sees (tx, ZB_KIND_DEVICE, export->camera);
}

static ZbExport *
load_export (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbExport) export = zb_export_store_load (tx, call->id);
  if (export != NULL && may_have (tx, call, export))
    return g_steal_pointer (&export);
  zb_response_not_there (response);
  return NULL;
}

static gboolean
look_at_export (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  ZbExportDesk *desk = zb_platform_get_exports (tx->platform);
  g_autoptr (ZbExport) export = load_export (tx, call, response);
  if (export == NULL)
    return FALSE;
  if (export->state == ZB_EXPORT_WORKING && desk != NULL)
    export->progress = zb_export_desk_get_progress (desk, export->id);
  return answer (response, 200, export);
}

/* --- its file ---------------------------------------------------------------------------------------- */

static GBytes *
read_part (gpointer data, gint64 offset, gsize length, GError **error)
{
  int fd = GPOINTER_TO_INT (data);
  g_autofree guint8 *bytes = g_malloc (length);
  gssize n;
  do
    n = pread (fd, bytes, length, offset);
  while (n < 0 && errno == EINTR);
  if (n > 0)
    return g_bytes_new_take (g_steal_pointer (&bytes), (gsize)n);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "an export: %s",
               n < 0 ? g_strerror (errno) : "it ends early");
  return NULL;
}

static void
close_file (gpointer data)
{
  close (GPOINTER_TO_INT (data));
}

/* A download that is made of several requests is one; whatever begins it is written down. */
static gboolean
goes_on (ZbTransaction *tx, ZbCall *call, const char *camera, const char *what)
{
  return call->range != NULL && !g_str_has_prefix (call->range, "bytes=0-") &&
         zb_transaction_count (
             tx,
             "SELECT count(*) FROM audit WHERE id = ? AND action = 'recording.download' AND "
             "account = ? AND why = ? AND at > ?",
             "ttti", camera, ZB_ENTITY (call->account)->id, what, tx->now - ONE_DOWNLOAD) > 0;
}

static void
audit_download (ZbTransaction *tx, ZbCall *call, const ZbExport *export)
{
  g_autofree char *what = g_strjoin (" ", export->id, export->sha256, NULL);
  if (!goes_on (tx, call, export->camera, what))
    zb_transaction_audit (tx, "recording.download", zb_transaction_load (tx, ZB_KIND_DEVICE, export->camera),
                          what);
}

static gboolean
get_export_file (ZbTransaction *tx, ZbCall *call, ZbResponse *response)
{
  g_autoptr (ZbExport) export = load_export (tx, call, response);
  if (export == NULL)
    return FALSE;
  if (export->state != ZB_EXPORT_READY)
    return zb_response_conflict (response, zb_choices_nick (&zb_export_states, export->state), NULL,
                                 "not-ready");
  g_autofree char *path = zb_export_store_find_path (tx->platform, export->id);
  g_autofree char *tag = g_strdup_printf ("\"%s\"", export->sha256);
  int fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd <= 0)
    return zb_response_problem (response, 410, "deleted", "The file has been deleted.");
  ZbStreamFile stream = { "video/mp4", tag, export->bytes, read_part, GINT_TO_POINTER (fd), close_file };
  audit_download (tx, call, export);
  return zb_response_stream (response, call, &stream);
}

const ZbRoute zb_export_routes[] = {
  { "POST", "/cameras/{id}/exports", MAY_EXPORT, ZB_ROUTE_WRITE | ZB_ROUTE_BODY, start_export },
  { "GET", "/exports/{id}", MAY_EXPORT, ZB_ROUTE_READ, look_at_export },
  { "GET", "/exports/{id}/file", MAY_EXPORT, ZB_ROUTE_WRITE, get_export_file },
  { 0 },
};
