/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-search-row.h"

#include "zb-drill.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbSearchRow:
 *
 * One of the things that a search found. It is told another with each key, which costs a tenth of making
 * another row.
 */
struct _ZbSearchRow
{
  GtkListBoxRow parent_instance;
  ZbSearchHit *hit;
};

typedef enum
{
  PROP_HIT = 1,
} ZbSearchRowProperty;

static GParamSpec *properties[PROP_HIT + 1];

G_DEFINE_FINAL_TYPE (ZbSearchRow, zb_search_row, GTK_TYPE_LIST_BOX_ROW)

static gboolean
is_of_drill (gpointer self, const char *kind, const char *id)
{
  ZbWorld *world = zb_words_get_world ();
  const int of = kind ? zb_choices_parse (&zb_kinds, kind) : ZB_KIND_NONE;
  gpointer entity =
      world && id && of > ZB_KIND_NONE && of < ZB_N_KINDS ? zb_world_lookup (world, of, id) : NULL;

  return entity && zb_drill_of (entity) != NULL;
}

typedef struct
{
  const char *kind, *icon, *words;
} HitLook;

static const HitLook hit_looks[] = {
  { "device", "zb-device-symbolic", NC_ ("hit", "Device") },
  { "area", "zb-grid-symbolic", NC_ ("hit", "Area") },
  { "alert", "zb-bell-symbolic", NC_ ("hit", "Alert") },
  { "case", "zb-case-symbolic", NC_ ("hit", "Case") },
  { "unit", "zb-unit-symbolic", NC_ ("hit", "Unit") },
  { "place", "zb-pin-symbolic", NC_ ("hit", "Place") },
};

static const HitLook *
look_of (const char *kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (hit_looks); i++)
    if (g_strcmp0 (hit_looks[i].kind, kind) == 0)
      return &hit_looks[i];
  return &hit_looks[G_N_ELEMENTS (hit_looks) - 1];
}

static char *
hit_icon (gpointer self, const char *kind)
{
  return g_strdup (look_of (kind)->icon);
}

static char *
hit_kind (gpointer self, const char *kind)
{
  return g_strdup (g_dpgettext2 (NULL, "hit", look_of (kind)->words));
}

static void
zb_search_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_object (value, ZB_SEARCH_ROW (object)->hit);
}

static void
zb_search_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  zb_search_row_set_hit (ZB_SEARCH_ROW (object), g_value_get_object (value));
}

static void
zb_search_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_SEARCH_ROW);
  g_clear_object (&ZB_SEARCH_ROW (object)->hit);
  G_OBJECT_CLASS (zb_search_row_parent_class)->dispose (object);
}

static void
zb_search_row_class_init (ZbSearchRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_search_row_get_property;
  object_class->set_property = zb_search_row_set_property;
  object_class->dispose = zb_search_row_dispose;
  properties[PROP_HIT] =
      g_param_spec_object ("hit", NULL, NULL, ZB_TYPE_SEARCH_HIT,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/search-row.ui");
  gtk_widget_class_bind_template_callback (widget_class, is_of_drill);
  gtk_widget_class_bind_template_callback (widget_class, hit_icon);
  gtk_widget_class_bind_template_callback (widget_class, hit_kind);
}

static void
zb_search_row_init (ZbSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * zb_search_row_new:
 *
 * Returns: (transfer floating): a row with nothing found
 */
GtkWidget *
zb_search_row_new (void)
{
  return g_object_new (ZB_TYPE_SEARCH_ROW, NULL);
}

/**
 * zb_search_row_set_hit:
 * @self: a row
 * @hit: (nullable): what was found
 */
void
zb_search_row_set_hit (ZbSearchRow *self, ZbSearchHit *hit)
{
  if (g_set_object (&self->hit, hit))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HIT]);
}
