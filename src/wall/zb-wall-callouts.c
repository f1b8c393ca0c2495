/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-wall-callouts.h"

#include "zb-severity-icon.h"
#include "zb-wall-words.h"

#include <adwaita.h>

/**
 * ZbWallCallouts:
 *
 * Over a map: what the gravest alerts are and where, each on a card with a line to its place. A
 * card stands where it covers no other place of an alert, no other card, and lies within the map.
 */
struct _ZbWallCallouts
{
  GtkWidget parent_instance;
  GtkWidget *map;
  ZbWallLocate locate;
  GListModel *alerts;
  GPtrArray *followed; /* ZbAlert that may have a card */
  double unit;
};

G_DEFINE_FINAL_TYPE (ZbWallCallouts, zb_wall_callouts, GTK_TYPE_WIDGET)

/* More than these would hide the map that they explain. */
#define MOST_CARDS 2
/* Places of so many alerts are kept free of cards. */
#define MOST_PLACES 24

typedef struct
{
  ZbAlert *alert;
  graphene_point_t place;
  graphene_rect_t card;
  gboolean shown;
} Callout;

/* --- where cards stand ------------------------------------------------------------------------- */

static float
overlap (const graphene_rect_t *a, const graphene_rect_t *b)
{
  graphene_rect_t common;

  return graphene_rect_intersection (a, b, &common) ? common.size.width * common.size.height : 0;
}

/* How bad it is to have a card there; 0 where it is in nobody's way. */
static float
price (ZbWallCallouts *self, const graphene_rect_t *card, const Callout *callouts, guint n, guint of)
{
  const float reach = (float)self->unit * 1.1f;
  const graphene_rect_t map = GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (GTK_WIDGET (self)),
                                                  (float)gtk_widget_get_height (GTK_WIDGET (self)));
  float sum = 100 * (card->size.width * card->size.height - overlap (card, &map));

  for (guint i = 0; i < n; i++)
    {
      const graphene_rect_t symbol =
          GRAPHENE_RECT_INIT (callouts[i].place.x - reach, callouts[i].place.y - reach, 2 * reach, 2 * reach);
      sum += 10 * overlap (card, &symbol);
      if (i < of && callouts[i].shown)
        sum += 50 * overlap (card, &callouts[i].card);
    }
  return sum;
}

static void
choose_place (ZbWallCallouts *self, Callout *callouts, guint n, guint of, graphene_size_t size)
{
  static const struct
  {
    float x, y;
  } sides[] = { { -1, -1 }, { 1, -1 }, { -1, 1 }, { 1, 1 }, { 0, -1 }, { 0, 1 } };
  const float unit = (float)self->unit;
  float best = G_MAXFLOAT;

  for (guint far = 2; far <= 5; far++)
    for (gsize i = 0; i < G_N_ELEMENTS (sides); i++)
      {
        const float x = callouts[of].place.x + sides[i].x * (size.width / 2 + unit * (float)far);
        const float y = callouts[of].place.y + sides[i].y * (size.height / 2 + unit * (float)far);
        const graphene_rect_t card =
            GRAPHENE_RECT_INIT (x - size.width / 2, y - size.height / 2, size.width, size.height);
        const float now = price (self, &card, callouts, n, of) + unit * (float)far;
        if (now < best)
          {
            best = now;
            callouts[of].card = card;
          }
      }
  callouts[of].shown = TRUE;
}

/* --- drawing ----------------------------------------------------------------------------------- */

static PangoLayout *
new_layout (ZbWallCallouts *self, const char *text, double size, gboolean bold)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoFontDescription *font =
      pango_font_description_copy (pango_context_get_font_description (pango_layout_get_context (layout)));

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, (int)(self->unit * 16 * PANGO_SCALE));
  pango_font_description_free (font);
  return layout;
}

static char *
words_of (const ZbAlert *alert)
{
  g_autofree char *state = zb_wall_words_of_state (alert);

  return alert->place ? g_strdup_printf ("%s · %s", alert->place, state) : g_steal_pointer (&state);
}

