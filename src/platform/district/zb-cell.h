/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-xy.h"

G_BEGIN_DECLS

/**
 * ZbCell:
 * @ring: its outline, anticlockwise
 * @area: square metres
 * @part: what it was cut into, or NULL twice for a block
 *
 * A piece of a subdistrict. Cut along roads and streets again and again it becomes a tree whose
 * leaves are the blocks, and whose inner cells are what committees and grids are made of.
 */
typedef struct _ZbCell ZbCell;
struct _ZbCell
{
  GArray *ring;
  double area;
  ZbCell *part[2];
  ZbCell *parent;
  gboolean is_open;  /* water, park, airfield: nothing is built here */
  double homes;      /* how much is built here, for sharing people and devices out */
  guint block;       /* of a block: its number */
  guint subdistrict; /* of a block: the number of its subdistrict */
};

/**
 * ZbCutFunc:
 * @cut: the line along which a cell was cut
 * @n_given: how many of its ends are extensions: bit 0 its first step, bit 1 its last
 * @data: of the caller
 */
typedef void (*ZbCutFunc) (const GArray *cut, guint extended, gpointer data);

ZbCell *zb_cell_new (GArray *ring);
void zb_cell_free (ZbCell *self);
gboolean zb_cell_is_block (const ZbCell *self);
void zb_cell_cut_along (ZbCell *self, const GArray *line, ZbCutFunc func, gpointer data);
gboolean zb_cell_cut_across (ZbCell *self, double at, double skew, GArray **cut);
void zb_cell_measure (const ZbCell *self, double *heading, double *length, double *width);
ZbCell *zb_cell_find_block (ZbCell *self, ZbXY spot);
void zb_cell_collect_blocks (ZbCell *self, GPtrArray *blocks);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCell, zb_cell_free)

G_END_DECLS
