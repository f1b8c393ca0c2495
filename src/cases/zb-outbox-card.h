/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_OUTBOX_CARD (zb_outbox_card_get_type ())
G_DECLARE_FINAL_TYPE (ZbOutboxCard, zb_outbox_card, ZB, OUTBOX_CARD, AdwBin)

void zb_outbox_card_set_world (ZbOutboxCard *self, ZbWorld *world);
void zb_outbox_card_set_connected (ZbOutboxCard *self, gboolean connected);

G_END_DECLS
