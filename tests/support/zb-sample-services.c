/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers to what the screens ask for: pictures drawn on the spot, recommendations and a timeline
 * as in the design's pictures. */
#include "zb-sample-services.h"

#include "zb-entry.h"
#include "zb-scene.h"

#include <gst/gst.h>

struct _ZbSampleServices
{
  GObject parent_instance;
  gint64 now;
};

static void evidence_init (ZbEvidenceInterface *iface);
static void query_init (ZbQueryInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbSampleServices, zb_sample_services, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_EVIDENCE, evidence_init)
                                   G_IMPLEMENT_INTERFACE (ZB_TYPE_QUERY, query_init))

static ZbAnswer *
load (ZbEvidence *self, const char *id)
{
  ZbAnswer *answer = zb_answer_new (G_TYPE_OBJECT);
  const gboolean fire = g_str_has_prefix (id, "picture-shed");
  const char *label = fire ? "烟雾 0.93" : NULL;
  g_autoptr (GBytes) bytes =
      zb_scene_draw_still (fire ? "shed_smoke" : "exposed_garbage", label, 1, 640, 360, NULL);
  g_autoptr (ZbProblem) problem = zb_problem_new (404, "Not found", "There is no such picture");

  if (bytes && !g_str_has_prefix (id, "missing"))
    zb_answer_set_bytes (answer, bytes);
  else
    zb_answer_fail (answer, problem);
  return answer;
}

static void
evidence_init (ZbEvidenceInterface *iface)
{
  iface->load = load;
}

static void
add_recommendation (GPtrArray *items, const char *unit, double distance, double minutes, gint64 at,
                    const char *skills, const char *against)
{
  ZbRecommendation *it = g_object_new (ZB_TYPE_RECOMMENDATION, NULL);

  it->unit = g_strdup (unit);
  it->recommended = against == NULL;
  it->distance = distance * 0.8;
  it->road_distance = distance;
  it->distance_by = g_strdup ("road");
  it->minutes = minutes;
  it->position_at = at;
  it->skills = g_strsplit (skills, ",", -1);
  it->reasons_for = g_strsplit (against ? "" : "near,skilled,free", ",", -1);
  it->reasons_against = against ? g_strsplit (against, ",", -1) : NULL;
  g_ptr_array_add (items, it);
}

static ZbAnswer *
recommend (ZbQuery *query, const char *case_id)
{
  const gint64 now = ZB_SAMPLE_SERVICES (query)->now, second = G_USEC_PER_SEC;
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_RECOMMENDATION);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  add_recommendation (items, "unit-ts03", 400, 3, now - 32 * second, "灭火器材,急救", NULL);
  add_recommendation (items, "unit-micro", 600, 4, now - 18 * second, "初期火情处置", NULL);
  add_recommendation (items, "unit-cg21", 1100, 7, now - 110 * second, "交通疏导", NULL);
  add_recommendation (items, "unit-hq11", 1500, 9, now - 40 * second, "劝导", "busy");
  add_recommendation (items, "unit-ts07", 900, 6, now - 660 * second, "劝导", "unreachable,stale_position");
  zb_answer_set_items (answer, items);
  return answer;
}

static ZbAnswer *
search (ZbQuery *query, const char *text)
{
  static const char *const places[] = { "仙霞路 700 弄 12 号门", "仙霞路 · 娄山关路口", "仙霞新村街道" };
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_SEARCH_HIT);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    {
      ZbSearchHit *hit = g_object_new (ZB_TYPE_SEARCH_HIT, NULL);
      hit->kind = g_strdup ("place");
      hit->title = g_strdup (places[i]);
      hit->subtitle = g_strdup ("天山路街道");
      hit->location = (ZbPoint){ 121.39 + i * 0.002, 31.21 };
      g_ptr_array_add (items, hit);
    }
  zb_answer_set_items (answer, items);
  return answer;
}

