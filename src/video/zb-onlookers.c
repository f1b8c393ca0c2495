/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-onlookers.h"

#include "zb-words.h"

#include <glib/gi18n.h>

struct _ZbOnlookers
{
  ZbOnlookersTold told;
  gpointer user_data;
  ZbAnswer *answer;
  ZbAudience *audience;
};

/* So many are named; the others are counted. */
#define MOST_NAMED 3

/**
 * zb_onlookers_new:
 * @told: (scope forever): told when an answer has come
 * @user_data: for @told
 *
 * Returns: (transfer full): nobody, as far as is known
 */
ZbOnlookers *
zb_onlookers_new (ZbOnlookersTold told, gpointer user_data)
{
  ZbOnlookers *self = g_new0 (ZbOnlookers, 1);
  self->told = told;
  self->user_data = user_data;
  return self;
}

static void
on_answer (ZbOnlookers *self)
{
  if (!self->answer || zb_answer_get_state (self->answer) == ZB_ANSWER_PENDING)
    return;
  g_autoptr (ZbAnswer) answer = g_steal_pointer (&self->answer);
  g_signal_handlers_disconnect_by_func (answer, on_answer, self);
  if (zb_answer_get_state (answer) != ZB_ANSWER_READY)
    return;
  g_clear_object (&self->audience);
  self->audience = g_list_model_get_item (zb_answer_get_items (answer), 0);
  if (self->audience)
    self->told (self->user_data);
}

static void
forget_answer (ZbOnlookers *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
}

/**
 * zb_onlookers_free:
 * @self: (transfer full): onlookers
 */
void
zb_onlookers_free (ZbOnlookers *self)
{
  zb_onlookers_forget (self);
  g_free (self);
}

/**
 * zb_onlookers_ask:
 * @self: onlookers
 * @media: whom to ask
 * @camera: the id of a camera
 *
 * Asks who watches it, once for each time that the camera refused: what was known stays until the answer.
 */
void
zb_onlookers_ask (ZbOnlookers *self, ZbMedia *media, const char *camera)
{
  if (self->answer)
    return;
  self->answer = zb_media_look_around (media, camera);
  g_signal_connect_swapped (self->answer, "notify::state", G_CALLBACK (on_answer), self);
  on_answer (self);
}

/**
 * zb_onlookers_forget:
 * @self: onlookers
 *
 * The camera plays, or what is the matter with it is something else.
 */
void
zb_onlookers_forget (ZbOnlookers *self)
{
  forget_answer (self);
  g_clear_object (&self->audience);
}

/**
 * zb_onlookers_get_audience:
 * @self: onlookers
 *
 * Returns: (transfer none) (nullable): who they are, %NULL where that is not known
 */
ZbAudience *
zb_onlookers_get_audience (ZbOnlookers *self)
{
  return self->audience;
}

/* --- in words --------------------------------------------------------------------------------------- */

static void
add (GString *text, const char *more)
{
  /* Translators: between those who watch a camera */
  g_string_append_printf (text, "%s%s", text->len ? C_ ("onlookers", ", ") : "", more);
}

static void
add_seat (GString *text, const ZbAudienceSeat *seat)
{
  g_autofree char *who =
      /* Translators: a name and a role, such as "Chen Zhiban (Duty officer)" */
      g_strdup_printf (C_ ("onlookers", "%s (%s)"), seat->name, zb_words_choice (&zb_roles, seat->role));
  g_autofree char *often =
      /* Translators: somebody, and how many of the camera's sessions are theirs */
      seat->sessions > 1 ? g_strdup_printf (C_ ("onlookers", "%s ×%d"), who, (int)seat->sessions) : NULL;
  add (text, often ? often : who);
}

static gint64
add_seats (GString *text, GPtrArray *seats)
{
  gint64 n_left = 0;
  for (guint i = 0; seats && i < seats->len; i++)
    if (i < MOST_NAMED)
      add_seat (text, seats->pdata[i]);
    else
      n_left += ((ZbAudienceSeat *)seats->pdata[i])->sessions;
  return n_left;
}

/**
 * zb_onlookers_describe:
 * @audience: who watches a camera
 *
 * Returns: (transfer full) (nullable): "4/4: Chen Zhiban (Duty officer), …", %NULL where nobody watches it
 */
char *
zb_onlookers_describe (ZbAudience *audience)
{
  g_autoptr (GString) who = g_string_new (NULL);
  if (audience->sessions <= 0)
    return NULL;
  gint64 n_others = audience->others + add_seats (who, audience->seats);
  if (audience->recordings > 0)
    add (who, _ ("the platform’s recording"));
  if (n_others > 0)
    {
      g_autofree char *others =
          g_strdup_printf (ngettext ("%d other viewer", "%d other viewers", (gulong)n_others), (int)n_others);
      add (who, others);
    }
  if (audience->most > 0)
    return g_strdup_printf (_ ("Watched by %d of %d: %s"), (int)audience->sessions, (int)audience->most,
                            who->str);
  return g_strdup_printf (_ ("Watched by %s"), who->str);
}
