/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-looking-mark.h"

#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbLookingMark:
 *
 * Who else looks at one entity now: the first characters of their names, and in full a sentence. It is
 * hidden while nobody does, and while there is no line, since then nobody here knows.
 */
struct _ZbLookingMark
{
  ZbMark parent_instance;
  GtkWidget *initials, *label;
  char *kind, *words;
};

typedef enum
{
  PROP_KIND = 1,
  PROP_WORDS,
} ZbLookingMarkProperty;

static GParamSpec *properties[PROP_WORDS + 1];

G_DEFINE_FINAL_TYPE (ZbLookingMark, zb_looking_mark, ZB_TYPE_MARK)

/* More than these are counted. */
#define SHOWN 3
#define NAMED 2

/* One officer sits at one console, and looks at everything that is shown there. */
static char *own;

/**
 * zb_looking_mark_set_own:
 * @account: (nullable): the id of the account that sits here
 *
 * Sets who is not told of.
 */
void
zb_looking_mark_set_own (const char *account)
{
  g_set_str (&own, account);
}

/**
 * zb_looking_mark_new:
 *
 * Returns: (transfer floating): a mark of nothing
 */
GtkWidget *
zb_looking_mark_new (void)
{
  return g_object_new (ZB_TYPE_LOOKING_MARK, NULL);
}

/**
 * zb_looking_mark_new_initial:
 * @name: (nullable): a person's name
 *
 * Returns: (transfer floating): its first character, in a circle
 */
GtkWidget *
zb_looking_mark_new_initial (const char *name)
{
  g_autofree char *first = name && *name ? g_utf8_substring (name, 0, 1) : g_strdup ("?");
  g_autofree char *initial = g_utf8_strup (first, -1);
  GtkWidget *label = gtk_label_new (initial);

  gtk_widget_add_css_class (label, "zb-initial");
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  return label;
}

/* --- what it says ------------------------------------------------------------------------------- */

static GPtrArray *
list_names (ZbLookingMark *self)
{
  GListModel *officers = zb_mark_get_watched (ZB_MARK (self));
  const char *subject = zb_mark_get_subject (ZB_MARK (self));
  const guint n = officers && subject && self->kind ? g_list_model_get_n_items (officers) : 0;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (ZbOfficer) officer = g_list_model_get_item (officers, i);
      if (g_strcmp0 (officer->account, own) != 0 && zb_officer_looks_at (officer, self->kind, subject))
        g_ptr_array_add (names, g_strdup (officer->name ? officer->name : ""));
    }
  return names;
}

static char *
describe (const GPtrArray *names)
{
  g_autoptr (GString) list = g_string_new (NULL);

  if (names->len == 0)
    return g_strdup ("");
  for (guint i = 0; i < MIN (names->len, NAMED); i++)
    g_string_append_printf (list, "%s%s", i ? C_ ("list", ", ") : "", (const char *)names->pdata[i]);
  if (names->len > NAMED)
    /* Translators: some names, and how many there are in all */
    return g_strdup_printf (_ ("%s and others, %u in all, are looking at it"), list->str, names->len);
  return g_strdup_printf (ngettext ("%s is looking at it", "%s are looking at it", names->len), list->str);
}

static void
show_initials (ZbLookingMark *self, const GPtrArray *names)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->initials)))
    gtk_box_remove (GTK_BOX (self->initials), child);
  for (guint i = 0; i < MIN (names->len, SHOWN); i++)
    gtk_box_append (GTK_BOX (self->initials), zb_looking_mark_new_initial (names->pdata[i]));
  if (names->len > SHOWN)
    {
      g_autofree char *more = g_strdup_printf ("+%u", names->len - SHOWN);
      gtk_box_append (GTK_BOX (self->initials), gtk_label_new (more));
    }
}

static void
zb_looking_mark_update (ZbMark *mark)
{
  ZbLookingMark *self = ZB_LOOKING_MARK (mark);
  g_autoptr (GPtrArray) names = list_names (self);
  g_autofree char *words = describe (names);

  gtk_widget_set_visible (self->label, zb_mark_get_full (mark));
  gtk_widget_set_visible (GTK_WIDGET (self), names->len > 0);
  if (!g_set_str (&self->words, words))
    return;
  show_initials (self, names);
  gtk_label_set_text (GTK_LABEL (self->label), words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
}

static gpointer
find_watched (ZbWorld *world)
{
  return zb_world_get_officers (world);
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
zb_looking_mark_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbLookingMark *self = ZB_LOOKING_MARK (object);

  switch ((ZbLookingMarkProperty)id)
    {
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_looking_mark_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbLookingMark *self = ZB_LOOKING_MARK (object);

  switch ((ZbLookingMarkProperty)id)
    {
    case PROP_KIND:
      g_set_str (&self->kind, g_value_get_string (value));
      break;
    case PROP_WORDS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  zb_mark_update (ZB_MARK (self));
}

static void
zb_looking_mark_finalize (GObject *object)
{
  ZbLookingMark *self = ZB_LOOKING_MARK (object);

  g_free (self->kind);
  g_free (self->words);
  G_OBJECT_CLASS (zb_looking_mark_parent_class)->finalize (object);
}

static void
zb_looking_mark_class_init (ZbLookingMarkClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  ZbMarkClass *mark_class = ZB_MARK_CLASS (klass);

  object_class->get_property = zb_looking_mark_get_property;
  object_class->set_property = zb_looking_mark_set_property;
  object_class->finalize = zb_looking_mark_finalize;
  mark_class->find_watched = find_watched;
  mark_class->signal = "items-changed";
  mark_class->update = zb_looking_mark_update;
  /* The contract's name of a kind of entity, such as "alert". */
  properties[PROP_KIND] =
      g_param_spec_string ("kind", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WORDS] =
      g_param_spec_string ("words", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "looking");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
zb_looking_mark_init (ZbLookingMark *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->initials = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->label, "zb-caption");
  gtk_widget_add_css_class (self->label, "zb-t2");
  gtk_box_append (GTK_BOX (box), self->initials);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_widget_set_parent (box, GTK_WIDGET (self));
}
