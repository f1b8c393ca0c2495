/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watch zones on the map: one is drawn, filled in and handed over, looked at, changed and ended.
 *
 *   drawn ─▶ filled in ─▶ handed over ─▶ there, as a zone of the platform's
 *              ▲              │
 *              └── refused ◀──┘
 *
 * What was drawn and filled in is kept as a draft until the platform has it or the officer leaves it. */
#include "zb-map-view-private.h"

#include "zb-actor.h"
#include "zb-now.h"
#include "zb-reason-dialog.h"
#include "zb-uuid.h"
#include "zb-words.h"
#include "zb-zone-dialog.h"

#include <glib/gi18n.h>

/* --- the draft -------------------------------------------------------------------------------------- */

/* The bar says how it stands with a draft that is drawn. */
static void
show_draft (ZbMapView *self)
{
  gboolean drawn = self->draft && self->sketch && zb_sketch_is_finished (self->sketch);
  zb_sketch_bar_set_draft (self->sketch_bar, drawn ? ZB_ENTITY (self->draft)->id : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.zone-form", self->draft && !self->draft_sent);
}

void
zb_map_view_drop_draft (ZbMapView *self)
{
  g_clear_object (&self->draft);
  g_clear_object (&self->draft_read);
  self->draft_sent = FALSE;
  self->draft_refused = FALSE;
  show_draft (self);
}

static void
take_draft (ZbMapView *self, ZbZone *zone)
{
  g_set_object (&self->draft, zone);
  if (self->draft_read && !g_str_equal (ZB_ENTITY (self->draft_read)->id, ZB_ENTITY (zone)->id))
    g_clear_object (&self->draft_read);
  self->draft_sent = FALSE;
  self->draft_refused = FALSE;
  show_draft (self);
}

static void
take_place (ZbZone *zone, ZbSketch *sketch)
{
  guint n;
  const ZbPoint *points = zb_sketch_get_points (sketch, &n);
  if (zb_sketch_get_shape (sketch) == ZB_SKETCH_CIRCLE)
    zb_zone_set_circle (zone, points[0], zb_sketch_get_radius (sketch));
  else
    zb_zone_set_corners (zone, points, n);
}

/* --- its form ------------------------------------------------------------------------------------- */

/* What was filled in is not lost with the form, as long as what was drawn is there. */
static void
on_form_closed (ZbMapView *self, ZbZoneDialog *form)
{
  g_autoptr (ZbZone) zone = zb_zone_dialog_make_zone (form);
  if (!self->draft || self->draft_sent || !g_str_equal (ZB_ENTITY (self->draft)->id, ZB_ENTITY (zone)->id))
    return;
  if (self->sketch)
    take_draft (self, zone);
  else
    zb_map_view_drop_draft (self);
}

static void
on_submitted (ZbMapView *self, ZbZoneDialog *form)
{
  g_autoptr (ZbZone) zone = zb_zone_dialog_make_zone (form);
  take_draft (self, zone);
  self->draft_sent = TRUE;
  show_draft (self);
}

static void on_reshape (ZbMapView *self, ZbZoneDialog *form);

static void
open_form (ZbMapView *self)
{
  ZbZoneDialog *form = zb_zone_dialog_new (self->world, self->account, self->draft);
  zb_zone_dialog_set_read (form, self->draft_read);
  g_signal_connect_object (form, "submitted", G_CALLBACK (on_submitted), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "reshape", G_CALLBACK (on_reshape), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (form, "closed", G_CALLBACK (on_form_closed), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (form), GTK_WIDGET (self));
}

/* --- drawing it ------------------------------------------------------------------------------------- */

static void
on_drawn (ZbMapView *self)
{
  if (!self->draft)
    return;
  take_place (self->draft, self->sketch);
  show_draft (self);
  open_form (self);
}

static void
begin (ZbMapView *self, ZbSketch *sketch)
{
  zb_map_view_begin_sketch (self, sketch);
  g_signal_connect_swapped (sketch, "finished", G_CALLBACK (on_drawn), self);
  show_draft (self);
}

static void
on_new_zone (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  gboolean circle = g_str_equal (g_variant_get_string (parameter, NULL), "circle");
  g_autoptr (ZbSketch) sketch = zb_sketch_new (circle ? ZB_SKETCH_CIRCLE : ZB_SKETCH_POLYGON);
  g_autofree char *id = zb_uuid_new ();
  g_autoptr (ZbZone) zone = (ZbZone *)zb_entity_new (ZB_KIND_ZONE, id);
  if (!self->world)
    return;
  zone->raises = TRUE;
  zb_map_view_select_zone (self, NULL);
  take_draft (self, zone);
  begin (self, sketch);
}

/* A sketch of what the zone is now, whose points are dragged. */
static ZbSketch *
sketch_of (const ZbZone *zone)
{
  gboolean circle = zb_zone_is_circle (zone);
  ZbSketch *sketch = zb_sketch_new (circle ? ZB_SKETCH_CIRCLE : ZB_SKETCH_POLYGON);
  ZbPoint circle_points[2] = { zone->centre, ZB_POINT_NOWHERE };
  guint n;
  const ZbPoint *points = zb_zone_get_corners (zone, &n);
  if (circle)
    {
      circle_points[1] = zb_point_move (zone->centre, 90, zone->radius);
      points = circle_points;
      n = 2;
    }
  zb_sketch_set_points (sketch, points, n);
  return sketch;
}

static void
on_reshape (ZbMapView *self, ZbZoneDialog *form)
{
  g_autoptr (ZbZone) zone = zb_zone_dialog_make_zone (form);
  g_autoptr (ZbSketch) sketch = sketch_of (zone);
  ZbBox box = zb_zone_get_box (zone);
  take_draft (self, zone);
  begin (self, sketch);
  zb_map_view_show_box (self, &box);
}

/* --- until the platform has it --------------------------------------------------------------------- */

static void
finish_draft (ZbMapView *self)
{
  g_autoptr (ZbZone) draft = g_object_ref (self->draft);
  zb_map_view_drop_draft (self);
  zb_map_view_end_sketch (self);
  zb_map_view_select_zone (self, zb_world_lookup (self->world, ZB_KIND_ZONE, ZB_ENTITY (draft)->id));
}

/* An edit that was refused and has been settled where both were held against each other: nothing is left of
 * it here. */
static void
settle_draft (ZbMapView *self)
{
  if (ZB_ENTITY (self->draft)->version == 0)
    return;
  zb_map_view_drop_draft (self);
  zb_map_view_end_sketch (self);
}

/* Whether the platform has taken the draft, has refused it, or has not answered yet. */
static void
look_after_draft (ZbMapView *self)
{
  const char *id = self->draft ? ZB_ENTITY (self->draft)->id : NULL;
  ZbCommand *command = id ? zb_world_find_command (self->world, id) : NULL;
  ZbCommandState state = command ? zb_command_get_state (command) : ZB_COMMAND_ACCEPTED;
  if (id && !command && self->draft_refused)
    {
      settle_draft (self);
      return;
    }
  if (!id || !self->draft_sent)
    return;
  if (state == ZB_COMMAND_ACCEPTED && zb_world_lookup (self->world, ZB_KIND_ZONE, id))
    finish_draft (self);
  else if (state == ZB_COMMAND_REFUSED || state == ZB_COMMAND_WITHDRAWN)
    {
      take_draft (self, self->draft);
      self->draft_refused = TRUE;
    }
}

static void
on_pending_changed (ZbMapView *self, const char *subject)
{
  if (self->draft && g_strcmp0 (subject, ZB_ENTITY (self->draft)->id) == 0)
    look_after_draft (self);
}

/* --- one that is looked at --------------------------------------------------------------------------- */

static void
update_new_zone (ZbMapView *self)
{
  ZbActor actor = zb_account_act (self->account, self->world, NULL, zb_now ());
  g_autoptr (ZbProblem) problem = zb_zone_guard (NULL, ZB_ZONE_VERB_CREATE, &actor);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.new-zone", self->world && !problem);
}

static void
update_guards (ZbMapView *self)
{
  ZbZone *zone = zb_zone_card_get_zone (self->zone_card);
  ZbActor actor = zb_account_act (self->account, self->world, zone ? zone->area : NULL, zb_now ());
  g_autoptr (ZbProblem) problem = zone ? zb_zone_guard (zone, ZB_ZONE_VERB_EDIT, &actor) : NULL;
  zb_zone_card_set_problem (self->zone_card, problem ? zb_words_problem (problem) : NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.edit-zone", zone && !problem);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.end-zone", zone && !problem);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "map.copy-zone-link", zone != NULL);
}

void
zb_map_view_select_zone (ZbMapView *self, ZbZone *zone)
{
  /* Both lie at the same side. */
  if (zone)
    zb_map_view_close_near (self);
  zb_zone_layer_set_selected (self->zones, zone);
  zb_zone_card_set_zone (self->zone_card, zone);
  update_guards (self);
}

/**
 * zb_map_view_set_account:
 * @self: a map
 * @account: (nullable): who draws on it
 */
void
zb_map_view_set_account (ZbMapView *self, ZbAccount *account)
{
  if (!g_set_object (&self->account, account))
    return;
  update_guards (self);
  update_new_zone (self);
  g_object_notify (G_OBJECT (self), "account");
}

/* One that is over is not looked at any more. */
static void
on_zones_changed (ZbMapView *self)
{
  ZbZone *zone = zb_zone_card_get_zone (self->zone_card);
  zb_layer_panel_set_total (self->panel, ZB_MAP_LAYER_ZONE, zb_zone_layer_get_n_zones (self->zones));
  if (zone && (!zb_world_lookup (self->world, ZB_KIND_ZONE, ZB_ENTITY (zone)->id) ||
               zb_zone_is_over (zone, zb_now ())))
    zb_map_view_select_zone (self, NULL);
  else
    update_guards (self);
  look_after_draft (self);
}

static void
on_show_zone (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  ZbZone *zone = zb_world_lookup (self->world, ZB_KIND_ZONE, g_variant_get_string (parameter, NULL));
  if (!zone)
    return;
  ZbBox box = zb_zone_get_box (zone);
  zb_layer_panel_set_mask (self->panel, zb_layer_panel_get_mask (self->panel) | 1u << ZB_MAP_LAYER_ZONE);
  zb_map_view_select_zone (self, zone);
  zb_map_view_set_locked (self, TRUE);
  zb_map_view_show_box (self, &box);
}

static void
on_leave_zone (GtkWidget *widget, const char *name, GVariant *parameter)
{
  zb_map_view_select_zone (ZB_MAP_VIEW (widget), NULL);
}

/* --- and changed, and ended --------------------------------------------------------------------------- */

/* What was filled in and refused is offered again, and rests on what the zone is by now. */
static void
on_edit_zone (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbMapView *self = ZB_MAP_VIEW (widget);
  ZbZone *zone = zb_zone_card_get_zone (self->zone_card);
  if (!zone)
    return;
  g_autoptr (ZbZone) copy = (ZbZone *)zb_record_copy (ZB_RECORD (zone));
  if (!self->draft || !g_str_equal (ZB_ENTITY (self->draft)->id, ZB_ENTITY (zone)->id))
    {
      take_draft (self, copy);
      g_clear_object (&self->draft_read);
      self->draft_read = (ZbZone *)zb_record_copy (ZB_RECORD (zone));
    }
  ZB_ENTITY (self->draft)->revision = ZB_ENTITY (zone)->revision;
  open_form (self);
}

static void
on_zone_form (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (ZB_MAP_VIEW (widget)->draft)
    open_form (ZB_MAP_VIEW (widget));
}

static void
on_reason (GtkWidget *asker, const char *reason, gpointer zone)
{
  GVariantDict args;
  g_variant_dict_init (&args, NULL);
  g_variant_dict_insert (&args, "reason", "s", reason);
  gtk_widget_activate_action (asker, "command.submit", "(ss@a{sv})", "zone.end", ZB_ENTITY (zone)->id,
                              g_variant_dict_end (&args));
}

static void
on_end_zone (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbZone *zone = zb_zone_card_get_zone (ZB_MAP_VIEW (widget)->zone_card);
  const char *const suggestions[] = { _ ("The event is over"), _ ("Drawn by mistake"),
                                      _ ("Another zone takes its place"), NULL };
  if (zone)
    zb_ask_reason (widget, _ ("End the watch zone"), _ ("End it"), suggestions, on_reason,
                   g_object_ref (zone), g_object_unref);
}

static void
on_copy_link (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ZbZone *zone = zb_zone_card_get_zone (ZB_MAP_VIEW (widget)->zone_card);
  if (zone)
    gtk_widget_activate_action (widget, "zone.copy-link", "s", ZB_ENTITY (zone)->id);
}

/* --- the view's part ----------------------------------------------------------------------------------- */

static void
on_mask_changed (ZbMapView *self)
{
  gboolean shown = zb_layer_panel_get_mask (self->panel) >> ZB_MAP_LAYER_ZONE & 1;
  gtk_widget_set_visible (GTK_WIDGET (self->zones), shown);
}

void
zb_map_view_install_zones (GtkWidgetClass *widget_class)
{
  g_type_ensure (ZB_TYPE_ZONE_CARD);
  gtk_widget_class_bind_template_child (widget_class, ZbMapView, zone_card);
  gtk_widget_class_install_action (widget_class, "map.new-zone", "s", on_new_zone);
  gtk_widget_class_install_action (widget_class, "map.zone-form", NULL, on_zone_form);
  gtk_widget_class_install_action (widget_class, "map.show-zone", "s", on_show_zone);
  gtk_widget_class_install_action (widget_class, "map.leave-zone", NULL, on_leave_zone);
  gtk_widget_class_install_action (widget_class, "map.edit-zone", NULL, on_edit_zone);
  gtk_widget_class_install_action (widget_class, "map.end-zone", NULL, on_end_zone);
  gtk_widget_class_install_action (widget_class, "map.copy-zone-link", NULL, on_copy_link);
}

void
zb_map_view_init_zones (ZbMapView *self)
{
  self->zones = zb_zone_layer_new (shumate_map_get_viewport (self->map));
  zb_symbol_layer_set_arrangement (ZB_SYMBOL_LAYER (self->zones), self->arrangement);
  shumate_map_insert_layer_above (self->map, SHUMATE_LAYER (self->zones), SHUMATE_LAYER (self->areas));
  g_signal_connect_swapped (self->panel, "notify::mask", G_CALLBACK (on_mask_changed), self);
  g_signal_connect_swapped (self->zones, "counted", G_CALLBACK (on_zones_changed), self);
  on_mask_changed (self);
  show_draft (self);
  update_guards (self);
  update_new_zone (self);
}

void
zb_map_view_follow_zones (ZbMapView *self)
{
  ZbStore *zones = zb_world_get_store (self->world, ZB_KIND_ZONE);
  zb_zone_card_set_world (self->zone_card, self->world);
  zb_zone_layer_set_store (self->zones, zones);
  g_signal_connect_object (zones, "items-changed", G_CALLBACK (on_zones_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (zones, "changed", G_CALLBACK (on_zones_changed), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (self->world, "pending-changed", G_CALLBACK (on_pending_changed), self,
                           G_CONNECT_SWAPPED);
  on_zones_changed (self);
  update_new_zone (self);
}
