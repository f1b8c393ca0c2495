/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The last picture of each camera that was looked at, for the moment until it plays again: one a camera,
 * the latest ones only, and none for another officer. */
#include "zb-stills.h"

typedef struct
{
  char *key;
  GdkTexture *texture;
  gint64 time;
} Still;

static GQueue stills = G_QUEUE_INIT; /* the latest first */

static void
still_free (gpointer data)
{
  Still *still = data;
  g_object_unref (still->texture);
  g_free (still->key);
  g_free (still);
}

static GList *
find_link (const char *key)
{
  for (GList *link = stills.head; link; link = link->next)
    if (g_str_equal (((Still *)link->data)->key, key))
      return link;
  return NULL;
}

static void
drop (GList *link)
{
  still_free (link->data);
  g_queue_delete_link (&stills, link);
}

/**
 * zb_stills_keep:
 * @key: whose picture
 * @still: the picture
 * @time: when it came, µs UTC
 *
 * Keeps a picture in the place of the one before; the oldest goes where there are too many.
 */
void
zb_stills_keep (const char *key, GdkTexture *still, gint64 time)
{
  GList *former = find_link (key);
  Still *kept = g_new (Still, 1);
  *kept = (Still){ g_strdup (key), g_object_ref (still), time };
  if (former)
    drop (former);
  g_queue_push_head (&stills, kept);
  if (stills.length > ZB_STILLS_MOST)
    drop (stills.tail);
}

/**
 * zb_stills_find:
 * @key: whose picture
 * @time: (out): when it came, µs UTC; 0 where there is none
 *
 * Returns: (transfer none) (nullable): the picture
 */
GdkTexture *
zb_stills_find (const char *key, gint64 *time)
{
  GList *link = find_link (key);
  *time = link ? ((Still *)link->data)->time : 0;
  return link ? ((Still *)link->data)->texture : NULL;
}

/**
 * zb_stills_forget:
 *
 * Drops all of them: what one officer may see another perhaps may not.
 */
void
zb_stills_forget (void)
{
  while (stills.head)
    drop (stills.head);
}

/**
 * zb_stills_count:
 *
 * Returns: how many there are
 */
guint
zb_stills_count (void)
{
  return stills.length;
}
