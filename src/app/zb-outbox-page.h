/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-page.h"

G_BEGIN_DECLS

#define ZB_TYPE_OUTBOX_PAGE (zb_outbox_page_get_type ())
G_DECLARE_FINAL_TYPE (ZbOutboxPage, zb_outbox_page, ZB, OUTBOX_PAGE, ZbPage)

G_END_DECLS
