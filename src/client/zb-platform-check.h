/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The version of the contract that this console speaks; platforms of the same major version understand it. */
#define ZB_CONTRACT_MAJOR 1

/* How long a platform may take to answer, seconds. */
#define ZB_PLATFORM_CHECK_WITHIN 5

/**
 * ZbPlatformFound:
 * @url: the whole address, without a slash at its end
 * @contract: the version of the contract that it speaks
 * @round_trip: how long question and answer took together, µs; the line had to be opened for it
 * @clock_ahead: by how much its clock is ahead of this machine's, µs, half the round trip uncertain
 *
 * A platform that answers at an address.
 */
typedef struct
{
  char *url;
  char *contract;
  gint64 round_trip;
  gint64 clock_ahead;
} ZbPlatformFound;

char *zb_platform_complete_url (const char *text);
void zb_platform_check_async (const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
ZbPlatformFound *zb_platform_check_finish (GAsyncResult *result, GError **error);
void zb_platform_found_free (ZbPlatformFound *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbPlatformFound, zb_platform_found_free)

G_END_DECLS
