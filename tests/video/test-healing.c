/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a player does when it is refused, when tickets do not come, and when more is opened than there are
 * places; and what it makes of pictures that stay the same. */
#include "zb-fake-media.h"
#include "zb-gateway.h"
#include "zb-player.h"
#include "zb-profile-choice.h"
#include "zb-stillness.h"

#include <string.h>

static ZbFakeMedia *media;

/* --- pictures that stay the same -------------------------------------------------------------- */

#define SECOND G_USEC_PER_SEC

static void
test_stillness (void)
{
  ZbStillness still = { 0 };

  zb_stillness_add (&still, 7, 1, 1 * SECOND);
  zb_stillness_add (&still, 7, 1, 3 * SECOND);
  g_assert_cmpint (zb_stillness_get_frozen_since (&still, 3 * SECOND), ==, 0);
  zb_stillness_add (&still, 7, 1, 5 * SECOND);
  g_assert_cmpint (zb_stillness_get_frozen_since (&still, 5 * SECOND), ==, 0);
  g_assert_cmpint (zb_stillness_get_frozen_since (&still, 6 * SECOND), ==, 1 * SECOND);
  zb_stillness_add (&still, 8, 0, 6 * SECOND);
  g_assert_cmpint (zb_stillness_get_frozen_since (&still, 6 * SECOND), ==, 0);
}

/* A quiet street by night: nothing but "as before" comes between two whole pictures, each of which is a bit
 * another one. */
static void
test_quiet_street (void)
{
  ZbStillness still = { 0 };

  for (guint i = 0; i < 60 * 15; i++)
    {
      const gboolean whole = i % 90 == 0;
      zb_stillness_add (&still, 100 + i / 90, whole, 1 + i * SECOND / 15);
      g_assert_cmpint (zb_stillness_get_frozen_since (&still, 1 + i * SECOND / 15), ==, 0);
    }
}

static void
test_print (void)
{
  g_autofree guint8 *plane = g_malloc0 (640 * 360);
  const guint64 dark = zb_stillness_print (plane, 640, 637, 360);

  g_assert_cmpuint (zb_stillness_print (plane, 640, 637, 360), ==, dark);
  plane[640 * 8 + 636] = 1; /* the last byte that counts of a line that is looked at */
  g_assert_cmpuint (zb_stillness_print (plane, 640, 637, 360), !=, dark);
  plane[640 * 8 + 636] = 0;
  plane[640 * 8 + 638] = 1; /* not of the picture */
  g_assert_cmpuint (zb_stillness_print (plane, 640, 637, 360), ==, dark);
  g_assert_cmpuint (zb_stillness_print (plane, 640, 637, 352), !=, dark);
}

/* --- which stream ----------------------------------------------------------------------------- */

static void
test_profile_choice (void)
{
  static const char *const both[] = { "main", "sub", NULL };
  static const char *const one[] = { "main", NULL };

  g_assert_cmpstr (zb_profile_choose ("sub", both, 270), ==, "sub");
  g_assert_cmpstr (zb_profile_choose ("sub", both, 599), ==, "sub");
  g_assert_cmpstr (zb_profile_choose ("sub", both, 600), ==, "main");
  g_assert_cmpstr (zb_profile_choose ("main", both, 599), ==, "main");
  g_assert_cmpstr (zb_profile_choose ("main", both, 480), ==, "main");
  g_assert_cmpstr (zb_profile_choose ("main", both, 479), ==, "sub");
  g_assert_cmpstr (zb_profile_choose ("sub", NULL, 900), ==, "main");
  g_assert_cmpstr (zb_profile_choose ("sub", one, 100), ==, "main");
}

/* --- who opens first -------------------------------------------------------------------------- */

static guint opened[8];
static guint n_opened;

static void
note_opened (gpointer data)
{
  opened[n_opened++] = GPOINTER_TO_UINT (data);
}

