/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-field-form.h"
#include "zb-fuzz.h"
#include "zb-html.h"

/* What is shown of a field is text, whatever was sent. */
static void
show (gpointer name, gpointer value, gpointer data)
{
  g_autoptr (GString) page = g_string_new (NULL);

  g_assert_true (g_utf8_validate (name, -1, NULL) && g_utf8_validate (value, -1, NULL));
  zb_html_escape (page, value);
  g_assert_null (strpbrk (page->str, "<>\"'"));
  g_assert_true (g_utf8_validate (page->str, -1, NULL));
}

static void
read_as (const char *type, GBytes *content)
{
  g_autoptr (ZbFieldForm) form = zb_field_form_parse (type, content);

  g_hash_table_foreach (form->fields, show, NULL);
  for (guint i = 0; i < form->files->len; i++)
    g_assert_cmpuint (g_bytes_get_size (form->files->pdata[i]), <=, g_bytes_get_size (content));
}

/* As words, as parts, and as a pattern of a page. */
int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GBytes) content = g_bytes_new (data, size);
  g_autoptr (GHashTable) values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *pattern = g_strndup (size > 0 ? (const char *)data : "", size);
  g_autofree char *page = zb_html_fill (pattern, values);

  read_as ("application/x-www-form-urlencoded", content);
  read_as ("multipart/form-data; boundary=limit", content);
  g_assert_cmpuint (strlen (page), <=, strlen (pattern));
  return 0;
}

#ifndef ZB_LIBFUZZER
static const char *const samples[] = {
  "token=00ff&key=01890000-0000-7000-8000-000000000001&word=%E5%B7%B2+%3Cb%3E&pictures=a,b",
  "--limit\r\nContent-Disposition: form-data; name=\"word\"\r\n\r\n<b> "
  "\"x\"\r\n--limit\r\nContent-Disposition: "
  "form-data; name=\"file\"; filename=\"a.jpg\"\r\nContent-Type: "
  "image/jpeg\r\n\r\n\xff\xd8\xff\r\n--limit--\r\n",
  "<p>{{text}}</p>{{{html}}}",
  NULL,
};

int
main (int argc, char **argv)
{
  return zb_fuzz_run (argc, argv, "field-form", samples, 3000);
}
#endif
