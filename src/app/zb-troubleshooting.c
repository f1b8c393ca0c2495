/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What whoever helps needs to know of a console: its version, the system's, the settings that matter, and the
 * findings of the self-test. No user name, no password or token, no path: a path can have a name in it. */
#include "zb-troubleshooting.h"

#include <adwaita.h>
#include <gst/gst.h>
#include <libsoup/soup.h>
#include <shumate/shumate.h>

static void
add_versions (GString *text)
{
  g_autofree char *os = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);
  guint major, minor, micro, nano;

  gst_version (&major, &minor, &micro, &nano);
  g_string_append_printf (text, "Zhiban %s\n", ZB_VERSION);
  g_string_append_printf (text, "System: %s%s\n", os ? os : "?",
                          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? ", Flatpak" : "");
  g_string_append_printf (text, "GTK %u.%u.%u, libadwaita %u.%u.%u, GLib %u.%u.%u\n",
                          gtk_get_major_version (), gtk_get_minor_version (), gtk_get_micro_version (),
                          adw_get_major_version (), adw_get_minor_version (), adw_get_micro_version (),
                          glib_major_version, glib_minor_version, glib_micro_version);
  g_string_append_printf (text, "GStreamer %u.%u.%u, libsoup %u.%u.%u, libshumate %d.%d.%d\n", major, minor,
                          micro, soup_get_major_version (), soup_get_minor_version (),
                          soup_get_micro_version (), SHUMATE_MAJOR_VERSION, SHUMATE_MINOR_VERSION,
                          SHUMATE_MICRO_VERSION);
}

/* Addresses may carry a name before the host: only the host is told. */
static void
add_platform (GString *text, GSettings *settings, const char *url)
{
  g_autofree char *choice = g_settings_get_string (settings, "platform-choice");
  g_autoptr (GUri) uri = url ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;

  g_string_append_printf (text, "Platform: %s (%s)\n", uri ? g_uri_get_host (uri) : "none", choice);
}

static void
add_settings (GString *text, GSettings *settings)
{
  static const char *const names[] = { "style",     "sound-volume", "sound-high", "sound-medium",
                                       "sound-low", "mutes",        "sound-test", "lock-minutes",
                                       "page",      "maximized",    "layers" };

  g_string_append (text, "Settings:");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GVariant) value = g_settings_get_value (settings, names[i]);
      g_autofree char *words = g_variant_print (value, FALSE);
      g_string_append_printf (text, " %s=%s", names[i], words);
    }
  g_string_append_c (text, '\n');
}

static void
add_environment (GString *text)
{
  static const char *const names[] = { "LANG",
                                       "XDG_SESSION_TYPE",
                                       "XDG_CURRENT_DESKTOP",
                                       "GDK_BACKEND",
                                       "GSK_RENDERER",
                                       "GTK_IM_MODULE",
                                       "XMODIFIERS",
                                       "GDK_SCALE",
                                       "GST_PLUGIN_FEATURE_RANK",
                                       "LIBGL_ALWAYS_SOFTWARE" };

  g_string_append (text, "Environment:");
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_getenv (names[i]))
      g_string_append_printf (text, " %s=%s", names[i], g_getenv (names[i]));
  g_string_append_c (text, '\n');
}

static void
add_screens (GString *text, GtkWidget *widget)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (widget));
  int dpi = 0;

  g_string_append (text, "Screens:");
  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      GdkRectangle box;
      gdk_monitor_get_geometry (monitor, &box);
      g_string_append_printf (text, " %dx%d at %g", box.width, box.height, gdk_monitor_get_scale (monitor));
    }
  g_object_get (gtk_widget_get_settings (widget), "gtk-xft-dpi", &dpi, NULL);
  if (dpi > 0)
    g_string_append_printf (text, ", text at %g", dpi / 1024.0 / 96.0);
  g_string_append_c (text, '\n');
}

/**
 * zb_troubleshooting_to_text:
 * @test: the self-test, which has run
 * @settings: the console's
 * @widget: a widget that is shown
 * @url: (nullable): the platform's address
 *
 * Returns: (transfer full): a text for whoever helps, in English, with the findings in the officer's language
 *   below
 */
char *
zb_troubleshooting_to_text (ZbSelfTest *test, GSettings *settings, GtkWidget *widget, const char *url)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *english = zb_self_test_to_text (test, TRUE);
  g_autofree char *words = zb_self_test_to_text (test, FALSE);

  add_versions (text);
  add_platform (text, settings, url);
  add_settings (text, settings);
  add_environment (text);
  add_screens (text, widget);
  g_string_append_printf (text, "\n%s", english);
  if (!g_str_equal (english, words))
    g_string_append_printf (text, "\n%s", words);
  return g_string_free (g_steal_pointer (&text), FALSE);
}
