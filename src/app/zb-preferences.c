/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-preferences.h"

#include "zb-query.h"

#include <json-glib/json-glib.h>

/**
 * ZbPreferences:
 *
 * What the platform keeps for the officer at the desk, wherever they sit. It is asked for once there is a
 * line, and not written before it was read; what changes is sent a moment later, all of it, as one command.
 *
 *   desk: an officer, a line ──▶ GET /me/preferences ──▶ known ──▶ who follows "known" takes theirs
 *   zb_preferences_set () ──▶ a moment ──▶ me.preferences ──▶ outbox
 */
struct _ZbPreferences
{
  GObject parent_instance;
  ZbDesk *desk;
  char *account;  /* whose they are */
  GVariant *kept; /* `a{sv}`; NULL while they are not known */
  ZbAnswer *answer;
  guint saving;
};

typedef enum
{
  PROP_DESK = 1,
  PROP_KNOWN,
} ZbPreferencesProperty;

static GParamSpec *properties[PROP_KNOWN + 1];

G_DEFINE_FINAL_TYPE (ZbPreferences, zb_preferences, G_TYPE_OBJECT)

#define COMMAND "me.preferences"
/* Several changes that follow each other, as when layers are chosen, are one command. */
#define SAVE_DELAY_MS 1000

static void
set_kept (ZbPreferences *self, GVariant *all)
{
  g_clear_pointer (&self->kept, g_variant_unref);
  self->kept = all ? g_variant_ref (all) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KNOWN]);
}

static void
forget_answer (ZbPreferences *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_data (self->answer, self);
  g_clear_object (&self->answer);
}

/* What the platform keeps is an object; that is all that is known of it here. */
static GVariant *
read_preferences (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  GVariant *all = json_gvariant_deserialize_data (g_bytes_get_data (bytes, NULL),
                                                  (gssize)g_bytes_get_size (bytes), "a{sv}", &error);

  if (!all)
    g_message ("Preferences: %s", error->message);
  return all ? g_variant_ref_sink (all) : NULL;
}

/* What still waits to be sent is newer than what the platform has. */
static GVariant *
find_unsent (ZbPreferences *self)
{
  GListModel *commands = zb_world_get_commands (zb_desk_get_world (self->desk));
  GVariant *last = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      const ZbCommandState state = zb_command_get_state (command);
      if (g_strcmp0 (zb_command_get_name (command), COMMAND) == 0 &&
          g_strcmp0 (zb_command_get_subject (command), self->account) == 0 &&
          (state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_SENDING))
        last = zb_command_get_args (command);
    }
  return last;
}

static void
on_answer (ZbPreferences *self)
{
  GVariant *unsent = find_unsent (self);
  g_autoptr (GVariant) all = NULL;

  if (zb_answer_get_state (self->answer) == ZB_ANSWER_PENDING)
    return;
  if (zb_answer_get_state (self->answer) == ZB_ANSWER_READY)
    all = unsent ? g_variant_ref (unsent) : read_preferences (zb_answer_get_bytes (self->answer));
  forget_answer (self);
  if (all)
    set_kept (self, all);
}

static void
ask (ZbPreferences *self)
{
  if (self->kept || self->answer || !self->account || !zb_desk_get_connected (self->desk))
    return;
  self->answer = zb_query_preferences (ZB_QUERY (zb_desk_get_link (self->desk)));
  g_signal_connect_swapped (self->answer, "notify::state", G_CALLBACK (on_answer), self);
  on_answer (self);
}

/* Another officer has sat down, or nobody sits here. */
static void
on_account (ZbPreferences *self)
{
  ZbAccount *account = zb_desk_get_account (self->desk);

  if (!g_set_str (&self->account, account ? ZB_ENTITY (account)->id : NULL))
    return;
  g_clear_handle_id (&self->saving, g_source_remove);
  forget_answer (self);
  set_kept (self, NULL);
  ask (self);
}

static gboolean
save (gpointer data)
{
  ZbPreferences *self = data;
  g_autoptr (ZbCommand) command = zb_command_new (COMMAND, self->account, self->kept);

  self->saving = 0;
  zb_desk_submit (self->desk, command);
  return G_SOURCE_REMOVE;
}

/**
 * zb_preferences_are_known:
 * @self: the preferences
 *
 * Returns: whether those of the officer at the desk are known; before that nothing can be set
 */
gboolean
zb_preferences_are_known (ZbPreferences *self)
{
  return self->kept != NULL;
}

/**
 * zb_preferences_get:
 * @self: the preferences
 * @name: of what
 *
 * Returns: (transfer full) (nullable): what was set; dictionaries as `a{sv}`, lists as arrays of anything
 */
