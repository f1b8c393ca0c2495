/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_MUTED_LINE (zb_muted_line_get_type ())
G_DECLARE_FINAL_TYPE (ZbMutedLine, zb_muted_line, ZB, MUTED_LINE, GtkWidget)

/**
 * ZbMutedOfficer:
 * @account: the id of the account
 * @name: (nullable): the person's name
 * @muted: the severities that are muted at the officer's seat, one bit each: 1 << #ZbSeverity
 * @silent: whether nothing at all can be heard there
 *
 * What the line wants to know of somebody on watch.
 */
typedef struct
{
  const char *account, *name;
  guint muted;
  gboolean silent;
} ZbMutedOfficer;

/**
 * ZbMutedReader:
 * @officer: somebody on watch
 *
 * Returns: what the line wants to know; it is used before @officer can change
 */
typedef ZbMutedOfficer (*ZbMutedReader) (gpointer officer);

void zb_muted_line_set_officers (ZbMutedLine *self, GListModel *officers, ZbMutedReader read);
void zb_muted_line_set_account (ZbMutedLine *self, const char *account);
char *zb_muted_words (guint muted);

G_END_DECLS
