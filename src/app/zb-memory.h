/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void zb_memory_set_up (void);
void zb_memory_give_back (void);
void zb_memory_give_back_at_times (void);
void zb_memory_keep (void);
gboolean zb_memory_gives_back (void);

G_END_DECLS
