/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Enumerations that more than one entity uses, and how their names are looked up. */
#include "zb-choices.h"

#include <string.h>

#define NICKS(...) ((const char *const[]){ __VA_ARGS__, NULL })

const ZbChoices zb_modes = { NICKS ("none", "live", "drill"), FALSE };
const ZbChoices zb_severities = { NICKS ("none", "low", "medium", "high", "urgent"), FALSE };
const ZbChoices zb_roles = { NICKS ("none", "duty_officer", "duty_leader", "subdistrict_officer", "handler",
                                    "checker", "algorithm_reviewer", "auditor", "administrator", "wall"),
                             FALSE };

/**
 * zb_choices_parse:
 * @choices: the names
 * @nick: (nullable): a name
 *
 * Returns: the value that @nick stands for; 0 for %NULL, and for a name unknown to open choices;
 *   -1 for any other unknown name
 */
int
zb_choices_parse (const ZbChoices *choices, const char *nick)
{
  if (!nick)
    return 0;
  for (int i = 1; choices->nicks[i]; i++)
    if (choices->nicks[i][0] == nick[0] && strcmp (choices->nicks[i], nick) == 0)
      return i;
  return choices->open ? 0 : -1;
}

/**
 * zb_choices_nick:
 * @choices: the names
 * @value: a value
 *
 * Returns: (transfer none): the name of @value, "none" (or what stands first) where it has none
 */
const char *
zb_choices_nick (const ZbChoices *choices, int value)
{
  for (int i = 0; choices->nicks[i]; i++)
    if (i == value)
      return choices->nicks[i];
  return choices->nicks[0];
}
