/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large scene, and the part of it that a camera sees:
 *
 *   set, drawn once, larger than any picture ─▶ cut out where the camera looks ─▶ what moves ─▶ masks
 *
 * While the camera turns, the set is cut out of what was drawn for the widest view, and a close view of it is
 * soft. When the camera has come to rest the set is drawn again as close as it is seen, as a lens focuses. */
#include "zb-vista-private.h"

#include "zb-counter.h"

#include <math.h>

#define RADIANS (G_PI / 180)
/* The widest view, and how far beside its middle a camera may look, in focal lengths: what is straight ahead
 * of a head that is turned by 45 degrees and looks a little up or down lies so far out. */
#define VIEW (48 * RADIANS)
#define BESIDE 1.09
#define BEYOND 0.48
/* So many pictures without a movement, and it has come to rest. */
#define PICTURES_AT_REST 4
#define SOFT_FROM 1.15

struct _ZbVista
{
  const ZbVistaClass *class; /* NULL for a counter, which has none of the others */
  ZbLens lens;
  int width, height;
  double wide, high; /* of the whole */
  cairo_surface_t *set;
  cairo_surface_t *still; /* the set as close as it is seen now */
  ZbPose pose;
  guint n_same;
};

static const ZbVistaClass *const classes[ZB_N_VISTAS] = {
  [ZB_VISTA_VIADUCT] = &zb_vista_viaduct,
  [ZB_VISTA_GARDENS] = &zb_vista_gardens,
};

static void
open_stage (const ZbVista *self, ZbStage *stage, cairo_t *cr, double seconds)
{
  zb_stage_open (stage, cr, self->wide, self->high, seconds, ZB_SCENE_PERIOD);
  zb_stage_set_lens (stage, &self->lens);
}

static void
draw_set (ZbVista *self, cairo_t *cr)
{
  ZbStage stage;
  open_stage (self, &stage, cr, 0);
  self->class->scene.draw_set (&stage);
  zb_stage_close (&stage);
}

/**
 * zb_vista_new:
 * @kind: what is seen
 * @width: of the pictures that will be cut out of it, pixels
 * @height: of those, pixels
 *
 * Draws the large scene, which takes some tenths of a second.
 *
 * Returns: (transfer full): the vista
 */
ZbVista *
zb_vista_new (ZbVistaKind kind, int width, int height)
{
  ZbVista *self = g_new0 (ZbVista, 1);
  double focal = width / 2. / tan (VIEW / 2);
  if (kind == ZB_VISTA_COUNTER)
    return self;
  self->class = classes[kind];
  self->width = width;
  self->height = height;
  self->wide = ceil (width + 2 * BESIDE * focal);
  self->high = ceil (height + 2 * BEYOND * focal);
  self->lens = self->class->scene.lens;
  self->lens.view = 2 * atan (self->wide / 2 / focal);
  self->set = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)self->wide, (int)self->high);
  self->still = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (self->set);
  draw_set (self, cr);
  cairo_destroy (cr);
  return self;
}

/**
 * zb_vista_free:
 * @self: (transfer full): a vista
 */
void
zb_vista_free (ZbVista *self)
{
  g_clear_pointer (&self->set, cairo_surface_destroy);
  g_clear_pointer (&self->still, cairo_surface_destroy);
  g_free (self);
}

/* Where in the whole the middle of the picture is. */
static void
find_middle (const ZbVista *self, const ZbStage *stage, ZbPose pose, double *x, double *y)
{
  double yaw = self->lens.yaw + pose.pan * RADIANS, tilt = pose.tilt * RADIANS;
  double beside = self->width / 2. / pose.zoom, beyond = self->height / 2. / pose.zoom;
  ZbSpot eye = self->lens.eye;
  ZbSpot spot = { eye.x + 100 * sin (yaw) * cos (tilt), eye.y + 100 * cos (yaw) * cos (tilt),
                  eye.z + 100 * sin (tilt) };
  *x = self->wide / 2;
  *y = self->high / 2;
  zb_stage_project (stage, spot, x, y);
  *x = CLAMP (*x, beside, self->wide - beside);
  *y = CLAMP (*y, beyond, self->high - beyond);
}

