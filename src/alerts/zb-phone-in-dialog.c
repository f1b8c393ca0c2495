/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-phone-in-dialog.h"

#include "zb-alert-kind.h"
#include "zb-query.h"
#include "zb-search-index.h"
#include "zb-severity-icon.h"
#include "zb-uuid.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbPhoneInDialog:
 *
 * The form for an alert that comes in by telephone: what, how grave, where, and who called. Devices
 * and areas that the console knows are offered as places at once, also without a line; roads and
 * house numbers join when the platform has answered. It makes the alert's id itself, so that what follows can
 * refer to it while nothing is sent yet, and hands `alert.create` to the action `command.submit`.
 */
struct _ZbPhoneInDialog
{
  AdwDialog parent_instance;
  ZbWorld *world;
  ZbQuery *query;
  ZbAnswer *answer;
  ZbSearchHit *chosen;
  guint asking;
  gboolean choosing, own_title;
  AdwComboRow *kind_row;
  GtkWidget *title_row, *place_row, *name_row, *telephone_row, *place_mark, *submit_button;
  AdwToggleGroup *severity_toggle;
  GtkListBox *hits;
  GtkTextView *words;
  GtkLabel *missing_label;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_QUERY,
} ZbPhoneInDialogProperty;

static GParamSpec *properties[PROP_QUERY + 1];

G_DEFINE_FINAL_TYPE (ZbPhoneInDialog, zb_phone_in_dialog, ADW_TYPE_DIALOG)

/* Long enough that typing a name does not ask for each of its letters. */
#define ASK_AFTER_MS 150
#define MOST_HITS 6
#define MOST_OF_A_KIND 4

static const char *
text_of (GtkWidget *row)
{
  return gtk_editable_get_text (GTK_EDITABLE (row));
}

static const ZbAlertKind *
get_kind (ZbPhoneInDialog *self)
{
  guint n;
  const ZbAlertKind *kinds = zb_alert_kinds (&n);
  const guint selected = adw_combo_row_get_selected (self->kind_row);

  return selected < n ? &kinds[selected] : NULL;
}

/* --- what is still missing -------------------------------------------------------------------- */

static const char *
find_missing (ZbPhoneInDialog *self)
{
  if (!get_kind (self))
    return _ ("Please say what it is about");
  if (*text_of (self->title_row) == '\0')
    return _ ("Please give it a title");
  if (!self->chosen)
    return _ ("Please choose the place from the list");
  return NULL;
}

static void
on_changed (ZbPhoneInDialog *self)
{
  const char *missing = find_missing (self);
  const ZbAlertKind *kind = get_kind (self);

  gtk_label_set_text (self->missing_label, missing ? missing : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "phone-in.submit", missing == NULL);
  gtk_widget_set_tooltip_text (self->submit_button, missing);
  gtk_widget_set_visible (self->place_mark, self->chosen != NULL);
  if (!self->choosing)
    self->own_title = kind && g_strcmp0 (text_of (self->title_row), _ (kind->label)) != 0;
}

/* The kind proposes title and severity, until the officer has written a title. */
static void
on_kind_chosen (ZbPhoneInDialog *self)
{
  const ZbAlertKind *kind = get_kind (self);

  if (!kind)
    return;
  self->choosing = TRUE;
  if (!self->own_title || *text_of (self->title_row) == '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->title_row), _ (kind->label));
  adw_toggle_group_set_active_name (self->severity_toggle, zb_choices_nick (&zb_severities, kind->severity));
  self->choosing = FALSE;
  on_changed (self);
}

/* --- the place ----------------------------------------------------------------------------------- */

static gboolean
has_place (ZbSearchHit *hit)
{
  return zb_point_is_known (hit->location);
}

static void
append_hit (ZbPhoneInDialog *self, ZbSearchHit *hit)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), hit->title);
  if (hit->subtitle)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hit->subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "hit", g_object_ref (hit), g_object_unref);
  gtk_list_box_append (self->hits, row);
}

static ZbSearchHit *
get_hit (ZbPhoneInDialog *self, int position)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->hits, position);

  return row ? g_object_get_data (G_OBJECT (row), "hit") : NULL;
}

