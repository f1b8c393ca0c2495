/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-escalation-banner.h"

#include "zb-case-facts.h"
#include "zb-escalation.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbEscalationBanner:
 *
 * A line above everything that tells whoever sits here that a case has missed a deadline and that this was
 * told to their level. It stays until the case is opened, or the line is put away, or nobody waits for the
 * case any more. What was told before this desk was opened is in the list of the cases; the line is for what
 * happens now.
 */
struct _ZbEscalationBanner
{
  AdwBin parent_instance;
  ZbWorld *world;
  ZbAccount *account;
  GSignalGroup *signals;
  GHashTable *known; /* id of a case → the level that it was told to when it was seen last */
  GPtrArray *told;   /* ids, the latest last */
  GtkWidget *box, *label;
};

typedef enum
{
  PROP_WORLD = 1,
  PROP_ACCOUNT,
} ZbEscalationBannerProperty;

static GParamSpec *properties[PROP_ACCOUNT + 1];

G_DEFINE_FINAL_TYPE (ZbEscalationBanner, zb_escalation_banner, ADW_TYPE_BIN)

/* --- what it says ------------------------------------------------------------------------------- */

static ZbLevel
get_level (ZbEscalationBanner *self)
{
  return self->account && self->world ? zb_account_get_level (self->account, self->world) : ZB_LEVEL_NONE;
}

static ZbCase *
get_latest (ZbEscalationBanner *self)
{
  const char *id = self->told->len > 0 ? self->told->pdata[self->told->len - 1] : NULL;

  return id && self->world ? zb_world_lookup (self->world, ZB_KIND_CASE, id) : NULL;
}

static char *
describe (ZbEscalationBanner *self, const ZbCase *of)
{
  const guint n_more = self->told->len - 1;
  const char *level = zb_words_choice (&zb_levels, (int)zb_case_get_told (of));
  g_autofree char *line = g_strdup_printf (_ ("%s %s has missed a deadline; the %s level was told"),
                                           zb_case_get_short_number (of), of->title ? of->title : "", level);
  g_autofree char *more =
      n_more > 0 ? g_strdup_printf (ngettext ("and %u more", "and %u more", n_more), n_more) : NULL;

  return more ? g_strdup_printf ("%s · %s", line, more) : g_steal_pointer (&line);
}

static void
show (ZbEscalationBanner *self)
{
  ZbCase *latest = get_latest (self);
  g_autofree char *words = latest ? describe (self, latest) : NULL;

  gtk_label_set_text (GTK_LABEL (self->label), words ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self), latest != NULL);
}

/* --- keeping up ----------------------------------------------------------------------------------- */

static void
forget (ZbEscalationBanner *self, const char *id)
{
  for (guint i = self->told->len; i > 0; i--)
    if (g_str_equal (self->told->pdata[i - 1], id))
      g_ptr_array_remove_index (self->told, i - 1);
}

static void
note (ZbEscalationBanner *self, ZbCase *of)
{
  g_hash_table_insert (self->known, g_strdup (ZB_ENTITY (of)->id), GINT_TO_POINTER (zb_case_get_told (of)));
}

/* A case that comes anew, as all do when the lists are fetched, tells nothing new. */
static gboolean
has_risen (ZbEscalationBanner *self, ZbCase *of)
{
  gpointer before;

  return g_hash_table_lookup_extended (self->known, ZB_ENTITY (of)->id, NULL, &before) &&
         (int)zb_case_get_told (of) > GPOINTER_TO_INT (before);
}

static void
on_case_changed (ZbEscalationBanner *self, ZbCase *of)
{
  const gboolean risen = has_risen (self, of), ours = zb_case_is_escalated_to (of, get_level (self));

  note (self, of);
  if (!ours || risen)
    forget (self, ZB_ENTITY (of)->id);
  if (ours && risen)
    g_ptr_array_add (self->told, g_strdup (ZB_ENTITY (of)->id));
  show (self);
}