static void
look (const ZbVista *self, const ZbStage *stage, cairo_t *cr, ZbPose pose)
{
  double x, y;
  find_middle (self, stage, pose, &x, &y);
  cairo_translate (cr, self->width / 2., self->height / 2.);
  cairo_scale (cr, pose.zoom, pose.zoom);
  cairo_translate (cr, -x, -y);
}

static void
paint_surface (cairo_t *cr, cairo_surface_t *surface)
{
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
}

static void
paint_still (ZbVista *self, cairo_t *cr)
{
  cairo_save (cr);
  cairo_identity_matrix (cr);
  paint_surface (cr, self->still);
  cairo_restore (cr);
}

static void
focus (ZbVista *self, cairo_t *cr)
{
  cairo_matrix_t view;
  cairo_t *still = cairo_create (self->still);
  cairo_get_matrix (cr, &view);
  cairo_set_matrix (still, &view);
  draw_set (self, still);
  cairo_destroy (still);
}

static gboolean
is_same (ZbPose a, ZbPose b)
{
  return a.pan == b.pan && a.tilt == b.tilt && a.zoom == b.zoom;
}

static void
paint_set (ZbVista *self, cairo_t *cr, ZbPose pose)
{
  self->n_same = is_same (pose, self->pose) ? self->n_same + 1 : 0;
  self->pose = pose;
  if (pose.zoom < SOFT_FROM || self->n_same < PICTURES_AT_REST)
    {
      paint_surface (cr, self->set);
      return;
    }
  if (self->n_same == PICTURES_AT_REST)
    focus (self, cr);
  paint_still (self, cr);
}

/* Whatever else is in the picture, and however far away it is. */
static void
paint_masks (const ZbVista *self, ZbStage *stage)
{
  stage->lens.near_haze = G_MAXDOUBLE / 4;
  stage->lens.far_haze = G_MAXDOUBLE / 2;
  for (guint i = 0; i < self->class->n_masks; i++)
    zb_stage_polygon (stage, self->class->masks[i].corner, 4, ZB_VISTA_MASK, 1);
}

/**
 * zb_vista_paint:
 * @self: a vista
 * @frame: a picture of the size that the vista was made for
 * @pose: where it is looked at from; pan is told from straight ahead
 * @seconds: since the loop began
 *
 * Paints what the camera sees, and covers what nobody is to see.
 */
void
zb_vista_paint (ZbVista *self, cairo_surface_t *frame, ZbPose pose, double seconds)
{
  ZbStage stage;
  if (self->class == NULL)
    {
      zb_counter_paint (frame, (guint32)(g_get_monotonic_time () / G_TIME_SPAN_MILLISECOND));
      return;
    }
  cairo_t *cr = cairo_create (frame);
  open_stage (self, &stage, cr, seconds);
  look (self, &stage, cr, pose);
  paint_set (self, cr, pose);
  self->class->scene.draw_cast (&stage);
  zb_stage_draw_props (&stage);
  paint_masks (self, &stage);
  zb_stage_close (&stage);
  cairo_destroy (cr);
}

/**
 * zb_vista_get_n_masks:
 * @kind: what is seen
 *
 * Returns: how many things in it are covered
 */
guint
zb_vista_get_n_masks (ZbVistaKind kind)
{
  return classes[kind]->n_masks;
}

/**
 * zb_vista_get_mask_pose:
 * @kind: what is seen
 * @mask: which of the things that are covered
 *
 * Returns: where a camera looks that has it in the middle of its picture, pan from straight ahead
 */
ZbPose
zb_vista_get_mask_pose (ZbVistaKind kind, guint mask)
{
  const ZbSpot *corner = classes[kind]->masks[mask].corner, eye = classes[kind]->scene.lens.eye;
  ZbSpot middle = zb_spot_mix (corner[0], corner[2], 0.5);
  double x = middle.x - eye.x, y = middle.y - eye.y;
  double yaw = atan2 (x, y) - classes[kind]->scene.lens.yaw;
  return (ZbPose){ yaw / RADIANS, atan2 (middle.z - eye.z, hypot (x, y)) / RADIANS, 4 };
}
