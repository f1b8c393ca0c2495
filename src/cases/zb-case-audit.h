/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-account.h"
#include "zb-case.h"
#include "zb-query.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_CASE_AUDIT (zb_case_audit_get_type ())
G_DECLARE_FINAL_TYPE (ZbCaseAudit, zb_case_audit, ZB, CASE_AUDIT, AdwBin)

void zb_case_audit_show (ZbCaseAudit *self, ZbQuery *query, ZbAccount *account, ZbCase *of);
GListModel *zb_case_audit_get_entries (ZbCaseAudit *self);
char *zb_case_audit_describe_chain (ZbCaseAudit *self);

G_END_DECLS
