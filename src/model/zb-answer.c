/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-answer.h"

/**
 * ZbAnswer:
 *
 * What was asked for rather than pushed: a list, or the bytes of a file. It is handed out at once
 * and fills later, so that a view binds to it and waits for nothing. Dropping the last reference
 * is how one stops asking.
 */
struct _ZbAnswer
{
  GObject parent_instance;
  ZbAnswerState state;
  ZbProblem *problem;
  GListStore *items;
  GBytes *bytes;
};

typedef enum
{
  PROP_STATE = 1,
  PROP_PROBLEM,
  PROP_ITEMS,
  PROP_BYTES,
} Property;

static GParamSpec *properties[PROP_BYTES + 1];

G_DEFINE_FINAL_TYPE (ZbAnswer, zb_answer, G_TYPE_OBJECT)

static void
zb_answer_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbAnswer *self = ZB_ANSWER (object);

  switch ((Property)id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->state);
      break;
    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;
    case PROP_ITEMS:
      g_value_set_object (value, self->items);
      break;
    case PROP_BYTES:
      g_value_set_boxed (value, self->bytes);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
zb_answer_finalize (GObject *object)
{
  ZbAnswer *self = ZB_ANSWER (object);

  g_clear_object (&self->problem);
  g_clear_object (&self->items);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  G_OBJECT_CLASS (zb_answer_parent_class)->finalize (object);
}

static void
zb_answer_class_init (ZbAnswerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_answer_get_property;
  object_class->finalize = zb_answer_finalize;
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, 0, ZB_ANSWER_FAILED, 0, flags);
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, ZB_TYPE_PROBLEM, flags);
  properties[PROP_ITEMS] = g_param_spec_object ("items", NULL, NULL, G_TYPE_LIST_MODEL, flags);
  properties[PROP_BYTES] = g_param_spec_boxed ("bytes", NULL, NULL, G_TYPE_BYTES, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
zb_answer_init (ZbAnswer *self)
{
}

/**
 * zb_answer_new:
 * @item_type: what its list holds; #G_TYPE_OBJECT where it has bytes instead
 *
 * Returns: (transfer full): an answer that has not come yet
 */
ZbAnswer *
zb_answer_new (GType item_type)
{
  ZbAnswer *self = g_object_new (ZB_TYPE_ANSWER, NULL);
  self->items = g_list_store_new (item_type);
  return self;
}

/**
 * zb_answer_get_state:
 * @self: an answer
 *
 * Returns: whether it has come
 */
ZbAnswerState
zb_answer_get_state (ZbAnswer *self)
{
  return self->state;
}

/**
 * zb_answer_get_problem:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): why it will not come
 */
ZbProblem *
zb_answer_get_problem (ZbAnswer *self)
{
  return self->problem;
}

/**
 * zb_answer_get_items:
 * @self: an answer
 *
 * Returns: (transfer none): its list, empty until it has come
 */
GListModel *
zb_answer_get_items (ZbAnswer *self)
{
  return G_LIST_MODEL (self->items);
}

/**
 * zb_answer_get_bytes:
 * @self: an answer
 *
 * Returns: (transfer none) (nullable): the file
 */
GBytes *
zb_answer_get_bytes (ZbAnswer *self)
{
  return self->bytes;
}

static void
set_state (ZbAnswer *self, ZbAnswerState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * zb_answer_set_items:
 * @self: an answer
 * @items: (element-type GObject): what came
 *
 * For whoever asked on the view's behalf.
 */
void
zb_answer_set_items (ZbAnswer *self, GPtrArray *items)
{
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), items->pdata,
                       items->len);
  set_state (self, ZB_ANSWER_READY);
}

/**
 * zb_answer_set_bytes:
 * @self: an answer
 * @bytes: (transfer none): the file
 *
 * For whoever asked on the view's behalf.
 */
void
zb_answer_set_bytes (ZbAnswer *self, GBytes *bytes)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_bytes_ref (bytes);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BYTES]);
  set_state (self, ZB_ANSWER_READY);
}

/**
 * zb_answer_fail:
 * @self: an answer
 * @problem: (transfer none): why it will not come
 *
 * For whoever asked on the view's behalf.
 */
void
zb_answer_fail (ZbAnswer *self, ZbProblem *problem)
{
  if (g_set_object (&self->problem, problem))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  set_state (self, ZB_ANSWER_FAILED);
}
