/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case-machine.h"
#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_CASE_CHOICE (zb_case_choice_get_type ())
G_DECLARE_FINAL_TYPE (ZbCaseChoice, zb_case_choice, ZB, CASE_CHOICE, AdwDialog)

AdwDialog *zb_case_choice_new (ZbWorld *world, ZbAccount *account, ZbCase *of, ZbCaseVerb verb);

G_END_DECLS
