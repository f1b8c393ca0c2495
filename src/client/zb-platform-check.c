/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a platform answers at an address, asked before a name or password is sent there. What is wrong is
 * told in words that say what to do next. */
#include "zb-platform-check.h"

#include "zb-json.h"
#include "zb-rest.h"
#include "zb-time.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

/* What answers is a stranger until it is known: it is not read for longer than this. */
#define BODY_LIMIT (64 * 1024)

typedef struct
{
  char *url;
  char *host;
  SoupSession *session;
  SoupMessage *message;
  gsize received;
  gint64 asked_at;
  gint64 answered_at;
  GTlsCertificateFlags refused;
  GCancellable *stop;
  guint deadline;
} Check;

static void
check_free (gpointer data)
{
  Check *check = data;

  g_clear_handle_id (&check->deadline, g_source_remove);
  g_clear_object (&check->stop);
  g_free (check->url);
  g_free (check->host);
  /* libsoup may keep the message for longer. */
  if (check->message != NULL)
    g_signal_handlers_disconnect_by_data (check->message, check);
  g_clear_object (&check->message);
  g_clear_object (&check->session);
  g_free (check);
}

/**
 * zb_platform_found_free:
 * @self: (transfer full): what was found
 */
void
zb_platform_found_free (ZbPlatformFound *self)
{
  g_free (self->url);
  g_free (self->contract);
  g_free (self);
}

/**
 * zb_platform_complete_url:
 * @text: what somebody has typed
 *
 * Completes an address: without a scheme it is https, or http where it is this machine's own.
 *
 * Returns: (transfer full): the address, which may still be none
 */
char *
zb_platform_complete_url (const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  const gboolean here = g_str_has_prefix (trimmed, "localhost") || g_str_has_prefix (trimmed, "127.") ||
                        g_str_has_prefix (trimmed, "[::1]");

  if (*trimmed == '\0' || strstr (trimmed, "://") != NULL)
    return g_steal_pointer (&trimmed);
  return g_strconcat (here ? "http://" : "https://", trimmed, NULL);
}

/* --- what is wrong, in words ------------------------------------------------------------------- */

static const struct
{
  GTlsCertificateFlags flag;
  const char *words;
} reasons[] = {
  { G_TLS_CERTIFICATE_EXPIRED, N_ ("The certificate of %s has expired, or the clock of this machine is "
                                   "wrong. Check the clock, then tell "
                                   "the administrator of the platform.") },
  { G_TLS_CERTIFICATE_NOT_ACTIVATED, N_ ("The certificate of %s does not hold yet: the clock of this machine "
                                         "is probably wrong. Set it, then try "
                                         "again.") },
  { G_TLS_CERTIFICATE_BAD_IDENTITY,
    N_ ("The certificate that answers is not that of %s. Check the address; if it is right, tell the "
        "administrator and do not sign in.") },
  { G_TLS_CERTIFICATE_UNKNOWN_CA, N_ ("The certificate of %s is signed by nobody whom this machine trusts. "
                                      "Ask the administrator to install "
                                      "the authority of your centre on this machine.") },
};

static GError *
new_error (int code, const char *format, const char *host)
{
  return g_error_new (G_IO_ERROR, code, format, host);
}

static GError *
explain_certificate (Check *check)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    if ((check->refused & reasons[i].flag) != 0)
      return new_error (G_IO_ERROR_FAILED, _ (reasons[i].words), check->host);
  return new_error (
      G_IO_ERROR_FAILED,
      _ ("The line to %s cannot be secured: what answers there does not speak TLS as it should. "
         "Check the address and the port."),
      check->host);
}

static GError *
explain (Check *check, const GError *error)
{
  if (error->domain == G_TLS_ERROR)
    return explain_certificate (check);
  if (error->domain == G_RESOLVER_ERROR)
    return new_error (
        G_IO_ERROR_HOST_NOT_FOUND,
        _ ("There is no machine called %s in this network. Check the spelling, and whether this "
           "machine is connected."),
        check->host);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    return new_error (
        G_IO_ERROR_CONNECTION_REFUSED,
        _ ("%s is there, but no platform listens at this port. Check the port, or ask whether the "
           "platform runs."),
        check->host);
  if (g_cancellable_is_cancelled (check->stop) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_HOST_UNREACHABLE) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NETWORK_UNREACHABLE))
    return new_error (G_IO_ERROR_TIMED_OUT,
                      _ ("%s does not answer. Check whether this machine is connected to the network of your "
                         "centre."),
                      check->host);
  return g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The line to %1$s broke: %2$s. Try again."),
                      check->host, error->message);
}

static GError *
new_stranger (Check *check)
{
  return new_error (
      G_IO_ERROR_NOT_SUPPORTED,
      _ ("Something answers at %s, but it is no Zhiban platform. Check the address and the port."),
      check->host);
}

/* --- the answer --------------------------------------------------------------------------------- */

