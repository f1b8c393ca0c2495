/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What belongs together with a case, its audit, who is told of a missed deadline, and the case file on
 * paper. */
#include "zb-cases-desk.h"
#include "zb-case-choice.h"
#include "zb-case-pane.h"
#include "zb-case-relations.h"
#include "zb-cases-page.h"
#include "zb-escalation-banner.h"
#include "zb-evidence-picture.h"
#include "zb-sample-desk.h"
#include "zb-wait.h"
#include "zb-words.h"

#include <glib/gstdio.h>

static GtkWidget *
find_pane (ZbSampleDesk *desk)
{
  return zb_sample_find (desk->screen, ZB_TYPE_CASE_PANE, NULL);
}

static void
set_parent (ZbSampleDesk *desk, const char *id, const char *parent)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, id);

  g_set_str (&edited->parent, parent);
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
}

/* --- what belongs together ----------------------------------------------------------------------- */

static void
test_parts (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *relations;
  ZbCase *edited;

  set_parent (desk, "case-0377", "case-0402");
  set_parent (desk, "case-0399", "case-0402");
  set_parent (desk, "case-0350", "case-0402");
  zb_cases_desk_show (desk, "case-0402");
  relations = zb_sample_find (desk->screen, ZB_TYPE_CASE_RELATIONS, NULL);
  g_assert_nonnull (zb_sample_find_text (relations, "1 of 3 closed"));
  g_assert_nonnull (zb_sample_find_text (relations, "占道经营"));
  zb_sample_picture (desk->screen, "major-incident");
  edited = zb_sample_world_edit_case (desk->world, "case-0377");
  edited->step = ZB_STEP_CLOSED;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
  g_assert_nonnull (zb_sample_find_text (relations, "2 of 3 closed"));
  set_parent (desk, "case-0399", NULL);
  g_assert_nonnull (zb_sample_find_text (relations, "2 of 2 closed"));
}

static void
test_take_out (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *relations;

  set_parent (desk, "case-0399", "case-0402");
  zb_cases_desk_show (desk, "case-0402");
  relations = zb_sample_find (desk->screen, ZB_TYPE_CASE_RELATIONS, NULL);
  zb_sample_click (zb_sample_find (relations, GTK_TYPE_BUTTON, "flat"));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "command.submit ('case.parent', 'case-0399', {})");
}

/* A case whose links say how they came about. */
static void
test_merged (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *merged = zb_sample_world_edit_case (desk->world, "case-0377"),
         *into = zb_sample_world_edit_case (desk->world, "case-0402");
  GtkWidget *relations;

  merged->step = ZB_STEP_VOID;
  merged->merged_into = g_strdup ("case-0402");
  merged->links = g_strsplit ("case-0402", ",", -1);
  into->links = g_strsplit ("case-0377,case-0399", ",", -1);
  zb_sample_world_change (desk->world, (ZbEntity *)merged);
  zb_sample_world_change (desk->world, (ZbEntity *)into);
  zb_cases_desk_show (desk, "case-0402");
  relations = zb_sample_find (desk->screen, ZB_TYPE_CASE_RELATIONS, NULL);
  g_assert_nonnull (zb_sample_find_text (relations, "Was merged into this one"));
  g_assert_nonnull (zb_sample_find_text (relations, "Linked"));
  zb_cases_desk_show (desk, "case-0377");
  g_assert_nonnull (zb_sample_find_text (relations, "Merged into this case"));
}

/* --- which other case ------------------------------------------------------------------------------ */

static AdwDialog *
open_choice (ZbSampleDesk *desk, const char *action)
{
  gtk_widget_activate_action (find_pane (desk), action, NULL);
  zb_sample_settle ();
  return adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
}

static GtkListBoxRow *
find_row (AdwDialog *dialog, const char *words)
{
  GtkWidget *label = zb_sample_find_text (GTK_WIDGET (dialog), words);

  return label ? GTK_LIST_BOX_ROW (gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW)) : NULL;
}

static void
choose (AdwDialog *dialog, const char *words)
{
  GtkListBoxRow *row = find_row (dialog, words);

  gtk_list_box_select_row (GTK_LIST_BOX (gtk_widget_get_parent (GTK_WIDGET (row))), row);
  zb_sample_settle ();
}

static GtkWidget *
find_confirm (AdwDialog *dialog)
{
  return zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "suggested-action");
}

