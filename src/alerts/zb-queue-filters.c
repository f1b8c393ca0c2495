/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-queue-filters.h"

#include "zb-named-set-row.h"
#include "zb-named-sets.h"

#include <glib/gi18n.h>

/**
 * ZbQueueFilters:
 *
 * What an officer does with named filters of the queue: use one, save what the queue is filtered by now, call
 * one otherwise, delete one and have it back. Whoever shows it is told by #ZbQueueFilters::chosen.
 */
struct _ZbQueueFilters
{
  GtkPopover parent_instance;
  GListStore *sets; /* NULL while it is not known whose they are */
  char **current;
  GtkListBox *rows;
  GtkEntry *name;
  GtkWidget *save_box, *removed;
  GtkLabel *removed_label;
  ZbNamedSet *removed_set;
  guint removed_position;
};

typedef enum
{
  PROP_SETS = 1,
} ZbQueueFiltersProperty;

static GParamSpec *properties[PROP_SETS + 1];

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbQueueFilters, zb_queue_filters, GTK_TYPE_POPOVER)

/* --- rows ----------------------------------------------------------------------------------- */

static void
mark_current (ZbQueueFilters *self, ZbNamedSetRow *row)
{
  const char *const *items = zb_named_set_get_items (zb_named_set_row_get_set (row));

  zb_named_set_row_set_current (row,
                                self->current && g_strv_equal (items, (const char *const *)self->current));
}

static GtkWidget *
make_row (gpointer set, gpointer self)
{
  ZbNamedSetRow *row = zb_named_set_row_new (set, "filters");

  mark_current (self, row);
  return GTK_WIDGET (row);
}

static void
note_removed (ZbQueueFilters *self, ZbNamedSet *set, guint position)
{
  g_autofree char *text = set ? g_strdup_printf (_ ("“%s” is deleted"), zb_named_set_get_name (set)) : NULL;

  g_set_object (&self->removed_set, set);
  self->removed_position = position;
  gtk_label_set_label (self->removed_label, text ? text : "");
  gtk_widget_set_visible (self->removed, set != NULL);
}

static void
set_sets (ZbQueueFilters *self, GListStore *sets)
{
  if (!g_set_object (&self->sets, sets))
    return;
  note_removed (self, NULL, 0);
  gtk_list_box_bind_model (self->rows, (GListModel *)sets, make_row, self, NULL);
  gtk_widget_set_sensitive (self->save_box, sets != NULL);
}

/**
 * zb_queue_filters_set_current:
 * @self: a menu
 * @words: (array zero-terminated=1): what the queue is filtered by now
 *
 * The filter with just these is marked, and it is what is saved.
 */
void
zb_queue_filters_set_current (ZbQueueFilters *self, const char *const *words)
{
  g_strfreev (self->current);
  self->current = g_strdupv ((char **)words);
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows)); row;
       row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *child =
          GTK_IS_LIST_BOX_ROW (row) ? gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row)) : NULL;
      if (ZB_IS_NAMED_SET_ROW (child))
        mark_current (self, ZB_NAMED_SET_ROW (child));
    }
}

/* --- what is done with them -------------------------------------------------------------------- */

static ZbNamedSet *
find (ZbQueueFilters *self, const char *name, guint *position)
{
  return self->sets ? zb_named_sets_find (self->sets, name, position) : NULL;
}

static void
use_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueFilters *self = ZB_QUEUE_FILTERS (widget);
  ZbNamedSet *set = find (self, g_variant_get_string (parameter, NULL), NULL);

  if (!set)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, zb_named_set_get_items (set));
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
save_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueFilters *self = ZB_QUEUE_FILTERS (widget);

  if (!self->sets || !self->current ||
      !zb_named_sets_save (self->sets, g_variant_get_string (parameter, NULL),
                           (const char *const *)self->current))
    gtk_widget_error_bell (widget);
}

static void
rename_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueFilters *self = ZB_QUEUE_FILTERS (widget);
  const char *from, *to;

  g_variant_get (parameter, "(&s&s)", &from, &to);
  if (self->sets && !g_str_equal (from, to) && !zb_named_sets_rename (self->sets, from, to))
    gtk_widget_error_bell (widget);
}

static void
remove_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueFilters *self = ZB_QUEUE_FILTERS (widget);
  guint position;
  ZbNamedSet *set = find (self, g_variant_get_string (parameter, NULL), &position);

  if (!set)
    return;
  note_removed (self, set, position);
  g_list_store_remove (self->sets, position);
}

static void
restore_set (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbQueueFilters *self = ZB_QUEUE_FILTERS (widget);

  if (self->sets && self->removed_set)
    zb_named_sets_put (self->sets, self->removed_position, self->removed_set);
  note_removed (self, NULL, 0);
}

static gboolean
has_words (gpointer object, const char *text)
{
  g_autofree char *words = g_strstrip (g_strdup (text ? text : ""));

  return *words != '\0';
}

static void
on_save (ZbQueueFilters *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));

  if (!has_words (self, text))
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "filters.save-set", "s", text);
  gtk_editable_set_text (GTK_EDITABLE (self->name), "");
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
zb_queue_filters_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETS)
    g_value_set_object (value, ZB_QUEUE_FILTERS (object)->sets);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_queue_filters_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_SETS)
    set_sets (ZB_QUEUE_FILTERS (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_queue_filters_dispose (GObject *object)
{
  ZbQueueFilters *self = ZB_QUEUE_FILTERS (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_QUEUE_FILTERS);
  g_clear_object (&self->removed_set);
  g_clear_object (&self->sets);
  g_clear_pointer (&self->current, g_strfreev);
  G_OBJECT_CLASS (zb_queue_filters_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbQueueFilters, name)
  CHILD (rows);
  CHILD (name);
  CHILD (save_box);
  CHILD (removed);
  CHILD (removed_label);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, has_words);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
}

static void
zb_queue_filters_class_init (ZbQueueFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_queue_filters_get_property;
  object_class->set_property = zb_queue_filters_set_property;
  object_class->dispose = zb_queue_filters_dispose;
  properties[PROP_SETS] =
      g_param_spec_object ("sets", NULL, NULL, G_TYPE_LIST_STORE,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * ZbQueueFilters::chosen:
   * @self: a menu
   * @words: (array zero-terminated=1): what is in the filter
   *
   * The officer wants the queue filtered by it.
   */
  signals[CHOSEN] = g_signal_new ("chosen", ZB_TYPE_QUEUE_FILTERS, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRV);
  gtk_widget_class_install_action (widget_class, "filters.use-set", "s", use_set);
  gtk_widget_class_install_action (widget_class, "filters.save-set", "s", save_set);
  gtk_widget_class_install_action (widget_class, "filters.rename-set", "(ss)", rename_set);
  gtk_widget_class_install_action (widget_class, "filters.remove-set", "s", remove_set);
  gtk_widget_class_install_action (widget_class, "filters.restore-set", NULL, restore_set);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/alerts/queue-filters.ui");
  bind_template (widget_class);
}

static void
zb_queue_filters_init (ZbQueueFilters *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_sensitive (self->save_box, FALSE);
}
