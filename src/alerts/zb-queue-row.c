/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-queue-row.h"

#include "zb-age-label.h"
#include "zb-alert-marks.h"
#include "zb-chatter-mark.h"
#include "zb-claim-label.h"
#include "zb-device.h"
#include "zb-looking-mark.h"
#include "zb-pending-mark.h"
#include "zb-severity-icon.h"
#include "zb-words.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * ZbQueueRow:
 *
 * One alert of the queue in two lines. A #ZbQueueSlot has one while it is in sight.
 */
struct _ZbQueueRow
{
  GtkBox parent_instance;
  ZbAlert *alert;
  gboolean selected;
  char *words, *looking;
};

typedef enum
{
  PROP_ALERT = 1,
  PROP_SELECTED,
  PROP_WORDS,
  PROP_LOOKING,
} ZbQueueRowProperty;

static GParamSpec *properties[PROP_LOOKING + 1];

G_DEFINE_FINAL_TYPE (ZbQueueRow, zb_queue_row, GTK_TYPE_BOX)

#define NOTIFY(self, property) g_object_notify_by_pspec (G_OBJECT (self), properties[property])

/* --- closures: what a row says ------------------------------------------------------------- */

static char *
check_icon (gpointer self, gboolean selected)
{
  return g_strdup (selected ? "zb-check-symbolic" : "");
}

static char *
chatter_key (gpointer self, const char *device, const char *id)
{
  return g_strdup (device && *device ? device : id);
}

static gboolean
is_repeated (gpointer self, gint64 occurrences)
{
  return occurrences > 1;
}

/* After the verdict, which it speaks against or confirms. */
static gboolean
is_raised_again (int state, gboolean again)
{
  return state == ZB_ALERT_VERIFIED && again;
}

static gboolean
is_drill (gpointer self, int mode)
{
  return mode == ZB_MODE_DRILL;
}

static char *
format_times (gpointer self, gint64 occurrences, int state, gboolean again)
{
  g_autofree char *times = g_strdup_printf ("×%" G_GINT64_FORMAT, occurrences);

  return is_raised_again (state, again)
             /* Translators: of an alert after its verdict; "×3": how often in all */
             ? g_strdup_printf (C_ ("alert", "Raised again %s"), times)
             : g_steal_pointer (&times);
}

static char **
times_classes (gpointer self, int state, gboolean again)
{
  const char *const classes[] = { "zb-times", is_raised_again (state, again) ? "again" : NULL, NULL };

  return g_strdupv ((char **)classes);
}

static char **
severity_classes (gpointer self, int severity)
{
  const char *const classes[] = { zb_severity_css_class (severity), NULL };

  return g_strdupv ((char **)classes);
}

static char *
format_zones (gpointer self, char **zones, int raised_from)
{
  return zb_alert_marks_short (zones, raised_from);
}

/* What a screen reader says of a row, for which the bar is a drawing. */
static char *
format_row (gpointer self, int severity, const char *title, const char *place, char **zones, int raised_from,
            int state, gboolean again)
{
  g_autofree char *plain =
      g_strdup_printf ("%s, %s, %s", zb_words_severity (severity), title ? title : "", place ? place : "");
  g_autofree char *row = is_raised_again (state, again)
                             ? g_strdup_printf (_ ("%s, raised again after the verdict"), plain)
                             : g_steal_pointer (&plain);
  g_autofree char *marks = zb_alert_marks_say (zones, raised_from, severity);

  return *marks ? g_strdup_printf (_ ("%s, in watch zone %s"), row, marks) : g_steal_pointer (&row);
}

static char *
format_source (gpointer self, const char *algorithm, const char *source, double score)
{
  if (algorithm && !isnan (score))
    return g_strdup_printf (_ ("Algorithm %.0f%%"), score * 100);
  if (algorithm)
    return g_strdup (_ ("Algorithm"));
  return g_strdup (g_strcmp0 (source, "operator") == 0 ? _ ("Telephone") : _ ("Device"));
}

static char *
format_source_name (gpointer self, const char *algorithm, const char *device, const char *source)
{
  ZbWorld *world = zb_words_get_world ();
  ZbDevice *found = world && device ? zb_world_lookup (world, ZB_KIND_DEVICE, device) : NULL;

  if (algorithm && *zb_words_name (ZB_KIND_ALGORITHM, algorithm))
    return g_strdup (zb_words_name (ZB_KIND_ALGORITHM, algorithm));
  if (found && found->kind != ZB_DEVICE_OTHER)
    return g_strdup (zb_words_choice (&zb_device_kinds, found->kind));
  if (g_strcmp0 (source, "demonstration") == 0)
    return g_strdup (_ ("Demonstration"));
  return g_strdup (g_strcmp0 (source, "operator") == 0 ? _ ("Taken down") : source);
}

