/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-telephone-dialog.h"

#include "zb-now.h"
#include "zb-qr-code.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbTelephoneDialog:
 *
 * Lets a unit's telephone in: a code to type, and the address as a picture for its camera, without the code
 * in it. It signs the unit's telephones out, and gives a key to the application that reports their position.
 * What is shown is shown this once: the platform keeps neither code nor key.
 */
struct _ZbTelephoneDialog
{
  AdwDialog parent_instance;
  ZbQuery *query;
  ZbUnit *unit;
  ZbAnswer *answer; /* of what was asked last */
  ZbTelephoneDeed deed;
  guint expiry_source;

  ZbQrCode *picture;
  GtkLabel *code_label, *until_label, *url_label, *key_label, *said_label;
};

G_DEFINE_FINAL_TYPE (ZbTelephoneDialog, zb_telephone_dialog, ADW_TYPE_DIALOG)

static const char *const action_names[] = { "telephone.code", "telephone.sign-out", "telephone.key",
                                            "telephone.end-key" };

static void
set_asking (ZbTelephoneDialog *self, gboolean asking)
{
  for (gsize i = 0; i < G_N_ELEMENTS (action_names); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), action_names[i], !asking);
  gtk_label_set_label (self->said_label, asking ? _ ("Asking the platform…") : "");
}

/* --- the code ------------------------------------------------------------------------------------------ */

static gboolean
on_expired (gpointer data)
{
  ZbTelephoneDialog *self = data;

  self->expiry_source = 0;
  gtk_label_set_label (self->code_label, "–");
  gtk_label_set_label (self->until_label, _ ("The code is not good any more."));
  return G_SOURCE_REMOVE;
}

static void
watch_expiry (ZbTelephoneDialog *self, gint64 until)
{
  const gint64 left = MAX (until - zb_now (), 0) / G_TIME_SPAN_SECOND;

  g_clear_handle_id (&self->expiry_source, g_source_remove);
  self->expiry_source = g_timeout_add_seconds ((guint)left, on_expired, self);
}

/* In two groups, as it is read out. */
static void
show_code (ZbTelephoneDialog *self, ZbTelephone *telephone)
{
  g_autofree char *groups = g_strdup_printf ("%.4s %s", telephone->code, telephone->code + 4);
  g_autofree char *time = zb_words_time (telephone->expires_at);
  g_autofree char *until = g_strdup_printf (_ ("good until %s"), time);

  gtk_label_set_label (self->code_label, groups);
  gtk_label_set_label (self->until_label, until);
  gtk_label_set_label (self->url_label, telephone->url);
  zb_qr_code_set_text (self->picture, telephone->url);
  watch_expiry (self, telephone->expires_at);
}

/* --- the rest ------------------------------------------------------------------------------------------ */

static void
show_signed_out (ZbTelephoneDialog *self, ZbTelephone *telephone)
{
  const guint n = (guint)telephone->ended;
  g_autofree char *words =
      g_strdup_printf (ngettext ("%u telephone was signed out.", "%u telephones were signed out.", n), n);

  gtk_label_set_label (self->said_label, n > 0 ? words : _ ("No telephone was signed in."));
  if (self->expiry_source != 0)
    {
      g_clear_handle_id (&self->expiry_source, g_source_remove);
      on_expired (self);
    }
}

static void
show_key (ZbTelephoneDialog *self, ZbTelephone *telephone)
{
  g_autofree char *lines = g_strdup_printf (
      "%s\n%s\n%s\n%s", _ ("Address, user and password for the application, shown this once:"),
      telephone->url, telephone->user, telephone->key);

  gtk_label_set_label (self->key_label, lines);
  gtk_widget_set_visible (GTK_WIDGET (self->key_label), TRUE);
}

static void
show_key_ended (ZbTelephoneDialog *self, ZbTelephone *telephone)
{
  gtk_widget_set_visible (GTK_WIDGET (self->key_label), FALSE);
  gtk_label_set_label (self->said_label,
                       telephone->ended > 0 ? _ ("The key was taken away.") : _ ("There was no key."));
}

