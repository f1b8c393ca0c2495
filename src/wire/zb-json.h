/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"
#include "zb-problem.h"

#include <yyjson.h>

G_BEGIN_DECLS

/**
 * ZbJsonError:
 * @ZB_JSON_ERROR_SYNTAX: it is no JSON
 * @ZB_JSON_ERROR_TYPE: a field has another type than the contract says
 * @ZB_JSON_ERROR_MISSING: a field without which the object means nothing is not there
 */
typedef enum
{
  ZB_JSON_ERROR_SYNTAX,
  ZB_JSON_ERROR_TYPE,
  ZB_JSON_ERROR_MISSING,
} ZbJsonError;

#define ZB_JSON_ERROR (zb_json_error_quark ())
GQuark zb_json_error_quark (void);

/**
 * ZbJsonWriteFlags:
 * @ZB_JSON_WRITE_ALL: everything
 * @ZB_JSON_WRITE_MASKED: personal data masked
 */
typedef enum
{
  ZB_JSON_WRITE_ALL = 0,
  ZB_JSON_WRITE_MASKED = 1 << 0,
} ZbJsonWriteFlags;

typedef yyjson_doc ZbJsonDoc;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbJsonDoc, yyjson_doc_free)
typedef yyjson_mut_doc ZbJsonMutDoc;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbJsonMutDoc, yyjson_mut_doc_free)

ZbJsonDoc *zb_json_parse (const char *text, gssize length, GError **error);
char *zb_json_to_text (yyjson_mut_doc *doc, gsize *length);

gpointer zb_json_read_record (GType type, yyjson_val *object, GError **error);
gpointer zb_json_read_record_in_blocks (GType type, yyjson_val *object, GError **error);
gboolean zb_json_read_record_again (ZbRecord *record, yyjson_val *object, GError **error);
gboolean zb_json_read_fields (ZbRecord *record, yyjson_val *object, ZbProblem *problem);
gpointer zb_json_read_record_text (GType type, const char *text, gssize length, GError **error);
yyjson_mut_val *zb_json_write_record (yyjson_mut_doc *doc, gpointer record, ZbJsonWriteFlags flags);
char *zb_json_write_record_text (gpointer record, ZbJsonWriteFlags flags, gsize *length);
char *zb_json_mask (const char *text);

G_END_DECLS
