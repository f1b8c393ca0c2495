/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page for a unit's telephone, in the language that the telephone asks for: a pattern out of data/field, in
 * which names stand for words and values. Nothing of it comes from anywhere else, and no script stands in it.
 */
#include "zb-field-page.h"

#include "zb-catalogue.h"
#include "zb-field-resources.h"
#include "zb-field-sessions.h"
#include "zb-html.h"
#include "zb-platform.h"
#include "zb-uuid.h"

#define RESOURCES "/cn/zhiban/Platform/field/"
#define POLICY                                                                                               \
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

#define N_(text) text

struct _ZbFieldPage
{
  GHashTable *values;
  const ZbCatalogue *words; /* NULL for English */
  gint64 offset;            /* of the district's clock, µs */
  gint64 now;
};

/* Words that the patterns name. */
static const struct
{
  const char *name, *text;
} words[] = {
  { "w-app", N_ ("Duty tasks") },
  { "w-sign-in", N_ ("Sign in") },
  { "w-ask-code", N_ ("Ask the duty desk for a code and type it here. It is good for ten minutes, once.") },
  { "w-code", N_ ("Code") },
  { "w-sign-out", N_ ("Sign out") },
  { "w-tasks", N_ ("Tasks") },
  { "w-none", N_ ("There is no task for you now.") },
  { "w-ended", N_ ("Ended") },
  { "w-back", N_ ("All tasks") },
  { "w-map", N_ ("Show on a map") },
  { "w-steps", N_ ("What is to be done") },
  { "w-done-item", N_ ("done") },
  { "w-word", N_ ("A word on it") },
  { "w-pictures", N_ ("Take pictures") },
  { "w-chosen", N_ ("Pictures that go with it") },
  { "w-remove", N_ ("Leave out") },
  { "w-waiting", N_ ("Waiting for the line. What you wrote is kept and will be sent by itself.") },
  { "w-sending", N_ ("Sending…") },
  { "w-kept", N_ ("Kept on this telephone") },
  { "w-again", N_ ("Sign in again. What you wrote is kept and will be sent then.") },
  { "w-changed", N_ ("The duty desk has changed something. Show it.") },
  { "w-refused", N_ ("The platform did not take it.") },
  { "w-too-large", N_ ("This picture is too large.") },
  { "w-too-many", N_ ("No more pictures fit.") },
};

static void
set_words (ZbFieldPage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    zb_field_page_set (self, words[i].name, zb_field_page_say (self, words[i].text));
}

/* Who the page is for, and what its forms carry. */
static void
set_caller (ZbFieldPage *self, ZbCall *call)
{
  g_autofree char *secret = zb_field_session_get_secret (call);
  if (call->account == NULL)
    return;
  zb_field_page_take (self, "token", secret != NULL ? zb_field_session_make_token (secret) : NULL);
  zb_field_page_set (self, "unit", call->account->unit);
  zb_field_page_set (self, "call-sign", call->account->name);
}

/**
 * zb_field_page_new:
 * @platform: the platform
 * @call: who asks, and in which languages
 *
 * Returns: (transfer full): a page in their language, with nothing on it yet
 */
ZbFieldPage *
zb_field_page_new (ZbPlatform *platform, ZbCall *call)
{
  ZbFieldPage *self = g_new0 (ZbFieldPage, 1);
  gboolean chinese = zb_catalogue_is_chinese (zb_call_header (call, "accept-language"));
  self->values = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->words = chinese ? zb_catalogue_get_chinese () : NULL;
  self->offset = zb_platform_get_calendar (platform)->offset_ms * 1000;
  self->now = call->now;
  zb_field_page_set (self, "lang", self->words != NULL ? "zh-CN" : "en");
  set_words (self);
  set_caller (self, call);
  return self;
}

/**
 * zb_field_page_free:
 * @self: (transfer full): a page
 */
void
zb_field_page_free (ZbFieldPage *self)
{
  g_hash_table_unref (self->values);
  g_free (self);
}

/**
 * zb_field_page_say:
 * @self: a page
 * @text: English words
 *
 * Returns: the same in the page's language
 */
const char *
zb_field_page_say (ZbFieldPage *self, const char *text)
{
  return zb_catalogue_find (self->words, NULL, text);
}

/**
 * zb_field_page_name:
 * @self: a page
 * @text: the English name of one of a field's values
 *
 * Returns: the same in the page's language, as the console has it
 */
const char *
zb_field_page_name (ZbFieldPage *self, const char *text)
{
  return zb_catalogue_find (self->words, "choice", text);
}

/**
 * zb_field_page_format_time:
 * @self: a page
 * @time: µs UTC
 *
 * Returns: (transfer full): hour and minute by the district's clock, with the day where it is another
 */
