/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-age-label.h"

#include "zb-now.h"
#include "zb-words.h"

/**
 * ZbAgeLabel:
 *
 * How long ago something was, kept right by itself. All labels that are on the screen share one
 * tick a second, and a label changes its text only when the words change, so a queue full of
 * them costs next to nothing.
 */
struct _ZbAgeLabel
{
  GtkWidget parent_instance;
  GtkWidget *label;
  gint64 time;
  gboolean ago;
};

typedef enum
{
  PROP_TIME = 1,
  PROP_AGO,
  PROP_XALIGN,
} ZbAgeLabelProperty;

static GParamSpec *properties[PROP_XALIGN + 1];

G_DEFINE_FINAL_TYPE (ZbAgeLabel, zb_age_label, GTK_TYPE_WIDGET)

static GHashTable *shown;
static guint tick;

/**
 * zb_age_label_new:
 *
 * Returns: (transfer floating): a label that is empty until its time is set
 */
GtkWidget *
zb_age_label_new (void)
{
  return g_object_new (ZB_TYPE_AGE_LABEL, NULL);
}

static void
refresh (ZbAgeLabel *self)
{
  const gint64 now = zb_now ();
  g_autofree char *words = self->ago ? zb_words_ago (self->time, now) : zb_words_age (self->time, now);

  if (g_strcmp0 (words, gtk_label_get_text (GTK_LABEL (self->label))) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), words);
}

static gboolean
refresh_all (gpointer data)
{
  GHashTableIter iter;
  gpointer label;

  g_hash_table_iter_init (&iter, shown);
  while (g_hash_table_iter_next (&iter, &label, NULL))
    refresh (label);
  return G_SOURCE_CONTINUE;
}

static void
zb_age_label_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_age_label_parent_class)->map (widget);
  refresh (ZB_AGE_LABEL (widget));
  if (!shown)
    shown = g_hash_table_new (NULL, NULL);
  g_hash_table_add (shown, widget);
  if (tick == 0)
    tick = g_timeout_add_seconds (1, refresh_all, NULL);
}

static void
zb_age_label_unmap (GtkWidget *widget)
{
  g_hash_table_remove (shown, widget);
  if (g_hash_table_size (shown) == 0)
    g_clear_handle_id (&tick, g_source_remove);
  GTK_WIDGET_CLASS (zb_age_label_parent_class)->unmap (widget);
}

static void
zb_age_label_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbAgeLabel *self = ZB_AGE_LABEL (object);

  switch ((ZbAgeLabelProperty)id)
    {
    case PROP_TIME:
      g_value_set_int64 (value, self->time);
      break;
    case PROP_AGO:
      g_value_set_boolean (value, self->ago);
      break;
    case PROP_XALIGN:
      g_value_set_float (value, gtk_label_get_xalign (GTK_LABEL (self->label)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_age_label_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbAgeLabel *self = ZB_AGE_LABEL (object);

  switch ((ZbAgeLabelProperty)id)
    {
    case PROP_TIME:
      self->time = g_value_get_int64 (value);
      break;
    case PROP_AGO:
      self->ago = g_value_get_boolean (value);
      break;
    case PROP_XALIGN:
      gtk_label_set_xalign (GTK_LABEL (self->label), g_value_get_float (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  refresh (self);
}

static void
zb_age_label_dispose (GObject *object)
{
  g_clear_pointer (&ZB_AGE_LABEL (object)->label, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_age_label_parent_class)->dispose (object);
}

static void
zb_age_label_class_init (ZbAgeLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_age_label_get_property;
  object_class->set_property = zb_age_label_set_property;
  object_class->dispose = zb_age_label_dispose;
  widget_class->map = zb_age_label_map;
  widget_class->unmap = zb_age_label_unmap;
  /* Microseconds since the epoch; 0 shows nothing. */
  properties[PROP_TIME] = g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0, flags);
  properties[PROP_AGO] = g_param_spec_boolean ("ago", NULL, NULL, FALSE, flags);
  properties[PROP_XALIGN] = g_param_spec_float ("xalign", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "age");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_age_label_init (ZbAgeLabel *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}