static void
test_merge (ZbSampleDesk *desk, gconstpointer data)
{
  AdwDialog *dialog;

  zb_cases_desk_show (desk, "case-0418");
  dialog = open_choice (desk, "case-pane.merge");
  g_assert_false (gtk_widget_is_sensitive (find_confirm (dialog)));
  zb_sample_picture (GTK_WIDGET (dialog), "merge");
  choose (dialog, "0369"); /* streetlights, too */
  g_assert_true (gtk_widget_is_sensitive (find_confirm (dialog)));
  choose (dialog, "0402");
  g_assert_false (gtk_widget_is_sensitive (find_confirm (dialog)));
  g_assert_nonnull (zb_sample_find_text (GTK_WIDGET (dialog), "different kinds"));
  gtk_editable_set_text (GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL)), "同一处");
  zb_sample_click (find_confirm (dialog));
  g_assert_cmpstr (
      zb_sample_desk_last (desk), ==,
      "command.submit ('case.merge', 'case-0418', {'reason': <'同一处'>, 'into': <'case-0402'>})");
}

/* Somebody is out for it: greyed, and it says why. */
static void
test_merge_greyed (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *button;

  zb_cases_desk_show (desk, "case-0402");
  button = zb_sample_find_action (desk->screen, "case-pane.merge");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "An assignment is still open.");
}

static void
test_add_parts (ZbSampleDesk *desk, gconstpointer data)
{
  AdwDialog *dialog;

  set_parent (desk, "case-0396", "case-0381");
  zb_cases_desk_show (desk, "case-0402");
  dialog = open_choice (desk, "case-pane.add-parts");
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (find_row (dialog, "0381"))));
  choose (dialog, "0418");
  zb_sample_click (find_confirm (dialog));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "command.submit ('case.parent', 'case-0418', {'parent': <'case-0402'>})");
}

static void
test_link (ZbSampleDesk *desk, gconstpointer data)
{
  AdwDialog *dialog;

  zb_cases_desk_show (desk, "case-0402");
  dialog = open_choice (desk, "case-pane.link");
  gtk_editable_set_text (GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_SEARCH_ENTRY, NULL)),
                         "0399");
  zb_wait_for (find_row (dialog, "0399") && !find_row (dialog, "0418"), 5000);
  choose (dialog, "0399");
  zb_sample_click (find_confirm (dialog));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "command.submit ('case.link', 'case-0402', {'case': <'case-0399'>})");
}

/* --- closing a major incident --------------------------------------------------------------------- */

/* One who leads, and checks it, is asked why it is closed before its parts; without parts nothing is asked.
 */
static void
test_close_early (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, ZB_SAMPLE_CASE);
  AdwDialog *dialog;

  g_set_str (&edited->checker, "account-leader");
  for (guint i = 0; i < edited->checklist->len; i++)
    ZB_CHECK_ITEM (edited->checklist->pdata[i])->done = TRUE;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  set_parent (desk, "case-0399", ZB_SAMPLE_CASE);
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  gtk_widget_activate_action (find_pane (desk), "case-pane.pass", NULL);
  dialog = adw_window_get_visible_dialog (ADW_WINDOW (desk->window));
  gtk_editable_set_text (GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL)),
                         "先行结案");
  g_signal_emit_by_name (dialog, "response::do", "do");
  adw_dialog_force_close (dialog);
  g_assert_cmpstr (zb_sample_desk_last (desk), ==,
                   "command.submit ('case.check', 'case-0392', {'reason': <'先行结案'>})");
}

/* --- audit --------------------------------------------------------------------------------------- */

static void
test_audit (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_nonnull (zb_sample_find_text (desk->screen, "Chain whole · rows 18204 – 18231"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "规则 R-17"));
  zb_cases_desk_show (desk, "case-0364");
  g_assert_nonnull (zb_sample_find_text (desk->screen, "The chain breaks at row 18219"));
}

/* A checker is not shown who did what from where. */
static void
test_audit_hidden (ZbSampleDesk *desk, gconstpointer data)
{
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_assert_null (zb_sample_find_text (desk->screen, "18204"));
}

/* --- on paper ---------------------------------------------------------------------------------------- */

static gboolean
has_pictures (ZbSampleDesk *desk)
{
  GtkWidget *picture = zb_sample_find (find_pane (desk), ZB_TYPE_EVIDENCE_PICTURE, NULL);

  return picture && zb_evidence_picture_get_texture (ZB_EVIDENCE_PICTURE (picture));
}

/* It is among the packages that ./dev installs. */
static gboolean
has_reader (void)
{
  g_autofree char *reader = g_find_program_in_path ("pdftotext");

  if (!reader)
    g_test_skip ("pdftotext is not installed");
  return reader != NULL;
}

