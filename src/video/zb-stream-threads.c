/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-stream-threads.h"

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/**
 * ZbStreamThreads:
 *
 * The threads of cameras' pipelines. Where there are more pictures to decode than cores, pictures wait and
 * the window does not: these threads stand back behind the main loop. Threads that a decoder begins do the
 * same, since they inherit it. They are never lent to anything else, as a usual pool's threads are: an
 * ordinary user cannot take a niceness back.
 */

struct _ZbStreamThreads
{
  GstTaskPool parent_instance;
};

G_DEFINE_FINAL_TYPE (ZbStreamThreads, zb_stream_threads, GST_TYPE_TASK_POOL)

typedef struct
{
  GstTaskPoolFunction work;
  gpointer user_data;
} Errand;

/* Behind the main thread, not behind whichever thread began this one. */
static void
stand_back (void)
{
  const int niceness = getpriority (PRIO_PROCESS, (id_t)getpid ()) + ZB_STREAM_NICENESS;

  setpriority (PRIO_PROCESS, (id_t)syscall (SYS_gettid), niceness);
}

static gpointer
run (gpointer data)
{
  Errand errand = *(Errand *)data;

  g_free (data);
  stand_back ();
  errand.work (errand.user_data);
  return NULL;
}

static gpointer
zb_stream_threads_push (GstTaskPool *pool, GstTaskPoolFunction work, gpointer user_data, GError **error)
{
  Errand *errand = g_new (Errand, 1);
  GThread *thread;

  *errand = (Errand){ work, user_data };
  thread = g_thread_try_new ("stream", run, errand, error);
  if (!thread)
    g_free (errand);
  return thread;
}

static void
zb_stream_threads_join (GstTaskPool *pool, gpointer thread)
{
  if (thread)
    g_thread_join (thread);
}

static void
zb_stream_threads_dispose_handle (GstTaskPool *pool, gpointer thread)
{
  if (thread)
    g_thread_unref (thread);
}

/* There is nothing to have ready: each task has a thread of its own for as long as it runs. */
static void
zb_stream_threads_prepare (GstTaskPool *pool, GError **error)
{
}

static void
zb_stream_threads_cleanup (GstTaskPool *pool)
{
}

static void
zb_stream_threads_class_init (ZbStreamThreadsClass *klass)
{
  GstTaskPoolClass *pool_class = GST_TASK_POOL_CLASS (klass);

  pool_class->prepare = zb_stream_threads_prepare;
  pool_class->cleanup = zb_stream_threads_cleanup;
  pool_class->push = zb_stream_threads_push;
  pool_class->join = zb_stream_threads_join;
  pool_class->dispose_handle = zb_stream_threads_dispose_handle;
}

static void
zb_stream_threads_init (ZbStreamThreads *self)
{
}

/* The only moment at which a task can be given another pool is before it has a thread. */
static GstBusSyncReply
on_message (GstBus *bus, GstMessage *message, gpointer pool)
{
  GstStreamStatusType type;
  GstElement *owner;
  const GValue *task;

  if (GST_MESSAGE_TYPE (message) != GST_MESSAGE_STREAM_STATUS)
    return GST_BUS_PASS;
  gst_message_parse_stream_status (message, &type, &owner);
  task = gst_message_get_stream_status_object (message);
  if (type == GST_STREAM_STATUS_TYPE_CREATE && task && G_VALUE_HOLDS (task, GST_TYPE_TASK))
    gst_task_set_pool (g_value_get_object (task), pool);
  return GST_BUS_PASS;
}

/**
 * zb_stream_threads_serve:
 * @pipeline: a pipeline that was not started yet
 *
 * Has all its tasks run in threads that stand back behind the window's. To be called in the main thread.
 */
void
zb_stream_threads_serve (GstElement *pipeline)
{
  static GstTaskPool *pool; /* of all pipelines: it has nothing but its way to begin a thread */
  g_autoptr (GstBus) bus = gst_element_get_bus (pipeline);

  if (!pool)
    pool = g_object_ref_sink (g_object_new (ZB_TYPE_STREAM_THREADS, NULL));
  gst_bus_set_sync_handler (bus, on_message, pool, NULL);
}
