/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-attachment.h"
#include "zb-contact.h"
#include "zb-entity.h"

G_BEGIN_DECLS

ZB_DECLARE_RECORD (ZbRaised, zb_raised, RAISED)
ZB_DECLARE_RECORD (ZbHealth, zb_health, HEALTH)
ZB_DECLARE_RECORD (ZbPosition, zb_position, POSITION)

/**
 * ZbRaised:
 * @kind: what it is about
 * @severity: a #ZbSeverity, the usual one of its kind where it is not told
 * @mode: a #ZbMode, live where it is not told
 * @title: (nullable): in Chinese
 * @description: (nullable): more words
 * @place: (nullable): where it is, in words; the device's name where it is not told
 * @location: where it is; the device's place where it is not told
 * @area: (nullable): the id of an area; where it is not told, that of the device or of the place
 * @device: (nullable): the id or code of a device
 * @algorithm: (nullable): the id of an algorithm
 * @score: the algorithm's score
 * @dedup_key: (nullable): tells apart what one device raises at the same time
 * @first_at: µs UTC
 * @last_at: µs UTC
 * @evidence: (nullable) (element-type ZbAttachment): files put before
 * @contact: (nullable): personal data
 *
 * The data of `alert.raised` as a source sends it: what a source may tell and nothing else.
 */
struct _ZbRaised
{
  ZbRecord parent_instance;
  char *kind;
  int severity;
  int mode;
  char *title;
  char *description;
  char *place;
  ZbPoint location;
  char *area;
  char *device;
  char *algorithm;
  double score;
  char *dedup_key;
  gint64 first_at;
  gint64 last_at;
  GPtrArray *evidence;
  ZbContact *contact;
};

/**
 * ZbHealth:
 * @device: (nullable): the id or code of a device, where the event's subject does not name it
 * @status: a #ZbDeviceStatus
 * @as_of: µs UTC
 *
 * The data of `device.health`.
 */
struct _ZbHealth
{
  ZbRecord parent_instance;
  char *device;
  int status;
  gint64 as_of;
};

/**
 * ZbPosition:
 * @unit: (nullable): the id of a unit, where the event's subject does not name it
 * @location: where it is
 * @accuracy: in metres
 * @heading: degrees clockwise from north
 * @speed: metres a second
 * @duty: "on" or "off" where the source knows
 * @travel: "vehicle" or "foot" where the source knows
 * @as_of: µs UTC
 *
 * The data of `unit.position`.
 */
struct _ZbPosition
{
  ZbRecord parent_instance;
  char *unit;
  ZbPoint location;
  double accuracy;
  double heading;
  double speed;
  int duty;
  int travel;
  gint64 as_of;
};

G_END_DECLS
