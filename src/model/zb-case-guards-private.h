/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case-machine.h"

G_BEGIN_DECLS

/**
 * ZbCaseCall:
 * @of: the case
 * @args: (nullable): what comes with the verb
 * @actor: who acts
 * @context: what is known beside the case
 *
 * What the machine hands to the guards, each of which is a #ZbMachineGuard.
 */
typedef struct
{
  const ZbCase *of;
  const ZbCaseArgs *args;
  const ZbActor *actor;
  ZbCaseContext context;
} ZbCaseCall;

const char *zb_case_if_says_what_and_where (gconstpointer data);
const char *zb_case_if_still_says_what_and_where (gconstpointer data);
const char *zb_case_if_required_fields_filled (gconstpointer data);
const char *zb_case_if_somebody_is_sent (gconstpointer data);
const char *zb_case_if_one_accepted (gconstpointer data);
const char *zb_case_if_nobody_left (gconstpointer data);
const char *zb_case_if_all_done_says_the_lead (gconstpointer data);
const char *zb_case_if_checker_stands_apart (gconstpointer data);
const char *zb_case_if_by_its_checker (gconstpointer data);
const char *zb_case_if_by_its_checker_when_all_is_ticked (gconstpointer data);
const char *zb_case_if_with_a_reason (gconstpointer data);
const char *zb_case_if_by_its_checker_with_a_reason (gconstpointer data);
const char *zb_case_if_until_a_time_to_come (gconstpointer data);
const char *zb_case_if_later_than_now (gconstpointer data);
const char *zb_case_if_nobody_out (gconstpointer data);
const char *zb_case_if_within_a_month (gconstpointer data);
const char *zb_case_if_line_is_yours (gconstpointer data);
const char *zb_case_if_with_words (gconstpointer data);
const char *zb_case_if_to_another (gconstpointer data);
const char *zb_case_if_fits_into_another (gconstpointer data);
const char *zb_case_if_fits_under_another (gconstpointer data);

G_END_DECLS
