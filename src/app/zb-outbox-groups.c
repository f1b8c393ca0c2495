/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-outbox-groups.h"

/**
 * ZbOutboxGroups:
 *
 * The commands of a world that the platform has not confirmed, for the page that shows them: those of one
 * state, together with what else was done to the same thing; the thing that something was done to first comes
 * first, and each group is in the order in which it was done.
 */
struct _ZbOutboxGroups
{
  GObject parent_instance;
  ZbWorld *world;
  GListModel *commands;
  GtkSortListModel *model;
  GtkFilter *filter;
  GtkSorter *sections, *order;
  GHashTable *places; /* a subject → where its first command stands; NULL where that is to be found anew */
  ZbOutboxFilter shown;
};

G_DEFINE_FINAL_TYPE (ZbOutboxGroups, zb_outbox_groups, G_TYPE_OBJECT)

static gboolean
fits (ZbCommand *command, ZbOutboxFilter filter)
{
  const ZbCommandState state = zb_command_get_state (command);

  switch (filter)
    {
    case ZB_OUTBOX_WAITING:
      return state == ZB_COMMAND_HELD || state == ZB_COMMAND_QUEUED || state == ZB_COMMAND_SENDING;
    case ZB_OUTBOX_ASKING:
      return state == ZB_COMMAND_ASKING;
    case ZB_OUTBOX_REFUSED:
      return state == ZB_COMMAND_REFUSED;
    case ZB_OUTBOX_ALL:
    default:
      return TRUE;
    }
}

static gboolean
is_shown (gpointer command, gpointer data)
{
  return fits (command, ZB_OUTBOX_GROUPS (data)->shown);
}

/* How an officer likes the screen is about nothing that has an id. */
static const char *
subject_of (ZbCommand *command)
{
  const char *subject = zb_command_get_subject (command);

  return subject ? subject : "";
}

static GHashTable *
find_places (ZbOutboxGroups *self)
{
  GHashTable *places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (self->commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (self->commands, i);
      if (!g_hash_table_contains (places, subject_of (command)))
        g_hash_table_insert (places, g_strdup (subject_of (command)), GUINT_TO_POINTER (i));
    }
  return places;
}

/* They are in the order in which they were done. */
static guint
get_place (ZbOutboxGroups *self, ZbCommand *command)
{
  if (!self->places)
    self->places = find_places (self);
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->places, subject_of (command)));
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint one = get_place (data, (ZbCommand *)a), other = get_place (data, (ZbCommand *)b);

  return one < other ? GTK_ORDERING_SMALLER : one > other ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

static void
forget_places (ZbOutboxGroups *self)
{
  g_clear_pointer (&self->places, g_hash_table_unref);
}

static int
compare_times (gconstpointer a, gconstpointer b, gpointer data)
{
  const gint64 one = zb_command_get_made_at ((ZbCommand *)a), other = zb_command_get_made_at ((ZbCommand *)b);

  return one < other ? GTK_ORDERING_SMALLER : one > other ? GTK_ORDERING_LARGER : GTK_ORDERING_EQUAL;
}

static void
on_pending_changed (ZbOutboxGroups *self)
{
  gtk_sorter_changed (self->sections, GTK_SORTER_CHANGE_DIFFERENT);
  if (self->shown != ZB_OUTBOX_ALL)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
make_model (ZbOutboxGroups *self)
{
  GtkFilterListModel *filtered;

  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  self->sections = GTK_SORTER (gtk_custom_sorter_new (compare_groups, self, NULL));
  self->order = GTK_SORTER (gtk_custom_sorter_new (compare_times, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (self->commands), g_object_ref (self->filter));
  self->model = gtk_sort_list_model_new (G_LIST_MODEL (filtered), g_object_ref (self->order));
  gtk_sort_list_model_set_section_sorter (self->model, self->sections);
}

/**
 * zb_outbox_groups_new:
 * @world: where the commands are
 *
 * Returns: (transfer full): all of them, in groups
 */
ZbOutboxGroups *
zb_outbox_groups_new (ZbWorld *world)
{
  ZbOutboxGroups *self = g_object_new (ZB_TYPE_OUTBOX_GROUPS, NULL);

  self->world = g_object_ref (world);
  self->commands = g_object_ref (zb_world_get_commands (world));
  g_signal_connect_object (self->commands, "items-changed", G_CALLBACK (forget_places), self,
                           G_CONNECT_SWAPPED);
  make_model (self);
  g_signal_connect_object (world, "pending-changed", G_CALLBACK (on_pending_changed), self,
                           G_CONNECT_SWAPPED);
  return self;
}

/**
 * zb_outbox_groups_get_model:
 * @self: the groups
 *
 * Returns: (transfer none): #ZbCommand, with a section for each thing
 */
GListModel *
zb_outbox_groups_get_model (ZbOutboxGroups *self)
{
  return G_LIST_MODEL (self->model);
}

/**
 * zb_outbox_groups_set_filter:
 * @self: the groups
 * @filter: which of them
 */
void
zb_outbox_groups_set_filter (ZbOutboxGroups *self, ZbOutboxFilter filter)
{
  if (self->shown == filter)
    return;
  self->shown = filter;
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * zb_outbox_groups_count:
 * @self: the groups
 * @filter: which of them
 *
 * Returns: how many there are, shown or not
 */
guint
zb_outbox_groups_count (ZbOutboxGroups *self, ZbOutboxFilter filter)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (self->commands); i++)
    {
      g_autoptr (ZbCommand) command = g_list_model_get_item (self->commands, i);
      count += fits (command, filter);
    }
  return count;
}

static void
zb_outbox_groups_dispose (GObject *object)
{
  ZbOutboxGroups *self = ZB_OUTBOX_GROUPS (object);

  /* Whoever still shows the model must not ask us any more. */
  if (self->model)
    gtk_sort_list_model_set_model (self->model, NULL);
  g_clear_object (&self->model);
  g_clear_object (&self->filter);
  g_clear_object (&self->sections);
  g_clear_object (&self->order);
  forget_places (self);
  g_clear_object (&self->commands);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_outbox_groups_parent_class)->dispose (object);
}

static void
zb_outbox_groups_class_init (ZbOutboxGroupsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_outbox_groups_dispose;
}

static void
zb_outbox_groups_init (ZbOutboxGroups *self)
{
}