static gboolean
is_offered (ZbPhoneInDialog *self, const ZbSearchHit *hit)
{
  const ZbSearchHit *other;

  for (int i = 0; (other = get_hit (self, i)); i++)
    if (hit->id && g_strcmp0 (hit->id, other->id) == 0)
      return TRUE;
  return FALSE;
}

/* What is offered stays where it is; what comes later joins below it. */
static void
offer_hit (ZbPhoneInDialog *self, ZbSearchHit *hit)
{
  if (has_place (hit) && !is_offered (self, hit))
    append_hit (self, hit);
  gtk_widget_set_visible (GTK_WIDGET (self->hits), get_hit (self, 0) != NULL);
}

static void
offer_known (ZbPhoneInDialog *self)
{
  g_autoptr (GPtrArray) known =
      self->world ? zb_search_index_search_places (zb_search_index_of (self->world),
                                                   text_of (self->place_row), MOST_OF_A_KIND)
                  : NULL;

  for (guint i = 0; known && i < known->len; i++)
    offer_hit (self, known->pdata[i]);
}

static void
on_answer (ZbPhoneInDialog *self)
{
  GListModel *items = zb_answer_get_items (self->answer);
  const guint n = MIN (g_list_model_get_n_items (items), MOST_HITS);

  if (zb_answer_get_state (self->answer) != ZB_ANSWER_READY)
    return;
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbSearchHit) hit = g_list_model_get_item (items, i);
      offer_hit (self, hit);
    }
}

static void
drop_answer (ZbPhoneInDialog *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_func (self->answer, on_answer, self);
  g_clear_object (&self->answer);
}

static gboolean
ask (gpointer data)
{
  ZbPhoneInDialog *self = data;

  self->asking = 0;
  drop_answer (self);
  gtk_list_box_remove_all (self->hits);
  gtk_widget_set_visible (GTK_WIDGET (self->hits), FALSE);
  if (*text_of (self->place_row) == '\0')
    return G_SOURCE_REMOVE;
  offer_known (self);
  if (!self->query)
    return G_SOURCE_REMOVE;
  self->answer = zb_query_search (self->query, text_of (self->place_row));
  g_signal_connect_object (self->answer, "notify::state", G_CALLBACK (on_answer), self, G_CONNECT_SWAPPED);
  on_answer (self);
  return G_SOURCE_REMOVE;
}

static void
on_place_changed (ZbPhoneInDialog *self)
{
  if (self->choosing)
    return;
  g_clear_object (&self->chosen);
  g_clear_handle_id (&self->asking, g_source_remove);
  self->asking = g_timeout_add (ASK_AFTER_MS, ask, self);
  on_changed (self);
}

static void
on_hit_chosen (ZbPhoneInDialog *self, GtkListBoxRow *row)
{
  ZbSearchHit *hit = g_object_get_data (G_OBJECT (row), "hit");

  g_set_object (&self->chosen, hit);
  self->choosing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->place_row), hit->title);
  self->choosing = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->hits), FALSE);
  on_changed (self);
}

/* --- sending -------------------------------------------------------------------------------------- */

static char *
get_words (ZbPhoneInDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->words);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
add_contact (ZbPhoneInDialog *self, GVariantDict *args)
{
  GVariantDict contact;

  if (*text_of (self->name_row) == '\0' && *text_of (self->telephone_row) == '\0')
    return;
  g_variant_dict_init (&contact, NULL);
  if (*text_of (self->name_row))
    g_variant_dict_insert (&contact, "name", "s", text_of (self->name_row));
  if (*text_of (self->telephone_row))
    g_variant_dict_insert (&contact, "telephone", "s", text_of (self->telephone_row));
  g_variant_dict_insert_value (args, "contact", g_variant_dict_end (&contact));
}

