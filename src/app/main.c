/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-application.h"
#include "zb-locale.h"

#include <gst/gst.h>
#include <libdex.h>

int
main (int argc, char *argv[])
{
  g_autoptr (ZbApplication) application = NULL;
  int code;

  zb_locale_set_up ();
  dex_init ();
  gst_init (NULL, NULL);
  application = zb_application_new ();
  code = g_application_run (G_APPLICATION (application), argc, argv);
  return code != 0 ? code : zb_application_get_exit_code (application);
}
