/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-finding.h"

#include <glib/gi18n.h>

/**
 * ZbFinding:
 *
 * One thing that the self-test has looked at: how good it is, a sentence that says what it means, and what
 * to do where it is not well. It is kept in English and in the officer's language, since whoever helps may
 * not read the latter. It never changes, so that threads may hand it over.
 */
struct _ZbFinding
{
  GObject parent_instance;
  ZbFindingLevel level;
  const char *title;
  const char *advice;
  char *english;
  char *words;
};

G_DEFINE_FINAL_TYPE (ZbFinding, zb_finding, G_TYPE_OBJECT)

static const char *const level_words[] = {
  [ZB_FINDING_RUNNING] = NC_ ("finding", "Being looked at"),
  [ZB_FINDING_WELL] = NC_ ("finding", "Well"),
  [ZB_FINDING_WARNING] = NC_ ("finding", "Warning"),
  [ZB_FINDING_TROUBLE] = NC_ ("finding", "Trouble"),
};

/**
 * zb_finding_new:
 * @title: what was looked at, static and in English
 * @level: how good it is
 * @advice: (nullable): what to do next, static and in English
 * @format: a sentence that says what it means, as printf() reads it, in English
 * @...: what is put into the sentence
 *
 * Returns: (transfer full): the finding
 */
ZbFinding *
zb_finding_new (const char *title, ZbFindingLevel level, const char *advice, const char *format, ...)
{
  ZbFinding *self = g_object_new (ZB_TYPE_FINDING, NULL);
  va_list args, again;

  self->level = level;
  self->title = title;
  self->advice = advice;
  va_start (args, format);
  va_copy (again, args);
  self->english = g_strdup_vprintf (format, args);
  self->words = g_strdup_vprintf (_ (format), again);
  va_end (again);
  va_end (args);
  return self;
}

/**
 * zb_finding_new_running:
 * @title: what is looked at, static and in English
 *
 * Returns: (transfer full): what stands in the place of a finding until there is one
 */
ZbFinding *
zb_finding_new_running (const char *title)
{
  return zb_finding_new (title, ZB_FINDING_RUNNING, NULL, N_ ("This is being looked at."));
}

/**
 * zb_finding_get_level:
 * @self: a finding
 *
 * Returns: how good it is
 */
ZbFindingLevel
zb_finding_get_level (ZbFinding *self)
{
  g_return_val_if_fail (ZB_IS_FINDING (self), ZB_FINDING_TROUBLE);
  return self->level;
}

/**
 * zb_finding_get_title:
 * @self: a finding
 *
 * Returns: what was looked at, in the officer's language
 */
const char *
zb_finding_get_title (ZbFinding *self)
{
  g_return_val_if_fail (ZB_IS_FINDING (self), NULL);
  return _ (self->title);
}

/**
 * zb_finding_get_words:
 * @self: a finding
 *
 * Returns: what it means, in the officer's language
 */
const char *
zb_finding_get_words (ZbFinding *self)
{
  g_return_val_if_fail (ZB_IS_FINDING (self), NULL);
  return self->words;
}

/**
 * zb_finding_get_advice:
 * @self: a finding
 *
 * Returns: (nullable): what to do next, in the officer's language
 */
const char *
zb_finding_get_advice (ZbFinding *self)
{
  g_return_val_if_fail (ZB_IS_FINDING (self), NULL);
  return self->advice ? _ (self->advice) : NULL;
}

/**
 * zb_finding_level_words:
 * @level: a level
 *
 * Returns: its name, in the officer's language
 */
const char *
zb_finding_level_words (ZbFindingLevel level)
{
  return g_dpgettext2 (NULL, "finding", level_words[level]);
}

/**
 * zb_finding_to_text:
 * @self: a finding
 * @english: in English; otherwise in the officer's language
 *
 * Returns: (transfer full): a line of text, such as "[Well] Sound: New alerts sound through pulsesink."
 */
char *
zb_finding_to_text (ZbFinding *self, gboolean english)
{
  g_return_val_if_fail (ZB_IS_FINDING (self), NULL);
  if (english)
    return g_strdup_printf ("[%s] %s: %s%s%s", level_words[self->level], self->title, self->english,
                            self->advice ? " " : "", self->advice ? self->advice : "");
  return g_strdup_printf ("[%s] %s: %s%s%s", zb_finding_level_words (self->level), _ (self->title),
                          self->words, self->advice ? " " : "", self->advice ? _ (self->advice) : "");
}

static void
zb_finding_finalize (GObject *object)
{
  ZbFinding *self = ZB_FINDING (object);

  g_free (self->english);
  g_free (self->words);
  G_OBJECT_CLASS (zb_finding_parent_class)->finalize (object);
}

static void
zb_finding_class_init (ZbFindingClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = zb_finding_finalize;
}

static void
zb_finding_init (ZbFinding *self)
{
}
