/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Device numbers. FreeBSD hands them out as devices appear, Linux has fixed ones for the kinds that
 * every system has, and C libraries know some of them: daemon(3) goes on only when /dev/null is
 * device 1:3, ttyname(3) looks for the major numbers of pseudo-terminals.
 */
#ifndef KMOD_TABLES_LX_DEVICE_H
#define KMOD_TABLES_LX_DEVICE_H

#include "kmod/tables/lx_types.h"

struct lx_device {
	const char *name; /* below /dev; with a number behind it when units is not 0 */
	uint32_t major;
	uint32_t minor; /* of the first */
	uint32_t units; /* how many there are at the most; 0: the one of this name */
};

extern const struct lx_device lx_devices[];
extern const unsigned int lx_device_count;

/*
 * Linux's number of the device that FreeBSD calls name (no "/dev/"). False, and nothing written,
 * when Linux has none for it.
 */
bool lx_device_of(const char *name, uint32_t *major_number, uint32_t *minor_number);

#endif
