/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-locale.h"

#include <gtk/gtk.h>
#include <libintl.h>
#include <locale.h>

static gboolean
says_nothing (const char *locale)
{
  static const char *const neutral[] = { "C", "POSIX", "C.UTF-8", "C.utf8", NULL };
  const char *language = g_getenv ("LANGUAGE");

  return (!locale || g_strv_contains (neutral, locale)) && (!language || !*language);
}

/* Translations of the build tree, for a console that is not installed. */
static char *
find_translations (void)
{
  const char *build = g_getenv ("ZHIBAN_BUILD");
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = program ? g_path_get_dirname (program) : g_strdup (".");

  if (build)
    return g_build_filename (build, "po", NULL);
  return g_build_filename (folder, "..", "share", "locale", NULL);
}

/**
 * zb_locale_set_up:
 *
 * Sets the language: the one that the environment names, and Chinese where it names none, because
 * the desk that this is made for speaks it. Called once, before any other thread runs.
 */
void
zb_locale_set_up (void)
{
  g_autofree char *translations = find_translations ();

  gtk_disable_setlocale ();
  setlocale (LC_ALL, "");
  if (says_nothing (setlocale (LC_MESSAGES, NULL)))
    {
      /* The C library looks at LANGUAGE in real locales only, not in C.UTF-8. */
      g_setenv ("LANGUAGE", "zh_CN", TRUE);
      if (!setlocale (LC_ALL, "zh_CN.UTF-8") && !setlocale (LC_ALL, "en_US.UTF-8"))
        setlocale (LC_ALL, "C.UTF-8");
    }
  bindtextdomain (GETTEXT_PACKAGE, translations);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
