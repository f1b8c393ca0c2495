/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By what a window is drawn, with and without a graphics card: the environment says so to the toolkit. */
#include "zb-drawing.h"

#include <glib/gstdio.h>

static char *
make_cards (const char *node)
{
  char *folder = g_dir_make_tmp ("zhiban-cards-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, node, NULL);

  g_assert_true (g_file_set_contents (path, "", 0, NULL));
  return folder;
}

static void
remove_cards (const char *folder, const char *node)
{
  g_autofree char *path = g_build_filename (folder, node, NULL);

  g_unlink (path);
  g_rmdir (folder);
}

/* What is chosen where the cards are @node, somebody asked for @renderer and had disabled @disabled. */
static void
assert_choice (const char *node, const char *renderer, const char *disabled, const char *chosen,
               const char *disabled_then)
{
  g_autofree char *folder = make_cards (node);

  g_unsetenv ("GSK_RENDERER");
  g_unsetenv ("GDK_DISABLE");
  if (renderer)
    g_setenv ("GSK_RENDERER", renderer, TRUE);
  if (disabled)
    g_setenv ("GDK_DISABLE", disabled, TRUE);
  zb_drawing_set_up (folder);
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, chosen);
  g_assert_cmpstr (g_getenv ("GDK_DISABLE"), ==, disabled_then);
  remove_cards (folder, node);
}

static void
test_card (void)
{
  assert_choice ("renderD128", NULL, NULL, NULL, NULL);
  assert_choice ("renderD128", "cairo", NULL, "cairo", "gl,vulkan");
  assert_choice ("renderD129", NULL, "dmabuf", NULL, "dmabuf");
}

/* A machine's virtual screen has a card that cannot render. */
static void
test_no_card (void)
{
  assert_choice ("card0", NULL, NULL, "cairo", "gl,vulkan");
  assert_choice ("card0", NULL, "dmabuf", "cairo", "dmabuf,gl,vulkan");
  assert_choice ("card0", "ngl", NULL, "ngl", NULL);
  zb_drawing_set_up ("/nowhere");
  g_assert_cmpstr (g_getenv ("GSK_RENDERER"), ==, "ngl");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drawing/card", test_card);
  g_test_add_func ("/drawing/no-card", test_no_card);
  return g_test_run ();
}
