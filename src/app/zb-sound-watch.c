/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-sound-watch.h"

#include "zb-now.h"
#include "zb-sound-player.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbSoundWatch:
 *
 * Tests the sound device of this seat, see zb_sound_test_run(): at the start, once a day, whenever a device
 * comes or goes or another is the one that is played on, and when an alert could not be heard. A device that
 * is gone is looked for until one is there again. The last result is kept in the settings.
 */
struct _ZbSoundWatch
{
  GObject parent_instance;
  GSettings *settings;
  GstDeviceMonitor *monitor;
  guint bus_watch, tick, soon;
  ZbSoundState state;
  gint64 tested_at;
  guint n_tests;
  gboolean started, testing, again;
};

typedef enum
{
  PROP_STATE = 1,
} ZbSoundWatchProperty;

static GParamSpec *properties[PROP_STATE + 1];

static const char *const nicks[ZB_N_SOUND_STATES] = { "unknown", "heard", "played", "silent", "gone" };

#define KEY "sound-test"
#define EVERY G_TIME_SPAN_DAY
#define TICK_SECONDS 60
/* A device that is plugged in comes as several changes. */
#define SETTLE_MS 700

G_DEFINE_FINAL_TYPE (ZbSoundWatch, zb_sound_watch, G_TYPE_OBJECT)

/* --- the test, in a thread -------------------------------------------------------------------------------
 */

/**
 * Test:
 * @monitor: (nullable): what tells of devices; it is connected anew first, because it does not come back by
 *   itself to a sound server that has ended
 * @looks_only: the device is only opened, and tested where that fails
 * @state: the result; unknown where it was only looked at, and is there
 */
typedef struct
{
  GstDeviceMonitor *monitor;
  gboolean looks_only;
  ZbSoundState state;
} Test;

static void
test_free (gpointer data)
{
  Test *test = data;

  gst_clear_object (&test->monitor);
  g_free (test);
}

static gboolean
is_there (void)
{
  g_autofree char *name = zb_sound_player_find_device ();

  return name != NULL;
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_autofree char *device = NULL;
  Test *test = data;

  if (test->monitor)
    {
      gst_device_monitor_stop (test->monitor);
      gst_device_monitor_start (test->monitor);
    }
  if (!test->looks_only || !is_there ())
    test->state = zb_sound_test_run (&device);
  g_task_return_boolean (task, TRUE);
}

static void
keep (ZbSoundWatch *self)
{
  g_settings_set (self->settings, KEY, "(xs)", self->tested_at, nicks[self->state]);
}

static void
take_result (ZbSoundWatch *self, ZbSoundState state)
{
  const ZbSoundState before = self->state;

  self->state = state;
  self->tested_at = zb_now ();
  self->n_tests++;
  keep (self);
  if (state != before)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static gpointer
stop_in_thread (gpointer monitor)
{
  gst_device_monitor_stop (monitor);
  gst_object_unref (monitor);
  return NULL;
}

/* It waits for the sound server, which may not answer. */
static void
stop_monitor (ZbSoundWatch *self)
{
  g_thread_unref (g_thread_new ("sound-watch", stop_in_thread, gst_object_ref (self->monitor)));
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer unused)
{
  ZbSoundWatch *self = ZB_SOUND_WATCH (source);
  const Test *test = g_task_get_task_data (G_TASK (result));

  self->testing = FALSE;
  if (!self->started)
    {
      stop_monitor (self);
      return;
    }
  if (test->state != ZB_SOUND_UNKNOWN)
    take_result (self, test->state);
  if (self->again)
    zb_sound_watch_test (self);
}

/* One test at a time: two would hear each other. */
static void
start_test (ZbSoundWatch *self, gboolean looks_only, gboolean anew)
{
  g_autoptr (GTask) task = NULL;
  Test *test;

  if (!self->started || self->testing)
    {
      self->again |= self->testing && !looks_only;
      return;
    }
  self->testing = TRUE;
  self->again = FALSE;
  test = g_new0 (Test, 1);
  test->looks_only = looks_only;
  if (anew)
    test->monitor = gst_object_ref (self->monitor);
  task = g_task_new (self, NULL, on_run, NULL);
  g_task_set_task_data (task, test, test_free);
  g_task_run_in_thread (task, run);
}

/* --- when ------------------------------------------------------------------------------------------------
 */

static gboolean
on_settled (gpointer data)
{
  ZbSoundWatch *self = data;

  self->soon = 0;
  zb_sound_watch_test (self);
  return G_SOURCE_REMOVE;
}

static gboolean
on_device (GstBus *bus, GstMessage *message, gpointer data)
{
  ZbSoundWatch *self = data;
  const GstMessageType type = GST_MESSAGE_TYPE (message);

  if (type != GST_MESSAGE_DEVICE_ADDED && type != GST_MESSAGE_DEVICE_REMOVED &&
      type != GST_MESSAGE_DEVICE_CHANGED)
    return G_SOURCE_CONTINUE;
  g_clear_handle_id (&self->soon, g_source_remove);
  self->soon = g_timeout_add (SETTLE_MS, on_settled, self);
  return G_SOURCE_CONTINUE;
}

/* A clock that was put back makes it due, too. */
static gboolean
is_due (ZbSoundWatch *self)
{
  const gint64 now = zb_now ();

  return !zb_sound_state_is_well (self->state) || now >= self->tested_at + EVERY || now < self->tested_at;
}

static gboolean
on_tick (gpointer data)
{
  zb_sound_watch_look (data);
  return G_SOURCE_CONTINUE;
}

/**
 * zb_sound_watch_look:
 * @self: a watch
 *
 * Tests the sound device if it is time to; otherwise only looks whether it still opens, without a sound. The
 * watch does so itself every minute.
 */
void
zb_sound_watch_look (ZbSoundWatch *self)
{
  g_return_if_fail (ZB_IS_SOUND_WATCH (self));
  start_test (self, !is_due (self), self->state == ZB_SOUND_GONE);
}

/**
 * zb_sound_watch_test:
 * @self: a watch
 *
 * Tests the sound device now. What comes of it is told by the property `state`.
 */
void
zb_sound_watch_test (ZbSoundWatch *self)
{
  g_return_if_fail (ZB_IS_SOUND_WATCH (self));
  start_test (self, FALSE, FALSE);
}

/**
 * zb_sound_watch_start:
 * @self: a watch
 *
 * Begins to watch, with a first test.
 */
void
zb_sound_watch_start (ZbSoundWatch *self)
{
  g_autoptr (GstBus) bus = NULL;

  g_return_if_fail (ZB_IS_SOUND_WATCH (self));
  if (self->started)
    return;
  self->started = TRUE;
  bus = gst_device_monitor_get_bus (self->monitor);
  self->bus_watch = gst_bus_add_watch (bus, on_device, self);
  self->tick = g_timeout_add_seconds (TICK_SECONDS, on_tick, self);
  start_test (self, FALSE, TRUE);
}

/**
 * zb_sound_watch_stop:
 * @self: a watch
 *
 * Ends it. What still runs comes to its end by itself.
 */
void
zb_sound_watch_stop (ZbSoundWatch *self)
{
  g_return_if_fail (ZB_IS_SOUND_WATCH (self));
  if (!self->started)
    return;
  self->started = FALSE;
  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->soon, g_source_remove);
  g_clear_handle_id (&self->bus_watch, g_source_remove);
  if (!self->testing)
    stop_monitor (self);
}

