/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-self-test.h"

G_BEGIN_DECLS

char *zb_troubleshooting_to_text (ZbSelfTest *test, GSettings *settings, GtkWidget *widget, const char *url);

G_END_DECLS
