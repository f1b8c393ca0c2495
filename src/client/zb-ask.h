/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-answer.h"
#include "zb-session.h"

G_BEGIN_DECLS

/**
 * ZbAskedFunc:
 * @answer: what was asked for
 * @items: (element-type ZbRecord): what came
 * @data: what was handed in
 *
 * Puts what came into the answer, where that is more than handing it over.
 */
typedef void (*ZbAskedFunc) (ZbAnswer *answer, GPtrArray *items, gpointer data);

ZbAnswer *zb_ask_records (ZbSession *session, ZbRequest *request, GType type, ZbAskedFunc asked,
                          gpointer data, GDestroyNotify destroy);
ZbAnswer *zb_ask_bytes (ZbSession *session, ZbRequest *request, GFunc came, gpointer data,
                        GDestroyNotify destroy);

G_END_DECLS
