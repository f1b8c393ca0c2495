/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-fuzz.h"

#include <string.h>

#define SEED 20261123

typedef struct
{
  GPtrArray *samples; /* GBytes */
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
try_once (GBytes *sample, GRand *random)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  int times = g_rand_int_range (random, 0, 6);

  g_byte_array_append (bytes, g_bytes_get_data (sample, NULL), (guint)g_bytes_get_size (sample));
  for (int i = 0; i < times; i++)
    mutate (bytes, random);
  /* An exact copy, so that the sanitizer sees a read beyond the end. */
  g_autofree guint8 *copy = g_memdup2 (bytes->data, bytes->len);
  LLVMFuzzerTestOneInput (copy, bytes->len);
}

static gint64
get_end (void)
{
  const char *seconds = g_getenv ("ZHIBAN_FUZZ_SECONDS");

  return g_get_monotonic_time () + (seconds ? g_ascii_strtoll (seconds, NULL, 10) : 0) * G_USEC_PER_SEC;
}

static void
test_mutations (gconstpointer data)
{
  const Plan *plan = data;
  g_autoptr (GRand) random = g_rand_new_with_seed (SEED);
  const gint64 end = get_end ();

  for (unsigned round = 0; round < plan->rounds || g_get_monotonic_time () < end; round++)
    for (guint i = 0; i < plan->samples->len; i++)
      try_once (plan->samples->pdata[i], random);
}

int
zb_fuzz_run_bytes (int argc, char **argv, const char *name, GPtrArray *samples, unsigned rounds)
{
  Plan plan = { samples, rounds };
  g_autofree char *path = g_strdup_printf ("/fuzz/%s", name);

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func (path, &plan, test_mutations);
  return g_test_run ();
}

int
zb_fuzz_run (int argc, char **argv, const char *name, const char *const *samples, unsigned rounds)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_bytes_unref);

  for (gsize i = 0; samples[i]; i++)
    g_ptr_array_add (all, g_bytes_new_static (samples[i], strlen (samples[i])));
  return zb_fuzz_run_bytes (argc, argv, name, all, rounds);
}
