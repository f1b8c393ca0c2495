/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the platform has said, line by line, for the test that holds it against the contract's files.
 * Written only where ZHIBAN_TRACE_DIR names a folder and the build has the option `trace`. */
#include "zb-trace.h"

#include "zb-route.h"
#include "zb-routes.h"

#include <unistd.h>

#ifdef ZB_TRACE

static FILE *
open_trace (void)
{
  const char *dir = g_getenv ("ZHIBAN_TRACE_DIR");
  if (dir == NULL)
    return NULL;
  g_autofree char *name =
      g_strdup_printf ("trace-%d-%" G_GINT64_FORMAT ".jsonl", (int)getpid (), g_get_real_time ());
  g_autofree char *path = g_build_filename (dir, name, NULL);
  return fopen (path, "ae");
}

static FILE *
get_trace (void)
{
  static gsize once;
  static FILE *trace;
  if (g_once_init_enter (&once))
    {
      trace = open_trace ();
      g_once_init_leave (&once, 1);
    }
  return trace;
}

/**
 * zb_trace_is_on:
 *
 * Returns: whether what is said is being noted
 */
gboolean
zb_trace_is_on (void)
{
  return get_trace () != NULL;
}

static void
write_line (FILE *trace, yyjson_mut_doc *doc)
{
  g_autofree char *line = yyjson_mut_write (doc, 0, NULL);
  fprintf (trace, "%s\n", line);
  fflush (trace);
  yyjson_mut_doc_free (doc);
}

static void
add_body (yyjson_mut_doc *doc, yyjson_mut_val *root, ZbResponse *response)
{
  gsize length;
  const char *data = g_bytes_get_data (response->body, &length);
  yyjson_mut_obj_add_strcpy (doc, root, "content_type", response->type);
  if (!response->gzipped && strstr (response->type, "json") != NULL)
    yyjson_mut_obj_add_val (doc, root, "body", yyjson_mut_rawncpy (doc, data, length));
}

static void
add_headers (yyjson_mut_doc *doc, yyjson_mut_val *root, GPtrArray *headers)
{
  yyjson_mut_val *object = yyjson_mut_obj_add_obj (doc, root, "headers");
  for (guint i = 0; i + 1 < headers->len; i += 2)
    yyjson_mut_obj_put (object, yyjson_mut_strcpy (doc, headers->pdata[i]),
                        yyjson_mut_strcpy (doc, headers->pdata[i + 1]));
}

/* What is refused before a route was looked for has one all the same, unless there is none. */
static char *
name_route (ZbCall *call)
{
  g_autofree char *id = NULL, *allow = NULL;
  const ZbRoute *route =
      call->route != NULL ? call->route : zb_routes_find (call->method, call->path, &id, &allow);
  return g_strdup (route != NULL ? route->path : call->path);
}

/**
 * zb_trace_answer:
 * @call: a call
 * @response: what is answered
 *
 * Notes method, route, status, headers and body.
 */
void
zb_trace_answer (ZbCall *call, ZbResponse *response)
{
  FILE *trace = get_trace ();
  if (trace == NULL)
    return;
  g_autofree char *route = name_route (call);
  if (zb_routes_is_page (route))
    return;
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "method", call->method);
  yyjson_mut_obj_add_strcpy (doc, root, "route", route);
  yyjson_mut_obj_add_uint (doc, root, "status", response->status);
  add_headers (doc, root, response->headers);
  if (response->body != NULL)
    add_body (doc, root, response);
  else if (response->stream != NULL)
    yyjson_mut_obj_add_strcpy (doc, root, "content_type", response->type);
  write_line (trace, doc);
}

/**
 * zb_trace_frame:
 * @text: a frame of the feed
 */
void
zb_trace_frame (const char *text)
{
  FILE *trace = get_trace ();
  if (trace == NULL)
    return;
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_val (doc, root, "frame", yyjson_mut_rawcpy (doc, text));
  write_line (trace, doc);
}

#else

gboolean
zb_trace_is_on (void)
{
  return FALSE;
}

void
zb_trace_answer (ZbCall *call, ZbResponse *response)
{
}

void
zb_trace_frame (const char *text)
{
}

#endif
