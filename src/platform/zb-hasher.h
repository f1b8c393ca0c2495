/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libdex.h>

G_BEGIN_DECLS

DexFuture *zb_hasher_verify (const char *hash, const char *password);
DexFuture *zb_hasher_hash (const char *password);

G_END_DECLS
