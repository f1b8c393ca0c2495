/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-assignment-machine.h"
#include "zb-case.h"
#include "zb-response.h"
#include "zb-transaction.h"

G_BEGIN_DECLS

typedef struct _ZbFieldPage ZbFieldPage;

ZbFieldPage *zb_field_page_new (ZbPlatform *platform, ZbCall *call);
void zb_field_page_free (ZbFieldPage *self);

const char *zb_field_page_say (ZbFieldPage *self, const char *text);
const char *zb_field_page_name (ZbFieldPage *self, const char *text);
char *zb_field_page_format_time (ZbFieldPage *self, gint64 time);
void zb_field_page_set (ZbFieldPage *self, const char *name, const char *value);
void zb_field_page_take (ZbFieldPage *self, const char *name, char *value);
char *zb_field_page_fill (ZbFieldPage *self, const char *pattern);
void zb_field_page_include (ZbFieldPage *self, const char *name, const char *pattern);

void zb_field_page_answer (ZbFieldPage *self, ZbResponse *response, guint status, const char *pattern);
void zb_field_page_send_file (ZbResponse *response, const char *type, const char *name);
void zb_field_page_redirect (ZbResponse *response, const char *where);
void zb_field_page_redirect_to_task (ZbResponse *response, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbFieldPage, zb_field_page_free)

G_END_DECLS