static void
put (GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *color, float x, float y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (roundf (x), roundf (y)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

/* From the edge of the card that is nearest to the symbol's rim. */
static void
draw_line (ZbWallCallouts *self, GtkSnapshot *snapshot, const Callout *callout, const GdkRGBA *color)
{
  const graphene_rect_t *card = &callout->card;
  const graphene_point_t from = { CLAMP (callout->place.x, card->origin.x, card->origin.x + card->size.width),
                                  CLAMP (callout->place.y, card->origin.y,
                                         card->origin.y + card->size.height) };
  const float length = graphene_point_distance (&from, &callout->place, NULL, NULL);
  const float rim = (float)self->unit * 0.9f;
  graphene_point_t to;
  g_autoptr (GskPathBuilder) builder = gsk_path_builder_new ();
  g_autoptr (GskStroke) stroke = gsk_stroke_new (MAX (2, (float)self->unit / 10));

  if (length <= rim)
    return;
  graphene_point_interpolate (&from, &callout->place, (length - rim) / length, &to);
  gsk_path_builder_move_to (builder, from.x, from.y);
  gsk_path_builder_line_to (builder, to.x, to.y);
  g_autoptr (GskPath) path = gsk_path_builder_to_path (builder);
  gtk_snapshot_append_stroke (snapshot, path, stroke, color);
}

static void
draw_card (ZbWallCallouts *self, GtkSnapshot *snapshot, const Callout *callout, PangoLayout *title,
           PangoLayout *words)
{
  const GdkRGBA background = { 0x13 / 255.0f, 0x16 / 255.0f, 0x19 / 255.0f, 0.94f };
  const GdkRGBA text = { 0xE9 / 255.0f, 0xEC / 255.0f, 0xEF / 255.0f, 1 };
  const GdkRGBA dim = { 0xB6 / 255.0f, 0xBE / 255.0f, 0xC7 / 255.0f, 1 };
  const float unit = (float)self->unit;
  const graphene_rect_t *card = &callout->card;
  GdkRGBA severity;
  int height;

  zb_severity_get_color (callout->alert->severity, TRUE, &severity);
  pango_layout_get_pixel_size (title, NULL, &height);
  draw_line (self, snapshot, callout, &severity);
  gtk_snapshot_append_color (snapshot, &background, card);
  gtk_snapshot_append_color (
      snapshot, &severity,
      &GRAPHENE_RECT_INIT (card->origin.x, card->origin.y, MAX (4, unit / 5), card->size.height));
  put (snapshot, title, &text, card->origin.x + unit * 0.7f, card->origin.y + unit * 0.4f);
  put (snapshot, words, &dim, card->origin.x + unit * 0.7f, card->origin.y + unit * 0.4f + (float)height);
}

static void
draw_callout (ZbWallCallouts *self, GtkSnapshot *snapshot, Callout *callouts, guint n, guint of)
{
  const ZbAlert *alert = callouts[of].alert;
  g_autofree char *line = words_of (alert);
  g_autoptr (PangoLayout) title =
      new_layout (self, alert->title ? alert->title : "", self->unit * 1.25, TRUE);
  g_autoptr (PangoLayout) words = new_layout (self, line, self->unit, FALSE);
  int title_width, title_height, words_width, words_height;

  /* Of a long place its end may be missing, but not what is being done about it. */
  pango_layout_set_ellipsize (words, PANGO_ELLIPSIZE_MIDDLE);
  pango_layout_get_pixel_size (title, &title_width, &title_height);
  pango_layout_get_pixel_size (words, &words_width, &words_height);
  choose_place (self, callouts, n, of,
                GRAPHENE_SIZE_INIT ((float)(MAX (title_width, words_width) + self->unit * 1.4),
                                    (float)(title_height + words_height + self->unit * 0.8)));
  draw_card (self, snapshot, &callouts[of], title, words);
}

static guint
find_callouts (ZbWallCallouts *self, Callout *callouts)
{
  const guint n_alerts = self->alerts && self->map ? g_list_model_get_n_items (self->alerts) : 0;
  guint n = 0;

  for (guint i = 0; i < n_alerts && n < MOST_PLACES; i++)
    {
      g_autoptr (ZbAlert) alert = g_list_model_get_item (self->alerts, i);
      if (self->locate (self->map, alert->location, &callouts[n].place))
        callouts[n++].alert = alert;
    }
  return n;
}

static void
zb_wall_callouts_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbWallCallouts *self = ZB_WALL_CALLOUTS (widget);
  Callout callouts[MOST_PLACES] = { 0 };
  const guint n = find_callouts (self, callouts);
  guint n_cards = 0;

  for (guint i = 0; i < n && n_cards < MOST_CARDS; i++)
    if (callouts[i].alert->severity == ZB_SEVERITY_URGENT)
      {
        draw_callout (self, snapshot, callouts, n, i);
        n_cards++;
      }
}

/* --- what it is given ---------------------------------------------------------------------------- */

/**
 * zb_wall_callouts_set_map:
 * @self: the callouts
 * @map: the map that they lie over, of the same size; told to redraw by its signal "moved"
 * @locate: where a place is on it
 *
 * Sets what they explain.
 */
void
zb_wall_callouts_set_map (ZbWallCallouts *self, GtkWidget *map, ZbWallLocate locate)
{
  g_return_if_fail (ZB_IS_WALL_CALLOUTS (self));
  g_set_object (&self->map, map);
  self->locate = locate;
  g_signal_connect_object (map, "moved", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
unfollow (ZbWallCallouts *self)
{
  for (guint i = 0; i < self->followed->len; i++)
    g_signal_handlers_disconnect_by_func (self->followed->pdata[i], gtk_widget_queue_draw, self);
  g_ptr_array_set_size (self->followed, 0);
}

static void
follow (ZbWallCallouts *self, ZbAlert *alert)
{
  g_signal_connect_object (alert, "notify", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->followed, g_object_ref (alert));
}

/* The list tells what comes, goes and stands elsewhere; that somebody has claimed it an alert tells itself.
 */
static void
follow_urgent (ZbWallCallouts *self)
{
  const guint n_alerts = self->alerts ? g_list_model_get_n_items (self->alerts) : 0;

  unfollow (self);
  for (guint i = 0; i < MIN (n_alerts, MOST_PLACES); i++)
    {
      g_autoptr (ZbAlert) alert = g_list_model_get_item (self->alerts, i);
      if (alert->severity == ZB_SEVERITY_URGENT)
        follow (self, alert);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_wall_callouts_set_alerts:
 * @self: the callouts
 * @alerts: (nullable): a list of #ZbAlert, the gravest first
 *
 * Sets what is called out.
 */
void
zb_wall_callouts_set_alerts (ZbWallCallouts *self, GListModel *alerts)
{
  g_return_if_fail (ZB_IS_WALL_CALLOUTS (self));
  if (!g_set_object (&self->alerts, alerts))
    return;
  if (alerts)
    g_signal_connect_object (alerts, "items-changed", G_CALLBACK (follow_urgent), self, G_CONNECT_SWAPPED);
  follow_urgent (self);
}

/**
 * zb_wall_callouts_set_unit:
 * @self: the callouts
 * @unit: the smallest type that can be read, in pixels
 *
 * Sets their size.
 */
void
zb_wall_callouts_set_unit (ZbWallCallouts *self, double unit)
{
  g_return_if_fail (ZB_IS_WALL_CALLOUTS (self));
  self->unit = unit;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
zb_wall_callouts_dispose (GObject *object)
{
  ZbWallCallouts *self = ZB_WALL_CALLOUTS (object);

  g_clear_object (&self->map);
  g_clear_object (&self->alerts);
  g_clear_pointer (&self->followed, g_ptr_array_unref);
  G_OBJECT_CLASS (zb_wall_callouts_parent_class)->dispose (object);
}

static void
zb_wall_callouts_class_init (ZbWallCalloutsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_wall_callouts_dispose;
  widget_class->snapshot = zb_wall_callouts_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
zb_wall_callouts_init (ZbWallCallouts *self)
{
  self->unit = 28;
  self->followed = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}
