/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-case-audit.h"

#include "zb-entry-words.h"
#include "zb-guard.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbCaseAudit:
 *
 * Who did what to a case, as the platform's audit log has it, and whether the log's chain of hashes holds.
 *
 * The rows that come are hashed here again. Between them stand rows of others, which are not for this
 * officer; of these the platform is asked whether the chain goes through. Both have to hold for a green line.
 */
struct _ZbCaseAudit
{
  AdwBin parent_instance;
  ZbQuery *query;
  ZbCase *of;
  gint64 version;
  ZbAnswer *rows, *span;
  GtkWidget *chain, *chain_icon, *chain_label;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (ZbCaseAudit, zb_case_audit, ADW_TYPE_BIN)

#define SHOWN 12

/* --- what is known of the chain ----------------------------------------------------------------- */

typedef enum
{
  CHAIN_UNKNOWN,
  CHAIN_ROWS_HOLD, /* the rows at hand; of those between them nothing is known */
  CHAIN_HOLDS,
  CHAIN_BROKEN,
} Chain;

static ZbAuditSpan *
get_span (ZbCaseAudit *self)
{
  if (!self->span || zb_answer_get_state (self->span) != ZB_ANSWER_READY)
    return NULL;
  return g_list_model_get_item (zb_answer_get_items (self->span), 0);
}

static gint64
find_broken (ZbCaseAudit *self)
{
  const gint64 here = zb_audit_find_broken (zb_answer_get_items (self->rows));
  g_autoptr (ZbAuditSpan) span = get_span (self);

  if (here > 0)
    return here;
  return span ? span->broken : 0;
}

static gint64
seq_at (ZbCaseAudit *self, guint position)
{
  g_autoptr (ZbAuditEntry) entry = g_list_model_get_item (zb_answer_get_items (self->rows), position);

  return entry ? entry->seq : 0;
}

static guint
count_rows (ZbCaseAudit *self)
{
  return self->rows && zb_answer_get_state (self->rows) == ZB_ANSWER_READY
             ? g_list_model_get_n_items (zb_answer_get_items (self->rows))
             : 0;
}

/* The platform goes no further than it can in one answer. */
static gboolean
is_gone_through (ZbCaseAudit *self)
{
  g_autoptr (ZbAuditSpan) span = get_span (self);

  return span && span->through >= seq_at (self, 0);
}

static Chain
judge (ZbCaseAudit *self)
{
  if (count_rows (self) == 0)
    return CHAIN_UNKNOWN;
  if (find_broken (self) > 0)
    return CHAIN_BROKEN;
  return is_gone_through (self) ? CHAIN_HOLDS : CHAIN_ROWS_HOLD;
}

static char *
describe_number (gint64 number)
{
  return g_strdup_printf ("%'" G_GINT64_FORMAT, number);
}

/**
 * zb_case_audit_describe_chain:
 * @self: a view
 *
 * Returns: (transfer full): whether the chain holds, in words, and between which rows; empty where nothing
 *   is known of it
 */
char *
zb_case_audit_describe_chain (ZbCaseAudit *self)
{
  const guint n = count_rows (self);
  g_autofree char *from = describe_number (n > 0 ? seq_at (self, n - 1) : 0);
  g_autofree char *through = describe_number (n > 0 ? seq_at (self, 0) : 0);
  const Chain chain = judge (self);
  g_autofree char *broken = describe_number (chain == CHAIN_BROKEN ? find_broken (self) : 0);

  if (chain == CHAIN_BROKEN)
    return g_strdup_printf (_ ("The chain breaks at row %s"), broken);
  if (chain == CHAIN_HOLDS)
    return g_strdup_printf (_ ("Chain whole · rows %s – %s"), from, through);
  if (chain == CHAIN_ROWS_HOLD)
    return g_strdup_printf (_ ("Each row checked · rows %s – %s"), from, through);
  return g_strdup ("");
}

/**
 * zb_case_audit_get_entries:
 * @self: a view
 *
 * Returns: (transfer none) (nullable): the rows as #ZbAuditEntry, the latest first
 */
GListModel *
zb_case_audit_get_entries (ZbCaseAudit *self)
{
  return count_rows (self) > 0 ? zb_answer_get_items (self->rows) : NULL;
}

static void
show_chain (ZbCaseAudit *self)
{
  const Chain chain = judge (self);
  g_autofree char *words = zb_case_audit_describe_chain (self);
  const gboolean failed = self->rows && zb_answer_get_state (self->rows) == ZB_ANSWER_FAILED;

  gtk_label_set_text (GTK_LABEL (self->chain_label),
                      failed ? zb_words_problem (zb_answer_get_problem (self->rows)) : words);
  gtk_widget_set_visible (self->chain_icon, chain != CHAIN_UNKNOWN);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->chain_icon),
                                chain == CHAIN_BROKEN ? "zb-close-symbolic" : "zb-check-symbolic");
  gtk_widget_remove_css_class (self->chain, "zb-ok");
  gtk_widget_remove_css_class (self->chain, "zb-urgent");
  if (chain == CHAIN_HOLDS || chain == CHAIN_BROKEN)
    gtk_widget_add_css_class (self->chain, chain == CHAIN_HOLDS ? "zb-ok" : "zb-urgent");
}

/* --- rows ------------------------------------------------------------------------------------------ */

static GtkWidget *
new_label (const char *text, int width, const char *style)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (label, width, -1);
  gtk_widget_add_css_class (label, "zb-caption");
  gtk_widget_add_css_class (label, style);
  return label;
}

