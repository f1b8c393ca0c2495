/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plays the sensors, algorithms and units of the demonstration district, in a thread of its own, and comes
 * in by the same door as they would: the platform's ingest route over HTTP. */
#include "zb-simulator.h"

#include "zb-ailing.h"
#include "zb-courier.h"
#include "zb-json.h"
#include "zb-patrol.h"
#include "zb-scene.h"
#include "zb-sighting.h"
#include "zb-time.h"
#include "zb-uuid.h"

#include <gst/gst.h>
#include <math.h>

#define SOURCE "/zhiban/simulator"
#define FIX_SECONDS 5
#define AILING_CHANGES 4
#define REPEAT_SHARE 0.73
#define WORSE_SHARE 0.03
#define N_REMEMBERED 60
#define MOST_PICTURES_WAITING 200
#define PICTURE_WIDTH 960
#define PICTURE_HEIGHT 540

struct _ZbSimulator
{
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  char *url, *api_key;
  GTlsCertificate *certificate;
  guint64 seed;
  double per_minute;
  gboolean opening, pictures;

  /* what follows belongs to the thread */
  ZbDistrict *district;
  ZbLookout *lookout;
  ZbPatrol *patrol;
  ZbAiling *ailing;
  ZbCourier *courier;
  ZbDice dice;
  GPtrArray *remembered; /* ZbSighting, what may be raised again */
  GQueue raisings;       /* Raising, in the order in which they are sent */
  GSource *working;      /* on them, NULL while there is none and while a picture is being stored */
  gboolean storing;
  guint ticks;
  double due;
  gint64 last_tick;
};

/* One sighting raised once. */
typedef struct
{
  ZbSimulator *simulator;
  ZbSighting *sighting;
  gint64 at;
  gboolean with_picture;
  char *evidence;
  char *sha256;
} Raising;

/* --- raising -------------------------------------------------------------------------------------- */

static void
raising_free (Raising *self)
{
  zb_sighting_unref (self->sighting);
  g_free (self->evidence);
  g_free (self->sha256);
  g_free (self);
}

static void
send_raising (Raising *raising)
{
  ZbSimulator *self = raising->simulator;
  const char *device = raising->sighting->device;
  g_autofree char *data =
      zb_sighting_write (raising->sighting, raising->at, raising->evidence, raising->sha256);
  g_autofree char *subject = device ? g_strdup_printf ("device/%s", device) : g_strdup ("call");
  zb_courier_add_event (self->courier, "alert.raised", subject, raising->at, data);
  zb_courier_flush (self->courier);
  raising_free (raising);
}

static GBytes *
draw (const Raising *raising)
{
  const ZbSighting *sighting = raising->sighting;
  guint seed = sighting->seed + (guint)(raising->at / G_USEC_PER_SEC % 7);
  g_autoptr (GError) error = NULL;
  GBytes *picture = zb_scene_draw_evidence (sighting->mishap->kind, sighting->label, sighting->number, seed,
                                            PICTURE_WIDTH, PICTURE_HEIGHT, &error);
  if (!picture)
    g_debug ("No picture could be drawn: %s", error ? error->message : "for no reason told");
  return picture;
}

static void work_on (ZbSimulator *self);

static void
on_stored (gboolean stored, gpointer data)
{
  Raising *raising = data;
  ZbSimulator *self = raising->simulator;
  self->storing = FALSE;
  if (!stored)
    g_clear_pointer (&raising->evidence, g_free);
  if (!g_main_loop_is_running (self->loop))
    {
      raising_free (raising);
      return;
    }
  send_raising (raising);
  work_on (self);
}

/* One at a time, so that units keep reporting in between and nothing overtakes anything. */
static gboolean
on_work (gpointer data)
{
  ZbSimulator *self = data;
  Raising *raising = g_queue_pop_head (&self->raisings);
  g_autoptr (GBytes) picture = raising->with_picture ? draw (raising) : NULL;
  if (picture)
    {
      raising->evidence = zb_uuid_new ();
      raising->sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, picture);
      self->storing = TRUE;
      zb_courier_store (self->courier, raising->evidence, picture, raising->sha256, on_stored, raising);
    }
  else
    send_raising (raising);
  if (!self->storing && !g_queue_is_empty (&self->raisings))
    return G_SOURCE_CONTINUE;
  g_clear_pointer (&self->working, g_source_unref);
  return G_SOURCE_REMOVE;
}

static void
work_on (ZbSimulator *self)
{
  if (self->working || self->storing || g_queue_is_empty (&self->raisings))
    return;
  self->working = g_idle_source_new ();
  g_source_set_callback (self->working, on_work, self, NULL);
  g_source_attach (self->working, self->context);
}

static void
raise_sighting (ZbSimulator *self, ZbSighting *sighting, gint64 at, gboolean with_picture)
{
  Raising *raising = g_new0 (Raising, 1);
  raising->simulator = self;
  raising->sighting = zb_sighting_ref (sighting);
  raising->at = at;
  raising->with_picture = with_picture && self->pictures && self->raisings.length < MOST_PICTURES_WAITING;
  g_queue_push_tail (&self->raisings, raising);
  work_on (self);
}