GVariant *
zb_preferences_get (ZbPreferences *self, const char *name)
{
  return self->kept ? g_variant_lookup_value (self->kept, name, NULL) : NULL;
}

/**
 * zb_preferences_set:
 * @self: the preferences, which are known
 * @name: of what
 * @value: what the platform is to keep; a floating reference is taken
 *
 * Sends them in a moment. Nothing is sent where they have not changed.
 */
void
zb_preferences_set (ZbPreferences *self, const char *name, GVariant *value)
{
  g_autoptr (GVariant) wanted = g_variant_ref_sink (value);
  g_autoptr (GVariant) now = zb_preferences_get (self, name);
  GVariantDict all;

  g_return_if_fail (self->kept != NULL);
  if (now && g_variant_equal (now, wanted))
    return;
  g_variant_dict_init (&all, self->kept);
  g_variant_dict_insert_value (&all, name, wanted);
  g_variant_unref (self->kept);
  self->kept = g_variant_ref_sink (g_variant_dict_end (&all));
  if (!self->saving)
    self->saving = g_timeout_add (SAVE_DELAY_MS, save, self);
}

/* --- reading what came as JSON ------------------------------------------------------------ */

/**
 * zb_preferences_unbox:
 * @value: what was in a list or a dictionary of anything
 *
 * Returns: (transfer full): the value itself
 */
GVariant *
zb_preferences_unbox (GVariant *value)
{
  return g_variant_is_of_type (value, G_VARIANT_TYPE_VARIANT) ? g_variant_get_variant (value)
                                                              : g_variant_ref (value);
}

/**
 * zb_preferences_find:
 * @dictionary: (nullable): what should be a dictionary
 * @name: of what
 * @type: what it should be
 *
 * Returns: (transfer full) (nullable): the value, where there is one of that type
 */
GVariant *
zb_preferences_find (GVariant *dictionary, const char *name, const GVariantType *type)
{
  return dictionary && g_variant_is_of_type (dictionary, G_VARIANT_TYPE_VARDICT)
             ? g_variant_lookup_value (dictionary, name, type)
             : NULL;
}

/**
 * zb_preferences_read_strings:
 * @list: a list of anything
 *
 * Returns: (transfer full): the strings in it
 */
char **
zb_preferences_read_strings (GVariant *list)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (gsize i = 0; i < g_variant_n_children (list); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (list, i);
      g_autoptr (GVariant) item = zb_preferences_unbox (child);
      if (g_variant_is_of_type (item, G_VARIANT_TYPE_STRING))
        g_strv_builder_add (builder, g_variant_get_string (item, NULL));
    }
  return g_strv_builder_end (builder);
}

/* --- GObject ------------------------------------------------------------------------------ */

static void
zb_preferences_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbPreferences *self = ZB_PREFERENCES (object);

  switch ((ZbPreferencesProperty)id)
    {
    case PROP_DESK:
      g_value_set_object (value, self->desk);
      break;
    case PROP_KNOWN:
      g_value_set_boolean (value, self->kept != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_preferences_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DESK)
    ZB_PREFERENCES (object)->desk = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_preferences_constructed (GObject *object)
{
  ZbPreferences *self = ZB_PREFERENCES (object);

  G_OBJECT_CLASS (zb_preferences_parent_class)->constructed (object);
  g_signal_connect_object (self->desk, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->desk, "notify::connected", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  on_account (self);
}

static void
zb_preferences_dispose (GObject *object)
{
  ZbPreferences *self = ZB_PREFERENCES (object);

  g_clear_handle_id (&self->saving, g_source_remove);
  forget_answer (self);
  g_clear_pointer (&self->kept, g_variant_unref);
  g_clear_pointer (&self->account, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (zb_preferences_parent_class)->dispose (object);
}

static void
zb_preferences_class_init (ZbPreferencesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = zb_preferences_constructed;
  object_class->get_property = zb_preferences_get_property;
  object_class->set_property = zb_preferences_set_property;
  object_class->dispose = zb_preferences_dispose;
  properties[PROP_DESK] = g_param_spec_object (
      "desk", NULL, NULL, ZB_TYPE_DESK, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_KNOWN] = g_param_spec_boolean (
      "known", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_preferences_init (ZbPreferences *self)
{
}

/**
 * zb_preferences_new:
 * @desk: at which the officer sits
 *
 * Returns: (transfer full): their preferences, not known yet
 */
ZbPreferences *
zb_preferences_new (ZbDesk *desk)
{
  return g_object_new (ZB_TYPE_PREFERENCES, "desk", desk, NULL);
}
