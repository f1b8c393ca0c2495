/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-application.h"
#include "zb-locale.h"

#include <gst/gst.h>

int
main (int argc, char *argv[])
{
  g_autoptr (ZbApplication) application = NULL;

  zb_locale_set_up ();
  gst_init (NULL, NULL);
  application = zb_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
