/* SPDX-License-Identifier: BSD-2-Clause */
/* Shared by the parts of the id command: cmd_id.c examines a file, id_print.c tells of it. */
#ifndef ELFCHECK_CMD_ID_H
#define ELFCHECK_CMD_ID_H

#include "elfcheck/brand.h"
#include "elfcheck/cli.h"
#include "elfcheck/verdict.h"

struct id_options {
	bool json;
	enum ec_kernel kernel;
	int fallback; /* as the sysctl has it: an EI_OSABI value, or -1 */
};

/* All that is said about one file. */
struct id_answer {
	struct ec_obj *obj;
	struct ec_evidence evidence;
	struct ec_kernel_verdict kernel;
	struct ec_kernel_verdict other; /* of the kernel with the other rule for notes */
	const char *glibc;
	const char *musl;
	char notes[16][64];
	size_t nnotes;
};

/* All of it on standard output, as JSON or for people. */
void id_print_json(const char *path, const struct id_options *opt, const struct id_answer *a);
void id_print_text(const char *path, const struct id_options *opt, const struct id_answer *a);

#endif
