/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-connection.h"

G_BEGIN_DECLS

/**
 * ZbCliFunc:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: (array length=argc): the words after the name of the sub-command
 *
 * A sub-command.
 *
 * Returns: the exit code
 */
typedef int (*ZbCliFunc) (const char *data_dir, int argc, char **argv);

int zb_cli_user (const char *data_dir, int argc, char **argv);
int zb_cli_key (const char *data_dir, int argc, char **argv);
int zb_cli_import (const char *data_dir, int argc, char **argv);
int zb_cli_backup (const char *data_dir, int argc, char **argv);
int zb_cli_restore (const char *data_dir, int argc, char **argv);
int zb_cli_wall (const char *data_dir, int argc, char **argv);
int zb_cli_unit (const char *data_dir, int argc, char **argv);
int zb_cli_audit (const char *data_dir, int argc, char **argv);
int zb_cli_figures (const char *data_dir, int argc, char **argv);

void zb_cli_set_locale (void);
ZbConnection *zb_cli_open (const char *data_dir);
int zb_cli_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);
gboolean zb_cli_parse (int *argc, char ***argv, const GOptionEntry *entries, const char *usage);
gboolean zb_cli_begin (ZbConnection *connection, GError **error);
gboolean zb_cli_commit (ZbConnection *connection, const char *action, const char *id, const char *why,
                        GError **error);
gboolean zb_cli_is_running (const char *data_dir);
char *zb_cli_find_area (ZbConnection *connection, const char *name);

G_END_DECLS
