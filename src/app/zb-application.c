/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-application.h"

#include "zb-window.h"

/**
 * ZbApplication:
 *
 * The console as a program: its command line, its windows and its actions.
 */
struct _ZbApplication
{
  AdwApplication parent_instance;
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
zb_application_startup (GApplication *application)
{
  G_APPLICATION_CLASS (zb_application_parent_class)->startup (application);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), ADW_COLOR_SCHEME_FORCE_DARK);
}

static void
zb_application_activate (GApplication *application)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (!window)
    window = GTK_WINDOW (zb_window_new (ADW_APPLICATION (application)));
  gtk_window_present (window);
}

static void
zb_application_class_init (ZbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = zb_application_startup;
  application_class->activate = zb_application_activate;
}

static void
zb_application_init (ZbApplication *self)
{
}
