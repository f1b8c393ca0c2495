/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* The shape that libFuzzer calls: build one of the fuzz-*.c with -fsanitize=fuzzer and ZB_LIBFUZZER defined.
 * In the test suite the same function is called with mutations from a fixed seed. */
int LLVMFuzzerTestOneInput (const uint8_t *data, size_t size);

/* Mutates each of the samples @rounds times, and again until ZHIBAN_FUZZ_SECONDS are over, and calls
 * LLVMFuzzerTestOneInput () with the outcome. */
int zb_fuzz_run (int argc, char **argv, const char *name, const char *const *samples, unsigned rounds);

/* The same with samples that are not text: GBytes. */
int zb_fuzz_run_bytes (int argc, char **argv, const char *name, GPtrArray *samples, unsigned rounds);
