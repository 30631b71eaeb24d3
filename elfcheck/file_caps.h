/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What makes a program privileged besides its mode: Linux's file capabilities. A write to the file
 * removes them.
 */
#ifndef ELFCHECK_FILE_CAPS_H
#define ELFCHECK_FILE_CAPS_H

#include <stdbool.h>
#include <stddef.h>

struct file_caps {
	char value[64]; /* 24 bytes at most today */
	size_t len; /* 0: there are none */
};

void file_caps_save(int fd, struct file_caps *caps);
/* False when there were some and they could not be put back. */
bool file_caps_restore(int fd, const struct file_caps *caps);

#endif