static GError *
compare_contract (Check *check, const char *contract)
{
  if (g_ascii_strtoull (contract, NULL, 10) == ZB_CONTRACT_MAJOR)
    return NULL;
  return g_error_new (
      G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
      _ ("The platform at %1$s speaks version %2$s of the contract, and this console version %3$d. "
         "Install the console that belongs to the platform."),
      check->host, contract, ZB_CONTRACT_MAJOR);
}

static ZbPlatformFound *
read_answer (Check *check, const char *text, gsize length, GError **error)
{
  g_autoptr (ZbJsonDoc) document = zb_json_parse (text, (gssize)length, NULL);
  yyjson_val *root = document ? yyjson_doc_get_root (document) : NULL;
  const char *contract = yyjson_get_str (yyjson_obj_get (root, "contract"));
  const char *time = yyjson_get_str (yyjson_obj_get (root, "server_time"));
  gint64 server_time;
  ZbPlatformFound *found;
  GError *other = NULL;

  if (soup_message_get_status (check->message) != 200 || contract == NULL || time == NULL ||
      !yyjson_equals_str (yyjson_obj_get (root, "service"), "zhiban") || !zb_time_parse (time, &server_time))
    other = new_stranger (check);
  else
    other = compare_contract (check, contract);
  if (other != NULL)
    {
      g_propagate_error (error, other);
      return NULL;
    }
  found = g_new0 (ZbPlatformFound, 1);
  found->url = g_strdup (check->url);
  found->contract = g_strdup (contract);
  found->round_trip = check->answered_at - check->asked_at;
  found->clock_ahead = server_time - (check->asked_at + found->round_trip / 2);
  return found;
}

static void
on_answered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Check *check = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL, words = NULL;
  g_autoptr (GBytes) body = soup_session_send_and_read_finish (SOUP_SESSION (source), result, &error);
  ZbPlatformFound *found = NULL;

  check->answered_at = g_get_real_time ();
  if (body == NULL)
    words = check->received > BODY_LIMIT ? new_stranger (check) : explain (check, error);
  else
    found = read_answer (check, g_bytes_get_data (body, NULL), g_bytes_get_size (body), &words);
  if (found != NULL)
    g_task_return_pointer (task, found, (GDestroyNotify)zb_platform_found_free);
  else
    g_task_return_error (task, g_steal_pointer (&words));
}

static void
on_body_data (SoupMessage *message, guint size, Check *check)
{
  check->received += size;
  if (check->received > BODY_LIMIT)
    g_cancellable_cancel (check->stop);
}

/* Nobody may say yes to a certificate that does not hold; only why it does not is kept. */
static gboolean
on_certificate (SoupMessage *message, GTlsCertificate *certificate, GTlsCertificateFlags errors, Check *check)
{
  check->refused = errors;
  return FALSE;
}

/* Looking up a name has no end of its own. */
static gboolean
on_deadline (gpointer data)
{
  Check *check = data;

  check->deadline = 0;
  g_cancellable_cancel (check->stop);
  return G_SOURCE_REMOVE;
}

static void
ask (GTask *task, Check *check)
{
  g_autofree char *address = g_strconcat (check->url, "/api/v1", NULL);

  check->session =
      soup_session_new_with_options ("timeout", ZB_PLATFORM_CHECK_WITHIN, "max-conns", 1,
                                     "max-conns-per-host", 1, "user-agent", "zhiban/" ZB_VERSION, NULL);
  check->message = soup_message_new ("GET", address);
  /* An address is what it says: whoever is sent elsewhere would not know where the password goes. */
  soup_message_add_flags (check->message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (check->message, "got-body-data", G_CALLBACK (on_body_data), check);
  g_signal_connect (check->message, "accept-certificate", G_CALLBACK (on_certificate), check);
  check->stop = g_cancellable_new ();
  check->deadline = g_timeout_add_seconds (ZB_PLATFORM_CHECK_WITHIN, on_deadline, check);
  check->asked_at = g_get_real_time ();
  soup_session_send_and_read_async (check->session, check->message, G_PRIORITY_DEFAULT, check->stop,
                                    on_answered, g_object_ref (task));
}

/**
 * zb_platform_check_async:
 * @text: an address, as somebody has typed it
 * @cancellable: (nullable): gives up
 * @callback: called when it is known
 * @user_data: for @callback
 *
 * Asks what answers at an address. No name, password or token is sent.
 */
void
zb_platform_check_async (const char *text, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autofree char *url = zb_platform_complete_url (text);
  g_autoptr (GError) error = NULL;
  g_autoptr (ZbRest) rest = zb_rest_new (url, &error);
  g_autoptr (GUri) uri = rest ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  Check *check;

  if (uri == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  check = g_new0 (Check, 1);
  check->url = g_strdup (zb_rest_get_url (rest));
  check->host = g_strdup (g_uri_get_host (uri));
  g_task_set_task_data (task, check, check_free);
  ask (task, check);
}

/**
 * zb_platform_check_finish:
 * @result: what the callback was given
 * @error: return location for a #GIOErrorEnum whose message is for people
 *
 * Returns: (transfer full) (nullable): the platform that answers there
 */
ZbPlatformFound *
zb_platform_check_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
