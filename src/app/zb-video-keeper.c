/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-video-keeper.h"

/**
 * ZbVideoKeeper:
 *
 * Remembers for an officer which cameras are in which tiles, among their preferences, so that they have them
 * at any seat. Who has arranged nothing yet starts from what the seat showed last.
 */
struct _ZbVideoKeeper
{
  GObject parent_instance;
  ZbPreferences *preferences;
  ZbVideoPage *page; /* not owned: the window has both */
  gboolean taking;   /* what is arranged now is what was remembered */
};

G_DEFINE_FINAL_TYPE (ZbVideoKeeper, zb_video_keeper, G_TYPE_OBJECT)

/* Among the officer's preferences: {"layout": ["9", "…", …]} */
#define NAME "video"
#define LAYOUT "layout"

/* What came as JSON is a list of anything. */
static char **
read_layout (GVariant *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) item = g_variant_is_of_type (child, G_VARIANT_TYPE_VARIANT)
                                      ? g_variant_get_variant (child)
                                      : g_variant_ref (child);
      g_strv_builder_add (builder, g_variant_is_of_type (item, G_VARIANT_TYPE_STRING)
                                       ? g_variant_get_string (item, NULL)
                                       : "");
    }
  return g_strv_builder_end (builder);
}

static void
take (ZbVideoKeeper *self)
{
  g_autoptr (GVariant) kept = zb_preferences_get (self->preferences, NAME);
  g_autoptr (GVariant) list = kept && g_variant_is_of_type (kept, G_VARIANT_TYPE_VARDICT)
                                  ? g_variant_lookup_value (kept, LAYOUT, G_VARIANT_TYPE_ARRAY)
                                  : NULL;
  g_auto (GStrv) layout = list ? read_layout (list) : NULL;

  self->taking = TRUE;
  if (layout)
    g_object_set (self->page, "layout", layout, NULL);
  self->taking = FALSE;
}

static void
on_known (ZbVideoKeeper *self)
{
  if (self->page && zb_preferences_are_known (self->preferences))
    take (self);
}

static void
keep (ZbVideoKeeper *self)
{
  g_auto (GStrv) layout = NULL;
  GVariantDict dictionary;

  if (self->taking || !self->page || !zb_preferences_are_known (self->preferences))
    return;
  g_variant_dict_init (&dictionary, NULL);
  g_object_get (self->page, "layout", &layout, NULL);
  g_variant_dict_insert_value (&dictionary, LAYOUT, g_variant_new_strv ((const char *const *)layout, -1));
  zb_preferences_set (self->preferences, NAME, g_variant_dict_end (&dictionary));
}

static void
zb_video_keeper_dispose (GObject *object)
{
  ZbVideoKeeper *self = ZB_VIDEO_KEEPER (object);

  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->preferences);
  G_OBJECT_CLASS (zb_video_keeper_parent_class)->dispose (object);
}

static void
zb_video_keeper_class_init (ZbVideoKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_video_keeper_dispose;
}

static void
zb_video_keeper_init (ZbVideoKeeper *self)
{
}

/**
 * zb_video_keeper_new:
 * @preferences: the officer's preferences
 * @page: the page whose tiles they arrange
 *
 * Returns: (transfer full): who remembers what they have arranged
 */
ZbVideoKeeper *
zb_video_keeper_new (ZbPreferences *preferences, ZbVideoPage *page)
{
  ZbVideoKeeper *self = g_object_new (ZB_TYPE_VIDEO_KEEPER, NULL);

  self->preferences = g_object_ref (preferences);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (preferences, "notify::known", G_CALLBACK (on_known), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::layout", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
  on_known (self);
  return self;
}