static void
test_places (void)
{
  ZbStreamPlace places[8];

  for (guint i = 0; i < 8; i++)
    zb_stream_place_init (&places[i], note_opened, GUINT_TO_POINTER (i));
  for (guint i = 0; i < 8; i++)
    zb_stream_place_wait (&places[i]);
  g_assert_cmpuint (n_opened, ==, ZB_STREAM_PLACES);
  g_assert_cmpuint (zb_stream_place_get_number (&places[0]), ==, 0);
  g_assert_cmpuint (zb_stream_place_get_number (&places[4]), ==, 1);
  zb_stream_place_set_urgency (&places[6], ZB_URGENCY_FIRST);
  zb_stream_place_set_urgency (&places[7], 5);
  g_assert_cmpuint (zb_stream_place_get_number (&places[6]), ==, 1);
  g_assert_cmpuint (zb_stream_place_get_number (&places[7]), ==, 2);
  for (guint i = 0; i < 4; i++)
    zb_stream_place_leave (&places[i]);
  g_assert_cmpuint (n_opened, ==, 8);
  g_assert_cmpuint (opened[4], ==, 6);
  g_assert_cmpuint (opened[5], ==, 7);
  g_assert_cmpuint (opened[6], ==, 4);
  for (guint i = 4; i < 8; i++)
    zb_stream_place_leave (&places[i]);
}

static gboolean
both_have_places (gpointer data)
{
  const ZbStreamPlace *places = data;

  zb_stream_places_go_on ();
  return places[1].state == ZB_STREAM_PLACE_TAKEN;
}

/* Who is more urgent is waited for, but not for ever. */
static void
test_waited_for (void)
{
  ZbStreamPlace places[2];

  n_opened = 0;
  for (guint i = 0; i < 2; i++)
    zb_stream_place_init (&places[i], note_opened, GUINT_TO_POINTER (i));
  zb_stream_place_set_urgency (&places[0], ZB_URGENCY_FIRST);
  zb_stream_place_announce (&places[0]);
  zb_stream_place_wait (&places[1]);
  g_assert_cmpuint (n_opened, ==, 0);
  zb_stream_place_wait (&places[0]);
  g_assert_cmpuint (n_opened, ==, 2);
  g_assert_cmpuint (opened[0], ==, 0);
  zb_stream_place_leave (&places[1]);
  zb_stream_place_announce (&places[0]);
  zb_stream_place_wait (&places[1]);
  g_assert_true (zb_fake_media_run_until (both_have_places, places, 2));
  zb_stream_place_leave (&places[0]);
  zb_stream_place_leave (&places[1]);
}

static gboolean
all_have_asked (gpointer data)
{
  ZbPlayer **players = data;

  return zb_player_get_queue_place (players[5]) == 3;
}

static gboolean
swallow (GSocketService *service, GSocketConnection *connection, GObject *source, gpointer kept)
{
  g_ptr_array_add (kept, g_object_ref (connection));
  return TRUE;
}

/* The selected one is opened first though it was the last to come. Those that hang keep their places. */
static void
test_urgency (void)
{
  ZbPlayer *players[7];
  g_autoptr (GSocketService) service = g_socket_service_new ();
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func (g_object_unref);
  const guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);

  g_signal_connect (service, "incoming", G_CALLBACK (swallow), kept);
  media->uri = g_strdup_printf ("rtsp://127.0.0.1:%u/cameras/x/sub", port);
  for (guint i = 0; i < G_N_ELEMENTS (players); i++)
    {
      g_autofree char *camera = g_strdup_printf ("gate-9%u", i);
      players[i] = zb_player_get (ZB_MEDIA (media), camera, "sub");
      zb_player_set_viewer_urgency (players[i], &players[i], i == 6 ? 0 : 50);
    }
  g_assert_true (zb_fake_media_run_until (all_have_asked, players, 3));
  for (guint i = 0; i < G_N_ELEMENTS (players); i++)
    g_assert_cmpuint (zb_player_get_queue_place (players[i]), ==, i >= 3 && i <= 5 ? i - 2 : 0);
  zb_player_set_viewer_urgency (players[5], &players[5], 10);
  g_assert_cmpuint (zb_player_get_queue_place (players[5]), ==, 1);
  g_assert_cmpuint (zb_player_get_queue_place (players[3]), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (players); i++)
    g_object_unref (players[i]);
  g_clear_pointer (&media->uri, g_free);
  g_socket_service_stop (service);
}

/* --- servers ---------------------------------------------------------------------------------- */

static gboolean answers;

