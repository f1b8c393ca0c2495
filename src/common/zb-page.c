/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-page.h"

/**
 * ZbPage:
 *
 * A page of the console: what the rail needs to know of it, and its contents as the child.
 *
 * Features derive their pages from it; the window shows one entry in the rail for each, with
 * its title, its icon and, unless zero, its count as a badge.
 */
typedef struct
{
  char *title;
  char *icon_name;
  char *stale_line;
  gboolean alarming;
  guint count;
} ZbPagePrivate;

typedef enum
{
  PROP_TITLE = 1,
  PROP_ICON_NAME,
  PROP_COUNT,
  PROP_ALARMING,
  PROP_STALE_LINE,
} ZbPageProperty;

static GParamSpec *properties[PROP_STALE_LINE + 1];

G_DEFINE_TYPE_WITH_PRIVATE (ZbPage, zb_page, ADW_TYPE_BIN)

#define PRIVATE(self) ((ZbPagePrivate *)zb_page_get_instance_private (self))

/**
 * zb_page_get_title:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the words under the icon in the rail
 */
const char *
zb_page_get_title (ZbPage *self)
{
  g_return_val_if_fail (ZB_IS_PAGE (self), NULL);
  return PRIVATE (self)->title;
}

/**
 * zb_page_get_icon_name:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the icon's name in the rail
 */
const char *
zb_page_get_icon_name (ZbPage *self)
{
  g_return_val_if_fail (ZB_IS_PAGE (self), NULL);
  return PRIVATE (self)->icon_name;
}

/**
 * zb_page_get_count:
 * @self: a page
 *
 * Returns: how many things on this page wait for somebody; 0 shows no badge
 */
guint
zb_page_get_count (ZbPage *self)
{
  g_return_val_if_fail (ZB_IS_PAGE (self), 0);
  return PRIVATE (self)->count;
}

/**
 * zb_page_set_count:
 * @self: a page
 * @count: how many things on it wait for somebody
 *
 * Sets the badge in the rail.
 */
void
zb_page_set_count (ZbPage *self, guint count)
{
  g_return_if_fail (ZB_IS_PAGE (self));
  if (PRIVATE (self)->count == count)
    return;
  PRIVATE (self)->count = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COUNT]);
}

static void
zb_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbPagePrivate *private = PRIVATE (ZB_PAGE (object));

  switch ((ZbPageProperty)id)
    {
    case PROP_TITLE:
      g_value_set_string (value, private->title);
      break;
    case PROP_ICON_NAME:
      g_value_set_string (value, private->icon_name);
      break;
    case PROP_COUNT:
      g_value_set_uint (value, private->count);
      break;
    case PROP_ALARMING:
      g_value_set_boolean (value, private->alarming);
      break;
    case PROP_STALE_LINE:
      g_value_set_string (value, private->stale_line);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbPagePrivate *private = PRIVATE (ZB_PAGE (object));

  switch ((ZbPageProperty)id)
    {
    case PROP_TITLE:
      if (g_set_str (&private->title, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_ICON_NAME:
      if (g_set_str (&private->icon_name, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_STALE_LINE:
      if (g_set_str (&private->stale_line, g_value_get_string (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_COUNT:
      zb_page_set_count (ZB_PAGE (object), g_value_get_uint (value));
      break;
    case PROP_ALARMING:
      private
      ->alarming = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_page_finalize (GObject *object)
{
  ZbPagePrivate *private = PRIVATE (ZB_PAGE (object));

  g_clear_pointer (&private->title, g_free);
  g_clear_pointer (&private->stale_line, g_free);
  g_clear_pointer (&private->icon_name, g_free);
  G_OBJECT_CLASS (zb_page_parent_class)->finalize (object);
}

static void
zb_page_class_init (ZbPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = zb_page_get_property;
  object_class->set_property = zb_page_set_property;
  object_class->finalize = zb_page_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_uint ("count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  /* An alarming page's badge is red, any other's neutral. */
  properties[PROP_ALARMING] = g_param_spec_boolean ("alarming", NULL, NULL, FALSE, flags);
  /* How old what it shows is, while there is no line; nothing where it is as the platform says. */
  properties[PROP_STALE_LINE] = g_param_spec_string ("stale-line", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_page_init (ZbPage *self)
{
}
