/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer puts on a wall. It goes out at once or not at all: what is to be on a wall now is
 * nothing for later. What another has pinned is replaced only after a question. */
#include "zb-camera-strip.h"
#include "zb-map-view.h"
#include "zb-near.h"
#include "zb-wall.h"
#include "zb-window-private.h"

#include <glib/gi18n.h>

/* As many cameras of an alert as a wall shows well beside one another. */
#define NEAR_CAMERAS 4

static ZbWall *
find_wall (ZbWindow *self, const char *id)
{
  return zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_WALL, id);
}

/* --- what is pushed -------------------------------------------------------------------------------- */

static char **
list_near_cameras (ZbWindow *self)
{
  GListModel *cameras = zb_map_page_get_cameras (self->map_page);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; i < MIN (NEAR_CAMERAS, g_list_model_get_n_items (cameras)); i++)
    {
      g_autoptr (ZbNearThing) near = g_list_model_get_item (cameras, i);
      g_strv_builder_add (ids, ZB_ENTITY (zb_near_thing_get_entity (near))->id);
    }
  return g_strv_builder_end (ids);
}

static void
aim_at_view (ZbWindow *self, ZbWallScene *scene)
{
  scene->kind = ZB_WALL_SCENE_MAP;
  zb_map_view_get_view (ZB_MAP_VIEW (zb_map_page_get_map (self->map_page)), &scene->centre, &scene->zoom);
}

/* Of a case that is not selected, and of cameras that are not there, there is nothing to show. */
static ZbWallScene *
make_scene (ZbWindow *self, const char *what)
{
  g_autoptr (ZbWallScene) scene = g_object_new (ZB_TYPE_WALL_SCENE, NULL);
  ZbCase *a_case = zb_desk_get_selected_case (self->desk);

  if (g_str_equal (what, "view"))
    aim_at_view (self, scene);
  else if (g_str_equal (what, "case") && a_case)
    {
      scene->kind = ZB_WALL_SCENE_CASE;
      scene->case_id = g_strdup (ZB_ENTITY (a_case)->id);
    }
  else if (g_str_equal (what, "near"))
    {
      scene->kind = ZB_WALL_SCENE_CAMERAS;
      scene->cameras = list_near_cameras (self);
    }
  else
    scene->kind = zb_choices_parse (&zb_wall_scene_kinds, what);
  return scene->kind > 0 ? g_steal_pointer (&scene) : NULL;
}

/* --- pushing -------------------------------------------------------------------------------------- */

static void
push (ZbWindow *self, const char *wall, ZbWallScene *scene, gboolean pinned, gboolean replace)
{
  g_autoptr (ZbCommand) command =
      zb_window_submit (self, "wall.scene", wall, zb_wall_make_push (scene, pinned, 0, replace));
}

typedef struct
{
  ZbWindow *window;
  char *wall;
  ZbWallScene *scene;
  gboolean pinned;
} Question;

static void
free_question (gpointer data, GClosure *closure)
{
  Question *self = data;

  g_free (self->wall);
  g_clear_object (&self->scene);
  g_free (self);
}

static void
on_answer (Question *question, const char *answer)
{
  if (g_str_equal (answer, "replace"))
    push (question->window, question->wall, question->scene, question->pinned, TRUE);
}

static void
ask_to_replace (ZbWindow *self, ZbWall *wall, ZbWallScene *scene, gboolean pinned)
{
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Replace what is pinned?"), NULL);
  Question *question = g_new0 (Question, 1);

  question->window = self;
  question->wall = g_strdup (ZB_ENTITY (wall)->id);
  question->scene = scene ? g_object_ref (scene) : NULL;
  question->pinned = pinned;
  /* TRANSLATORS: %1$s is an officer, %2$s a wall */
  adw_alert_dialog_format_body (
      ADW_ALERT_DIALOG (dialog), _ ("%1$s has pinned what “%2$s” shows. It may be needed in the hall."),
      wall->scene_by_name ? wall->scene_by_name : "–", wall->name ? wall->name : "");
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "replace",
                                  _ ("_Replace"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "replace", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_answer), question, free_question,
                         G_CONNECT_SWAPPED);
  adw_dialog_present (dialog, GTK_WIDGET (self));
}

static void
push_or_ask (ZbWindow *self, const char *id, ZbWallScene *scene, gboolean pinned)
{
  ZbWall *wall = find_wall (self, id);
  ZbAccount *account = zb_desk_get_account (self->desk);

  if (wall && wall->pinned && account && g_strcmp0 (wall->scene_by, ZB_ENTITY (account)->id) != 0)
    ask_to_replace (self, wall, scene, pinned);
  else
    push (self, id, scene, pinned, FALSE);
}

/**
 * zb_window_push_to_wall:
 * @self: the window
 * @parameter: (ssb): the id of a wall, what it is to show, and whether that stays
 *
 * Puts something on a wall.
 */
void
zb_window_push_to_wall (ZbWindow *self, GVariant *parameter)
{
  const char *wall, *what;
  gboolean pinned;
  g_autoptr (ZbWallScene) scene = NULL;

  g_variant_get (parameter, "(&s&sb)", &wall, &what, &pinned);
  scene = make_scene (self, what);
  if (scene)
    push_or_ask (self, wall, scene, pinned);
}

/**
 * zb_window_release_wall:
 * @self: the window
 * @parameter: s: the id of a wall
 *
 * Hands a wall back to its rotation.
 */
void
zb_window_release_wall (ZbWindow *self, GVariant *parameter)
{
  push_or_ask (self, g_variant_get_string (parameter, NULL), NULL, FALSE);
}
