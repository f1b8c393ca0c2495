/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-line-watch.h"

#include <glib/gi18n.h>

/**
 * ZbLineWatch:
 *
 * When an officer who does not look is told that no alerts come in:
 *
 *   well ─▶ down for 10 s ─▶ LOST, once ─▶ up for 5 s ─▶ BACK, well
 *     └──▶ the session has ended ─▶ ENDED, once ─────────▲
 *
 * A line that comes and goes more quickly is told of once or not at all: what came while it was down is told
 * of as soon as it is up. Has no clock: whoever asks says what time it is.
 */
struct _ZbLineWatch
{
  GObject parent_instance;
  ZbLine line;
  gint64 since;
  ZbLineNews told; /* LOST or ENDED where that was told last, and is so still */
};

#define LOST_AFTER (10 * G_TIME_SPAN_SECOND)
#define BACK_AFTER (5 * G_TIME_SPAN_SECOND)

G_DEFINE_FINAL_TYPE (ZbLineWatch, zb_line_watch, G_TYPE_OBJECT)

/**
 * zb_line_watch_new:
 *
 * Returns: (transfer full): a watch over a line that nobody has opened
 */
ZbLineWatch *
zb_line_watch_new (void)
{
  return g_object_new (ZB_TYPE_LINE_WATCH, NULL);
}

/* Where nobody sat here nothing has ended; and what has ended stays so until somebody signs in. */
static gboolean
is_change (ZbLineWatch *self, ZbLine line)
{
  if (line == ZB_LINE_ENDED)
    return self->line != ZB_LINE_NONE && self->line != ZB_LINE_ENDED;
  return line != self->line && !(line == ZB_LINE_NONE && self->line == ZB_LINE_ENDED);
}

/**
 * zb_line_watch_note:
 * @self: a watch
 * @line: how the line is
 * @now: the time, µs UTC
 */
void
zb_line_watch_note (ZbLineWatch *self, ZbLine line, gint64 now)
{
  g_return_if_fail (ZB_IS_LINE_WATCH (self));
  if (!is_change (self, line))
    return;
  self->line = line;
  self->since = now;
}

/* A clock that was put back does not keep anything from being told. */
static gboolean
is_over (ZbLineWatch *self, gint64 span, gint64 now)
{
  return now >= self->since + span || now < self->since;
}

static ZbLineNews
find_news (ZbLineWatch *self, gint64 now)
{
  const gboolean told = self->told != ZB_LINE_NEWS_NONE;

  switch (self->line)
    {
    case ZB_LINE_ENDED:
      return self->told == ZB_LINE_NEWS_ENDED ? ZB_LINE_NEWS_NONE : ZB_LINE_NEWS_ENDED;
    case ZB_LINE_DOWN:
      return !told && is_over (self, LOST_AFTER, now) ? ZB_LINE_NEWS_LOST : ZB_LINE_NEWS_NONE;
    case ZB_LINE_UP:
      return told && is_over (self, BACK_AFTER, now) ? ZB_LINE_NEWS_BACK : ZB_LINE_NEWS_NONE;
    case ZB_LINE_NONE:
      return told ? ZB_LINE_NEWS_OVER : ZB_LINE_NEWS_NONE;
    case ZB_LINE_OPENING:
    default:
      return ZB_LINE_NEWS_NONE;
    }
}

/**
 * zb_line_watch_look:
 * @self: a watch
 * @now: the time, µs UTC
 *
 * Returns: what is to be told now; the same is told once
 */
ZbLineNews
zb_line_watch_look (ZbLineWatch *self, gint64 now)
{
  ZbLineNews news;

  g_return_val_if_fail (ZB_IS_LINE_WATCH (self), ZB_LINE_NEWS_NONE);
  news = find_news (self, now);
  if (news == ZB_LINE_NEWS_LOST || news == ZB_LINE_NEWS_ENDED)
    self->told = news;
  else if (news != ZB_LINE_NEWS_NONE)
    self->told = ZB_LINE_NEWS_NONE;
  return news;
}

/**
 * zb_line_watch_is_waiting:
 * @self: a watch
 *
 * Returns: whether there may be something to tell as time goes by
 */
gboolean
zb_line_watch_is_waiting (ZbLineWatch *self)
{
  const gboolean told = self->told != ZB_LINE_NEWS_NONE;

  g_return_val_if_fail (ZB_IS_LINE_WATCH (self), FALSE);
  if (self->line == ZB_LINE_ENDED)
    return self->told != ZB_LINE_NEWS_ENDED;
  return self->line == ZB_LINE_DOWN ? !told : told && self->line != ZB_LINE_OPENING;
}

/**
 * zb_line_news_words:
 * @news: what is to be told
 *
 * Returns: (nullable): how it is told; %NULL where there is nothing to say
 */
const char *
zb_line_news_words (ZbLineNews news)
{
  switch (news)
    {
    case ZB_LINE_NEWS_LOST:
      return _ ("There is no line to the platform: new alerts do not come in");
    case ZB_LINE_NEWS_ENDED:
      return _ ("The session has ended: new alerts do not come in until somebody signs in");
    case ZB_LINE_NEWS_BACK:
      return _ ("New alerts come in again");
    case ZB_LINE_NEWS_NONE:
    case ZB_LINE_NEWS_OVER:
    default:
      return NULL;
    }
}

/**
 * zb_line_of_link:
 * @link: the way to the platform
 *
 * To be asked when the link's state has changed, and when it has a problem. A session that the platform has
 * ended is gone before its problem is told; one that an officer has ended leaves none.
 *
 * Returns: how the line is
 */
ZbLine
zb_line_of_link (ZbLink *link)
{
  const ZbLinkState state = zb_link_get_state (link);

  if (!zb_link_get_account (link))
    return state >= ZB_LINK_CONNECTING && zb_link_get_problem (link) ? ZB_LINE_ENDED : ZB_LINE_NONE;
  if (state == ZB_LINK_LIVE)
    return ZB_LINE_UP;
  return state == ZB_LINK_STALE ? ZB_LINE_DOWN : ZB_LINE_OPENING;
}

static void
zb_line_watch_class_init (ZbLineWatchClass *klass)
{
}

static void
zb_line_watch_init (ZbLineWatch *self)
{
}
