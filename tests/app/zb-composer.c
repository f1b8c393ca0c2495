/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Stands in for an input method. While it composes, every key is its own, but those of a password. That it is
 * one it forgets when the focus leaves, and hears again only where that is said anew: so does libpinyin under
 * IBus.
 */
#include "zb-composer.h"

#include <gtk/gtkimmodule.h>

#define NAME "zb-composer"

typedef struct
{
  GtkIMContextSimple parent_instance;
  gboolean secret;
} ZbComposer;

typedef GtkIMContextSimpleClass ZbComposerClass;

static GType zb_composer_get_type (void);

G_DEFINE_TYPE (ZbComposer, zb_composer, GTK_TYPE_IM_CONTEXT_SIMPLE)

static gboolean is_composing;
static GString *keys;

static gboolean
filter_keypress (GtkIMContext *context, GdkEvent *event)
{
  if (!is_composing || ((ZbComposer *)context)->secret)
    return GTK_IM_CONTEXT_CLASS (zb_composer_parent_class)->filter_keypress (context, event);
  if (gdk_event_get_event_type (event) == GDK_KEY_PRESS)
    g_string_append_printf (keys, "%s ", gdk_keyval_name (gdk_key_event_get_keyval (event)));
  return TRUE;
}

static void
focus_out (GtkIMContext *context)
{
  ((ZbComposer *)context)->secret = FALSE;
}

static void
on_purpose (ZbComposer *self)
{
  GtkInputPurpose purpose;

  g_object_get (self, "input-purpose", &purpose, NULL);
  self->secret = purpose == GTK_INPUT_PURPOSE_PASSWORD;
}

static void
zb_composer_class_init (ZbComposerClass *klass)
{
  GTK_IM_CONTEXT_CLASS (klass)->filter_keypress = filter_keypress;
  GTK_IM_CONTEXT_CLASS (klass)->focus_out = focus_out;
}

static void
zb_composer_init (ZbComposer *self)
{
  g_signal_connect (self, "notify::input-purpose", G_CALLBACK (on_purpose), NULL);
}

/**
 * zb_composer_attach:
 * @text: a #GtkText or #GtkTextView
 *
 * Hands its keys to the composer, which composes from now on and has had no key yet.
 */
void
zb_composer_attach (GtkWidget *text)
{
  if (!keys)
    {
      keys = g_string_new (NULL);
      g_io_extension_point_implement (GTK_IM_MODULE_EXTENSION_POINT_NAME, zb_composer_get_type (), NAME, 0);
    }
  g_string_truncate (keys, 0);
  is_composing = TRUE;
  g_object_set (text, "im-module", NAME, NULL);
}

/**
 * zb_composer_set_composing:
 * @composing: whether it takes the keys
 */
void
zb_composer_set_composing (gboolean composing)
{
  is_composing = composing;
}

/**
 * zb_composer_get_keys:
 *
 * Returns: (transfer none): the names of the keys it has taken, each with a space behind it
 */
const char *
zb_composer_get_keys (void)
{
  return keys->str;
}
