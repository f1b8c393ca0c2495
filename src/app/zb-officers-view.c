/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-officers-view.h"

#include "zb-looking-mark.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbOfficersView:
 *
 * Who is on watch: name and role, what each looks at and since when. It says how many they are as `line`, for
 * the button that opens it. Rows of officers of whom nothing is new stay as they are.
 */
struct _ZbOfficersView
{
  AdwBin parent_instance;
  GListModel *officers;
  GtkListBox *rows;
  GtkWidget *empty, *scroller;
};

typedef enum
{
  PROP_LINE = 1,
} ZbOfficersViewProperty;

static GParamSpec *properties[PROP_LINE + 1];

G_DEFINE_FINAL_TYPE (ZbOfficersView, zb_officers_view, ADW_TYPE_BIN)

/* --- a row ------------------------------------------------------------------------------------- */

static const char *
find_title (const char *subject, const char *kind, ZbKind as)
{
  const gsize length = strlen (kind);

  if (!subject || strncmp (subject, kind, length) != 0 || subject[length] != '/')
    return NULL;
  return zb_words_name (as, subject + length + 1);
}

/* What is looked at and not known here is still something of its kind. */
static char *
describe_looking (const ZbOfficer *officer)
{
  const char *alert = find_title (officer->looking_at, "alert", ZB_KIND_ALERT);
  const char *of_case = find_title (officer->looking_at, "case", ZB_KIND_CASE);
  const char *title = alert ? alert : of_case;
  g_autofree char *time = zb_words_time (officer->at);

  if (!title)
    return g_strdup_printf (_ ("Since %s"), time);
  if (!*title)
    title = alert ? _ ("an alert") : _ ("a case");
  /* Translators: what an officer looks at, and since when */
  return g_strdup_printf (_ ("Looks at “%s” since %s"), title, time);
}

static GtkWidget *
new_line (const char *text, const char *style_class, const char *color)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, style_class);
  gtk_widget_add_css_class (label, color);
  return label;
}

static GtkWidget *
new_head (const ZbOfficer *officer)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_box_append (GTK_BOX (head), new_line (officer->name, "zb-dense", "zb-t1"));
  gtk_box_append (GTK_BOX (head),
                  new_line (zb_words_choice (&zb_roles, officer->role), "zb-caption", "zb-t3"));
  return head;
}

static GtkWidget *
create_row (gpointer item, gpointer data)
{
  const ZbOfficer *officer = item;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *looking = describe_looking (officer);
  g_autofree char *said = g_strdup_printf ("%s, %s, %s", officer->name ? officer->name : "",
                                           zb_words_choice (&zb_roles, officer->role), looking);

  gtk_box_append (GTK_BOX (words), new_head (officer));
  gtk_box_append (GTK_BOX (words), new_line (looking, "zb-caption", "zb-t2"));
  gtk_box_append (GTK_BOX (box), zb_looking_mark_new_initial (officer->name));
  gtk_box_append (GTK_BOX (box), words);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, said, -1);
  return row;
}

/* --- all of them ------------------------------------------------------------------------------- */

static char *
describe_number (ZbOfficersView *self)
{
  const guint n = self->officers ? g_list_model_get_n_items (self->officers) : 0;

  return n > 0 ? g_strdup_printf (C_ ("officers on watch", "On watch %u"), n)
               : g_strdup (C_ ("officers on watch", "On watch"));
}

static void
update (ZbOfficersView *self)
{
  const gboolean some = self->officers && g_list_model_get_n_items (self->officers) > 0;

  gtk_widget_set_visible (self->empty, !some);
  gtk_widget_set_visible (self->scroller, some);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE]);
}

/**
 * zb_officers_view_set_world:
 * @self: a list of officers
 * @world: whose officers
 */
void
zb_officers_view_set_world (ZbOfficersView *self, ZbWorld *world)
{
  g_return_if_fail (ZB_IS_OFFICERS_VIEW (self));

  if (!g_set_object (&self->officers, zb_world_get_officers (world)))
    return;
  gtk_list_box_bind_model (self->rows, self->officers, create_row, NULL, NULL);
  g_signal_connect_object (self->officers, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
zb_officers_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LINE)
    g_value_take_string (value, describe_number (ZB_OFFICERS_VIEW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_officers_view_dispose (GObject *object)
{
  ZbOfficersView *self = ZB_OFFICERS_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_OFFICERS_VIEW);
  g_clear_object (&self->officers);
  G_OBJECT_CLASS (zb_officers_view_parent_class)->dispose (object);
}

static void
zb_officers_view_class_init (ZbOfficersViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_officers_view_get_property;
  object_class->dispose = zb_officers_view_dispose;
  properties[PROP_LINE] =
      g_param_spec_string ("line", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/app/officers-view.ui");
  gtk_widget_class_bind_template_child (widget_class, ZbOfficersView, rows);
  gtk_widget_class_bind_template_child (widget_class, ZbOfficersView, empty);
  gtk_widget_class_bind_template_child (widget_class, ZbOfficersView, scroller);
}

static void
zb_officers_view_init (ZbOfficersView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
