/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-opener.h"

#include "zb-deep-link.h"
#include "zb-device.h"

#include <glib/gi18n.h>

/**
 * ZbOpener:
 *
 * Leads to what a link from outside names, as a click on it in the console would.
 *
 *   handed over ─▶ kept until somebody sits here and the world is known ─▶ shown, or told why not
 *
 * Only the last one is kept. What is handed over by anybody does nothing but show.
 */
struct _ZbOpener
{
  GObject parent_instance;
  ZbWindow *window;
  ZbDesk *desk;
  ZbDeepLink link;
  gboolean waiting;
  guint grace;
};

G_DEFINE_FINAL_TYPE (ZbOpener, zb_opener, G_TYPE_OBJECT)

/* What has only just come into being may be on its way to this desk. */
#define GRACE_SECONDS 3

static void
show (ZbOpener *self)
{
  GtkWidget *window = GTK_WIDGET (self->window);

  switch ((int)self->link.kind)
    {
    case ZB_KIND_ALERT:
      gtk_widget_activate_action (window, "win.page", "s", "map");
      gtk_widget_activate_action (window, "alert.select", "s", self->link.id);
      break;
    case ZB_KIND_CASE:
      gtk_widget_activate_action (window, "case.show", "s", self->link.id);
      break;
    case ZB_KIND_ZONE:
      gtk_widget_activate_action (window, "map.show-zone", "s", self->link.id);
      break;
    default:
      gtk_widget_activate_action (window, "map.show-device", "s", self->link.id);
      gtk_widget_activate_action (window, "device.select", "s", self->link.id);
      break;
    }
}

static const char *
words_for_unknown (ZbKind kind)
{
  switch ((int)kind)
    {
    case ZB_KIND_ALERT:
      return _ ("This alert is not here: it was closed long ago, or lies outside your area.");
    case ZB_KIND_CASE:
      return _ ("This case is not here: it was closed long ago, or lies outside your area.");
    case ZB_KIND_ZONE:
      return _ ("This watch zone is not here: it is over, or lies outside your area.");
    default:
      return _ ("This camera is not here: it was removed, or lies outside your area.");
    }
}

/* A device that is no camera is not what the link says. */
static gboolean
is_known (ZbOpener *self)
{
  gpointer entity = zb_world_lookup (zb_desk_get_world (self->desk), self->link.kind, self->link.id);

  return entity && (!ZB_IS_DEVICE (entity) || ZB_DEVICE (entity)->kind == ZB_DEVICE_CAMERA);
}

static void
stop_waiting (ZbOpener *self)
{
  self->waiting = FALSE;
  g_clear_handle_id (&self->grace, g_source_remove);
}

static gboolean
on_grace_over (gpointer data)
{
  ZbOpener *self = data;

  self->grace = 0;
  if (!self->waiting || !zb_desk_get_connected (self->desk) || !zb_window_is_open (self->window))
    return G_SOURCE_REMOVE;
  self->waiting = FALSE;
  if (is_known (self))
    show (self);
  else
    zb_window_say (self->window, words_for_unknown (self->link.kind));
  return G_SOURCE_REMOVE;
}

/* Without a line, what is known from before is as good as it gets. */
static gboolean
is_ready (ZbOpener *self)
{
  const ZbLinkState state = zb_link_get_state (zb_desk_get_link (self->desk));

  return zb_window_is_open (self->window) && (state == ZB_LINK_LIVE || state == ZB_LINK_STALE);
}

static void
try (ZbOpener *self)
{
  if (!self->waiting || !is_ready (self))
    return;
  if (is_known (self))
    {
      stop_waiting (self);
      show (self);
    }
  else if (!self->grace && zb_desk_get_connected (self->desk))
    self->grace = g_timeout_add_seconds (GRACE_SECONDS, on_grace_over, self);
}

/**
 * zb_opener_open:
 * @self: an opener
 * @uri: what was handed over, by anybody
 *
 * Shows what @uri leads to, as soon as that can be; what leads nowhere is told.
 */
void
zb_opener_open (ZbOpener *self, const char *uri)
{
  g_return_if_fail (ZB_IS_OPENER (self));

  stop_waiting (self);
  if (!zb_deep_link_parse (uri, &self->link))
    {
      zb_window_say (self->window, _ ("This link leads to nothing in the console."));
      return;
    }
  self->waiting = TRUE;
  try (self);
}

/**
 * zb_opener_is_waiting:
 * @self: an opener
 *
 * Returns: whether a link waits for somebody to sign in, or for what it leads to
 */
gboolean
zb_opener_is_waiting (ZbOpener *self)
{
  g_return_val_if_fail (ZB_IS_OPENER (self), FALSE);
  return self->waiting;
}

/**
 * zb_opener_new:
 * @window: where things are shown
 * @desk: what is known
 *
 * Returns: (transfer full): an opener
 */
ZbOpener *
zb_opener_new (ZbWindow *window, ZbDesk *desk)
{
  ZbOpener *self = g_object_new (ZB_TYPE_OPENER, NULL);

  self->window = window;
  self->desk = g_object_ref (desk);
  g_signal_connect_object (window, "notify::open", G_CALLBACK (try), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (zb_desk_get_link (desk), "notify::state", G_CALLBACK (try), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (zb_desk_get_world (desk), "applied", G_CALLBACK (try), self, G_CONNECT_SWAPPED);
  return self;
}

static void
zb_opener_dispose (GObject *object)
{
  ZbOpener *self = ZB_OPENER (object);

  stop_waiting (self);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (zb_opener_parent_class)->dispose (object);
}

static void
zb_opener_class_init (ZbOpenerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_opener_dispose;
}

static void
zb_opener_init (ZbOpener *self)
{
}