static void
add_row (ZbCaseAudit *self, const ZbAuditEntry *entry)
{
  GtkWidget *row = gtk_list_box_row_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *time = zb_words_time (entry->at);
  g_autofree char *what = zb_entry_describe_action (entry->action);
  g_autofree char *number = describe_number (entry->seq);
  g_autofree char *tip =
      g_strdup_printf (_ ("Row %s · %s\n%s"), number, entry->why ? entry->why : what, entry->hash);
  GtkWidget *words = new_label (what, -1, "zb-t1");

  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (box), new_label (time, 58, "zb-t3"));
  gtk_box_append (GTK_BOX (box),
                  new_label (entry->actor_name ? entry->actor_name : _ ("By the platform"), 72, "zb-t2"));
  gtk_box_append (GTK_BOX (box), words);
  gtk_box_append (GTK_BOX (box), new_label (entry->origin ? entry->origin : "", -1, "zb-t3"));
  gtk_widget_set_tooltip_text (box, tip);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
}

static void
fill (ZbCaseAudit *self)
{
  const guint n = count_rows (self);

  gtk_list_box_remove_all (self->list);
  for (guint i = 0; i < MIN (n, SHOWN); i++)
    {
      g_autoptr (ZbAuditEntry) entry = g_list_model_get_item (zb_answer_get_items (self->rows), i);
      add_row (self, entry);
    }
  show_chain (self);
}

/* --- asking ---------------------------------------------------------------------------------------- */

static void
drop (ZbAnswer **answer, GCallback handler, ZbCaseAudit *self)
{
  if (*answer)
    g_signal_handlers_disconnect_by_func (*answer, (gpointer)handler, self);
  g_clear_object (answer);
}

static void
ask_span (ZbCaseAudit *self)
{
  const guint n = count_rows (self);

  drop (&self->span, G_CALLBACK (show_chain), self);
  if (n == 0 || !self->query)
    return;
  self->span = zb_query_audit_span (self->query, seq_at (self, n - 1), seq_at (self, 0));
  g_signal_connect_object (self->span, "notify::state", G_CALLBACK (show_chain), self, G_CONNECT_SWAPPED);
}

static void
on_rows (ZbCaseAudit *self)
{
  ask_span (self);
  fill (self);
}

static void
ask_rows (ZbCaseAudit *self)
{
  drop (&self->span, G_CALLBACK (show_chain), self);
  drop (&self->rows, G_CALLBACK (on_rows), self);
  if (self->query && self->of)
    {
      self->rows = zb_query_audit (self->query, ZB_ENTITY (self->of)->id);
      g_signal_connect_object (self->rows, "notify::state", G_CALLBACK (on_rows), self, G_CONNECT_SWAPPED);
      if (zb_answer_get_state (self->rows) == ZB_ANSWER_READY)
        ask_span (self);
    }
  fill (self);
}

static gboolean
may_read (ZbAccount *account)
{
  return account && (zb_role_is_duty (account->role) || account->role == ZB_ROLE_AUDITOR ||
                     account->role == ZB_ROLE_ADMINISTRATOR);
}

/**
 * zb_case_audit_show:
 * @self: a view
 * @query: (nullable): who is asked
 * @account: (nullable): who sits at the desk; nothing is shown to those who may not read it
 * @of: (nullable): a case
 *
 * Shows what was done to @of. To be called again when it has changed: there are more rows then.
 */
void
zb_case_audit_show (ZbCaseAudit *self, ZbQuery *query, ZbAccount *account, ZbCase *of)
{
  ZbCase *shown = may_read (account) ? of : NULL;
  const gint64 version = shown ? ZB_ENTITY (shown)->version : 0;
  gboolean other = g_set_object (&self->query, query);

  other = g_set_object (&self->of, shown) || other;
  gtk_widget_set_visible (GTK_WIDGET (self), shown != NULL);
  if (!other && version == self->version)
    return;
  self->version = version;
  ask_rows (self);
}

/* --- GObject ---------------------------------------------------------------------------------------- */

static void
zb_case_audit_dispose (GObject *object)
{
  ZbCaseAudit *self = ZB_CASE_AUDIT (object);

  drop (&self->span, G_CALLBACK (show_chain), self);
  drop (&self->rows, G_CALLBACK (on_rows), self);
  g_clear_object (&self->of);
  g_clear_object (&self->query);
  G_OBJECT_CLASS (zb_case_audit_parent_class)->dispose (object);
}

static void
zb_case_audit_class_init (ZbCaseAuditClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = zb_case_audit_dispose;
}

static GtkWidget *
new_head (ZbCaseAudit *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *title = gtk_label_new (_ ("Audit"));

  self->chain = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->chain_icon = gtk_image_new ();
  self->chain_label = new_label (NULL, -1, "zb-chain");
  gtk_image_set_pixel_size (GTK_IMAGE (self->chain_icon), 12);
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "zb-dense");
  gtk_widget_add_css_class (title, "zb-bold");
  gtk_widget_add_css_class (title, "zb-t2");
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (self->chain), self->chain_icon);
  gtk_box_append (GTK_BOX (self->chain), self->chain_label);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), self->chain);
  return head;
}

static void
zb_case_audit_init (ZbCaseAudit *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "zb-audit-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Audit"), -1);
  gtk_box_append (GTK_BOX (box), new_head (self));
  gtk_box_append (GTK_BOX (box), list);
  adw_bin_set_child (ADW_BIN (self), box);
}
