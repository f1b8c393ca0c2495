/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer chooses in the settings is kept, and what is kept is shown. */
#include "zb-sample-window.h"
#include "zb-settings-dialog.h"
#include "zb-settings.h"

static GtkWidget *
find_titled (GtkWidget *widget, const char *title)
{
  if (ADW_IS_COMBO_ROW (widget) &&
      g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, title);
      if (found)
        return found;
    }
  return NULL;
}

static void
test_transport (void)
{
  g_autoptr (GSettings) settings = zb_settings_new ();
  g_settings_reset (settings, "video-transport");
  GtkWidget *window = zb_sample_show (adw_bin_new (), 900, 860);
  AdwDialog *dialog = zb_settings_dialog_new (settings);
  adw_dialog_present (dialog, window);
  zb_sample_settle ();
  AdwComboRow *row = ADW_COMBO_ROW (find_titled (window, "Live pictures come over"));

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  adw_combo_row_set_selected (row, 1);
  g_assert_cmpint (g_settings_get_enum (settings, "video-transport"), ==, 1);
  g_settings_set_string (settings, "video-transport", "tcp");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_settings_set_string (settings, "style", "light");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_titled (window, "Style"))), ==, 1);
  zb_sample_picture (window, "settings");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  zb_sample_init (&argc, &argv);
  g_test_add_func ("/settings/transport", test_transport);
  return g_test_run ();
}
