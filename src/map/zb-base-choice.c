/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-base-choice.h"

#include <glib/gi18n.h>

/**
 * ZbBaseChoice:
 *
 * Which base map all maps of the program show. Where the one that was chosen cannot be shown at all, the one
 * that is built in is shown instead, and `line` says why in words. The signal `changed` tells maps to put
 * another base map under what they show.
 */
struct _ZbBaseChoice
{
  GObject parent_instance;
  ZbTiles *tiles;
  ZbBaseSource *source;
  ZbTilesState state;
  char *broken;
  char *line;
  guint serial;
  guint telling;
};

typedef enum
{
  PROP_LINE = 1,
  PROP_ATTRIBUTION,
} Property;

static GParamSpec *properties[PROP_ATTRIBUTION + 1];

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZbBaseChoice, zb_base_choice, G_TYPE_OBJECT)

/**
 * zb_base_choice_get:
 *
 * Returns: (transfer none): the choice for all maps
 */
ZbBaseChoice *
zb_base_choice_get (void)
{
  static ZbBaseChoice *choice;

  if (!choice)
    choice = g_object_new (ZB_TYPE_BASE_CHOICE, NULL);
  return choice;
}

/* --- in words ------------------------------------------------------------------------------------ */

static char *
describe_state (ZbBaseChoice *self)
{
  switch (self->state)
    {
    case ZB_TILES_UNREACHABLE:
      return g_strdup (_ ("Base map not reachable; showing what is cached"));
    case ZB_TILES_REFUSED:
      return g_strdup_printf (_ ("The key of the base map “%s” is refused; the built-in map is shown. Enter "
                                 "the key under Settings, Base map."),
                              self->source->name);
    case ZB_TILES_WRONG:
      return g_strdup_printf (
          _ ("The address of the base map “%s” gives no tiles; the built-in map is shown. "
             "Check it under Settings, Base map."),
          self->source->name);
    case ZB_TILES_WELL:
    default:
      return NULL;
    }
}

static char *
describe (ZbBaseChoice *self)
{
  if (!self->source)
    return NULL;
  if (self->broken)
    return g_strdup_printf (_ ("The base map “%1$s” cannot be read (%2$s); the built-in map is shown."),
                            self->source->name, self->broken);
  return describe_state (self);
}

static void
update_line (ZbBaseChoice *self)
{
  g_autofree char *line = describe (self);

  if (g_set_str (&self->line, line))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTRIBUTION]);
}

/* --- what follows from it ------------------------------------------------------------------------ */

static gboolean
tell (gpointer data)
{
  ZbBaseChoice *self = data;

  self->telling = 0;
  g_signal_emit (self, signals[CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* A map that finds out in the midst of being drawn is told afterwards, as all others are. */
static void
tell_soon (ZbBaseChoice *self)
{
  if (self->telling == 0)
    self->telling = g_idle_add_full (G_PRIORITY_HIGH_IDLE, tell, self, NULL);
}

static void
on_state_changed (ZbBaseChoice *self, const char *id)
{
  ZbBaseSource *before = zb_base_choice_get_source (self);

  if (!self->source || g_strcmp0 (self->source->id, id) != 0)
    return;
  self->state = zb_tiles_get_state (self->tiles, self->source);
  update_line (self);
  if (zb_base_choice_get_source (self) != before)
    tell_soon (self);
}

/**
 * zb_base_choice_set:
 * @self: the choice
 * @tiles: (nullable): who gets tiles over the network
 * @source: (nullable): the base map; %NULL for the one that is built in
 *
 * Chooses a base map for all maps.
 */
void
zb_base_choice_set (ZbBaseChoice *self, ZbTiles *tiles, ZbBaseSource *source)
{
  const gboolean was_chosen = zb_base_choice_get_source (self) != NULL;

  if (self->tiles)
    g_signal_handlers_disconnect_by_data (self->tiles, self);
  g_set_object (&self->tiles, tiles);
  if (tiles)
    g_signal_connect_object (tiles, "state-changed", G_CALLBACK (on_state_changed), self, G_CONNECT_SWAPPED);
  g_set_object (&self->source, source);
  g_clear_pointer (&self->broken, g_free);
  self->state = tiles && source ? zb_tiles_get_state (tiles, source) : ZB_TILES_WELL;
  self->serial++;
  update_line (self);
  if (was_chosen || source)
    tell_soon (self);
}

/**
 * zb_base_choice_break:
 * @self: the choice
 * @why: why the base map that was chosen cannot be shown, in words
 *
 * Shows the base map that is built in, until another one is chosen or this one is chosen again.
 */
void
zb_base_choice_break (ZbBaseChoice *self, const char *why)
{
  if (!self->source || !g_set_str (&self->broken, why))
    return;
  g_message ("Base map “%s”: %s", self->source->name, why);
  update_line (self);
  tell_soon (self);
}

/**
 * zb_base_choice_get_source:
 * @self: the choice
 *
 * Returns: (transfer none) (nullable): the base map to show; %NULL for the one that is built in
 */
ZbBaseSource *
zb_base_choice_get_source (ZbBaseChoice *self)
{
  const gboolean useless = self->broken || self->state == ZB_TILES_REFUSED || self->state == ZB_TILES_WRONG ||
                           (self->source && zb_base_source_is_remote (self->source) && !self->tiles);

  return useless ? NULL : self->source;
}

/**
 * zb_base_choice_get_tiles:
 * @self: the choice
 *
 * Returns: (transfer none) (nullable): who gets tiles over the network
 */
ZbTiles *
zb_base_choice_get_tiles (ZbBaseChoice *self)
{
  return self->tiles;
}

/**
 * zb_base_choice_get_serial:
 * @self: the choice
 *
 * Returns: a number that is another one whenever a base map was chosen
 */
guint
zb_base_choice_get_serial (ZbBaseChoice *self)
{
  return self->serial;
}

/* --- GObject ------------------------------------------------------------------------------------- */

static void
zb_base_choice_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbBaseChoice *self = ZB_BASE_CHOICE (object);
  ZbBaseSource *source = zb_base_choice_get_source (self);

  switch ((Property)id)
    {
    case PROP_LINE:
      g_value_set_string (value, self->line ? self->line : "");
      break;
    case PROP_ATTRIBUTION:
      g_value_set_string (value, source && source->attribution ? source->attribution : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_base_choice_finalize (GObject *object)
{
  ZbBaseChoice *self = ZB_BASE_CHOICE (object);

  g_clear_handle_id (&self->telling, g_source_remove);
  g_clear_object (&self->tiles);
  g_clear_object (&self->source);
  g_free (self->broken);
  g_free (self->line);
  G_OBJECT_CLASS (zb_base_choice_parent_class)->finalize (object);
}

static void
zb_base_choice_class_init (ZbBaseChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_base_choice_get_property;
  object_class->finalize = zb_base_choice_finalize;
  properties[PROP_LINE] = g_param_spec_string ("line", NULL, NULL, NULL, flags);
  properties[PROP_ATTRIBUTION] = g_param_spec_string ("attribution", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[CHANGED] =
      g_signal_new ("changed", ZB_TYPE_BASE_CHOICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zb_base_choice_init (ZbBaseChoice *self)
{
}
