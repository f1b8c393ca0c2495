/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-test-officer.h"

#include "zb-alert.h"
#include "zb-uuid.h"
#include "zb-zone.h"

#include <string.h>

/* How often an officer looks at the alerts, in milliseconds. */
#define LOOK 20

/* How long an officer who was refused waits before the next try. */
#define TRY_AGAIN G_TIME_SPAN_SECOND

/* Older than what can be undone is held for, so that it is sent at once. */
#define AGE (10 * G_TIME_SPAN_SECOND)

#define UNIT "01890000-0000-7000-8000-000000000021"
#define OTHER_UNIT "01890000-0000-7000-8000-000000000022"
#define CAMERA "01890000-0000-7000-8000-000000000031"
#define PLACE "'location': <(121.4, 31.22)>"
#define KIND "'kind': <'smoke_fire'>, 'severity': <'high'>, 'title': <'烟火'>, " PLACE

struct _ZbTestOfficer
{
  ZbLink *link;
  ZbLedger *ledger;
  GPtrArray *jobs;
  guint look;
  guint n_asked;
  gboolean is_silent;
};

/* An alert, from the call until it is over. */
typedef struct
{
  char *alert;
  char *into; /* the case that it joins, NULL for one that is closed without */
  ZbCommand *doing;
  gint64 not_before;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->alert);
  g_free (job->into);
  g_clear_object (&job->doing);
  g_free (job);
}

static gboolean
is_open (ZbCommand *command)
{
  ZbCommandState state = zb_command_get_state (command);

  return state != ZB_COMMAND_ACCEPTED && state != ZB_COMMAND_REFUSED && state != ZB_COMMAND_WITHDRAWN;
}

static ZbCommand *
act_with (ZbTestOfficer *self, const char *name, const char *subject, GVariant *args, ZbCommand *follows)
{
  g_autofree char *key = zb_uuid_new ();
  ZbCommand *command = zb_command_new_full (
      key, name, subject, args, follows ? zb_command_get_key (follows) : NULL, g_get_real_time () - AGE);

  zb_ledger_add (self->ledger, command);
  zb_link_submit (self->link, command);
  return command;
}

static ZbCommand *
act (ZbTestOfficer *self, const char *name, const char *subject, const char *args, ZbCommand *follows)
{
  return act_with (self, name, subject, args ? g_variant_new_parsed (args) : NULL, follows);
}

/* --- alerts --------------------------------------------------------------------------------- */

static void
do_next (ZbTestOfficer *self, Job *job, const char *name, const char *args)
{
  gboolean refused = zb_command_get_state (job->doing) == ZB_COMMAND_REFUSED;

  if (refused && job->not_before < g_get_monotonic_time () - TRY_AGAIN)
    job->not_before = g_get_monotonic_time () + TRY_AGAIN;
  if (refused && job->not_before > g_get_monotonic_time ())
    return;
  g_clear_object (&job->doing);
  job->doing = act (self, name, job->alert, args, NULL);
}

static void
judge (ZbTestOfficer *self, Job *job, ZbAlert *alert)
{
  g_autofree char *args = g_strdup_printf (
      "{'verdict': <'true'>, 'seen_occurrence': <@x %" G_GINT64_FORMAT ">}", alert->occurrences);

  do_next (self, job, "alert.verdict", args);
}

/* A case that was not opened after all can not be joined. */
static void
end (ZbTestOfficer *self, Job *job)
{
  if (zb_command_get_state (job->doing) == ZB_COMMAND_REFUSED &&
      g_str_equal (zb_command_get_name (job->doing), "alert.case"))
    g_clear_pointer (&job->into, g_free);
  g_autofree char *args =
      job->into ? g_strdup_printf ("{'case': <'%s'>}", job->into) : g_strdup ("{'reason': <'现场已处理'>}");

  do_next (self, job, job->into ? "alert.case" : "alert.close", args);
}

