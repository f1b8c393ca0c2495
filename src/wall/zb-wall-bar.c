/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-bar.h"

/**
 * ZbWallBar:
 *
 * One row of a comparison: a name, a part of a whole, and the figure in words.
 */
struct _ZbWallBar
{
  GObject parent_instance;
  char *name;
  char *figure;
  char *rest;
  double part;
  double whole;
  gboolean low;
};

G_DEFINE_FINAL_TYPE (ZbWallBar, zb_wall_bar, G_TYPE_OBJECT)

/**
 * zb_wall_bar_new:
 * @name: what it is of
 * @part: what is filled, in the unit of @whole
 * @whole: what the part is of
 * @figure: the part in words
 * @rest: (nullable): what follows the figure, such as " / 21"
 * @low: whether it is less than it should be
 *
 * Returns: (transfer full): the row
 */
ZbWallBar *
zb_wall_bar_new (const char *name, double part, double whole, const char *figure, const char *rest,
                 gboolean low)
{
  ZbWallBar *self = g_object_new (ZB_TYPE_WALL_BAR, NULL);

  self->name = g_strdup (name);
  self->part = part;
  self->whole = whole;
  self->figure = g_strdup (figure);
  self->rest = g_strdup (rest);
  self->low = low;
  return self;
}

/**
 * zb_wall_bar_get_name:
 * @self: a row
 *
 * Returns: (transfer none): what it is of
 */
const char *
zb_wall_bar_get_name (ZbWallBar *self)
{
  return self->name;
}

/**
 * zb_wall_bar_get_figure:
 * @self: a row
 *
 * Returns: (transfer none): its part in words
 */
const char *
zb_wall_bar_get_figure (ZbWallBar *self)
{
  return self->figure;
}

/**
 * zb_wall_bar_get_rest:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what follows the figure
 */
const char *
zb_wall_bar_get_rest (ZbWallBar *self)
{
  return self->rest;
}

/**
 * zb_wall_bar_get_part:
 * @self: a row
 *
 * Returns: what is filled
 */
double
zb_wall_bar_get_part (ZbWallBar *self)
{
  return self->part;
}

/**
 * zb_wall_bar_get_whole:
 * @self: a row
 *
 * Returns: what the part is of
 */
double
zb_wall_bar_get_whole (ZbWallBar *self)
{
  return self->whole;
}

/**
 * zb_wall_bar_get_low:
 * @self: a row
 *
 * Returns: whether it is less than it should be
 */
gboolean
zb_wall_bar_get_low (ZbWallBar *self)
{
  return self->low;
}

static void
zb_wall_bar_finalize (GObject *object)
{
  ZbWallBar *self = ZB_WALL_BAR (object);

  g_free (self->name);
  g_free (self->figure);
  g_free (self->rest);
  G_OBJECT_CLASS (zb_wall_bar_parent_class)->finalize (object);
}

static void
zb_wall_bar_class_init (ZbWallBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_wall_bar_finalize;
}

static void
zb_wall_bar_init (ZbWallBar *self)
{
}
