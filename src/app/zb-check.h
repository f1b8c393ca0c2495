/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-finding.h"

#include "zb-link.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * ZbCheckFacts:
 * @url: (nullable): the platform that somebody has signed in to
 * @link: how the line stands
 * @heard: whether the platform's clock was heard
 * @clock_ahead: by how much it is ahead of this machine's, µs
 * @display: the kind of display, such as "GdkX11Display"
 * @renderer: what draws the window, such as "GskNglRenderer"
 * @gl: (nullable): who made the OpenGL that draws, and its name
 * @input_method: what GTK reads keys with, such as "ibus"
 * @map_folder: where the base map is
 * @data_folder: where the outbox is kept
 *
 * What only the main thread may look at, gathered once for all checks, which then run wherever they like.
 */
typedef struct
{
  char *url;
  ZbLinkState link;
  gboolean heard;
  gint64 clock_ahead;
  char *display;
  char *renderer;
  char *gl;
  char *input_method;
  char *map_folder;
  char *data_folder;
} ZbCheckFacts;

ZbCheckFacts *zb_check_facts_new (GtkWidget *widget, ZbLink *link);
ZbCheckFacts *zb_check_facts_ref (ZbCheckFacts *self);
void zb_check_facts_unref (ZbCheckFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbCheckFacts, zb_check_facts_unref)

/**
 * ZbCheck:
 * @title: what is looked at, static and in English
 * @find: (nullable): looks at it, in a thread; it may take a while
 * @ask: (nullable): in its place, asks on the main loop and returns a future of a #ZbFinding
 *
 * One thing that the self-test looks at.
 */
typedef struct
{
  const char *title;
  ZbFinding *(*find) (const char *title, const ZbCheckFacts *facts);
  DexFuture *(*ask) (const char *title, const ZbCheckFacts *facts);
} ZbCheck;

const ZbCheck *zb_checks_get (guint *n_checks);

ZbFinding *zb_check_h264 (const char *title, const ZbCheckFacts *facts);
ZbFinding *zb_check_h265 (const char *title, const ZbCheckFacts *facts);
ZbFinding *zb_check_sound (const char *title, const ZbCheckFacts *facts);
ZbFinding *zb_check_graphics (const char *title, const ZbCheckFacts *facts);
ZbFinding *zb_check_input_method (const char *title, const ZbCheckFacts *facts);
ZbFinding *zb_check_base_map (const char *title, const ZbCheckFacts *facts);
ZbFinding *zb_check_disk (const char *title, const ZbCheckFacts *facts);
ZbFinding *zb_check_memory (const char *title, const ZbCheckFacts *facts);
ZbFinding *zb_check_clock (const char *title, const ZbCheckFacts *facts);
DexFuture *zb_check_feed (const char *title, const ZbCheckFacts *facts);
DexFuture *zb_check_secrets (const char *title, const ZbCheckFacts *facts);

G_END_DECLS
