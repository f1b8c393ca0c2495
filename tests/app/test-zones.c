/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A watch zone from the first click to its end, on the real window at a real platform: an alert inside rises
 * in the queue, and the platform knows why. */
#include "zb-duty.h"
#include "zb-edited-dialog.h"
#include "zb-map-view-private.h"
#include "zb-opener.h"
#include "zb-queue-view.h"
#include "zb-sample-window.h"
#include "zb-uuid.h"
#include "zb-zone-dialog.h"

/* Where zb_test_raise() raises its alerts. */
#define PLACE ((ZbPoint){ 121.4, 31.22 })

static ZbMapView *
get_map (ZbDuty *duty)
{
  GtkWidget *map = zb_sample_find (GTK_WIDGET (duty->window), ZB_TYPE_MAP_VIEW, NULL);

  g_assert_nonnull (map);
  return ZB_MAP_VIEW (map);
}

static gboolean
is_laid_out (gpointer data)
{
  ZbPoint centre;
  double zoom;

  zb_map_view_get_view (get_map (data), &centre, &zoom);
  return zb_point_is_known (centre);
}

static ZbPoint looked_for;

static gboolean
looks_there (gpointer data)
{
  ZbPoint centre;
  double zoom;

  zb_map_view_get_view (get_map (data), &centre, &zoom);
  return zb_point_distance (centre, looked_for) < 2;
}

static void
look_at (ZbDuty *duty, ZbPoint point)
{
  looked_for = point;
  zb_map_view_go_to (get_map (duty), point, 16);
  g_assert_true (zb_test_wait (looks_there, duty, 5000));
}

static void
act (ZbDuty *duty, const char *name, const char *argument)
{
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (get_map (duty)), name, argument ? "s" : NULL, argument));
}

static gboolean
is_form_shown (gpointer data)
{
  AdwDialog *dialog = zb_duty_get_dialog (data);

  return ZB_IS_ZONE_DIALOG (dialog) &&
         gtk_widget_get_mapped (zb_duty_find_child (dialog, ZB_TYPE_ZONE_DIALOG, "name_row"));
}

/* Without a pointer: the map moves under the cross. */
static void
draw_around (ZbDuty *duty, ZbPoint middle, double radius)
{
  act (duty, "map.new-zone", "circle");
  look_at (duty, middle);
  act (duty, "map.sketch-point", NULL);
  look_at (duty, zb_point_move (middle, 90, radius));
  act (duty, "map.sketch-point", NULL);
  g_assert_true (zb_test_wait (is_form_shown, duty, 10000));
}

static void
fill_in (ZbDuty *duty, const char *name)
{
  AdwDialog *form = zb_duty_get_dialog (duty);

  gtk_editable_set_text (zb_duty_find_child (form, ZB_TYPE_ZONE_DIALOG, "name_row"), name);
  g_assert_true (gtk_widget_is_sensitive (zb_duty_find_child (form, ZB_TYPE_ZONE_DIALOG, "submit_button")));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (form), "zone-form.submit", NULL));
}

static ZbZone *
get_zone (ZbDuty *duty)
{
  ZbStore *zones = zb_world_get_store (zb_desk_get_world (duty->desk), ZB_KIND_ZONE);

  return zb_store_get_size (zones) ? zb_store_get_nth (zones, 0) : NULL;
}

static gboolean
is_chosen (gpointer data)
{
  ZbZone *zone = get_zone (data);

  return zone && zb_zone_card_get_zone (get_map (data)->zone_card) == zone && !get_map (data)->sketch;
}

static gboolean
is_high (gpointer data)
{
  ZbAlert *alert = zb_duty_find_alert (data);

  return alert && alert->severity == ZB_SEVERITY_HIGH && alert->raised_from == ZB_SEVERITY_MEDIUM;
}

static gboolean
is_dialog_gone (gpointer data)
{
  return zb_duty_get_dialog (data) == NULL;
}

static void
begin (ZbDuty *duty)
{
  zb_duty_sign_in (duty, "officer");
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "win.page", "s", "map");
  g_assert_true (zb_test_wait (is_laid_out, duty, 10000));
}

static gboolean
is_row_marked (gpointer data)
{
  GtkWidget *queue = zb_sample_find (GTK_WIDGET (((ZbDuty *)data)->window), ZB_TYPE_QUEUE_VIEW, NULL);

  return queue && zb_sample_find_text (queue, "↑ Park fair");
}

