/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zhiban-platform user add|list|disable|enable|reset */
#include "zb-cli.h"

#include "zb-accounts.h"

#include <glib/gi18n.h>
#include <gio/gio.h>
#include <stdio.h>

typedef struct
{
  char *name;
  char *number;
  char *role;
  char *organisation;
  char *unit;
  char **areas;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->name);
  g_free (options->number);
  g_free (options->role);
  g_free (options->organisation);
  g_free (options->unit);
  g_strfreev (options->areas);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, int *argc, char ***argv)
{
  const GOptionEntry entries[] = {
    { "role", 0, 0, G_OPTION_ARG_STRING, &options->role, N_ ("The role"), "ROLE" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options->name, N_ ("The person's name"), "NAME" },
    { "number", 0, 0, G_OPTION_ARG_STRING, &options->number, N_ ("The officer's number"), "NUMBER" },
    { "area", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->areas,
      N_ ("An area: id, code or name; may be repeated"), "AREA" },
    { "organisation", 0, 0, G_OPTION_ARG_STRING, &options->organisation, N_ ("A handler's organisation"),
      "ID" },
    { "unit", 0, 0, G_OPTION_ARG_STRING, &options->unit, N_ ("A handler's unit"), "ID" },
    { NULL },
  };
  return zb_cli_parse (argc, argv, entries, "user add USERNAME --role ROLE");
}

static char **
find_areas (ZbConnection *connection, char **names)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      char *id = zb_cli_find_area (connection, names[i]);
      if (id == NULL)
        {
          zb_cli_fail (_ ("There is no area called %s."), names[i]);
          return NULL;
        }
      g_strv_builder_take (builder, id);
    }
  return g_strv_builder_end (builder);
}

static ZbAccount *
make_account (ZbConnection *connection, const char *username, Options *options)
{
  int role = zb_choices_parse (&zb_roles, options->role);
  if (role <= 0)
    {
      g_autofree char *known = g_strjoinv (", ", (char **)zb_roles.nicks + 1);
      zb_cli_fail (_ ("--role must be one of %s."), known);
      return NULL;
    }
  g_auto (GStrv) areas = find_areas (connection, options->areas);
  if (areas == NULL)
    return NULL;
  ZbAccount *account = g_object_new (ZB_TYPE_ACCOUNT, NULL);
  account->username = g_strdup (username);
  account->name = g_strdup (options->name != NULL ? options->name : username);
  account->number = g_strdup (options->number);
  account->role = role;
  account->areas = g_steal_pointer (&areas);
  account->organisation = g_strdup (options->organisation);
  account->unit = g_strdup (options->unit);
  return account;
}

static void
print_password (const char *username, const char *password)
{
  printf ("username: %s\npassword: %s\n", username, password);
  fprintf (stderr, "%s\n", _ ("The password is shown this once and is not kept."));
}

static int
add (ZbConnection *connection, int argc, char **argv)
{
  g_auto (Options) options = { 0 };
  if (!parse_options (&options, &argc, &argv))
    return 2;
  if (argc != 2)
    return zb_cli_fail (_ ("user add needs one user name."));
  g_autoptr (ZbAccount) account = make_account (connection, argv[1], &options);
  if (account == NULL)
    return 1;
  g_autofree char *password = zb_password_new ();
  g_autofree char *hash = zb_password_hash (password, NULL);
  g_autoptr (GError) error = NULL;
  if (!zb_cli_begin (connection, &error) || !zb_accounts_add (connection, account, hash, &error) ||
      !zb_cli_commit (connection, "user.add", ZB_ENTITY (account)->id, argv[1], &error))
    return g_error_matches (error, ZB_DATABASE_ERROR, ZB_DATABASE_ERROR_CONSTRAINT)
               ? zb_cli_fail (_ ("There is a user called %s already."), argv[1])
               : zb_cli_fail (_ ("The user was not added: %s."), error->message);
  print_password (argv[1], password);
  return 0;
}

static int
list (ZbConnection *connection, int argc, char **argv)
{
  g_autoptr (GPtrArray) accounts = zb_accounts_list (connection, NULL);
  printf ("%-16s %-20s %-10s %-9s %s\n", "USERNAME", "ROLE", "NUMBER", "ENABLED", "NAME");
  for (guint i = 0; i < accounts->len; i++)
    {
      ZbAccount *account = g_ptr_array_index (accounts, i);
      printf ("%-16s %-20s %-10s %-9s %s\n", account->username, zb_choices_nick (&zb_roles, account->role),
              account->number != NULL ? account->number : "-", account->enabled ? "yes" : "no",
              account->name);
    }
  return 0;
}

static ZbAccount *
find (ZbConnection *connection, int argc, char **argv)
{
  ZbAccount *account = argc == 2 ? zb_accounts_find (connection, argv[1], NULL, NULL) : NULL;
  if (argc != 2)
    zb_cli_fail (_ ("user %s needs one user name."), argv[0]);
  else if (account == NULL)
    zb_cli_fail (_ ("There is no user called %s."), argv[1]);
  return account;
}

static int
set_enabled (ZbConnection *connection, int argc, char **argv, gboolean enabled)
{
  g_autoptr (ZbAccount) account = find (connection, argc, argv);
  g_autoptr (GError) error = NULL;
  if (account == NULL)
    return 1;
  const char *id = ZB_ENTITY (account)->id;
  if (!zb_cli_begin (connection, &error) || !zb_accounts_set_enabled (connection, id, enabled, &error) ||
      !zb_cli_commit (connection, enabled ? "user.enable" : "user.disable", id, argv[1], &error))
    return zb_cli_fail (_ ("The user was not changed: %s."), error->message);
  return 0;
}

static int
disable (ZbConnection *connection, int argc, char **argv)
{
  return set_enabled (connection, argc, argv, FALSE);
}

static int
enable (ZbConnection *connection, int argc, char **argv)
{
  return set_enabled (connection, argc, argv, TRUE);
}

static int
reset (ZbConnection *connection, int argc, char **argv)
{
  g_autoptr (ZbAccount) account = find (connection, argc, argv);
  if (account == NULL)
    return 1;
  g_autofree char *password = zb_password_new ();
  g_autofree char *hash = zb_password_hash (password, NULL);
  g_autoptr (GError) error = NULL;
  const char *id = ZB_ENTITY (account)->id;
  if (!zb_cli_begin (connection, &error) || !zb_accounts_set_password (connection, id, hash, &error) ||
      !zb_cli_commit (connection, "user.reset", id, argv[1], &error))
    return zb_cli_fail (_ ("The password was not changed: %s."), error->message);
  print_password (argv[1], password);
  return 0;
}

static const struct
{
  const char *verb;
  int (*run) (ZbConnection *connection, int argc, char **argv);
} verbs[] = {
  { "add", add }, { "list", list }, { "disable", disable }, { "enable", enable }, { "reset", reset },
};

/**
 * zb_cli_user:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: a verb, a user name, options
 *
 * Returns: the exit code
 */
int
zb_cli_user (const char *data_dir, int argc, char **argv)
{
  for (guint i = 0; argc > 0 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].verb, argv[0]))
      {
        g_autoptr (ZbConnection) connection = zb_cli_open (data_dir);
        return connection != NULL ? verbs[i].run (connection, argc, argv) : 1;
      }
  zb_cli_fail (_ ("user needs one of add, list, disable, enable, reset."));
  return 2;
}
