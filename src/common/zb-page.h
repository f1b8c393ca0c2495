/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define ZB_TYPE_PAGE (zb_page_get_type ())
G_DECLARE_DERIVABLE_TYPE (ZbPage, zb_page, ZB, PAGE, AdwBin)

struct _ZbPageClass
{
  AdwBinClass parent_class;
};

const char *zb_page_get_title (ZbPage *self);
const char *zb_page_get_icon_name (ZbPage *self);
guint zb_page_get_count (ZbPage *self);
void zb_page_set_count (ZbPage *self, guint count);

G_END_DECLS