/* Drawn, accepted, and what is raised inside rises by one step: in the queue, in the detail, at the platform.
 */
static void
test_rises (ZbDuty *duty, gconstpointer data)
{
  begin (duty);
  draw_around (duty, PLACE, 200);
  fill_in (duty, "Park fair");
  g_assert_true (zb_test_wait (is_chosen, duty, 10000));
  zb_duty_raise (duty, "medium", "inside");
  g_assert_true (zb_test_wait (is_high, duty, 10000));
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.take-new", NULL);
  g_assert_true (zb_test_wait (is_row_marked, duty, 10000));
  g_autofree char *path = g_strdup_printf ("/alerts/%s", duty->alert);
  g_autoptr (ZbTestAnswer) answer = zb_test_get (duty->platform, "officer2", path);
  zb_test_assert_status (answer, 200);
  g_assert_cmpstr (zb_test_answer_text (answer, "/severity"), ==, "high");
  g_assert_cmpstr (zb_test_answer_text (answer, "/raised_from"), ==, "medium");
  g_assert_cmpstr (zb_test_answer_text (answer, "/zones/0"), ==, ZB_ENTITY (get_zone (duty))->id);
}

static gboolean
says_zone (gpointer data)
{
  GtkWidget *words = zb_sample_find_text (GTK_WIDGET (((ZbDuty *)data)->window), "Park fair；由中升为高");

  return words && gtk_widget_get_mapped (words);
}

/* What was open already rises, too; the detail says from what, and leads to the zone. */
static void
test_detail (ZbDuty *duty, gconstpointer data)
{
  begin (duty);
  zb_duty_raise (duty, "medium", "before");
  draw_around (duty, PLACE, 200);
  fill_in (duty, "Park fair");
  g_assert_true (zb_test_wait (is_high, duty, 10000));
  g_assert_true (zb_test_wait (is_chosen, duty, 10000));
  act (duty, "map.leave-zone", NULL);
  gtk_widget_activate_action (GTK_WIDGET (duty->window), "alert.select", "s", duty->alert);
  g_assert_true (zb_test_wait (says_zone, duty, 10000));
  zb_sample_click (zb_sample_find_action (GTK_WIDGET (duty->window), "pane.show-zone"));
  g_assert_true (zb_test_wait (is_chosen, duty, 5000));
}

static gboolean
is_renamed (gpointer data)
{
  ZbZone *zone = get_zone (data);

  return zone && g_strcmp0 (zone->name, "Night fair") == 0;
}

static gboolean
is_asked (gpointer data)
{
  return ADW_IS_ALERT_DIALOG (zb_duty_get_dialog (data));
}

static gboolean
is_over (gpointer data)
{
  ZbZone *zone = get_zone (data);

  return (!zone || zone->ended_at) && !zb_zone_card_get_zone (get_map (data)->zone_card);
}

/* It is changed, and ended with a reason, and gone from the map. */
static void
test_changed_and_ended (ZbDuty *duty, gconstpointer data)
{
  begin (duty);
  draw_around (duty, PLACE, 200);
  fill_in (duty, "Park fair");
  g_assert_true (zb_test_wait (is_chosen, duty, 10000));
  g_assert_true (zb_test_wait (is_dialog_gone, duty, 5000));
  act (duty, "map.edit-zone", NULL);
  g_assert_true (zb_test_wait (is_form_shown, duty, 10000));
  fill_in (duty, "Night fair");
  g_assert_true (zb_test_wait (is_renamed, duty, 10000));
  g_assert_true (zb_test_wait (is_dialog_gone, duty, 5000));
  act (duty, "map.end-zone", NULL);
  g_assert_true (zb_test_wait (is_asked, duty, 5000));
  AdwDialog *dialog = zb_duty_get_dialog (duty);
  gtk_editable_set_text (GTK_EDITABLE (zb_sample_find (GTK_WIDGET (dialog), GTK_TYPE_ENTRY, NULL)),
                         "It rained");
  g_signal_emit_by_name (dialog, "response", "do");
  adw_dialog_force_close (dialog);
  g_assert_true (zb_test_wait (is_over, duty, 10000));
}

