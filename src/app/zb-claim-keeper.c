/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-claim-keeper.h"

#include "zb-claim-standing.h"
#include "zb-now.h"

/**
 * ZbClaimKeeper:
 *
 * The claims of an officer whose line is gone:
 *
 *   line lost ─▶ every claim is in doubt ─▶ line back ─▶ presence asks for them ─┬─▶ renewed
 *                                                                               └─▶ lost: the feed says to
 * whom
 *
 * What has become of each is told once, when it is known: the steps in between are not.
 */
struct _ZbClaimKeeper
{
  GObject parent_instance;
  ZbDesk *desk;
  GHashTable *doubts; /* id of an alert → Doubt */
  char *officer;
  guint watch; /* while there is no line */
  guint check; /* after it is back */
};

typedef struct
{
  gboolean lapsed; /* it was called so here */
  gboolean lost;   /* the platform says that it is not the officer's any more */
  guint looks;
} Doubt;

/* The platform's answer overtakes what the feed has to catch up with. */
#define LOOK_EVERY 300
#define MOST_LOOKS 40

enum
{
  SETTLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbClaimKeeper, zb_claim_keeper, G_TYPE_OBJECT)

static const char *
get_officer (ZbClaimKeeper *self)
{
  ZbAccount *account = zb_desk_get_account (self->desk);

  return account ? ZB_ENTITY (account)->id : NULL;
}

static ZbClaimStanding
get_standing (ZbClaimKeeper *self, const char *id, ZbAlert **alert)
{
  *alert = zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_ALERT, id);
  return *alert ? zb_claim_get_standing (*alert, get_officer (self), zb_now ()) : ZB_CLAIM_FREE;
}

/**
 * zb_claim_keeper_doubts:
 * @self: a keeper of claims
 * @alert: the id of an alert
 *
 * Returns: whether it is not known yet what has become of this officer's claim on it
 */
gboolean
zb_claim_keeper_doubts (ZbClaimKeeper *self, const char *alert)
{
  g_return_val_if_fail (ZB_IS_CLAIM_KEEPER (self), FALSE);
  return g_hash_table_contains (self->doubts, alert);
}

/* --- the line ------------------------------------------------------------------------------------- */

static void
begin_doubt (ZbClaimKeeper *self)
{
  ZbStore *alerts = zb_world_get_store (zb_desk_get_world (self->desk), ZB_KIND_ALERT);

  for (guint i = 0; i < zb_store_get_size (alerts); i++)
    {
      const ZbAlert *alert = zb_store_get_nth (alerts, i);
      const ZbClaimStanding standing = zb_claim_get_standing (alert, get_officer (self), zb_now ());
      if (standing == ZB_CLAIM_MINE || standing == ZB_CLAIM_LAPSED)
        g_hash_table_insert (self->doubts, g_strdup (ZB_ENTITY (alert)->id), g_new0 (Doubt, 1));
    }
}

static gboolean
note_lapses (gpointer data)
{
  ZbClaimKeeper *self = data;
  GHashTableIter iter;
  gpointer id, doubt;

  g_hash_table_iter_init (&iter, self->doubts);
  while (g_hash_table_iter_next (&iter, &id, &doubt))
    {
      ZbAlert *alert;
      ((Doubt *)doubt)->lapsed |= get_standing (self, id, &alert) == ZB_CLAIM_LAPSED;
    }
  return G_SOURCE_CONTINUE;
}

static void
on_connected (ZbClaimKeeper *self)
{
  g_clear_handle_id (&self->watch, g_source_remove);
  if (zb_desk_get_connected (self->desk) || !get_officer (self))
    return;
  begin_doubt (self);
  self->watch = g_timeout_add_seconds (1, note_lapses, self);
}

/* Another officer has no doubts. */
static void
on_account (ZbClaimKeeper *self)
{
  const char *officer = get_officer (self);

  if (!officer || g_strcmp0 (officer, self->officer) != 0)
    g_hash_table_remove_all (self->doubts);
  g_set_str (&self->officer, officer);
}

/* --- what became of them -------------------------------------------------------------------------- */

/* One that was judged or closed is no claim any more, and needs no word. */
static gboolean
is_over (const ZbAlert *alert)
{
  return !alert || (alert->state != ZB_ALERT_NEW && alert->state != ZB_ALERT_CLAIMED);
}

