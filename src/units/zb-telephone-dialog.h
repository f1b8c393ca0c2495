/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-query.h"
#include "zb-unit.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_TELEPHONE_DIALOG (zb_telephone_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbTelephoneDialog, zb_telephone_dialog, ZB, TELEPHONE_DIALOG, AdwDialog)

ZbTelephoneDialog *zb_telephone_dialog_new (ZbQuery *query, ZbUnit *unit);

G_END_DECLS
