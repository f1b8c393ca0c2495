/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer attaches tells what is seen and nothing beside it. */
#include "zb-attachment-file.h"

#include <string.h>

#define SECRET "31.2304N 121.4737E Chen"

static void
append (GByteArray *to, const char *bytes, gsize length)
{
  g_byte_array_append (to, (const guint8 *)bytes, (guint)length);
}

#define LITERAL(to, text) append ((to), (text), sizeof (text) - 1)

static gboolean
holds (GBytes *file, const char *text)
{
  gsize length;
  const char *data = g_bytes_get_data (file, &length);

  return memmem (data, length, text, strlen (text)) != NULL;
}

static GBytes *
strip (GByteArray *file)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (file);

  return zb_attachment_file_strip (bytes);
}

/* A photograph that lies on its side, with its notes, a colour profile and a comment. */
static GByteArray *
make_jpeg (void)
{
  GByteArray *file = g_byte_array_new ();

  LITERAL (file, "\xff\xd8");
  LITERAL (file, "\xff\xe0\x00\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
  LITERAL (file, "\xff\xe1\x00\x39"
                 "Exif\0\0"
                 "II*\0\x08\0\0\0"
                 "\x01\0"
                 "\x12\x01\x03\0\x01\0\0\0\x06\0\0\0"
                 "\0\0\0\0" SECRET);
  LITERAL (file, "\xff\xe2\x00\x14ICC_PROFILE\0\x01\x01"
                 "icc!");
  LITERAL (file, "\xff\xed\x00\x19" SECRET);
  LITERAL (file, "\xff\xfe\x00\x19" SECRET);
  LITERAL (file, "\xff\xda\x00\x08\x01\x01\0\0\x3f\0"
                 "coded\xff\0more\xff\xd0rest");
  LITERAL (file, "\xff\xd9" SECRET);
  return file;
}

static void
test_jpeg (void)
{
  g_autoptr (GBytes) stripped = strip (make_jpeg ());

  g_assert_nonnull (stripped);
  g_assert_cmpstr (zb_attachment_file_find_type (stripped), ==, "image/jpeg");
  g_assert_false (holds (stripped, "31.2304N"));
  g_assert_false (holds (stripped, "Chen"));
  g_assert_true (holds (stripped, "JFIF"));
  g_assert_true (holds (stripped, "icc!"));
  g_assert_true (holds (stripped, "rest\xff\xd9"));
}

/* Which way up it is belongs to what is seen. */
static void
test_orientation (void)
{
  g_autoptr (GBytes) stripped = strip (make_jpeg ());
  const char up[] = "\x01\x12\0\x03\0\0\0\x01\0\x06";
  gsize length;
  const char *data = g_bytes_get_data (stripped, &length);

  g_assert_nonnull (memmem (data, length, up, sizeof up - 1));
  g_assert_true (holds (stripped, "Exif"));
}

static void
test_png (void)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) stripped = NULL;

  LITERAL (file, "\x89PNG\r\n\x1a\n");
  LITERAL (file, "\0\0\0\x04IHDRhead\1\2\3\4");
  LITERAL (file, "\0\0\0\x17tEXt" SECRET "\1\2\3\4");
  LITERAL (file, "\0\0\0\x17"
                 "eXIf" SECRET "\1\2\3\4");
  LITERAL (file, "\0\0\0\x04IDATdata\1\2\3\4");
  LITERAL (file, "\0\0\0\0IEND\1\2\3\4" SECRET);
  stripped = strip (file);
  g_assert_nonnull (stripped);
  g_assert_false (holds (stripped, "Chen"));
  g_assert_true (holds (stripped, "IDATdata"));
  g_assert_true (holds (stripped, "IHDRhead"));
}

static void
test_webp (void)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) stripped = NULL;
  const guint8 *data;

  LITERAL (file, "RIFF\x4a\0\0\0WEBP");
  LITERAL (file, "VP8X\x0a\0\0\0\x0c\0\0\0\1\0\0\2\0\0");
  LITERAL (file, "VP8 \x04\0\0\0code");
  LITERAL (file, "EXIF\x17\0\0\0" SECRET "\0");
  stripped = strip (file);
  g_assert_nonnull (stripped);
  data = g_bytes_get_data (stripped, NULL);
  g_assert_false (holds (stripped, "Chen"));
  g_assert_true (holds (stripped, "code"));
  g_assert_cmpuint (data[20] & 0x0c, ==, 0);
  g_assert_cmpuint (data[4] + 8u, ==, g_bytes_get_size (stripped));
}

/* Nothing moves, so that the tables of a film still fit. */
static void
test_mp4 (void)
{
  GByteArray *file = g_byte_array_new ();
  g_autoptr (GBytes) stripped = NULL;

  LITERAL (file, "\0\0\0\x10"
                 "ftypisom\0\0\0\0");
  LITERAL (file, "\0\0\0\x33moov");
  LITERAL (file, "\0\0\0\x0cmvhdhead");
  LITERAL (file, "\0\0\0\x1fudta" SECRET);
  LITERAL (file, "\0\0\0\x0cmdatdata");
  stripped = strip (file);
  g_assert_nonnull (stripped);
  g_assert_cmpuint (g_bytes_get_size (stripped), ==, 16 + 51 + 12);
  g_assert_false (holds (stripped, "Chen"));
  g_assert_true (holds (stripped, "mdatdata"));
  g_assert_true (holds (stripped, "free"));
}

static void
test_broken (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
  } files[] = {
#define FILE_(text) { text, sizeof (text) - 1 }
    FILE_ ("GIF89a"),
    FILE_ ("\xff\xd8\xff"),
    FILE_ ("\xff\xd8\xff\xe1\xff\xffshort"),
    FILE_ ("\xff\xd8\xff\xe1\x00\x01"),
    FILE_ ("\x89PNG\r\n\x1a\n\x7f\xff\xff\xffIHDRhead"),
    FILE_ ("RIFF\x04\0\0\0WEBPVP8 \xff\xff\xff\xff"),
    FILE_ ("\0\0\0\x10"
           "ftypisom\0\0\0\0\0\0\0\x03moov"),
  };

  for (gsize i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GBytes) file = g_bytes_new_static (files[i].bytes, files[i].length);
      g_assert_null (zb_attachment_file_strip (file));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/attachment-file/jpeg", test_jpeg);
  g_test_add_func ("/attachment-file/orientation", test_orientation);
  g_test_add_func ("/attachment-file/png", test_png);
  g_test_add_func ("/attachment-file/webp", test_webp);
  g_test_add_func ("/attachment-file/mp4", test_mp4);
  g_test_add_func ("/attachment-file/broken", test_broken);
  return g_test_run ();
}
