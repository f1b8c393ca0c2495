/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-call.h"

G_BEGIN_DECLS

#define ZB_FIELD_WORD_MOST 2000
#define ZB_FIELD_PICTURES_MOST 12
#define ZB_FIELD_PICTURE_BYTES (10 * 1024 * 1024)

/**
 * ZbFieldForm:
 * @fields: (element-type utf8 utf8): what was typed, by the name of its field; all of it UTF-8
 * @files: (element-type GBytes): the pictures that came with it
 *
 * What a page's form sent.
 */
typedef struct
{
  GHashTable *fields;
  GPtrArray *files;
} ZbFieldForm;

ZbFieldForm *zb_field_form_new (ZbCall *call);
ZbFieldForm *zb_field_form_parse (const char *content_type, GBytes *content);
void zb_field_form_free (ZbFieldForm *self);
const char *zb_field_form_get (ZbFieldForm *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFieldForm, zb_field_form_free)

G_END_DECLS
