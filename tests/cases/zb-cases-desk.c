/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A desk with the page of cases, as large as it is on a screen of 1920×1080. */
#include "zb-cases-desk.h"

#include "zb-cases-page.h"
#include "zb-sample-window.h"
#include "zb-words.h"

/**
 * zb_cases_desk_set_up:
 * @self: a desk
 * @account: (nullable): the id of the account that sits there
 */
void
zb_cases_desk_set_up (ZbSampleDesk *self, gconstpointer account)
{
  zb_sample_desk_open (self, account ? account : ZB_SAMPLE_OFFICER);
  zb_words_set_world (self->world);
  zb_sample_desk_show (self,
                       g_object_new (ZB_TYPE_CASES_PAGE, "world", self->world, "account", self->account,
                                     "evidence", self->services, "query", self->services, NULL),
                       1848, 1032);
}

/**
 * zb_cases_desk_tear_down:
 * @self: a desk
 * @data: not used
 */
void
zb_cases_desk_tear_down (ZbSampleDesk *self, gconstpointer data)
{
  zb_sample_desk_close (self);
}

/**
 * zb_cases_desk_show:
 * @self: a desk
 * @id: the id of a case
 *
 * Selects it, and waits until it is on the screen.
 */
void
zb_cases_desk_show (ZbSampleDesk *self, const char *id)
{
  zb_cases_page_set_selected (ZB_CASES_PAGE (self->screen), zb_world_lookup (self->world, ZB_KIND_CASE, id));
  zb_sample_settle ();
}
