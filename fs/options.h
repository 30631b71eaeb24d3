/* SPDX-License-Identifier: BSD-2-Clause */
/* compatfs' own options, each as -o NAME=VALUE and --NAME=VALUE; what is not ours is libfuse's. */
#ifndef FS_OPTIONS_H
#define FS_OPTIONS_H

#include "common/json.h"
#include "fs/fuse.h"
#include "fs/view.h"

/* The command line as far as it is ours. All strings are owned. */
struct cli {
	struct view_options view;
	char *root;
	char *compat;
	/* the words of the options, until they are checked */
	char *words[12];
	bool json;
	bool verbose;
};

/*
 * Take our options and the first word that is no option (COMPAT) out of args; the rest stays for
 * libfuse. On a bad value, says so on stderr and returns EINVAL.
 */
errnum options_parse(struct fuse_args *args, struct cli *cli);
void options_release(struct cli *cli);

/* The options as members of an open object. */
void options_to_json(const struct view_options *options, struct json *j);

/* The lines of --help about them. */
void options_help(FILE *out);

#endif
