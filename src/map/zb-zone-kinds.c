/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-zone-kinds.h"

#include "zb-alert-kind.h"

#include <glib/gi18n.h>

/**
 * ZbZoneKinds:
 *
 * All kinds of alert in their groups, any number of which can be chosen. `changed` says that another choice
 * was made. Kinds that are not in the catalogue stay chosen where they were.
 */
struct _ZbZoneKinds
{
  AdwBin parent_instance;
  GPtrArray *chips;  /* GtkToggleButton, not owned: they are in the box */
  GPtrArray *others; /* names that the catalogue does not have */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbZoneKinds, zb_zone_kinds, ADW_TYPE_BIN)

static void
on_toggled (ZbZoneKinds *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
add_chip (ZbZoneKinds *self, AdwWrapBox *box, const ZbAlertKind *kind, const char *const *chosen)
{
  GtkWidget *chip = gtk_toggle_button_new_with_label (_ (kind->label));
  gtk_widget_add_css_class (chip, "zb-chip");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), chosen && g_strv_contains (chosen, kind->nick));
  g_object_set_data (G_OBJECT (chip), "nick", (gpointer)kind->nick);
  g_signal_connect_swapped (chip, "toggled", G_CALLBACK (on_toggled), self);
  adw_wrap_box_append (box, chip);
  g_ptr_array_add (self->chips, chip);
}

static void
add_group (ZbZoneKinds *self, GtkBox *box, const char *group, const char *const *chosen)
{
  guint n;
  const ZbAlertKind *kinds = zb_alert_kinds (&n);
  GtkWidget *label = gtk_label_new (_ (group)), *chips = adw_wrap_box_new ();
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "zb-caption");
  gtk_widget_add_css_class (label, "zb-t3");
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (chips), 6);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (chips), 6);
  gtk_box_append (box, label);
  gtk_box_append (box, chips);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (kinds[i].group, group))
      add_chip (self, ADW_WRAP_BOX (chips), &kinds[i], chosen);
}

/* In the order in which the catalogue first names them. */
static void
add_groups (ZbZoneKinds *self, GtkBox *box, const char *const *chosen)
{
  guint n;
  const ZbAlertKind *kinds = zb_alert_kinds (&n);
  g_autoptr (GHashTable) done = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    if (g_hash_table_add (done, (gpointer)kinds[i].group))
      add_group (self, box, kinds[i].group, chosen);
}

static void
zb_zone_kinds_finalize (GObject *object)
{
  ZbZoneKinds *self = ZB_ZONE_KINDS (object);
  g_ptr_array_unref (self->chips);
  g_ptr_array_unref (self->others);
  G_OBJECT_CLASS (zb_zone_kinds_parent_class)->finalize (object);
}

static void
zb_zone_kinds_class_init (ZbZoneKindsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_zone_kinds_finalize;
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_ZONE_KINDS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_zone_kinds_init (ZbZoneKinds *self)
{
  self->chips = g_ptr_array_new ();
  self->others = g_ptr_array_new_with_free_func (g_free);
}

/**
 * zb_zone_kinds_new:
 * @chosen: (nullable) (array zero-terminated=1): the kinds that are chosen; none for all
 *
 * Returns: (transfer floating): the choice
 */
ZbZoneKinds *
zb_zone_kinds_new (const char *const *chosen)
{
  ZbZoneKinds *self = g_object_new (ZB_TYPE_ZONE_KINDS, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (box, "zb-zone-kinds");
  add_groups (self, GTK_BOX (box), chosen);
  for (guint i = 0; chosen && chosen[i]; i++)
    if (!zb_alert_kind_find (chosen[i]))
      g_ptr_array_add (self->others, g_strdup (chosen[i]));
  adw_bin_set_child (ADW_BIN (self), box);
  return self;
}

/**
 * zb_zone_kinds_get_chosen:
 * @self: a choice
 *
 * Returns: (transfer full) (array zero-terminated=1): the kinds that are chosen; none for all
 */
char **
zb_zone_kinds_get_chosen (ZbZoneKinds *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; i < self->chips->len; i++)
    if (gtk_toggle_button_get_active (self->chips->pdata[i]))
      g_strv_builder_add (builder, g_object_get_data (self->chips->pdata[i], "nick"));
  for (guint i = 0; i < self->others->len; i++)
    g_strv_builder_add (builder, self->others->pdata[i]);
  return g_strv_builder_end (builder);
}
