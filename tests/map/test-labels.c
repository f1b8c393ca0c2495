/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names on the map: what a style writes, how a name goes along a street, and which of them have room. */
#include "zb-label-board.h"
#include "zb-label-finder.h"
#include "zb-label-fixture.h"
#include "zb-style-expression.h"

#include <math.h>

#define SIZE 512

static const ZbTileKey here = { 15, 27442, 13374 };

static ZbVectorTile *
make_tile (void)
{
  g_autoptr (GBytes) bytes = zb_label_fixture_tile ();

  return zb_vector_tile_new (bytes, NULL);
}

static GPtrArray *
find_names (ZbTileKey of)
{
  g_autoptr (ZbVectorTile) tile = make_tile ();
  g_autoptr (ZbLabelStyle) style = zb_label_style_new (zb_label_fixture_style);

  return zb_label_finder_find (style, tile, here, of, SIZE, 1);
}

static const ZbLabel *
find_name (GPtrArray *labels, const char *text)
{
  for (guint i = 0; i < labels->len; i++)
    if (g_str_equal (((ZbLabel *)labels->pdata[i])->text, text))
      return labels->pdata[i];
  g_error ("no name %s", text);
}

/* --- a tile ------------------------------------------------------------------------------------ */

typedef struct
{
  guint n;
  gboolean steep;
} Seen;

static void
on_road (const ZbVectorFeature *feature, gpointer data)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (ZbVectorPoint));
  ZbVectorValue name, nothing;
  Seen *seen = data;

  seen->n++;
  g_assert_cmpint (zb_vector_feature_get_shape (feature), ==, ZB_VECTOR_LINE);
  g_assert_true (zb_vector_feature_lookup (feature, "name", &name));
  g_assert_false (zb_vector_feature_lookup (feature, "colour", &nothing));
  if (!g_str_equal (name.text, "中山西路"))
    return;
  zb_vector_feature_read (feature, points);
  g_assert_cmpuint (points->len, ==, 2);
  g_assert_true (g_array_index (points, ZbVectorPoint, 0).begins);
  g_assert_false (g_array_index (points, ZbVectorPoint, 1).begins);
  g_assert_cmpfloat (g_array_index (points, ZbVectorPoint, 1).x, ==, 700 / 4096.0f);
  g_assert_cmpfloat (g_array_index (points, ZbVectorPoint, 1).y, ==, 1400 / 4096.0f);
  seen->steep = TRUE;
}

static void
test_tile (void)
{
  g_autoptr (ZbVectorTile) tile = make_tile ();
  g_autoptr (GBytes) noise = g_bytes_new_static ("no tile at all", 14);
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  zb_vector_tile_foreach (tile, "road", on_road, &seen);
  g_assert_cmpuint (seen.n, ==, 4);
  g_assert_true (seen.steep);
  g_assert_null (zb_vector_tile_new (noise, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL);
}

/* --- a style ----------------------------------------------------------------------------------- */

static void
on_expression (const ZbVectorFeature *feature, gpointer data)
{
  static const struct
  {
    const char *expression;
    gboolean holds;
  } cases[] = {
    { "[\"has\",\"name\"]", TRUE },
    { "[\"has\",\"colour\"]", FALSE },
    { "[\"!\",[\"has\",\"colour\"]]", TRUE },
    { "[\"==\",[\"get\",\"name\"],\"天山路\"]", TRUE },
    { "[\"!=\",[\"get\",\"name\"],\"天山路\"]", FALSE },
    { "[\">=\",[\"get\",\"length\"],900]", TRUE },
    { "[\">\",[\"get\",\"length\"],900]", FALSE },
    { "[\"<\",[\"get\",\"length\"],901]", TRUE },
    { "[\"<=\",[\"get\",\"name\"],900]", FALSE },
    { "[\"all\",[\"has\",\"name\"],[\"has\",\"colour\"]]", FALSE },
    { "[\"any\",[\"has\",\"name\"],[\"has\",\"colour\"]]", TRUE },
    { "[\"==\",[\"zoom\"],15]", TRUE },
    { "[\"unheard-of\",1]", FALSE },
    { "[[[[[[]]]]]]", FALSE },
  };
  ZbVectorValue name;

  if (!zb_vector_feature_lookup (feature, "name", &name) || !g_str_equal (name.text, "天山路"))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      yyjson_doc *doc = yyjson_read (cases[i].expression, strlen (cases[i].expression), 0);

      g_test_message ("%s", cases[i].expression);
      g_assert_cmpint (zb_style_expression_holds (yyjson_doc_get_root (doc), feature, 15), ==,
                       cases[i].holds);
      yyjson_doc_free (doc);
    }
  *(guint *)data += 1;
}

