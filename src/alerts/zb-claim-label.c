/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-claim-label.h"

#include "zb-claim-standing.h"
#include "zb-now.h"
#include "zb-tooltip.h"
#include "zb-words.h"

#include <glib/gi18n.h>

/**
 * ZbClaimLabel:
 *
 * Who has an alert in hand, in a word or a name. A claim of one's own is called lapsed from the moment on in
 * which its lease has run out, even where no line is there to say so.
 */
struct _ZbClaimLabel
{
  GtkWidget parent_instance;
  GtkWidget *label;
  ZbAlert *alert;
  GSignalGroup *signals;
  guint lapse; /* until when it has to be looked at again */
};

typedef enum
{
  PROP_ALERT = 1,
} ZbClaimLabelProperty;

static GParamSpec *properties[PROP_ALERT + 1];

G_DEFINE_FINAL_TYPE (ZbClaimLabel, zb_claim_label, GTK_TYPE_WIDGET)

#define LOOK_EVERY 5000

/* Who "I" am: one officer sits at one console. */
static char *me;

/**
 * zb_claim_label_set_officer:
 * @account: (nullable): the id of the account that sits here
 *
 * Sets whose claims are "mine". Labels that are shown are not told.
 */
void
zb_claim_label_set_officer (const char *account)
{
  g_set_str (&me, account);
}

static const char *
words_for_claim (const ZbAlert *alert)
{
  switch (zb_claim_get_standing (alert, me, zb_now ()))
    {
    case ZB_CLAIM_MINE:
      return C_ ("claim", "Me");
    case ZB_CLAIM_LAPSED:
      return C_ ("claim", "Lapsed");
    case ZB_CLAIM_OTHERS:
      return alert->claim->by_name ? alert->claim->by_name : _ ("Claimed");
    case ZB_CLAIM_FREE:
    default:
      return _ ("Unclaimed");
    }
}

static const char *
words_for (const ZbAlert *alert)
{
  if (alert->case_id)
    return _ ("Has a case");
  return alert->state == ZB_ALERT_VERIFIED ? zb_words_choice (&zb_verdicts, alert->verdict)
                                           : words_for_claim (alert);
}

static const char *
class_for (ZbClaimStanding standing)
{
  switch (standing)
    {
    case ZB_CLAIM_MINE:
      return "me";
    case ZB_CLAIM_LAPSED:
      return "lapsed";
    case ZB_CLAIM_OTHERS:
      return "other";
    case ZB_CLAIM_FREE:
    default:
      return NULL;
    }
}

static void update (ZbClaimLabel *self);

static gboolean
on_lapse (gpointer data)
{
  ((ZbClaimLabel *)data)->lapse = 0;
  update (data);
  return G_SOURCE_REMOVE;
}

/* A label that is on the screen looks again when the lease is over; sooner as well, since the clock it goes
 * by may be set. */
static void
await_lapse (ZbClaimLabel *self, ZbClaimStanding standing)
{
  gint64 wait;

  g_clear_handle_id (&self->lapse, g_source_remove);
  if (standing != ZB_CLAIM_MINE || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  wait = (self->alert->claim->until - zb_now ()) / 1000 + 1;
  self->lapse = g_timeout_add ((guint)CLAMP (wait, 1, LOOK_EVERY), on_lapse, self);
}

static void
update (ZbClaimLabel *self)
{
  const ZbClaimStanding standing =
      self->alert ? zb_claim_get_standing (self->alert, me, zb_now ()) : ZB_CLAIM_FREE;
  const char *const classes[] = { "zb-claim", class_for (standing), NULL };
  const char *words = self->alert ? words_for (self->alert) : "";

  if (g_strcmp0 (words, gtk_label_get_text (GTK_LABEL (self->label))) != 0)
    gtk_label_set_text (GTK_LABEL (self->label), words);
  gtk_widget_set_css_classes (self->label, (const char **)classes);
  zb_tooltip_set (GTK_WIDGET (self), standing == ZB_CLAIM_LAPSED
                                         ? _ ("Your claim has lapsed: it was not renewed for 60 s")
                                         : NULL);
  await_lapse (self, standing);
}

static void
set_alert (ZbClaimLabel *self, ZbAlert *alert)
{
  if (!g_set_object (&self->alert, alert))
    return;
  g_signal_group_set_target (self->signals, alert);
  update (self);
}

/* --- GObject --------------------------------------------------------------------------------------- */

static void
zb_claim_label_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (zb_claim_label_parent_class)->map (widget);
  update (ZB_CLAIM_LABEL (widget));
}

static void
zb_claim_label_unmap (GtkWidget *widget)
{
  g_clear_handle_id (&ZB_CLAIM_LABEL (widget)->lapse, g_source_remove);
  GTK_WIDGET_CLASS (zb_claim_label_parent_class)->unmap (widget);
}

static void
zb_claim_label_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ALERT)
    g_value_set_object (value, ZB_CLAIM_LABEL (object)->alert);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_claim_label_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_ALERT)
    set_alert (ZB_CLAIM_LABEL (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_claim_label_dispose (GObject *object)
{
  ZbClaimLabel *self = ZB_CLAIM_LABEL (object);

  g_clear_handle_id (&self->lapse, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_object (&self->alert);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (zb_claim_label_parent_class)->dispose (object);
}

static void
zb_claim_label_class_init (ZbClaimLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_claim_label_get_property;
  object_class->set_property = zb_claim_label_set_property;
  object_class->dispose = zb_claim_label_dispose;
  widget_class->map = zb_claim_label_map;
  widget_class->unmap = zb_claim_label_unmap;
  properties[PROP_ALERT] =
      g_param_spec_object ("alert", NULL, NULL, ZB_TYPE_ALERT, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  gtk_widget_class_set_css_name (widget_class, "claim");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
zb_claim_label_init (ZbClaimLabel *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), 6);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->signals = g_signal_group_new (ZB_TYPE_ALERT);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
}
