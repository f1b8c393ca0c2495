/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform with three walls: one for the district and one for each subdistrict. */
#include "walls.h"

#include "zb-accounts.h"
#include "zb-uuid.h"
#include "zb-wall-commands.h"

#include <stdarg.h>

static ZbAccount *
add_account (ZbTransaction *tx, const char *username, ZbRole role, const char *area)
{
  const char *areas[] = { area, NULL };
  g_autofree char *hash = zb_password_hash (ZB_TEST_PASSWORD, NULL);
  ZbAccount *account = g_object_new (ZB_TYPE_ACCOUNT, NULL);
  account->username = g_strdup (username);
  account->name = g_strdup (username);
  account->role = role;
  account->areas = g_strdupv ((char **)areas);
  zb_accounts_add (tx->connection, account, hash, &tx->error);
  return account;
}

static gboolean
add_walls (ZbTransaction *tx, gpointer data)
{
  Walls *self = data;
  g_autoptr (ZbAccount) district = zb_accounts_find (tx->connection, "wall", NULL, NULL);
  g_autoptr (ZbAccount) north = add_account (tx, WALL_NORTH, ZB_ROLE_WALL, ZB_TEST_NORTH);
  g_autoptr (ZbAccount) south = add_account (tx, WALL_SOUTH, ZB_ROLE_WALL, ZB_TEST_SOUTH);
  g_autoptr (ZbAccount) officer = add_account (tx, "north-duty", ZB_ROLE_DUTY_OFFICER, ZB_TEST_NORTH);
  self->district = g_strdup (zb_wall_add (tx, "指挥大厅", district, NULL)->parent_instance.id);
  self->north = g_strdup (zb_wall_add (tx, "北街道大屏", north, NULL)->parent_instance.id);
  self->south = g_strdup (zb_wall_add (tx, "南街道大屏", south, NULL)->parent_instance.id);
  return TRUE;
}

/**
 * walls_new:
 *
 * Returns: (transfer full): a platform with three walls, and a duty officer "north-duty" of one subdistrict
 */
Walls *
walls_new (void)
{
  Walls *self = g_new0 (Walls, 1);
  g_autoptr (GError) error = NULL;
  self->platform = zb_test_platform_new_with (
      &(ZbPlatformOptions){ .heartbeat_ms = 1000, .clock_ms = 20, .refusals_ms = 300 });
  zb_platform_work_sync (zb_test_platform_get (self->platform), add_walls, self, &error);
  g_assert_no_error (error);
  return self;
}

void
walls_free (Walls *self)
{
  zb_test_platform_free (self->platform);
  g_free (self->district);
  g_free (self->north);
  g_free (self->south);
  g_free (self);
}

typedef struct
{
  const char *sql;
  gint64 number;
} Count;

static gboolean
count (ZbTransaction *tx, gpointer data)
{
  Count *self = data;
  self->number = zb_transaction_count (tx, self->sql, "");
  return TRUE;
}

/**
 * walls_count:
 * @self: walls
 * @sql: a query
 *
 * Returns: the first column of its first row
 */
gint64
walls_count (Walls *self, const char *sql)
{
  Count job = { sql, 0 };
  g_autoptr (GError) error = NULL;
  zb_platform_work_sync (zb_test_platform_get (self->platform), count, &job, &error);
  g_assert_no_error (error);
  return job.number;
}

/**
 * walls_make_case:
 * @self: walls
 * @point: where, as GeoJSON
 *
 * Returns: (transfer full): the id of a new case
 */
char *
walls_make_case (Walls *self, const char *point)
{
  char *id = zb_uuid_new ();
  g_autoptr (ZbTestAnswer) answer = zb_test_post (
      self->platform, "officer", "/cases",
      "{\"id\":\"%s\",\"kind\":\"smoke_fire\",\"severity\":\"high\",\"title\":\"冒烟\",\"place\":\"天山路\","
      "\"location\":%s}",
      id, point);
  zb_test_assert_status (answer, 201);
  return id;
}

ZbTestAnswer *
walls_put_scene (Walls *self, const char *who, const char *wall, const char *format, ...)
{
  va_list args;
  va_start (args, format);
  g_autofree char *body = g_strdup_vprintf (format, args);
  va_end (args);
  g_autofree char *path = g_strdup_printf ("/walls/%s/scene", wall);
  return zb_test_send (self->platform, who, "PUT", path, NULL, body);
}

ZbTestAnswer *
walls_put_health (Walls *self, const char *who, const char *wall, const char *body)
{
  g_autofree char *path = g_strdup_printf ("/walls/%s/health", wall);
  return zb_test_send (self->platform, who, "PUT", path, NULL, body);
}

static gboolean
forget_health (ZbTransaction *tx, gpointer id)
{
  ZbWall *wall = zb_transaction_load (tx, ZB_KIND_WALL, id);
  g_clear_object (&wall->health);
  zb_transaction_save (tx, wall, NULL);
  return TRUE;
}

/**
 * walls_forget_health:
 * @self: walls
 * @wall: the id of one
 *
 * As if it had not been heard yet, so that it may speak again at once.
 */
void
walls_forget_health (Walls *self, const char *wall)
{
  g_assert_true (
      zb_platform_work_sync (zb_test_platform_get (self->platform), forget_health, (gpointer)wall, NULL));
}
