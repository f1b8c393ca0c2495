/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-sign-in-page.h"

#include "zb-words.h"

/**
 * ZbSignInPage:
 *
 * The door of the console: where an officer signs in, unlocks the desk or takes it over. It only
 * asks; its signal #ZbSignInPage::sign-in tells what was entered.
 */
struct _ZbSignInPage
{
  AdwBin parent_instance;
  GtkLabel *words;
  GtkWidget *platform;
  GtkWidget *username;
  GtkWidget *password;
  GtkWidget *autostart;
  GtkLabel *trouble;
  GtkWidget *sign_in;
  GtkStack *button_face;
  GtkWidget *form;
  GtkWidget *demonstration;
  GtkBox *accounts;
  GtkWidget *other;
  gboolean can_change;
};

enum
{
  SIGN_IN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbSignInPage, zb_sign_in_page, ADW_TYPE_BIN)

/* A line that is made insensitive is not told that it has lost the focus: its cursor and its input method
 * would go on (GTK's issue 5845). */
static void
leave_form (ZbSignInPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (focus && gtk_widget_is_ancestor (focus, self->form))
    gtk_root_set_focus (root, NULL);
}

static void
set_busy (ZbSignInPage *self, gboolean busy)
{
  if (busy)
    leave_form (self);
  gtk_stack_set_visible_child_name (self->button_face, busy ? "busy" : "words");
  gtk_widget_set_sensitive (self->sign_in, !busy);
  gtk_widget_set_sensitive (self->form, !busy);
  gtk_widget_set_visible (self->other, self->can_change && !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->accounts), !busy);
}

static const char *
text_of (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static void
on_submit (ZbSignInPage *self)
{
  if (!*text_of (self->username))
    {
      gtk_widget_grab_focus (self->username);
      return;
    }
  if (!*text_of (self->password))
    {
      gtk_widget_grab_focus (self->password);
      return;
    }
  zb_sign_in_page_set_busy (self, NULL);
  g_signal_emit (self, signals[SIGN_IN], 0, text_of (self->platform), text_of (self->username),
                 text_of (self->password));
}

static void
on_account (GtkButton *button, ZbSignInPage *self)
{
  zb_sign_in_page_set_busy (self, NULL);
  g_signal_emit (self, signals[SIGN_IN], 0, text_of (self->platform),
                 g_object_get_data (G_OBJECT (button), "username"),
                 g_object_get_data (G_OBJECT (button), "password"));
}

/**
 * zb_sign_in_page_ask:
 * @self: the page
 * @words: why the officer is asked
 * @platform: (nullable): the address; %NULL where there is no choice
 * @username: (nullable): who most likely signs in
 *
 * Asks for user and password.
 */
void
zb_sign_in_page_ask (ZbSignInPage *self, const char *words, const char *platform, const char *username)
{
  set_busy (self, FALSE);
  gtk_label_set_label (self->words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  gtk_widget_set_visible (self->platform, platform != NULL);
  gtk_widget_set_visible (self->form, TRUE);
  gtk_widget_set_visible (self->sign_in, TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->platform), platform ? platform : "");
  gtk_editable_set_text (GTK_EDITABLE (self->username), username ? username : "");
  gtk_editable_set_text (GTK_EDITABLE (self->password), "");
  gtk_widget_grab_focus (username && *username ? self->password : self->username);
}

/**
 * zb_sign_in_page_offer_autostart:
 * @self: the page
 *
 * Lets whoever signs in choose whether the program starts by itself from now on.
 */
void
zb_sign_in_page_offer_autostart (ZbSignInPage *self)
{
  gtk_widget_set_visible (self->autostart, TRUE);
}

/**
 * zb_sign_in_page_get_autostart:
 * @self: the page
 *
 * Returns: whether it is to; %FALSE where that was not offered
 */
gboolean
zb_sign_in_page_get_autostart (ZbSignInPage *self)
{
  return gtk_widget_get_visible (self->autostart) &&
         adw_switch_row_get_active (ADW_SWITCH_ROW (self->autostart));
}

/**
 * zb_sign_in_page_set_can_change:
 * @self: the page
 * @can_change: whether another platform may be chosen now, by the action `win.change-platform`
 */
void
zb_sign_in_page_set_can_change (ZbSignInPage *self, gboolean can_change)
{
  self->can_change = can_change;
  gtk_widget_set_visible (self->other, can_change && gtk_widget_get_sensitive (self->sign_in));
}

/**
 * zb_sign_in_page_set_busy:
 * @self: the page
 * @words: (nullable): what is under way; %NULL leaves the words as they are
 *
 * Shows that the officer has to wait. With @words there is nothing to be entered at all.
 */
void
zb_sign_in_page_set_busy (ZbSignInPage *self, const char *words)
{
  set_busy (self, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
  if (!words)
    return;
  gtk_label_set_label (self->words, words);
  gtk_widget_set_visible (self->form, FALSE);
}

/**
 * zb_sign_in_page_fail:
 * @self: the page
 * @trouble: why it did not work
 *
 * Says why the officer could not be signed in, and lets them try again.
 */
void
zb_sign_in_page_fail (ZbSignInPage *self, const char *trouble)
{
  set_busy (self, FALSE);
  gtk_label_set_label (self->trouble, trouble);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
  gtk_widget_grab_focus (self->password);
}

/**
 * zb_sign_in_page_add_account:
 * @self: the page
 * @role: what the account may do
 * @username: who
 * @password: the password that the local platform made
 *
 * Offers an account of the demonstration at one click. Only a console that has started its own
 * platform knows any.
 */
void
zb_sign_in_page_add_account (ZbSignInPage *self, ZbRole role, const char *username, const char *password)
{
  GtkWidget *button = gtk_button_new_with_label (zb_words_choice (&zb_roles, role));

  g_object_set_data_full (G_OBJECT (button), "username", g_strdup (username), g_free);
  g_object_set_data_full (G_OBJECT (button), "password", g_strdup (password), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (on_account), self, G_CONNECT_DEFAULT);
  gtk_box_append (self->accounts, button);
  gtk_widget_set_visible (self->demonstration, TRUE);
}

/**
 * zb_sign_in_page_clear_accounts:
 * @self: the page
 *
 * Offers no account of a demonstration any more.
 */
void
zb_sign_in_page_clear_accounts (ZbSignInPage *self)
{
  GtkWidget *button;

  while ((button = gtk_widget_get_first_child (GTK_WIDGET (self->accounts))))
    gtk_box_remove (self->accounts, button);
  gtk_widget_set_visible (self->demonstration, FALSE);
}

static void
zb_sign_in_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_SIGN_IN_PAGE);
  G_OBJECT_CLASS (zb_sign_in_page_parent_class)->dispose (object);
}

