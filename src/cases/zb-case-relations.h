/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case.h"
#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_CASE_RELATIONS (zb_case_relations_get_type ())
G_DECLARE_FINAL_TYPE (ZbCaseRelations, zb_case_relations, ZB, CASE_RELATIONS, AdwBin)

void zb_case_relations_show (ZbCaseRelations *self, ZbWorld *world, ZbAccount *account, ZbCase *of);

G_END_DECLS
