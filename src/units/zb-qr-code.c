/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "zb-qr-code.h"

#include <qrencode.h>

/* ISO/IEC 18004 asks for four modules of light around it. */
#define QUIET 4
#define SIDE 208

/**
 * ZbQrCode:
 *
 * A text as a QR code for the camera of a telephone: black on white in either style, in whole pixels, because
 * cameras read neither colours turned over nor blurred edges well.
 */
struct _ZbQrCode
{
  GtkWidget parent_instance;
  QRcode *code;
};

G_DEFINE_FINAL_TYPE (ZbQrCode, zb_qr_code, GTK_TYPE_WIDGET)

static gboolean
is_dark (const QRcode *code, int x, int y)
{
  return (code->data[y * code->width + x] & 1) != 0;
}

/* What is dark in a row, one rectangle for neighbours. */
static void
append_row (GtkSnapshot *snapshot, const QRcode *code, int y, float module)
{
  static const GdkRGBA black = { 0, 0, 0, 1 };

  for (int x = 0, from; x < code->width; x++)
    {
      if (!is_dark (code, x, y))
        continue;
      for (from = x; x + 1 < code->width && is_dark (code, x + 1, y);)
        x++;
      gtk_snapshot_append_color (snapshot, &black,
                                 &GRAPHENE_RECT_INIT ((float)(from + QUIET) * module,
                                                      (float)(y + QUIET) * module,
                                                      (float)(x - from + 1) * module, module));
    }
}

/* A module is a whole number of the screen's own pixels. */
static float
measure_module (ZbQrCode *self, int side)
{
  const float scale = (float)gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const int modules = self->code->width + 2 * QUIET;

  return MAX ((float)(int)((float)side * scale / (float)modules), 1.0f) / scale;
}

static void
zb_qr_code_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  ZbQrCode *self = ZB_QR_CODE (widget);
  const int side = MIN (gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  static const GdkRGBA white = { 1, 1, 1, 1 };

  if (!self->code)
    return;
  const float module = measure_module (self, side);
  const float all = module * (float)(self->code->width + 2 * QUIET);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT ((float)(int)(((float)gtk_widget_get_width (widget) - all) / 2),
                                      (float)(int)(((float)gtk_widget_get_height (widget) - all) / 2)));
  gtk_snapshot_append_color (snapshot, &white, &GRAPHENE_RECT_INIT (0, 0, all, all));
  for (int y = 0; y < self->code->width; y++)
    append_row (snapshot, self->code, y, module);
  gtk_snapshot_restore (snapshot);
}

static void
zb_qr_code_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = SIDE;
}

/**
 * zb_qr_code_set_text:
 * @self: a QR code
 * @text: (nullable): what it says
 *
 * Shows nothing where @text is %NULL or does not fit.
 */
void
zb_qr_code_set_text (ZbQrCode *self, const char *text)
{
  g_clear_pointer (&self->code, QRcode_free);
  if (text && *text)
    self->code = QRcode_encodeString8bit (text, 0, QR_ECLEVEL_M);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * zb_qr_code_get_modules:
 * @self: a QR code
 *
 * Returns: how many modules it is wide, 0 where it shows nothing
 */
guint
zb_qr_code_get_modules (ZbQrCode *self)
{
  return self->code ? (guint)self->code->width : 0;
}

static void
zb_qr_code_finalize (GObject *object)
{
  g_clear_pointer (&ZB_QR_CODE (object)->code, QRcode_free);
  G_OBJECT_CLASS (zb_qr_code_parent_class)->finalize (object);
}

static void
zb_qr_code_class_init (ZbQrCodeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = zb_qr_code_finalize;
  widget_class->snapshot = zb_qr_code_snapshot;
  widget_class->measure = zb_qr_code_measure;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
zb_qr_code_init (ZbQrCode *self)
{
}
