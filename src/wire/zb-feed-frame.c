/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Frames of the feed and pages of lists. One bad event costs that event and nothing else: it is named among
 * the unreadable ones, so that it can be fetched by itself, and what stands beside it is read. */
#include "zb-feed-frame.h"

#include "zb-json.h"
#include "zb-spare-events.h"
#include "zb-time.h"

#include <math.h>

#define LEAST_HEARTBEAT 20
#define MOST_HEARTBEAT 60000
#define USUAL_HEARTBEAT 10000
#define ID_LIMIT 200
#define KIND_LIMIT 40
#define TYPE_LIMIT 40
#define MOST_OFFICERS 2000

static void
unreadable_free (gpointer data)
{
  ZbUnreadable *self = data;

  g_free (self->id);
  g_free (self->why);
  g_free (self);
}

static void
note_unreadable (GPtrArray *list, ZbKind kind, const char *id, const char *why)
{
  ZbUnreadable *self = g_new0 (ZbUnreadable, 1);

  self->kind = kind;
  self->id = g_strdup (id);
  self->why = g_strdup (why);
  g_ptr_array_add (list, self);
}

static const char *
text_of (yyjson_val *value)
{
  const char *text = yyjson_get_str (value);

  return text && *text ? text : NULL;
}

static const char *
get_text (yyjson_val *object, const char *name)
{
  return text_of (yyjson_obj_get (object, name));
}

static const char *
get_id (yyjson_val *object)
{
  const char *id = get_text (object, "id");

  return id && strlen (id) <= ID_LIMIT ? id : NULL;
}

static gint64
number_of (yyjson_val *value, gint64 otherwise)
{
  if (!yyjson_is_int (value) || (yyjson_is_uint (value) && yyjson_get_uint (value) > G_MAXINT64))
    return otherwise;
  return MAX (yyjson_get_sint (value), otherwise);
}

static gint64
get_number (yyjson_val *object, const char *name, gint64 otherwise)
{
  return number_of (yyjson_obj_get (object, name), otherwise);
}

static gint64
get_time (yyjson_val *object, const char *name)
{
  const char *text = get_text (object, name);
  gint64 time;

  return text && zb_time_parse (text, &time) ? time : 0;
}

static guint
get_heartbeat (yyjson_val *object)
{
  double seconds = yyjson_get_num (yyjson_obj_get (object, "heartbeat"));

  if (!isfinite (seconds) || seconds <= 0)
    return USUAL_HEARTBEAT;
  return (guint)CLAMP (seconds * 1000, LEAST_HEARTBEAT, MOST_HEARTBEAT);
}

/* --- events --------------------------------------------------------------------------------- */

/* What stands before the slash of a subject; none where it is of no kind that is known. */
static ZbKind
parse_kind (const char *subject, const char *slash)
{
  char nick[KIND_LIMIT + 1] = "";
  const gsize length = slash ? (gsize)(slash - subject) : 0;

  if (length == 0 || length > KIND_LIMIT)
    return ZB_KIND_NONE;
  memcpy (nick, subject, length);
  return (ZbKind)zb_choices_parse (&zb_kinds, nick);
}

/* Splits "alert/<id>". An entry of a case's timeline may be told under its case's name. */
static ZbKind
parse_subject (const char *type, const char *subject, yyjson_val *data, const char **id)
{
  const char *slash = subject ? strchr (subject, '/') : NULL;
  const ZbKind kind = parse_kind (subject, slash);

  *id = slash && slash[1] && strlen (slash + 1) <= ID_LIMIT ? slash + 1 : NULL;
  if (g_strcmp0 (type, "case.entry") == 0)
    {
      *id = get_id (data);
      return ZB_KIND_ENTRY;
    }
  return kind > ZB_KIND_NONE && kind < ZB_N_KINDS ? kind : ZB_KIND_NONE;
}

/* Into one that is done with, where there is one. */
static ZbEvent *
read_about (const char *type, ZbKind kind, gint64 seq, yyjson_val *data, GPtrArray **spare, GError **error)
{
  g_autoptr (ZbEvent) event = zb_spare_events_pop (spare, kind);
  g_autoptr (ZbEntity) entity = NULL;

  if (event)
    return zb_json_read_record_again ((ZbRecord *)event->entity, data, error)
               ? zb_event_renew (g_steal_pointer (&event), type, seq)
               : NULL;
  entity = zb_json_read_record_in_blocks (zb_kind_get_type (kind), data, error);
  return entity ? zb_event_new (type, entity, seq) : NULL;
}

static void
read_entity (ZbFeedFrame *self, const char *type, ZbKind kind, const char *id, gint64 seq, yyjson_val *data,
             GPtrArray **spare)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbEvent) event = read_about (type, kind, seq, data, spare, &error);

  if (event == NULL)
    note_unreadable (self->unreadable, kind, id, error->message);
  else if (g_strcmp0 (event->id, id) != 0)
    note_unreadable (self->unreadable, kind, id, "its subject and its data name two different things");
  else
    g_ptr_array_add (self->events, g_steal_pointer (&event));
}

