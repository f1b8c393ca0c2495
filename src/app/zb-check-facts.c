/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the checks rest on and only the main thread may look at; and the table of them. */
#include "zb-check.h"

#include "zb-base-map.h"
#include "zb-now.h"

#include <glib/gi18n.h>
#include <gmodule.h>

/* glGetString() and its arguments, by the OpenGL 3.2 specification. */
#define GL_VENDOR 0x1F00
#define GL_RENDERER 0x1F01
typedef const unsigned char *(*GetString) (unsigned int name);

/* GTK draws through libepoxy, which has its functions in variables: no library needs to be linked to ask. */
static char *
read_gl (void)
{
  GModule *program = g_module_open (NULL, G_MODULE_BIND_LAZY);
  const char *vendor = NULL, *renderer = NULL;
  gpointer symbol = NULL;
  char *gl = NULL;

  if (program && g_module_symbol (program, "epoxy_glGetString", &symbol) && symbol)
    {
      vendor = (const char *)(*(GetString *)symbol) (GL_VENDOR);
      renderer = (const char *)(*(GetString *)symbol) (GL_RENDERER);
    }
  if (vendor && renderer)
    gl = g_strdup_printf ("%s, %s", vendor, renderer);
  g_clear_pointer (&program, g_module_close);
  return gl;
}

static char *
find_gl (GdkDisplay *display)
{
  g_autoptr (GdkGLContext) context = gdk_display_create_gl_context (display, NULL);
  char *gl;

  if (!context || !gdk_gl_context_realize (context, NULL))
    return NULL;
  gdk_gl_context_make_current (context);
  gl = read_gl ();
  gdk_gl_context_clear_current ();
  return gl;
}

static char *
find_renderer (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native ? gtk_native_get_renderer (native) : NULL;

  return g_strdup (renderer ? G_OBJECT_TYPE_NAME (renderer) : "?");
}

/* What GTK would read the keys of a new entry with. */
static char *
find_input_method (GtkWidget *widget)
{
  g_autoptr (GtkIMContext) context = gtk_im_multicontext_new ();
  const char *id;

  gtk_im_context_set_client_widget (context, widget);
  id = gtk_im_multicontext_get_context_id (GTK_IM_MULTICONTEXT (context));
  gtk_im_context_set_client_widget (context, NULL);
  if (!id || !*id)
    g_object_get (gtk_widget_get_settings (widget), "gtk-im-module", &id, NULL);
  return g_strdup (id ? id : "");
}

/**
 * zb_check_facts_new:
 * @widget: a widget that is shown
 * @link: the line to the platform
 *
 * Returns: (transfer full): what is so now
 */
ZbCheckFacts *
zb_check_facts_new (GtkWidget *widget, ZbLink *link)
{
  ZbCheckFacts *self = g_atomic_rc_box_new0 (ZbCheckFacts);
  GdkDisplay *display = gtk_widget_get_display (widget);

  self->url = g_strdup (zb_link_get_url (link));
  self->link = zb_link_get_state (link);
  self->heard = zb_link_get_as_of (link) > 0;
  self->clock_ahead = zb_now () - g_get_real_time ();
  self->display = g_strdup (G_OBJECT_TYPE_NAME (display));
  self->renderer = find_renderer (widget);
  self->gl = g_str_equal (self->renderer, "GskCairoRenderer") ? NULL : find_gl (display);
  self->input_method = find_input_method (widget);
  self->map_folder = zb_base_map_find_directory ();
  self->data_folder = g_build_filename (g_get_user_data_dir (), "zhiban", NULL);
  return self;
}

/**
 * zb_check_facts_ref:
 * @self: facts
 *
 * Returns: (transfer full): the same
 */
ZbCheckFacts *
zb_check_facts_ref (ZbCheckFacts *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_facts (gpointer data)
{
  ZbCheckFacts *self = data;

  g_free (self->url);
  g_free (self->display);
  g_free (self->renderer);
  g_free (self->gl);
  g_free (self->input_method);
  g_free (self->map_folder);
  g_free (self->data_folder);
}

/**
 * zb_check_facts_unref:
 * @self: (transfer full): facts
 */
void
zb_check_facts_unref (ZbCheckFacts *self)
{
  g_atomic_rc_box_release_full (self, clear_facts);
}

static const ZbCheck checks[] = {
  { N_ ("Line to the platform"), NULL, zb_check_feed },
  { N_ ("Clock"), zb_check_clock, NULL },
  { N_ ("Cameras, H.264"), zb_check_h264, NULL },
  { N_ ("Cameras, H.265"), zb_check_h265, NULL },
  { N_ ("Sound"), zb_check_sound, NULL },
  { N_ ("Graphics"), zb_check_graphics, NULL },
  { N_ ("Chinese input"), zb_check_input_method, NULL },
  { N_ ("Base map"), zb_check_base_map, NULL },
  { N_ ("Disk"), zb_check_disk, NULL },
  { N_ ("Memory"), zb_check_memory, NULL },
  { N_ ("Secret store"), NULL, zb_check_secrets },
};

/**
 * zb_checks_get:
 * @n_checks: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_checks): all that the self-test looks at
 */
const ZbCheck *
zb_checks_get (guint *n_checks)
{
  *n_checks = G_N_ELEMENTS (checks);
  return checks;
}
