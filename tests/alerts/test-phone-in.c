/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call is taken down: what is missing is said, and what is written is sent once. */
#include "zb-phone-in-dialog.h"
#include "zb-sample-desk.h"
#include "zb-words.h"

static AdwDialog *dialog;

static void
set_up (ZbSampleDesk *desk, gconstpointer data)
{
  zb_sample_desk_open (desk, ZB_SAMPLE_OFFICER);
  zb_words_set_world (desk->world);
  zb_sample_desk_show (desk, gtk_label_new (NULL), 900, 820);
  dialog = g_object_new (ZB_TYPE_PHONE_IN_DIALOG, "query", desk->services, NULL);
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  adw_dialog_present (dialog, desk->window);
  zb_sample_settle ();
}

static void
tear_down (ZbSampleDesk *desk, gconstpointer data)
{
  if (dialog)
    adw_dialog_force_close (dialog);
  zb_sample_settle ();
  g_assert_null (dialog);
  zb_sample_desk_close (desk);
}

static GtkWidget *
find_submit (void)
{
  return zb_sample_find_action (GTK_WIDGET (dialog), "phone-in.submit");
}

static void
write_row (GType type, int number, const char *text)
{
  GtkWidget *rows[5] = { NULL };
  GtkWidget *group = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_BOX, "zb-form");
  int n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (group); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *row = zb_sample_find (child, type, NULL);
      while (row && n < 5)
        {
          rows[n++] = row;
          do
            row = gtk_widget_get_next_sibling (row);
          while (row && !G_TYPE_CHECK_INSTANCE_TYPE (row, type));
        }
    }
  g_assert_nonnull (rows[number]);
  gtk_editable_set_text (GTK_EDITABLE (rows[number]), text);
  zb_sample_settle ();
  zb_sample_settle ();
}

static void
test_place_is_asked_for (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *row;

  g_assert_false (gtk_widget_is_sensitive (find_submit ()));
  g_assert_nonnull (gtk_widget_get_tooltip_text (find_submit ()));
  write_row (ADW_TYPE_ENTRY_ROW, 1, "仙霞路");
  row = gtk_widget_get_ancestor (zb_sample_find_text (GTK_WIDGET (dialog), "仙霞路 700 弄"),
                                 GTK_TYPE_LIST_BOX_ROW);
  zb_sample_picture (GTK_WIDGET (dialog), "phone-in");
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  zb_sample_settle ();
  g_assert_true (gtk_widget_is_sensitive (find_submit ()));
}

static void
test_is_sent (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *row;

  write_row (ADW_TYPE_ENTRY_ROW, 1, "仙霞路");
  row = gtk_widget_get_ancestor (zb_sample_find_text (GTK_WIDGET (dialog), "仙霞路 700 弄"),
                                 GTK_TYPE_LIST_BOX_ROW);
  g_signal_emit_by_name (gtk_widget_get_parent (row), "row-activated", row);
  write_row (ADW_TYPE_ENTRY_ROW, 2, "王女士");
  zb_sample_click (find_submit ());
  g_assert_cmpuint (desk->log->len, ==, 1);
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk), "command.submit ('alert.create', '"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'kind': <'citizen_report'>"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'location': <(121.39"));
  g_assert_nonnull (strstr (zb_sample_desk_last (desk), "'name': <'王女士'>"));
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, function) g_test_add (path, ZbSampleDesk, NULL, set_up, function, tear_down)
  TEST ("/phone-in/place-is-asked-for", test_place_is_asked_for);
  TEST ("/phone-in/is-sent", test_is_sent);
  return g_test_run ();
}
