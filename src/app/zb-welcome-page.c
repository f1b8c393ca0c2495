/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-welcome-page.h"

/**
 * ZbWelcomePage:
 *
 * What a console asks at its very first start, and when another platform is wanted: at which address the
 * platform is, or whether one is to be started on this machine. It only asks; its signals tell what was
 * chosen.
 */
struct _ZbWelcomePage
{
  AdwBin parent_instance;
  GtkWidget *address;
  GtkLabel *trouble;
  GtkWidget *submit;
  GtkStack *button_face;
  GtkWidget *here;
  GtkWidget *back;
  gboolean busy;
};

enum
{
  ADDRESS,
  HERE,
  BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbWelcomePage, zb_welcome_page, ADW_TYPE_BIN)

static void
hide_trouble (ZbWelcomePage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), FALSE);
}

static void
on_changed (ZbWelcomePage *self)
{
  hide_trouble (self);
}

static void
on_submit (ZbWelcomePage *self)
{
  const char *address = gtk_editable_get_text (GTK_EDITABLE (self->address));

  if (self->busy)
    return;
  if (*address)
    g_signal_emit (self, signals[ADDRESS], 0, address);
  else
    gtk_widget_grab_focus (self->address);
}

static void
on_here (ZbWelcomePage *self)
{
  g_signal_emit (self, signals[HERE], 0);
}

static void
on_back (ZbWelcomePage *self)
{
  g_signal_emit (self, signals[BACK], 0);
}

/**
 * zb_welcome_page_ask:
 * @self: the page
 * @address: (nullable): the address that it most likely is
 * @can_go_back: whether there is a platform already that may stay
 *
 * Asks for a platform.
 */
void
zb_welcome_page_ask (ZbWelcomePage *self, const char *address, gboolean can_go_back)
{
  zb_welcome_page_set_busy (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->address), address ? address : "");
  hide_trouble (self);
  gtk_widget_set_visible (self->back, can_go_back);
  gtk_widget_grab_focus (self->address);
}

/**
 * zb_welcome_page_set_busy:
 * @self: the page
 * @busy: whether the address is being checked
 *
 * Shows that one has to wait. The focus stays where it is, and another choice can be made all the while.
 */
void
zb_welcome_page_set_busy (ZbWelcomePage *self, gboolean busy)
{
  hide_trouble (self);
  self->busy = busy;
  gtk_stack_set_visible_child_name (self->button_face, busy ? "busy" : "words");
  gtk_editable_set_editable (GTK_EDITABLE (self->address), !busy);
}

/**
 * zb_welcome_page_fail:
 * @self: the page
 * @trouble: what is wrong with the address, and what to do
 *
 * Says why that platform cannot be used, and lets one try again.
 */
void
zb_welcome_page_fail (ZbWelcomePage *self, const char *trouble)
{
  zb_welcome_page_set_busy (self, FALSE);
  gtk_label_set_label (self->trouble, trouble);
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), TRUE);
  gtk_widget_grab_focus (self->address);
}

static void
zb_welcome_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (zb_welcome_page_parent_class)->dispose (object);
}

static void
add_signals (GType type)
{
  /**
   * ZbWelcomePage::address:
   * @self: the page
   * @address: what was entered, as it was
   *
   * The platform at an address is wanted.
   */
  signals[ADDRESS] =
      g_signal_new ("address", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * ZbWelcomePage::here:
   *
   * A platform on this machine is wanted.
   */
  signals[HERE] = g_signal_new ("here", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * ZbWelcomePage::back:
   *
   * The platform is to stay as it is.
   */
  signals[BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_welcome_page_class_init (ZbWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbWelcomePage, name)

  G_OBJECT_CLASS (klass)->dispose = zb_welcome_page_dispose;
  add_signals (ZB_TYPE_WELCOME_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/welcome-page.ui");
  CHILD (address);
  CHILD (trouble);
  CHILD (submit);
  CHILD (button_face);
  CHILD (here);
  CHILD (back);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_submit);
  gtk_widget_class_bind_template_callback (widget_class, on_here);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
}

static void
zb_welcome_page_init (ZbWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
