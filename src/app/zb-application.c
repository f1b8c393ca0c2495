/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-application.h"

#include "zb-settings.h"
#include "zb-window.h"

/**
 * ZbApplication:
 *
 * The console as a program: its command line, its windows and its actions.
 */
struct _ZbApplication
{
  AdwApplication parent_instance;
  GSettings *settings;
  ZbDesk *desk;
};

G_DEFINE_FINAL_TYPE (ZbApplication, zb_application, ADW_TYPE_APPLICATION)

/**
 * zb_application_new:
 *
 * Returns: (transfer full): the console
 */
ZbApplication *
zb_application_new (void)
{
  return g_object_new (ZB_TYPE_APPLICATION, "application-id", "cn.zhiban.Console", "resource-base-path",
                       "/cn/zhiban/Console", "flags", G_APPLICATION_NON_UNIQUE, NULL);
}

static void
apply_style (GSettings *settings)
{
  static const AdwColorScheme schemes[] = { ADW_COLOR_SCHEME_FORCE_DARK, ADW_COLOR_SCHEME_FORCE_LIGHT,
                                            ADW_COLOR_SCHEME_DEFAULT };
  const int style = g_settings_get_enum (settings, "style");

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[style]);
}

static void
zb_application_startup (GApplication *application)
{
  ZbApplication *self = ZB_APPLICATION (application);

  G_APPLICATION_CLASS (zb_application_parent_class)->startup (application);
  self->settings = zb_settings_new ();
  self->desk = zb_desk_new ();
  g_signal_connect_object (self->settings, "changed::style", G_CALLBACK (apply_style), self,
                           G_CONNECT_DEFAULT);
  apply_style (self->settings);
}

static void
zb_application_activate (GApplication *application)
{
  ZbApplication *self = ZB_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (!window)
    window = GTK_WINDOW (zb_window_new (ADW_APPLICATION (application), self->desk, self->settings));
  gtk_window_present (window); zb_window_set_open (ZB_WINDOW(window), TRUE);
}

static void
zb_application_finalize (GObject *object)
{
  ZbApplication *self = ZB_APPLICATION (object);

  g_clear_object (&self->desk);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (zb_application_parent_class)->finalize (object);
}

static void
zb_application_class_init (ZbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zb_application_finalize;
  application_class->startup = zb_application_startup;
  application_class->activate = zb_application_activate;
}

static void
zb_application_init (ZbApplication *self)
{
}
