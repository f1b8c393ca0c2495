/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-attachment.h"
#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_ENTITY (ZbEntry, zb_entry, ENTRY)
#define ZB_TYPE_ENTRY (zb_entry_get_type ())

/**
 * ZbEntry:
 * @case_id: the id of the case
 * @at: when, µs UTC
 * @by: (nullable): the name of who; %NULL for the platform
 * @what: the command or happening: "case.file", "assignment.accept", "note", "deadline.near" …
 * @title: (nullable): the unit, organisation or thing that it is about
 * @note: (nullable): words that came with it
 * @evidence: (nullable) (element-type ZbAttachment): pictures that came with it
 *
 * One line of a case's timeline (经过).
 */
struct _ZbEntry
{
  ZbEntity parent_instance;
  char *case_id;
  gint64 at;
  char *by;
  char *what;
  char *title;
  char *note;
  GPtrArray *evidence;
};

G_END_DECLS