static void
show (ZbTelephoneDialog *self, ZbTelephone *telephone)
{
  switch (self->deed)
    {
    case ZB_TELEPHONE_CODE:
      if (telephone->code && strlen (telephone->code) >= 4)
        show_code (self, telephone);
      break;
    case ZB_TELEPHONE_SIGN_OUT:
      show_signed_out (self, telephone);
      break;
    case ZB_TELEPHONE_KEY:
      show_key (self, telephone);
      break;
    case ZB_TELEPHONE_END_KEY:
    default:
      show_key_ended (self, telephone);
    }
}

/* --- asking ----------------------------------------------------------------------------------------------
 */

static void
on_answered (ZbTelephoneDialog *self)
{
  g_autoptr (ZbTelephone) telephone = NULL;
  g_autoptr (ZbAnswer) answer = NULL;

  if (!self->answer || zb_answer_get_state (self->answer) == ZB_ANSWER_PENDING)
    return;
  answer = g_steal_pointer (&self->answer);
  g_signal_handlers_disconnect_by_data (answer, self);
  set_asking (self, FALSE);
  telephone = g_list_model_get_item (zb_answer_get_items (answer), 0);
  if (telephone)
    show (self, telephone);
  else
    gtk_label_set_label (self->said_label, zb_words_problem (zb_answer_get_problem (answer)));
}

static void
ask (ZbTelephoneDialog *self, ZbTelephoneDeed deed)
{
  if (self->answer)
    return;
  set_asking (self, TRUE);
  self->deed = deed;
  self->answer = zb_query_telephone (self->query, ZB_ENTITY (self->unit)->id, deed);
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answered), self, G_CONNECT_SWAPPED);
  on_answered (self);
}

static void
act (GtkWidget *widget, const char *name, GVariant *parameter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (action_names); i++)
    if (g_str_equal (action_names[i], name))
      ask (ZB_TELEPHONE_DIALOG (widget), (ZbTelephoneDeed)i);
}

static void
act_close (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- GObject ------------------------------------------------------------------------------------------ */

static void
zb_telephone_dialog_dispose (GObject *object)
{
  ZbTelephoneDialog *self = ZB_TELEPHONE_DIALOG (object);

  g_clear_handle_id (&self->expiry_source, g_source_remove);
  /* libadwaita 1.7 keeps the sheet of a closed dialog alive, and with it all that lies on it. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), ZB_TYPE_TELEPHONE_DIALOG);
  g_clear_object (&self->answer);
  g_clear_object (&self->unit);
  g_clear_object (&self->query);
  G_OBJECT_CLASS (zb_telephone_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/zhiban/Console/ui/units/telephone-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbTelephoneDialog, picture);
  gtk_widget_class_bind_template_child (widget_class, ZbTelephoneDialog, code_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTelephoneDialog, until_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTelephoneDialog, url_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTelephoneDialog, key_label);
  gtk_widget_class_bind_template_child (widget_class, ZbTelephoneDialog, said_label);
}

static void
zb_telephone_dialog_class_init (ZbTelephoneDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_telephone_dialog_dispose;
  g_type_ensure (ZB_TYPE_QR_CODE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "telephone.code", NULL, act);
  gtk_widget_class_install_action (widget_class, "telephone.sign-out", NULL, act);
  gtk_widget_class_install_action (widget_class, "telephone.key", NULL, act);
  gtk_widget_class_install_action (widget_class, "telephone.end-key", NULL, act);
  gtk_widget_class_install_action (widget_class, "telephone.close", NULL, act_close);
}

static void
zb_telephone_dialog_init (ZbTelephoneDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_telephone_dialog_new:
 * @query: whoever can ask the platform
 * @unit: whose telephone
 *
 * Returns: (transfer floating): the dialog, which has asked for a code
 */
ZbTelephoneDialog *
zb_telephone_dialog_new (ZbQuery *query, ZbUnit *unit)
{
  ZbTelephoneDialog *self = g_object_new (ZB_TYPE_TELEPHONE_DIALOG, NULL);
  g_autofree char *title = g_strdup_printf (_ ("Telephone of %s"), unit->call_sign);

  self->query = g_object_ref (query);
  self->unit = g_object_ref (unit);
  adw_dialog_set_title (ADW_DIALOG (self), title);
  ask (self, ZB_TELEPHONE_CODE);
  return self;
}
