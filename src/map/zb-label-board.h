/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-label.h"

G_BEGIN_DECLS

typedef struct _ZbLabelBoard ZbLabelBoard;

ZbLabelBoard *zb_label_board_new (void);
void zb_label_board_free (ZbLabelBoard *self);
void zb_label_board_place (ZbLabelBoard *self, GPtrArray *labels);
GPtrArray *zb_label_board_get_placed (ZbLabelBoard *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbLabelBoard, zb_label_board_free)

G_END_DECLS
