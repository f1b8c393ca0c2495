/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-case-file.h"

G_BEGIN_DECLS

GtkPrintOperation *zb_case_paper_new (ZbCaseFile *file);

G_END_DECLS