static gboolean
is_over (const ZbAlert *alert)
{
  return alert->state == ZB_ALERT_CLOSED || alert->case_id != NULL;
}

static void
look_at (ZbTestOfficer *self, Job *job)
{
  ZbAlert *alert = zb_world_lookup (zb_link_get_world (self->link), ZB_KIND_ALERT, job->alert);

  if (is_open (job->doing))
    return;
  if (alert == NULL)
    {
      /* Neither line nor disk took it: the caller is still there. */
      if (zb_command_get_state (job->doing) == ZB_COMMAND_REFUSED)
        do_next (self, job, "alert.create", "{" KIND "}");
      return;
    }
  if (alert->state == ZB_ALERT_NEW)
    do_next (self, job, "alert.claim", NULL);
  else if (alert->state == ZB_ALERT_CLAIMED)
    judge (self, job, alert);
  else if (!is_over (alert))
    end (self, job);
}

/* The officer says each time that people are to set out all the same. */
static void
answer_questions (ZbTestOfficer *self)
{
  GListModel *commands = zb_world_get_commands (zb_link_get_world (self->link));

  for (guint i = 0; !self->is_silent && i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (zb_command_get_state (command) != ZB_COMMAND_ASKING)
        continue;
      self->n_asked++;
      zb_link_confirm (self->link, command);
    }
}

/* What is done next follows from what is seen, not from what was answered: an answer may be lost. */
static gboolean
look (gpointer data)
{
  ZbTestOfficer *self = data;

  answer_questions (self);
  if (zb_link_get_state (self->link) == ZB_LINK_LIVE)
    for (guint i = 0; i < self->jobs->len; i++)
      look_at (self, g_ptr_array_index (self->jobs, i));
  return G_SOURCE_CONTINUE;
}

static void
take_call (ZbTestOfficer *self, const char *into)
{
  Job *job = g_new0 (Job, 1);

  job->alert = zb_uuid_new ();
  job->into = g_strdup (into);
  job->doing = act (self, "alert.create", job->alert, "{" KIND "}", NULL);
  g_ptr_array_add (self->jobs, job);
}

/* Takes a call: an alert is written down, claimed and judged as soon as it is seen, and closed. */
void
zb_test_officer_take_call (ZbTestOfficer *self)
{
  take_call (self, NULL);
}

/* --- cases ---------------------------------------------------------------------------------- */

/* Opens a case, files it, and sends a unit: four commands, each of which follows the one before. */
void
zb_test_officer_send_people (ZbTestOfficer *self)
{
  g_autofree char *id = zb_uuid_new (), *sent = zb_uuid_new ();
  g_autofree char *args = g_strdup_printf ("{'assignments': <[{'id': <'%s'>, 'unit': <'" UNIT "'>}]>}", sent);
  g_autoptr (ZbCommand) create = act (self, "case.create", id, "{" KIND ", 'place': <'北一居委'>}", NULL);
  g_autoptr (ZbCommand) note = act (self, "case.note", id, "{'text': <'已联系物业'>}", create);
  g_autoptr (ZbCommand) file = act (self, "case.file", id, NULL, create);
  g_autoptr (ZbCommand) dispatch = act (self, "case.dispatch", id, args, file);
}

/* --- everything that may wait ----------------------------------------------------------------- */

/* Commands on one thing, each following the one before. */
typedef struct
{
  ZbTestOfficer *officer;
  const char *subject;
  ZbCommand *last;
} Chain;

static void
then (Chain *self, const char *name, const char *args)
{
  ZbCommand *next = act (self->officer, name, self->subject, args, self->last);

  g_clear_object (&self->last);
  self->last = next;
}

static void
then_on (Chain *self, const char *subject, const char *name, const char *args)
{
  const char *before = self->subject;

  self->subject = subject;
  then (self, name, args);
  self->subject = before;
}

/* What the platform refuses is followed by nothing. */
static void
aside (Chain *self, const char *name, const char *args)
{
  g_object_unref (act (self->officer, name, self->subject, args, self->last));
}

