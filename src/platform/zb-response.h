/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-call.h"
#include "zb-problem.h"

G_BEGIN_DECLS

typedef struct _ZbResponseStream ZbResponseStream;

/**
 * ZbResponse:
 * @status: HTTP's status, 0 until it is given
 * @type: the media type of @body
 * @body: (nullable): what is answered
 * @stream: (nullable): a file that is answered in pieces instead
 * @gzipped: whether @body is gzip already
 * @headers: (element-type utf8): names and values of further headers, in turn
 *
 * What the platform answers to a call.
 */
struct _ZbResponse
{
  guint status;
  const char *type;
  GBytes *body;
  ZbResponseStream *stream;
  gboolean gzipped;
  GPtrArray *headers;
};

ZbResponse *zb_response_new (void);
void zb_response_free (ZbResponse *self);
void zb_response_set_header (ZbResponse *self, const char *name, const char *value);

gboolean zb_response_nothing (ZbResponse *self);
gboolean zb_response_take_text (ZbResponse *self, guint status, char *json);
gboolean zb_response_json (ZbResponse *self, guint status, yyjson_mut_doc *doc);
gboolean zb_response_items (ZbResponse *self, GPtrArray *records);
void zb_response_tag (ZbResponse *self, gint64 revision);
gboolean zb_response_entity (ZbResponse *self, ZbCall *call, guint status, gpointer entity);
void zb_response_take_file (ZbResponse *self, const char *type, GBytes *content);
void zb_response_compress (ZbResponse *self, gsize at_least);

gboolean zb_response_problem (ZbResponse *self, guint status, const char *slug, const char *detail);
gboolean zb_response_not_there (ZbResponse *self);
gboolean zb_response_forbidden (ZbResponse *self, const char *detail);
gboolean zb_response_conflict (ZbResponse *self, const char *state, const char *const *allowed,
                               const char *because);
gboolean zb_response_refuse (ZbResponse *self, ZbProblem *problem);
gboolean zb_response_edited (ZbResponse *self, ZbCall *call, gpointer current);
gboolean zb_response_later (ZbResponse *self, guint status, gint64 seconds, const char *detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbResponse, zb_response_free)

G_END_DECLS
