/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked of the platform rather than pushed by it: media, evidence, queries. Each question goes out
 * with the session of whoever sits here, and its answer is an object that fills itself. */
#include "zb-link-private.h"

#include "zb-ask.h"
#include "zb-debrief.h"
#include "zb-drill.h"
#include "zb-export-download.h"
#include "zb-playback-part.h"
#include "zb-ptz-request.h"
#include "zb-recordings.h"
#include "zb-time.h"

static ZbRequest *
create_get (const char *format, const char *part)
{
  g_autofree char *escaped = g_uri_escape_string (part ? part : "", NULL, FALSE);
  g_autofree char *path = g_strdup_printf (format, escaped);

  return zb_request_new ("GET", "%s", path);
}

static ZbAnswer *
zb_link_open_live (ZbMedia *media, const char *camera, const char *profile)
{
  ZbLink *self = ZB_LINK (media);
  ZbRequest *request = create_get ("/cameras/%s/live", camera);

  g_set_str (&request->method, "POST");
  zb_request_take_json (
      request, g_strdup_printf ("{\"profile\":\"%s\"}", g_strcmp0 (profile, "main") == 0 ? "main" : "sub"));
  return zb_ask_records (self->session, request, ZB_TYPE_TICKET, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_look_around (ZbMedia *media, const char *camera)
{
  return zb_ask_records (ZB_LINK (media)->session, create_get ("/cameras/%s/live", camera), ZB_TYPE_AUDIENCE,
                         NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_list_recordings (ZbMedia *media, const char *camera, gint64 from, gint64 until)
{
  return zb_recordings_list (ZB_LINK (media)->session, camera, from, until);
}

static ZbAnswer *
zb_link_open_playback (ZbMedia *media, const char *camera, gint64 from, gint64 until)
{
  return zb_recordings_open (ZB_LINK (media)->session, ZB_LINK (media)->rest, camera, from, until);
}

static ZbAnswer *
zb_link_fetch_part (ZbMedia *media, ZbPlayback *playback, guint span, gint64 offset, gint64 length)
{
  return zb_playback_part_fetch (ZB_LINK (media)->rest, playback, span, offset, length);
}

static ZbAnswer *
zb_link_start_export (ZbMedia *media, const char *camera, gint64 from, gint64 until, const char *reason,
                      GPtrArray *regions)
{
  return zb_recordings_start_export (ZB_LINK (media)->session, camera, from, until, reason, regions);
}

static ZbAnswer *
zb_link_look_at_export (ZbMedia *media, const char *id)
{
  return zb_recordings_look_at_export (ZB_LINK (media)->session, id);
}

static ZbAnswer *
zb_link_fetch_export (ZbMedia *media, ZbExport *export, GFile *destination)
{
  return zb_export_download (ZB_LINK (media)->session, export, destination);
}

static ZbAnswer *
zb_link_list_holds (ZbMedia *media, const char *camera)
{
  return zb_recordings_list_holds (ZB_LINK (media)->session, camera);
}

static ZbAnswer *
zb_link_hold (ZbMedia *media, const char *camera, gint64 from, gint64 until, const char *reason)
{
  return zb_recordings_hold (ZB_LINK (media)->session, camera, from, until, reason);
}

static ZbAnswer *
zb_link_release_hold (ZbMedia *media, const char *id, const char *reason)
{
  return zb_recordings_release (ZB_LINK (media)->session, id, reason);
}

static ZbAnswer *
zb_link_ptz (ZbMedia *media, const char *camera, const ZbPtzOrder *order)
{
  return zb_ask_records (ZB_LINK (media)->session, zb_ptz_request_new (camera, order), ZB_TYPE_PTZ, NULL,
                         NULL, NULL);
}

static ZbAnswer *
zb_link_note_snapshot (ZbMedia *media, const char *camera, gint64 at, const char *source)
{
  ZbLink *self = ZB_LINK (media);
  ZbRequest *request = create_get ("/cameras/%s/snapshot", camera);
  char time[ZB_TIME_LENGTH + 1];

  zb_time_format (at, time);
  g_set_str (&request->method, "POST");
  zb_request_take_json (request, g_strdup_printf ("{\"at\":\"%s\",\"source\":\"%s\"}", time,
                                                  g_strcmp0 (source, "playback") == 0 ? "playback" : "live"));
  return zb_ask_records (self->session, request, ZB_TYPE_SNAPSHOT_NOTE, NULL, NULL, NULL);
}

void
zb_link_media_init (ZbMediaInterface *iface)
{
  iface->open_live = zb_link_open_live;
  iface->look_around = zb_link_look_around;
  iface->list_recordings = zb_link_list_recordings;
  iface->open_playback = zb_link_open_playback;
  iface->fetch_part = zb_link_fetch_part;
  iface->start_export = zb_link_start_export;
  iface->look_at_export = zb_link_look_at_export;
  iface->fetch_export = zb_link_fetch_export;
  iface->list_holds = zb_link_list_holds;
  iface->hold = zb_link_hold;
  iface->release_hold = zb_link_release_hold;
  iface->ptz = zb_link_ptz;
  iface->note_snapshot = zb_link_note_snapshot;
}

typedef struct
{
  ZbLink *link;
  char *id;
} Picture;

static void
picture_free (gpointer data)
{
  Picture *picture = data;

  g_object_unref (picture->link);
  g_free (picture->id);
  g_free (picture);
}

static void
keep_picture (gpointer bytes, gpointer data)
{
  Picture *picture = data;

  zb_picture_cache_add (picture->link->pictures, picture->id, bytes);
}

static ZbAnswer *
zb_link_load (ZbEvidence *evidence, const char *id)
{
  ZbLink *self = ZB_LINK (evidence);
  GBytes *known = zb_picture_cache_lookup (self->pictures, id);
  ZbRequest *request;
  Picture *picture;

  if (known != NULL)
    {
      ZbAnswer *answer = zb_answer_new (G_TYPE_OBJECT);
      zb_answer_set_bytes (answer, known);
      return answer;
    }
  request = create_get ("/evidence/%s", id);
  request->is_file = TRUE;
  picture = g_new0 (Picture, 1);
  picture->link = g_object_ref (self);
  picture->id = g_strdup (id);
  return zb_ask_bytes (self->session, request, keep_picture, picture, picture_free);
}

void
zb_link_evidence_init (ZbEvidenceInterface *iface)
{
  iface->load = zb_link_load;
}

static ZbAnswer *
zb_link_recommend (ZbQuery *query, const char *case_id)
{
  return zb_ask_records (ZB_LINK (query)->session, create_get ("/cases/%s/recommendations", case_id),
                         ZB_TYPE_RECOMMENDATION, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_search (ZbQuery *query, const char *text)
{
  return zb_ask_records (ZB_LINK (query)->session, create_get ("/search?q=%s", text), ZB_TYPE_SEARCH_HIT,
                         NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_timeline (ZbQuery *query, const char *case_id)
{
  return zb_timelines_open (ZB_LINK (query)->timelines, case_id);
}

static ZbAnswer *
zb_link_checkers (ZbQuery *query, const char *case_id)
{
  return zb_ask_records (ZB_LINK (query)->session, create_get ("/cases/%s/checkers", case_id),
                         ZB_TYPE_CHECKER, NULL, NULL, NULL);
}

/* Who asks, and as whom, where anybody has signed in. */
typedef struct
{
  ZbLink *link;
  ZbSession *session;
} Fetching;

static void
fetching_free (gpointer data)
{
  Fetching *fetching = data;

  g_object_unref (fetching->link);
  g_clear_object (&fetching->session);
  g_free (fetching);
}

/* It comes as what has happened does: the world has one writer. What comes when its officer has gone is not
 * for the next one's world. */
static void
on_fetched (ZbAnswer *answer, GPtrArray *items, gpointer data)
{
  const Fetching *fetching = data;
  ZbLink *self = fetching->link;
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);

  if (self->session != fetching->session)
    {
      zb_answer_set_items (answer, events);
      return;
    }
  for (guint i = 0; i < items->len; i++)
    {
      ZbEntity *entity = items->pdata[i];
      g_ptr_array_add (events,
                       zb_event_new (ZB_IS_ALERT (entity) ? "alert.updated" : "case.updated", entity, 0));
    }
  zb_inbox_push (self->inbox, events, -1);
  zb_inbox_flush (self->inbox);
  zb_answer_set_items (answer, items);
}

static ZbAnswer *
zb_link_fetch (ZbQuery *query, ZbKind kind, const char *id)
{
  ZbLink *self = ZB_LINK (query);
  Fetching *fetching = g_new0 (Fetching, 1);

  fetching->link = g_object_ref (self);
  g_set_object (&fetching->session, self->session);
  return zb_ask_records (self->session, create_get (kind == ZB_KIND_ALERT ? "/alerts/%s" : "/cases/%s", id),
                         zb_kind_get_type (kind), on_fetched, fetching, fetching_free);
}

static void
add_parameter (GString *path, const char *name, const char *value)
{
  g_autofree char *escaped = value ? g_uri_escape_string (value, NULL, FALSE) : NULL;

  if (escaped)
    g_string_append_printf (path, "&%s=%s", name, escaped);
}

static ZbAnswer *
zb_link_figures (ZbQuery *query, const ZbFigureQuestion *question)
{
  g_autoptr (GString) path = g_string_new (NULL);

  g_string_printf (path, "/figures?mode=%s", zb_choices_nick (&zb_modes, question->mode));
  add_parameter (path, "from", question->from);
  add_parameter (path, "to", question->to);
  add_parameter (path, "by", question->by);
  add_parameter (path, "subdistrict", question->subdistrict);
  add_parameter (path, "kind", question->kind);
  return zb_ask_records (ZB_LINK (query)->session, zb_request_new ("GET", "%s", path->str), ZB_TYPE_FIGURES,
                         NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_figures_of_day (ZbQuery *query, ZbMode mode)
{
  return zb_ask_records (ZB_LINK (query)->session,
                         create_get ("/figures/day?mode=%s", zb_choices_nick (&zb_modes, mode)),
                         ZB_TYPE_FIGURES_OF_DAY, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_density (ZbQuery *query, guint hours, ZbMode mode)
{
  return zb_ask_records (
      ZB_LINK (query)->session,
      zb_request_new ("GET", "/figures/density?hours=%u&mode=%s", hours, zb_choices_nick (&zb_modes, mode)),
      ZB_TYPE_DENSITY, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_preferences (ZbQuery *query)
{
  return zb_ask_bytes (ZB_LINK (query)->session, zb_request_new ("GET", "/me/preferences"), NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_layouts (ZbQuery *query)
{
  return zb_ask_records (ZB_LINK (query)->session, zb_request_new ("GET", "/layouts"), ZB_TYPE_LAYOUT, NULL,
                         NULL, NULL);
}

static ZbAnswer *
zb_link_audit (ZbQuery *query, const char *case_id)
{
  return zb_ask_records (ZB_LINK (query)->session, create_get ("/audit?subject=case/%s", case_id),
                         ZB_TYPE_AUDIT_ENTRY, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_audit_span (ZbQuery *query, gint64 from, gint64 through)
{
  ZbRequest *request = zb_request_new (
      "GET", "/audit/span?from=%" G_GINT64_FORMAT "&through=%" G_GINT64_FORMAT, from, through);

  return zb_ask_records (ZB_LINK (query)->session, request, ZB_TYPE_AUDIT_SPAN, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_telephone (ZbQuery *query, const char *unit, ZbTelephoneDeed deed)
{
  static const struct
  {
    const char *method, *what;
  } deeds[] = {
    { "POST", "field-code" },
    { "DELETE", "field-sessions" },
    { "POST", "owntracks-key" },
    { "DELETE", "owntracks-key" },
  };

  return zb_ask_records (ZB_LINK (query)->session,
                         zb_request_new (deeds[deed].method, "/units/%s/%s", unit, deeds[deed].what),
                         ZB_TYPE_TELEPHONE, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_history (ZbQuery *query, const char *alert_id)
{
  return zb_ask_records (ZB_LINK (query)->session, create_get ("/alerts/%s/history", alert_id),
                         ZB_TYPE_ALERT_DEED, NULL, NULL, NULL);
}

void
zb_link_query_init (ZbQueryInterface *iface)
{
  iface->recommend = zb_link_recommend;
  iface->search = zb_link_search;
  iface->fetch = zb_link_fetch;
  iface->timeline = zb_link_timeline;
  iface->checkers = zb_link_checkers;
  iface->figures = zb_link_figures;
  iface->figures_of_day = zb_link_figures_of_day;
  iface->density = zb_link_density;
  iface->preferences = zb_link_preferences;
  iface->layouts = zb_link_layouts;
  iface->audit = zb_link_audit;
  iface->audit_span = zb_link_audit_span;
  iface->telephone = zb_link_telephone;
  iface->history = zb_link_history;
}

static ZbAnswer *
zb_link_drill_scripts (ZbDrillQuery *query)
{
  return zb_ask_records (ZB_LINK (query)->session, zb_request_new ("GET", "/drill-scripts"),
                         ZB_TYPE_DRILL_SUMMARY, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_drill_people (ZbDrillQuery *query)
{
  return zb_ask_records (ZB_LINK (query)->session, zb_request_new ("GET", "/drill-people"),
                         ZB_TYPE_DRILL_MEMBER, NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_debrief (ZbDrillQuery *query, const char *drill)
{
  return zb_ask_records (ZB_LINK (query)->session, create_get ("/drills/%s/debrief", drill), ZB_TYPE_DEBRIEF,
                         NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_log (ZbDrillQuery *query, gint64 from, gint64 until, const char *after)
{
  char begin[ZB_TIME_LENGTH + 1], end[ZB_TIME_LENGTH + 1];

  zb_time_format (from, begin);
  zb_time_format (until, end);
  return zb_ask_bytes (ZB_LINK (query)->session,
                       zb_request_new ("GET", "/log?from=%s&until=%s&limit=2000%s%s", begin, end,
                                       after ? "&after=" : "", after ? after : ""),
                       NULL, NULL, NULL);
}

static ZbAnswer *
zb_link_log_state (ZbDrillQuery *query, gint64 at)
{
  char time[ZB_TIME_LENGTH + 1];

  zb_time_format (at, time);
  return zb_ask_bytes (ZB_LINK (query)->session, zb_request_new ("GET", "/log/state?at=%s", time), NULL, NULL,
                       NULL);
}

void
zb_link_drill_init (ZbDrillQueryInterface *iface)
{
  iface->scripts = zb_link_drill_scripts;
  iface->people = zb_link_drill_people;
  iface->debrief = zb_link_debrief;
  iface->log = zb_link_log;
  iface->log_state = zb_link_log_state;
}
