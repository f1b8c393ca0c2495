/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-timeline.h"

G_BEGIN_DECLS

/* Where its rows are, from the top, in pixels; what is written beside them is left of the plot. They follow
 * the height of a line of text. */
#define ZB_TIMELINE_LEFT(self) (3 * (self)->line)
#define ZB_TIMELINE_RIGHT 12
#define ZB_TIMELINE_SCALE(self) ((self)->line + 2)
#define ZB_TIMELINE_ALERTS(self) (ZB_TIMELINE_SCALE (self) + 14) /* their middle */
#define ZB_TIMELINE_ALERT_RADIUS 7
#define ZB_TIMELINE_BAR(self) (ZB_TIMELINE_SCALE (self) + 14 + MAX (16, (self)->line))
#define ZB_TIMELINE_BAR_HEIGHT 14
#define ZB_TIMELINE_NOTES(self) (ZB_TIMELINE_BAR (self) + MAX (16, (self)->line))
#define ZB_TIMELINE_HEIGHT(self) (ZB_TIMELINE_NOTES (self) + (self)->line + 2)

struct _ZbTimeline
{
  GtkWidget parent_instance;
  gint64 from, span; /* what is shown of time, µs UTC and µs */
  gint64 now;
  gint64 position; /* 0 for live */
  gint64 mark_from, mark_until;
  GPtrArray *recorded; /* ZbRecordedSpan, the oldest first */
  GPtrArray *alerts;
  gboolean held; /* the officer has moved it: it does not follow by itself */

  gint64 drag_from; /* where it was when the dragging began */
  gint64 drag_mark; /* what was there, where a span is marked, else 0 */
  gboolean dragged;
  gint64 told; /* second that a screen reader was told last */

  int line;              /* how high a line of text is */
  GskRenderNode *ground; /* all but what moves with the playhead */
  int ground_width;
};

double zb_timeline_get_plot_width (ZbTimeline *self);

/* zb-timeline-draw.c: how it looks */
void zb_timeline_draw (ZbTimeline *self, GtkSnapshot *snapshot);

/* zb-timeline-input.c: what is wished */
void zb_timeline_add_controllers (ZbTimeline *self);
void zb_timeline_range_init (GtkAccessibleRangeInterface *iface);

/* zb-timeline-words.c: what is said of a moment */
gboolean zb_timeline_query_tooltip (GtkWidget *widget, int x, int y, gboolean by_keyboard,
                                    GtkTooltip *tooltip);

G_END_DECLS
