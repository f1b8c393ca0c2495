/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-video-keeper.h"

/**
 * ZbVideoKeeper:
 *
 * Remembers for an officer which cameras are in which tiles, and which they come back to, among their
 * preferences, so that they have them at any seat. Who has arranged nothing yet starts from what the seat
 * showed last.
 */
struct _ZbVideoKeeper
{
  GObject parent_instance;
  ZbPreferences *preferences;
  ZbVideoPage *page;  /* not owned: the window has both */
  const char *layout; /* the name of its arrangement; one of the constants below */
  gboolean taking;    /* what is arranged now is what was remembered */
};

G_DEFINE_FINAL_TYPE (ZbVideoKeeper, zb_video_keeper, G_TYPE_OBJECT)

/* Among the officer's preferences: {"layout": ["9", "…", …], "window": ["4", …], "favourites": ["…", …]} */
#define NAME "video"
#define LAYOUT "layout"
#define WINDOW "window"
#define FAVOURITES "favourites"

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
take_member (ZbVideoKeeper *self, GVariant *kept, const char *member, const char *property)
{
  g_autoptr (GVariant) list = g_variant_lookup_value (kept, member, G_VARIANT_TYPE_ARRAY);
  g_auto (GStrv) texts = list ? read_layout (list) : NULL;

  if (texts)
    g_object_set (self->page, property, texts, NULL);
}

/* The pages have one list of favourites, which is remembered with the first of them. */
static gboolean
has_favourites (ZbVideoKeeper *self)
{
  return g_str_equal (self->layout, LAYOUT);
}

/* Another officer has other favourites, or none yet. */
static void
take (ZbVideoKeeper *self)
{
  g_autoptr (GVariant) kept = zb_preferences_get (self->preferences, NAME);

  self->taking = TRUE;
  if (has_favourites (self))
    g_object_set (self->page, "favourites", NULL, NULL);
  if (kept && g_variant_is_of_type (kept, G_VARIANT_TYPE_VARDICT))
    {
      take_member (self, kept, self->layout, "layout");
      if (has_favourites (self))
        take_member (self, kept, FAVOURITES, "favourites");
    }
  self->taking = FALSE;
}

static void
on_known (ZbVideoKeeper *self)
{
  if (self->page)
    take (self);
}

/* What else is among them stays. */
static void
keep_member (ZbVideoKeeper *self, const char *member, const char *property)
{
  g_auto (GStrv) texts = NULL;
  g_autoptr (GVariant) kept = NULL;
  GVariantDict dictionary;

  if (self->taking || !self->page || !zb_preferences_are_known (self->preferences))
    return;
  kept = zb_preferences_get (self->preferences, NAME);
  g_variant_dict_init (&dictionary,
                       kept && g_variant_is_of_type (kept, G_VARIANT_TYPE_VARDICT) ? kept : NULL);
  g_object_get (self->page, property, &texts, NULL);
  g_variant_dict_insert_value (&dictionary, member, g_variant_new_strv ((const char *const *)texts, -1));
  zb_preferences_set (self->preferences, NAME, g_variant_dict_end (&dictionary));
}

static void
keep_layout (ZbVideoKeeper *self)
{
  keep_member (self, self->layout, "layout");
}

static void
keep_favourites (ZbVideoKeeper *self)
{
  if (has_favourites (self))
    keep_member (self, FAVOURITES, "favourites");
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

static ZbVideoKeeper *
new_keeper (ZbPreferences *preferences, ZbVideoPage *page, const char *layout)
{
  ZbVideoKeeper *self = g_object_new (ZB_TYPE_VIDEO_KEEPER, NULL);

  self->preferences = g_object_ref (preferences);
  self->layout = layout;
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (preferences, "notify::known", G_CALLBACK (on_known), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (page, "notify::layout", G_CALLBACK (keep_layout), self, G_CONNECT_SWAPPED);
  on_known (self);
  g_signal_connect_object (page, "notify::favourites", G_CALLBACK (keep_favourites), self, G_CONNECT_SWAPPED);
  return self;
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
  return new_keeper (preferences, page, LAYOUT);
}

/**
 * zb_video_keeper_new_for_window:
 * @preferences: the officer's preferences
 * @page: the page of the second window
 *
 * Returns: (transfer full): who remembers what they have arranged there
 */
ZbVideoKeeper *
zb_video_keeper_new_for_window (ZbPreferences *preferences, ZbVideoPage *page)
{
  return new_keeper (preferences, page, WINDOW);
}
