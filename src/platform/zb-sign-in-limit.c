/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords cannot be tried out: after a few wrong ones for an account, or more from one address, one
 * has to wait, longer each time. In memory, on the main loop; a restart forgives. */
#include "zb-sign-in-limit.h"

#define FREE_TRIES_ACCOUNT 5
#define FREE_TRIES_ADDRESS 20
#define FIRST_WAIT 5
#define LONGEST_WAIT 300
#define FORGIVEN_AFTER (15 * 60)
#define MAX_KNOWN 10000

typedef struct
{
  guint failures;
  gint64 last;
} Tries;

static GHashTable *
get_table (void)
{
  static GHashTable *table;
  if (table == NULL)
    table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return table;
}

static gint64
now_seconds (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

static gint64
wait_of (const char *key, guint free_tries)
{
  Tries *tries = g_hash_table_lookup (get_table (), key);
  if (tries == NULL || tries->failures < free_tries)
    return 0;
  guint doublings = MIN (tries->failures - free_tries, 10u);
  gint64 wait = MIN ((gint64)FIRST_WAIT << doublings, LONGEST_WAIT);
  return MAX (tries->last + wait - now_seconds (), 0);
}

static gboolean
is_forgiven (gpointer key, gpointer value, gpointer now)
{
  return *(gint64 *)now - ((Tries *)value)->last > FORGIVEN_AFTER;
}

static void
count (const char *key)
{
  gint64 now = now_seconds ();
  g_hash_table_foreach_remove (get_table (), is_forgiven, &now);
  if (g_hash_table_size (get_table ()) >= MAX_KNOWN)
    g_hash_table_remove_all (get_table ());
  Tries *tries = g_hash_table_lookup (get_table (), key);
  if (tries == NULL)
    {
      tries = g_new0 (Tries, 1);
      g_hash_table_insert (get_table (), g_strdup (key), tries);
    }
  tries->failures++;
  tries->last = now;
}

static char *
account_key (const char *username)
{
  g_autofree char *folded = g_utf8_casefold (username, -1);
  return g_strconcat ("account ", folded, NULL);
}

static char *
address_key (const char *address)
{
  return g_strconcat ("address ", address != NULL ? address : "", NULL);
}

/**
 * zb_sign_in_limit_ask:
 * @username: who wants to sign in
 * @address: (nullable): from where
 *
 * Returns: how many seconds to wait before the next try, 0 for none
 */
gint64
zb_sign_in_limit_ask (const char *username, const char *address)
{
  g_autofree char *account = account_key (username);
  g_autofree char *place = address_key (address);
  return MAX (wait_of (account, FREE_TRIES_ACCOUNT), wait_of (place, FREE_TRIES_ADDRESS));
}

/**
 * zb_sign_in_limit_failed:
 * @username: who did not sign in
 * @address: (nullable): from where
 */
void
zb_sign_in_limit_failed (const char *username, const char *address)
{
  g_autofree char *account = account_key (username);
  g_autofree char *place = address_key (address);
  count (account);
  count (place);
}

/**
 * zb_sign_in_limit_succeeded:
 * @username: who signed in
 * @address: (nullable): from where
 */
void
zb_sign_in_limit_succeeded (const char *username, const char *address)
{
  g_autofree char *account = account_key (username);
  g_hash_table_remove (get_table (), account);
}
