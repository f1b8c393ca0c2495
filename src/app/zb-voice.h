/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define ZB_TYPE_VOICE (zb_voice_get_type ())
G_DECLARE_FINAL_TYPE (ZbVoice, zb_voice, ZB, VOICE, GObject)

ZbVoice *zb_voice_new (GtkApplication *application);
void zb_voice_speak (ZbVoice *self, const char *words, gboolean urgent);
void zb_voice_cry (ZbVoice *self, const char *words, gboolean urgent, gint64 now);
void zb_voice_break_in (ZbVoice *self, const char *words, gint64 now);
void zb_voice_sum_up (ZbVoice *self, gint64 now);
gboolean zb_voice_is_holding (ZbVoice *self);
void zb_voice_forget (ZbVoice *self);
guint zb_voice_get_n_said (ZbVoice *self);
const char *zb_voice_get_said (ZbVoice *self);

G_END_DECLS
