/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letting a unit's telephone in: the code and how long it is good, the picture of the address without the
 * code in it, and what is said of the rest. */
#include "zb-now.h"
#include "zb-qr-code.h"
#include "zb-sample-desk.h"
#include "zb-telephone-dialog.h"
#include "zb-units-page.h"
#include "zb-words.h"

static AdwDialog *dialog;

static void
set_up (ZbSampleDesk *desk, gconstpointer data)
{
  zb_sample_desk_open (desk, ZB_SAMPLE_OFFICER);
  zb_words_set_world (desk->world);
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

static void
open_dialog (ZbSampleDesk *desk)
{
  ZbUnit *unit = zb_world_lookup (desk->world, ZB_KIND_UNIT, "unit-ts03");

  zb_sample_desk_show (desk, gtk_label_new (NULL), 1200, 800);
  dialog = ADW_DIALOG (zb_telephone_dialog_new (ZB_QUERY (desk->services), unit));
  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *)&dialog);
  adw_dialog_present (dialog, desk->window);
  zb_sample_settle ();
}

static GtkWidget *
find (const char *text)
{
  return zb_sample_find_text (GTK_WIDGET (dialog), text);
}

static void
test_code (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk);
  GtkWidget *code = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "zb-telephone-code");
  GtkWidget *picture = zb_sample_find (GTK_WIDGET (dialog), ZB_TYPE_QR_CODE, NULL);

  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (code)), ==, "KX7M PA4T");
  g_assert_nonnull (find ("https://zhiban.changning.example:8480/field"));
  g_assert_cmpuint (zb_qr_code_get_modules (ZB_QR_CODE (picture)), >=, 25);
  g_assert_true (gtk_widget_get_mapped (picture));
  zb_sample_picture (GTK_WIDGET (dialog), "telephone");
}

/* Ten minutes later it is not shown any more. */
static void
test_expires (ZbSampleDesk *desk, gconstpointer data)
{
  zb_now_set_offset (10 * G_TIME_SPAN_MINUTE + G_TIME_SPAN_SECOND);
  open_dialog (desk);
  GtkWidget *code = zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "zb-telephone-code");
  const gint64 end = g_get_monotonic_time () + 10 * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end && !g_str_equal (gtk_label_get_label (GTK_LABEL (code)), "–"))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (code)), ==, "–");
  zb_now_set_offset (0);
}

static void
test_sign_out (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk);
  zb_sample_click (zb_sample_find_action (GTK_WIDGET (dialog), "telephone.sign-out"));
  zb_sample_settle ();
  g_assert_nonnull (find ("2 telephones were signed out."));
  g_assert_null (find ("KX7M PA4T"));
}

static void
test_key (ZbSampleDesk *desk, gconstpointer data)
{
  open_dialog (desk);
  zb_sample_click (zb_sample_find_action (GTK_WIDGET (dialog), "telephone.key"));
  zb_sample_settle ();
  zb_sample_picture (GTK_WIDGET (dialog), "telephone-key");
  zb_sample_click (zb_sample_find_action (GTK_WIDGET (dialog), "telephone.end-key"));
  zb_sample_settle ();
  g_assert_nonnull (find ("There was no key."));
}

/* The page of units asks the window for it. */
static void
test_page (ZbSampleDesk *desk, gconstpointer data)
{
  GtkWidget *page = g_object_new (ZB_TYPE_UNITS_PAGE, "world", desk->world, NULL);
  GtkWidget *button;

  zb_sample_desk_show (desk, page, 1500, 700);
  zb_sample_settle ();
  button = zb_sample_find (page, GTK_TYPE_BUTTON, "flat");
  g_assert_nonnull (button);
  zb_sample_picture (page, "units");
  zb_sample_click (button);
  g_assert_true (g_str_has_prefix (zb_sample_desk_last (desk), "unit.telephone 'unit-"));
}

int
main (int argc, char **argv)
{
  zb_sample_init (&argc, &argv);
#define ADD(name, function)                                                                                  \
  g_test_add ("/telephone/" name, ZbSampleDesk, NULL, set_up, test_##function, tear_down)
  ADD ("code", code);
  ADD ("expires", expires);
  ADD ("sign-out", sign_out);
  ADD ("key", key);
  ADD ("page", page);
  return g_test_run ();
}
