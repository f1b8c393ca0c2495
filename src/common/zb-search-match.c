/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a text is what is looked for: by its characters, by the pinyin of these in full or begun, by their
 * initials, and by any mixture of them: 长宁, changning, cn, chning and 长n all find 长宁. */
#include "zb-search-match.h"

#include <string.h>

/* A word is one that all of what is found has. */
#define MOST_WORDS 6
#define LONGEST_WORD 32

typedef struct
{
  guint16 letters[LONGEST_WORD];
  guint n_letters;
  guint64 marks; /* what a text has to have, at the least */
} Word;

struct _ZbSearchQuery
{
  Word words[MOST_WORDS];
  guint n_words;
};

/* What nobody needs to type: it is passed over in both. */
static gboolean
is_joint (guint16 character)
{
  return character == '-' || character == 0x00b7;
}

static gboolean
is_gap (guint16 character)
{
  return is_joint (character) || g_unichar_isspace (character);
}

/* One of 64 bits: letters have their own, so have digits, all others share the rest. */
static guint64
mark_of (guint16 character)
{
  if (character >= 'a' && character <= 'z')
    return G_GUINT64_CONSTANT (1) << (character - 'a');
  if (character >= '0' && character <= '9')
    return G_GUINT64_CONSTANT (1) << (26 + character - '0');
  return G_GUINT64_CONSTANT (1) << (36 + character % 28);
}

/**
 * zb_search_marks_of:
 * @reads: (array length=n_reads): a text
 * @n_reads: how many characters
 *
 * Returns: a bit for each character and initial, so that most texts need not be looked at
 */
guint64
zb_search_marks_of (const ZbRead *reads, guint n_reads)
{
  guint64 marks = 0;

  for (guint i = 0; i < n_reads; i++)
    {
      marks |= mark_of (reads[i].character);
      if (reads[i].syllable)
        marks |= mark_of ((guint16)zb_reading_get_syllable (reads[i].syllable)[0]);
    }
  return marks;
}

/* --- what is looked for ------------------------------------------------------------------------ */

/* Of letters only the first is certain to be a character or an initial. */
static void
add_letter (Word *word, guint16 letter)
{
  if (word->n_letters >= LONGEST_WORD)
    return;
  if (word->n_letters == 0 || letter > 'z' || letter < 'a')
    word->marks |= mark_of (letter);
  word->letters[word->n_letters++] = letter;
}

/**
 * zb_search_query_new:
 * @text: what is looked for, words between spaces
 *
 * Returns: (transfer full): the same, prepared
 */
ZbSearchQuery *
zb_search_query_new (const char *text)
{
  ZbSearchQuery *self = g_new0 (ZbSearchQuery, 1);
  gboolean inside = FALSE;

  for (; *text; text = g_utf8_next_char (text))
    {
      const gunichar small = g_unichar_tolower (g_utf8_get_char (text));
      const guint16 letter = small <= G_MAXUINT16 ? (guint16)small : 0xfffd;

      if (g_unichar_isspace (small))
        inside = FALSE;
      else if (is_joint (letter))
        continue;
      else if (inside || self->n_words < MOST_WORDS)
        {
          self->n_words += !inside;
          inside = TRUE;
          add_letter (&self->words[self->n_words - 1], letter);
        }
    }
  return self;
}

/**
 * zb_search_query_free:
 * @self: (transfer full): what was looked for
 */
void
zb_search_query_free (ZbSearchQuery *self)
{
  g_free (self);
}

/**
 * zb_search_query_is_empty:
 * @self: what is looked for
 *
 * Returns: whether that is nothing
 */
gboolean
zb_search_query_is_empty (const ZbSearchQuery *self)
{
  return self->n_words == 0;
}

/* --- a text ------------------------------------------------------------------------------------ */

/* How many letters of @word from @at a syllable begins with; ü is typed as v, and as u. */
static guint
count_common (const Word *word, guint at, const char *syllable)
{
  guint n = 0;

  while (
      at + n < word->n_letters && syllable[n] &&
      (word->letters[at + n] == (guint16)syllable[n] || (syllable[n] == 'v' && word->letters[at + n] == 'u')))
    n++;
  return n;
}

/* Where in @reads the rest of @word ends if it begins at @from; 0 for nowhere. */
static guint
match_from (const Word *word, guint at, const ZbRead *reads, guint n_reads, guint from)
{
  guint n, end;

  if (at == word->n_letters)
    return from;
  while (at > 0 && from < n_reads && is_gap (reads[from].character))
    from++;
  if (from == n_reads)
    return 0;
  if (reads[from].character == word->letters[at] &&
      (end = match_from (word, at + 1, reads, n_reads, from + 1)) > 0)
    return end;
  n = reads[from].syllable ? count_common (word, at, zb_reading_get_syllable (reads[from].syllable)) : 0;
  for (; n > 0; n--)
    if ((end = match_from (word, at + n, reads, n_reads, from + 1)) > 0)
      return end;
  return 0;
}

/* 0 for the whole title, then what begins with it, then what has it further on. */
static guint
match_word (const Word *word, const ZbRead *reads, guint n_reads, guint n_title)
{
  for (guint from = 0; from < n_reads; from++)
    {
      const guint end = match_from (word, 0, reads, n_reads, from);

      if (end > 0)
        return from > 0 ? 2 : end != n_title;
    }
  return ZB_SEARCH_NO_MATCH;
}

/**
 * zb_search_query_match:
 * @self: what is looked for
 * @marks: of the text, by zb_search_marks_of()
 * @reads: (array length=n_reads): the text
 * @n_reads: how many characters
 * @n_title: how many of them are its title
 *
 * Returns: how far it is from being just that, 0 for not at all; %ZB_SEARCH_NO_MATCH where it is not
 */
guint
zb_search_query_match (const ZbSearchQuery *self, guint64 marks, const ZbRead *reads, guint n_reads,
                       guint n_title)
{
  guint sum = 0;

  for (guint i = 0; i < self->n_words; i++)
    {
      const Word *word = &self->words[i];
      const guint score =
          (word->marks & ~marks) == 0 ? match_word (word, reads, n_reads, n_title) : ZB_SEARCH_NO_MATCH;

      if (score == ZB_SEARCH_NO_MATCH)
        return ZB_SEARCH_NO_MATCH;
      sum += score;
    }
  return sum;
}
