/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case file: what is known of a case, in the order in which one reads it who was not there. Personal
 * data is in it as the platform has given it to this desk: masked, unless it was unmasked here. */
#include "zb-case-file.h"

#include "zb-assignment-times.h"
#include "zb-audit-entry.h"
#include "zb-case-facts.h"
#include "zb-case-parts.h"
#include "zb-entry-words.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/* A cell of more characters goes on in the next row, so that no row is longer than a page. */
#define CELL_AT_MOST 600
#define AUDIT_AT_MOST 200

static const double fact_shares[] = { 0.2, 0.8, 0, 0 };
static const double step_shares[] = { 0.3, 0.4, 0.3, 0 };
static const double task_shares[] = { 0.22, 0.13, 0.35, 0.30 };
static const double entry_shares[] = { 0.2, 0.4, 0.4, 0 };
static const double check_shares[] = { 0.5, 0.12, 0.18, 0.2 };
static const double audit_shares[] = { 0.12, 0.22, 0.22, 0.44 };

/* --- blocks -------------------------------------------------------------------------------- */

static void
free_block (gpointer data)
{
  ZbFileBlock *block = data;

  for (guint i = 0; i < ZB_FILE_CELLS; i++)
    g_free (block->cells[i]);
  for (guint i = 0; i < G_N_ELEMENTS (block->pictures); i++)
    g_clear_object (&block->pictures[i]);
  g_free (block);
}

static ZbFileBlock *
add (ZbCaseFile *self, ZbFileBlockType type, const double *shares, const char *a, const char *b,
     const char *c, const char *d)
{
  ZbFileBlock *block = g_new0 (ZbFileBlock, 1);
  const char *const cells[ZB_FILE_CELLS] = { a, b, c, d };

  block->type = type;
  block->shares = shares;
  for (guint i = 0; i < ZB_FILE_CELLS; i++)
    block->cells[i] = g_strdup (cells[i]);
  g_ptr_array_add (self->blocks, block);
  return block;
}

static void
add_heading (ZbCaseFile *self, const char *words)
{
  add (self, ZB_FILE_HEADING, NULL, words, NULL, NULL, NULL);
}

/* Takes as much off @text as fits into a cell. */
static char *
take_piece (const char **text)
{
  const char *end = g_utf8_strlen (*text, -1) > CELL_AT_MOST ? g_utf8_offset_to_pointer (*text, CELL_AT_MOST)
                                                             : *text + strlen (*text);
  char *piece = g_strndup (*text, (gsize)(end - *text));

  *text = end;
  return piece;
}

/* The last cell is the one that may be long. */
static void
add_cells (ZbCaseFile *self, ZbFileBlockType type, const double *shares, guint n_cells,
           const char *const *cells)
{
  const char *rest = cells[n_cells - 1] ? cells[n_cells - 1] : "";

  for (gboolean first = TRUE; first || *rest; first = FALSE)
    {
      g_autofree char *piece = take_piece (&rest);
      const char *row[ZB_FILE_CELLS] = { NULL };
      for (guint i = 0; first && i + 1 < n_cells; i++)
        row[i] = cells[i];
      row[n_cells - 1] = piece;
      add (self, type, shares, row[0], row[1], row[2], row[3]);
    }
}

static void
add_row (ZbCaseFile *self, const double *shares, guint n_cells, const char *const *cells)
{
  add_cells (self, ZB_FILE_ROW, shares, n_cells, cells);
}

static void
add_fact (ZbCaseFile *self, const char *what, const char *value)
{
  const char *const cells[] = { what, value };

  if (value && *value)
    add_cells (self, ZB_FILE_FACT, fact_shares, G_N_ELEMENTS (cells), cells);
}

/* --- words ------------------------------------------------------------------------------------ */

static char *
describe_time (gint64 at)
{
  g_autoptr (GDateTime) time = at ? g_date_time_new_from_unix_local_usec (at) : NULL;

  return time ? g_date_time_format (time, "%F %T") : g_strdup ("");
}

static char *
describe_contact (const ZbContact *contact)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (!contact)
    return NULL;
  if (contact->name)
    g_ptr_array_add (parts, contact->name);
  if (contact->telephone)
    g_ptr_array_add (parts, contact->telephone);
  if (contact->address)
    g_ptr_array_add (parts, contact->address);
  if (contact->masked)
    g_ptr_array_add (parts, (gpointer)_ ("(masked)"));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **)parts->pdata);
}

static const char *
name_kind (const ZbCase *of)
{
  const char *words = zb_words_kind (of->kind);

  return words ? words : of->kind;
}

static char *
name_case (ZbWorld *world, const char *id)
{
  const ZbCase *other = zb_world_lookup (world, ZB_KIND_CASE, id);

  if (!other)
    return g_strdup (id);
  return g_strdup_printf ("%s %s", other->number ? other->number : _ ("draft"),
                          other->title ? other->title : "");
}

