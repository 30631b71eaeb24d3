/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_device.h"

#define MINORS 256 /* of a pseudo-terminal's major; the next takes the following ones */

/* Documentation/admin-guide/devices.txt of Linux. */
const struct lx_device lx_devices[] = {
    {"mem", 1, 1, 0},
    {"kmem", 1, 2, 0},
    {"null", 1, 3, 0},
    {"zero", 1, 5, 0},
    {"full", 1, 7, 0},
    {"random", 1, 8, 0},
    {"urandom", 1, 9, 0},
    {"ttyv", 4, 0, 64},
    {"ttyu", 4, 64, 192},
    {"tty", 5, 0, 0},
    {"console", 5, 1, 0},
    {"ptmx", 5, 2, 0},
    {"fuse", 10, 229, 0},
    {"pts/", 136, 0, 8 * MINORS},
};
const unsigned int lx_device_count = LX_COUNT(lx_devices);

/* Does name begin with prefix? Then *length is how long that is. */
static bool
begins_with(const char *name, const char *prefix, size_t *length)
{
	size_t i = 0;

	while (prefix[i] != '\0' && name[i] == prefix[i])
		i++;
	*length = i;
	return prefix[i] == '\0';
}

/* A decimal number below limit that fills the whole text. */
static bool
unit_number(const char *text, uint32_t limit, uint32_t *unit)
{
	uint32_t value = 0;

	if (*text == '\0')
		return false;
	for (; *text != '\0'; text++) {
		if (*text < '0' || *text > '9')
			return false;
		value = value * 10 + (uint32_t)(*text - '0');
		if (value >= limit)
			return false;
	}
	*unit = value;
	return true;
}

bool
lx_device_of(const char *name, uint32_t *major_number, uint32_t *minor_number)
{
	for (unsigned int i = 0; i < lx_device_count; i++) {
		const struct lx_device *d = &lx_devices[i];
		uint32_t unit = 0;
		size_t length;

		if (!begins_with(name, d->name, &length))
			continue;
		if (d->units == 0 ? name[length] != '\0'
				  : !unit_number(name + length, d->units, &unit))
			continue;
		*major_number = d->major + (d->minor + unit) / MINORS;
		*minor_number = (d->minor + unit) % MINORS;
		return true;
	}
	return false;
}
