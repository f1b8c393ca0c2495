/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-world.h"

G_BEGIN_DECLS

char *zb_outbox_words_name_subject (ZbCommand *command);
char *zb_outbox_words_describe_state (ZbCommand *command);
char *zb_outbox_words_describe_left (guint n_left, guint n_lost);
char *zb_outbox_words_describe_all (ZbCommand *command);

G_END_DECLS
