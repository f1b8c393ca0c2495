/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-entity.h"

G_BEGIN_DECLS

/**
 * ZbTelephoneDeed:
 * @ZB_TELEPHONE_CODE: make a code to sign in with
 * @ZB_TELEPHONE_SIGN_OUT: end all sessions of the unit
 * @ZB_TELEPHONE_KEY: make a key to report positions with
 * @ZB_TELEPHONE_END_KEY: take that key away
 *
 * What a desk can have done about the telephone of a unit.
 */
typedef enum
{
  ZB_TELEPHONE_CODE,
  ZB_TELEPHONE_SIGN_OUT,
  ZB_TELEPHONE_KEY,
  ZB_TELEPHONE_END_KEY,
} ZbTelephoneDeed;

ZB_DECLARE_RECORD (ZbTelephone, zb_telephone, TELEPHONE)
#define ZB_TYPE_TELEPHONE (zb_telephone_get_type ())

/**
 * ZbTelephone:
 * @code: (nullable): what is typed on the telephone to sign in, once
 * @expires_at: until when @code is good, µs UTC; 0 where there is none
 * @url: (nullable): the address that the telephone is pointed to
 * @user: (nullable): the user name for an application that reports positions
 * @key: (nullable): its password
 * @ended: how many sessions or keys were ended
 *
 * What the platform answers about a unit's telephone. Code and key are told this once.
 */
struct _ZbTelephone
{
  ZbRecord parent_instance;
  char *code;
  gint64 expires_at;
  char *url;
  char *user;
  char *key;
  gint64 ended;
};

G_END_DECLS
