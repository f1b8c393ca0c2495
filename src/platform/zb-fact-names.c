/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers that stand for names in the tables of facts. What is remembered has been committed: a
 * number whose transaction is undone must not live on. */
#include "zb-fact-names.h"

#include "zb-fact-schema.h"
#include "zb-platform.h"

/* A source may make up kinds; memory stays bounded all the same. */
#define MAX_REMEMBERED 200000

struct _ZbFactNames
{
  GHashTable *numbers; /* name → number */
  gint64 hour;
  gint64 block;
  gint64 noting_hour; /* on its way to be remembered, or undone on the way */
  gint64 noting_block;
};

/* What is to be remembered once it is on disk. */
typedef struct
{
  ZbFactNames *names;
  char *name;
  gint64 number;
  gint64 hour;
  gint64 block;
} Memo;

/**
 * zb_fact_names_new:
 *
 * Returns: (transfer full): a memory with nothing in it
 */
ZbFactNames *
zb_fact_names_new (void)
{
  ZbFactNames *self = g_new0 (ZbFactNames, 1);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->block = self->noting_block = -1;
  return self;
}

/**
 * zb_fact_names_free:
 * @self: (transfer full): a memory
 */
void
zb_fact_names_free (ZbFactNames *self)
{
  g_hash_table_unref (self->numbers);
  g_free (self);
}

/**
 * zb_fact_names_forget:
 * @self: a memory
 *
 * Forgets everything: the tables are being made anew.
 */
void
zb_fact_names_forget (ZbFactNames *self)
{
  g_hash_table_remove_all (self->numbers);
  self->block = self->noting_block = -1;
}

static void
memo_free (gpointer data)
{
  Memo *memo = data;
  g_free (memo->name);
  g_free (memo);
}

static void
remember_name (gpointer data, gpointer unused)
{
  Memo *memo = data;
  if (g_hash_table_size (memo->names->numbers) < MAX_REMEMBERED)
    g_hash_table_insert (memo->names->numbers, g_steal_pointer (&memo->name),
                         GINT_TO_POINTER ((int)memo->number));
}

static void
remember_block (gpointer data, gpointer unused)
{
  Memo *memo = data;
  memo->names->hour = memo->hour;
  memo->names->block = memo->block;
}

static ZbFactNames *
names_of (ZbTransaction *tx)
{
  return tx->platform != NULL ? zb_platform_get_fact_names (tx->platform) : NULL;
}

static gint64
look_up (ZbTransaction *tx, const char *name)
{
  g_autoptr (ZbStatement) row = zb_connection_query (
      tx->connection, &tx->error, "SELECT number FROM fact_name WHERE name = ?", "t", name);
  return row != NULL && zb_statement_step (row, &tx->error) == ZB_STEP_ROW ? zb_statement_get_int64 (row, 0)
                                                                           : 0;
}

/**
 * zb_fact_number:
 * @tx: a transaction that writes
 * @name: (nullable): the id of an entity, or another name
 *
 * Returns: the number that stands for it; 0 for none
 */
gint64
zb_fact_number (ZbTransaction *tx, const char *name)
{
  ZbFactNames *names = names_of (tx);
  if (name == NULL || *name == '\0' || tx->error != NULL)
    return 0;
  int known = names != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (names->numbers, name)) : 0;
  if (known != 0)
    return known;
  gint64 number = look_up (tx, name);
  if (number == 0 && tx->error == NULL &&
      zb_connection_run (tx->connection, &tx->error, "INSERT INTO fact_name (name) VALUES (?)", "t", name))
    number = zb_connection_get_last_id (tx->connection);
  if (names == NULL || number == 0)
    return number;
  Memo *memo = g_new0 (Memo, 1);
  *memo = (Memo){ .names = names, .name = g_strdup (name), .number = number };
  zb_connection_after_commit (tx->connection, remember_name, memo, memo_free);
  return number;
}

/**
 * zb_fact_note_block:
 * @tx: a transaction that writes
 * @hour: hours since 1970 UTC
 * @rid: the row of an alert that was taken in during that hour
 *
 * Notes where the alerts of that hour are.
 */
void
zb_fact_note_block (ZbTransaction *tx, gint64 hour, gint64 rid)
{
  ZbFactNames *names = names_of (tx);
  gint64 block = rid >> ZB_FACT_BLOCK_BITS;
  if (tx->error != NULL || (names != NULL && names->hour == hour && names->block == block))
    return;
  zb_connection_run (tx->connection, &tx->error, "INSERT OR IGNORE INTO alert_block VALUES (?, ?)", "ii",
                     hour, block);
  if (names == NULL || (names->noting_hour == hour && names->noting_block == block))
    return;
  names->noting_hour = hour;
  names->noting_block = block;
  Memo *memo = g_new0 (Memo, 1);
  *memo = (Memo){ .names = names, .hour = hour, .block = block };
  zb_connection_after_commit (tx->connection, remember_block, memo, memo_free);
}
