/* SPDX-License-Identifier: BSD-2-Clause */
/* Where the daemon's messages go: stderr while it is in the foreground, syslog(3) once it is not.
 */
#ifndef FS_LOG_H
#define FS_LOG_H

#include "common/util.h"

#include <stdbool.h>

struct log {
	const char *name; /* of the program, before each message on stderr */
	bool to_syslog;
};

/* One line, lower case, "path: cause". */
void log_error(const struct log *log, const char *format, ...) PRINTF_LIKE(2, 3);
void log_notice(const struct log *log, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