/**
 * zb_sound_watch_get_state:
 * @self: a watch
 *
 * Returns: how the sound device was at the last test
 */
ZbSoundState
zb_sound_watch_get_state (ZbSoundWatch *self)
{
  g_return_val_if_fail (ZB_IS_SOUND_WATCH (self), ZB_SOUND_UNKNOWN);
  return self->state;
}

/**
 * zb_sound_watch_get_tested_at:
 * @self: a watch
 *
 * Returns: when it was tested last, µs UTC; 0 where it was not
 */
gint64
zb_sound_watch_get_tested_at (ZbSoundWatch *self)
{
  g_return_val_if_fail (ZB_IS_SOUND_WATCH (self), 0);
  return self->tested_at;
}

/**
 * zb_sound_watch_get_n_tests:
 * @self: a watch
 *
 * Returns: how often it was tested
 */
guint
zb_sound_watch_get_n_tests (ZbSoundWatch *self)
{
  g_return_val_if_fail (ZB_IS_SOUND_WATCH (self), 0);
  return self->n_tests;
}

static ZbSoundState
parse (const char *nick)
{
  for (guint i = 0; i < ZB_N_SOUND_STATES; i++)
    if (g_str_equal (nicks[i], nick))
      return i;
  return ZB_SOUND_UNKNOWN;
}

/**
 * zb_sound_watch_describe:
 * @settings: the console's, where the last result is kept
 *
 * Returns: (transfer full): the last result in words, and when that was
 */
char *
zb_sound_watch_describe (GSettings *settings)
{
  gint64 at;
  g_autofree char *nick = NULL;
  g_autofree char *time = NULL;
  ZbSoundState state;

  g_settings_get (settings, KEY, "(xs)", &at, &nick);
  state = parse (nick);
  if (state == ZB_SOUND_UNKNOWN || at <= 0)
    return g_strdup (zb_sound_state_words (ZB_SOUND_UNKNOWN));
  time = zb_words_day_and_time (at);
  return g_strdup_printf (C_ ("finding and time", "%s (%s)"), zb_sound_state_words (state), time);
}

/**
 * zb_sound_watch_new:
 * @settings: the console's, where results are kept
 *
 * Returns: (transfer full): a watch that has not begun
 */
ZbSoundWatch *
zb_sound_watch_new (GSettings *settings)
{
  ZbSoundWatch *self = g_object_new (ZB_TYPE_SOUND_WATCH, NULL);

  self->settings = g_object_ref (settings);
  return self;
}

static void
zb_sound_watch_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbSoundWatchProperty)id)
    {
    case PROP_STATE:
      g_value_set_int (value, ZB_SOUND_WATCH (object)->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_sound_watch_dispose (GObject *object)
{
  ZbSoundWatch *self = ZB_SOUND_WATCH (object);

  zb_sound_watch_stop (self);
  gst_clear_object (&self->monitor);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (zb_sound_watch_parent_class)->dispose (object);
}

static void
zb_sound_watch_class_init (ZbSoundWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = zb_sound_watch_get_property;
  object_class->dispose = zb_sound_watch_dispose;
  /**
   * ZbSoundWatch:state:
   *
   * A #ZbSoundState: how the sound device was at the last test.
   */
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, 0, ZB_N_SOUND_STATES - 1, 0,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_sound_watch_init (ZbSoundWatch *self)
{
  self->monitor = gst_device_monitor_new ();
  gst_device_monitor_add_filter (self->monitor, "Audio/Sink", NULL);
}