static GVariant *
collect (ZbPhoneInDialog *self)
{
  g_autofree char *words = get_words (self);
  const ZbAlertKind *kind = get_kind (self);
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "kind", "s", kind ? kind->nick : "citizen_report");
  g_variant_dict_insert (&args, "severity", "s", adw_toggle_group_get_active_name (self->severity_toggle));
  g_variant_dict_insert (&args, "title", "s", text_of (self->title_row));
  g_variant_dict_insert (&args, "place", "s", text_of (self->place_row));
  g_variant_dict_insert (&args, "location", "(dd)", self->chosen->location.lon, self->chosen->location.lat);
  if (*words)
    g_variant_dict_insert (&args, "description", "s", words);
  if (g_strcmp0 (self->chosen->kind, "device") == 0 && self->chosen->id)
    g_variant_dict_insert (&args, "device", "s", self->chosen->id);
  add_contact (self, &args);
  return g_variant_dict_end (&args);
}

static void
submit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbPhoneInDialog *self = ZB_PHONE_IN_DIALOG (widget);
  g_autofree char *id = zb_uuid_new ();

  if (find_missing (self))
    return;
  gtk_widget_activate_action (widget, "command.submit", "(ss@a{sv})", "alert.create", id, collect (self));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  adw_dialog_close (ADW_DIALOG (widget));
}

/* --- GObject ------------------------------------------------------------------------------------------ */

static void
zb_phone_in_dialog_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch ((ZbPhoneInDialogProperty)id)
    {
    case PROP_WORLD:
      g_value_set_object (value, ZB_PHONE_IN_DIALOG (object)->world);
      break;
    case PROP_QUERY:
      g_value_set_object (value, ZB_PHONE_IN_DIALOG (object)->query);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_phone_in_dialog_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch ((ZbPhoneInDialogProperty)id)
    {
    case PROP_WORLD:
      g_set_object (&ZB_PHONE_IN_DIALOG (object)->world, g_value_get_object (value));
      break;
    case PROP_QUERY:
      g_set_object (&ZB_PHONE_IN_DIALOG (object)->query, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_phone_in_dialog_dispose (GObject *object)
{
  ZbPhoneInDialog *self = ZB_PHONE_IN_DIALOG (object);

  g_clear_handle_id (&self->asking, g_source_remove);
  drop_answer (self);
  g_clear_object (&self->chosen);
  g_clear_object (&self->query);
  g_clear_object (&self->world);
  /* libadwaita 1.7 keeps the sheet of a closed dialog alive, and with it all that lies on it. */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_PHONE_IN_DIALOG);
  G_OBJECT_CLASS (zb_phone_in_dialog_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, ZbPhoneInDialog, name)
  CHILD (kind_row);
  CHILD (title_row);
  CHILD (severity_toggle);
  CHILD (place_row);
  CHILD (place_mark);
  CHILD (hits);
  CHILD (words);
  CHILD (name_row);
  CHILD (telephone_row);
  CHILD (submit_button);
  CHILD (missing_label);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, on_kind_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_place_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_hit_chosen);
}

static void
zb_phone_in_dialog_class_init (ZbPhoneInDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_phone_in_dialog_get_property;
  object_class->set_property = zb_phone_in_dialog_set_property;
  object_class->dispose = zb_phone_in_dialog_dispose;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_QUERY] = g_param_spec_object ("query", NULL, NULL, ZB_TYPE_QUERY, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_install_action (widget_class, "phone-in.submit", NULL, submit);
  gtk_widget_class_install_action (widget_class, "phone-in.cancel", NULL, cancel);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "phone-in.submit",
                                       NULL);
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/cn/zhiban/Console/ui/alerts/phone-in-dialog.ui");
  bind_template (widget_class);
}

static void
fill_kinds (ZbPhoneInDialog *self)
{
  guint n;
  const ZbAlertKind *kinds = zb_alert_kinds (&n);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (names, _ (kinds[i].label));
  adw_combo_row_set_expression (self->kind_row, expression);
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (names));
}

/* Most calls are a citizen's report. */
static void
choose_usual_kind (ZbPhoneInDialog *self)
{
  guint n;
  const ZbAlertKind *kinds = zb_alert_kinds (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (kinds[i].nick, "citizen_report"))
      adw_combo_row_set_selected (self->kind_row, i);
  on_kind_chosen (self);
}

static void
zb_phone_in_dialog_init (ZbPhoneInDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_kinds (self);
  choose_usual_kind (self);
}
