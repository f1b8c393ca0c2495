/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbChoices:
 * @nicks: the names as the contract writes them, in the order of their values, ended by %NULL.
 *   The first stands for "not given" and is written as null.
 * @open: whether a platform may add names; one that is not known then reads as the first
 *
 * The names of an enumerated field. Values count from 0.
 */
typedef struct
{
  const char *const *nicks;
  gboolean open;
} ZbChoices;

int zb_choices_parse (const ZbChoices *choices, const char *nick);
const char *zb_choices_nick (const ZbChoices *choices, int value);

typedef enum
{
  ZB_MODE_NONE,
  ZB_MODE_LIVE,
  ZB_MODE_DRILL
} ZbMode;
typedef enum
{
  ZB_SEVERITY_NONE,
  ZB_SEVERITY_LOW,
  ZB_SEVERITY_MEDIUM,
  ZB_SEVERITY_HIGH,
  ZB_SEVERITY_URGENT
} ZbSeverity;
#define ZB_N_SEVERITIES 5

typedef enum
{
  ZB_ROLE_NONE,
  ZB_ROLE_DUTY_OFFICER,
  ZB_ROLE_DUTY_LEADER,
  ZB_ROLE_SUBDISTRICT_OFFICER,
  ZB_ROLE_HANDLER,
  ZB_ROLE_CHECKER,
  ZB_ROLE_ALGORITHM_REVIEWER,
  ZB_ROLE_AUDITOR,
  ZB_ROLE_ADMINISTRATOR,
  ZB_ROLE_WALL,
} ZbRole;
#define ZB_N_ROLES 10

extern const ZbChoices zb_modes;
extern const ZbChoices zb_severities;
extern const ZbChoices zb_roles;

G_END_DECLS
