/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Requests over connections that stay open, one at a time on each. It knows no more of HTTP than that an
 * answer has a status and a Content-Length: what measures a server must not take its processors from it. */
#include "zb-keep-alive.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define MOST_LINES 64

typedef struct
{
  int fd;
  GString *in;
} Line;

static int
connect_to (const ZbKeepAlive *self)
{
  int one = 1, fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (self->port) };
  if (fd < 0 || inet_pton (AF_INET, self->host, &address.sin_addr) != 1 ||
      connect (fd, (struct sockaddr *)&address, sizeof address) != 0)
    g_error ("nobody listens at %s:%d", self->host, self->port);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return fd;
}

static void
send_all (int fd, const GString *text)
{
  for (gsize sent = 0; sent < text->len;)
    {
      gssize n = send (fd, text->str + sent, text->len - sent, MSG_NOSIGNAL);
      if (n <= 0)
        g_error ("the connection broke while a request was sent");
      sent += (gsize)n;
    }
}

static gboolean
send_next (const ZbKeepAlive *self, Line *line)
{
  g_autoptr (GString) text = NULL;
  GString *body = self->next (self->data);
  if (body == NULL)
    return FALSE;
  text = g_string_new (self->head);
  g_string_append_printf (text, "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n", body->len);
  g_string_append_len (text, body->str, (gssize)body->len);
  g_string_free (body, TRUE);
  send_all (line->fd, text);
  return TRUE;
}

/* Returns: the status once the answer is whole, 0 before. */
static guint
read_answer (Line *line)
{
  const char *end = strstr (line->in->str, "\r\n\r\n");
  const char *length = end != NULL ? strcasestr (line->in->str, "\r\nContent-Length:") : NULL;
  if (end == NULL || line->in->len < 12)
    return 0;
  gsize head = (gsize)(end + 4 - line->in->str);
  gsize body = length != NULL && length < end ? strtoul (length + 17, NULL, 10) : 0;
  if (line->in->len < head + body)
    return 0;
  guint status = (guint)strtoul (line->in->str + 9, NULL, 10);
  g_string_erase (line->in, 0, (gssize)(head + body));
  return status;
}

static gboolean
hear (const ZbKeepAlive *self, Line *line)
{
  char buffer[32768];
  gssize n = recv (line->fd, buffer, sizeof buffer, 0);
  if (n <= 0)
    g_error ("the connection broke before the answer");
  g_string_append_len (line->in, buffer, n);
  guint status = read_answer (line);
  if (status == 0)
    return TRUE;
  self->done (status, self->data);
  return send_next (self, line);
}

/**
 * zb_keep_alive_run:
 * @self: what to send and where
 *
 * Sends one request on each connection, and the next one there when it is answered, until there is none.
 */
void
zb_keep_alive_run (const ZbKeepAlive *self)
{
  Line lines[MOST_LINES];
  struct pollfd polled[MOST_LINES];
  guint open = MIN (self->n, MOST_LINES), n = open;
  for (guint i = 0; i < n; i++)
    {
      lines[i] = (Line){ connect_to (self), g_string_new (NULL) };
      polled[i] = (struct pollfd){ lines[i].fd, POLLIN, 0 };
      send_next (self, &lines[i]);
    }
  while (open > 0 && poll (polled, n, -1) > 0)
    for (guint i = 0; i < n; i++)
      if (polled[i].fd >= 0 && polled[i].revents != 0 && !hear (self, &lines[i]))
        polled[i].fd = -1, open--;
  for (guint i = 0; i < n; i++)
    {
      close (lines[i].fd);
      g_string_free (lines[i].in, TRUE);
    }
}
