/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UUID version 7: 48 bits of milliseconds, then random bits (RFC 9562, 5.7). */
#include "zb-uuid.h"

#include <string.h>
#include <sys/random.h>

/* Within one millisecond the 12 bits after the version count up (RFC 9562, 6.2, method 1), so that
 * ids made by one program are in the order in which they were made. */
static guint64
next_stamp (void)
{
  static GMutex mutex;
  static guint64 last;
  guint64 now = ((guint64)g_get_real_time () / 1000) << 12;

  g_mutex_lock (&mutex);
  last = MAX (last + 1, now);
  now = last;
  g_mutex_unlock (&mutex);
  return now;
}

/**
 * zb_uuid_new:
 *
 * Returns: (transfer full): a new UUIDv7, later in order than any that this program made before
 */
char *
zb_uuid_new (void)
{
  guint64 stamp = next_stamp ();
  guint64 ms = stamp >> 12;
  guint16 random[4];

  while (getrandom (random, sizeof random, 0) != (ssize_t)sizeof random)
    continue;
  return g_strdup_printf ("%08x-%04x-7%03x-%04x-%04x%04x%04x", (guint)(ms >> 16), (guint)(ms & 0xffff),
                          (guint)(stamp & 0xfff), 0x8000 | (random[0] & 0x3fff), random[1], random[2],
                          random[3]);
}

/**
 * zb_uuid_is_valid:
 * @text: (nullable): what may be an id
 *
 * Returns: whether @text is a UUID of any version in lower case
 */
gboolean
zb_uuid_is_valid (const char *text)
{
  if (!text || strlen (text) != 36)
    return FALSE;
  for (int i = 0; i < 36; i++)
    if (i == 8 || i == 13 || i == 18 || i == 23 ? text[i] != '-'
                                                : !g_ascii_isxdigit (text[i]) || g_ascii_isupper (text[i]))
      return FALSE;
  return TRUE;
}
