/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a platform listens, and what it is called there by others and by this machine. */
#include "zb-platform-private.h"

#include <glib/gi18n.h>

gboolean
zb_platform_split_address (const char *listen, GSocketAddress **address, GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GSocketConnectable) parsed = g_network_address_parse (listen, 8480, &reason);
  GNetworkAddress *network = G_NETWORK_ADDRESS (parsed);
  if (network == NULL)
    return zb_platform_fail (error, _ ("%s is no address to listen on: %s."), listen, reason->message);
  const char *host = g_network_address_get_hostname (network);
  g_autoptr (GInetAddress) inet =
      g_inet_address_new_from_string (g_str_equal (host, "localhost") ? "127.0.0.1" : host);
  if (inet == NULL)
    return zb_platform_fail (
        error, _ ("%s is no address to listen on: it must be numbers, as in 127.0.0.1:8480 or [::1]:8480."),
        listen);
  *address = g_inet_socket_address_new (inet, g_network_address_get_port (network));
  return TRUE;
}

gboolean
zb_platform_load_certificate (ZbPlatform *self, const char *cert, const char *key, GError **error)
{
  if (cert == NULL && key == NULL)
    return TRUE;
  if (cert == NULL || key == NULL)
    return zb_platform_fail (error, _ ("--tls-cert and --tls-key go together."));
  g_autoptr (GError) reason = NULL;
  self->certificate = g_tls_certificate_new_from_files (cert, key, &reason);
  return self->certificate != NULL ||
         zb_platform_fail (error, _ ("The certificate cannot be read: %s."), reason->message);
}

gboolean
zb_platform_check_address (ZbPlatform *self, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  if (!zb_platform_split_address (self->listen, &address, error))
    return FALSE;
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (g_inet_address_get_is_loopback (inet) || self->certificate != NULL)
    return TRUE;
  return zb_platform_fail (
      error,
      _ ("Beyond this machine passwords need TLS: give --tls-cert and --tls-key, or listen on 127.0.0.1."));
}

static char *
get_dns_name (GTlsCertificate *certificate)
{
  g_autoptr (GPtrArray) names = g_tls_certificate_get_dns_names (certificate);
  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      gsize length;
      const char *name = g_bytes_get_data (names->pdata[i], &length);
      if (length > 0 && *name != '*')
        return g_strndup (name, length);
    }
  return NULL;
}

/* Where it listens on all addresses of the machine, it is called as its certificate calls it. */
static char *
name_host (ZbPlatform *self, GInetAddress *inet)
{
  if (!g_inet_address_get_is_any (inet) || self->certificate == NULL)
    return g_inet_address_to_string (inet);
  char *name = get_dns_name (self->certificate);
  if (name != NULL)
    return name;
  g_autoptr (GPtrArray) addresses = g_tls_certificate_get_ip_addresses (self->certificate);
  return addresses != NULL && addresses->len > 0 ? g_inet_address_to_string (addresses->pdata[0])
                                                 : g_strdup (g_get_host_name ());
}

static char *
make_url (ZbPlatform *self, const char *host)
{
  g_autoslist (GUri) uris = soup_server_get_uris (self->server);
  int port = uris != NULL ? g_uri_get_port (uris->data) : 0;
  gboolean six = strchr (host, ':') != NULL;
  return g_strdup_printf ("%s://%s%s%s:%d", self->certificate != NULL ? "https" : "http", six ? "[" : "",
                          host, six ? "]" : "", port);
}

void
zb_platform_name_urls (ZbPlatform *self, GSocketAddress *asked)
{
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (asked));
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (g_inet_address_get_family (inet));
  g_autofree char *here = g_inet_address_to_string (g_inet_address_get_is_any (inet) ? loopback : inet);
  self->host = name_host (self, inet);
  self->url = make_url (self, self->host);
  self->local_url = make_url (self, here);
}

/**
 * zb_platform_dup_host:
 * @self: a platform
 *
 * Returns: (transfer full): the address that it is to listen on, without the port
 */
char *
zb_platform_dup_host (ZbPlatform *self)
{
  g_autoptr (GSocketAddress) address = NULL;
  if (!zb_platform_split_address (self->listen, &address, NULL))
    return g_strdup ("127.0.0.1");
  return g_inet_address_to_string (g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}
