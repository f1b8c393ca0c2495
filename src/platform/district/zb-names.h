/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-dice.h"

G_BEGIN_DECLS

#define ZB_N_SUBDISTRICTS 10

/**
 * ZbNames:
 *
 * Names given so far, so that no two committees and no two communities have the same.
 */
typedef struct _ZbNames ZbNames;

ZbNames *zb_names_new (guint64 seed);
void zb_names_free (ZbNames *self);
char *zb_names_committee (ZbNames *self, guint subdistrict);
char *zb_names_community (ZbNames *self, const char *street);

char *zb_names_street (guint subdistrict, guint ordinal);
const char *zb_names_subdistrict_short (guint subdistrict);
const char *zb_names_subdistrict_letters (guint subdistrict);
char *zb_names_without_suffix (const char *street);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbNames, zb_names_free)

G_END_DECLS