static char *
read_pdf (const char *path)
{
  const char *const command[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  int status = -1;

  g_spawn_sync (NULL, (char **)command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  return text;
}

static void
keep_copy (const char *path)
{
  const char *folder = g_getenv ("ZHIBAN_PICTURES");
  g_autofree char *name = g_strconcat (strrchr (g_test_get_path (), '/') + 1, ".pdf", NULL);
  g_autofree char *copy = folder ? g_build_filename (folder, name, NULL) : NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  if (copy && g_file_get_contents (path, &bytes, &length, NULL))
    g_file_set_contents (copy, bytes, (gssize)length, NULL);
}

static gboolean
is_whole (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  return g_file_get_contents (path, &bytes, &length, NULL) && length > 16 &&
         g_strstr_len (bytes + length - 16, 16, "%%EOF");
}

static char *
save_pdf (ZbSampleDesk *desk)
{
  g_autofree char *folder = g_dir_make_tmp ("zhiban-paper-XXXXXX", NULL);
  char *path = g_build_filename (folder, "case.pdf", NULL);

  gtk_widget_activate_action (find_pane (desk), "case-pane.save-pdf-to", "s", path);
  zb_wait_for (is_whole (path), 10000);
  keep_copy (path);
  return path;
}

static guint
count_pages (const char *text)
{
  guint n = 0;

  for (const char *at = text; (at = strchr (at, '\f')); at++)
    n++;
  return n;
}

/* Everything that the file is to have, with page numbers and who made it. */
static void
test_pdf (ZbSampleDesk *desk, gconstpointer data)
{
  static const char *const words[] = {
    "CN-20261123-0392", "暴露垃圾",          "武夷路 320 弄口", "Case filed", "环卫 06", "城管 14",
    "垃圾已清除",       "照片角度不一致",    "Before",          "吴倩",       "18231",   "陈值班",
    "Chain whole",      "Head of the chain",
  };
  g_autofree char *path = NULL, *text = NULL, *pages = NULL;

  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  zb_wait_for (has_pictures (desk), 5000);
  path = save_pdf (desk);
  if (!has_reader ())
    return;
  text = read_pdf (path);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (!strstr (text, words[i]))
      g_error ("the file does not say %s:\n%s", words[i], text);
  g_assert_cmpuint (count_pages (text), >=, 2);
  pages = g_strdup_printf ("1 / %u", count_pages (text));
  g_assert_nonnull (strstr (text, pages));
  g_unlink (path);
}

/* --- who printed it -------------------------------------------------------------------------------- */

static char *
find_told (ZbSampleDesk *desk, guint *n)
{
  char *told = NULL;

  *n = 0;
  for (guint i = 0; i < desk->log->len; i++)
    if (strstr (desk->log->pdata[i], "case.print"))
      {
        *n += 1;
        g_set_str (&told, desk->log->pdata[i]);
      }
  return told;
}

static void
set_contact (ZbSampleDesk *desk, gboolean masked)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, ZB_SAMPLE_CASE);

  g_clear_object (&edited->contact);
  edited->contact = g_object_new (ZB_TYPE_CONTACT, NULL);
  edited->contact->name = g_strdup (masked ? "王*" : "王小明");
  edited->contact->telephone = g_strdup (masked ? "138****1234" : "13800001234");
  edited->contact->masked = masked;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
}

