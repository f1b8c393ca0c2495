/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/**
 * ZB_PRIORITY_WITH_FRAMES:
 *
 * The main loop's priority of what may wait for input and for the feed, but not for ever: that of the frames
 * of a window (GDK_PRIORITY_REDRAW), with which it takes turns. On a machine that does nothing but draw, what
 * comes after the frames (G_PRIORITY_LOW) never comes.
 */
#define ZB_PRIORITY_WITH_FRAMES 120
