/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-filter-keeper.h"

#include "zb-kept-sets.h"
#include "zb-named-sets.h"

/**
 * ZbFilterKeeper:
 *
 * Remembers for an officer the filters of the queue that they have named, among their preferences, so that
 * they have them at any seat. Every queue finds them at the desk.
 */
struct _ZbFilterKeeper
{
  GObject parent_instance;
  ZbPreferences *preferences;
  ZbDesk *desk;
  GListStore *filters; /* NULL while it is not known whose they are */
};

G_DEFINE_FINAL_TYPE (ZbFilterKeeper, zb_filter_keeper, G_TYPE_OBJECT)

/* Among the officer's preferences: {"filters": [{"name": …, "words": […]}]} */
#define NAME "queue"
#define FILTERS "filters"
#define WORDS "words"

static void
keep (ZbFilterKeeper *self)
{
  GVariantDict dictionary;

  if (!self->filters || !zb_preferences_are_known (self->preferences))
    return;
  g_variant_dict_init (&dictionary, NULL);
  g_variant_dict_insert_value (&dictionary, FILTERS, zb_kept_sets_write (self->filters, WORDS));
  zb_preferences_set (self->preferences, NAME, g_variant_dict_end (&dictionary));
}

static void
on_known (ZbFilterKeeper *self)
{
  g_autoptr (GVariant) kept = NULL;

  if (self->filters)
    g_signal_handlers_disconnect_by_data (self->filters, self);
  g_clear_object (&self->filters);
  if (zb_preferences_are_known (self->preferences))
    {
      self->filters = zb_named_sets_new ();
      kept = zb_preferences_get (self->preferences, NAME);
      zb_kept_sets_read (self->filters, kept, FILTERS, WORDS);
      g_signal_connect_object (self->filters, "items-changed", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
    }
  g_object_set (self->desk, "filters", self->filters, NULL);
}

static void
zb_filter_keeper_dispose (GObject *object)
{
  ZbFilterKeeper *self = ZB_FILTER_KEEPER (object);

  g_clear_object (&self->filters);
  g_clear_object (&self->preferences);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (zb_filter_keeper_parent_class)->dispose (object);
}

static void
zb_filter_keeper_class_init (ZbFilterKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_filter_keeper_dispose;
}

static void
zb_filter_keeper_init (ZbFilterKeeper *self)
{
}

/**
 * zb_filter_keeper_new:
 * @preferences: the officer's preferences
 * @desk: where queues find the filters
 *
 * Returns: (transfer full): who remembers the filters
 */
ZbFilterKeeper *
zb_filter_keeper_new (ZbPreferences *preferences, ZbDesk *desk)
{
  ZbFilterKeeper *self = g_object_new (ZB_TYPE_FILTER_KEEPER, NULL);

  self->preferences = g_object_ref (preferences);
  self->desk = g_object_ref (desk);
  g_signal_connect_object (preferences, "notify::known", G_CALLBACK (on_known), self, G_CONNECT_SWAPPED);
  on_known (self);
  return self;
}