static const struct
{
  int minutes;
  const char *what, *by, *title, *note;
} entries[] = {
  { 230, "case.create", NULL, "暴露垃圾识别 v2.4.0", "置信度 0.86，阈值 0.75 · 合并 2 次" },
  { 228, "case.file", "陈值班", NULL, "由告警转入，研判：属实" },
  { 226, "case.dispatch", "陈值班", "3 个任务", "时限自此起算" },
  { 222, "assignment.accept", "孙倩", "华阳路街道", NULL },
  { 217, "assignment.decline", NULL, "城管 14", "处置另案，已自动改派环卫 06" },
  { 204, "assignment.arrive", NULL, "环卫 06", "到场用时 22 分钟，时限 30 分钟" },
  { 171, "assignment.done", NULL, "环卫 06", "照片 2 张 · 用时 33 分钟" },
  { 71, "case.return", "李值班", NULL, "照片角度不一致，要求与处置前同机位" },
  { 29, "case.report", "孙倩", NULL, "补传处置后照片 1 张" },
  { 27, "case.checker", NULL, "吴倩", "系统按“处置与核查分离”规则指派" },
  { 8, "note", "吴倩", NULL, "到达现场核查，距案发点 12 m，精度 6 m" },
};

static ZbAnswer *
timeline (ZbQuery *query, const char *case_id)
{
  const gint64 now = ZB_SAMPLE_SERVICES (query)->now;
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_ENTRY);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      g_autofree char *id = g_strdup_printf ("entry-%d", (int)i);
      ZbEntry *entry = ZB_ENTRY (zb_entity_new (ZB_KIND_ENTRY, id));
      entry->case_id = g_strdup (case_id);
      entry->at = now - entries[i].minutes * G_TIME_SPAN_MINUTE;
      entry->what = g_strdup (entries[i].what);
      entry->by = g_strdup (entries[i].by);
      entry->title = g_strdup (entries[i].title);
      entry->note = g_strdup (entries[i].note);
      g_ptr_array_add (items, entry);
    }
  zb_answer_set_items (answer, items);
  return answer;
}

static ZbAnswer *
checkers (ZbQuery *query, const char *case_id)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_CHECKER);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  ZbChecker *checker = g_object_new (ZB_TYPE_CHECKER, NULL);

  checker->account = g_strdup ("account-wu");
  checker->name = g_strdup ("吴倩");
  checker->role = ZB_ROLE_CHECKER;
  checker->load = 2;
  g_ptr_array_add (items, checker);
  zb_answer_set_items (answer, items);
  return answer;
}

static const struct
{
  int minutes, seq;
  const char *action, *by, *origin;
} deeds[] = {
  { 8, 18231, "case.note", "吴倩", "移动端" },        { 27, 18226, "case.checker", NULL, "规则 R-17" },
  { 71, 18219, "case.return", "李值班", "CZ-01 席" }, { 226, 18211, "case.dispatch", "陈值班", "CZ-02 席" },
  { 228, 18206, "case.file", "陈值班", "CZ-02 席" },  { 230, 18204, "case.create", "陈值班", "CZ-02 席" },
};

static ZbAnswer *
audit (ZbQuery *query, const char *case_id)
{
  const gint64 now = ZB_SAMPLE_SERVICES (query)->now;
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_AUDIT_ENTRY);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (deeds); i++)
    {
      ZbAuditEntry *entry = g_object_new (ZB_TYPE_AUDIT_ENTRY, NULL);
      entry->seq = deeds[i].seq;
      entry->at = now - deeds[i].minutes * G_TIME_SPAN_MINUTE;
      entry->action = g_strdup (deeds[i].action);
      entry->actor_name = g_strdup (deeds[i].by);
      entry->origin = g_strdup (deeds[i].origin);
      entry->kind = g_strdup ("case");
      entry->id = g_strdup (case_id);
      entry->previous = g_strdup ("");
      entry->hash = zb_audit_entry_hash (entry);
      /* One case of which a row was changed behind the log's back. */
      if (g_strcmp0 (case_id, "case-0364") == 0 && deeds[i].seq == 18219)
        g_set_str (&entry->actor_name, "王值班");
      g_ptr_array_add (items, entry);
    }
  zb_answer_set_items (answer, items);
  return answer;
}

