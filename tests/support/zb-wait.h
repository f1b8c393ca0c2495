/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

static inline gboolean
zb_wait_note_end (gpointer data)
{
  *(gboolean *)data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main loop until @condition holds, at the most @milliseconds. Once it has held it is not looked at
 * again: it may keep what it finds. */
#define zb_wait_for(condition, milliseconds)                                                                 \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gboolean zb_wait_ended = FALSE, zb_wait_met;                                                             \
    guint zb_wait_source = g_timeout_add ((milliseconds), zb_wait_note_end, &zb_wait_ended);                 \
    while (!(zb_wait_met = !!(condition)) && !zb_wait_ended)                                                 \
      g_main_context_iteration (NULL, TRUE);                                                                 \
    if (!zb_wait_ended)                                                                                      \
      g_source_remove (zb_wait_source);                                                                      \
    if (!zb_wait_met)                                                                                        \
      g_assertion_message (G_LOG_DOMAIN, __FILE__, __LINE__, G_STRFUNC, "waited in vain: " #condition);      \
  }                                                                                                          \
  G_STMT_END

static inline gboolean
zb_wait_draw (gpointer data)
{
  g_usleep (2000);
  return G_SOURCE_CONTINUE;
}

/* A machine that does nothing but draw: frames, of the priority that GTK gives them, that never end. To be
 * removed with g_source_remove(). */
#define zb_wait_draw_for_ever() g_idle_add_full (120 /* GDK_PRIORITY_REDRAW */, zb_wait_draw, NULL, NULL)

/* Runs the main loop for a while. */
#define zb_wait(milliseconds)                                                                                \
  G_STMT_START                                                                                               \
  {                                                                                                          \
    gboolean zb_wait_ended = FALSE;                                                                          \
    g_timeout_add ((milliseconds), zb_wait_note_end, &zb_wait_ended);                                        \
    while (!zb_wait_ended)                                                                                   \
      g_main_context_iteration (NULL, TRUE);                                                                 \
  }                                                                                                          \
  G_STMT_END

G_END_DECLS