char *
zb_field_page_format_time (ZbFieldPage *self, gint64 time)
{
  gint64 day = G_TIME_SPAN_DAY;
  gboolean today = (time + self->offset) / day == (self->now + self->offset) / day;
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_utc ((time + self->offset) / G_USEC_PER_SEC);
  return local != NULL ? g_date_time_format (local, today ? "%H:%M" : "%m-%d %H:%M") : g_strdup ("");
}

/**
 * zb_field_page_set:
 * @self: a page
 * @name: a name in its patterns
 * @value: (nullable): what it stands for
 */
void
zb_field_page_set (ZbFieldPage *self, const char *name, const char *value)
{
  zb_field_page_take (self, name, g_strdup (value));
}

/**
 * zb_field_page_take:
 * @self: a page
 * @name: a name in its patterns
 * @value: (transfer full) (nullable): what it stands for
 */
void
zb_field_page_take (ZbFieldPage *self, const char *name, char *value)
{
  g_hash_table_replace (self->values, g_strdup (name), value != NULL ? value : g_strdup (""));
}

/**
 * zb_field_page_fill:
 * @self: a page
 * @pattern: a file of data/field
 *
 * Returns: (transfer full): it with what its names stand for now
 */
char *
zb_field_page_fill (ZbFieldPage *self, const char *pattern)
{
  g_autofree char *path = g_strconcat (RESOURCES, pattern, NULL);
  g_autoptr (GBytes) bytes =
      g_resource_lookup_data (zb_field_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_return_val_if_fail (bytes != NULL, g_strdup (""));
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  g_autofree char *text = g_strndup (data, length);
  return zb_html_fill (text, self->values);
}

/**
 * zb_field_page_include:
 * @self: a page
 * @name: a name in its patterns
 * @pattern: a file of data/field
 *
 * Appends a filled pattern to what @name stands for, which is HTML then.
 */
void
zb_field_page_include (ZbFieldPage *self, const char *name, const char *pattern)
{
  const char *before = g_hash_table_lookup (self->values, name);
  g_autofree char *part = zb_field_page_fill (self, pattern);
  zb_field_page_take (self, name, g_strconcat (before != NULL ? before : "", part, NULL));
}

static void
set_headers (ZbResponse *response)
{
  zb_response_set_header (response, "Content-Security-Policy", POLICY);
  zb_response_set_header (response, "Referrer-Policy", "same-origin");
}

/* What tells whether the page has changed: it leaves out what is another each time. */
static void
set_mark (ZbFieldPage *self)
{
  const char *main = g_hash_table_lookup (self->values, "main");
  const char *key = g_hash_table_lookup (self->values, "key");
  g_autoptr (GString) text = g_string_new (main);
  if (key != NULL && *key != '\0')
    g_string_replace (text, key, "", 0);
  zb_field_page_take (self, "mark", g_compute_checksum_for_string (G_CHECKSUM_SHA256, text->str, -1));
}

/**
 * zb_field_page_answer:
 * @self: a page
 * @response: where the answer goes
 * @status: HTTP's status
 * @pattern: the file of data/field that makes up the page
 */
void
zb_field_page_answer (ZbFieldPage *self, ZbResponse *response, guint status, const char *pattern)
{
  zb_field_page_take (self, "main", zb_field_page_fill (self, pattern));
  set_mark (self);
  char *page = zb_field_page_fill (self, "page.html");
  zb_response_take_file (response, "text/html; charset=utf-8", g_bytes_new_take (page, strlen (page)));
  response->status = status;
  set_headers (response);
}

/**
 * zb_field_page_send_file:
 * @response: where the answer goes
 * @type: its media type, a constant
 * @name: a file of data/field
 */
void
zb_field_page_send_file (ZbResponse *response, const char *type, const char *name)
{
  g_autofree char *path = g_strconcat (RESOURCES, name, NULL);
  GBytes *bytes = g_resource_lookup_data (zb_field_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    {
      zb_response_not_there (response);
      return;
    }
  zb_response_take_file (response, type, bytes);
  set_headers (response);
}

/**
 * zb_field_page_redirect:
 * @response: where the answer goes
 * @where: a path
 *
 * Has the browser get another page.
 */
void
zb_field_page_redirect (ZbResponse *response, const char *where)
{
  zb_response_nothing (response);
  response->status = 303;
  zb_response_set_header (response, "Location", where);
}

/**
 * zb_field_page_redirect_to_task:
 * @response: where the answer goes
 * @id: the id of an assignment as it came in a path
 *
 * Has the browser get the page of an assignment. What is no id does not get into a header.
 */
void
zb_field_page_redirect_to_task (ZbResponse *response, const char *id)
{
  g_autofree char *where = g_strconcat ("/field/assignments/", id, NULL);
  zb_field_page_redirect (response, zb_uuid_is_valid (id) ? where : "/field");
}