static gboolean
answer_or_not (GThreadedSocketService *service, GSocketConnection *connection, GObject *source, gpointer data)
{
  static const char answer[] = "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n";
  char request[512];

  if (g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), request, sizeof request,
                           NULL, NULL) > 0 &&
      g_atomic_int_get (&answers))
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                               strlen (answer), NULL, NULL, NULL);
  return TRUE;
}

static guint n_told[3];

static void
note_news (ZbGatewayNews news, gpointer nothing)
{
  n_told[news]++;
}

static gboolean
was_told (gpointer news)
{
  return n_told[GPOINTER_TO_INT (news)] > 0;
}

/* One who surely had no answer hears when there is one; one who only waits long hears nothing where the
 * server is well. What one finds out the others are told. */
static void
test_gateway (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  const guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *uri = g_strdup_printf ("rtsp://127.0.0.1:%u/cameras/x/sub", port);
  g_autofree char *other = g_strdup_printf ("rtsp://127.0.0.1:%u/cameras/y/sub", port);
  int me, you;

  g_signal_connect (service, "run", G_CALLBACK (answer_or_not), NULL);
  ZbGateway *gateway = zb_gateway_join (uri, note_news, &me);
  g_assert_true (gateway == zb_gateway_join (other, note_news, &you));
  g_assert_false (zb_gateway_is_of (gateway, "rtsp://127.0.0.1/cameras/x/sub"));
  zb_gateway_doubt (gateway, TRUE);
  zb_fake_media_run (3);
  g_assert_false (was_told (GINT_TO_POINTER (ZB_GATEWAY_ANSWERS)));
  g_atomic_int_set (&answers, TRUE);
  g_assert_true (zb_fake_media_run_until (was_told, GINT_TO_POINTER (ZB_GATEWAY_ANSWERS), 3));
  g_assert_cmpuint (n_told[ZB_GATEWAY_ANSWERS], ==, 2);
  zb_gateway_doubt (gateway, FALSE);
  zb_fake_media_run (2);
  g_assert_cmpuint (n_told[ZB_GATEWAY_ANSWERS], ==, 2);
  zb_gateway_tell (gateway, ZB_GATEWAY_PLAYS, &me);
  g_assert_cmpuint (n_told[ZB_GATEWAY_PLAYS], ==, 1);
  zb_gateway_leave (gateway, &you);
  zb_gateway_tell (gateway, ZB_GATEWAY_PLAYS, &me);
  g_assert_cmpuint (n_told[ZB_GATEWAY_PLAYS], ==, 1);
  zb_gateway_leave (gateway, &me);
  g_socket_service_stop (service);
}

/* --- tickets ---------------------------------------------------------------------------------- */

/* Where renewals come to nothing the picture goes on, and the platform is not asked at every beat. */
static void
test_renewal_fails (void)
{
  guint before;

  media->seconds = 25;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-51", "sub");
  media->status = 0;
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  before = media->n_asked;
  media->status = 500;
  zb_fake_media_run (7);
  g_assert_cmpuint (media->n_asked - before, <=, 3);
  g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_LIVE);
  media->status = 0;
  media->seconds = 600;
}

/* A camera locks out who tries a ticket again and again that it does not take. */
static void
test_rests (void)
{
  const gint64 least = g_get_monotonic_time () + 200 * SECOND;
  guint before;

  media->forged = TRUE;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-52", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_REFUSED, 5);
  before = media->n_asked;
  zb_fake_media_run (5);
  g_assert_cmpuint (media->n_asked, ==, before);
  g_assert_cmpint (zb_player_get_retry_at (player), >, least);
  g_assert_true (zb_player_is_waiting (player));
  media->forged = FALSE;
  zb_player_retry (player);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
}

/* One whom it lets in again tells the others. */
static void
test_admitted (void)
{
  media->forged = TRUE;
  g_autoptr (ZbPlayer) one = zb_player_get (ZB_MEDIA (media), "gate-53", "sub");
  g_autoptr (ZbPlayer) other = zb_player_get (ZB_MEDIA (media), "junction-54", "sub");
  zb_fake_media_assert_becomes (one, ZB_PLAYER_REFUSED, 5);
  zb_fake_media_assert_becomes (other, ZB_PLAYER_REFUSED, 5);
  media->forged = FALSE;
  zb_player_retry (one);
  zb_fake_media_assert_becomes (other, ZB_PLAYER_LIVE, 10);
}