/* --- sections ----------------------------------------------------------------------------------- */

static void
add_cover (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  const gboolean drill = parts->of->parent_instance.mode == ZB_MODE_DRILL;
  g_autofree char *title =
      g_strdup_printf ("%s%s", drill ? _ ("Drill · ") : "", parts->of->title ? parts->of->title : "");
  g_autofree char *at = describe_time (parts->at);
  g_autofree char *line = g_strdup_printf (_ ("Case file %s · made %s by %s"), self->name, at,
                                           parts->officer ? parts->officer : "–");

  add (self, ZB_FILE_TITLE, NULL, title, NULL, NULL, NULL);
  add (self, ZB_FILE_LINE, NULL, line, NULL, NULL, NULL);
}

static void
add_facts (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  const ZbCase *of = parts->of;
  g_autofree char *area = zb_words_area (of->area), *place = zb_words_coordinates (of->location);
  g_autofree char *contact = describe_contact (of->contact);

  add_heading (self, C_ ("case file", "Facts"));
  add_fact (self, C_ ("case file", "Number"), self->name);
  add_fact (self, C_ ("case file", "Kind"), name_kind (of));
  add_fact (self, C_ ("case file", "Severity"), zb_words_severity (of->severity));
  add_fact (self, C_ ("case file", "Step"), zb_words_choice (&zb_steps, of->step));
  add_fact (self, C_ ("case file", "Place"), of->place);
  add_fact (self, C_ ("case file", "Area"), area);
  add_fact (self, C_ ("case file", "Coordinates"), place);
  add_fact (self, C_ ("case file", "Caller"), contact);
  add_fact (self, C_ ("case file", "Description"), of->description);
  add_fact (self, C_ ("case file", "Report"), of->report);
  add_fact (self, C_ ("case file", "Reason"), of->reason);
}

static void
add_relations (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  g_autoptr (GPtrArray) children = zb_case_list_parts (parts->world, parts->of->parent_instance.id);
  g_autofree char *sum = zb_case_describe_sum (children);
  g_autofree char *major = parts->of->parent ? name_case (parts->world, parts->of->parent) : NULL;

  add_fact (self, _ ("Part of this major incident"), major);
  add_fact (self, C_ ("case file", "Parts"), children->len > 0 ? sum : NULL);
  for (guint i = 0; i < children->len; i++)
    {
      g_autofree char *name = name_case (parts->world, ZB_ENTITY (children->pdata[i])->id);
      add_fact (self, C_ ("case file", "Part"), name);
    }
  for (char **link = parts->of->links; link && *link; link++)
    {
      g_autofree char *name = name_case (parts->world, *link);
      const gboolean merged = g_strcmp0 (parts->of->merged_into, *link) == 0;
      add_fact (self, merged ? _ ("Merged into this case") : _ ("Linked"), name);
    }
}

static void
add_steps (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  add_heading (self, C_ ("case file", "Steps"));
  for (int step = ZB_STEP_COLLECTED; step < ZB_N_STEPS; step++)
    {
      const ZbStepTime *time = zb_case_find_step (parts->of, (ZbStep)step);
      g_autofree char *at = time ? describe_time (time->at) : NULL;
      const char *const cells[] = { zb_words_choice (&zb_steps, step), at, time ? time->by : NULL };
      if (time)
        add_row (self, step_shares, G_N_ELEMENTS (cells), cells);
    }
}

static void
add_tasks (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  add_heading (self, _ ("Tasks"));
  for (guint i = 0; i < parts->assignments->len; i++)
    {
      const ZbAssignment *it = parts->assignments->pdata[i];
      g_autofree char *times = zb_assignment_describe_times (it);
      const char *const cells[] = { zb_assignment_get_name (it),
                                    zb_words_choice (&zb_assignment_states, it->state), times,
                                    it->reason ? it->reason : it->note };
      add_row (self, task_shares, G_N_ELEMENTS (cells), cells);
    }
  if (parts->assignments->len == 0)
    add (self, ZB_FILE_LINE, NULL, _ ("Nobody has been sent yet"), NULL, NULL, NULL);
}

/* On paper one reads from the beginning. */
static void
add_timeline (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  const guint n = parts->entries ? g_list_model_get_n_items (parts->entries) : 0;

  add_heading (self, _ ("What happened"));
  for (guint i = n; i > 0; i--)
    {
      g_autoptr (ZbEntry) entry = g_list_model_get_item (parts->entries, i - 1);
      g_autofree char *at = describe_time (entry->at), *what = zb_entry_describe (entry);
      g_autofree char *more = zb_entry_describe_more (entry);
      const char *const cells[] = { at, what, more };
      add_row (self, entry_shares, G_N_ELEMENTS (cells), cells);
    }
}

