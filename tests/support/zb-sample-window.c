/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window to test one screen in: the console's styles and language without the console. With
 * ZHIBAN_PICTURES set to a folder, what is shown is saved there, dark and light, once and twice
 * its size. */
#include "zb-sample-window.h"

#include <libintl.h>
#include <locale.h>

/* As libadwaita puts them over each other for an application. */
static GtkCssProvider *styles, *dark_styles, *contrast_styles, *dark_contrast_styles;

static GtkCssProvider *
load (const char *name)
{
  g_autofree char *path = g_strconcat ("/cn/zhiban/Console/", name, NULL);
  GtkCssProvider *provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, path);
  return provider;
}

static void
use (GtkCssProvider *provider, guint above, gboolean wanted)
{
  GdkDisplay *display = gdk_display_get_default ();

  gtk_style_context_remove_provider_for_display (display, GTK_STYLE_PROVIDER (provider));
  if (wanted)
    gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + above);
}

static void
use_style (gboolean dark)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const gboolean contrast = adw_style_manager_get_high_contrast (manager);

  adw_style_manager_set_color_scheme (manager,
                                      dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
  /* An application that has the console's resources loads its styles by itself. */
  if (!styles)
    return;
  use (styles, 0, TRUE);
  use (dark_styles, 1, dark);
  use (contrast_styles, 2, contrast);
  use (dark_contrast_styles, 3, dark && contrast);
}

static void
load_styles (void)
{
  styles = load ("style.css");
  dark_styles = load ("style-dark.css");
  contrast_styles = load ("style-hc.css");
  dark_contrast_styles = load ("style-hc-dark.css");
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (gdk_display_get_default ()),
                                    "/cn/zhiban/Console/icons");
  use_style (TRUE);
}

/**
 * zb_sample_init:
 * @argc: of main()
 * @argv: of main()
 *
 * Starts GTK as the console would.
 */
void
zb_sample_init (int *argc, char ***argv)
{
  const char *build = g_getenv ("ZHIBAN_BUILD");
  g_autofree char *locales = build ? g_build_filename (build, "po", NULL) : NULL;

  setlocale (LC_ALL, "");
  if (locales)
    bindtextdomain (GETTEXT_PACKAGE, locales);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  load_styles ();
}

static gboolean
set_flag (gpointer flag)
{
  *(gboolean *)flag = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * zb_sample_settle:
 *
 * Runs the main loop until what was asked for is done and drawn.
 */
void
zb_sample_settle (void)
{
  gboolean done = FALSE;

  /* What is drawn comes first, however long that takes. */
  g_timeout_add_full (G_PRIORITY_LOW, 150, set_flag, &done, NULL);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/**
 * zb_sample_click:
 * @button: a button
 *
 * Does what a click does, if the button can be clicked, and waits until it is done.
 */
void
zb_sample_click (GtkWidget *button)
{
  g_assert_true (GTK_IS_BUTTON (button));
  if (gtk_widget_is_sensitive (button))
    g_signal_emit_by_name (button, "clicked");
  zb_sample_settle ();
}

/**
 * zb_sample_show:
 * @child: (transfer full): a screen
 * @width: of the window
 * @height: of the window
 *
 * Returns: (transfer none): the window, to be destroyed by the caller
 */
GtkWidget *
zb_sample_show (GtkWidget *child, int width, int height)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  zb_sample_settle ();
  return window;
}

static void
save (GtkWidget *widget, const char *file, int scale)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  const int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  node = gtk_snapshot_to_node (snapshot);
  if (!node)
    return;
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (widget)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, width * scale, height * scale));
  gdk_texture_save_to_png (texture, file);
}

/**
 * zb_sample_picture:
 * @widget: what is shown
 * @name: the picture's name
 *
 * Saves pictures where ZHIBAN_PICTURES says.
 */
void
zb_sample_picture (GtkWidget *widget, const char *name)
{
  const char *folder = g_getenv ("ZHIBAN_PICTURES");

  for (int dark = 1; folder && dark >= 0; dark--)
    {
      g_autofree char *once = g_strdup_printf ("%s/%s-%s.png", folder, name, dark ? "dark" : "light");
      g_autofree char *twice = g_strdup_printf ("%s/%s-%s@2.png", folder, name, dark ? "dark" : "light");
      use_style (dark);
      zb_sample_settle ();
      save (widget, once, 1);
      save (widget, twice, 2);
    }
  use_style (TRUE);
}

typedef gboolean (*Match) (GtkWidget *widget, gconstpointer data);

static GtkWidget *
find (GtkWidget *widget, Match match, gconstpointer data)
{
  if (match (widget, data))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, match, data);
      if (found)
        return found;
    }
  return NULL;
}

static gboolean
has_text (GtkWidget *widget, gconstpointer text)
{
  const char *mine = NULL;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget))
    mine = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_INSCRIPTION (widget))
    mine = gtk_inscription_get_text (GTK_INSCRIPTION (widget));
  return mine && strstr (mine, text);
}

static gboolean
has_action (GtkWidget *widget, gconstpointer action)
{
  return GTK_IS_ACTIONABLE (widget) &&
         g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action) == 0;
}

typedef struct
{
  GType type;
  const char *style_class;
} Looks;

static gboolean
looks_like (GtkWidget *widget, gconstpointer data)
{
  const Looks *looks = data;

  return G_TYPE_CHECK_INSTANCE_TYPE (widget, looks->type) &&
         (!looks->style_class || gtk_widget_has_css_class (widget, looks->style_class));
}

/**
 * zb_sample_find:
 * @widget: where to look
 * @type: of what is looked for
 * @style_class: (nullable): a style class that it has
 *
 * Returns: (transfer none) (nullable): the first such widget
 */
GtkWidget *
zb_sample_find (GtkWidget *widget, GType type, const char *style_class)
{
  const Looks looks = { type, style_class };

  return find (widget, looks_like, &looks);
}

/**
 * zb_sample_find_text:
 * @widget: where to look
 * @text: words
 *
 * Returns: (transfer none) (nullable): the first label on the screen with those words in it
 */
GtkWidget *
zb_sample_find_text (GtkWidget *widget, const char *text)
{
  return find (widget, has_text, text);
}

/**
 * zb_sample_find_action:
 * @widget: where to look
 * @action: the name of an action
 *
 * Returns: (transfer none) (nullable): the first button of it
 */
GtkWidget *
zb_sample_find_action (GtkWidget *widget, const char *action)
{
  return find (widget, has_action, action);
}
