/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-actions.h"
#include "zb-alert-memory.h"
#include "zb-answer.h"
#include "zb-claim-keeper.h"
#include "zb-desk.h"
#include "zb-layout-keeper.h"
#include "zb-map-page.h"
#include "zb-map-window.h"
#include "zb-mute-panel.h"
#include "zb-muted-line.h"
#include "zb-page.h"
#include "zb-road-graph.h"
#include "zb-search.h"
#include "zb-self-test.h"
#include "zb-template-keeper.h"
#include "zb-video-keeper.h"
#include "zb-video-page.h"
#include "zb-video-window.h"
#include "zb-window.h"

G_BEGIN_DECLS

struct _ZbWindow
{
  AdwApplicationWindow parent_instance;
  ZbDesk *desk;
  GSettings *settings;
  AdwToastOverlay *toasts;
  AdwViewStack *pages;
  GtkListBox *rail;
  GtkListBox *rail_end;
  GtkWidget *connection_pill;
  GtkWidget *search_button;
  GtkMenuButton *walls_button;
  GtkWidget *walls;
  GtkWidget *officers;
  GtkWidget *escalation;
  AdwSplitButton *sound_button;
  AdwBanner *sound_banner;
  ZbMutePanel *mute_panel;
  ZbMutedLine *muted_line;
  GtkStack *faces;
  GtkWidget *drill_bar, *mode_badge, *mode_dot;
  GtkLabel *mode_label;
  ZbSignInPage *door;
  ZbWelcomePage *welcome;
  ZbSearch *search;
  ZbMapPage *map_page;
  ZbVideoPage *video_page;
  ZbVideoKeeper *video_keeper;
  ZbLayoutKeeper *layout_keeper;
  ZbMapWindow *map_window;     /* NULL while it is not open */
  ZbVideoWindow *video_window; /* likewise */
  ZbVideoKeeper *window_keeper;
  GHashTable *actions;
  ZbAlertMemory *memory;
  ZbSelfTest *self_test; /* NULL before the first one */
  ZbClaimKeeper *claims;
  GPtrArray *unsaid;    /* what is told of claims and was not read yet */
  GHashTable *compared; /* keys of refused edits that were shown beside what they came too late for */
  GHashTable *told;     /* keys of commands of whose refusal the officer was told */
  GHashTable *released; /* ids of alerts whose claim the officer gives back */
  GHashTable *asked;    /* keys of commands that the officer was asked about */
  GPtrArray *drafts;    /* dialogs, the lowest first */
  char *officer;        /* whose they are */
  gboolean has_opened;
  ZbAnswer *fetching; /* what is to be shown and was not known here */
  ZbRoadGraph *roads; /* NULL before the first form that needs them */
  ZbTemplateKeeper *template_keeper;
  ZbKind fetched_kind;
  char *fetched_id;
};

void zb_window_bind_to_desk (ZbWindow *self, GObject *page);
void zb_window_install_actions (ZbWindow *self);
ZbCommand *zb_window_submit (ZbWindow *self, const char *name, const char *subject, GVariant *args);
void zb_window_send (ZbWindow *self, ZbCommand *command);
void zb_window_watch_commands (ZbWindow *self);
gboolean zb_window_compare_edit (ZbWindow *self, ZbCommand *refused);
void zb_window_compare_waiting (ZbWindow *self);
void zb_window_dispatch (ZbWindow *self, GVariant *form);
void zb_window_present_dispatch (ZbWindow *self, ZbAlert *alert, ZbCase *a_case);
void zb_window_act_on_many (ZbWindow *self, GVariant *parameter);
void zb_window_withdraw_many (ZbWindow *self, GVariant *parameter);
gboolean zb_window_take_key_for_many (ZbWindow *self, const ZbAction *row);
void zb_window_show_entity (ZbWindow *self, ZbKind kind, const char *id);
void zb_window_watch_claims (ZbWindow *self);
void zb_window_watch_late (ZbWindow *self);
void zb_window_take_known_alerts (ZbWindow *self);
void zb_window_note_release (ZbWindow *self, const char *alert);
void zb_window_say_unsaid (ZbWindow *self);
void zb_window_keep_unread (ZbWindow *self);
void zb_window_push_to_wall (ZbWindow *self, GVariant *parameter);
void zb_window_release_wall (ZbWindow *self, GVariant *parameter);
void zb_window_show_self_test (ZbWindow *self, GVariant *parameter);
void zb_window_copy_troubleshooting (ZbWindow *self, GVariant *parameter);
void zb_window_show_map_window (ZbWindow *self, GVariant *parameter);
void zb_window_follow_door_with_map (ZbWindow *self);
void zb_window_open_alerts_camera (ZbWindow *self, GVariant *parameter);
void zb_window_offer_camera (AdwToast *toast, ZbDevice *device);
void zb_window_show_video_window (ZbWindow *self, GVariant *parameter);
void zb_window_follow_door_with_video (ZbWindow *self);
void zb_window_close_video_window (ZbWindow *self);
void zb_window_withdraw (ZbWindow *self, GVariant *parameter);
void zb_window_withdraw_all (ZbWindow *self, GVariant *parameter);
void zb_window_confirm (ZbWindow *self, GVariant *parameter);
void zb_window_retry (ZbWindow *self, GVariant *parameter);
void zb_window_copy_command (ZbWindow *self, GVariant *parameter);
void zb_window_show_telephone (ZbWindow *self, GVariant *parameter);
void zb_window_edit_zone (ZbWindow *self, GVariant *parameter);
void zb_window_copy_zone_link (ZbWindow *self, GVariant *parameter);
void zb_window_watch_drafts (ZbWindow *self);
void zb_window_watch_mutes (ZbWindow *self);
void zb_window_show_mutes (ZbWindow *self, GVariant *parameter);
void zb_window_cover_drafts (ZbWindow *self);
void zb_window_uncover_drafts (ZbWindow *self);
void zb_window_play_alert (ZbWindow *self, GVariant *parameter);
void zb_window_show_page (ZbWindow *self, const char *name);
void zb_window_watch_drills (ZbWindow *self);
void zb_window_frame_others (ZbWindow *self);
void zb_window_manage_drills (ZbWindow *self, GVariant *parameter);
void zb_window_show_debrief (ZbWindow *self, GVariant *parameter);
void zb_window_show_urgent (ZbWindow *self, GVariant *parameter);
void zb_window_replay (ZbWindow *self, GVariant *parameter);

G_END_DECLS