static char *
send_to (const char *unit, char **id)
{
  *id = zb_uuid_new ();
  return g_strdup_printf ("{'assignments': <[{'id': <'%s'>, 'unit': <'%s'>}]>}", *id, unit);
}

static char *
at_hour (const char *name, int hours)
{
  return g_strdup_printf ("{'%s': <@x %" G_GINT64_FORMAT ">, 'reason': <'等待备件'>}", name,
                          g_get_real_time () + hours * G_TIME_SPAN_HOUR);
}

static char *
on_paper (void)
{
  return g_strdup_printf ("{'at': <@x %" G_GINT64_FORMAT ">, 'on': <'pdf'>, 'personal': <false>}",
                          g_get_real_time ());
}

/* As far as an officer of the desk brings it; who checks it is somebody else. */
static void
handle_case (ZbTestOfficer *self, const char *other)
{
  g_autofree char *id = zb_uuid_new (), *one = NULL, *two = NULL;
  g_autofree char *dispatch = send_to (UNIT, &one), *assign = send_to (OTHER_UNIT, &two);
  g_autofree char *until = at_hour ("until", 8), *deadline = at_hour ("deadline", 20);
  g_autofree char *link = g_strdup_printf ("{'case': <'%s'>}", other), *print = on_paper ();
  Chain chain = { self, id, NULL };

  then (&chain, "case.create", "{" KIND ", 'place': <'北一居委'>}");
  then (&chain, "case.edit", "{'description': <'三楼'>}");
  then (&chain, "case.checklist", "{'index': <@x 0>, 'done': <true>}");
  aside (&chain, "case.checker", NULL);
  then (&chain, "case.file", NULL);
  then (&chain, "case.link", link);
  then (&chain, "case.print", print);
  then (&chain, "case.dispatch", dispatch);
  then (&chain, "case.assign", assign);
  then (&chain, "case.supervise", "{'note': <'请加快'>}");
  then (&chain, "case.extend", deadline);
  then (&chain, "case.suspend", until);
  then (&chain, "case.resume", NULL);
  then_on (&chain, two, "assignment.decline", "{'reason': <'处置另案'>, 'note': <'代'>}");
  then_on (&chain, one, "assignment.accept", "{'note': <'代'>}");
  then_on (&chain, one, "assignment.en-route", "{'note': <'代'>}");
  then_on (&chain, one, "assignment.arrive", "{'note': <'代'>}");
  then_on (&chain, one, "assignment.done", "{'note': <'火已扑灭'>}");
  then (&chain, "case.report", "{'note': <'已处置'>, 'on_behalf': <'一号'>}");
  aside (&chain, "case.check", NULL);
  aside (&chain, "case.return", "{'reason': <'未清理'>}");
  aside (&chain, "case.reopen", "{'reason': <'复发'>}");
  g_object_unref (chain.last);
}

/* Sent, given back, cancelled, and made void. */
static void
drop_case (ZbTestOfficer *self)
{
  g_autofree char *id = zb_uuid_new (), *one = NULL, *two = NULL;
  g_autofree char *dispatch = send_to (UNIT, &one), *assign = send_to (OTHER_UNIT, &two);
  Chain chain = { self, id, NULL };

  then (&chain, "case.create", "{" KIND ", 'place': <'北一居委'>}");
  then (&chain, "case.file", NULL);
  then (&chain, "case.dispatch", dispatch);
  then (&chain, "case.assign", assign);
  then_on (&chain, one, "assignment.accept", "{'note': <'代'>}");
  then_on (&chain, one, "assignment.hand-back", "{'reason': <'车辆故障'>}");
  then_on (&chain, two, "assignment.cancel", "{'reason': <'派错'>}");
  then (&chain, "case.void", "{'reason': <'重复'>}");
  g_object_unref (chain.last);
}