static ZbSighting *
remember (ZbSimulator *self, ZbSighting *sighting, gint64 first_at)
{
  sighting->first_at = first_at;
  g_ptr_array_add (self->remembered, sighting);
  if (self->remembered->len > N_REMEMBERED)
    g_ptr_array_remove_index (self->remembered, 0);
  return sighting;
}

static ZbSighting *
see (ZbSimulator *self, gint64 now)
{
  return remember (self, zb_lookout_see (self->lookout, zb_lookout_pick (self->lookout)), now);
}

/* What was raised is raised again, the latest the more likely; now and then it has become worse. */
static void
raise_again (ZbSimulator *self, gint64 now)
{
  double luck = zb_dice_fraction (&self->dice);
  guint back = (guint)(luck * luck * self->remembered->len);
  ZbSighting *sighting = self->remembered->pdata[self->remembered->len - 1 - back];
  if (sighting->severity < ZB_SEVERITY_URGENT && zb_dice_chance (&self->dice, WORSE_SHARE))
    sighting->severity++;
  raise_sighting (self, sighting, now, TRUE);
}

static void
raise_something (ZbSimulator *self, gint64 now)
{
  if (self->remembered->len > 0 && zb_dice_chance (&self->dice, REPEAT_SHARE))
    raise_again (self, now);
  else
    raise_sighting (self, see (self, now), now, TRUE);
}

/* --- how it begins ----------------------------------------------------------------------------- */

/* Where the map opens, about 天山路 and 娄山关路: what is grave on the first day happens within sight. */
static const ZbPoint heart = { 121.4035, 31.2140 };

static const struct
{
  double youngest, oldest; /* for how many minutes it has been open */
  double reach;            /* metres from the heart of the district */
} first_day[ZB_N_SEVERITIES] = {
  [ZB_SEVERITY_LOW] = { 18, 40, 20000 },
  [ZB_SEVERITY_MEDIUM] = { 7, 30, 6000 },
  [ZB_SEVERITY_HIGH] = { 3, 14, 2600 },
  [ZB_SEVERITY_URGENT] = { 0.5, 3, 1100 },
};

static void
see_on_the_first_day (ZbSimulator *self, const ZbMishap *mishap, gint64 now)
{
  ZbSighting *sighting =
      zb_lookout_see_near (self->lookout, mishap, heart, first_day[mishap->severity].reach);
  double minutes =
      zb_dice_between (&self->dice, first_day[mishap->severity].youngest, first_day[mishap->severity].oldest);
  remember (self, sighting, now - (gint64)(minutes * 60 * G_USEC_PER_SEC));
}

static int
compare_first (gconstpointer a, gconstpointer b)
{
  const ZbSighting *x = *(ZbSighting *const *)a, *y = *(ZbSighting *const *)b;
  return (x->first_at > y->first_at) - (x->first_at < y->first_at);
}

static void
raise_with_repeats (ZbSimulator *self, ZbSighting *sighting, gint64 now)
{
  guint times = zb_dice_chance (&self->dice, 0.55) ? 1 : 2 + zb_dice_pick (&self->dice, 4);
  if (sighting->severity == ZB_SEVERITY_URGENT)
    times = sighting->label && sighting->algorithm ? 3 : 1;
  for (guint i = 0; i < times; i++)
    raise_sighting (self, sighting, sighting->first_at + (now - sighting->first_at) * i / times,
                    i == 0 || sighting->severity == ZB_SEVERITY_URGENT);
}

static void
open_the_day (ZbSimulator *self, gint64 now)
{
  guint n;
  const ZbMishap *all = zb_mishaps (&n);
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < all[i].at_start; k++)
      see_on_the_first_day (self, &all[i], now);
  g_ptr_array_sort (self->remembered, compare_first);
  for (guint i = 0; i < self->remembered->len; i++)
    raise_with_repeats (self, self->remembered->pdata[i], now);
}

/* --- units and devices ---------------------------------------------------------------------------- */

static void
report_fix (ZbSimulator *self, const ZbFix *fix, gint64 now)
{
  char at[ZB_TIME_LENGTH + 1];
  g_autofree char *subject = g_strdup_printf ("unit/%s", fix->unit);
  g_autofree char *data = NULL;
  zb_time_format (now, at);
  data = g_strdup_printf (
      "{\"id\":\"%s\",\"unit\":\"%s\",\"location\":{\"type\":\"Point\",\"coordinates\":[%.7f,%.7f]},"
      "\"accuracy\":%.0f,\"heading\":%.0f,\"speed\":%.1f,\"as_of\":\"%s\"}",
      fix->unit, fix->unit, fix->location.lon, fix->location.lat, fix->accuracy, fix->heading, fix->speed,
      at);
  zb_courier_add_event (self->courier, "unit.position", subject, now, data);
}

