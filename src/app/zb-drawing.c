/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-drawing.h"

#include <unistd.h>

static gboolean
has_render_node (const char *cards)
{
  g_autoptr (GDir) folder = g_dir_open (cards, 0, NULL);
  const char *name;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *node = g_build_filename (cards, name, NULL);
      if (g_str_has_prefix (name, "renderD") && access (node, R_OK | W_OK) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Beside what is disabled already. */
static void
disable (const char *what)
{
  const char *already = g_getenv ("GDK_DISABLE");
  g_autofree char *both = already ? g_strconcat (already, ",", what, NULL) : g_strdup (what);

  g_setenv ("GDK_DISABLE", both, TRUE);
}

/**
 * zb_drawing_set_up:
 * @cards: (type filename): the folder of the system's graphics cards, /dev/dri
 *
 * Has the windows drawn by the processor alone where no graphics card can be used, and does not even open
 * OpenGL for them: a program that plays a graphics card is several times slower than drawing without one,
 * takes 85 MiB, and is loaded with the display although nothing is drawn by it. Whoever names a renderer in
 * GSK_RENDERER gets that. To be called before the display is opened and before any thread is begun.
 */
void
zb_drawing_set_up (const char *cards)
{
  if (!has_render_node (cards))
    g_setenv ("GSK_RENDERER", "cairo", FALSE);
  if (g_strcmp0 (g_getenv ("GSK_RENDERER"), "cairo") == 0)
    disable ("gl,vulkan");
}
