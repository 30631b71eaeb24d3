/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The parts of glibc's replay among themselves: loader_glibc_dirs.c has the lists of
 * directories, loader_glibc_search.c finds a file in them, loader_glibc_map.c finds the object
 * for one name, loader_glibc_walk.c goes through what objects need, loader_glibc_audit.c and
 * _preload.c load what the environment names, loader_glibc_isa.c compares processor levels, and
 * loader_glibc.c is the start as a whole.
 */
#ifndef ELFCHECK_LOADER_GLIBC_H
#define ELFCHECK_LOADER_GLIBC_H

#include "elfcheck/right.h"

/* One search for one name (_dl_map_object). */
struct glibc_search {
	struct ec_replay *r;
	struct ec_need *n;
	struct ec_map *loader; /* who asks; NULL: the linker itself, for an auditor */
	const char *name;
	unsigned ns; /* the namespace that the object is for */
	int judge_flags;
	bool secure; /* in a setuid program only setuid files will do (__RTLD_SECURE) */
	bool other_class;
	struct ec_need *rest; /* only the right file for this one is a find */
};

/* What came of looking in one place. */
enum glibc_outcome {
	GLIBC_NONE, /* go on with the next place */
	GLIBC_FOUND,
	GLIBC_FATAL,
};

/* Why there is no object. */
struct glibc_failure {
	const char *words; /* the linker's; NULL: it dies without any */
	const char *file; /* what the message names */
	errnum errval; /* goes behind the words when it is not 0 */
};

/* What a walk of dependencies belongs to. */
struct glibc_walk {
	unsigned ns;
	bool dlopened; /* failures are words for dlerror(3) */
	bool quiet; /* failures are not the program's: an auditor is only left out */
	struct glibc_failure first; /* the first of them */
	bool failed;
};

/* What is known of a directory: in ec_search_dir's status. */
enum {
	GLIBC_DIR_UNKNOWN,
	GLIBC_DIR_MISSING,
	GLIBC_DIR_THERE,
};

/* Whether there is anything to search in m's RPATH or RUNPATH, which are taken apart then. */
bool glibc_has_rpath(struct ec_replay *r, struct ec_map *m);
bool glibc_has_runpath(struct ec_replay *r, struct ec_map *m);
/* The lists of directories that all searches share. */
void glibc_lists(struct ec_replay *r);
void glibc_tokens(struct ec_replay *r, const struct ec_map *m, struct ec_tokens *t);
/*
 * Try the file name, which via and where tell the way to; what is found or ends the search is put
 * into q->n, and what was said of the file into *j.
 */
enum glibc_outcome glibc_try_file(struct glibc_search *q, const char *name, enum ec_via via,
    const char *where, struct ec_judgement *j);
/* The same for q->name, which has no slash, in each place that the linker looks into. */
enum glibc_outcome glibc_search_places(struct glibc_search *q, struct ec_judgement *j);
/* The object, or NULL and *why. */
struct ec_map *glibc_map(struct glibc_search *q, struct glibc_failure *why);
/* The linker's line for a fatal file, which the message names; errval's text goes behind it. */
const char *glibc_error_line(
    struct ec_replay *r, const char *file, const char *words, errnum errval, bool dlopened);
/* LD_PRELOAD, then /etc/ld.so.preload. */
void glibc_preloads(struct ec_replay *r);
/* All that the program and what is preloaded need; false when an assertion ends the linker. */
bool glibc_walk_program(struct ec_replay *r);
/* All that m needs, breadth first, m among it. */
void glibc_walk_from(struct ec_replay *r, struct ec_map *m, struct glibc_walk *w);
/* LD_AUDIT, then DT_AUDIT and DT_DEPAUDIT of the program (rtld.c load_auditors). */
void glibc_auditors(struct ec_replay *r);
/* Whether name may be preloaded, or be an auditor (rtld.c dso_name_valid_for_suid). */
bool glibc_name_is_valid(const struct ec_replay *r, const char *name);
/*
 * The first object, from index on, that was built for a newer processor, in the order in which the
 * linker looks; NULL: none (sysdeps/x86/dl-prop.h dl_isa_level_check).
 */
struct ec_map *glibc_isa_misfit(struct ec_replay *r, unsigned ns, size_t from);

#endif
