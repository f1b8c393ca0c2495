/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_AGE_LABEL (zb_age_label_get_type ())
G_DECLARE_FINAL_TYPE (ZbAgeLabel, zb_age_label, ZB, AGE_LABEL, GtkWidget)

GtkWidget *zb_age_label_new (void);

G_END_DECLS
