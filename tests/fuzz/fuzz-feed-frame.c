/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-feed-frame.h"
#include "zb-fuzz.h"
#include "zb-spare-events.h"
#include "zb-world.h"

static void
give (gpointer event, gpointer spare)
{
  if (((ZbEvent *)event)->entity)
    g_ptr_array_add (spare, zb_event_ref (event));
}

/* What was read is used again for what comes next, and nothing of it shows there. */
static void
read_once_more (const char *text, size_t size, ZbFeedFrame *first)
{
  g_autoptr (ZbFeedFrame) again = zb_feed_frame_parse (text, size, NULL);
  GPtrArray *spare = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);

  g_assert_cmpuint (again->events->len, ==, first->events->len);
  for (guint i = 0; i < again->events->len; i++)
    {
      const ZbEvent *a = first->events->pdata[i], *b = again->events->pdata[i];
      g_assert_true (a->type == b->type && a->kind == b->kind && a->seq == b->seq);
      g_assert_cmpstr (a->id, ==, b->id);
      g_assert_true (zb_record_equal ((ZbRecord *)a->entity, (ZbRecord *)b->entity));
    }
  g_ptr_array_foreach (again->events, give, spare);
  g_ptr_array_set_size (again->events, 0);
  if (!zb_spare_events_give (spare))
    g_ptr_array_unref (spare);
}

/* Whatever comes: it is read or refused, and what was read can be applied. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbFeedFrame) frame = zb_feed_frame_parse ((const char *)data, size, &error);
  g_autoptr (ZbWorld) world = zb_world_new ();

  g_assert_true ((frame == NULL) == (error != NULL));
  if (frame != NULL)
    read_once_more ((const char *)data, size, frame);
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
