/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _ZbKnock ZbKnock;

/**
 * ZbKnockDone:
 * @answered: whether somebody is there who can be talked to
 * @user_data: who knocked
 *
 * Called once, in the main context.
 */
typedef void (*ZbKnockDone) (gboolean answered, gpointer user_data);

ZbKnock *zb_knock_new (const char *uri, guint milliseconds, ZbKnockDone done, gpointer user_data);
void zb_knock_free (ZbKnock *self);

G_END_DECLS
