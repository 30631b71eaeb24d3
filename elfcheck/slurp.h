/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Bounded reads. Never mmap(2): a file that is cut while it is looked at would end the process with
 * SIGBUS; here it is just shorter.
 */
#ifndef ELFCHECK_SLURP_H
#define ELFCHECK_SLURP_H

#include "common/util.h"

#include <stdint.h>
#include <sys/stat.h>

/*
 * Read len bytes at off, whatever interrupts: *got is less only at the end of the file or after an
 * error, and is set in each case. Errors as pread(2); EINVAL for an offset that no file has.
 */
errnum slurp_at(int fd, uint64_t off, void *buf, size_t len, size_t *got) MUST_CHECK;

/*
 * Read a file from its start to its end into *bytes (malloc'ed; one NUL more behind it). st is what
 * fstat(2) said, or NULL; it only saves reads. Errors as pread(2); EFBIG when there are more than
 * limit bytes, ENOMEM.
 */
errnum slurp_file(
    int fd, const struct stat *st, size_t limit, char **bytes, size_t *len) MUST_CHECK;

/* The same, but of a longer file the first limit bytes. */
errnum slurp_start(
    int fd, const struct stat *st, size_t limit, char **bytes, size_t *len) MUST_CHECK;

#endif
