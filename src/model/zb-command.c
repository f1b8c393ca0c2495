/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-command.h"

#include "zb-now.h"
#include "zb-uuid.h"

/**
 * ZbCommand:
 *
 * What an officer has done: its name ("alert.verdict"), what it is done to, and its arguments. It
 * keeps one key for ever, so that it takes effect once however often it is sent. Views show its
 * state beside the entity's confirmed fields.
 */
struct _ZbCommand
{
  GObject parent_instance;
  char *key;
  const char *name;
  char *subject;
  GVariant *args;
  char *follows;
  char *if_match;
  char *title;
  gint64 made_at, accepted_at;
  ZbCommandState state;
  gboolean was_sent;
  guint n_undecided;
  ZbProblem *problem;
};

/* A platform that is just starting fails as often, and decides then. */
#define MOST_UNDECIDED 5

typedef enum
{
  PROP_KEY = 1,
  PROP_NAME,
  PROP_SUBJECT,
  PROP_TITLE,
  PROP_MADE_AT,
  PROP_STATE,
  PROP_PROBLEM,
} Property;

static GParamSpec *properties[PROP_PROBLEM + 1];

G_DEFINE_FINAL_TYPE (ZbCommand, zb_command, G_TYPE_OBJECT)

static void
zb_command_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbCommand *self = ZB_COMMAND (object);

  switch ((Property)id)
    {
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_SUBJECT:
      g_value_set_string (value, self->subject);
      break;
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;
    case PROP_MADE_AT:
      g_value_set_int64 (value, self->made_at);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_command_finalize (GObject *object)
{
  ZbCommand *self = ZB_COMMAND (object);

  g_free (self->key);
  g_free (self->subject);
  g_clear_pointer (&self->args, g_variant_unref);
  g_free (self->follows);
  g_free (self->if_match);
  g_free (self->title);
  g_clear_object (&self->problem);
  G_OBJECT_CLASS (zb_command_parent_class)->finalize (object);
}

static void
zb_command_class_init (ZbCommandClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_command_get_property;
  object_class->finalize = zb_command_finalize;
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_SUBJECT] = g_param_spec_string ("subject", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_MADE_AT] = g_param_spec_int64 ("made-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_STATE] =
      g_param_spec_int ("state", NULL, NULL, ZB_COMMAND_HELD, ZB_COMMAND_WITHDRAWN, ZB_COMMAND_QUEUED, flags);
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, ZB_TYPE_PROBLEM, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_command_init (ZbCommand *self)
{
  self->state = ZB_COMMAND_QUEUED;
}

/**
 * zb_command_new:
 * @name: what is done, such as "alert.claim"
 * @subject: the id of what it is done to
 * @args: (nullable): its arguments, `a{sv}`; a floating reference is taken
 *
 * Returns: (transfer full): a command made now, with a key of its own
 */
ZbCommand *
zb_command_new (const char *name, const char *subject, GVariant *args)
{
  g_autofree char *key = zb_uuid_new ();
  return zb_command_new_full (key, name, subject, args, NULL, g_get_real_time ());
}

/**
 * zb_command_new_full:
 * @key: its idempotency key
 * @name: what is done
 * @subject: the id of what it is done to
 * @args: (nullable): its arguments, `a{sv}`; a floating reference is taken
 * @follows: (nullable): the key of the command that has to be accepted first
 * @made_at: when the officer acted, µs UTC
 *
 * Returns: (transfer full): a command as the outbox kept it
 */
ZbCommand *
zb_command_new_full (const char *key, const char *name, const char *subject, GVariant *args,
                     const char *follows, gint64 made_at)
{
  ZbCommand *self = g_object_new (ZB_TYPE_COMMAND, NULL);
  self->key = g_strdup (key);
  self->name = g_intern_string (name);
  self->subject = g_strdup (subject);
  self->args = g_variant_ref_sink (args ? args : g_variant_new ("a{sv}", NULL));
  self->follows = g_strdup (follows);
  self->made_at = made_at;
  return self;
}

/**
 * zb_command_get_key:
 * @self: a command
 *
 * Returns: (transfer none): its idempotency key
 */
const char *
zb_command_get_key (ZbCommand *self)
{
  return self->key;
}

/**
 * zb_command_get_name:
 * @self: a command
 *
 * Returns: (transfer none): what is done, an interned string
 */
const char *
zb_command_get_name (ZbCommand *self)
{
  return self->name;
}

/**
 * zb_command_get_subject:
 * @self: a command
 *
 * Returns: (transfer none): the id of what it is done to
 */
const char *
zb_command_get_subject (ZbCommand *self)
{
  return self->subject;
}

/**
 * zb_command_is_record:
 * @self: a command
 *
 * Returns: whether it tells of what was done at this seat already, as that a case was printed: it changes
 *   nothing that another command rests on, and it cannot be taken back
 */
gboolean
zb_command_is_record (ZbCommand *self)
{
  return g_strcmp0 (zb_command_get_name (self), "case.print") == 0;
}

/**
 * zb_command_can_be_withdrawn:
 * @self: a command
 *
 * Returns: whether it can still be taken back: it is not on its way, was not before either, and is no record
 */
gboolean
zb_command_can_be_withdrawn (ZbCommand *self)
{
  const ZbCommandState state = zb_command_get_state (self);

  return !zb_command_is_record (self) && !self->was_sent &&
         (state == ZB_COMMAND_HELD || state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_ASKING);
}

/**
 * zb_command_can_be_given_up:
 * @self: a command
 *
 * Returns: whether the officer is asked about it, or the platform fails at it again and again, and it can not
 * be taken back because the platform may have done it: all that can be decided is that it is not sent again
 */
gboolean
zb_command_can_be_given_up (ZbCommand *self)
{
  if (zb_command_can_be_withdrawn (self))
    return FALSE;
  return (self->state == ZB_COMMAND_ASKING && self->was_sent) ||
         (self->state == ZB_COMMAND_QUEUED && self->n_undecided >= MOST_UNDECIDED);
}

/**
 * zb_command_get_n_undecided:
 * @self: a command
 *
 * Returns: how often it was sent with a line there, and the platform has not decided it
 */
guint
zb_command_get_n_undecided (ZbCommand *self)
{
  return self->n_undecided;
}

/**
 * zb_command_set_n_undecided:
 * @self: a command
 * @n: how often it was sent and not decided
 *
 * For the outbox, before it sets the state.
 */
void
zb_command_set_n_undecided (ZbCommand *self, guint n)
{
  self->n_undecided = n;
}

/**
 * zb_command_get_args:
 * @self: a command
 *
 * Returns: (transfer none): its arguments, `a{sv}`
 */
GVariant *
zb_command_get_args (ZbCommand *self)
{
  return self->args;
}

/**
 * zb_command_get_follows:
 * @self: a command
 *
 * Returns: (transfer none) (nullable): the key of the command that has to be accepted first
 */
const char *
zb_command_get_follows (ZbCommand *self)
{
  return self->follows;
}

/**
 * zb_command_set_follows:
 * @self: a command not yet submitted
 * @key: (nullable): the key of the command that has to be accepted first
 */
void
zb_command_set_follows (ZbCommand *self, const char *key)
{
  g_set_str (&self->follows, key);
}

/**
 * zb_command_get_if_match:
 * @self: a command
 *
 * Returns: (transfer none) (nullable): the revision that an edit rests on
 */
const char *
zb_command_get_if_match (ZbCommand *self)
{
  return self->if_match;
}

/**
 * zb_command_set_if_match:
 * @self: a command not yet submitted
 * @revision: (nullable): the revision that the edit rests on
 */
void
zb_command_set_if_match (ZbCommand *self, const char *revision)
{
  g_set_str (&self->if_match, revision);
}

/**
 * zb_command_get_title:
 * @self: a command
 *
 * Returns: (transfer none) (nullable): what it is called in the outbox
 */
const char *
zb_command_get_title (ZbCommand *self)
{
  return self->title;
}

/**
 * zb_command_set_title:
 * @self: a command
 * @title: (nullable): what it is called in the outbox, without personal data
 */
void
zb_command_set_title (ZbCommand *self, const char *title)
{
  if (g_set_str (&self->title, title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * zb_command_get_made_at:
 * @self: a command
 *
 * Returns: when the officer acted, µs UTC
 */
gint64
zb_command_get_made_at (ZbCommand *self)
{
  return self->made_at;
}

/**
 * zb_command_get_accepted_at:
 * @self: a command
 *
 * Returns: when the platform's confirmation came, µs UTC; 0 before that
 */
gint64
zb_command_get_accepted_at (ZbCommand *self)
{
  return self->accepted_at;
}

/**
 * zb_command_get_state:
 * @self: a command
 *
 * Returns: how far it has come
 */
ZbCommandState
zb_command_get_state (ZbCommand *self)
{
  return self->state;
}

/**
 * zb_command_get_was_sent:
 * @self: a command
 *
 * Returns: whether the platform may have done it: it was on its way, and no answer has said otherwise
 */
gboolean
zb_command_get_was_sent (ZbCommand *self)
{
  return self->was_sent;
}

/**
 * zb_command_set_was_sent:
 * @self: a command
 * @was_sent: whether the platform may have done it
 *
 * For the outbox alone. It is told to nobody by itself: its state changes with it.
 */
void
zb_command_set_was_sent (ZbCommand *self, gboolean was_sent)
{
  self->was_sent = was_sent;
}

/**
 * zb_command_get_problem:
 * @self: a command
 *
 * Returns: (transfer none) (nullable): why it was refused, or what hinders it
 */
ZbProblem *
zb_command_get_problem (ZbCommand *self)
{
  return self->problem;
}

/**
 * zb_command_set_state:
 * @self: a command
 * @state: how far it has come
 * @problem: (nullable) (transfer none): why it was refused, or what hinders it
 *
 * For the outbox alone.
 */
void
zb_command_set_state (ZbCommand *self, ZbCommandState state, ZbProblem *problem)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      self->accepted_at = state == ZB_COMMAND_ACCEPTED ? zb_now () : 0;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  if (g_set_object (&self->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  g_object_thaw_notify (G_OBJECT (self));
}
