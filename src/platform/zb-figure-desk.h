/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"

#include <libdex.h>

G_BEGIN_DECLS

/**
 * ZbFigureWork:
 * @connection: a connection inside a read transaction, with a deadline
 * @data: what was handed in
 * @error: return location for an error
 *
 * Returns: (transfer full): the answer as JSON, or NULL
 */
typedef char *(*ZbFigureWork) (ZbConnection *connection, gpointer data, GError **error);

/**
 * ZbFigureDesk:
 *
 * Works figures out, one question at a time, on a thread and a connection of its own: a year takes seconds,
 * and neither the writer nor the readers of lists are to wait for it.
 */
typedef struct _ZbFigureDesk ZbFigureDesk;

ZbFigureDesk *zb_figure_desk_new (const char *path);
void zb_figure_desk_free (ZbFigureDesk *self);
DexFuture *zb_figure_desk_ask (ZbFigureDesk *self, ZbFigureWork work, gpointer data, GDestroyNotify destroy);

G_END_DECLS
