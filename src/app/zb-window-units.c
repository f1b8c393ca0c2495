/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done about units beside what the map and the dispatch form do. */
#include "zb-telephone-dialog.h"
#include "zb-window-private.h"

/**
 * zb_window_show_telephone:
 * @self: the window
 * @parameter: (s): a unit's id
 *
 * Opens the dialog that lets the unit's telephone in.
 */
void
zb_window_show_telephone (ZbWindow *self, GVariant *parameter)
{
  ZbUnit *unit =
      zb_world_lookup (zb_desk_get_world (self->desk), ZB_KIND_UNIT, g_variant_get_string (parameter, NULL));
  g_autoptr (GObject) services = NULL;

  g_object_get (self->desk, "query", &services, NULL);
  if (unit && services)
    adw_dialog_present (ADW_DIALOG (zb_telephone_dialog_new (ZB_QUERY (services), unit)), GTK_WIDGET (self));
}
