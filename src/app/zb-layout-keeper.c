/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-layout-keeper.h"

#include "zb-layouts.h"
#include "zb-query.h"
#include "zb-words.h"

/**
 * ZbLayoutKeeper:
 *
 * Keeps an officer's named layouts at the platform. They are asked for whenever there is a line again, and
 * until then the last known ones are shown; what the page changes in the list becomes commands, which wait in
 * the outbox where there is no line.
 *
 *   desk: an officer, a line ──▶ GET /layouts, and what still waits to be sent ──▶ the page's list
 *   the page's list ──▶ what is new, other or gone ──▶ layout.save, layout.remove ──▶ outbox
 */
struct _ZbLayoutKeeper
{
  GObject parent_instance;
  ZbDesk *desk;
  ZbVideoPage *page;   /* not owned: the window has both */
  char *account;       /* whose they are */
  GListStore *layouts; /* NULL while they are not known */
  GHashTable *kept;    /* id → ZbLayout, as it was last told or heard */
  GPtrArray *doing;    /* ZbCommand that the platform has not answered */
  ZbAnswer *answer;
  gboolean taking;   /* what is changed in the list now is what was heard */
  gboolean outdated; /* something was done since it was asked */
};

G_DEFINE_FINAL_TYPE (ZbLayoutKeeper, zb_layout_keeper, G_TYPE_OBJECT)

#define SAVE "layout.save"
#define REMOVE "layout.remove"

static void ask (ZbLayoutKeeper *self);

/* --- what waits to be sent is newer than what the platform has ----------------------------------------- */

static ZbLayout *
read_args (const char *id, GVariant *args)
{
  ZbLayout *layout = g_object_new (ZB_TYPE_LAYOUT, NULL);

  layout->id = g_strdup (id);
  g_variant_lookup (args, "name", "s", &layout->name);
  g_variant_lookup (args, "shape", "s", &layout->shape);
  g_variant_lookup (args, "cameras", "^as", &layout->cameras);
  g_variant_lookup (args, "seconds", "x", &layout->seconds);
  return layout;
}

static guint
find_position (GPtrArray *items, const char *id)
{
  guint i = 0;

  while (i < items->len && g_strcmp0 (ZB_LAYOUT (items->pdata[i])->id, id) != 0)
    i++;
  return i;
}

static void
apply (GPtrArray *items, ZbCommand *command)
{
  const char *id = zb_command_get_subject (command);
  const guint position = find_position (items, id);

  if (position < items->len)
    g_ptr_array_remove_index (items, position);
  if (g_str_equal (zb_command_get_name (command), SAVE))
    g_ptr_array_insert (items, (int)position, read_args (id, zb_command_get_args (command)));
}

static gboolean
is_unsent (ZbCommand *command)
{
  const ZbCommandState state = zb_command_get_state (command);
  const char *name = zb_command_get_name (command);

  return (g_str_equal (name, SAVE) || g_str_equal (name, REMOVE)) &&
         (state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_SENDING);
}

/* Those that were left from before, and those of now, which the world does not show until they are on disk.
 */
static void
apply_unsent (ZbLayoutKeeper *self, GPtrArray *items)
{
  GListModel *commands = zb_world_get_commands (zb_desk_get_world (self->desk));

  for (guint i = 0; i < g_list_model_get_n_items (commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (commands, i);
      if (is_unsent (command))
        apply (items, command);
    }
  for (guint i = 0; i < self->doing->len; i++)
    apply (items, self->doing->pdata[i]);
}

/* --- what is heard ---------------------------------------------------------------------------------- */

static GPtrArray *
list_items (ZbLayoutKeeper *self)
{
  GListModel *heard = zb_answer_get_items (self->answer);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (heard); i++)
    g_ptr_array_add (items, g_list_model_get_item (heard, i));
  apply_unsent (self, items);
  return items;
}

static void
keep (ZbLayoutKeeper *self)
{
  const guint n = g_list_model_get_n_items (G_LIST_MODEL (self->layouts));

  g_hash_table_remove_all (self->kept);
  for (guint i = 0; i < n; i++)
    {
      ZbLayout *layout = g_list_model_get_item (G_LIST_MODEL (self->layouts), i);
      g_hash_table_insert (self->kept, g_strdup (layout->id), layout);
    }
}

static void
forget_answer (ZbLayoutKeeper *self)
{
  if (self->answer)
    g_signal_handlers_disconnect_by_data (self->answer, self);
  g_clear_object (&self->answer);
}

/* --- what is changed -------------------------------------------------------------------------------- */

static GVariant *
write_args (const ZbLayout *layout)
{
  const char *const none[] = { NULL };
  const char *const *cameras = layout->cameras ? (const char *const *)layout->cameras : none;
  GVariantDict args;

  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "name", "s", layout->name);
  g_variant_dict_insert (&args, "shape", "s", layout->shape ? layout->shape : "");
  g_variant_dict_insert_value (&args, "cameras", g_variant_new_strv (cameras, -1));
  g_variant_dict_insert (&args, "seconds", "x", layout->seconds);
  return g_variant_dict_end (&args);
}

