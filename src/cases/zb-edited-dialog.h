/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_EDITED_DIALOG (zb_edited_dialog_get_type ())
G_DECLARE_FINAL_TYPE (ZbEditedDialog, zb_edited_dialog, ZB, EDITED_DIALOG, AdwAlertDialog)

AdwDialog *zb_edited_dialog_new (ZbCase *of, GVariant *edits);

G_END_DECLS