static void
note_all (ZbEscalationBanner *self)
{
  ZbStore *store = self->world ? zb_world_get_store (self->world, ZB_KIND_CASE) : NULL;

  for (guint i = 0; store && i < zb_store_get_size (store); i++)
    {
      ZbCase *of = zb_store_get_nth (store, i);
      if (!g_hash_table_contains (self->known, ZB_ENTITY (of)->id))
        note (self, of);
    }
  show (self);
}

static void
begin_anew (ZbEscalationBanner *self)
{
  g_hash_table_remove_all (self->known);
  g_ptr_array_set_size (self->told, 0);
  note_all (self);
}

static void
set_world (ZbEscalationBanner *self, ZbWorld *world)
{
  if (!g_set_object (&self->world, world))
    return;
  g_signal_group_set_target (self->signals, world ? zb_world_get_store (world, ZB_KIND_CASE) : NULL);
  begin_anew (self);
}

/* --- what the officer does -------------------------------------------------------------------------- */

static void
on_opened (ZbEscalationBanner *self)
{
  ZbCase *latest = get_latest (self);

  if (!latest)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "case.show", "s", ZB_ENTITY (latest)->id);
  forget (self, ZB_ENTITY (latest)->id);
  show (self);
}

static void
on_put_away (ZbEscalationBanner *self)
{
  g_ptr_array_set_size (self->told, 0);
  show (self);
}

/* --- GObject ------------------------------------------------------------------------------------- */

static void
zb_escalation_banner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbEscalationBanner *self = ZB_ESCALATION_BANNER (object);

  g_value_set_object (value, id == PROP_WORLD ? (gpointer)self->world : (gpointer)self->account);
}

static void
zb_escalation_banner_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbEscalationBanner *self = ZB_ESCALATION_BANNER (object);

  if (id == PROP_WORLD)
    set_world (self, g_value_get_object (value));
  else if (g_set_object (&self->account, g_value_get_object (value)))
    begin_anew (self);
}

static void
zb_escalation_banner_dispose (GObject *object)
{
  ZbEscalationBanner *self = ZB_ESCALATION_BANNER (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->account);
  g_clear_object (&self->world);
  G_OBJECT_CLASS (zb_escalation_banner_parent_class)->dispose (object);
}

static void
zb_escalation_banner_finalize (GObject *object)
{
  ZbEscalationBanner *self = ZB_ESCALATION_BANNER (object);

  g_hash_table_unref (self->known);
  g_ptr_array_unref (self->told);
  G_OBJECT_CLASS (zb_escalation_banner_parent_class)->finalize (object);
}

static void
zb_escalation_banner_class_init (ZbEscalationBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = zb_escalation_banner_get_property;
  object_class->set_property = zb_escalation_banner_set_property;
  object_class->dispose = zb_escalation_banner_dispose;
  object_class->finalize = zb_escalation_banner_finalize;
  properties[PROP_WORLD] = g_param_spec_object ("world", NULL, NULL, ZB_TYPE_WORLD, flags);
  properties[PROP_ACCOUNT] = g_param_spec_object ("account", NULL, NULL, ZB_TYPE_ACCOUNT, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static GtkWidget *
new_button (ZbEscalationBanner *self, const char *words, GCallback pressed)
{
  GtkWidget *button = gtk_button_new_with_label (words);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", pressed, self, G_CONNECT_SWAPPED);
  return button;
}

static void
zb_escalation_banner_init (ZbEscalationBanner *self)
{
  GtkWidget *icon = gtk_image_new_from_icon_name ("zb-bell-symbolic");

  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->told = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "zb-dense");
  gtk_widget_add_css_class (self->box, "zb-escalation");
  gtk_box_append (GTK_BOX (self->box), icon);
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_box_append (GTK_BOX (self->box), new_button (self, _ ("Show the case"), G_CALLBACK (on_opened)));
  gtk_box_append (GTK_BOX (self->box), new_button (self, _ ("Put away"), G_CALLBACK (on_put_away)));
  adw_bin_set_child (ADW_BIN (self), self->box);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->signals = g_signal_group_new (ZB_TYPE_STORE);
  g_signal_group_connect_swapped (self->signals, "changed", G_CALLBACK (on_case_changed), self);
  g_signal_group_connect_swapped (self->signals, "items-changed", G_CALLBACK (note_all), self);
}