/* Returns whether it is known by now. */
static gboolean
settle (ZbClaimKeeper *self, const char *id, Doubt *doubt)
{
  ZbAlert *alert;
  const ZbClaimStanding standing = get_standing (self, id, &alert);
  const gboolean unclear = standing == ZB_CLAIM_MINE || standing == ZB_CLAIM_LAPSED;

  if (unclear && ++doubt->looks < MOST_LOOKS)
    return FALSE;
  if (!is_over (alert))
    g_signal_emit (self, signals[SETTLED], 0, alert,
                   standing == ZB_CLAIM_OTHERS ? ZB_CLAIM_OUTCOME_TAKEN : ZB_CLAIM_OUTCOME_FREED);
  return TRUE;
}

static gboolean
look (gpointer data)
{
  ZbClaimKeeper *self = data;
  GHashTableIter iter;
  gpointer id, doubt;
  gboolean more = FALSE;

  g_hash_table_iter_init (&iter, self->doubts);
  while (g_hash_table_iter_next (&iter, &id, &doubt))
    if (((Doubt *)doubt)->lost)
      {
        if (settle (self, id, doubt))
          g_hash_table_iter_remove (&iter);
        else
          more = TRUE;
      }
  if (!more)
    self->check = 0;
  return more;
}

static void
keep (ZbClaimKeeper *self, const char *id)
{
  Doubt *doubt = g_hash_table_lookup (self->doubts, id);
  ZbAlert *alert = zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_ALERT, id);

  if (doubt && doubt->lapsed && alert)
    g_signal_emit (self, signals[SETTLED], 0, alert, ZB_CLAIM_OUTCOME_KEPT);
  g_hash_table_remove (self->doubts, id);
}

static void
lose (gpointer id, gpointer doubt, gpointer data)
{
  ((Doubt *)doubt)->lost = TRUE;
}

/* What was not renewed is lost: the platform was asked for all that were in doubt. What it said before the
 * line was back is no answer to that. */
static void
on_answered (ZbClaimKeeper *self, const char *const *renewed)
{
  if (!zb_desk_get_connected (self->desk))
    return;
  for (gsize i = 0; renewed[i]; i++)
    keep (self, renewed[i]);
  g_hash_table_foreach (self->doubts, lose, NULL);
  if (g_hash_table_size (self->doubts) > 0 && self->check == 0)
    self->check = g_timeout_add (LOOK_EVERY, look, self);
}

/**
 * zb_claim_keeper_new:
 * @desk: where the officer sits
 *
 * Returns: (transfer full): a keeper of that officer's claims
 */
ZbClaimKeeper *
zb_claim_keeper_new (ZbDesk *desk)
{
  ZbClaimKeeper *self = g_object_new (ZB_TYPE_CLAIM_KEEPER, NULL);

  self->desk = g_object_ref (desk);
  g_set_str (&self->officer, get_officer (self));
  g_signal_connect_object (desk, "notify::connected", G_CALLBACK (on_connected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_desk_get_link (desk), "claims-renewed", G_CALLBACK (on_answered), self,
                           G_CONNECT_SWAPPED);
  return self;
}

static void
zb_claim_keeper_dispose (GObject *object)
{
  ZbClaimKeeper *self = ZB_CLAIM_KEEPER (object);

  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_handle_id (&self->check, g_source_remove);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (zb_claim_keeper_parent_class)->dispose (object);
}

static void
zb_claim_keeper_finalize (GObject *object)
{
  ZbClaimKeeper *self = ZB_CLAIM_KEEPER (object);

  g_hash_table_unref (self->doubts);
  g_free (self->officer);
  G_OBJECT_CLASS (zb_claim_keeper_parent_class)->finalize (object);
}

static void
zb_claim_keeper_class_init (ZbClaimKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_claim_keeper_dispose;
  G_OBJECT_CLASS (klass)->finalize = zb_claim_keeper_finalize;

  /**
   * ZbClaimKeeper::settled:
   * @self: a keeper of claims
   * @alert: (type ZbAlert): an alert
   * @outcome: (type ZbClaimOutcome): what has become of the officer's claim on it
   *
   * It is known now.
   */
  signals[SETTLED] = g_signal_new ("settled", ZB_TYPE_CLAIM_KEEPER, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 2, ZB_TYPE_ALERT, G_TYPE_INT);
}

static void
zb_claim_keeper_init (ZbClaimKeeper *self)
{
  self->doubts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}