static ZbAnswer *
audit_span (ZbQuery *query, gint64 from, gint64 through)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_AUDIT_SPAN);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  ZbAuditSpan *span = g_object_new (ZB_TYPE_AUDIT_SPAN, NULL);

  span->from = from;
  span->through = through;
  g_ptr_array_add (items, span);
  zb_answer_set_items (answer, items);
  return answer;
}

static ZbAnswer *
telephone (ZbQuery *query, const char *unit, ZbTelephoneDeed deed)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_TELEPHONE);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  ZbTelephone *it = g_object_new (ZB_TYPE_TELEPHONE, NULL);

  it->code = deed == ZB_TELEPHONE_CODE ? g_strdup ("KX7MPA4T") : NULL;
  it->expires_at = deed == ZB_TELEPHONE_CODE ? ZB_SAMPLE_SERVICES (query)->now + 10 * G_TIME_SPAN_MINUTE : 0;
  it->url = g_strdup (deed == ZB_TELEPHONE_KEY ? "https://zhiban.changning.example:8480/api/v1/owntracks"
                                               : "https://zhiban.changning.example:8480/field");
  it->user = deed == ZB_TELEPHONE_KEY ? g_strdup ("zhiban") : NULL;
  it->key = deed == ZB_TELEPHONE_KEY
                ? g_strdup ("4f1c9a07e2b85d3361f0ac94d7e815bb20c6f3a97e4d1208b5c9a1e6f0d3b742")
                : NULL;
  it->ended = deed == ZB_TELEPHONE_SIGN_OUT ? 2 : 0;
  g_ptr_array_add (items, it);
  zb_answer_set_items (answer, items);
  return answer;
}

static const struct
{
  int minutes;
  const char *what, *by, *why;
} alert_deeds[] = {
  { 1, "claim", "陈值班", NULL },    { 2, "again", "海康平台", NULL },
  { 3, "again", "海康平台", NULL },  { 5, "again", "海康平台", NULL },
  { 9, "wake", NULL, NULL },         { 39, "snooze", "李值班", "施工已报备" },
  { 41, "raise", "海康平台", NULL },
};

static ZbAnswer *
history (ZbQuery *query, const char *alert_id)
{
  const gint64 now = ZB_SAMPLE_SERVICES (query)->now;
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_ALERT_DEED);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (alert_deeds); i++)
    {
      ZbAlertDeed *deed = g_object_new (ZB_TYPE_ALERT_DEED, NULL);
      deed->at = now - alert_deeds[i].minutes * G_TIME_SPAN_MINUTE;
      deed->what = g_strdup (alert_deeds[i].what);
      deed->by = g_strdup (alert_deeds[i].by);
      deed->why = g_strdup (alert_deeds[i].why);
      g_ptr_array_add (items, deed);
    }
  zb_answer_set_items (answer, items);
  return answer;
}

static void
query_init (ZbQueryInterface *iface)
{
  iface->history = history;
  iface->recommend = recommend;
  iface->search = search;
  iface->timeline = timeline;
  iface->checkers = checkers;
  iface->audit = audit;
  iface->audit_span = audit_span;
  iface->telephone = telephone;
}

static void
zb_sample_services_class_init (ZbSampleServicesClass *klass)
{
}

static void
zb_sample_services_init (ZbSampleServices *self)
{
}

/**
 * zb_sample_services_new:
 * @now: the present, µs UTC
 *
 * Returns: (transfer full): who answers at once
 */
ZbSampleServices *
zb_sample_services_new (gint64 now)
{
  ZbSampleServices *self = g_object_new (ZB_TYPE_SAMPLE_SERVICES, NULL);
  self->now = now;
  gst_init (NULL, NULL); /* pictures are coded by it */
  return self;
}