/* Another officer's edit, while the form is open. */
static void
rename_elsewhere (ZbDuty *duty, const char *name)
{
  g_autofree char *revision =
      g_strdup_printf ("\"%" G_GINT64_FORMAT "\"", ZB_ENTITY (get_zone (duty))->revision);
  g_autofree char *path = g_strdup_printf ("/zones/%s", ZB_ENTITY (get_zone (duty))->id);
  g_autofree char *body = g_strdup_printf ("{\"name\": \"%s\", \"note\": \"Theirs\"}", name);
  g_autofree char *key = zb_uuid_new ();
  const char *headers[] = {
    "Content-Type", "application/json", "If-Match", revision, "Idempotency-Key", key, NULL
  };
  g_autoptr (ZbTestAnswer) answer = zb_test_send (duty->platform, "leader", "PATCH", path, headers, body);
  zb_test_assert_status (answer, 200);
}

static gboolean
is_theirs (gpointer data)
{
  return g_strcmp0 (get_zone (data)->name, "Their fair") == 0;
}

static gboolean
is_compared (gpointer data)
{
  AdwDialog *dialog = zb_duty_get_dialog (data);

  return ZB_IS_EDITED_DIALOG (dialog) && zb_sample_find_text (GTK_WIDGET (dialog), "Night fair") &&
         zb_sample_find_text (GTK_WIDGET (dialog), "Their fair");
}

/* What another has changed meanwhile is not overwritten unseen: both are shown, and what the officer has not
 * touched stays as the other has left it. */
static void
test_edited_elsewhere (ZbDuty *duty, gconstpointer data)
{
  begin (duty);
  draw_around (duty, PLACE, 200);
  fill_in (duty, "Park fair");
  g_assert_true (zb_test_wait (is_chosen, duty, 10000));
  g_assert_true (zb_test_wait (is_dialog_gone, duty, 5000));
  act (duty, "map.edit-zone", NULL);
  g_assert_true (zb_test_wait (is_form_shown, duty, 10000));
  rename_elsewhere (duty, "Their fair");
  g_assert_true (zb_test_wait (is_theirs, duty, 10000));
  fill_in (duty, "Night fair");
  g_assert_true (zb_test_wait (is_compared, duty, 10000));
  g_assert_cmpstr (get_zone (duty)->name, ==, "Their fair");
  AdwDialog *dialog = zb_duty_get_dialog (duty);
  zb_edited_dialog_choose (ZB_EDITED_DIALOG (dialog), "name", TRUE);
  g_signal_emit_by_name (dialog, "response", "apply");
  adw_dialog_force_close (dialog);
  g_assert_true (zb_test_wait (is_renamed, duty, 10000));
  g_assert_cmpstr (get_zone (duty)->note, ==, "Theirs");
  g_assert_null (get_map (duty)->draft);
}

static char *
read_clipboard (ZbDuty *duty)
{
  g_auto (GValue) value = G_VALUE_INIT;
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (duty->window));

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  return g_value_dup_string (&value);
}

/* The link that is copied leads to it. */
static void
test_link (ZbDuty *duty, gconstpointer data)
{
  begin (duty);
  draw_around (duty, PLACE, 200);
  fill_in (duty, "Park fair");
  g_assert_true (zb_test_wait (is_chosen, duty, 10000));
  act (duty, "map.copy-zone-link", NULL);
  g_autofree char *link = read_clipboard (duty);
  g_assert_true (g_str_has_prefix (link, "zhiban://zone/"));
  act (duty, "map.leave-zone", NULL);
  g_autoptr (ZbOpener) opener = zb_opener_new (duty->window, duty->desk);
  zb_opener_open (opener, link);
  g_assert_true (zb_test_wait (is_chosen, duty, 5000));
}

#define ADD(path, function) g_test_add (path, ZbDuty, NULL, zb_duty_set_up, function, zb_duty_tear_down)

int
main (int argc, char **argv)
{
  zb_duty_init (&argc, &argv);
  ADD ("/app/zones/rises", test_rises);
  ADD ("/app/zones/detail", test_detail);
  ADD ("/app/zones/changed-and-ended", test_changed_and_ended);
  ADD ("/app/zones/edited-elsewhere", test_edited_elsewhere);
  ADD ("/app/zones/link", test_link);
  return g_test_run ();
}
