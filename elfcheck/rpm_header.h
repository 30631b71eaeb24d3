/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A package's header, as rpm's databases keep it (rpm's lib/header.c): big-endian u32 il and dl, il
 * entries {tag, type, offset, count}, then dl bytes of data that the offsets point into. Without
 * the magic that a package file has before it. Any bytes are safe to look at.
 */
#ifndef ELFCHECK_RPM_HEADER_H
#define ELFCHECK_RPM_HEADER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rpm_header {
	const uint8_t *entries; /* borrowed, as is data */
	uint32_t nentries;
	const char *data;
	uint32_t data_len;
};

/* Look at len bytes, which stay where they are; false when they are no header. */
bool rpm_header_open(struct rpm_header *h, const void *bytes, size_t len);

/* The package's name, or NULL. Borrowed from the bytes. */
const char *rpm_header_name(const struct rpm_header *h);

/* Whether the package has a file of exactly this (absolute) path. */
bool rpm_header_has_file(const struct rpm_header *h, const char *path);

#endif
