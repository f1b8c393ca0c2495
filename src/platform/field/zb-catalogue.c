/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of another language than the process speaks. The C library's gettext () follows the process, or a
 * locale that the machine has to have; a page speaks the language of whoever asks for it, on any machine. So
 * the catalogue that gettext reads is read here: its strings are sorted, as the format has it, and looked for
 * by halves.
 *
 *   magic · revision · count · offset of the originals · offset of the translations · …
 *   each of those tables: length, offset of a string that ends with a zero */
#include "zb-catalogue.h"

#include <libintl.h>
#include <string.h>

#define MAGIC 0x950412deu
#define WORD sizeof (guint32)

struct _ZbCatalogue
{
  GBytes *bytes;
  const char *data;
  gsize size;
  guint32 count, originals, translations;
};

static guint32
read_word (const ZbCatalogue *self, gsize offset)
{
  guint32 word = 0;
  if (offset <= self->size && self->size - offset >= WORD)
    memcpy (&word, self->data + offset, WORD);
  return word;
}

/* A string whose zero lies within the file. */
static const char *
get_string (const ZbCatalogue *self, guint32 table, guint32 index)
{
  gsize row = (gsize)table + (gsize)index * 2 * WORD;
  gsize length = read_word (self, row), offset = read_word (self, row + WORD);
  if (offset == 0 || offset >= self->size || length >= self->size - offset ||
      self->data[offset + length] != '\0')
    return NULL;
  return self->data + offset;
}

/**
 * zb_catalogue_new_from_bytes:
 * @bytes: a catalogue as msgfmt writes it, in this machine's order of bytes
 *
 * Returns: (transfer full) (nullable): its words, NULL where it is none
 */
ZbCatalogue *
zb_catalogue_new_from_bytes (GBytes *bytes)
{
  g_autoptr (ZbCatalogue) self = g_new0 (ZbCatalogue, 1);
  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);
  if (self->size < 7 * WORD || read_word (self, 0) != MAGIC)
    return NULL;
  self->count = read_word (self, 2 * WORD);
  self->originals = read_word (self, 3 * WORD);
  self->translations = read_word (self, 4 * WORD);
  return self->count <= self->size / (4 * WORD) ? g_steal_pointer (&self) : NULL;
}

/**
 * zb_catalogue_new:
 * @path: a file
 *
 * Returns: (transfer full) (nullable): its words, NULL where it cannot be read
 */
ZbCatalogue *
zb_catalogue_new (const char *path)
{
  char *data;
  gsize length;
  if (!g_file_get_contents (path, &data, &length, NULL))
    return NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
  return zb_catalogue_new_from_bytes (bytes);
}

/**
 * zb_catalogue_free:
 * @self: (transfer full): a catalogue
 */
void
zb_catalogue_free (ZbCatalogue *self)
{
  g_bytes_unref (self->bytes);
  g_free (self);
}

static const char *
find (const ZbCatalogue *self, const char *key)
{
  guint32 low = 0, high = self->count;
  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const char *original = get_string (self, self->originals, middle);
      int order = original != NULL ? strcmp (key, original) : -1;
      if (order == 0)
        return get_string (self, self->translations, middle);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

/**
 * zb_catalogue_find:
 * @self: (nullable): a catalogue
 * @context: (nullable): what tells it from the same words elsewhere
 * @text: English words
 *
 * Returns: the same in the catalogue's language; @text where it does not have them
 */
const char *
zb_catalogue_find (const ZbCatalogue *self, const char *context, const char *text)
{
  g_autofree char *key = context != NULL ? g_strconcat (context, "\004", text, NULL) : g_strdup (text);
  const char *found = self != NULL ? find (self, key) : NULL;
  return found != NULL && *found != '\0' ? found : text;
}

/* Where gettext was told that they are; a program that told it nothing has those of its build tree. */
static char *
find_file (void)
{
  const char *build = g_getenv ("ZHIBAN_BUILD");
  g_autofree char *tree = build != NULL ? g_build_filename (build, "po", NULL) : NULL;
  const char *folder = tree != NULL ? tree : bindtextdomain (GETTEXT_PACKAGE, NULL);
  return g_build_filename (folder != NULL ? folder : ".", "zh_CN", "LC_MESSAGES", GETTEXT_PACKAGE ".mo",
                           NULL);
}

/**
 * zb_catalogue_get_chinese:
 *
 * Returns: (transfer none) (nullable): the Chinese words, read once; NULL where they are not installed
 */
const ZbCatalogue *
zb_catalogue_get_chinese (void)
{
  static gsize once;
  static ZbCatalogue *chinese;
  if (g_once_init_enter (&once))
    {
      g_autofree char *path = find_file ();
      chinese = zb_catalogue_new (path);
      if (chinese == NULL)
        g_warning ("There are no Chinese words in %s", path);
      g_once_init_leave (&once, 1);
    }
  return chinese;
}

static double
weigh (char *item)
{
  char *quality = strstr (item, ";q=");
  return quality != NULL ? g_ascii_strtod (quality + strlen (";q="), NULL) : 1;
}

/**
 * zb_catalogue_is_chinese:
 * @languages: (nullable): Accept-Language, "zh-CN,zh;q=0.9,en;q=0.8"
 *
 * Returns: whether Chinese is at least as welcome as English; also where neither is named, because whoever is
 * in the district's streets speaks it
 */
gboolean
zb_catalogue_is_chinese (const char *languages)
{
  g_auto (GStrv) items = g_strsplit (languages != NULL ? languages : "", ",", 20);
  double chinese = 0, english = 0;
  for (guint i = 0; items[i] != NULL; i++)
    {
      char *item = g_strstrip (items[i]);
      if (g_ascii_strncasecmp (item, "zh", 2) == 0)
        chinese = MAX (chinese, weigh (item));
      else if (g_ascii_strncasecmp (item, "en", 2) == 0)
        english = MAX (english, weigh (item));
    }
  return chinese >= english;
}
