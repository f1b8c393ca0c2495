/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-platform.h"

#include <yyjson.h>

G_BEGIN_DECLS

/* What is in a platform for tests: a district of two subdistricts, with one committee each. */
#define ZB_TEST_DISTRICT "01890000-0000-7000-8000-000000000001"
#define ZB_TEST_NORTH "01890000-0000-7000-8000-000000000002"
#define ZB_TEST_SOUTH "01890000-0000-7000-8000-000000000003"
#define ZB_TEST_NORTH_COMMITTEE "01890000-0000-7000-8000-000000000004"
#define ZB_TEST_SOUTH_COMMITTEE "01890000-0000-7000-8000-000000000005"
#define ZB_TEST_ORGANISATION "01890000-0000-7000-8000-000000000010"
#define ZB_TEST_UNIT_1 "01890000-0000-7000-8000-000000000021"
#define ZB_TEST_UNIT_2 "01890000-0000-7000-8000-000000000022"
#define ZB_TEST_CAMERA_NORTH "01890000-0000-7000-8000-000000000031"
#define ZB_TEST_CAMERA_SOUTH "01890000-0000-7000-8000-000000000032"
#define ZB_TEST_CAMERA_OFFLINE "01890000-0000-7000-8000-000000000033"
#define ZB_TEST_ALGORITHM "01890000-0000-7000-8000-000000000041"
#define ZB_TEST_PLAN "01890000-0000-7000-8000-000000000051"
#define ZB_TEST_PASSWORD "correct horse battery"
#define ZB_TEST_API_KEY "key-for-tests"
#define ZB_TEST_SOURCE "tests"

typedef struct _ZbTestPlatform ZbTestPlatform;

/**
 * ZbTestAnswer:
 * @status: HTTP's status
 * @type: (nullable): the media type
 * @text: the body
 * @doc: (nullable): the body as JSON
 * @root: (nullable): its root
 */
typedef struct
{
  guint status;
  char *type;
  char *text;
  yyjson_doc *doc;
  yyjson_val *root;
  SoupMessage *message;
} ZbTestAnswer;

ZbTestPlatform *zb_test_platform_new (void);
ZbTestPlatform *zb_test_platform_new_with (const ZbPlatformOptions *options);
void zb_test_platform_free (ZbTestPlatform *self);
void zb_test_platform_restart (ZbTestPlatform *self);
void zb_test_platform_stop (ZbTestPlatform *self);
void zb_test_platform_start (ZbTestPlatform *self);
ZbPlatform *zb_test_platform_get (ZbTestPlatform *self);
const char *zb_test_platform_get_url (ZbTestPlatform *self);
const char *zb_test_platform_get_dir (ZbTestPlatform *self);

const char *zb_test_platform_sign_in (ZbTestPlatform *self, const char *username);
ZbTestAnswer *zb_test_get (ZbTestPlatform *self, const char *who, const char *path);
ZbTestAnswer *zb_test_post (ZbTestPlatform *self, const char *who, const char *path, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
ZbTestAnswer *zb_test_send (ZbTestPlatform *self, const char *who, const char *method, const char *path,
                            const char *const *headers, const char *body);
char *zb_test_raise (ZbTestPlatform *self, const char *kind, const char *severity, const char *device,
                     const char *dedup_key);

const char *zb_test_answer_text (ZbTestAnswer *self, const char *pointer);
gint64 zb_test_answer_integer (ZbTestAnswer *self, const char *pointer);
const char *zb_test_answer_header (ZbTestAnswer *self, const char *name);
void zb_test_answer_free (ZbTestAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbTestAnswer, zb_test_answer_free)

#define zb_test_assert_status(answer, expected)                                                              \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    if ((answer)->status != (expected))                                                                      \
      g_test_message ("%s", (answer)->text);                                                                 \
    g_assert_cmpuint ((answer)->status, ==, (expected));                                                     \
  }                                                                                                          \
  G_STMT_END

typedef gboolean (*ZbTestCondition) (gpointer data);
gboolean zb_test_wait (ZbTestCondition condition, gpointer data, guint milliseconds);
DexFuture *zb_test_await (DexFuture *future, guint milliseconds);

/* A feed that keeps its frames. */
typedef struct _ZbTestFeed ZbTestFeed;
ZbTestFeed *zb_test_feed_open (ZbTestPlatform *self, const char *who, gint64 since, const char *log_id);
yyjson_val *zb_test_feed_wait (ZbTestFeed *self, const char *type, guint milliseconds);
yyjson_val *zb_test_feed_last (ZbTestFeed *self, const char *type);
yyjson_val *zb_test_feed_wait_event (ZbTestFeed *self, const char *type, const char *id, guint milliseconds);
gboolean zb_test_feed_has_event (ZbTestFeed *self, const char *id);
char *zb_test_feed_dup_text (ZbTestFeed *self);
gint64 zb_test_feed_get_through (ZbTestFeed *self);
gboolean zb_test_feed_wait_closed (ZbTestFeed *self, guint milliseconds);
void zb_test_feed_send (ZbTestFeed *self, const char *text);
void zb_test_feed_free (ZbTestFeed *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbTestFeed, zb_test_feed_free)

G_END_DECLS