/* Types are interned by the event for ever, so what could not be one of the contract's is not let in. */
static gboolean
is_type (const char *type)
{
  gsize length = 0;

  while (
      type && length <= TYPE_LIMIT &&
      (g_ascii_islower (type[length]) || type[length] == '.' || type[length] == '_' || type[length] == '-'))
    length++;
  return length > 0 && length <= TYPE_LIMIT && type[length] == '\0';
}

/* What an event is, and what it is about. */
typedef struct
{
  yyjson_val *type, *subject, *seq, *data;
} Members;

/* In one pass. Of two of one name the first counts. */
static Members
find_members (yyjson_val *value)
{
  Members self = { NULL };
  yyjson_obj_iter members = yyjson_obj_iter_with (value);
  yyjson_val *name;

  while ((name = yyjson_obj_iter_next (&members)))
    {
      yyjson_val **member = yyjson_equals_str (name, "type")      ? &self.type
                            : yyjson_equals_str (name, "subject") ? &self.subject
                            : yyjson_equals_str (name, "seq")     ? &self.seq
                            : yyjson_equals_str (name, "data")    ? &self.data
                                                                  : NULL;
      if (member && !*member)
        *member = yyjson_obj_iter_get_val (name);
    }
  return self;
}

static void
read_event (ZbFeedFrame *self, yyjson_val *value, GPtrArray **spare)
{
  const Members members = find_members (value);
  const char *type = text_of (members.type), *subject = text_of (members.subject);
  const gint64 seq = number_of (members.seq, 0);
  const char *id;
  ZbKind kind = parse_subject (type, subject, members.data, &id);

  if (!yyjson_is_obj (value) || !is_type (type) || (id == NULL && kind != ZB_KIND_NONE))
    note_unreadable (self->unreadable, kind, id, "it is no event");
  else if (kind == ZB_KIND_NONE)
    g_debug ("an event about %s, which this console does not know", subject ? subject : "nothing");
  else if (g_str_equal (type, "entity.removed"))
    g_ptr_array_add (self->events, zb_event_new_removed (kind, id, seq));
  else
    read_entity (self, type, kind, id, seq, members.data, spare);
}

static void
read_events (ZbFeedFrame *self, yyjson_val *list)
{
  GPtrArray *spare = NULL;
  yyjson_val *value;
  size_t at, most;

  yyjson_arr_foreach (list, at, most, value) read_event (self, value, &spare);
  zb_spare_events_give_back (&spare);
}

/* --- presence ------------------------------------------------------------------------------- */

/* A severity that is not known is none that could be muted here. */
static guint
read_muted (yyjson_val *list)
{
  guint muted = 0;
  yyjson_val *value;
  size_t at, most;

  yyjson_arr_foreach (list, at, most, value)
  {
    int severity = zb_choices_parse (&zb_severities, yyjson_get_str (value));
    if (severity > 0)
      muted |= 1u << severity;
  }
  return muted;
}

/* One who cannot be read is left out: the next frame names everybody anew. */
static GPtrArray *
read_officers (yyjson_val *list)
{
  GPtrArray *officers = g_ptr_array_new_with_free_func (g_object_unref);
  yyjson_val *value;
  size_t at, most;

  yyjson_arr_foreach (list, at, most, value)
  {
    ZbOfficer *officer = zb_json_read_record (ZB_TYPE_OFFICER, value, NULL);
    if (officer == NULL || officers->len >= MOST_OFFICERS)
      {
        g_clear_object (&officer);
        continue;
      }
    officer->muted = read_muted (yyjson_obj_get (value, "muted"));
    g_ptr_array_add (officers, officer);
  }
  return officers;
}

/* --- frames --------------------------------------------------------------------------------- */

static ZbFrameType
parse_type (const char *type)
{
  if (g_strcmp0 (type, "events") == 0)
    return ZB_FRAME_EVENTS;
  if (g_strcmp0 (type, "heartbeat") == 0)
    return ZB_FRAME_HEARTBEAT;
  if (g_strcmp0 (type, "hello") == 0)
    return ZB_FRAME_HELLO;
  if (g_strcmp0 (type, "reset") == 0)
    return ZB_FRAME_RESET;
  if (g_strcmp0 (type, "presence") == 0)
    return ZB_FRAME_PRESENCE;
  return ZB_FRAME_OTHER;
}

static ZbFeedFrame *
frame_new (void)
{
  ZbFeedFrame *self = g_new0 (ZbFeedFrame, 1);

  self->through = -1;
  self->events = g_ptr_array_new_with_free_func ((GDestroyNotify)zb_event_unref);
  self->unreadable = g_ptr_array_new_with_free_func (unreadable_free);
  return self;
}

