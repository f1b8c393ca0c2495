/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-row.h"

#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbWallRow:
 *
 * A wall as an officer steers it: what it shows and who put that there, how it is, and what else it
 * can show. What a button does is the action `wall.push` (wall, what, whether it stays) or
 * `wall.release` (wall).
 */
struct _ZbWallRow
{
  AdwBin parent_instance;
  ZbWall *wall;
  GtkLabel *name;
  GtkLabel *shown;
  GtkLabel *health;
  GtkToggleButton *pin;
  GtkWidget *overview;
  GtkWidget *map;
  GtkWidget *cameras;
  GtkWidget *figures;
  GtkWidget *view;
  GtkWidget *a_case;
  GtkWidget *near;
  GtkWidget *release;
};

G_DEFINE_FINAL_TYPE (ZbWallRow, zb_wall_row, ADW_TYPE_BIN)

/* --- in words ---------------------------------------------------------------------------------- */

static const char *
name_of_scene (const ZbWallScene *scene)
{
  switch ((ZbWallSceneKind)scene->kind)
    {
    case ZB_WALL_SCENE_MAP:
      return zb_point_is_known (scene->centre) ? C_ ("scene", "a part of the map") : C_ ("scene", "the map");
    case ZB_WALL_SCENE_CAMERAS:
      return C_ ("scene", "cameras");
    case ZB_WALL_SCENE_FIGURES:
      return C_ ("scene", "figures");
    case ZB_WALL_SCENE_CASE:
      return C_ ("scene", "a case");
    case ZB_WALL_SCENE_CAMERA:
      return C_ ("scene", "a camera");
    case ZB_WALL_SCENE_UNKNOWN:
    case ZB_WALL_SCENE_OVERVIEW:
    default:
      return C_ ("scene", "the overview");
    }
}

static char *
words_of_scene (const ZbWall *wall, gint64 now)
{
  const ZbWallScene *scene = zb_wall_get_pushed_scene (wall, now);
  const char *by = wall->scene_by_name ? wall->scene_by_name : "–";

  if (!scene)
    return g_strdup (_ ("Turns by itself"));
  if (wall->pinned)
    /* TRANSLATORS: %1$s is what a wall shows, %2$s who pinned it */
    return g_strdup_printf (_ ("Shows %1$s, pinned by %2$s"), name_of_scene (scene), by);
  /* TRANSLATORS: %1$s is what a wall shows, %2$s who put it there, %3$d seconds */
  return g_strdup_printf (_ ("Shows %1$s, by %2$s, for another %3$d s"), name_of_scene (scene), by,
                          (int)((wall->scene_until - now) / G_TIME_SPAN_SECOND));
}

static char *
words_of_health (const ZbWall *wall, gint64 now)
{
  const ZbWallHealth *health = wall->health;

  if (!health)
    return g_strdup (_ ("Never heard of"));
  if (zb_wall_is_lost (wall, now))
    {
      g_autofree char *age = zb_words_age (health->as_of, now);
      return g_strdup_printf (_ ("Not heard of for %s"), age);
    }
  if (health->screens_missing > 0)
    return g_strdup_printf (_ ("%1$d of %2$d screens are missing"), (int)health->screens_missing,
                            (int)health->screens);
  if (health->tiles > 0)
    return g_strdup_printf (_ ("Well · %1$d of %2$d cameras live"), (int)health->tiles_live,
                            (int)health->tiles);
  return g_strdup (_ ("Well"));
}

/* --- what can be pushed -------------------------------------------------------------------------- */

static void
aim (ZbWallRow *self, GtkWidget *button, const char *what)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(ssb)", ZB_ENTITY (self->wall)->id, what,
                                    gtk_toggle_button_get_active (self->pin));
}

static void
aim_all (ZbWallRow *self)
{
  aim (self, self->overview, "overview");
  aim (self, self->map, "map");
  aim (self, self->cameras, "cameras");
  aim (self, self->figures, "figures");
  aim (self, self->view, "view");
  aim (self, self->a_case, "case");
  aim (self, self->near, "near");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->release), "s", ZB_ENTITY (self->wall)->id);
}

/**
 * zb_wall_row_show:
 * @self: a row
 * @now: µs UTC
 * @has_case: whether a case is selected that could be pushed
 * @has_cameras: whether an alert is selected whose cameras could be
 *
 * Says anew how the wall is.
 */
void
zb_wall_row_show (ZbWallRow *self, gint64 now, gboolean has_case, gboolean has_cameras)
{
  g_autofree char *shown = words_of_scene (self->wall, now), *health = words_of_health (self->wall, now);
  const gboolean well =
      !zb_wall_is_lost (self->wall, now) && self->wall->health && self->wall->health->screens_missing == 0;

  g_return_if_fail (ZB_IS_WALL_ROW (self));
  gtk_label_set_label (self->name, self->wall->name ? self->wall->name : "");
  gtk_label_set_label (self->shown, shown);
  gtk_label_set_label (self->health, health);
  gtk_widget_set_css_classes (GTK_WIDGET (self->health),
                              (const char *[]){ "zb-caption", well ? "zb-ok" : "zb-warn", NULL });
  gtk_widget_set_visible (self->a_case, has_case);
  gtk_widget_set_visible (self->near, has_cameras);
  gtk_widget_set_visible (self->release, zb_wall_get_pushed_scene (self->wall, now) != NULL);
}

/**
 * zb_wall_row_get_wall:
 * @self: a row
 *
 * Returns: (transfer none): the wall that it steers
 */
ZbWall *
zb_wall_row_get_wall (ZbWallRow *self)
{
  return self->wall;
}

/**
 * zb_wall_row_new:
 * @wall: a wall
 *
 * Returns: (transfer floating): what steers it
 */
GtkWidget *
zb_wall_row_new (ZbWall *wall)
{
  ZbWallRow *self = g_object_new (ZB_TYPE_WALL_ROW, NULL);

  self->wall = g_object_ref (wall);
  aim_all (self);
  return GTK_WIDGET (self);
}

static void
zb_wall_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_WALL_ROW);
  g_clear_object (&ZB_WALL_ROW (object)->wall);
  G_OBJECT_CLASS (zb_wall_row_parent_class)->dispose (object);
}

static void
zb_wall_row_class_init (ZbWallRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_wall_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/wall/wall-row.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, name);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, shown);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, health);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, pin);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, overview);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, map);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, cameras);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, figures);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, view);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, a_case);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, near);
  gtk_widget_class_bind_template_child (widget_class, ZbWallRow, release);
  gtk_widget_class_bind_template_callback (widget_class, aim_all);
}

static void
zb_wall_row_init (ZbWallRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
