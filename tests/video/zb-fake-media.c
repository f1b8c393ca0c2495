/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fake-media.h"

#include "zb-stills.h"

#include <gst/gst.h>
#include <string.h>

static void zb_fake_media_iface_init (ZbMediaInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ZbFakeMedia, zb_fake_media, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (ZB_TYPE_MEDIA, zb_fake_media_iface_init))

/* "SCENE-n" shows that scene; "offline-n" is offline. */
static ZbCameraAnswer
resolve (const char *camera, ZbScene *scene, gpointer user_data)
{
  for (guint i = 0; i < ZB_N_SCENES; i++)
    if (g_str_has_prefix (camera, zb_scene_get_name ((ZbScene)i)))
      {
        *scene = (ZbScene)i;
        return ZB_CAMERA_READY;
      }
  return g_str_has_prefix (camera, "offline") ? ZB_CAMERA_OFFLINE : ZB_CAMERA_UNKNOWN;
}

typedef struct
{
  ZbFakeMedia *media;
  GWeakRef answer;
  char *camera, *profile;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;
  g_weak_ref_clear (&question->answer);
  g_object_unref (question->media);
  g_free (question->camera);
  g_free (question->profile);
  g_free (question);
}

static ZbTicket *
make_ticket (ZbFakeMedia *self, const char *camera, const char *profile)
{
  ZbTicketStub stub;
  ZbTicket *ticket = g_object_new (ZB_TYPE_TICKET, NULL);
  zb_ticket_book_issue (self->book, camera, profile, self->seconds, &stub);
  ticket->uri = self->uri
                    ? g_strdup (self->uri)
                    : g_strdup_printf ("rtsp://127.0.0.1:%u/cameras/%s/%s", self->port, camera, profile);
  ticket->user = g_strdup (stub.user);
  ticket->password = g_strdup (self->forged ? "guess" : stub.password);
  ticket->expires_at = stub.expires_at;
  zb_ticket_stub_clear (&stub);
  return ticket;
}

static gboolean
reply (gpointer data)
{
  Question *question = data;
  g_autoptr (ZbAnswer) answer = g_weak_ref_get (&question->answer);
  if (!answer)
    return G_SOURCE_REMOVE;
  if (question->media->status)
    {
      g_autoptr (ZbProblem) problem = zb_problem_new (
          question->media->status, "Refused",
          question->media->detail ? question->media->detail : "needs the public security share");
      problem->retry_after = question->media->retry_after;
      zb_answer_fail (answer, problem);
      return G_SOURCE_REMOVE;
    }
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (items, make_ticket (question->media, question->camera, question->profile));
  zb_answer_set_items (answer, items);
  return G_SOURCE_REMOVE;
}

static ZbAnswer *
open_live (ZbMedia *media, const char *camera, const char *profile)
{
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_TICKET);
  Question *question = g_new0 (Question, 1);
  question->media = g_object_ref (ZB_FAKE_MEDIA (media));
  question->media->n_asked++;
  question->camera = g_strdup (camera);
  question->profile = g_strdup (profile);
  g_weak_ref_init (&question->answer, answer);
  g_timeout_add_full (G_PRIORITY_DEFAULT, 5, reply, question, question_free);
  return answer;
}

static ZbSnapshotNote *
make_note (ZbFakeMedia *self, gint64 at)
{
  ZbSnapshotNote *note = g_object_new (ZB_TYPE_SNAPSHOT_NOTE, NULL);
  self->n_noted++;
  note->id = g_strdup ("01890000-0000-7000-8000-0000000000f1");
  note->at = at;
  return note;
}

static ZbAnswer *
note_snapshot (ZbMedia *media, const char *camera, gint64 at, const char *source)
{
  ZbFakeMedia *self = ZB_FAKE_MEDIA (media);
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_SNAPSHOT_NOTE);
  g_autoptr (ZbProblem) nobody = zb_problem_new (0, "There is no answer", NULL);
  g_autoptr (GPtrArray) notes = g_ptr_array_new_with_free_func (g_object_unref);
  if (self->no_line)
    {
      zb_answer_fail (answer, nobody);
      return answer;
    }
  g_ptr_array_add (notes, make_note (self, at));
  zb_answer_set_items (answer, notes);
  return answer;
}

