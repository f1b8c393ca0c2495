/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-link.h"

G_BEGIN_DECLS

/**
 * ZbLine:
 * @ZB_LINE_NONE: nobody has signed in
 * @ZB_LINE_OPENING: somebody has signed in, and what there is is being fetched
 * @ZB_LINE_UP: alerts come in
 * @ZB_LINE_DOWN: there is no line
 * @ZB_LINE_ENDED: the platform has ended the session, which nobody here has asked for
 *
 * How the line to the platform is, for somebody who waits for alerts.
 */
typedef enum
{
  ZB_LINE_NONE,
  ZB_LINE_OPENING,
  ZB_LINE_UP,
  ZB_LINE_DOWN,
  ZB_LINE_ENDED,
} ZbLine;

/**
 * ZbLineNews:
 * @ZB_LINE_NEWS_NONE: nothing
 * @ZB_LINE_NEWS_LOST: alerts no longer come in, and have not for a while
 * @ZB_LINE_NEWS_ENDED: they do not come in until somebody signs in
 * @ZB_LINE_NEWS_BACK: they come in again
 * @ZB_LINE_NEWS_OVER: what was told concerns nobody any more
 *
 * What is to be told of the line.
 */
typedef enum
{
  ZB_LINE_NEWS_NONE,
  ZB_LINE_NEWS_LOST,
  ZB_LINE_NEWS_ENDED,
  ZB_LINE_NEWS_BACK,
  ZB_LINE_NEWS_OVER,
} ZbLineNews;

#define ZB_TYPE_LINE_WATCH (zb_line_watch_get_type ())
G_DECLARE_FINAL_TYPE (ZbLineWatch, zb_line_watch, ZB, LINE_WATCH, GObject)

ZbLineWatch *zb_line_watch_new (void);
void zb_line_watch_note (ZbLineWatch *self, ZbLine line, gint64 now);
ZbLineNews zb_line_watch_look (ZbLineWatch *self, gint64 now);
gboolean zb_line_watch_is_waiting (ZbLineWatch *self);
const char *zb_line_news_words (ZbLineNews news);
ZbLine zb_line_of_link (ZbLink *link);

G_END_DECLS
