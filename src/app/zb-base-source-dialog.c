/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-base-source-dialog.h"

#include "zb-base-trial.h"
#include "zb-tile-keys.h"
#include "zb-uuid.h"

#include <glib/gi18n.h>

/**
 * ZbBaseSourceDialog:
 *
 * Sets up one base map. A key goes from its entry to the secret store and never back: what is told is whether
 * there is one. A key that was pasted as part of the address is taken out of it.
 */
struct _ZbBaseSourceDialog
{
  AdwDialog parent_instance;
  ZbBaseMaps *maps;
  char *id;
  char *path;
  GCancellable *stop;
  gboolean is_new;

  AdwEntryRow *name_row;
  AdwComboRow *kind_row;
  AdwActionRow *file_row;
  AdwEntryRow *address_row;
  AdwEntryRow *names_row;
  AdwEntryRow *servers_row;
  AdwEntryRow *key_row;
  AdwComboRow *datum_row;
  AdwSpinRow *min_row;
  AdwSpinRow *max_row;
  AdwEntryRow *attribution_row;
  GtkLabel *verdict;
  GtkWidget *spinner;
  GtkWidget *test;
  GtkWidget *save;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (ZbBaseSourceDialog, zb_base_source_dialog, ADW_TYPE_DIALOG)

static const char *
text_of (AdwEntryRow *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static char *
trimmed (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (text_of (row)));
}

static gboolean
is_file (ZbBaseSourceDialog *self)
{
  return adw_combo_row_get_selected (self->kind_row) + 1 == ZB_BASE_MBTILES;
}

/* --- what is in the form ----------------------------------------------------------------------------- */

static void
take_zooms (ZbBaseSourceDialog *self, ZbBaseSource *source)
{
  source->min_zoom = (gint64)adw_spin_row_get_value (self->min_row);
  source->max_zoom = MAX ((gint64)adw_spin_row_get_value (self->max_row), source->min_zoom);
}

static ZbBaseSource *
read_form (ZbBaseSourceDialog *self)
{
  ZbBaseSource *source = g_object_new (ZB_TYPE_BASE_SOURCE, NULL);

  source->id = g_strdup (self->id);
  source->name = trimmed (self->name_row);
  source->kind = (int)adw_combo_row_get_selected (self->kind_row) + 1;
  source->place = is_file (self) ? g_strdup (self->path ? self->path : "") : trimmed (self->address_row);
  source->datum = (int)adw_combo_row_get_selected (self->datum_row) + 1;
  source->names = is_file (self) ? g_strdup ("") : trimmed (self->names_row);
  source->servers = trimmed (self->servers_row);
  source->attribution = trimmed (self->attribution_row);
  if (!is_file (self))
    take_zooms (self, source);
  return source;
}

static gboolean
check_form (ZbBaseSource *source, GError **error)
{
  if (!*source->name)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("Give the base map a name"));
  else if (source->kind == ZB_BASE_MBTILES && !*source->place)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("Choose a file"));
  else
    return zb_base_source_check (source, error);
  return FALSE;
}

static void
say (ZbBaseSourceDialog *self, const char *words, const char *style)
{
  static const char *const styles[] = { "zb-ok", "zb-warn", "zb-t2" };

  for (gsize i = 0; i < G_N_ELEMENTS (styles); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->verdict), styles[i]);
  gtk_widget_add_css_class (GTK_WIDGET (self->verdict), style);
  gtk_label_set_label (self->verdict, words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), words != NULL);
}

/* What does not belong to the kind that is chosen is not there. */
static void
show_rows (ZbBaseSourceDialog *self)
{
  const gboolean file = is_file (self);
  const char *address = text_of (self->address_row), *names = text_of (self->names_row);
  const gboolean many = strstr (address, "{s}") || strstr (names, "{s}");

  gtk_widget_set_visible (GTK_WIDGET (self->file_row), file);
  gtk_widget_set_visible (GTK_WIDGET (self->address_row), !file);
  gtk_widget_set_visible (GTK_WIDGET (self->names_row), !file);
  gtk_widget_set_visible (GTK_WIDGET (self->min_row), !file);
  gtk_widget_set_visible (GTK_WIDGET (self->max_row), !file);
  gtk_widget_set_visible (GTK_WIDGET (self->servers_row), !file && many);
  gtk_widget_set_visible (GTK_WIDGET (self->key_row), !file && (zb_tile_address_wants_key (address) ||
                                                                zb_tile_address_wants_key (names)));
}

static void
on_changed (ZbBaseSourceDialog *self)
{
  g_autoptr (ZbBaseSource) source = read_form (self);

  show_rows (self);
  say (self, NULL, "zb-t2");
  gtk_widget_set_sensitive (self->save, check_form (source, NULL));
}

/* --- a key in the address ------------------------------------------------------------------------------ */

/* After it was pasted or typed whole, not while it is being typed. */
static void
take_key_of (ZbBaseSourceDialog *self, AdwEntryRow *row)
{
  char *key = NULL;
  g_autofree char *rest = zb_tile_address_take_key (text_of (row), &key);

  if (!key)
    return;
  gtk_editable_set_text (GTK_EDITABLE (row), rest);
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), key);
  zb_tile_keys_free (key);
  say (self, _ ("The key was taken out of the address; it will be kept in the secret store."), "zb-t2");
}

static void
take_key (ZbBaseSourceDialog *self)
{
  take_key_of (self, self->address_row);
  take_key_of (self, self->names_row);
}

static void
on_address_left (ZbBaseSourceDialog *self)
{
  take_key (self);
}

static void
show_key (ZbBaseSourceDialog *self, gboolean is_kept)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                 is_kept ? _ ("Key (one is kept; leave empty to go on using it)")
                                         : _ ("Key (none is kept)"));
}