/* Whoever has not been told who watches a camera does not know. */
static ZbAnswer *
look_around (ZbMedia *media, const char *camera)
{
  ZbFakeMedia *self = ZB_FAKE_MEDIA (media);
  ZbAnswer *answer = zb_answer_new (ZB_TYPE_AUDIENCE);
  g_autoptr (ZbProblem) unknown = zb_problem_new (501, "Not known", NULL);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  self->n_looked++;
  if (self->audience)
    g_ptr_array_add (items, g_object_ref (self->audience));
  if (self->audience)
    zb_answer_set_items (answer, items);
  else
    zb_answer_fail (answer, unknown);
  return answer;
}

static void
zb_fake_media_iface_init (ZbMediaInterface *iface)
{
  iface->look_around = look_around;
  iface->open_live = open_live;
  iface->note_snapshot = note_snapshot;
}

static void
zb_fake_media_finalize (GObject *object)
{
  ZbFakeMedia *self = ZB_FAKE_MEDIA (object);
  zb_stills_forget ();
  zb_fake_media_stop (self);
  g_clear_object (&self->book);
  g_free (self->films);
  g_free (self->uri);
  G_OBJECT_CLASS (zb_fake_media_parent_class)->finalize (object);
}

static void
zb_fake_media_class_init (ZbFakeMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_fake_media_finalize;
}

static void
zb_fake_media_init (ZbFakeMedia *self)
{
  self->book = zb_ticket_book_new ();
  self->seconds = 600;
}

void
zb_fake_media_start (ZbFakeMedia *self)
{
  g_autoptr (GError) error = NULL;
  self->server = zb_rtsp_server_new (self->films);
  zb_rtsp_server_set_resolver (self->server, resolve, NULL);
  zb_rtsp_server_set_authenticator (self->server, zb_ticket_book_lookup, self->book);
  self->port = zb_rtsp_server_start (self->server, "127.0.0.1", self->port, &error);
  g_assert_no_error (error);
}

void
zb_fake_media_stop (ZbFakeMedia *self)
{
  g_clear_object (&self->server);
}

/* The films are kept beside the build, because several tests use them. */
ZbFakeMedia *
zb_fake_media_new (guint n_scenes, double seconds)
{
  g_autoptr (GError) error = NULL;
  ZbFakeMedia *self = g_object_new (ZB_TYPE_FAKE_MEDIA, NULL);
  gst_init (NULL, NULL);
  self->films = g_strdup_printf (
      "%s/films-%u-%.0f", g_getenv ("G_TEST_BUILDDIR") ? g_getenv ("G_TEST_BUILDDIR") : g_get_tmp_dir (),
      n_scenes, seconds);
  if (!zb_films_make (self->films, n_scenes, seconds, NULL, NULL, NULL, &error))
    g_error ("%s", error->message);
  zb_fake_media_start (self);
  return self;
}

static gboolean
wake (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until something is so; says whether it came to be within the time. */
gboolean
zb_fake_media_run_until (gboolean (*done) (gpointer data), gpointer data, guint seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64)seconds * G_USEC_PER_SEC;
  guint source = g_timeout_add (20, wake, NULL);
  while (!done (data) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (source);
  return done (data);
}

static gboolean
never (gpointer data)
{
  return FALSE;
}

/**
 * zb_fake_media_run:
 * @seconds: how long
 *
 * Runs the main loop.
 */
void
zb_fake_media_run (guint seconds)
{
  zb_fake_media_run_until (never, NULL, seconds);
}

typedef struct
{
  ZbPlayer *player;
  ZbPlayerState state;
} Wanted;

static gboolean
has_state (gpointer data)
{
  const Wanted *wanted = data;

  return zb_player_get_state (wanted->player) == wanted->state;
}

/**
 * zb_fake_media_assert_becomes:
 * @player: a player
 * @state: what it is to come to
 * @seconds: within how long
 *
 * Fails the test if it does not.
 */
void
zb_fake_media_assert_becomes (ZbPlayer *player, ZbPlayerState state, guint seconds)
{
  Wanted wanted = { player, state };

  if (!zb_fake_media_run_until (has_state, &wanted, seconds))
    g_error ("state %d, not %d, after %u s: %s", zb_player_get_state (player), state, seconds,
             zb_player_get_detail (player));
}
