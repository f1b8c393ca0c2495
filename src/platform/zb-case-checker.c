/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who checks a case: by rule when it is reported, or whom the leader names. */
#include "zb-accounts.h"
#include "zb-case-commands.h"
#include "zb-query.h"
#include "zb-transaction-private.h"

static ZbProblem *
set_checker (ZbTransaction *tx, ZbCaseWork *work, const ZbAccount *checker, gboolean by_rule)
{
  ZbCaseArgs args = { 0 };
  work->context.checker = checker;
  if (by_rule)
    work->actor = zb_acting_get_platform (tx);
  ZbProblem *problem =
      zb_case_perform (work->of, ZB_CASE_VERB_ASSIGN_CHECKER, &args, &work->actor, &work->context);
  if (problem)
    return problem;
  zb_transaction_save (tx, work->of, NULL);
  zb_case_write_down (tx, work->of, ZB_CASE_VERB_ASSIGN_CHECKER, NULL,
                      &(ZbHappening){ .title = checker->name, .is_platform = by_rule });
  return NULL;
}

/**
 * zb_case_set_checker:
 * @tx: a transaction
 * @of: a case that it loaded
 * @checker: (nullable): who the leader wants to check it
 *
 * Returns: (transfer full) (nullable): why not; %NULL where it is written
 */
ZbProblem *
zb_case_set_checker (ZbTransaction *tx, ZbCase *of, const ZbAccount *checker)
{
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  gboolean reaches =
      checker && zb_areas_contain (tx->areas, (const char *const *)checker->areas, zb_entity_get_area (of));
  return set_checker (tx, work, reaches ? checker : NULL, FALSE);
}

static gint64
count_checks (ZbTransaction *tx, const ZbAccount *account)
{
  return zb_transaction_count (
      tx,
      "SELECT count(*) FROM entity WHERE kind = 'case' AND state = 'checking' AND body ->> '$.checker' = ?",
      "t", account->parent_instance.id);
}

static gboolean
fits (ZbTransaction *tx, ZbCaseWork *work, ZbAccount *account)
{
  const ZbActor platform = zb_acting_get_platform (tx);
  const ZbCaseArgs args = { 0 };
  ZbCaseContext context = work->context;
  context.checker = account;
  if (!zb_areas_contain (tx->areas, (const char *const *)account->areas, zb_entity_get_area (work->of)))
    return FALSE;
  g_autoptr (ZbProblem) problem =
      zb_case_guard (work->of, ZB_CASE_VERB_ASSIGN_CHECKER, &args, &platform, &context);
  return problem == NULL;
}

/* The checker with the least to check; leaders only where no checker fits. */
static ZbAccount *
choose (ZbTransaction *tx, ZbCaseWork *work, GPtrArray *accounts, ZbRole role)
{
  ZbAccount *best = NULL;
  gint64 least = G_MAXINT64;
  for (guint i = 0; i < accounts->len; i++)
    {
      ZbAccount *account = accounts->pdata[i];
      if (account->role != (int)role || !fits (tx, work, account))
        continue;
      gint64 load = count_checks (tx, account);
      if (load < least)
        best = account;
      least = MIN (least, load);
    }
  return best;
}

/**
 * zb_case_find_checker:
 * @tx: a transaction
 * @of: a case that was reported in it
 *
 * The rule: an enabled checker whose areas the case lies in, who neither handled nor dispatched it in any
 * round, nor belongs to an organisation that handled it, and has the least to check; else a leader of whom
 * the same holds. Where there is nobody the case waits for a leader to name one.
 *
 * Returns: whether somebody checks it now
 */
gboolean
zb_case_find_checker (ZbTransaction *tx, ZbCase *of)
{
  g_autoptr (GPtrArray) accounts = tx->error ? NULL : zb_accounts_list (tx->connection, &tx->error);
  if (!accounts)
    return FALSE;
  g_autoptr (ZbCaseWork) work = zb_case_work_new (tx, of);
  ZbAccount *checker = choose (tx, work, accounts, ZB_ROLE_CHECKER);
  if (!checker)
    checker = choose (tx, work, accounts, ZB_ROLE_DUTY_LEADER);
  if (!checker)
    return FALSE;
  g_autoptr (ZbProblem) problem = set_checker (tx, work, checker, TRUE);
  return problem == NULL;
}

/* --- whom a leader can name ----------------------------------------------------------------------- */

static ZbChecker *
new_checker (ZbTransaction *tx, const ZbAccount *account)
{
  ZbChecker *checker = g_object_new (ZB_TYPE_CHECKER, NULL);
  checker->account = g_strdup (account->parent_instance.id);
  checker->name = g_strdup (account->name);
  checker->role = account->role;
  checker->load = count_checks (tx, account);
  return checker;
}

static int
compare_checkers (gconstpointer a, gconstpointer b)
{
  const ZbChecker *one = *(ZbChecker *const *)a, *other = *(ZbChecker *const *)b;
  if (one->role != other->role)
    return one->role == ZB_ROLE_CHECKER ? -1 : 1;
  if (one->load != other->load)
    return one->load < other->load ? -1 : 1;
  return g_strcmp0 (one->name, other->name);
}

/**
 * zb_case_list_checkers:
 * @tx: a transaction
 * @of: a case that it loaded
 *
 * Of the accounts that there are it tells of those alone whom the guard would accept, and of these
 * no more than a leader needs to choose.
 *
 * Returns: (transfer full) (element-type ZbChecker): who may check it, the best first
 */
GPtrArray *
zb_case_list_checkers (ZbTransaction *tx, ZbCase *of)
{
  GPtrArray *checkers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) accounts = tx->error ? NULL : zb_accounts_list (tx->connection, &tx->error);
  g_autoptr (ZbCaseWork) work = accounts ? zb_case_work_new (tx, of) : NULL;
  for (guint i = 0; accounts && i < accounts->len; i++)
    if (fits (tx, work, accounts->pdata[i]))
      g_ptr_array_add (checkers, new_checker (tx, accounts->pdata[i]));
  g_ptr_array_sort (checkers, compare_checkers);
  return checkers;
}
