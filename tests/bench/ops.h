/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the benchmark's client measures, one operation a call of the program:
 *
 *	ops OPERATION ARG...	prints "NANOSECONDS OPERATIONS CHECK"
 *
 * NANOSECONDS is the wall time between clock_start() and clock_stop(), OPERATIONS what it is
 * divided by, and CHECK a sum over what was seen. Every system that shows the same trees must give
 * the same CHECK, so one that answers wrongly cannot look fast. No sum depends on the order of
 * directories.
 *
 * An operation that cannot be done ends the program with a message and exit status 1.
 */
#ifndef TESTS_BENCH_OPS_H
#define TESTS_BENCH_OPS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct result {
	uint64_t operations;
	uint64_t check;
};

/* Does one operation with the words after its name and fills in the result. */
typedef void op_fn(char **args, struct result *result);

op_fn op_stat, op_list, op_missing; /* ops_meta.c */
op_fn op_small, op_sequential, op_random, op_mapped, op_write, op_rewrite; /* ops_data.c */
op_fn op_create, op_unlink; /* ops_names.c */
op_fn op_run; /* ops_run.c */

/* "ops: WHAT: " and errno's text; exit 1. */
_Noreturn void die(const char *what);

void clock_start(void);
void clock_stop(void);

/* A decimal number from the command line; anything else is a usage error. */
uint64_t number(const char *word);

/* Paths from a file, one a line. They live until the program ends. */
struct list {
	char **paths;
	size_t n;
};

struct list list_load(const char *path);

/* Mixes size bytes into the sum. */
uint64_t mix(uint64_t sum, const void *data, size_t size);

#endif
