/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * ZbSimulatorOptions:
 * @url: where the platform is, without a slash at its end
 * @api_key: a key of the platform's for our source
 * @seed: what happens follows from this; the district must have grown from it too
 * @alerts_per_minute: how often something is raised, repeats included
 * @opening: whether it begins with what is open on an ordinary day
 * @pictures: whether evidence pictures are drawn and stored
 * @certificate: (nullable): the platform's own certificate, which is trusted whatever name it is for
 *
 * How a simulator works.
 */
typedef struct
{
  const char *url;
  const char *api_key;
  guint64 seed;
  double alerts_per_minute;
  gboolean opening;
  gboolean pictures;
  GTlsCertificate *certificate;
} ZbSimulatorOptions;

/* As in the design's picture: 26 alerts in ten minutes, of which 7 are new. */
#define ZB_SIMULATOR_ALERTS_PER_MINUTE 2.6

typedef struct _ZbSimulator ZbSimulator;

ZbSimulator *zb_simulator_new (const ZbSimulatorOptions *options);
void zb_simulator_free (ZbSimulator *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ZbSimulator, zb_simulator_free)

G_END_DECLS
