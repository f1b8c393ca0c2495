/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include <glib/gi18n.h>

#include "zb-application.h"

int
main (int argc, char *argv[])
{
  g_autoptr (ZbApplication) application = NULL;

  setlocale (LC_ALL, "");
  application = zb_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