static void
test_expressions (void)
{
  g_autoptr (ZbVectorTile) tile = make_tile ();
  guint n = 0;

  zb_vector_tile_foreach (tile, "road", on_expression, &n);
  g_assert_cmpuint (n, ==, 1);
}

static void
test_interpolation (void)
{
  static const char sizes[] = "[\"interpolate\",[\"exponential\",2],[\"zoom\"],12,10,14,40]";
  yyjson_doc *doc = yyjson_read (sizes, strlen (sizes), 0);
  yyjson_val *size = yyjson_doc_get_root (doc);

  g_assert_cmpfloat (zb_style_expression_get_number (size, NULL, 9, 0), ==, 10);
  g_assert_cmpfloat (zb_style_expression_get_number (size, NULL, 12, 0), ==, 10);
  /* A third of the way: (2¹ − 1) / (2² − 1). */
  g_assert_cmpfloat_with_epsilon (zb_style_expression_get_number (size, NULL, 13, 0), 20, 1e-9);
  g_assert_cmpfloat (zb_style_expression_get_number (size, NULL, 14, 0), ==, 40);
  g_assert_cmpfloat (zb_style_expression_get_number (size, NULL, 20, 0), ==, 40);
  yyjson_doc_free (doc);
}

static void
test_stripped (void)
{
  g_autofree char *stripped = zb_label_style_strip (zb_label_fixture_style);
  g_autofree char *nothing = zb_label_style_strip ("no style");

  g_assert_nonnull (strstr (stripped, "background"));
  g_assert_null (strstr (stripped, "symbol"));
  g_assert_cmpstr (nothing, ==, "no style");
}

/* --- names ------------------------------------------------------------------------------------- */

static const graphene_rect_t *
get_box (const ZbLabel *label, guint i)
{
  return &g_array_index (label->boxes, graphene_rect_t, i);
}

/* The crooked street has none, and neither has the one that is too short. */
static void
test_which (void)
{
  g_autoptr (GPtrArray) labels = find_names (here);

  g_assert_cmpuint (labels->len, ==, 3);
  g_assert_cmpfloat (find_name (labels, "中山西路")->length, >, 300);
  g_assert_cmpuint (find_name (labels, "天山路")->rank, >, find_name (labels, "◆ 娄山关路")->rank);
}

static void
test_directions (void)
{
  g_autoptr (GPtrArray) labels = find_names (here);
  const ZbLabel *level = find_name (labels, "天山路"), *steep = find_name (labels, "中山西路");

  for (guint i = 1; i < level->boxes->len; i++)
    g_assert_cmpfloat (get_box (level, i)->origin.x, >, get_box (level, i - 1)->origin.x + 8);
  for (guint i = 1; i < steep->boxes->len; i++)
    g_assert_cmpfloat (get_box (steep, i)->origin.y, >, get_box (steep, i - 1)->origin.y + 8);
  g_assert_cmpfloat (level->frame.size.width, >, 1.5 * level->frame.size.height);
  g_assert_cmpfloat (steep->frame.size.height, >, 1.5 * steep->frame.size.width);
  g_assert_cmpint (gdk_texture_get_width (steep->image), ==, (int)steep->frame.size.width);
}

