/* SPDX-License-Identifier: GPL-3.0-or-later */
/* zhiban-platform wall add NAME --account USERNAME [--area AREA], wall list, wall remove NAME */
#include "zb-cli.h"

#include "zb-accounts.h"
#include "zb-area.h"
#include "zb-time.h"
#include "zb-wall-commands.h"

#include <glib/gi18n.h>
#include <stdio.h>

/* --- what the verbs share ------------------------------------------------------------------- */

typedef struct
{
  ZbConnection *connection;
  ZbAreas *areas;
  ZbTransaction *tx;
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->tx, zb_transaction_free);
  g_clear_pointer (&self->areas, zb_areas_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

static gboolean
begin (Work *self, ZbConnection *connection, GError **error)
{
  self->connection = connection;
  if (!zb_cli_begin (connection, error))
    return FALSE;
  self->areas = zb_areas_load (connection, error);
  if (self->areas == NULL)
    return FALSE;
  self->tx = zb_transaction_new (connection, self->areas, NULL, g_get_real_time () / 1000 * 1000);
  return TRUE;
}

static int
commit (Work *self, const char *action, ZbWall *wall, const char *name)
{
  const GError *wrong = zb_transaction_get_error (self->tx);
  g_autoptr (GError) error = NULL;
  if (wrong == NULL && zb_cli_commit (self->connection, action, wall->parent_instance.id, name, &error))
    return 0;
  return zb_cli_fail (_ ("The walls were not changed: %s."), (wrong != NULL ? wrong : error)->message);
}

/* --- add -------------------------------------------------------------------------------------- */

static ZbAccount *
find_account (Work *self, const char *username)
{
  g_autoptr (ZbAccount) account = zb_accounts_find (self->connection, username, NULL, NULL);
  ZbWall *taken = account != NULL ? zb_wall_find_of_account (self->tx, ZB_ENTITY (account)->id) : NULL;
  if (account == NULL)
    zb_cli_fail (_ ("There is no user called %s."), username);
  else if (account->role != ZB_ROLE_WALL)
    zb_cli_fail (_ ("The user %s has not the role wall."), username);
  else if (taken != NULL)
    zb_cli_fail (_ ("The user %s signs in for the wall %s already."), username, taken->name);
  else
    return g_steal_pointer (&account);
  return NULL;
}

/* What the wall stands for has to be what its account sees: else it would not see itself. */
static gboolean
find_area (Work *self, ZbAccount *account, const char *name, char **area)
{
  *area = name != NULL ? zb_cli_find_area (self->connection, name) : NULL;
  if (name != NULL && *area == NULL)
    zb_cli_fail (_ ("There is no area called %s."), name);
  else if (!zb_areas_contain (self->areas, (const char *const *)account->areas, *area))
    zb_cli_fail (_ ("The area %s is not in the sight of the user %s."), name, account->username);
  else
    return TRUE;
  return FALSE;
}

static int
add_wall (ZbConnection *connection, const char *name, const char *username, const char *area_name)
{
  g_auto (Work) work = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *area = NULL;
  if (!begin (&work, connection, &error))
    return zb_cli_fail (_ ("The database is busy: %s."), error->message);
  g_autoptr (ZbAccount) account = find_account (&work, username);
  if (account == NULL || !find_area (&work, account, area_name, &area))
    return 1;
  ZbWall *wall = zb_wall_add (work.tx, name, account, area);
  int code = commit (&work, "wall.add", wall, name);
  if (code == 0)
    printf ("wall: %s\nid: %s\n", name, wall->parent_instance.id);
  return code;
}

static int
add (ZbConnection *connection, int argc, char **argv)
{
  g_autofree char *account = NULL, *area = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account, N_ ("Who signs in for it, of the role wall"),
      "USERNAME" },
    { "area", 0, 0, G_OPTION_ARG_STRING, &area, N_ ("The area it stands for: id, code or name"), "AREA" },
    { NULL },
  };
  if (!zb_cli_parse (&argc, &argv, entries, "wall add NAME --account USERNAME"))
    return 2;
  if (argc != 2 || *argv[1] == '\0' || account == NULL)
    {
      zb_cli_fail (_ ("wall add needs one name, and --account with a user name."));
      return 2;
    }
  return add_wall (connection, argv[1], account, area);
}

/* --- list and remove ----------------------------------------------------------------------------- */

static void
print_wall (Work *work, ZbWall *wall)
{
  g_autoptr (ZbAccount) account = zb_accounts_load (work->connection, wall->account, NULL);
  ZbArea *area = zb_transaction_load (work->tx, ZB_KIND_AREA, wall->area);
  const ZbWallScene *pushed = zb_wall_get_pushed_scene (wall, work->tx->now);
  char heard[ZB_TIME_LENGTH + 1] = "never";
  if (wall->health != NULL)
    zb_time_format (wall->health->as_of, heard);
  printf ("%-16s %-12s %-10s %-26s %s\n", account != NULL ? account->username : "-",
          area != NULL ? area->name : "-",
          pushed != NULL ? zb_choices_nick (&zb_wall_scene_kinds, pushed->kind) : "rotation", heard,
          wall->name);
}

static GPtrArray *
find_walls (Work *work)
{
  return zb_transaction_find (work->tx, ZB_KIND_WALL, "rid > 0 ORDER BY rid", "");
}

static int
list (ZbConnection *connection, int argc, char **argv)
{
  g_auto (Work) work = { 0 };
  g_autoptr (GError) error = NULL;
  if (!begin (&work, connection, &error))
    return zb_cli_fail (_ ("The database is busy: %s."), error->message);
  g_autoptr (GPtrArray) walls = find_walls (&work);
  printf ("%-16s %-12s %-10s %-26s %s\n", "ACCOUNT", "AREA", "SCENE", "HEARD", "NAME");
  for (guint i = 0; i < walls->len; i++)
    print_wall (&work, g_ptr_array_index (walls, i));
  return 0;
}

static int
take_away (ZbConnection *connection, int argc, char **argv)
{
  g_auto (Work) work = { 0 };
  g_autoptr (GError) error = NULL;
  if (argc != 2)
    return zb_cli_fail (_ ("wall remove needs one name."));
  if (!begin (&work, connection, &error))
    return zb_cli_fail (_ ("The database is busy: %s."), error->message);
  g_autoptr (GPtrArray) walls = find_walls (&work);
  for (guint i = 0; i < walls->len; i++)
    {
      ZbWall *wall = g_ptr_array_index (walls, i);
      if (g_strcmp0 (wall->name, argv[1]) != 0)
        continue;
      zb_transaction_remove (work.tx, wall);
      return commit (&work, "wall.remove", wall, argv[1]);
    }
  return zb_cli_fail (_ ("There is no wall called %s."), argv[1]);
}

static const struct
{
  const char *verb;
  int (*run) (ZbConnection *connection, int argc, char **argv);
} verbs[] = { { "add", add }, { "list", list }, { "remove", take_away } };

/**
 * zb_cli_wall:
 * @data_dir: the platform's folder
 * @argc: how many words
 * @argv: the words: a verb, a name, options
 *
 * Returns: the exit code
 */
int
zb_cli_wall (const char *data_dir, int argc, char **argv)
{
  for (guint i = 0; argc > 0 && i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verbs[i].verb, argv[0]))
      {
        g_autoptr (ZbConnection) connection = zb_cli_open (data_dir);
        return connection != NULL ? verbs[i].run (connection, argc, argv) : 1;
      }
  zb_cli_fail (_ ("wall needs one of add, list, remove."));
  return 2;
}
