/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-officer.h"

#include "zb-alert.h"
#include "zb-uuid.h"

#include <string.h>

/* How often an officer looks at the alerts, in milliseconds. */
#define LOOK 20

/* How long an officer who was refused waits before the next try. */
#define TRY_AGAIN G_TIME_SPAN_SECOND

/* Older than what can be undone is held for, so that it is sent at once. */
#define AGE (10 * G_TIME_SPAN_SECOND)

#define UNIT "01890000-0000-7000-8000-000000000021"

struct _ZbOfficer
{
  ZbLink *link;
  ZbLedger *ledger;
  GPtrArray *jobs;
  guint look;
};

/* An alert, from the call to the verdict. */
typedef struct
{
  char *alert;
  ZbCommand *doing;
  gint64 not_before;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->alert);
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
act (ZbOfficer *self, const char *name, const char *subject, const char *args, ZbCommand *follows)
{
  g_autofree char *key = zb_uuid_new ();
  ZbCommand *command =
      zb_command_new_full (key, name, subject, args ? g_variant_new_parsed (args) : NULL,
                           follows ? zb_command_get_key (follows) : NULL, g_get_real_time () - AGE);

  zb_ledger_add (self->ledger, command);
  zb_link_submit (self->link, command);
  return command;
}

/* --- alerts --------------------------------------------------------------------------------- */

static void
do_next (ZbOfficer *self, Job *job, const char *name, const char *args)
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
judge (ZbOfficer *self, Job *job, ZbAlert *alert)
{
  g_autofree char *args = g_strdup_printf (
      "{'verdict': <'true'>, 'seen_occurrence': <@x %" G_GINT64_FORMAT ">}", alert->occurrences);

  do_next (self, job, "alert.verdict", args);
}

static void
look_at (ZbOfficer *self, Job *job)
{
  ZbAlert *alert = zb_world_lookup (zb_link_get_world (self->link), ZB_KIND_ALERT, job->alert);

  if (alert == NULL || is_open (job->doing))
    return;
  if (alert->state == ZB_ALERT_NEW)
    do_next (self, job, "alert.claim", NULL);
  else if (alert->state == ZB_ALERT_CLAIMED)
    judge (self, job, alert);
}

/* What is done next follows from what is seen, not from what was answered: an answer may be lost. */
static gboolean
look (gpointer data)
{
  ZbOfficer *self = data;

  if (zb_link_get_state (self->link) == ZB_LINK_LIVE)
    for (guint i = 0; i < self->jobs->len; i++)
      look_at (self, g_ptr_array_index (self->jobs, i));
  return G_SOURCE_CONTINUE;
}

/* Takes a call: an alert is written down, and claimed and judged as soon as it is seen. */
void
zb_officer_take_call (ZbOfficer *self)
{
  Job *job = g_new0 (Job, 1);

  job->alert = zb_uuid_new ();
  job->doing = act (self, "alert.create", job->alert,
                    "{'kind': <'smoke_fire'>, 'severity': <'high'>, 'title': <'居民报烟'>,"
                    " 'location': <(121.4, 31.22)>}",
                    NULL);
  g_ptr_array_add (self->jobs, job);
}

/* --- cases ---------------------------------------------------------------------------------- */

/* Opens a case, files it, and sends a unit: four commands, each of which follows the one before. */
void
zb_officer_send_people (ZbOfficer *self)
{
  g_autofree char *id = zb_uuid_new (), *sent = zb_uuid_new ();
  g_autofree char *args = g_strdup_printf ("{'assignments': <[{'id': <'%s'>, 'unit': <'" UNIT "'>}]>}", sent);
  g_autoptr (ZbCommand) create =
      act (self, "case.create", id,
           "{'kind': <'smoke_fire'>, 'severity': <'high'>, 'title': <'烟火'>, 'place': <'北一居委'>,"
           " 'location': <(121.4, 31.22)>}",
           NULL);
  g_autoptr (ZbCommand) note = act (self, "case.note", id, "{'text': <'已联系物业'>}", create);
  g_autoptr (ZbCommand) file = act (self, "case.file", id, NULL, create);
  g_autoptr (ZbCommand) dispatch = act (self, "case.dispatch", id, args, file);
}

/* --- the officer ---------------------------------------------------------------------------- */

static gboolean
is_judged (ZbOfficer *self, Job *job)
{
  ZbAlert *alert = zb_world_lookup (zb_link_get_world (self->link), ZB_KIND_ALERT, job->alert);

  return alert != NULL && alert->state == ZB_ALERT_VERIFIED && !is_open (job->doing);
}

/* Whether all alerts are judged, and the platform has decided on everything else. */
gboolean
zb_officer_has_done (ZbOfficer *self)
{
  for (guint i = 0; i < self->jobs->len; i++)
    if (!is_judged (self, g_ptr_array_index (self->jobs, i)))
      return FALSE;
  return zb_ledger_count_open (self->ledger) == 0;
}

ZbOfficer *
zb_officer_new (ZbLink *link, ZbLedger *ledger)
{
  ZbOfficer *self = g_new0 (ZbOfficer, 1);

  self->link = link;
  self->ledger = ledger;
  self->jobs = g_ptr_array_new_with_free_func (job_free);
  self->look = g_timeout_add (LOOK, look, self);
  return self;
}

void
zb_officer_free (ZbOfficer *self)
{
  g_source_remove (self->look);
  g_ptr_array_unref (self->jobs);
  g_free (self);
}
