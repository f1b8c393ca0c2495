/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One event of the log as CloudEvents 1.0 in structured form, with `seq` as our extension. */
#include "zb-feed-item.h"

#include "zb-masking.h"
#include "zb-time.h"

/**
 * zb_feed_item_new:
 *
 * Returns: (transfer full): an item to fill
 */
ZbFeedItem *
zb_feed_item_new (void)
{
  return g_atomic_rc_box_new0 (ZbFeedItem);
}

/**
 * zb_feed_item_ref:
 * @self: an item
 *
 * Returns: (transfer full): the same
 */
ZbFeedItem *
zb_feed_item_ref (ZbFeedItem *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
item_clear (gpointer pointer)
{
  ZbFeedItem *self = pointer;
  g_free (self->id);
  g_free (self->area);
  g_free (self->area_before);
  g_free (self->of_case);
  g_free (self->body);
}

/**
 * zb_feed_item_unref:
 * @self: (transfer full): an item
 */
void
zb_feed_item_unref (ZbFeedItem *self)
{
  g_atomic_rc_box_release_full (self, item_clear);
}

/**
 * zb_feed_item_can_merge:
 * @self: an item
 *
 * Returns: whether a later one about the same subject makes it superfluous for a client that is slow
 */
gboolean
zb_feed_item_can_merge (const ZbFeedItem *self)
{
  return g_str_equal (self->type, "unit.moved") || g_str_equal (self->type, "device.health") ||
         g_str_equal (self->type, "wall.updated");
}

static void
append_head (ZbFeedItem *self, GString *text, const char *type)
{
  char at[ZB_TIME_LENGTH + 1];
  zb_time_format (self->at, at);
  const char *kind = zb_choices_nick (&zb_kinds, (int)self->kind);
  g_string_append_printf (text,
                          "{\"specversion\":\"1.0\",\"id\":\"%" G_GINT64_FORMAT
                          "\",\"source\":\"/zhiban-platform\","
                          "\"type\":\"%s\",\"subject\":\"%s/%s\",\"time\":\"%s\",\"seq\":%" G_GINT64_FORMAT,
                          self->seq, type, kind, self->id, at, self->seq);
}

/**
 * zb_feed_item_append_removed:
 * @self: an item
 * @text: where to write
 *
 * Writes that the subject is gone, or no longer the recipient's to see.
 */
void
zb_feed_item_append_removed (ZbFeedItem *self, GString *text)
{
  append_head (self, text, "entity.removed");
  g_string_append_c (text, '}');
}

/**
 * zb_feed_item_append:
 * @self: an item
 * @text: where to write
 * @account: the recipient
 *
 * Writes the event as @account may see it.
 */
void
zb_feed_item_append (ZbFeedItem *self, GString *text, ZbAccount *account)
{
  gboolean personal = self->body != NULL && zb_masking_is_needed (self->kind, self->body, account);
  g_autofree char *masked = personal ? zb_mask_body (self->kind, self->body, account) : NULL;
  /* What cannot be read cannot be masked, and is not shown. */
  if (self->body == NULL || (personal && masked == NULL))
    {
      zb_feed_item_append_removed (self, text);
      return;
    }
  append_head (self, text, self->type);
  g_string_append (text, ",\"datacontenttype\":\"application/json\",\"data\":");
  g_string_append (text, masked != NULL ? masked : self->body);
  g_string_append_c (text, '}');
}