static void
zb_sign_in_page_class_init (ZbSignInPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbSignInPage, name)

  G_OBJECT_CLASS (klass)->dispose = zb_sign_in_page_dispose;
  /**
   * ZbSignInPage::sign-in:
   * @self: the page
   * @platform: the address, empty where there was no choice
   * @username: who
   * @password: the password
   *
   * Somebody wants to sign in.
   */
  signals[SIGN_IN] = g_signal_new ("sign-in", ZB_TYPE_SIGN_IN_PAGE, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/sign-in-page.ui");
  CHILD (words);
  CHILD (platform);
  CHILD (username);
  CHILD (password);
  CHILD (autostart);
  CHILD (trouble);
  CHILD (sign_in);
  CHILD (button_face);
  CHILD (form);
  CHILD (demonstration);
  CHILD (accounts);
  CHILD (other);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_submit);
}

/* When the focus leaves, libpinyin forgets that a password is written here, and IBus repeats only what has
 * changed. Were it not said anew, the letters of the password would become Chinese when the desk is unlocked
 * for the second time. */
static void
on_password_focus (ZbSignInPage *self, GParamSpec *pspec, GtkWidget *text)
{
  AdwEntryRow *row = ADW_ENTRY_ROW (self->password);

  if (!gtk_widget_has_focus (text))
    return;
  adw_entry_row_set_input_purpose (row, GTK_INPUT_PURPOSE_FREE_FORM);
  adw_entry_row_set_input_purpose (row, GTK_INPUT_PURPOSE_PASSWORD);
}

static void
zb_sign_in_page_init (ZbSignInPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_editable_get_delegate (GTK_EDITABLE (self->password)), "notify::has-focus",
                           G_CALLBACK (on_password_focus), self, G_CONNECT_SWAPPED);
}
