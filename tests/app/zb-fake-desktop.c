/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fake-desktop.h"

#include "zb-wait.h"

static const char service_xml[] =
    "<node><interface name='org.freedesktop.Notifications'>"
    "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/>"
    "<arg type='s' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
    "<arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
    "<arg type='u' direction='out'/></method>"
    "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
    "<signal name='ActionInvoked'><arg type='u'/><arg type='s'/></signal>"
    "</interface></node>";

static const char portal_xml[] =
    "<node><interface name='org.freedesktop.portal.Notification'>"
    "<method name='AddNotification'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/></method>"
    "<method name='RemoveNotification'><arg type='s' direction='in'/></method>"
    "<signal name='ActionInvoked'><arg type='s'/><arg type='s'/><arg type='av'/></signal>"
    "<property name='version' type='u' access='read'/>"
    "</interface></node>";

/**
 * zb_fake_desktop_is_portal:
 *
 * Returns: whether the console sends notices by the portal, as in a sandbox
 */
gboolean
zb_fake_desktop_is_portal (void)
{
  return g_strcmp0 (g_getenv ("GIO_USE_PORTALS"), "1") == 0;
}

static void
notice_free (gpointer data)
{
  ZbFakeNotice *notice = data;

  g_free (notice->key);
  g_free (notice->title);
  g_free (notice->body);
  g_free (notice->priority);
  g_ptr_array_unref (notice->buttons);
  g_free (notice);
}

static void
take_away (ZbFakeDesktop *self, const char *key)
{
  for (guint i = 0; i < self->shown->len; i++)
    if (g_str_equal (((ZbFakeNotice *)self->shown->pdata[i])->key, key))
      {
        g_ptr_array_remove_index (self->shown, i);
        return;
      }
}

/* A notice that the desktop has already is replaced. */
static ZbFakeNotice *
put (ZbFakeDesktop *self, const char *key)
{
  ZbFakeNotice *notice = g_new0 (ZbFakeNotice, 1);

  take_away (self, key);
  self->n_shown++;
  notice->key = g_strdup (key);
  notice->buttons = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->shown, notice);
  return notice;
}

/* --- the desktop's own service ---------------------------------------------------------------------------
 */

static GVariant *
notify (ZbFakeDesktop *self, GVariant *parameters)
{
  static const char *const priorities[] = { "low", "normal", "high" };
  guint replaces;
  const char *title, *body;
  g_autofree const char **actions = NULL;
  g_autoptr (GVariant) hints = NULL;
  g_autofree char *key = NULL;
  ZbFakeNotice *notice;
  guchar urgency = 0;

  g_variant_get (parameters, "(&su&s&s&s^a&s@a{sv}i)", NULL, &replaces, NULL, &title, &body, &actions, &hints,
                 NULL);
  if (replaces == 0)
    replaces = self->n_shown + 1;
  key = g_strdup_printf ("%u", replaces);
  notice = put (self, key);
  notice->title = g_strdup (title);
  notice->body = g_strdup (body);
  g_variant_lookup (hints, "urgency", "y", &urgency);
  notice->priority = g_strdup (priorities[MIN (urgency, 2)]);
  for (guint i = 0; actions[i] && actions[i + 1]; i += 2)
    {
      g_ptr_array_add (notice->buttons, g_strdup (actions[i + 1]));
      g_ptr_array_add (notice->buttons, g_strdup (actions[i]));
    }
  return g_variant_new ("(u)", replaces);
}

static GVariant *
on_service (ZbFakeDesktop *self, const char *method, GVariant *parameters)
{
  g_autofree char *key = NULL;
  guint number;

  if (g_str_equal (method, "Notify"))
    return notify (self, parameters);
  g_variant_get (parameters, "(u)", &number);
  key = g_strdup_printf ("%u", number);
  take_away (self, key);
  self->n_closed++;
  return NULL;
}

/* --- the portal ------------------------------------------------------------------------------------------
 */

static void
add_button (ZbFakeNotice *notice, const char *label, const char *action, GVariant *target)
{
  g_ptr_array_add (notice->buttons, g_strdup (label));
  g_ptr_array_add (notice->buttons, g_action_print_detailed_name (action, target));
}

static void
add (ZbFakeDesktop *self, GVariant *parameters)
{
  const char *key, *text = NULL, *label, *action;
  g_autoptr (GVariant) facts = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GVariant) buttons = NULL;
  ZbFakeNotice *notice;

  g_variant_get (parameters, "(&s@a{sv})", &key, &facts);
  notice = put (self, key);
  notice->title = g_variant_lookup (facts, "title", "&s", &text) ? g_strdup (text) : NULL;
  notice->body = g_variant_lookup (facts, "body", "&s", &text) ? g_strdup (text) : g_strdup ("");
  notice->priority = g_variant_lookup (facts, "priority", "&s", &text) ? g_strdup (text) : NULL;
  target = g_variant_lookup_value (facts, "default-action-target", NULL);
  if (g_variant_lookup (facts, "default-action", "&s", &text))
    add_button (notice, "", text, target);
  buttons = g_variant_lookup_value (facts, "buttons", G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; buttons && i < g_variant_n_children (buttons); i++)
    {
      g_autoptr (GVariant) button = g_variant_get_child_value (buttons, i);
      g_autoptr (GVariant) of_button = g_variant_lookup_value (button, "target", NULL);
      g_assert_true (g_variant_lookup (button, "label", "&s", &label));
      g_assert_true (g_variant_lookup (button, "action", "&s", &action));
      add_button (notice, label, action, of_button);
    }
}

