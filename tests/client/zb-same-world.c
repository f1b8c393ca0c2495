/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-same-world.h"

#include "zb-feed-frame.h"

static const ZbKind kinds[] = { ZB_KIND_AREA,       ZB_KIND_ORGANISATION, ZB_KIND_ALGORITHM,
                                ZB_KIND_PLAN,       ZB_KIND_ALERT,        ZB_KIND_CASE,
                                ZB_KIND_ASSIGNMENT, ZB_KIND_UNIT,         ZB_KIND_DEVICE };

static void
assert_same (ZbEntity *theirs, ZbEntity *ours)
{
  if (ours == NULL)
    g_error ("%s %s is not in the console's world", G_OBJECT_TYPE_NAME (theirs), theirs->id);
  if (!zb_record_equal (ZB_RECORD (theirs), ZB_RECORD (ours)))
    g_error ("%s %s differs: version %" G_GINT64_FORMAT " there, %" G_GINT64_FORMAT " here",
             G_OBJECT_TYPE_NAME (ours), ours->id, theirs->version, ours->version);
}

static guint
assert_same_page (ZbListPage *page, ZbWorld *world, ZbKind kind)
{
  g_assert_cmpuint (page->unreadable->len, ==, 0);
  for (guint i = 0; i < page->entities->len; i++)
    {
      ZbEntity *theirs = g_ptr_array_index (page->entities, i);
      assert_same (theirs, zb_world_lookup (world, kind, theirs->id));
    }
  return page->entities->len;
}

static guint
assert_same_kind (ZbTestPlatform *platform, const char *who, ZbWorld *world, ZbKind kind)
{
  g_autofree char *after = g_strdup ("");
  guint n = 0;

  while (after != NULL)
    {
      g_autofree char *path =
          g_strdup_printf ("/%s?limit=5000%s%s", zb_kind_get_plural (kind), *after ? "&after=" : "", after);
      g_autoptr (ZbTestAnswer) answer = zb_test_get (platform, who, path);
      g_autoptr (GError) error = NULL;
      g_autoptr (ZbListPage) page = zb_list_page_parse (kind, answer->text, strlen (answer->text), &error);

      zb_test_assert_status (answer, 200);
      g_assert_no_error (error);
      n += assert_same_page (page, world, kind);
      g_free (after);
      after = g_strdup (page->next);
    }
  g_assert_cmpuint (zb_store_get_size (zb_world_get_store (world, kind)), ==, n);
  return n;
}

/* Asserts that @world holds what the platform tells @who, entity by entity, and nothing else.
 * Returns how many entities were compared. */
guint
zb_assert_same_world (ZbTestPlatform *platform, const char *who, ZbWorld *world)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    n += assert_same_kind (platform, who, world, kinds[i]);
  return n;
}
