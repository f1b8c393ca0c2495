/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-ingest-data.h"

G_BEGIN_DECLS

/* What the application is told to call itself; who it is follows from the key. */
#define ZB_OWNTRACKS_USER "zhiban"

/**
 * ZbOwntracksError:
 * @ZB_OWNTRACKS_ERROR_SYNTAX: it is no JSON, or no object
 * @ZB_OWNTRACKS_ERROR_FIELD: a field is not there or makes no sense; the message says which
 */
typedef enum
{
  ZB_OWNTRACKS_ERROR_SYNTAX,
  ZB_OWNTRACKS_ERROR_FIELD,
} ZbOwntracksError;

#define ZB_OWNTRACKS_ERROR (zb_owntracks_error_quark ())
GQuark zb_owntracks_error_quark (void);

gboolean zb_owntracks_read (const char *text, gsize length, ZbPosition **position, GError **error);
char *zb_owntracks_read_key (const char *basic);

G_END_DECLS
