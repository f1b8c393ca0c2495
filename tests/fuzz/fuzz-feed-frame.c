/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-feed-frame.h"
#include "zb-fuzz.h"
#include "zb-world.h"

/* Whatever comes: it is read or refused, and what was read can be applied. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbFeedFrame) frame = zb_feed_frame_parse ((const char *)data, size, &error);
  g_autoptr (ZbWorld) world = zb_world_new ();

  g_assert_true ((frame == NULL) == (error != NULL));
  if (frame != NULL)
    zb_world_apply_many (world, frame->events);
  if (frame != NULL && frame->officers != NULL)
    zb_world_set_officers (world, frame->officers);
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "{\"type\":\"hello\",\"log_id\":\"l\",\"seq\":7,\"oldest\":1,\"server_time\":\"2026-11-23T03:00:00.000Z\","
  "\"heartbeat\":10}",
  "{\"type\":\"heartbeat\",\"through\":8,\"server_time\":\"2026-11-23T03:00:00.000Z\"}",
  "{\"type\":\"reset\",\"reason\":\"overflow\"}",
  "{\"type\":\"events\",\"through\":9,\"events\":[{\"specversion\":\"1.0\",\"id\":\"9\",\"source\":\"/p\","
  "\"type\":\"alert.raised\",\"subject\":\"alert/a\",\"seq\":9,\"data\":{\"id\":\"a\",\"version\":3,"
  "\"kind\":\"smoke_fire\",\"severity\":\"urgent\",\"title\":\"烟火\",\"location\":{\"type\":\"Point\","
  "\"coordinates\":[121.4,31.2]},\"state\":\"claimed\",\"claim\":{\"by\":\"o\",\"until\":\"2026-11-23T03:00:"
  "00.000Z\"},"
  "\"evidence\":[{\"id\":\"e\",\"mime\":\"image/jpeg\"}]}},{\"type\":\"entity.removed\",\"subject\":\"unit/"
  "u\","
  "\"seq\":9}]}",
  "{\"type\":\"events\",\"through\":9,\"events\":[{\"type\":\"area.updated\",\"subject\":\"area/"
  "a\",\"data\":{\"id\":"
  "\"a\",\"version\":1,\"kind\":\"district\",\"name\":\"n\",\"geometry\":{\"type\":\"MultiPolygon\","
  "\"coordinates\":"
  "[[[[1,2],[3,4],[5,6],[1,2]]]]}}},{\"type\":\"case.entry\",\"subject\":\"case/"
  "c\",\"data\":{\"id\":\"e\",\"case\":"
  "\"c\",\"what\":\"note\"}}]}",
  "{\"type\":\"presence\",\"officers\":[{\"account\":\"o\",\"name\":\"李四\",\"role\":\"duty_officer\","
  "\"looking_at\":\"alert/a\",\"muted\":[\"low\",\"medium\"],\"at\":\"2026-11-23T03:00:00.000Z\"},"
  "{\"account\":\"p\",\"role\":\"duty_leader\",\"looking_at\":null,\"muted\":[]}]}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "feed-frame", samples, 2000);
}
#endif
