/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-snooze-form.h"

#include "zb-alert-machine.h"
#include "zb-now.h"
#include "zb-reason-field.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbSnoozeForm:
 *
 * Until when an alert is put aside, and why: for a while that is chosen, or until a time of day; four hours
 * at the most, as the guard has it.
 */
struct _ZbSnoozeForm
{
  AdwBin parent_instance;
  AdwToggleGroup *whiles;
  GtkWidget *clock;
  GtkLabel *wakes;
  ZbReasonField *reason;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbSnoozeForm, zb_snooze_form, ADW_TYPE_BIN)

static const guint whiles[] = { 15, 30, 60, 120, 240 };

/* On the way to the platform its clock goes on, and neither clock is quite right: the longest while must not
 * be longer than what is allowed there. */
#define MARGIN (30 * G_TIME_SPAN_SECOND)

/* --- until when -------------------------------------------------------------------------------- */

/* Two digits at the most; NULL where there are fewer than @least. */
static const char *
read_number (const char *text, guint least, int *number)
{
  guint n = 0;

  for (*number = 0; n < 2 && g_ascii_isdigit (text[n]); n++)
    *number = *number * 10 + g_ascii_digit_value (text[n]);
  return n >= least ? text + n : NULL;
}

static gboolean
read_clock (const char *text, int *hour, int *minute)
{
  const char *rest = read_number (text, 1, hour);

  if (!rest || *rest != ':')
    return FALSE;
  rest = read_number (rest + 1, 2, minute);
  return rest && *rest == '\0' && *hour < 24 && *minute < 60;
}

/**
 * zb_snooze_parse_clock:
 * @text: what was written, such as "14:30"
 * @now: µs UTC
 *
 * Digits, colon and space may be as wide as an input method for Chinese writes them.
 *
 * Returns: when that time of day comes next by the machine's time zone, µs UTC; 0 where @text is no time of
 *   day, or that is more than four hours away
 */
gint64
zb_snooze_parse_clock (const char *text, gint64 now)
{
  g_autofree char *narrow = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_TIME_SPAN_SECOND);
  g_autoptr (GDateTime) local = g_date_time_to_local (utc);
  g_autoptr (GDateTime) today = NULL, next = NULL;
  gint64 until;
  int hour, minute;

  if (!narrow || !read_clock (g_strstrip (narrow), &hour, &minute))
    return 0;
  today = g_date_time_new_local (g_date_time_get_year (local), g_date_time_get_month (local),
                                 g_date_time_get_day_of_month (local), hour, minute, 0);
  next = g_date_time_compare (today, local) > 0 ? g_date_time_ref (today) : g_date_time_add_days (today, 1);
  until = g_date_time_to_unix (next) * G_TIME_SPAN_SECOND;
  return until > now && until <= now + ZB_SNOOZE_AT_MOST ? until : 0;
}

static const char *
get_clock (ZbSnoozeForm *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->clock));
}

/**
 * zb_snooze_form_get_until:
 * @self: a form
 *
 * Returns: until when, counted from now, µs UTC; 0 where what was written is no such time
 */
gint64
zb_snooze_form_get_until (ZbSnoozeForm *self)
{
  const gint64 now = zb_now ();
  const guint active = adw_toggle_group_get_active (self->whiles);

  if (*get_clock (self))
    return zb_snooze_parse_clock (get_clock (self), now);
  if (active >= G_N_ELEMENTS (whiles))
    return 0;
  return now + MIN (whiles[active] * G_TIME_SPAN_MINUTE, ZB_SNOOZE_AT_MOST - MARGIN);
}

/**
 * zb_snooze_form_dup_reason:
 * @self: a form
 *
 * Returns: (transfer full): why
 */
char *
zb_snooze_form_dup_reason (ZbSnoozeForm *self)
{
  return zb_reason_field_dup_reason (self->reason);
}

/**
 * zb_snooze_form_is_complete:
 * @self: a form
 *
 * Returns: whether it says until when and why
 */
gboolean
zb_snooze_form_is_complete (ZbSnoozeForm *self)
{
  return zb_snooze_form_get_until (self) > 0 && zb_reason_field_has_reason (self->reason);
}

/**
 * zb_snooze_form_get_entry:
 * @self: a form
 *
 * Returns: (transfer none): where one writes why, for the focus
 */
GtkWidget *
zb_snooze_form_get_entry (ZbSnoozeForm *self)
{
  return zb_reason_field_get_entry (self->reason);
}

/* --- what it looks like ------------------------------------------------------------------------- */

static void
update (ZbSnoozeForm *self)
{
  const gint64 until = zb_snooze_form_get_until (self);
  g_autofree char *time = until > 0 ? zb_words_time (until) : NULL;
  g_autofree char *words = until > 0 ? g_strdup_printf (_ ("Wakes at %s, or when it becomes graver"), time)
                                     : g_strdup (_ ("A time of day within the next four hours, as 14:30"));

  gtk_label_set_text (self->wakes, words);
  if (until > 0)
    gtk_widget_remove_css_class (GTK_WIDGET (self->wakes), "zb-warn");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->wakes), "zb-warn");
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Who chooses a while has done with the time of day. */
static void
on_while_chosen (ZbSnoozeForm *self)
{
  if (*get_clock (self))
    gtk_editable_set_text (GTK_EDITABLE (self->clock), "");
  else
    update (self);
}

