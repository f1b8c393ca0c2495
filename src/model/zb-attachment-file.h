/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* As large as the platform takes. */
#define ZB_ATTACHMENT_LARGEST (16 * 1024 * 1024)

const char *zb_attachment_file_find_type (GBytes *file);
GBytes *zb_attachment_file_strip (GBytes *file);

G_END_DECLS
