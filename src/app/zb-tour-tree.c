/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a screen reader would be told of a window, as text: a line for each accessible object that is
 * shown, indented by its depth.
 *
 *   role "name" (description) [state state]
 *
 * An object that says nothing (a box, a frame without a name) has no line of its own; what is inside it
 * moves up. It works where GTK_A11Y is `test`, since only then does GTK keep what it would tell.
 */
#include "zb-tour-tree.h"

static void
add_quoted (GString *text, const char *before, const char *words, const char *after)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "\n\r\t", ' ');

  if (*g_strstrip (line))
    g_string_append_printf (text, "%s%s%s", before, line, after);
}

/* GTK gives the value of a property only where it is not the expected one, in quotation marks. */
static char *
get_property (GtkAccessible *object, GtkAccessibleProperty property)
{
  g_autofree char *value = NULL;
  gsize length;

  if (!gtk_test_accessible_has_property (object, property))
    return NULL;
  value = gtk_test_accessible_check_property (object, property, "\x01");
  length = value ? strlen (value) : 0;
  if (length >= 2 && value[0] == '"' && value[length - 1] == '"')
    return g_strndup (value + 1, length - 2);
  return g_steal_pointer (&value);
}

static char *
get_name (GtkAccessible *object)
{
  if (GTK_IS_LABEL (object))
    return g_strdup (gtk_label_get_text (GTK_LABEL (object)));
  if (GTK_IS_INSCRIPTION (object))
    return g_strdup (gtk_inscription_get_text (GTK_INSCRIPTION (object)));
  return get_property (object, GTK_ACCESSIBLE_PROPERTY_LABEL);
}

static const struct
{
  GtkAccessibleState state;
  int value;
  const char *word;
} states[] = {
  { GTK_ACCESSIBLE_STATE_BUSY, TRUE, "busy" },
  { GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE, "checked" },
  { GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_MIXED, "half-checked" },
  { GTK_ACCESSIBLE_STATE_DISABLED, TRUE, "disabled" },
  { GTK_ACCESSIBLE_STATE_EXPANDED, TRUE, "expanded" },
  { GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, "invalid" },
  { GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE, "pressed" },
  { GTK_ACCESSIBLE_STATE_SELECTED, TRUE, "selected" },
};

static gboolean
is_in_state (GtkAccessible *object, GtkAccessibleState state, int value)
{
  g_autofree char *other = NULL;

  if (!gtk_test_accessible_has_state (object, state))
    return FALSE;
  other = gtk_test_accessible_check_state (object, state, value);
  return other == NULL;
}

static void
add_states (GString *text, GtkAccessible *object)
{
  const char *between = " [";

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++)
    if (is_in_state (object, states[i].state, states[i].value))
      {
        g_string_append_printf (text, "%s%s", between, states[i].word);
        between = " ";
      }
  if (*between && between[1] == '\0')
    g_string_append_c (text, ']');
}

static const char *
get_role (GtkAccessible *object)
{
  g_autoptr (GEnumClass) roles = g_type_class_ref (GTK_TYPE_ACCESSIBLE_ROLE);
  const GEnumValue *role = g_enum_get_value (roles, (int)gtk_accessible_get_accessible_role (object));

  return role ? role->value_nick : "unknown";
}

static gboolean
says_nothing (GtkAccessible *object, const char *name)
{
  switch ((int)gtk_accessible_get_accessible_role (object))
    {
    case GTK_ACCESSIBLE_ROLE_NONE:
    case GTK_ACCESSIBLE_ROLE_PRESENTATION:
      return TRUE;
    case GTK_ACCESSIBLE_ROLE_GENERIC:
    case GTK_ACCESSIBLE_ROLE_GROUP:
    case GTK_ACCESSIBLE_ROLE_IMG:
    case GTK_ACCESSIBLE_ROLE_LABEL:
    case GTK_ACCESSIBLE_ROLE_WIDGET:
      return !name || !*name;
    default:
      return FALSE;
    }
}

static gboolean
is_shown (GtkAccessible *object)
{
  return !GTK_IS_WIDGET (object) || gtk_widget_get_mapped (GTK_WIDGET (object));
}

static void
add_line (GString *text, GtkAccessible *object, const char *name, guint depth)
{
  g_autofree char *description = get_property (object, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);

  g_string_append_printf (text, "%*s%s", (int)depth * 2, "", get_role (object));
  add_quoted (text, " \"", name ? name : "", "\"");
  add_quoted (text, " (", description ? description : "", ")");
  add_states (text, object);
  g_string_append_c (text, '\n');
}

/* What is inside a page of a stack has the page for its parent, and yet the next page for its sibling. */
static GtkAccessible *
get_next (GtkAccessible *object, GtkAccessible *child)
{
  g_autoptr (GtkAccessible) next = gtk_accessible_get_next_accessible_sibling (child);
  g_autoptr (GtkAccessible) parent = next ? gtk_accessible_get_accessible_parent (next) : NULL;

  return parent == object ? g_steal_pointer (&next) : NULL;
}

static void
add_object (GString *text, GtkAccessible *object, guint depth)
{
  g_autofree char *name = NULL;
  GtkAccessible *child;

  if (!is_shown (object))
    return;
  name = get_name (object);
  if (!says_nothing (object, name))
    add_line (text, object, name, depth++);
  child = gtk_accessible_get_first_accessible_child (object);
  while (child)
    {
      GtkAccessible *next = get_next (object, child);
      add_object (text, child, depth);
      g_object_unref (child);
      child = next;
    }
}

/**
 * zb_tour_tree_describe:
 * @root: a window that is shown
 *
 * Returns: (transfer full): what a screen reader would be told of it, a line for each object
 */
char *
zb_tour_tree_describe (GtkWidget *root)
{
  GString *text = g_string_new (NULL);

  add_object (text, GTK_ACCESSIBLE (root), 0);
  return g_string_free (text, FALSE);
}

/**
 * zb_tour_tree_save:
 * @root: a window that is shown
 * @picture: the path of its picture, which ends in `.png`
 * @error: where to say why it could not be written
 *
 * Writes the tree beside the picture, as `.a11y.txt`; nothing where GTK keeps no tree.
 *
 * Returns: whether it worked
 */
gboolean
zb_tour_tree_save (GtkWidget *root, const char *picture, GError **error)
{
  g_autofree char *path = NULL, *stem = NULL, *tree = NULL;

  if (g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    return TRUE;
  stem = g_strndup (picture, strlen (picture) - strlen (".png"));
  path = g_strconcat (stem, ".a11y.txt", NULL);
  tree = zb_tour_tree_describe (root);
  return g_file_set_contents (path, tree, -1, error);
}