/**
 * zb_queue_row_say:
 * @alert: an alert
 *
 * Returns: (transfer full): what a screen reader says of its row
 */
char *
zb_queue_row_say (const ZbAlert *alert)
{
  return format_row (NULL, alert->severity, alert->title, alert->place, alert->zones, alert->raised_from,
                     alert->state, alert->again);
}

/**
 * zb_queue_row_get_alert:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
ZbAlert *
zb_queue_row_get_alert (ZbQueueRow *self)
{
  return self->alert;
}

/* --- GObject ------------------------------------------------------------------------------- */

static void
zb_queue_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  ZbQueueRow *self = ZB_QUEUE_ROW (object);

  switch ((ZbQueueRowProperty)id)
    {
    case PROP_ALERT:
      g_value_set_object (value, self->alert);
      break;
    case PROP_SELECTED:
      g_value_set_boolean (value, self->selected);
      break;
    case PROP_WORDS:
      g_value_set_string (value, self->words);
      break;
    case PROP_LOOKING:
      g_value_set_string (value, self->looking);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_selected (ZbQueueRow *self, gboolean selected)
{
  if (self->selected == selected)
    return;
  self->selected = selected;
  NOTIFY (self, PROP_SELECTED);
}

static void
zb_queue_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  ZbQueueRow *self = ZB_QUEUE_ROW (object);

  if (id == PROP_ALERT && g_set_object (&self->alert, g_value_get_object (value)))
    NOTIFY (self, PROP_ALERT);
  else if (id == PROP_SELECTED)
    set_selected (self, g_value_get_boolean (value));
  else if (id == PROP_WORDS && g_set_str (&self->words, g_value_get_string (value)))
    NOTIFY (self, PROP_WORDS);
  else if (id == PROP_LOOKING && g_set_str (&self->looking, g_value_get_string (value)))
    NOTIFY (self, PROP_LOOKING);
  else if (id < PROP_ALERT || id > PROP_LOOKING)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
zb_queue_row_dispose (GObject *object)
{
  ZbQueueRow *self = ZB_QUEUE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), ZB_TYPE_QUEUE_ROW);
  g_clear_object (&self->alert);
  G_OBJECT_CLASS (zb_queue_row_parent_class)->dispose (object);
}

static void
zb_queue_row_finalize (GObject *object)
{
  g_free (ZB_QUEUE_ROW (object)->words);
  g_free (ZB_QUEUE_ROW (object)->looking);
  G_OBJECT_CLASS (zb_queue_row_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags write = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_ALERT] = g_param_spec_object ("alert", NULL, NULL, ZB_TYPE_ALERT, write);
  properties[PROP_SELECTED] = g_param_spec_boolean ("selected", NULL, NULL, FALSE, write);
  /* What a screen reader says of the row, and who else looks at its alert. */
  properties[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, write);
  properties[PROP_LOOKING] = g_param_spec_string ("looking", NULL, NULL, NULL, write);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
ensure_types (void)
{
  g_type_ensure (ZB_TYPE_SEVERITY_ICON);
  g_type_ensure (ZB_TYPE_AGE_LABEL);
  g_type_ensure (ZB_TYPE_PENDING_MARK);
  g_type_ensure (ZB_TYPE_CLAIM_LABEL);
  g_type_ensure (ZB_TYPE_LOOKING_MARK);
  g_type_ensure (ZB_TYPE_CHATTER_MARK);
}

static void
bind_callbacks (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_callback (widget_class, name)
  BIND (check_icon);
  BIND (chatter_key);
  BIND (is_repeated);
  BIND (is_drill);
  BIND (format_times);
  BIND (times_classes);
  BIND (severity_classes);
  BIND (format_zones);
  BIND (format_row);
  BIND (format_source);
  BIND (format_source_name);
#undef BIND
  zb_words_bind (widget_class);
}

static void
zb_queue_row_class_init (ZbQueueRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = zb_queue_row_get_property;
  object_class->set_property = zb_queue_row_set_property;
  object_class->dispose = zb_queue_row_dispose;
  object_class->finalize = zb_queue_row_finalize;
  install_properties (object_class);
  ensure_types ();
  gtk_widget_class_set_template_from_resource (widget_class, "/cn/zhiban/Console/ui/alerts/queue-row.ui");
  bind_callbacks (widget_class);
}

static void
zb_queue_row_init (ZbQueueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