static gboolean
has_asked_twice (gpointer before)
{
  return media->n_asked == GPOINTER_TO_UINT (before) + 2;
}

/* What refused everybody for a while admits them again, and nobody is there to say so: each tries by itself,
 * seldom. */
static void
test_admitted_later (void)
{
  guint before;

  zb_player_set_refused_wait (2);
  media->forged = TRUE;
  g_autoptr (ZbPlayer) one = zb_player_get (ZB_MEDIA (media), "gate-57", "sub");
  g_autoptr (ZbPlayer) other = zb_player_get (ZB_MEDIA (media), "junction-58", "sub");
  zb_fake_media_assert_becomes (one, ZB_PLAYER_REFUSED, 5);
  zb_fake_media_assert_becomes (other, ZB_PLAYER_REFUSED, 5);
  before = media->n_asked;
  zb_fake_media_run (6);
  g_assert_cmpint (zb_player_get_state (one), ==, ZB_PLAYER_REFUSED);
  g_assert_cmpuint (media->n_asked - before, >=, 2);
  g_assert_cmpuint (media->n_asked - before, <=, 8);
  media->forged = FALSE;
  zb_fake_media_assert_becomes (one, ZB_PLAYER_LIVE, 6);
  zb_fake_media_assert_becomes (other, ZB_PLAYER_LIVE, 6);
  zb_player_set_refused_wait (ZB_PLAYER_REFUSED_WAIT);
}

/* The cameras' server forgets all tickets, also those that are kept in reserve. */
static void
test_tickets_lost (void)
{
  const guint before = media->n_asked;

  media->seconds = 31;
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-55", "sub");
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  media->seconds = 600;
  g_assert_true (zb_fake_media_run_until (has_asked_twice, GUINT_TO_POINTER (before), 10));
  zb_fake_media_run (1); /* until it has the answer, too */
  zb_fake_media_stop (media);
  g_object_unref (media->book);
  media->book = zb_ticket_book_new ();
  zb_fake_media_start (media);
  zb_fake_media_run (1);
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  zb_fake_media_run (3);
  g_assert_cmpint (zb_player_get_state (player), ==, ZB_PLAYER_LIVE);
}

/* --- details ---------------------------------------------------------------------------------- */

static void
test_decoding (void)
{
  g_autoptr (ZbPlayer) player = zb_player_get (ZB_MEDIA (media), "gate-56", "sub");
  const ZbDecoding *decoding = zb_player_get_decoding (player);
  g_autofree char *words = NULL;

  g_assert_null (zb_decoding_describe (decoding));
  zb_fake_media_assert_becomes (player, ZB_PLAYER_LIVE, 10);
  g_assert_cmpstr (decoding->codec, ==, "H.264");
  words = zb_decoding_describe (decoding);
  g_test_message ("%s", words);
  g_assert_nonnull (strstr (words, decoding->decoder));
  g_assert_cmpint (decoding->hardware, ==, strstr (words, "graphics") != NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  media = zb_fake_media_new (2, 4);
  g_test_add_func ("/video/stillness", test_stillness);
  g_test_add_func ("/video/stillness/quiet-street", test_quiet_street);
  g_test_add_func ("/video/stillness/print", test_print);
  g_test_add_func ("/video/profile-choice", test_profile_choice);
  g_test_add_func ("/video/places", test_places);
  g_test_add_func ("/video/places/waited-for", test_waited_for);
  g_test_add_func ("/video/healing/urgency", test_urgency);
  g_test_add_func ("/video/healing/gateway", test_gateway);
  g_test_add_func ("/video/healing/renewal-fails", test_renewal_fails);
  g_test_add_func ("/video/healing/rests", test_rests);
  g_test_add_func ("/video/healing/admitted", test_admitted);
  g_test_add_func ("/video/healing/admitted-later", test_admitted_later);
  g_test_add_func ("/video/healing/tickets-lost", test_tickets_lost);
  g_test_add_func ("/video/healing/decoding", test_decoding);
  int result = g_test_run ();
  g_object_unref (media);
  return result;
}
