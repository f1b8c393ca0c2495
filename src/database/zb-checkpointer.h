/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"

G_BEGIN_DECLS

typedef struct _ZbCheckpointer ZbCheckpointer;

ZbCheckpointer *zb_checkpointer_new (const char *path, ZbConnection *writer, GError **error);
void zb_checkpointer_free (ZbCheckpointer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCheckpointer, zb_checkpointer_free)

G_END_DECLS
