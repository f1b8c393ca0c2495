/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-evidence.h"
#include "zb-query.h"
#include "zb-world.h"

G_BEGIN_DECLS

#define ZB_TYPE_SAMPLE_SERVICES (zb_sample_services_get_type ())
G_DECLARE_FINAL_TYPE (ZbSampleServices, zb_sample_services, ZB, SAMPLE_SERVICES, GObject)

ZbSampleServices *zb_sample_services_new (gint64 now);

G_END_DECLS
