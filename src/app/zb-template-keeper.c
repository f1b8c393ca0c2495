/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-template-keeper.h"

#include "zb-template.h"

/**
 * ZbTemplateKeeper:
 *
 * Remembers for an officer the texts that they dispatch with: among their preferences, as the layer sets of
 * the map are, so that they have them at any seat.
 */
struct _ZbTemplateKeeper
{
  GObject parent_instance;
  ZbPreferences *preferences;
  GListStore *templates; /* NULL while it is not known whose they are */
};

G_DEFINE_FINAL_TYPE (ZbTemplateKeeper, zb_template_keeper, G_TYPE_OBJECT)

/* Among the officer's preferences: [{"name": …, "kind": …, "description": …, "task": …, "organisations": […],
 * "checklist": […]}] */
#define NAME "templates"

static char *
read_text (GVariant *one, const char *name)
{
  g_autoptr (GVariant) text = zb_preferences_find (one, name, G_VARIANT_TYPE_STRING);

  return text ? g_variant_dup_string (text, NULL) : NULL;
}

static char **
read_texts (GVariant *one, const char *name)
{
  g_autoptr (GVariant) list = zb_preferences_find (one, name, G_VARIANT_TYPE_ARRAY);

  return list ? zb_preferences_read_strings (list) : NULL;
}

static void
take_one (ZbTemplateKeeper *self, GVariant *child)
{
  g_autoptr (GVariant) one = zb_preferences_unbox (child);
  g_autoptr (ZbTemplate) it = g_object_new (ZB_TYPE_TEMPLATE, NULL);

  it->name = read_text (one, "name");
  it->kind = read_text (one, "kind");
  it->description = read_text (one, "description");
  it->task = read_text (one, "task");
  it->organisations = read_texts (one, "organisations");
  it->checklist = read_texts (one, "checklist");
  if (it->name && *it->name)
    zb_templates_save (self->templates, it);
}

static void
take (ZbTemplateKeeper *self)
{
  g_autoptr (GVariant) kept = zb_preferences_get (self->preferences, NAME);

  if (!kept || !g_variant_is_of_type (kept, G_VARIANT_TYPE_ARRAY))
    return;
  for (gsize i = 0; i < g_variant_n_children (kept); i++)
    {
      g_autoptr (GVariant) child = g_variant_get_child_value (kept, i);
      take_one (self, child);
    }
}

static void
write_text (GVariantBuilder *builder, const char *name, const char *text)
{
  if (text && *text)
    g_variant_builder_add (builder, "{sv}", name, g_variant_new_string (text));
}

static void
write_texts (GVariantBuilder *builder, const char *name, char **texts)
{
  if (texts && *texts)
    g_variant_builder_add (builder, "{sv}", name, g_variant_new_strv ((const char *const *)texts, -1));
}

static void
write_one (GVariantBuilder *builder, const ZbTemplate *it)
{
  g_variant_builder_open (builder, G_VARIANT_TYPE_VARDICT);
  write_text (builder, "name", it->name);
  write_text (builder, "kind", it->kind);
  write_text (builder, "description", it->description);
  write_text (builder, "task", it->task);
  write_texts (builder, "organisations", it->organisations);
  write_texts (builder, "checklist", it->checklist);
  g_variant_builder_close (builder);
}

static void
keep (ZbTemplateKeeper *self)
{
  GVariantBuilder builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("aa{sv}"));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->templates)); i++)
    {
      g_autoptr (ZbTemplate) it = g_list_model_get_item (G_LIST_MODEL (self->templates), i);
      write_one (&builder, it);
    }
  zb_preferences_set (self->preferences, NAME, g_variant_builder_end (&builder));
}

static void
on_known (ZbTemplateKeeper *self)
{
  if (self->templates)
    g_signal_handlers_disconnect_by_data (self->templates, self);
  g_clear_object (&self->templates);
  if (!zb_preferences_are_known (self->preferences))
    return;
  self->templates = g_list_store_new (ZB_TYPE_TEMPLATE);
  take (self);
  g_signal_connect_object (self->templates, "items-changed", G_CALLBACK (keep), self, G_CONNECT_SWAPPED);
}

/**
 * zb_template_keeper_get_templates:
 * @self: a keeper
 *
 * Returns: (transfer none) (nullable) (element-type ZbTemplate): the officer's own, kept as they change;
 * %NULL while they are not known
 */
GListStore *
zb_template_keeper_get_templates (ZbTemplateKeeper *self)
{
  return self->templates;
}

static void
zb_template_keeper_dispose (GObject *object)
{
  ZbTemplateKeeper *self = ZB_TEMPLATE_KEEPER (object);

  g_clear_object (&self->templates);
  g_clear_object (&self->preferences);
  G_OBJECT_CLASS (zb_template_keeper_parent_class)->dispose (object);
}

static void
zb_template_keeper_class_init (ZbTemplateKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_template_keeper_dispose;
}

static void
zb_template_keeper_init (ZbTemplateKeeper *self)
{
}

/**
 * zb_template_keeper_new:
 * @preferences: the officer's preferences
 *
 * Returns: (transfer full): who remembers their templates
 */
ZbTemplateKeeper *
zb_template_keeper_new (ZbPreferences *preferences)
{
  ZbTemplateKeeper *self = g_object_new (ZB_TYPE_TEMPLATE_KEEPER, NULL);

  self->preferences = g_object_ref (preferences);
  g_signal_connect_object (preferences, "notify::known", G_CALLBACK (on_known), self, G_CONNECT_SWAPPED);
  on_known (self);
  return self;
}
