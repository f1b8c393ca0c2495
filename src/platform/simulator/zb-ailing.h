/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-district.h"

G_BEGIN_DECLS

/**
 * ZbAiling:
 *
 * The devices of the district as they fall ill and get well again; about one in a hundred is not online
 * at any time.
 */
typedef struct _ZbAiling ZbAiling;

ZbAiling *zb_ailing_new (ZbDistrict *district, guint64 seed);
void zb_ailing_free (ZbAiling *self);
const char *zb_ailing_change (ZbAiling *self, ZbDeviceStatus *status);
guint zb_ailing_get_n (const ZbAiling *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbAiling, zb_ailing_free)

G_END_DECLS