static void
on_key (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbBaseSourceDialog) self = data;
  char *key = zb_tile_keys_lookup_finish (result, NULL);

  if (self->key_row)
    show_key (self, key != NULL);
  zb_tile_keys_free (key);
}

/* --- a file --------------------------------------------------------------------------------------------- */

static void
set_path (ZbBaseSourceDialog *self, const char *path)
{
  g_set_str (&self->path, path);
  adw_action_row_set_subtitle (self->file_row, path && *path ? path : _ ("None chosen"));
}

static void
on_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbBaseSourceDialog) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autofree char *path = file ? g_file_get_path (file) : NULL;

  if (!path || !self->file_row)
    return;
  set_path (self, path);
  on_changed (self);
}

static void
on_choose (ZbBaseSourceDialog *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Map tiles (MBTiles)"));
  gtk_file_filter_add_suffix (filter, "mbtiles");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a file of map tiles"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->stop, on_file,
                        g_object_ref (self));
}

/* --- test, save, remove -----------------------------------------------------------------------------------
 */

static void
on_tried (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (ZbBaseSourceDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = zb_base_trial_finish (result, &error);

  if (!self->verdict)
    return;
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_widget_set_sensitive (self->test, TRUE);
  say (self, words ? words : error->message, words ? "zb-ok" : "zb-warn");
}

static void
on_test (ZbBaseSourceDialog *self)
{
  g_autoptr (ZbBaseSource) source = NULL;
  g_autoptr (GError) error = NULL;

  take_key (self);
  source = read_form (self);
  if (!check_form (source, &error))
    {
      say (self, error->message, "zb-warn");
      return;
    }
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_widget_set_sensitive (self->test, FALSE);
  say (self, NULL, "zb-t2");
  zb_base_trial_async (self->maps, source, text_of (self->key_row), self->stop, on_tried,
                       g_object_ref (self));
}

static void
on_save (ZbBaseSourceDialog *self)
{
  g_autoptr (ZbBaseSource) source = NULL;
  g_autoptr (GError) error = NULL;

  take_key (self);
  source = read_form (self);
  if (!check_form (source, &error))
    {
      say (self, error->message, "zb-warn");
      return;
    }
  zb_base_maps_put (self->maps, source, text_of (self->key_row));
  if (self->is_new)
    zb_base_maps_choose (self->maps, source->id);
  adw_dialog_close (ADW_DIALOG (self));
}

static void
on_remove (ZbBaseSourceDialog *self)
{
  zb_base_maps_remove (self->maps, self->id);
  adw_dialog_close (ADW_DIALOG (self));
}

/* --- GObject
 * ------------------------------------------------------------------------------------------------ */

static void
zb_base_source_dialog_dispose (GObject *object)
{
  ZbBaseSourceDialog *self = ZB_BASE_SOURCE_DIALOG (object);

  g_cancellable_cancel (self->stop);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_BASE_SOURCE_DIALOG);
  g_clear_object (&self->maps);
  G_OBJECT_CLASS (zb_base_source_dialog_parent_class)->dispose (object);
}

static void
zb_base_source_dialog_finalize (GObject *object)
{
  ZbBaseSourceDialog *self = ZB_BASE_SOURCE_DIALOG (object);

  g_clear_object (&self->stop);
  g_free (self->id);
  g_free (self->path);
  G_OBJECT_CLASS (zb_base_source_dialog_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, name_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, file_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, names_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, servers_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, key_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, datum_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, min_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, max_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, attribution_row);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, verdict);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, test);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, save);
  gtk_widget_class_bind_template_child (widget_class, ZbBaseSourceDialog, remove);
}

static void
zb_base_source_dialog_class_init (ZbBaseSourceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = zb_base_source_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = zb_base_source_dialog_finalize;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/zhiban/Console/ui/app/base-source-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_address_left);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_test);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
zb_base_source_dialog_init (ZbBaseSourceDialog *self)
{
  self->stop = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
set_text (AdwEntryRow *row, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (row), text ? text : "");
}

static void
fill_form (ZbBaseSourceDialog *self, ZbBaseSource *source)
{
  set_text (self->name_row, source->name);
  adw_combo_row_set_selected (self->kind_row, (guint)MAX (source->kind - 1, 0));
  adw_combo_row_set_selected (self->datum_row, (guint)MAX (source->datum - 1, 0));
  if (source->kind == ZB_BASE_MBTILES)
    set_path (self, source->place);
  else
    set_text (self->address_row, source->place);
  set_text (self->names_row, source->names);
  set_text (self->servers_row, source->servers);
  set_text (self->attribution_row, source->attribution);
  adw_spin_row_set_value (self->min_row, (double)source->min_zoom);
  if (source->max_zoom > 0)
    adw_spin_row_set_value (self->max_row, (double)source->max_zoom);
}

/**
 * zb_base_source_dialog_new:
 * @maps: the base maps
 * @source: (nullable): the one to set up; %NULL for a new one
 *
 * Returns: (transfer floating): the dialog
 */
AdwDialog *
zb_base_source_dialog_new (ZbBaseMaps *maps, ZbBaseSource *source)
{
  ZbBaseSourceDialog *self = g_object_new (ZB_TYPE_BASE_SOURCE_DIALOG, NULL);

  self->maps = g_object_ref (maps);
  self->is_new = source == NULL;
  self->id = source ? g_strdup (source->id) : zb_uuid_new ();
  set_path (self, NULL);
  show_key (self, FALSE);
  gtk_widget_set_visible (self->remove, source != NULL);
  if (source)
    {
      fill_form (self, source);
      zb_tile_keys_lookup_async (self->id, self->stop, on_key, g_object_ref (self));
    }
  on_changed (self);
  return ADW_DIALOG (self);
}
