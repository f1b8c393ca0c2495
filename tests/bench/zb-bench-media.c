/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Leave to watch the cameras that are measured with: at once, and in the size that is measured. */
#include "zb-bench-media.h"

struct _ZbBenchMedia
{
  GObject parent_instance;
  char *server;
  char *profile;
};

static void zb_bench_media_iface_init (ZbMediaInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbBenchMedia, zb_bench_media, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_MEDIA, zb_bench_media_iface_init))

/* After the caller has seen that it waits, as with a platform. */
static gboolean
reply (gpointer answer)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (items, g_object_ref (g_object_get_data (answer, "ticket")));
  zb_answer_set_items (answer, items);
  return G_SOURCE_REMOVE;
}

static ZbAnswer *
open_live (ZbMedia *media, const char *camera, const char *profile)
{
  ZbBenchMedia *self = ZB_BENCH_MEDIA (media);
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_TICKET);
  ZbTicket *ticket = g_object_new (ZB_TYPE_TICKET, NULL);

  ticket->uri = zb_bench_media_dup_uri (self->server, camera, self->profile);
  g_object_set_data_full (G_OBJECT (answer), "ticket", ticket, g_object_unref);
  g_idle_add_full (G_PRIORITY_DEFAULT, reply, g_object_ref (answer), g_object_unref);
  return answer;
}

static void
zb_bench_media_iface_init (ZbMediaInterface *iface)
{
  iface->open_live = open_live;
}

static void
zb_bench_media_finalize (GObject *object)
{
  g_free (ZB_BENCH_MEDIA (object)->server);
  g_free (ZB_BENCH_MEDIA (object)->profile);
  G_OBJECT_CLASS (zb_bench_media_parent_class)->finalize (object);
}

static void
zb_bench_media_class_init (ZbBenchMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_bench_media_finalize;
}

static void
zb_bench_media_init (ZbBenchMedia *self)
{
}

/**
 * zb_bench_media_new:
 * @server: the address of tests/bench/video-server
 * @profile: "main" or "sub", whatever is asked for
 *
 * Returns: (transfer full): whoever gives leave
 */
ZbMedia *
zb_bench_media_new (const char *server, const char *profile)
{
  ZbBenchMedia *self = g_object_new (ZB_TYPE_BENCH_MEDIA, NULL);

  self->server = g_strdup (server);
  self->profile = g_strdup (profile);
  return ZB_MEDIA (self);
}

/**
 * zb_bench_media_dup_uri:
 * @server: the address of tests/bench/video-server
 * @camera: a number, or "clock"
 * @profile: "main" or "sub"
 *
 * Returns: (transfer full): where the camera's stream is
 */
char *
zb_bench_media_dup_uri (const char *server, const char *camera, const char *profile)
{
  if (g_str_equal (camera, "clock"))
    return g_strdup_printf ("%s/clock", server);
  return g_strdup_printf ("%s/film/%s/%s", server, camera, profile);
}
