/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of map tiles with places to fill in, as servers publish them: `{z} {x} {y}`, `{-y}` for rows from
 * the south, `{s}` for one of several servers, and the names that WMTS 1.0.0 (OGC 07-057r7, table 33) gives
 * to the same in its templates. `{key}` stands for a key, which is put in only when the address is used. */
#include "zb-tile-address.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_LENGTH 2048
#define MOST_SERVERS 16
#define LONGEST_SERVER 8

typedef enum
{
  PART_NONE,
  PART_ZOOM,
  PART_COLUMN,
  PART_ROW,
  PART_ROW_FROM_SOUTH,
  PART_SERVER,
  PART_KEY,
} Part;

static const struct
{
  const char *name;
  Part part;
} parts[] = {
  { "z", PART_ZOOM },      { "x", PART_COLUMN }, { "y", PART_ROW },           { "-y", PART_ROW_FROM_SOUTH },
  { "s", PART_SERVER },    { "key", PART_KEY },  { "TileMatrix", PART_ZOOM }, { "TileCol", PART_COLUMN },
  { "TileRow", PART_ROW },
};

/* What keys are called where somebody has pasted an address with the key in it. */
static const char *const key_names[] = {
  "tk", "key", "ak", "token", "access_token", "apikey", "api_key", "accesstoken", NULL,
};

static Part
find_part (const char *name, gsize length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strlen (parts[i].name) == length && g_ascii_strncasecmp (parts[i].name, name, length) == 0)
      return parts[i].part;
  return PART_NONE;
}

/* The next place to fill in: where it begins and ends, and what goes there. */
static const char *
find_next (const char *from, const char **end, Part *part)
{
  const char *begin = strchr (from, '{');

  if (!begin)
    return NULL;
  *end = strchr (begin, '}');
  if (!*end)
    return NULL;
  *part = find_part (begin + 1, (gsize)(*end - begin - 1));
  ++*end;
  return begin;
}

/* --- servers ----------------------------------------------------------------------------------- */

static gboolean
is_server (const char *name)
{
  const gsize length = strlen (name);

  for (const char *at = name; *at; at++)
    if (!g_ascii_isalnum (*at))
      return FALSE;
  return length > 0 && length <= LONGEST_SERVER;
}

static gboolean
add_range (GStrvBuilder *builder, const char *text)
{
  if (strlen (text) != 3 || text[1] != '-' || !g_ascii_isalnum (text[0]) || text[2] < text[0] ||
      text[2] - text[0] >= MOST_SERVERS)
    return FALSE;
  for (char c = text[0]; c <= text[2]; c++)
    g_strv_builder_take (builder, g_strndup (&c, 1));
  return TRUE;
}

static gboolean
add_list (GStrvBuilder *builder, const char *text)
{
  g_auto (GStrv) names = g_strsplit (text, ",", MOST_SERVERS + 1);

  if (g_strv_length (names) > MOST_SERVERS)
    return FALSE;
  for (guint i = 0; names[i]; i++)
    if (is_server (g_strstrip (names[i])))
      g_strv_builder_add (builder, names[i]);
    else
      return FALSE;
  return TRUE;
}

static char **
read_servers (const char *text)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (!text || !*text || (!add_range (builder, text) && !add_list (builder, text)))
    return NULL;
  return g_strv_builder_end (builder);
}

/* A tile comes from the same server each time, so that whatever lies between may keep it. */
static void
append_server (GString *filled, const char *servers, ZbTilePlace place)
{
  g_auto (GStrv) names = read_servers (servers);

  if (names)
    g_string_append (filled, names[(guint)(place.x + place.y) % g_strv_length (names)]);
}

/* --- filling ----------------------------------------------------------------------------------- */

