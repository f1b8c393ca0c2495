/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How one sees and types at this seat. */
#include "zb-check.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#define SLOW_GRAPHICS                                                                                        \
  N_ ("One can work, but the map and many camera tiles at once are slow. Ask the administrator to install "  \
      "the driver of the graphics card.")

/* OpenGL without a graphics card, by the names that its makers give it. */
static gboolean
is_software (const char *gl)
{
  static const char *const names[] = { "llvmpipe", "softpipe", "swrast", "SwiftShader" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (strstr (gl, names[i]))
      return TRUE;
  return FALSE;
}

/**
 * zb_check_graphics:
 * @title: what the finding is called
 * @facts: what the main thread has seen
 *
 * Returns: (transfer full): who draws the window
 */
ZbFinding *
zb_check_graphics (const char *title, const ZbCheckFacts *facts)
{
  if (g_str_equal (facts->renderer, "GskCairoRenderer"))
    return zb_finding_new (title, ZB_FINDING_WARNING, SLOW_GRAPHICS,
                           N_ ("The window is drawn by the processor (%1$s, %2$s)."), facts->renderer,
                           facts->display);
  if (facts->gl && is_software (facts->gl))
    return zb_finding_new (title, ZB_FINDING_WARNING, SLOW_GRAPHICS,
                           N_ ("The window is drawn by OpenGL on the processor (%1$s, %2$s, %3$s)."),
                           facts->renderer, facts->display, facts->gl);
  return zb_finding_new (title, ZB_FINDING_WELL, NULL,
                         N_ ("The window is drawn by the graphics card (%1$s, %2$s, %3$s)."), facts->renderer,
                         facts->display, facts->gl ? facts->gl : "?");
}

/* --- input method ---------------------------------------------------------------------------------- */

static const struct
{
  const char *name, *bus_name;
} frameworks[] = {
  { "IBus", "org.freedesktop.IBus" },
  { "IBus", "org.freedesktop.portal.IBus" },
  { "Fcitx", "org.fcitx.Fcitx5" },
  { "Fcitx", "org.freedesktop.portal.Fcitx" },
};

static gboolean
has_owner (GDBusConnection *bus, const char *name)
{
  g_autoptr (GVariant) reply = g_dbus_connection_call_sync (
      bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus", "NameHasOwner",
      g_variant_new ("(s)", name), G_VARIANT_TYPE ("(b)"), G_DBUS_CALL_FLAGS_NONE, 2000, NULL, NULL);
  gboolean owned = FALSE;

  if (reply)
    g_variant_get (reply, "(b)", &owned);
  return owned;
}

static const char *
find_framework (void)
{
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);

  for (gsize i = 0; bus && i < G_N_ELEMENTS (frameworks); i++)
    if (has_owner (bus, frameworks[i].bus_name))
      return frameworks[i].name;
  return NULL;
}

/* Whether what reads the keys hands them to an input method. */
static gboolean
hands_over (const char *context)
{
  static const char *const known[] = { "ibus", "fcitx", "fcitx5", "wayland", "waylandgtk" };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_ascii_strcasecmp (context, known[i]) == 0)
      return TRUE;
  return FALSE;
}

/**
 * zb_check_input_method:
 * @title: what the finding is called
 * @facts: what the main thread has seen
 *
 * Returns: (transfer full): whether Chinese can be typed
 */
ZbFinding *
zb_check_input_method (const char *title, const ZbCheckFacts *facts)
{
  const char *framework = find_framework ();

  if (!framework)
    return zb_finding_new (
        title, ZB_FINDING_WARNING,
        N_ ("Install IBus with Pinyin (in Debian: ibus-libpinyin), sign in to this machine "
            "again, then run the self-test again."),
        N_ ("No input method runs: Chinese can be pasted, but not typed."));
  if (!hands_over (facts->input_method))
    return zb_finding_new (
        title, ZB_FINDING_WARNING,
        N_ ("Sign in to this machine again; where that does not help, ask the administrator "
            "to install its module for GTK 4 and to set GTK_IM_MODULE."),
        N_ ("%1$s runs, but the console reads keys with “%2$s”: Chinese cannot be typed."), framework,
        facts->input_method);
  return zb_finding_new (title, ZB_FINDING_WELL, NULL, N_ ("Chinese is typed with %1$s (%2$s)."), framework,
                         facts->input_method);
}
