/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-figure-report.h"

#include <gio/gio.h>

G_BEGIN_DECLS

GBytes *zb_figure_ods_write (ZbFigureReport *report, GError **error);

G_END_DECLS
