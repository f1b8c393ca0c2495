/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How Chinese text is read, without tones, as one types it. Single characters are read as ICU's
 * transliteration has them; it does not look at the words that they are in, so that those which matter here
 * are in zb-readings.c. */
#include "zb-reading.h"

#include "zb-readings.h"

#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

/* The CJK Unified Ideographs block of Unicode. */
#define FIRST 0x4e00
#define LAST 0x9fff

/* No syllable is longer; "zhuang" has six letters. */
#define LONGEST 8

static guint16 table[LAST - FIRST + 1];
static GPtrArray *syllables; /* the first is none */
static GHashTable *numbers;  /* syllable → its number */
static GHashTable *phrases;  /* characters → their ZbPhrase */
static guint longest_phrase; /* characters */

static guint16
get_number (const char *syllable)
{
  gpointer number = g_hash_table_lookup (numbers, syllable);

  if (!number)
    {
      char *own = g_strdup (syllable);

      number = GUINT_TO_POINTER (syllables->len);
      g_hash_table_insert (numbers, own, number);
      g_ptr_array_add (syllables, own);
    }
  return (guint16)GPOINTER_TO_UINT (number);
}

/* Only letters: what ICU cannot read it leaves as it is. */
static gboolean
take_letters (const UChar *from, int length, char *to)
{
  if (length < 1 || length >= LONGEST)
    return FALSE;
  for (int i = 0; i < length; i++)
    {
      if (from[i] < 'a' || from[i] > 'z')
        return FALSE;
      to[i] = (char)from[i];
    }
  to[length] = '\0';
  return TRUE;
}

static void
read_character (UTransliterator *reader, guint character)
{
  UChar text[4 * LONGEST] = { (UChar)character };
  char letters[LONGEST];
  int length = 1, limit = 1;
  UErrorCode error = U_ZERO_ERROR;

  utrans_transUChars (reader, text, &length, G_N_ELEMENTS (text), 0, &limit, &error);
  if (U_SUCCESS (error) && take_letters (text, length, letters))
    table[character - FIRST] = get_number (letters);
}

static void
read_all_characters (void)
{
  static const char name[] = "Han-Latin; Latin-ASCII; Lower";
  UChar id[G_N_ELEMENTS (name)];
  UErrorCode error = U_ZERO_ERROR;
  UTransliterator *reader;

  u_charsToUChars (name, id, G_N_ELEMENTS (name));
  reader = utrans_openU (id, -1, UTRANS_FORWARD, NULL, 0, NULL, &error);
  if (!reader)
    {
      g_message ("Search by pinyin: %s", u_errorName (error));
      return;
    }
  for (guint character = FIRST; character <= LAST; character++)
    read_character (reader, character);
  utrans_close (reader);
}

static void
take_phrases (void)
{
  for (gsize i = zb_n_readings; i-- > 0;)
    {
      g_auto (GStrv) parts = g_strsplit (zb_readings[i].reading, " ", -1);

      for (guint part = 0; parts[part]; part++)
        get_number (parts[part]);
      g_hash_table_insert (phrases, (gpointer)zb_readings[i].text, (gpointer)&zb_readings[i]);
      longest_phrase = MAX (longest_phrase, (guint)g_utf8_strlen (zb_readings[i].text, -1));
    }
}

/**
 * zb_reading_load:
 *
 * Prepares what zb_reading_read() needs, once; it takes about a tenth of a second and may be called from any
 * thread.
 */
void
zb_reading_load (void)
{
  static gsize loaded;

  if (!g_once_init_enter (&loaded))
    return;
  syllables = g_ptr_array_new ();
  numbers = g_hash_table_new (g_str_hash, g_str_equal);
  phrases = g_hash_table_new (g_str_hash, g_str_equal);
  get_number ("");
  read_all_characters ();
  take_phrases ();
  g_once_init_leave (&loaded, 1);
}

static void
append (GArray *reads, gunichar character, guint16 syllable)
{
  const gunichar small = g_unichar_tolower (character);
  const ZbRead read = { small <= G_MAXUINT16 ? (guint16)small : 0xfffd, syllable };

  g_array_append_val (reads, read);
}

static void
append_phrase (GArray *reads, const ZbPhrase *phrase)
{
  g_auto (GStrv) parts = g_strsplit (phrase->reading, " ", -1);
  guint part = 0;

  for (const char *at = phrase->text; *at && parts[part]; at = g_utf8_next_char (at), part++)
    append (reads, g_utf8_get_char (at), get_number (parts[part]));
}

/* The longest that @text begins with. */
static const ZbPhrase *
find_phrase (const char *text)
{
  const glong length = g_utf8_strlen (text, 4 * (gssize)longest_phrase);

  for (glong n = MIN (length, (glong)longest_phrase); n > 0; n--)
    {
      char part[32] = "";
      const gsize size = (gsize)(g_utf8_offset_to_pointer (text, n) - text);
      const ZbPhrase *phrase = NULL;

      if (size < sizeof part)
        {
          memcpy (part, text, size);
          phrase = g_hash_table_lookup (phrases, part);
        }
      if (phrase)
        return phrase;
    }
  return NULL;
}

/**
 * zb_reading_read:
 * @text: (nullable): a text
 * @reads: (element-type ZbRead): where its characters and their readings are appended
 *
 * Reads a text; zb_reading_load() has to be over.
 */
void
zb_reading_read (const char *text, GArray *reads)
{
  while (text && *text)
    {
      const gunichar character = g_utf8_get_char (text);
      const gboolean chinese = character >= FIRST && character <= LAST;
      const ZbPhrase *phrase = chinese ? find_phrase (text) : NULL;

      if (phrase)
        {
          append_phrase (reads, phrase);
          text += strlen (phrase->text);
          continue;
        }
      append (reads, character, chinese ? table[character - FIRST] : 0);
      text = g_utf8_next_char (text);
    }
}

/**
 * zb_reading_get_syllable:
 * @syllable: of a #ZbRead
 *
 * Returns: (transfer none): its letters; none for 0
 */
const char *
zb_reading_get_syllable (guint16 syllable)
{
  return syllables->pdata[syllable];
}
