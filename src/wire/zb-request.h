/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbRequest:
 * @method: GET, POST, PUT, PATCH or DELETE
 * @path: the path below `/api/v1`, with its query, escaped
 * @body: (nullable): what is sent
 * @content_type: (nullable): what @body is; %NULL for JSON
 * @key: (nullable): `Idempotency-Key`
 * @follows: (nullable): `Follows`, the key of a command that must have been accepted
 * @if_match: (nullable): the revision that an edit rests on
 * @range: (nullable): `Range`, for a part of a file
 * @sha256: (nullable): `Content-SHA256`, of @body
 * @is_file: whether it goes with the files and pictures, which may be many and slow
 *
 * A request of the contract, before it knows about tokens and connections.
 */
typedef struct
{
  char *method;
  char *path;
  GBytes *body;
  char *content_type;
  char *key;
  char *follows;
  char *if_match;
  char *range;
  char *sha256;
  gboolean is_file;
} ZbRequest;

#define ZB_TYPE_REQUEST (zb_request_get_type ())
GType zb_request_get_type (void);

ZbRequest *zb_request_new (const char *method, const char *path_format, ...) G_GNUC_PRINTF (2, 3);
void zb_request_take_json (ZbRequest *self, char *json);
ZbRequest *zb_request_copy (const ZbRequest *self);
void zb_request_free (ZbRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbRequest, zb_request_free)

G_END_DECLS