static GVariant *
on_portal (ZbFakeDesktop *self, const char *method, GVariant *parameters)
{
  const char *key;

  if (g_str_equal (method, "AddNotification"))
    {
      add (self, parameters);
      return NULL;
    }
  g_variant_get (parameters, "(&s)", &key);
  take_away (self, key);
  self->n_closed++;
  return NULL;
}

/* --- both ------------------------------------------------------------------------------------------------
 */

static void
on_call (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
         const char *method, GVariant *parameters, GDBusMethodInvocation *invocation, gpointer data)
{
  g_dbus_method_invocation_return_value (invocation, zb_fake_desktop_is_portal ()
                                                         ? on_portal (data, method, parameters)
                                                         : on_service (data, method, parameters));
}

static GVariant *
on_get (GDBusConnection *connection, const char *sender, const char *path, const char *interface,
        const char *property, GError **error, gpointer data)
{
  return g_variant_new_uint32 (1);
}

static void
on_name (GDBusConnection *connection, const char *name, gpointer data)
{
  ((ZbFakeDesktop *)data)->named = TRUE;
}

/**
 * zb_fake_desktop_start:
 *
 * Returns: (transfer full): a desktop that shows nothing yet
 */
ZbFakeDesktop *
zb_fake_desktop_start (void)
{
  static const GDBusInterfaceVTable table = { .method_call = on_call, .get_property = on_get };
  const gboolean portal = zb_fake_desktop_is_portal ();
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (portal ? portal_xml : service_xml, NULL);
  ZbFakeDesktop *self = g_new0 (ZbFakeDesktop, 1);

  self->shown = g_ptr_array_new_with_free_func (notice_free);
  self->bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  self->object = g_dbus_connection_register_object (
      self->bus, portal ? "/org/freedesktop/portal/desktop" : "/org/freedesktop/Notifications",
      node->interfaces[0], &table, self, NULL, NULL);
  self->name = g_bus_own_name_on_connection (
      self->bus, portal ? "org.freedesktop.portal.Desktop" : "org.freedesktop.Notifications",
      G_BUS_NAME_OWNER_FLAGS_NONE, on_name, NULL, self, NULL);
  zb_wait_for (self->named, 10000);
  /* Whoever watches for the name hears of it by the bus, too. */
  zb_wait (300);
  return self;
}

/**
 * zb_fake_desktop_stop:
 * @self: (transfer full): a desktop
 *
 * Ends it.
 */
void
zb_fake_desktop_stop (ZbFakeDesktop *self)
{
  g_bus_unown_name (self->name);
  g_dbus_connection_unregister_object (self->bus, self->object);
  g_object_unref (self->bus);
  g_ptr_array_unref (self->shown);
  g_free (self);
  zb_wait (200);
}

/**
 * zb_fake_desktop_find:
 * @self: a desktop
 * @words: what a notice says, or a part of it
 *
 * Returns: (transfer none) (nullable): a notice that is shown
 */
ZbFakeNotice *
zb_fake_desktop_find (ZbFakeDesktop *self, const char *words)
{
  for (guint i = 0; i < self->shown->len; i++)
    {
      ZbFakeNotice *notice = self->shown->pdata[i];
      if (strstr (notice->title, words) || strstr (notice->body, words))
        return notice;
    }
  return NULL;
}

static const char *
action_of (ZbFakeNotice *notice, const char *label)
{
  for (guint i = 0; i + 1 < notice->buttons->len; i += 2)
    if (g_str_equal (notice->buttons->pdata[i], label))
      return notice->buttons->pdata[i + 1];
  return NULL;
}

/* The portal starts the action itself, as the desktop's file says how. */
static void
activate (const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  g_assert_true (g_action_parse_detailed_name (action, &name, &target, NULL));
  g_assert_true (g_str_has_prefix (name, "app."));
  g_action_group_activate_action (G_ACTION_GROUP (g_application_get_default ()), name + 4, target);
}

/**
 * zb_fake_desktop_click:
 * @self: a desktop
 * @notice: one that it shows
 * @label: of a button, or "" for the notice itself
 *
 * Does what a click does: the notice is gone, too.
 */
void
zb_fake_desktop_click (ZbFakeDesktop *self, ZbFakeNotice *notice, const char *label)
{
  g_autofree char *key = g_strdup (notice->key);
  const char *action = action_of (notice, label);
  const guint number = (guint)g_ascii_strtoull (key, NULL, 10);

  g_assert_nonnull (action);
  if (zb_fake_desktop_is_portal ())
    activate (action);
  else
    g_dbus_connection_emit_signal (self->bus, NULL, "/org/freedesktop/Notifications",
                                   "org.freedesktop.Notifications", "ActionInvoked",
                                   g_variant_new ("(us)", number, action), NULL);
  take_away (self, key);
}
