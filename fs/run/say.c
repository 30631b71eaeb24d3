/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/run/say.h"

#include <string.h>

static void __attribute__((format(printf, 2, 0)))
say_line(const char *cause, const char *fmt, va_list ap)
{
	static const char prefix[] = "compatrun: ";
	char line[4096];
	size_t used = sizeof(prefix) - 1;
	int n;

	memcpy(line, prefix, used);
	n = vsnprintf(line + used, sizeof(line) - used - 1, fmt, ap);
	if (n > 0)
		used += (size_t)n < sizeof(line) - used - 1 ? (size_t)n : sizeof(line) - used - 2;
	if (cause != NULL) {
		n = snprintf(line + used, sizeof(line) - used - 1, ": %s", cause);
		if (n > 0)
			used += (size_t)n < sizeof(line) - used - 1 ? (size_t)n
								    : sizeof(line) - used - 2;
	}
	line[used++] = '\n';
	/* Nobody is left to be told that stderr is gone. */
	if (write(STDERR_FILENO, line, used) < 0)
		return;
}

/* What an errno value of mount(2) means for the mounts that compatrun makes. */
static const char *
mount_strerror(errnum err)
{
	switch (err) {
	case EPERM:
		return "not permitted here (no CAP_SYS_ADMIN in this namespace, or a security "
		       "module forbids mounts)";
	case EACCES:
		return "access denied (a directory on the way, or a security module)";
	case ENODEV:
		return "this kernel does not have that file system (is its module loaded?)";
	case EINVAL:
		return "the kernel refuses these mount options, or the place is not in this mount "
		       "namespace";
	case ENOSPC:
		return "too many mounts in this mount namespace (fs.mount-max)";
	case ELOOP:
		return "too many file systems stacked on each other, or too many symlinks";
	case EBUSY:
		return "already in use";
	case ENOTCONN:
		return "the file system's daemon is gone";
	default:
		return strerror(err);
	}
}

void
say(const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_line(NULL, fmt, ap);
	va_end(ap);
}

void
say_err(errnum err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_line(strerror(err), fmt, ap);
	va_end(ap);
}

void
say_mount(errnum err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	say_line(mount_strerror(err), fmt, ap);
	va_end(ap);
}
