/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mark follows the world while it is in a window, and only then: rows of lists come and go. */
#include "zb-looking-mark.h"
#include "zb-officer.h"
#include "zb-pending-mark.h"
#include "zb-sample-desk.h"
#include "zb-words.h"

static GtkWidget *
make_mark (const char *subject)
{
  return g_object_new (ZB_TYPE_LOOKING_MARK, "kind", "alert", "subject", subject, "full", TRUE, NULL);
}

static void
set_up (ZbSampleDesk *desk, gconstpointer data)
{
  zb_sample_desk_open (desk, ZB_SAMPLE_OFFICER);
  zb_words_set_world (desk->world);
  zb_sample_desk_show (desk, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), 300, 200);
}

static void
tear_down (ZbSampleDesk *desk, gconstpointer data)
{
  zb_sample_desk_close (desk);
}

static void
look_at (ZbSampleDesk *desk, const char *name, const char *subject)
{
  g_autoptr (GPtrArray) officers = g_ptr_array_new_with_free_func (g_object_unref);
  ZbOfficer *officer = g_object_new (ZB_TYPE_OFFICER, NULL);

  officer->account = g_strdup ("account-other");
  officer->name = g_strdup (name);
  officer->role = ZB_ROLE_DUTY_OFFICER;
  officer->looking_at = g_strdup (subject);
  g_ptr_array_add (officers, officer);
  zb_world_set_officers (desk->world, officers);
}

static gboolean
says (GtkWidget *mark, const char *name)
{
  return gtk_widget_get_visible (mark) && zb_sample_find_text (mark, name);
}

/* What was so before it came into the window it says at once. */
static void
test_comes_in (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *mark = make_mark ("alert-00");

  look_at (desk, "李值班", "alert/alert-00");
  g_assert_false (gtk_widget_get_visible (mark));
  g_assert_null (zb_mark_get_watched (ZB_MARK (mark)));
  gtk_box_append (GTK_BOX (desk->screen), mark);
  g_assert_true (zb_mark_get_watched (ZB_MARK (mark)) == zb_world_get_officers (desk->world));
  zb_sample_settle ();
  g_assert_true (says (mark, "李值班"));
}

/* What comes to be so while it is there it says, too; and when it is so no more. */
static void
test_follows (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *mark = make_mark ("alert-00");

  gtk_box_append (GTK_BOX (desk->screen), mark);
  g_assert_false (gtk_widget_get_visible (mark));
  look_at (desk, "王值班", "alert/alert-00");
  zb_sample_settle ();
  g_assert_true (says (mark, "王值班"));
  look_at (desk, "王值班", "alert/alert-01");
  g_assert_false (gtk_widget_get_visible (mark));
  g_object_set (mark, "subject", "alert-01", NULL);
  zb_sample_settle ();
  g_assert_true (says (mark, "王值班"));
}

/* Outside it rests, and it catches up when it comes back. */
static void
test_goes_out (ZbSampleDesk *desk, gconstpointer data)
{
  g_autoptr (GtkWidget) mark = g_object_ref_sink (make_mark ("alert-00"));

  gtk_box_append (GTK_BOX (desk->screen), mark);
  look_at (desk, "李值班", "alert/alert-00");
  g_assert_true (gtk_widget_get_visible (mark));
  gtk_box_remove (GTK_BOX (desk->screen), mark);
  g_assert_null (zb_mark_get_watched (ZB_MARK (mark)));
  look_at (desk, "李值班", NULL);
  g_assert_true (gtk_widget_get_visible (mark));
  gtk_box_append (GTK_BOX (desk->screen), mark);
  g_assert_false (gtk_widget_get_visible (mark));
  look_at (desk, "王值班", "alert/alert-00");
  zb_sample_settle ();
  g_assert_true (says (mark, "王值班"));
}

/* One that is let go of while the world goes on is asked nothing any more. */
static void
test_is_gone (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *mark = make_mark ("alert-00");

  gtk_box_append (GTK_BOX (desk->screen), mark);
  g_object_add_weak_pointer (G_OBJECT (mark), (gpointer *)&mark);
  gtk_box_remove (GTK_BOX (desk->screen), mark);
  g_assert_null (mark);
  look_at (desk, "李值班", "alert/alert-00");
}

static ZbCommand *
act (ZbSampleDesk *desk, const char *name, const char *subject)
{
  ZbCommand *command = zb_command_new (name, subject, g_variant_new ("a{sv}", NULL));

  zb_command_set_state (command, ZB_COMMAND_QUEUED, NULL);
  zb_world_add_command (desk->world, command);
  g_object_unref (command);
  return command;
}

static char *
words_of (const char *name, const char *after)
{
  return g_strconcat (zb_words_command (name), after, NULL);
}

/* What stands the same way is one line, what is done more than once is counted, and of others nothing is
 * said. */
static void
test_pending (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *mark = g_object_new (ZB_TYPE_PENDING_MARK, "subject", "case-0417", "full", TRUE, NULL);
  g_autofree char *waits = g_strconcat (" · ", zb_pending_words (ZB_COMMAND_QUEUED), NULL);
  g_autofree char *note = words_of ("case.note", waits), *notes = words_of ("case.note", " ×2");
  g_autofree char *both = g_strconcat (notes, g_dpgettext2 (NULL, "list", ", "),
                                       zb_words_command ("case.checklist"), waits, NULL);
  g_autofree char *lines = NULL;
  ZbCommand *sent;

  gtk_box_append (GTK_BOX (desk->screen), mark);
  act (desk, "case.note", "case-0001");
  g_assert_false (gtk_widget_get_visible (mark));
  act (desk, "case.note", "case-0417");
  zb_sample_settle ();
  g_assert_true (says (mark, note));
  act (desk, "case.note", "case-0417");
  act (desk, "case.checklist", "case-0417");
  zb_sample_settle ();
  g_assert_true (says (mark, both));
  sent = act (desk, "case.suspend", "case-0417");
  zb_command_set_state (sent, ZB_COMMAND_SENDING, NULL);
  lines = g_strconcat (both, "\n", zb_words_command ("case.suspend"), " · ",
                       zb_pending_words (ZB_COMMAND_SENDING), NULL);
  zb_sample_settle ();
  g_assert_true (says (mark, lines));
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, function) g_test_add (path, ZbSampleDesk, NULL, set_up, function, tear_down)
  TEST ("/mark/comes-in", test_comes_in);
  TEST ("/mark/follows", test_follows);
  TEST ("/mark/goes-out", test_goes_out);
  TEST ("/mark/is-gone", test_is_gone);
  TEST ("/mark/pending", test_pending);
  return g_test_run ();
}
