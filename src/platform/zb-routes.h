/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "zb-route.h"

G_BEGIN_DECLS

/* The tables of routes, each in the file of its name; zb-routes.c lists them. */
extern const ZbRoute zb_contract_routes[];
extern const ZbRoute zb_session_routes[];
extern const ZbRoute zb_list_routes[];
extern const ZbRoute zb_presence_routes[];
extern const ZbRoute zb_alert_routes[];
extern const ZbRoute zb_case_routes[];
extern const ZbRoute zb_assignment_routes[];
extern const ZbRoute zb_query_routes[];
extern const ZbRoute zb_ingest_routes[];
extern const ZbRoute zb_evidence_routes[];
extern const ZbRoute zb_live_routes[];
extern const ZbRoute zb_recording_routes[];
extern const ZbRoute zb_hold_routes[];
extern const ZbRoute zb_export_routes[];
extern const ZbRoute zb_wall_routes[];
extern const ZbRoute zb_zone_routes[];
extern const ZbRoute zb_figure_routes[];
extern const ZbRoute zb_ptz_routes[];
extern const ZbRoute zb_layout_routes[];
extern const ZbRoute zb_snapshot_routes[];
extern const ZbRoute zb_unit_routes[];
extern const ZbRoute zb_owntracks_routes[];
extern const ZbRoute zb_drill_routes[];
extern const ZbRoute zb_log_routes[];

/* The pages for a unit's telephone, which lie beside the contract. */
extern const ZbRoute zb_field_routes[];

G_END_DECLS