static void
merge_alerts (ZbTestOfficer *self)
{
  g_autofree char *one = zb_uuid_new (), *two = zb_uuid_new (), *until = at_hour ("until", 2);
  g_autofree char *into = g_strdup_printf ("{'into': <'%s'>}", one);
  Chain chain = { self, one, NULL };

  then (&chain, "alert.create", "{" KIND "}");
  then (&chain, "alert.snooze", until);
  then_on (&chain, two, "alert.create", "{" KIND "}");
  then_on (&chain, two, "alert.merge", into);
  g_object_unref (chain.last);
}

static void
draw_zone (ZbTestOfficer *self)
{
  g_autofree char *id = zb_uuid_new ();
  g_autoptr (ZbZone) zone = ZB_ZONE (zb_entity_new (ZB_KIND_ZONE, id));
  Chain chain = { self, id, NULL };

  zone->name = g_strdup ("市集");
  zone->expires_at = g_get_real_time () + G_TIME_SPAN_DAY;
  zb_zone_set_circle (zone, (ZbPoint){ 121.41, 31.21 }, 300);
  chain.last = act_with (self, "zone.create", id, zb_zone_make_args (zone), NULL);
  then (&chain, "zone.edit", "{'name': <'秋季市集'>}");
  then (&chain, "zone.end", "{'reason': <'结束'>}");
  g_object_unref (chain.last);
}

static void
arrange_screen (ZbTestOfficer *self)
{
  g_autofree char *id = zb_uuid_new ();
  Chain chain = { self, id, NULL };

  then (&chain, "layout.save", "{'name': <'九宫格'>, 'shape': <'9'>, 'cameras': <['" CAMERA "']>}");
  then (&chain, "layout.remove", NULL);
  g_clear_object (&chain.last);
  g_object_unref (act (self, "me.preferences", "me", "{'sound': <'on'>}", NULL));
}

/* Every command that may wait is given, some of them where the platform refuses them. */
void
zb_test_officer_do_everything (ZbTestOfficer *self)
{
  g_autofree char *id = zb_uuid_new ();
  Chain chain = { self, id, NULL };

  then (&chain, "case.create", "{" KIND ", 'place': <'北一居委'>}");
  handle_case (self, id);
  take_call (self, id);
  drop_case (self);
  merge_alerts (self);
  draw_zone (self);
  arrange_screen (self);
  g_object_unref (chain.last);
}

/* --- the officer ---------------------------------------------------------------------------- */

static gboolean
has_ended (ZbTestOfficer *self, Job *job)
{
  ZbAlert *alert = zb_world_lookup (zb_link_get_world (self->link), ZB_KIND_ALERT, job->alert);

  return alert != NULL && is_over (alert) && !is_open (job->doing);
}

/* Whether all alerts are over, and the platform has decided on everything else. */
gboolean
zb_test_officer_has_done (ZbTestOfficer *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (!has_ended (self, g_ptr_array_index (self->jobs, i)))
      return FALSE;
  return zb_ledger_count_open (self->ledger) == 0;
}

/* Whether the officer leaves questions unanswered. */
void
zb_test_officer_set_silent (ZbTestOfficer *self, gboolean is_silent)
{
  self->is_silent = is_silent;
}

/* How often the officer was asked whether people are to be sent late. */
guint
zb_test_officer_get_n_asked (ZbTestOfficer *self)
{
  return self->n_asked;
}

ZbTestOfficer *
zb_test_officer_new (ZbLink *link, ZbLedger *ledger)
{
  ZbTestOfficer *self = g_new0 (ZbTestOfficer, 1);

  self->link = link;
  self->ledger = ledger;
  self->jobs = g_ptr_array_new_with_free_func (job_free);
  self->look = g_timeout_add (LOOK, look, self);
  return self;
}

void
zb_test_officer_free (ZbTestOfficer *self)
{
  g_source_remove (self->look);
  g_ptr_array_unref (self->jobs);
  g_free (self);
}