/* Each name belongs to one part of the tile, wherever the parts are cut. */
static void
test_parts (void)
{
  guint n = 0;

  for (int part = 0; part < 4; part++)
    {
      const ZbTileKey of = { here.zoom + 1, 2 * here.x + part % 2, 2 * here.y + part / 2 };
      g_autoptr (GPtrArray) labels = find_names (of);

      n += labels->len;
      for (guint i = 0; i < labels->len; i++)
        {
          const ZbLabel *label = labels->pdata[i];

          g_assert_cmpint ((int)(label->place.x / SIZE), ==, of.x);
          g_assert_cmpint ((int)(label->place.y / SIZE), ==, of.y);
        }
    }
  /* At twice the size the crooked street has room for its name, too. */
  g_assert_cmpuint (n, ==, 4);
}

/* --- the board --------------------------------------------------------------------------------- */

static ZbLabel *
make_name (const char *text, double x, double y, guint rank)
{
  ZbLabelLook look = { .text = (char *)text, .size = 12, .apart = 300, .padding = 2, .rank = rank };

  return zb_label_new_at (&look, (ZbLabelPlace){ x, y }, 1);
}

static gboolean
overlap (const ZbLabel *a, const ZbLabel *b)
{
  const graphene_rect_t *one = &a->frame, *other = &b->frame;
  const double dx = b->place.x - a->place.x, dy = b->place.y - a->place.y;
  const graphene_rect_t moved = GRAPHENE_RECT_INIT (
      (float)(other->origin.x + dx), (float)(other->origin.y + dy), other->size.width, other->size.height);

  return graphene_rect_intersection (one, &moved, NULL);
}

static GPtrArray *
make_many (GRand *random, guint n)
{
  GPtrArray *labels = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_label_unref);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("路%d", g_rand_int_range (random, 0, 60));

      /* Where floats have no half pixels any more. */
      g_ptr_array_add (labels, make_name (text, 3e7 + g_rand_double_range (random, 0, 900),
                                          3e7 + g_rand_double_range (random, 0, 600),
                                          (guint)g_rand_int_range (random, 0, 5)));
    }
  return labels;
}

static void
check_board (GPtrArray *placed)
{
  for (guint i = 0; i < placed->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const ZbLabel *a = placed->pdata[i], *b = placed->pdata[j];

        g_assert_false (overlap (a, b));
        g_assert_false (g_str_equal (a->text, b->text) &&
                        hypot (a->place.x - b->place.x, a->place.y - b->place.y) < a->apart / 2);
      }
}

/* What has no place would cover a name that has one, or say it again. */
static gboolean
has_reason (GPtrArray *placed, const ZbLabel *label)
{
  for (guint i = 0; i < placed->len; i++)
    {
      const ZbLabel *other = placed->pdata[i];

      if (hypot (other->place.x - label->place.x, other->place.y - label->place.y) < label->apart / 2)
        return TRUE;
    }
  return FALSE;
}

static void
test_board (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261126);

  for (guint round = 0; round < 8; round++)
    {
      g_autoptr (GPtrArray) first = make_many (random, 150), more = make_many (random, 150);
      g_autoptr (ZbLabelBoard) board = zb_label_board_new ();
      GPtrArray *placed = zb_label_board_get_placed (board);
      guint n;

      zb_label_board_place (board, first);
      n = placed->len;
      g_assert_true (n > 10 && placed->pdata[0] == first->pdata[0]);
      for (guint i = 0; i < first->len; i++)
        g_assert_true (g_ptr_array_find (placed, first->pdata[i], NULL) ||
                       has_reason (placed, first->pdata[i]));
      zb_label_board_place (board, more);
      for (guint i = 1; i < n; i++)
        g_assert_cmpuint (((ZbLabel *)placed->pdata[i])->rank, <=, ((ZbLabel *)placed->pdata[i - 1])->rank);
      check_board (placed);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/labels/tile", test_tile);
  g_test_add_func ("/map/labels/expressions", test_expressions);
  g_test_add_func ("/map/labels/interpolation", test_interpolation);
  g_test_add_func ("/map/labels/stripped", test_stripped);
  g_test_add_func ("/map/labels/which", test_which);
  g_test_add_func ("/map/labels/directions", test_directions);
  g_test_add_func ("/map/labels/parts", test_parts);
  g_test_add_func ("/map/labels/board", test_board);
  return g_test_run ();
}
