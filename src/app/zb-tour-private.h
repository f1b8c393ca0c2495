/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-tour-platform.h"
#include "zb-tour.h"

G_BEGIN_DECLS

/**
 * Tour:
 * @platform: the platform as the duty leader sees it
 * @audit: the same as its auditor sees it
 * @officer: the id of the account that does the job
 * @alert: the id of the alert that it is about
 * @a_case: (nullable): the id of the case that comes of it
 * @other_case: (nullable): the id of a case in which something is written while there is no line
 * @began_at: when the tour began, µs UTC
 * @n_chosen: how many units were chosen in the form
 * @n_sessions: how often the officer had signed in before it was done here
 * @still: (nullable): what a camera saw, as PNG
 * @stopped: whether the platform stands still
 */
typedef struct
{
  ZbApplication *application;
  ZbDesk *desk;
  ZbWorld *world;
  GtkWidget *window;
  char *folder;
  double scale;
  ZbTourOver over;
  gpointer data;
  ZbTourPlatform *platform;
  ZbTourPlatform *audit;
  guint n_pictures;
  gint64 began_at;
  char *officer;
  char *alert;
  char *a_case;
  char *other_case;
  guint n_chosen;
  guint n_sessions;
  GBytes *still;
  gboolean stopped;
} Tour;

typedef gboolean (*TourCondition) (Tour *tour);

/* zb-tour.c: waiting, and what the platform says */
gboolean zb_tour_wait (Tour *tour, TourCondition holds, guint seconds, const char *what);
gboolean zb_tour_try (Tour *tour, TourCondition holds, guint seconds);
gboolean zb_tour_expect (gboolean holds, const char *format, ...) G_GNUC_PRINTF (2, 3);
gboolean zb_tour_alert_is (Tour *tour, const char *member, const char *value);
gboolean zb_tour_case_is (Tour *tour, const char *member, const char *value);
gboolean zb_tour_was_done (Tour *tour, const char *action, const char *id, guint times);
gboolean zb_tour_is_live (Tour *tour);
ZbAlert *zb_tour_get_alert (Tour *tour);
ZbCase *zb_tour_get_case (Tour *tour);
int zb_tour_get_step (Tour *tour);

/* zb-tour-hands.c: an officer's hands and eyes on the widgets that are shown */
typedef gboolean (*TourMatch) (GtkWidget *widget, gconstpointer data);

GtkWidget *zb_tour_find (GtkWidget *widget, TourMatch match, gconstpointer data);
GtkWidget *zb_tour_find_type (GtkWidget *widget, GType type);
guint zb_tour_count (GtkWidget *widget, TourMatch match, gconstpointer data);
GtkWidget *zb_tour_get_dialog (Tour *tour);
gboolean zb_tour_press (Tour *tour, const char *action, const char *target);
gboolean zb_tour_give_reason (Tour *tour, const char *reason);
gboolean zb_tour_enter (GtkWidget *form, const char *username, const char *password);
gboolean zb_tour_offers (GtkWidget *menu_button, const char *action);
const char *zb_tour_find_missing (Tour *tour);
gboolean zb_tour_tile_is_live (GtkWidget *widget, gconstpointer unused);

/* zb-tour-alert.c: from the door to the dispatch */
gboolean zb_tour_step_door (Tour *tour);
gboolean zb_tour_step_sign_in (Tour *tour);
gboolean zb_tour_step_arrive (Tour *tour);
gboolean zb_tour_step_select (Tour *tour);
gboolean zb_tour_step_cameras (Tour *tour);
gboolean zb_tour_step_live (Tour *tour);
gboolean zb_tour_step_claim (Tour *tour);
gboolean zb_tour_step_verdict (Tour *tour);
gboolean zb_tour_step_verified (Tour *tour);
gboolean zb_tour_step_offline (Tour *tour);
gboolean zb_tour_step_form (Tour *tour);
gboolean zb_tour_step_queued (Tour *tour);
gboolean zb_tour_step_online (Tour *tour);

/* zb-tour-case.c: from the dispatch to the closed case */
gboolean zb_tour_step_dispatched (Tour *tour);
gboolean zb_tour_step_accept (Tour *tour);
gboolean zb_tour_step_arrived (Tour *tour);
gboolean zb_tour_step_report (Tour *tour);
gboolean zb_tour_step_change_officer (Tour *tour);
gboolean zb_tour_step_pass (Tour *tour);

G_END_DECLS
