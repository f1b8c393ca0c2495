/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer's layouts, as a list that says what changes in it: whoever keeps them follows it. */
#include "zb-layouts.h"

#include "zb-uuid.h"

/* As it was meant: without the space around it, and no longer than a row has room for. */
static char *
tidy (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name ? name : ""));

  return g_utf8_strlen (trimmed, -1) > ZB_LAYOUT_NAME_MOST
             ? g_utf8_substring (trimmed, 0, ZB_LAYOUT_NAME_MOST)
             : g_steal_pointer (&trimmed);
}

/**
 * zb_layouts_new:
 *
 * Returns: (transfer full): an officer's layouts, none yet
 */
GListStore *
zb_layouts_new (void)
{
  return g_list_store_new (ZB_TYPE_LAYOUT);
}

/**
 * zb_layouts_find:
 * @layouts: an officer's layouts
 * @id: the id of one
 * @position: (out) (optional): where it is
 *
 * Returns: (transfer none) (nullable): the layout
 */
ZbLayout *
zb_layouts_find (GListStore *layouts, const char *id, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (layouts)); i++)
    {
      g_autoptr (ZbLayout) layout = g_list_model_get_item (G_LIST_MODEL (layouts), i);
      if (g_strcmp0 (layout->id, id) != 0)
        continue;
      if (position)
        *position = i;
      return layout;
    }
  return NULL;
}

static ZbLayout *
find_named (GListStore *layouts, const char *name, guint *position)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (layouts)); i++)
    {
      g_autoptr (ZbLayout) layout = g_list_model_get_item (G_LIST_MODEL (layouts), i);
      if (g_strcmp0 (layout->name, name) != 0)
        continue;
      *position = i;
      return layout;
    }
  return NULL;
}

static void
replace (GListStore *layouts, guint position, ZbLayout *layout)
{
  g_list_store_splice (layouts, position, 1, (gpointer *)&layout, 1);
}

/* What is dark at the end need not be said. */
static char **
copy_cameras (const char *const *ids)
{
  guint n = MIN (g_strv_length ((char **)ids), ZB_LAYOUT_CAMERAS_MOST);
  char **copy;

  while (n > 0 && *ids[n - 1] == '\0')
    n--;
  copy = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    copy[i] = g_strdup (ids[i]);
  return copy;
}

/**
 * zb_layouts_save:
 * @layouts: an officer's layouts
 * @name: what it is called
 * @arrangement: (array zero-terminated=1): the name of a shape, and the ids of cameras by place
 *
 * Puts a layout at the end, or in the place of the one that is called the same.
 *
 * Returns: whether it was saved: not without a name, and not beyond %ZB_LAYOUTS_MOST
 */
gboolean
zb_layouts_save (GListStore *layouts, const char *name, const char *const *arrangement)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (layouts));
  g_autofree char *words = tidy (name);
  guint position = n;
  ZbLayout *former = find_named (layouts, words, &position);
  g_autoptr (ZbLayout) layout = g_object_new (ZB_TYPE_LAYOUT, NULL);

  if (*words == '\0' || !arrangement[0] || (!former && n >= ZB_LAYOUTS_MOST))
    return FALSE;
  layout->id = former ? g_strdup (former->id) : zb_uuid_new ();
  layout->name = g_steal_pointer (&words);
  layout->shape = g_strdup (arrangement[0]);
  layout->cameras = copy_cameras (arrangement + 1);
  layout->seconds = former ? former->seconds : 0;
  g_list_store_splice (layouts, position, former != NULL, (gpointer *)&layout, 1);
  return TRUE;
}

/**
 * zb_layouts_rename:
 * @layouts: an officer's layouts
 * @id: the id of one
 * @to: what it is to be called
 *
 * Returns: whether it is: not without a name, and not as another one is
 */
gboolean
zb_layouts_rename (GListStore *layouts, const char *id, const char *to)
{
  g_autofree char *words = tidy (to);
  guint position, other;
  ZbLayout *layout = zb_layouts_find (layouts, id, &position);
  ZbLayout *named = find_named (layouts, words, &other);
  g_autoptr (ZbLayout) renamed = NULL;

  if (!layout || *words == '\0' || (named && named != layout))
    return FALSE;
  if (named == layout)
    return TRUE;
  renamed = ZB_LAYOUT (zb_record_copy (ZB_RECORD (layout)));
  g_set_str (&renamed->name, words);
  replace (layouts, position, renamed);
  return TRUE;
}

/**
 * zb_layouts_set_seconds:
 * @layouts: an officer's layouts
 * @id: the id of one
 * @seconds: how long it is shown when layouts are gone through, 0 for not at all
 */
void
zb_layouts_set_seconds (GListStore *layouts, const char *id, gint64 seconds)
{
  guint position;
  ZbLayout *layout = zb_layouts_find (layouts, id, &position);
  g_autoptr (ZbLayout) changed = NULL;

  if (!layout || layout->seconds == seconds)
    return;
  changed = ZB_LAYOUT (zb_record_copy (ZB_RECORD (layout)));
  changed->seconds = seconds > 0 ? CLAMP (seconds, ZB_LAYOUT_SECONDS_LEAST, ZB_LAYOUT_SECONDS_MOST) : 0;
  replace (layouts, position, changed);
}

/**
 * zb_layouts_put:
 * @layouts: an officer's layouts
 * @position: where it is to be
 * @layout: one that was deleted
 *
 * Puts it back, unless there is one with its id or its name.
 */
void
zb_layouts_put (GListStore *layouts, guint position, ZbLayout *layout)
{
  guint other;

  if (zb_layouts_find (layouts, layout->id, NULL) || find_named (layouts, layout->name, &other))
    return;
  g_list_store_insert (layouts, MIN (position, g_list_model_get_n_items (G_LIST_MODEL (layouts))), layout);
}

/**
 * zb_layout_to_arrangement:
 * @layout: a layout
 *
 * Returns: (transfer full) (array zero-terminated=1): the name of its shape, and the ids of cameras by place,
 *   of all places that there may be
 */
char **
zb_layout_to_arrangement (ZbLayout *layout)
{
  g_autoptr (GStrvBuilder) arrangement = g_strv_builder_new ();
  const guint n = layout->cameras ? g_strv_length (layout->cameras) : 0;

  g_strv_builder_add (arrangement, layout->shape ? layout->shape : "");
  for (guint i = 0; i < ZB_LAYOUT_CAMERAS_MOST; i++)
    g_strv_builder_add (arrangement, i < n ? layout->cameras[i] : "");
  return g_strv_builder_end (arrangement);
}
