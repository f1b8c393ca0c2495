/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-self-test-dialog.h"

#include <glib/gi18n.h>

/**
 * ZbSelfTestDialog:
 *
 * Shows what the self-test has found. Its two buttons are signals: whoever opened it knows what a run rests
 * on and what is copied.
 */
struct _ZbSelfTestDialog
{
  AdwDialog parent_instance;
  ZbSelfTest *test;
  GtkListBox *list;
  GtkWidget *spinner;
  GtkButton *copy;
  GtkWidget *again;
};

typedef enum
{
  PROP_SUMMARY = 1,
} Property;

static GParamSpec *properties[PROP_SUMMARY + 1];

enum
{
  COPY,
  AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbSelfTestDialog, zb_self_test_dialog, ADW_TYPE_DIALOG)

/* --- a row: shape, colour and word say the same ------------------------------------------------------ */

static const struct
{
  const char *icon, *style;
} marks[] = {
  [ZB_FINDING_RUNNING] = { "zb-clock-symbolic", "zb-t3" },
  [ZB_FINDING_WELL] = { "zb-check-symbolic", "zb-ok" },
  [ZB_FINDING_WARNING] = { "zb-alert-symbolic", "zb-warn" },
  [ZB_FINDING_TROUBLE] = { "zb-close-symbolic", "zb-urgent" },
};

static GtkWidget *
make_mark (ZbFindingLevel level)
{
  GtkWidget *mark = gtk_image_new_from_icon_name (marks[level].icon);

  gtk_image_set_pixel_size (GTK_IMAGE (mark), 20);
  gtk_widget_add_css_class (mark, marks[level].style);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  zb_finding_level_words (level), -1);
  return mark;
}

static GtkWidget *
make_level (ZbFindingLevel level)
{
  GtkWidget *label = gtk_label_new (zb_finding_level_words (level));

  gtk_widget_add_css_class (label, marks[level].style);
  return label;
}

static GtkWidget *
make_row (gpointer item, gpointer data)
{
  ZbFinding *finding = item;
  GtkWidget *row = adw_action_row_new ();
  const ZbFindingLevel level = zb_finding_get_level (finding);
  const char *advice = zb_finding_get_advice (finding);
  g_autofree char *words =
      g_strdup_printf ("%s%s%s", zb_finding_get_words (finding), advice ? "\n" : "", advice ? advice : "");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), zb_finding_get_title (finding));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), make_mark (level));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_level (level));
  return row;
}

/* --- the whole ----------------------------------------------------------------------------------------- */

static guint
count (ZbSelfTestDialog *self, ZbFindingLevel level)
{
  GListModel *findings = zb_self_test_get_findings (self->test);
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (findings); i++)
    {
      g_autoptr (ZbFinding) finding = g_list_model_get_item (findings, i);
      n += zb_finding_get_level (finding) == level;
    }
  return n;
}

static char *
sum_up (ZbSelfTestDialog *self)
{
  const guint n_troubles = count (self, ZB_FINDING_TROUBLE), n_warnings = count (self, ZB_FINDING_WARNING);

  if (zb_self_test_is_running (self->test))
    return g_strdup (_ ("This machine is being looked at…"));
  if (n_troubles == 0 && n_warnings == 0)
    return g_strdup (_ ("All is well"));
  return g_strdup_printf (_ ("Troubles: %1$u, warnings: %2$u"), n_troubles, n_warnings);
}

static void
on_running (ZbSelfTestDialog *self)
{
  const gboolean running = zb_self_test_is_running (self->test);

  gtk_widget_set_visible (self->spinner, running);
  gtk_widget_set_sensitive (self->again, !running);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy), !running);
  gtk_button_set_label (self->copy, _ ("Copy"));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
}

static void
on_copy (ZbSelfTestDialog *self)
{
  g_signal_emit (self, signals[COPY], 0);
  gtk_button_set_label (self->copy, _ ("Copied"));
}

static void
on_again (ZbSelfTestDialog *self)
{
  g_signal_emit (self, signals[AGAIN], 0);
}

/**
 * zb_self_test_dialog_new:
 * @test: the self-test
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
zb_self_test_dialog_new (ZbSelfTest *test)
{
  ZbSelfTestDialog *self = g_object_new (ZB_TYPE_SELF_TEST_DIALOG, NULL);

  self->test = g_object_ref (test);
  gtk_list_box_bind_model (self->list, zb_self_test_get_findings (test), make_row, NULL, NULL);
  g_signal_connect_object (test, "notify::running", G_CALLBACK (on_running), self, G_CONNECT_SWAPPED);
  on_running (self);
  return ADW_DIALOG (self);
}

static void
zb_self_test_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbSelfTestDialog *self = ZB_SELF_TEST_DIALOG (object);

  switch ((Property)id)
    {
    case PROP_SUMMARY:
      g_value_take_string (value, self->test ? sum_up (self) : NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_self_test_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_SELF_TEST_DIALOG);
  g_clear_object (&ZB_SELF_TEST_DIALOG (object)->test);
  G_OBJECT_CLASS (zb_self_test_dialog_parent_class)->dispose (object);
}

static void
add_signals (GType type)
{
  /**
   * ZbSelfTestDialog::copy:
   *
   * The findings, and what else helps whoever helps, are to be copied.
   */
  signals[COPY] = g_signal_new ("copy", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * ZbSelfTestDialog::again:
   *
   * The self-test is to run again.
   */
  signals[AGAIN] = g_signal_new ("again", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_self_test_dialog_class_init (ZbSelfTestDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_self_test_dialog_get_property;
  object_class->dispose = zb_self_test_dialog_dispose;
  properties[PROP_SUMMARY] = g_param_spec_string (
      "summary", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  add_signals (ZB_TYPE_SELF_TEST_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/self-test-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbSelfTestDialog, list);
  gtk_widget_class_bind_template_child (widget_class, ZbSelfTestDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZbSelfTestDialog, copy);
  gtk_widget_class_bind_template_child (widget_class, ZbSelfTestDialog, again);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
}

static void
zb_self_test_dialog_init (ZbSelfTestDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