static void
append_part (GString *filled, Part part, const char *servers, gboolean from_south, const char *key,
             ZbTilePlace place)
{
  const int row_from_south = (int)((gint64)1 << place.zoom) - 1 - place.y;

  if (part == PART_ZOOM)
    g_string_append_printf (filled, "%d", place.zoom);
  else if (part == PART_COLUMN)
    g_string_append_printf (filled, "%d", place.x);
  else if (part == PART_ROW)
    g_string_append_printf (filled, "%d", from_south ? row_from_south : place.y);
  else if (part == PART_ROW_FROM_SOUTH)
    g_string_append_printf (filled, "%d", row_from_south);
  else if (part == PART_SERVER)
    append_server (filled, servers, place);
  else if (part == PART_KEY && key)
    g_string_append_uri_escaped (filled, key, NULL, FALSE);
}

/**
 * zb_tile_address_fill:
 * @address: an address that zb_tile_address_check() has passed
 * @servers: (nullable): what `{s}` stands for
 * @from_south: whether `{y}` counts rows from the south
 * @key: (nullable): the key
 * @place: which tile
 *
 * Returns: (transfer full): where the tile is; with a key in it, so it is for no log and no file
 */
char *
zb_tile_address_fill (const char *address, const char *servers, gboolean from_south, const char *key,
                      ZbTilePlace place)
{
  g_autoptr (GString) filled = g_string_new (NULL);
  const char *from = address, *begin, *end;
  Part part;

  while ((begin = find_next (from, &end, &part)))
    {
      g_string_append_len (filled, from, begin - from);
      append_part (filled, part, servers, from_south, key, place);
      from = end;
    }
  g_string_append (filled, from);
  return g_string_free_and_steal (g_steal_pointer (&filled));
}

/**
 * zb_tile_address_wants_key:
 * @address: an address
 *
 * Returns: whether a key is to be filled in
 */
gboolean
zb_tile_address_wants_key (const char *address)
{
  const char *from = address, *end;
  Part part;

  while (find_next (from, &end, &part))
    {
      if (part == PART_KEY)
        return TRUE;
      from = end;
    }
  return FALSE;
}

/* --- a key that was pasted --------------------------------------------------------------------- */

static gboolean
is_key (const char *name, gsize length)
{
  for (gsize i = 0; key_names[i]; i++)
    if (strlen (key_names[i]) == length && g_ascii_strncasecmp (key_names[i], name, length) == 0)
      return TRUE;
  return FALSE;
}

/* The value of the first parameter that is named as keys are. */
static const char *
find_key (const char *address, gsize *length)
{
  const char *from = strchr (address, '?');

  while (from)
    {
      const char *name = from + 1;
      const gsize n_name = strcspn (name, "=&#");
      const char *value = name + n_name + 1;

      if (name[n_name] == '=' && is_key (name, n_name) && *value != '{')
        {
          *length = strcspn (value, "&#");
          return *length > 0 ? value : NULL;
        }
      from = strchr (name, '&');
    }
  return NULL;
}

/**
 * zb_tile_address_take_key:
 * @address: what somebody has typed or pasted
 * @key: (out) (transfer full) (nullable): the key that was in it
 *
 * Takes a key out of an address, so that it is not kept where addresses are kept.
 *
 * Returns: (transfer full): the address with `{key}` in its place
 */
char *
zb_tile_address_take_key (const char *address, char **key)
{
  gsize length;
  const char *value = find_key (address, &length);
  g_autoptr (GString) rest = NULL;

  *key = NULL;
  if (!value)
    return g_strdup (address);
  *key = g_uri_unescape_segment (value, value + length, NULL);
  if (!*key)
    *key = g_strndup (value, length);
  rest = g_string_new_len (address, value - address);
  g_string_append (rest, "{key}");
  g_string_append (rest, value + length);
  return g_string_free_and_steal (g_steal_pointer (&rest));
}

/* --- checking ---------------------------------------------------------------------------------- */

static gboolean
refuse (GError **error, const char *words)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, words);
  return FALSE;
}

static gboolean
check_parts (const char *address, guint *seen, GError **error)
{
  const char *from = address, *begin, *end;
  Part part;

  *seen = 0;
  while ((begin = find_next (from, &end, &part)))
    {
      if (part == PART_NONE)
        {
          g_autofree char *name = g_strndup (begin, (gsize)MIN (end - begin, 32));
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                       _ ("“%s” in the address is not known; {z}, {x}, {y}, {-y}, {s} and {key} are"), name);
          return FALSE;
        }
      *seen |= 1u << part;
      from = end;
    }
  return TRUE;
}

