/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case.h"
#include "zb-world.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_FILE_CELLS 4

/**
 * ZbFileBlockType:
 * @ZB_FILE_TITLE: the name of the file, large
 * @ZB_FILE_LINE: a line in grey
 * @ZB_FILE_HEADING: what the next ones are about
 * @ZB_FILE_FACT: what, and how it is: the first two cells
 * @ZB_FILE_ROW: a row of a table
 * @ZB_FILE_PICTURES: two pictures beside each other, with a cell of words below each
 *
 * What a case file consists of.
 */
typedef enum
{
  ZB_FILE_TITLE,
  ZB_FILE_LINE,
  ZB_FILE_HEADING,
  ZB_FILE_FACT,
  ZB_FILE_ROW,
  ZB_FILE_PICTURES,
} ZbFileBlockType;

/**
 * ZbFileBlock:
 * @type: what it is
 * @cells: (array fixed-size=4) (nullable): its words
 * @shares: (nullable): how much of the width each cell has, adding up to 1
 * @pictures: (nullable): for %ZB_FILE_PICTURES
 */
typedef struct
{
  ZbFileBlockType type;
  char *cells[ZB_FILE_CELLS];
  const double *shares;
  GdkTexture *pictures[2];
} ZbFileBlock;

/**
 * ZbCaseFile:
 * @blocks: (element-type ZbFileBlock): what stands in it, in its order
 * @name: what it is called: the number of its case
 * @foot: what stands below each page
 * @watermark: who made it and when
 *
 * All that is known of a case, as it is put on paper.
 */
typedef struct
{
  GPtrArray *blocks;
  char *name;
  char *foot;
  char *watermark;
} ZbCaseFile;

/**
 * ZbCaseFileParts:
 * @world: what is known
 * @of: the case
 * @assignments: (element-type ZbAssignment): its assignments
 * @entries: (nullable): its timeline as #ZbEntry, the latest first
 * @audit: (nullable): its audit rows as #ZbAuditEntry, the latest first
 * @chain: (nullable): what is known of the chain of hashes, in words
 * @pictures: (nullable): from before and from after the handling
 * @captions: (nullable): what stands below them
 * @officer: (nullable): who makes the file
 * @at: when, µs UTC
 *
 * What a case file is made of.
 */
typedef struct
{
  ZbWorld *world;
  const ZbCase *of;
  GPtrArray *assignments;
  GListModel *entries;
  GListModel *audit;
  const char *chain;
  GdkTexture *pictures[2];
  const char *captions[2];
  const char *officer;
  gint64 at;
} ZbCaseFileParts;

ZbCaseFile *zb_case_file_new (const ZbCaseFileParts *parts);
void zb_case_file_free (ZbCaseFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCaseFile, zb_case_file_free)

G_END_DECLS