/* What the platform refused is not as the list says: it is asked how it stands. */
static void
on_command_state (ZbCommand *command, GParamSpec *pspec, ZbLayoutKeeper *self)
{
  const ZbCommandState state = zb_command_get_state (command);
  const gboolean over = state == ZB_COMMAND_ACCEPTED || state == ZB_COMMAND_REFUSED;

  if (!over || !g_ptr_array_remove (self->doing, command))
    return;
  self->outdated = TRUE;
  if (state != ZB_COMMAND_REFUSED)
    return;
  if (self->page)
    zb_video_page_say (self->page, zb_words_problem (zb_command_get_problem (command)));
  ask (self);
}

static void
submit (ZbLayoutKeeper *self, const char *name, const char *id, GVariant *args)
{
  g_autoptr (GVariant) given = g_variant_ref_sink (args);
  g_autoptr (ZbCommand) command = zb_command_new (name, id, given);

  g_signal_connect_object (command, "notify::state", G_CALLBACK (on_command_state), self, G_CONNECT_DEFAULT);
  self->outdated = TRUE;
  g_ptr_array_add (self->doing, g_object_ref (command));
  zb_desk_submit (self->desk, command);
}

static void
save_changed (ZbLayoutKeeper *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->layouts)); i++)
    {
      g_autoptr (ZbLayout) layout = g_list_model_get_item (G_LIST_MODEL (self->layouts), i);
      if (g_hash_table_lookup (self->kept, layout->id) != layout)
        submit (self, SAVE, layout->id, write_args (layout));
    }
}

static void
remove_gone (ZbLayoutKeeper *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (!zb_layouts_find (self->layouts, id, NULL))
      submit (self, REMOVE, id, g_variant_new ("a{sv}", NULL));
}

static void
on_changed (ZbLayoutKeeper *self)
{
  if (self->taking)
    return;
  remove_gone (self);
  save_changed (self);
  keep (self);
}

static void
set_layouts (ZbLayoutKeeper *self, GListStore *layouts)
{
  if (self->layouts)
    g_signal_handlers_disconnect_by_data (self->layouts, self);
  g_set_object (&self->layouts, layouts);
  if (layouts)
    g_signal_connect_object (layouts, "items-changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  if (self->page)
    g_object_set (self->page, "layouts", layouts, NULL);
}

/* The list stays the same one, so that a menu that is open stays open. */
static void
take (ZbLayoutKeeper *self)
{
  g_autoptr (GPtrArray) items = list_items (self);
  g_autoptr (GListStore) fresh = self->layouts ? NULL : zb_layouts_new ();

  self->taking = TRUE;
  if (fresh)
    set_layouts (self, fresh);
  g_list_store_splice (self->layouts, 0, g_list_model_get_n_items (G_LIST_MODEL (self->layouts)),
                       items->pdata, items->len);
  self->taking = FALSE;
  keep (self);
}

static void
on_answer (ZbLayoutKeeper *self)
{
  gboolean ready;

  if (zb_answer_get_state (self->answer) == ZB_ANSWER_PENDING)
    return;
  ready = zb_answer_get_state (self->answer) == ZB_ANSWER_READY;
  if (ready && !self->outdated)
    take (self);
  forget_answer (self);
  if (ready && self->outdated)
    ask (self);
}

static void
ask (ZbLayoutKeeper *self)
{
  if (self->answer || !self->account || !zb_desk_get_connected (self->desk))
    return;
  self->outdated = FALSE;
  self->answer = zb_query_layouts (ZB_QUERY (zb_desk_get_link (self->desk)));
  g_signal_connect_swapped (self->answer, "notify::state", G_CALLBACK (on_answer), self);
  on_answer (self);
}

/* Another officer has sat down, or nobody sits here. */
static void
on_account (ZbLayoutKeeper *self)
{
  ZbAccount *account = zb_desk_get_account (self->desk);

  if (!g_set_str (&self->account, account ? ZB_ENTITY (account)->id : NULL))
    return;
  forget_answer (self);
  set_layouts (self, NULL);
  g_hash_table_remove_all (self->kept);
  g_ptr_array_set_size (self->doing, 0);
  ask (self);
}

/* --- GObject ---------------------------------------------------------------------------------------- */

static void
zb_layout_keeper_dispose (GObject *object)
{
  ZbLayoutKeeper *self = ZB_LAYOUT_KEEPER (object);

  forget_answer (self);
  g_clear_weak_pointer (&self->page);
  g_clear_object (&self->layouts);
  g_clear_pointer (&self->kept, g_hash_table_unref);
  g_clear_pointer (&self->doing, g_ptr_array_unref);
  g_clear_pointer (&self->account, g_free);
  g_clear_object (&self->desk);
  G_OBJECT_CLASS (zb_layout_keeper_parent_class)->dispose (object);
}

static void
zb_layout_keeper_class_init (ZbLayoutKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_layout_keeper_dispose;
}

static void
zb_layout_keeper_init (ZbLayoutKeeper *self)
{
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->doing = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * zb_layout_keeper_new:
 * @desk: at which the officer sits
 * @page: the page whose tiles they arrange
 *
 * Returns: (transfer full): who keeps the layouts that they have given a name
 */
ZbLayoutKeeper *
zb_layout_keeper_new (ZbDesk *desk, ZbVideoPage *page)
{
  ZbLayoutKeeper *self = g_object_new (ZB_TYPE_LAYOUT_KEEPER, NULL);

  self->desk = g_object_ref (desk);
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (desk, "notify::account", G_CALLBACK (on_account), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (desk, "notify::connected", G_CALLBACK (ask), self, G_CONNECT_SWAPPED);
  on_account (self);
  return self;
}