/**
 * zb_feed_frame_free:
 * @self: (transfer full): a frame
 */
void
zb_feed_frame_free (ZbFeedFrame *self)
{
  g_free (self->log_id);
  g_free (self->reason);
  g_clear_pointer (&self->events, g_ptr_array_unref);
  g_ptr_array_unref (self->unreadable);
  g_clear_pointer (&self->officers, g_ptr_array_unref);
  g_free (self);
}

static gboolean
read_frame (ZbFeedFrame *self, yyjson_val *root, GError **error)
{
  self->type = parse_type (get_text (root, "type"));
  self->through = get_number (root, "through", -1);
  self->server_time = get_time (root, "server_time");
  self->log_id = g_strdup (get_text (root, "log_id"));
  self->seq = get_number (root, "seq", 0);
  self->oldest = get_number (root, "oldest", 0);
  self->heartbeat = get_heartbeat (root);
  self->reason = g_strdup (get_text (root, "reason"));
  read_events (self, yyjson_obj_get (root, "events"));
  if (self->type == ZB_FRAME_PRESENCE)
    self->officers = read_officers (yyjson_obj_get (root, "officers"));

  if (!yyjson_is_obj (root) || get_text (root, "type") == NULL)
    g_set_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_TYPE, "a frame must be an object with a type");
  else if (self->type == ZB_FRAME_HELLO && self->log_id == NULL)
    g_set_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_MISSING, "/log_id is missing");
  else if (self->type == ZB_FRAME_EVENTS && !yyjson_is_arr (yyjson_obj_get (root, "events")))
    g_set_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_TYPE, "/events must be an array");
  else if (self->type == ZB_FRAME_PRESENCE && !yyjson_is_arr (yyjson_obj_get (root, "officers")))
    g_set_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_TYPE, "/officers must be an array");
  else
    return TRUE;
  return FALSE;
}

/**
 * zb_feed_frame_parse:
 * @text: outside bytes
 * @length: how many
 * @error: return location for a #ZbJsonError
 *
 * Reads a frame of the feed. Only a frame that is no frame is an error; an event in it that cannot be read is
 * named in `unreadable`, and one about a kind of thing that is not known is left out.
 *
 * Returns: (transfer full) (nullable): the frame
 */
ZbFeedFrame *
zb_feed_frame_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (ZbJsonDoc) document = zb_json_parse (text, (gssize)length, error);
  g_autoptr (ZbFeedFrame) self = frame_new ();

  if (document == NULL || !read_frame (self, yyjson_doc_get_root (document), error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- lists ---------------------------------------------------------------------------------- */

/**
 * zb_list_page_free:
 * @self: (transfer full): a page
 */
void
zb_list_page_free (ZbListPage *self)
{
  g_ptr_array_unref (self->entities);
  g_ptr_array_unref (self->unreadable);
  g_free (self->next);
  g_free (self);
}

static void
read_item (ZbListPage *self, ZbKind kind, yyjson_val *value)
{
  g_autoptr (GError) error = NULL;
  ZbEntity *entity = zb_json_read_record_in_blocks (zb_kind_get_type (kind), value, &error);

  if (entity != NULL)
    g_ptr_array_add (self->entities, entity);
  else
    note_unreadable (self->unreadable, kind, get_id (value), error->message);
}

static void
read_items (ZbListPage *self, ZbKind kind, yyjson_val *list)
{
  yyjson_val *value;
  size_t at, most;

  yyjson_arr_foreach (list, at, most, value) read_item (self, kind, value);
}

/**
 * zb_list_page_parse:
 * @kind: what the list is of
 * @text: outside bytes
 * @length: how many
 * @error: return location for a #ZbJsonError
 *
 * Reads one page `{items, next}` of a list. May be called on any thread.
 *
 * Returns: (transfer full) (nullable): the page
 */
ZbListPage *
zb_list_page_parse (ZbKind kind, const char *text, gsize length, GError **error)
{
  g_autoptr (ZbJsonDoc) document = zb_json_parse (text, (gssize)length, error);
  yyjson_val *root = yyjson_doc_get_root (document);
  yyjson_val *items = yyjson_obj_get (root, "items");
  ZbListPage *self;

  if (document == NULL)
    return NULL;
  if (!yyjson_is_arr (items))
    {
      g_set_error (error, ZB_JSON_ERROR, ZB_JSON_ERROR_TYPE, "/items must be an array");
      return NULL;
    }

  self = g_new0 (ZbListPage, 1);
  self->entities = g_ptr_array_new_with_free_func (g_object_unref);
  self->unreadable = g_ptr_array_new_with_free_func (unreadable_free);
  self->next = g_strdup (get_text (root, "next"));
  read_items (self, kind, items);
  return self;
}
