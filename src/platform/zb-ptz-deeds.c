/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a camera's head once the transaction that writes it down is on disk, in the order of the
 * transactions: a camera that turns without a row that says who turns it is not to be. */
#include "zb-ptz-deeds.h"

#include "zb-ptz.h"

typedef enum
{
  HALT,
  DRIVE,
  GO_TO,
} What;

typedef struct
{
  ZbHead *head;
  What what;
  ZbPose pose;
} Deed;

static void
deed_free (gpointer data)
{
  Deed *deed = data;
  g_object_unref (deed->head);
  g_free (deed);
}

static void
perform (gpointer data, gpointer unused)
{
  Deed *deed = data;
  gint64 now = g_get_monotonic_time ();
  if (deed->what == HALT)
    zb_head_halt (deed->head, now);
  else if (deed->what == DRIVE)
    zb_head_drive (deed->head, deed->pose, now, now + ZB_PTZ_DEAD_MAN);
  else
    zb_head_go_to (deed->head, deed->pose, now);
}

static void
plan (ZbConnection *connection, ZbHead *head, What what, ZbPose pose)
{
  Deed *deed = g_new0 (Deed, 1);
  deed->head = g_object_ref (head);
  deed->what = what;
  deed->pose = pose;
  zb_connection_after_commit (connection, perform, deed, deed_free);
}

/**
 * zb_ptz_deed_halt:
 * @connection: the writer's connection, in a transaction
 * @head: what turns a camera
 */
void
zb_ptz_deed_halt (ZbConnection *connection, ZbHead *head)
{
  plan (connection, head, HALT, (ZbPose){ 0, 0, 0 });
}

/**
 * zb_ptz_deed_drive:
 * @connection: the writer's connection, in a transaction
 * @head: what turns a camera
 * @speed: how fast, each part −1 to 1
 *
 * It stops by itself unless it is told again: who has ordered it may not be there any more to stop it.
 */
void
zb_ptz_deed_drive (ZbConnection *connection, ZbHead *head, ZbPose speed)
{
  plan (connection, head, DRIVE, speed);
}

/**
 * zb_ptz_deed_go_to:
 * @connection: the writer's connection, in a transaction
 * @head: what turns a camera
 * @pose: where it is to look, of which zb_head_can_reach() said so
 */
void
zb_ptz_deed_go_to (ZbConnection *connection, ZbHead *head, ZbPose pose)
{
  plan (connection, head, GO_TO, pose);
}