/* A fifth of the units each second, so that each reports every five seconds; all of them at first. */
static void
report_units (ZbSimulator *self, gint64 now)
{
  for (guint unit = 0; unit < zb_patrol_get_n_units (self->patrol); unit++)
    {
      ZbFix fix;
      if (self->ticks > 0 && unit % FIX_SECONDS != self->ticks % FIX_SECONDS)
        continue;
      if (zb_patrol_advance (self->patrol, unit, FIX_SECONDS, &fix))
        report_fix (self, &fix, now);
    }
}

static void
report_devices (ZbSimulator *self, gint64 now)
{
  for (guint i = 0; i < AILING_CHANGES; i++)
    {
      ZbDeviceStatus status;
      const char *device = zb_ailing_change (self->ailing, &status);
      char at[ZB_TIME_LENGTH + 1];
      g_autofree char *subject = g_strdup_printf ("device/%s", device);
      g_autofree char *data = NULL;
      zb_time_format (now, at);
      data = g_strdup_printf ("{\"id\":\"%s\",\"device\":\"%s\",\"status\":\"%s\",\"as_of\":\"%s\"}", device,
                              device, zb_choices_nick (&zb_device_statuses, (int)status), at);
      zb_courier_add_event (self->courier, "device.health", subject, now, data);
    }
}

/* --- the thread ------------------------------------------------------------------------------------- */

static gboolean
on_tick (gpointer data)
{
  ZbSimulator *self = data;
  gint64 now = g_get_real_time (), steady = g_get_monotonic_time ();
  report_units (self, now);
  if (self->ticks % FIX_SECONDS == 0)
    report_devices (self, now);
  if (self->last_tick > 0)
    self->due += self->per_minute * (double)(steady - self->last_tick) / (60 * G_USEC_PER_SEC);
  self->last_tick = steady;
  for (; self->due >= 1; self->due -= 1)
    raise_something (self, now);
  self->ticks++;
  zb_courier_flush (self->courier);
  return G_SOURCE_CONTINUE;
}

static void
set_up (ZbSimulator *self)
{
  self->district = zb_district_new (self->seed);
  self->lookout = zb_lookout_new (self->district, self->seed);
  self->patrol = zb_patrol_new (self->district, self->seed);
  self->ailing = zb_ailing_new (self->district, self->seed);
  self->courier = zb_courier_new (self->url, self->api_key, SOURCE, self->certificate);
  self->dice = zb_dice_new (self->seed, "simulator");
  self->remembered = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_sighting_unref);
  g_queue_init (&self->raisings);
}

static void
tear_down (ZbSimulator *self)
{
  if (self->working)
    g_source_destroy (self->working);
  g_clear_pointer (&self->working, g_source_unref);
  g_clear_pointer (&self->courier, zb_courier_free);
  g_queue_clear_full (&self->raisings, (GDestroyNotify)raising_free);
  g_ptr_array_unref (self->remembered);
  zb_ailing_free (self->ailing);
  zb_patrol_free (self->patrol);
  zb_lookout_free (self->lookout);
  zb_district_free (self->district);
}

static gpointer
run (gpointer data)
{
  ZbSimulator *self = data;
  g_autoptr (GSource) tick = g_timeout_source_new (1000);
  g_main_context_push_thread_default (self->context);
  set_up (self);
  if (self->opening)
    open_the_day (self, g_get_real_time ());
  on_tick (self);
  g_source_set_callback (tick, on_tick, self, NULL);
  g_source_attach (tick, self->context);
  g_main_loop_run (self->loop);
  g_source_destroy (tick);
  tear_down (self);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

/**
 * zb_simulator_new:
 * @options: how it works
 *
 * Begins at once, in a thread of its own.
 *
 * Returns: (transfer full): a simulator at work
 */
ZbSimulator *
zb_simulator_new (const ZbSimulatorOptions *options)
{
  ZbSimulator *self = g_new0 (ZbSimulator, 1);
  if (!gst_is_initialized ())
    gst_init (NULL, NULL);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  self->url = g_strdup (options->url);
  self->api_key = g_strdup (options->api_key);
  g_set_object (&self->certificate, options->certificate);
  self->seed = options->seed;
  self->per_minute = fmax (0, options->alerts_per_minute);
  self->opening = options->opening;
  self->pictures = options->pictures;
  self->thread = g_thread_new ("simulator", run, self);
  return self;
}

static gboolean
on_quit (gpointer data)
{
  g_main_loop_quit (((ZbSimulator *)data)->loop);
  return G_SOURCE_REMOVE;
}

/**
 * zb_simulator_free:
 * @self: (transfer full): a simulator
 *
 * Ends it and waits until it has ended.
 */
void
zb_simulator_free (ZbSimulator *self)
{
  g_autoptr (GSource) quit = g_idle_source_new ();
  g_source_set_priority (quit, G_PRIORITY_HIGH);
  g_source_set_callback (quit, on_quit, self, NULL);
  g_source_attach (quit, self->context);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_clear_object (&self->certificate);
  g_free (self->url);
  g_free (self->api_key);
  g_free (self);
}