static void
check_told (ZbSampleDesk *desk, const char *personal)
{
  g_autofree char *path = NULL, *told = NULL;
  guint n;

  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  g_ptr_array_set_size (desk->log, 0);
  path = save_pdf (desk);
  told = find_told (desk, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_nonnull (strstr (told, "'" ZB_SAMPLE_CASE "'"));
  g_assert_nonnull (strstr (told, "'on': <'pdf'>"));
  g_assert_nonnull (strstr (told, "'at': <int64 "));
  g_assert_nonnull (strstr (told, personal));
  g_assert_null (strstr (told, path));
  g_assert_null (strstr (told, "1380000"));
  g_unlink (path);
}

/* Once a print, what it was on and whether somebody's personal data were; none of these, and no path. */
static void
test_told (ZbSampleDesk *desk, gconstpointer data)
{
  check_told (desk, "'personal': <false>");
  set_contact (desk, TRUE);
  check_told (desk, "'personal': <false>");
  set_contact (desk, FALSE);
  check_told (desk, "'personal': <true>");
}

/* Where nothing comes on paper nothing is told. */
static void
test_not_told (ZbSampleDesk *desk, gconstpointer data)
{
  g_autofree char *told = NULL;
  guint n;

  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  gtk_widget_activate_action (find_pane (desk), "case-pane.save-pdf-to", "s",
                              "/nowhere/to/be/found/case.pdf");
  zb_sample_settle ();
  told = find_told (desk, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* Personal data comes as this desk has it. */
static void
test_masked (ZbSampleDesk *desk, gconstpointer data)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, ZB_SAMPLE_CASE);
  g_autofree char *path = NULL, *text = NULL;

  edited->contact = g_object_new (ZB_TYPE_CONTACT, NULL);
  edited->contact->name = g_strdup ("王*");
  edited->contact->telephone = g_strdup ("138****1234");
  edited->contact->masked = TRUE;
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_cases_desk_show (desk, ZB_SAMPLE_CASE);
  path = save_pdf (desk);
  if (!has_reader ())
    return;
  text = read_pdf (path);
  g_assert_nonnull (strstr (text, "138****1234"));
  g_assert_nonnull (strstr (text, "(masked)"));
  g_unlink (path);
}

/* --- who is told of a missed deadline ------------------------------------------------------------ */

static void
tell (ZbSampleDesk *desk, const char *id, const char *level)
{
  ZbCase *edited = zb_sample_world_edit_case (desk->world, id);

  g_set_str (&edited->deadlines->told, level);
  zb_sample_world_change (desk->world, (ZbEntity *)edited);
  zb_sample_settle ();
}

static void
set_up_banner (ZbSampleDesk *desk, gconstpointer account)
{
  zb_sample_desk_open (desk, ZB_SAMPLE_OFFICER);
  zb_words_set_world (desk->world);
  zb_sample_desk_show (
      desk, g_object_new (ZB_TYPE_ESCALATION_BANNER, "world", desk->world, "account", desk->account, NULL),
      1200, 200);
}

static void
test_banner (ZbSampleDesk *desk, gconstpointer data)
{
  g_assert_false (gtk_widget_get_visible (desk->screen));
  tell (desk, "case-0388", "subdistrict");
  g_assert_false (gtk_widget_get_visible (desk->screen));
  tell (desk, "case-0388", "district");
  g_assert_true (gtk_widget_get_visible (desk->screen));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "1123-0388 下立交积水"));
  tell (desk, "case-0402", "district");
  g_assert_nonnull (zb_sample_find_text (desk->screen, "1123-0402"));
  g_assert_nonnull (zb_sample_find_text (desk->screen, "and 1 more"));
  zb_sample_picture (desk->screen, "escalation");
  zb_sample_click (
      gtk_widget_get_ancestor (zb_sample_find_text (desk->screen, "Show the case"), GTK_TYPE_BUTTON));
  g_assert_cmpstr (zb_sample_desk_last (desk), ==, "case.show 'case-0402'");
  g_assert_nonnull (zb_sample_find_text (desk->screen, "1123-0388"));
  /* Nothing new of what it was told before. */
  tell (desk, "case-0402", "district");
  g_assert_null (zb_sample_find_text (desk->screen, "1123-0402"));
  zb_sample_click (gtk_widget_get_ancestor (zb_sample_find_text (desk->screen, "Put away"), GTK_TYPE_BUTTON));
  g_assert_false (gtk_widget_get_visible (desk->screen));
}

int
main (int argc, char *argv[])
{
  zb_sample_init (&argc, &argv);
#define TEST(path, account, function)                                                                        \
  g_test_add (path, ZbSampleDesk, account, zb_cases_desk_set_up, function, zb_cases_desk_tear_down)
  TEST ("/case-file/parts", NULL, test_parts);
  TEST ("/case-file/take-out", NULL, test_take_out);
  TEST ("/case-file/merged", NULL, test_merged);
  TEST ("/case-file/merge", NULL, test_merge);
  TEST ("/case-file/merge-greyed", NULL, test_merge_greyed);
  TEST ("/case-file/add-parts", NULL, test_add_parts);
  TEST ("/case-file/link", NULL, test_link);
  TEST ("/case-file/close-early", "account-leader", test_close_early);
  TEST ("/case-file/audit", NULL, test_audit);
  TEST ("/case-file/audit-hidden", "account-wu", test_audit_hidden);
  TEST ("/case-file/pdf", NULL, test_pdf);
  TEST ("/case-file/masked", NULL, test_masked);
  TEST ("/case-file/told", NULL, test_told);
  TEST ("/case-file/not-told", NULL, test_not_told);
  g_test_add ("/case-file/banner", ZbSampleDesk, NULL, set_up_banner, test_banner, zb_cases_desk_tear_down);
  return g_test_run ();
}
