/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * ZbFakePlatform:
 * @url: where it listens
 * @log_id: the log that it keeps
 * @seq: the last event
 * @heartbeat: seconds between heartbeats
 * @silent: as if it were stopped: what is sent to it is not answered
 * @pause_path: (nullable): what is in the path of those that are not answered
 * @holds_back: says hello and nothing of what was missed, see zb_fake_platform_catch_up()
 * @commands: (element-type utf8): "METHOD path key" of every command that came, in order
 * @lists_served: how many pages of lists were asked for
 * @refuse_with: the status that the next commands are answered with
 * @refuse_times: how many of them
 * @clock_ahead: by how much its clock is ahead of this machine's, µs
 * @answer_with: (nullable): what commands are answered with, instead of nothing
 * @refuse_path: (nullable): how the path ends of those that are answered so, for ever, %NULL for any
 * @refuse_gets: whether what is asked for is answered so, too
 * @committed: the keys that were committed, and how often
 *
 * A platform that does as a test tells it, also what a real one never would.
 */
typedef struct
{
  SoupServer *server;
  char *url;
  char *log_id;
  gint64 seq;
  double heartbeat;
  gboolean silent;
  const char *pause_path;
  gboolean holds_back;
  GPtrArray *commands;
  guint lists_served;
  guint feeds_opened;
  guint refuse_with;
  guint refuse_times;
  const char *refuse_path;
  gboolean refuse_gets;
  gint64 clock_ahead;
  const char *answer_with;
  GHashTable *committed;
  /*< private >*/
  GHashTable *lists;
  GPtrArray *log;
  GPtrArray *sockets;
  GPtrArray *paused;
  guint beat;
  gint64 since;
} ZbFakePlatform;

ZbFakePlatform *zb_fake_platform_new (double heartbeat);
void zb_fake_platform_free (ZbFakePlatform *self);
void zb_fake_platform_put (ZbFakePlatform *self, const char *kind, const char *id, gint64 version,
                           const char *rest);
void zb_fake_platform_remove (ZbFakePlatform *self, const char *kind, const char *id);
void zb_fake_platform_log (ZbFakePlatform *self, const char *type, const char *subject, const char *data);
void zb_fake_platform_send_raw (ZbFakePlatform *self, const char *text, gsize length);
void zb_fake_platform_catch_up (ZbFakePlatform *self);
void zb_fake_platform_answer_paused (ZbFakePlatform *self);
void zb_fake_platform_drop (ZbFakePlatform *self);
void zb_fake_platform_renew (ZbFakePlatform *self, const char *log_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFakePlatform, zb_fake_platform_free)

G_END_DECLS
