/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

#include <gio/gio.h>

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbTemplate, zb_template, TEMPLATE)
#define ZB_TYPE_TEMPLATE (zb_template_get_type ())

/* So many of an officer's own. */
#define ZB_TEMPLATES_MOST 50

/**
 * ZbTemplate:
 * @name: what its officer calls it
 * @kind: (nullable): the kind of matter it is for
 * @description: (nullable): the text; {place}, {time} and {device} stand for what they say
 * @task: (nullable): what each who is sent is to do; the same may stand in it
 * @organisations: (nullable): the ids of the organisations that are sent
 * @checklist: (nullable): lines that are added to the plan's
 *
 * What an officer writes again and again into a dispatch.
 */
struct _ZbTemplate
{
  ZbRecord parent_instance;
  char *name;
  char *kind;
  char *description;
  char *task;
  char **organisations;
  char **checklist;
};

/**
 * ZbTemplateFacts:
 * @place: (nullable): where it is
 * @time: (nullable): when it was reported
 * @device: (nullable): what reported it
 *
 * What the words in braces stand for.
 */
typedef struct
{
  const char *place;
  const char *time;
  const char *device;
} ZbTemplateFacts;

char *zb_template_fill (const char *text, const ZbTemplateFacts *facts);
void zb_templates_save (GListStore *templates, ZbTemplate *added);

G_END_DECLS
