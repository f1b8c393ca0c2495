/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A platform for the tests of watch zones. Its clock stands still: a test says itself when it is time, and
 * how late it is. */
#pragma once

#include "zb-test-platform.h"
#include "zb-zone.h"

G_BEGIN_DECLS

/* Where zb_test_raise() raises alerts, and a circle around it, as members of a zone. */
#define ZONES_HERE "\"centre\":{\"type\":\"Point\",\"coordinates\":[121.40,31.22]},\"radius\":300"

ZbTestPlatform *zones_new (void);
gint64 zones_count (ZbTestPlatform *platform, const char *sql);
gint64 zones_count_audit (ZbTestPlatform *platform, const char *action);
gint64 zones_read_seq (ZbTestPlatform *platform);

char *zones_time (gint64 from_now);
ZbTestAnswer *zones_post (ZbTestPlatform *platform, const char *who, const char *id, const char *members);
char *zones_draw (ZbTestPlatform *platform, const char *who, const char *members);
ZbTestAnswer *zones_get (ZbTestPlatform *platform, const char *who, const char *id);
ZbTestAnswer *zones_patch (ZbTestPlatform *platform, const char *who, const char *id, gint64 revision,
                           const char *body);
ZbTestAnswer *zones_end (ZbTestPlatform *platform, const char *who, const char *id);

void zones_set_expiry (ZbTestPlatform *platform, const char *id, gint64 from_now);
void zones_turn (ZbTestPlatform *platform, gint64 from_now);
void zones_clear (ZbTestPlatform *platform);

G_END_DECLS
