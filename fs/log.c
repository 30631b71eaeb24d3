/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/log.h"

#include <string.h>
#include <syslog.h>

static void PRINTF_LIKE(3, 0)
    put(const struct log *log, int priority, const char *format, va_list args)
{
	cleanup_free char *text = NULL;

	if (vasprintf(&text, format, args) < 0) {
		text = NULL;
		return;
	}
	/* names come from trees that others write: no line ends, no escape sequences */
	for (char *c = text; *c != '\0'; c++)
		memset(c, '?', control_at(c));
	if (log->to_syslog)
		syslog(priority, "%s", text);
	else
		(void)fprintf(stderr, "%s: %s\n", log->name, text);
}

void
log_error(const struct log *log, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put(log, LOG_ERR, format, args);
	va_end(args);
}

void
log_notice(const struct log *log, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	put(log, LOG_NOTICE, format, args);
	va_end(args);
}