static gboolean
check_seen (guint seen, const char *servers, GError **error)
{
  const guint rows = 1u << PART_ROW | 1u << PART_ROW_FROM_SOUTH;
  g_auto (GStrv) names = read_servers (servers);

  if (!(seen & 1u << PART_ZOOM) || !(seen & 1u << PART_COLUMN) || !(seen & rows))
    return refuse (error, _ ("The address must say where zoom, column and row go: {z}, {x} and {y}"));
  if (seen & 1u << PART_SERVER && !names)
    return refuse (error, _ ("Say which servers {s} stands for, such as 0-7 or a,b,c"));
  return TRUE;
}

static gboolean
is_loopback (const char *host)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);

  return address ? g_inet_address_get_is_loopback (address) : g_ascii_strcasecmp (host, "localhost") == 0;
}

static gboolean
check_uri (GUri *uri, GError **error)
{
  const char *scheme = g_uri_get_scheme (uri), *host = g_uri_get_host (uri);
  const gboolean plain = g_str_equal (scheme, "http");

  if ((!plain && !g_str_equal (scheme, "https")) || !host || !*host)
    return refuse (error, _ ("The address must begin with https://"));
  if (plain && !is_loopback (host))
    return refuse (error, _ ("The address must begin with https://; http is for this machine only"));
  if (g_uri_get_userinfo (uri))
    return refuse (error, _ ("Leave name and password out of the address"));
  return TRUE;
}

/* The key goes to the server that the address names, whatever the tile and the key are; and the address is
 * one with any key, also where it comes after half of an escape. */
static gboolean
check_server (const char *address, const char *server, GError **error)
{
  g_autofree char *first = zb_tile_address_fill (address, server, FALSE, "a", (ZbTilePlace){ 1, 1, 1 });
  g_autofree char *second = zb_tile_address_fill (address, server, FALSE, "@b/", (ZbTilePlace){ 2, 3, 2 });
  g_autoptr (GUri) uri = g_uri_parse (first, G_URI_FLAGS_ENCODED, NULL);
  g_autoptr (GUri) other = g_uri_parse (second, G_URI_FLAGS_ENCODED, NULL);

  if (!uri || !other)
    return refuse (error, _ ("This is not a web address"));
  if (g_strcmp0 (g_uri_get_host (uri), g_uri_get_host (other)) != 0 ||
      g_uri_get_port (uri) != g_uri_get_port (other))
    return refuse (error, _ ("Only {s} may stand in the name of the server"));
  return check_uri (uri, error);
}

static gboolean
check_servers (const char *address, const char *servers, GError **error)
{
  g_auto (GStrv) names = read_servers (servers);

  if (!names)
    return check_server (address, NULL, error);
  for (guint i = 0; names[i]; i++)
    if (!check_server (address, names[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
is_clean (const char *address)
{
  for (const char *at = address; *at; at++)
    if ((guchar)*at <= ' ' || *at == 0x7f || *at == '\\')
      return FALSE;
  return strlen (address) <= MOST_LENGTH && g_utf8_validate (address, -1, NULL);
}

/**
 * zb_tile_address_check:
 * @address: what somebody has typed
 * @servers: (nullable): what `{s}` stands for: "0-7" or "a,b,c"
 * @error: return location for a #GIOErrorEnum whose message is for people
 *
 * Whether tiles can be asked for there: over https, or http where that is this machine; with places for zoom,
 * column and row; and with no other server for another tile or key than `{s}` says.
 *
 * Returns: whether it is so
 */
gboolean
zb_tile_address_check (const char *address, const char *servers, GError **error)
{
  guint seen;

  if (!is_clean (address))
    return refuse (error, _ ("This is not a web address"));
  return check_parts (address, &seen, error) && check_seen (seen, servers, error) &&
         check_servers (address, servers, error);
}