static char *
describe_while (guint minutes)
{
  return minutes < 60 ? g_strdup_printf (ngettext ("%u min", "%u min", minutes), minutes)
                      : g_strdup_printf (ngettext ("%u h", "%u h", minutes / 60), minutes / 60);
}

static void
add_whiles (ZbSnoozeForm *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (whiles); i++)
    {
      AdwToggle *toggle = adw_toggle_new ();
      g_autofree char *words = describe_while (whiles[i]);
      adw_toggle_set_label (toggle, words);
      adw_toggle_group_add (self->whiles, toggle);
    }
}

static GtkWidget *
new_clock_line (ZbSnoozeForm *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (_ ("Or until"));

  self->clock = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->clock), "14:30");
  gtk_entry_set_max_length (GTK_ENTRY (self->clock), 5);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->clock), 6);
  gtk_entry_set_activates_default (GTK_ENTRY (self->clock), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->clock), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Time of day"), -1);
  self->wakes = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->wakes, TRUE);
  gtk_label_set_xalign (self->wakes, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->wakes), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->wakes), "zb-caption");
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), self->clock);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->wakes));
  return line;
}

static void
zb_snooze_form_class_init (ZbSnoozeFormClass *klass)
{
  /**
   * ZbSnoozeForm::changed:
   * @self: a form
   *
   * It says something else.
   */
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_SNOOZE_FORM, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_snooze_form_init (ZbSnoozeForm *self)
{
  const char *const usual[] = { _ ("Works announced"), _ ("Being dealt with"), _ ("Known fault"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->whiles = ADW_TOGGLE_GROUP (adw_toggle_group_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->whiles), "zb-toggle");
  /* Their words are all that tells them apart. */
  adw_toggle_group_set_can_shrink (self->whiles, FALSE);
  add_whiles (self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->whiles));
  gtk_box_append (GTK_BOX (box), new_clock_line (self));
  self->reason = zb_reason_field_new (usual);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->reason));
  adw_bin_set_child (ADW_BIN (self), box);
  g_signal_connect_swapped (self->whiles, "notify::active", G_CALLBACK (on_while_chosen), self);
  g_signal_connect_swapped (self->clock, "changed", G_CALLBACK (update), self);
  g_signal_connect_swapped (self->reason, "changed", G_CALLBACK (update), self);
}

/**
 * zb_snooze_form_new:
 * @minutes: the while that is chosen at first
 *
 * Returns: (transfer floating): the form, without a reason yet
 */
ZbSnoozeForm *
zb_snooze_form_new (guint minutes)
{
  ZbSnoozeForm *self = g_object_new (ZB_TYPE_SNOOZE_FORM, NULL);
  guint active = 0;

  while (active + 1 < G_N_ELEMENTS (whiles) && whiles[active] < minutes)
    active++;
  adw_toggle_group_set_active (self->whiles, active);
  update (self);
  return self;
}

/* --- for one alert ------------------------------------------------------------------------------- */

typedef struct
{
  GtkWidget *asker;
  AdwAlertDialog *dialog;
  ZbSnoozeForm *form;
  ZbSnoozeFunc func;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_clear_weak_pointer (&question->asker);
  g_free (question);
}

static void
on_changed (Question *question)
{
  adw_alert_dialog_set_response_enabled (question->dialog, "do", zb_snooze_form_is_complete (question->form));
}

static void
on_response (Question *question, const char *response)
{
  g_autofree char *reason = zb_snooze_form_dup_reason (question->form);

  if (g_str_equal (response, "do") && question->asker && zb_snooze_form_is_complete (question->form))
    question->func (question->asker, zb_snooze_form_get_until (question->form), reason);
}

/**
 * zb_ask_snooze:
 * @asker: the widget on whose behalf it is asked
 * @minutes: the while that is chosen at first
 * @func: what to do with the answer
 *
 * Asks until when an alert is to be put aside, and why. Nothing is done where the dialog is closed or @asker
 * is gone.
 *
 * Returns: (transfer none): the dialog
 */
AdwDialog *
zb_ask_snooze (GtkWidget *asker, guint minutes, ZbSnoozeFunc func)
{
  Question *question = g_new0 (Question, 1);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Snooze this alert?"), NULL);

  question->dialog = ADW_ALERT_DIALOG (dialog);
  question->form = zb_snooze_form_new (minutes);
  question->func = func;
  g_set_weak_pointer (&question->asker, asker);
  g_object_set_data_full (G_OBJECT (dialog), "question", question, free_question);
  g_signal_connect_swapped (question->form, "changed", G_CALLBACK (on_changed), question);
  adw_alert_dialog_set_extra_child (question->dialog, GTK_WIDGET (question->form));
  adw_alert_dialog_add_responses (question->dialog, "cancel", _ ("Cancel"), "do", C_ ("verb", "Snooze"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (question->dialog, "do", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_response_enabled (question->dialog, "do", FALSE);
  adw_alert_dialog_set_default_response (question->dialog, "do");
  adw_alert_dialog_set_close_response (question->dialog, "cancel");
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (on_response), question);
  adw_dialog_set_focus (dialog, zb_snooze_form_get_entry (question->form));
  adw_dialog_present (dialog, asker);
  return dialog;
}
