/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * ZbKeepAliveNext:
 * @data: what was handed in
 *
 * Returns: (transfer full) (nullable): the body of the next request; NULL where there is none
 */
typedef GString *(*ZbKeepAliveNext) (gpointer data);

/**
 * ZbKeepAliveDone:
 * @status: HTTP's status of an answer
 * @data: what was handed in
 */
typedef void (*ZbKeepAliveDone) (guint status, gpointer data);

/**
 * ZbKeepAlive:
 * @host: an address in numbers
 * @port: where it listens
 * @head: the request's head, without Content-Length and without the empty line
 * @n: how many connections
 * @next: what is sent
 * @done: what came of it
 * @data: for both
 */
typedef struct
{
  const char *host;
  guint16 port;
  const char *head;
  guint n;
  ZbKeepAliveNext next;
  ZbKeepAliveDone done;
  gpointer data;
} ZbKeepAlive;

void zb_keep_alive_run (const ZbKeepAlive *self);

G_END_DECLS
