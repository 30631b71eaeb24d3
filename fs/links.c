/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * An absolute target is made relative, so that it means the same wherever the view is mounted and
 * whoever's "/" it is: as many ".." as the link is deep, then the target, from the top of the view
 * (inside) or of the root layer (kernel, which resolves absolute targets in the real root only).
 */
#include "fs/links.h"
#include "fs/ctl.h"

#include <string.h>

/*
 * What is left of an absolute target below the top: ".." at the top stays there, and must not
 * become a way out of the view.
 */
static const char *
below_top(const char *target)
{
	for (;;) {
		size_t len;

		target += strspn(target, "/");
		len = strcspn(target, "/");
		if ((len != 1 || target[0] != '.') && (len != 2 || strncmp(target, "..", 2) != 0))
			return target;
		target += len;
	}
}

errnum
links_rewrite(enum tr_links links, const char *path, const char *target, char **out)
{
	const char *from_top = below_top(target);
	const char *via = links == TR_LINKS_KERNEL ? CTL_NAME "/root" : "";
	FILE *text;
	char *made = NULL;
	size_t size = 0;
	bool empty = true;

	if (links == TR_LINKS_ASIS || target[0] != '/') {
		made = strdup(target);
		if (made == NULL)
			return ENOMEM;
		*out = made;
		return 0;
	}
	text = open_memstream(&made, &size);
	if (text == NULL)
		return last_error();
	for (const char *at = path + 1; (at = strchr(at, '/')) != NULL; at++) {
		(void)fputs(empty ? ".." : "/..", text);
		empty = false;
	}
	if (via[0] != '\0') {
		(void)fprintf(text, "%s%s", empty ? "" : "/", via);
		empty = false;
	}
	if (from_top[0] != '\0')
		(void)fprintf(text, "%s%s", empty ? "" : "/", from_top);
	else if (empty)
		(void)putc('.', text);
	if (fclose(text) != 0) {
		free(made);
		return ENOMEM;
	}
	if (size >= PATH_MAX) {
		free(made);
		return ENAMETOOLONG;
	}
	*out = made;
	return 0;
}
