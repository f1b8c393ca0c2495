/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The chain of an audit log, gone through by code of its own. */
#pragma once

#include "zb-connection.h"

G_BEGIN_DECLS

guint zb_chain_assert_whole (ZbConnection *records);

G_END_DECLS
