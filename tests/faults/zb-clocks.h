/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The wall clocks of a console and a platform, to be set by a test: see zb-stepped-clock.c. */
#pragma once

/* The variable that names the file with the two numbers. */
#define ZB_CLOCKS_FILE "ZHIBAN_TEST_CLOCKS"

enum
{
  ZB_CLOCK_OF_CONSOLE,
  ZB_CLOCK_OF_PLATFORM,
  ZB_N_CLOCKS_SET,
};