static void
add_pictures (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  ZbFileBlock *block;

  if (!parts->pictures[0] && !parts->pictures[1])
    return;
  add_heading (self, _ ("Before and after"));
  block = add (self, ZB_FILE_PICTURES, NULL, parts->captions[0], parts->captions[1], NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (block->pictures); i++)
    g_set_object (&block->pictures[i], parts->pictures[i]);
}

static void
add_checks (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  GPtrArray *items = parts->of->checklist;

  if (!items || items->len == 0)
    return;
  add_heading (self, C_ ("case file", "Checks"));
  add_fact (self, C_ ("case file", "Checker"), parts->of->checker_name);
  for (guint i = 0; i < items->len; i++)
    {
      const ZbCheckItem *item = items->pdata[i];
      g_autofree char *at = describe_time (item->at);
      const char *const cells[] = { item->text, item->done ? "✓" : "–", item->by, at };
      add_row (self, check_shares, G_N_ELEMENTS (cells), cells);
    }
}

static const char *
name_grade (const char *grade)
{
  if (g_strcmp0 (grade, "good") == 0)
    return C_ ("grade", "good");
  if (g_strcmp0 (grade, "fair") == 0)
    return C_ ("grade", "fair");
  return g_strcmp0 (grade, "poor") == 0 ? C_ ("grade", "poor") : "–";
}

static void
add_evaluation (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  const ZbEvaluation *it = parts->of->evaluation;
  g_autofree char *returned = it ? g_strdup_printf ("%d", (int)it->returned) : NULL;
  g_autofree char *minutes = it ? g_strdup_printf (_ ("%d minutes"), (int)it->minutes) : NULL;

  if (!it)
    return;
  add_heading (self, _ ("Evaluation"));
  add_fact (self, C_ ("case file", "Handling"), name_grade (it->grade));
  add_fact (self, C_ ("case file", "Deadline"), it->on_time ? _ ("in time") : _ ("late"));
  add_fact (self, C_ ("case file", "Returned"), returned);
  add_fact (self, _ ("From dispatch to the end"), minutes);
}

static void
add_audit_row (ZbCaseFile *self, const ZbAuditEntry *entry)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, entry->seq);
  g_autofree char *at = describe_time (entry->at), *what = zb_entry_describe_action (entry->action);
  const char *const cells[] = { number, at, entry->actor_name ? entry->actor_name : _ ("By the platform"),
                                what };

  add_row (self, audit_shares, G_N_ELEMENTS (cells), cells);
}

static void
add_audit (ZbCaseFile *self, const ZbCaseFileParts *parts)
{
  const guint n = parts->audit ? g_list_model_get_n_items (parts->audit) : 0;
  g_autoptr (ZbAuditEntry) head = n > 0 ? g_list_model_get_item (parts->audit, 0) : NULL;
  g_autofree char *hash = head ? g_strdup_printf ("%" G_GINT64_FORMAT " · %s", head->seq, head->hash) : NULL;

  if (!head)
    return;
  add_heading (self, _ ("Audit"));
  add_fact (self, C_ ("case file", "Chain"), parts->chain);
  add_fact (self, _ ("Head of the chain"), hash);
  for (guint i = MIN (n, AUDIT_AT_MOST); i > 0; i--)
    {
      g_autoptr (ZbAuditEntry) entry = g_list_model_get_item (parts->audit, i - 1);
      add_audit_row (self, entry);
    }
}

/**
 * zb_case_file_new:
 * @parts: what it is made of
 *
 * Returns: (transfer full): the file
 */
ZbCaseFile *
zb_case_file_new (const ZbCaseFileParts *parts)
{
  ZbCaseFile *self = g_new0 (ZbCaseFile, 1);
  g_autofree char *at = describe_time (parts->at);
  const char *officer = parts->officer ? parts->officer : "–";

  self->blocks = g_ptr_array_new_with_free_func (free_block);
  self->name = g_strdup (parts->of->number ? parts->of->number : _ ("draft"));
  self->foot = g_strdup_printf ("%s · %s · %s", self->name, officer, at);
  self->watermark = g_strdup_printf ("%s  %s", officer, at);
  add_cover (self, parts);
  add_facts (self, parts);
  add_relations (self, parts);
  add_steps (self, parts);
  add_tasks (self, parts);
  add_timeline (self, parts);
  add_pictures (self, parts);
  add_checks (self, parts);
  add_evaluation (self, parts);
  add_audit (self, parts);
  return self;
}

/**
 * zb_case_file_free:
 * @self: (transfer full): a file
 */
void
zb_case_file_free (ZbCaseFile *self)
{
  g_ptr_array_unref (self->blocks);
  g_free (self->name);
  g_free (self->foot);
  g_free (self->watermark);
  g_free (self);
}
