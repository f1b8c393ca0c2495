/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-ptz-control.h"

G_BEGIN_DECLS

/**
 * ZbPtzWords:
 * @title: who turns the camera, or why nobody can
 * @line: (nullable): until when, or why
 * @button: (nullable): what can be done about it
 * @style: how it stands out: mine, warn or none
 *
 * How a control says who turns its camera.
 */
typedef struct
{
  char *title;
  char *line;
  const char *button;
  const char *style;
} ZbPtzWords;

void zb_ptz_words_fill (ZbPtzWords *self, ZbPtzControl *control);
void zb_ptz_words_clear (ZbPtzWords *self);
char *zb_ptz_words_badge (ZbPtzControl *control);
char *zb_ptz_words_view (ZbPtzControl *control);

G_END_DECLS
