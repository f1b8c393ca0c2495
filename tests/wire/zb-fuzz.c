/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"

#include <glib.h>
#include <string.h>

#define SEED 20261123

typedef struct
{
  const char *const *samples;
  unsigned rounds;
} Plan;

/* What parsers of JSON stumble over. */
static const char *const words[] = { "null",
                                     "true",
                                     "-1",
                                     "1e999",
                                     "18446744073709551616",
                                     "\"\"",
                                     "{}",
                                     "[]",
                                     "\\u0000",
                                     "\xff",
                                     "\"id\":",
                                     "{\"",
                                     "]",
                                     "\xed\xa0\x80",
                                     "-9223372036854775808",
                                     "\"2026-13-45T99:99:99Z\"" };

static void
put_word (GByteArray *bytes, guint at, GRand *random)
{
  const char *word = words[g_rand_int_range (random, 0, G_N_ELEMENTS (words))];
  gsize length = strlen (word);

  g_byte_array_set_size (bytes, bytes->len + (guint)length);
  memmove (bytes->data + at + length, bytes->data + at, bytes->len - length - at);
  memcpy (bytes->data + at, word, length);
}

static void
double_part (GByteArray *bytes, guint at, GRand *random)
{
  guint wanted = (guint)g_rand_int_range (random, 1, 64);
  guint length = MIN (bytes->len - at, wanted);
  g_autofree guint8 *part = g_memdup2 (bytes->data + at, length);

  g_byte_array_append (bytes, part, length);
}

static void
mutate (GByteArray *bytes, GRand *random)
{
  guint at = bytes->len > 0 ? (guint)g_rand_int_range (random, 0, (gint32)bytes->len) : 0;

  switch (bytes->len > 0 ? g_rand_int_range (random, 0, 5) : 0)
    {
    case 0:
      put_word (bytes, at, random);
      break;
    case 1:
      bytes->data[at] = (guint8)g_rand_int_range (random, 0, 256);
      break;
    case 2:
      g_byte_array_remove_range (bytes, at, MIN (bytes->len - at, 1 + at % 16));
      break;
    case 3:
      double_part (bytes, at, random);
      break;
    default:
      g_byte_array_set_size (bytes, at);
      break;
    }
}

static void
try_once (const char *sample, GRand *random)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int times = g_rand_int_range (random, 0, 6);

  g_byte_array_append (bytes, (const guint8 *)sample, (guint)strlen (sample));
  for (int i = 0; i < times; i++)
    mutate (bytes, random);
  /* An exact copy, so that the sanitizer sees a read beyond the end. */
  g_autofree guint8 *copy = g_memdup2 (bytes->data, bytes->len);
  LLVMFuzzerTestOneInput (copy, bytes->len);
}

static void
test_mutations (gconstpointer data)
{
  const Plan *plan = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);

  for (unsigned round = 0; round < plan->rounds; round++)
    for (gsize i = 0; plan->samples[i] != NULL; i++)
      try_once (plan->samples[i], random);
}

int
zb_fuzz_run (int argc, char **argv, const char *name, const char *const *samples, unsigned rounds)
{
  Plan plan = { samples, rounds };
  g_autofree char *path = g_strdup_printf ("/fuzz/%s", name);

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func (path, &plan, test_mutations);
  return g_test_run ();
}
