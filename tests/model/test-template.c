/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-template.h"

static const ZbTemplateFacts facts = { "天山路 889 弄", "14:30:52", "{place}" };

static void
assert_filled (const char *text, const char *expected)
{
  g_autofree char *filled = zb_template_fill (text, &facts);

  g_assert_cmpstr (filled, ==, expected);
}

/* What is filled in is not looked through again. */
static void
test_fill (void)
{
  assert_filled ("{time} 在{place}发现明火", "14:30:52 在天山路 889 弄发现明火");
  assert_filled ("{device}", "{place}");
  assert_filled ("{owner} {", "{owner} {");
  assert_filled (NULL, "");
}

static ZbTemplate *
make (const char *name, const char *task)
{
  ZbTemplate *it = g_object_new (ZB_TYPE_TEMPLATE, NULL);

  it->name = g_strdup (name);
  it->task = g_strdup (task);
  return it;
}

/* One of a name, and no more than there is room for. */
static void
test_save (void)
{
  g_autoptr (GListStore) templates = g_list_store_new (ZB_TYPE_TEMPLATE);

  for (guint i = 0; i < 2 * ZB_TEMPLATES_MOST; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);
      g_autoptr (ZbTemplate) it = make (name, "first");
      zb_templates_save (templates, it);
    }
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (templates)), ==, ZB_TEMPLATES_MOST);
  g_autoptr (ZbTemplate) again = make ("7", "second");
  zb_templates_save (templates, again);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (templates)), ==, ZB_TEMPLATES_MOST);
  g_autoptr (ZbTemplate) seventh = g_list_model_get_item (G_LIST_MODEL (templates), 7);
  g_assert_cmpstr (seventh->task, ==, "second");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/template/fill", test_fill);
  g_test_add_func ("/template/save", test_save);
  return g_test_run ();
}
