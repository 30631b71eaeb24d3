/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The differential conformance suite: a case is a sequence of system calls that writes down what
 * each returned. It is run once in a directory of a plain file system and once in a view of the
 * same file system; each line of the record is an assertion that the two agree.
 *
 *	T(call)     record the source text of the call, its result (0, a count, or the errno)
 *	TF(call)    the same for a call that returns a descriptor, which is returned
 *	note(fmt)   a line that tells where in an enumeration the record is
 *	show(path)  record type, mode, owner, links, size of an object
 *
 * A case runs in its own process with the case directory as cwd, as root, umask 0.
 */
#ifndef TESTS_POSIX_REC_H
#define TESTS_POSIX_REC_H

#include "common/util.h"

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>

struct posix_case {
	const char *name;
	void (*run)(void);
};

/* The cases of the files case_*.c; each ends with a NULL name. */
extern const struct posix_case cases_perm[], cases_names[], cases_open[], cases_rename[],
    cases_times[], cases_data[], cases_locks[], cases_dirs[], cases_xattr[], cases_special[],
    cases_readonly[];

long rec_call(const char *text, long result);
int rec_fd(const char *text, int fd);
void note(const char *fmt, ...) PRINTF_LIKE(1, 2);
void show(const char *path);
void show_fd(const char *label, int fd);
void show_content(const char *path);

#define T(call)  rec_call(#call, (errno = 0, (long)(call)))
#define TF(call) rec_fd(#call, (errno = 0, (call)))

/* ---- the caller ---- */

enum {
	OWNER = 65533, /* uid and gid of the usual owner */
	MEMBER = 65532, /* uid; its supplementary groups hold OWNER */
	PRIMARY = 65531, /* uid; its primary group is OWNER */
	OTHER = 65530, /* uid and gid of somebody else */
};

/* Become one of the above, or 0; supplementary groups as said there. */
void as(uid_t who);

/* ---- helpers that are not recorded; they abort the case when they fail ---- */

void make_file(const char *path, mode_t mode, uid_t owner, const char *content);
void make_dir(const char *path, mode_t mode, uid_t owner);
/* An object of each kind: file, dir, fifo, sock, char, block, link (to a file), dangling. */
extern const char *const kinds[];
extern const size_t n_kinds;
void make_kind(const char *kind, const char *path);
/* Remove whatever is there, directories with all they hold. */
void wipe(const char *path);
/* So long that a time stamp taken afterwards differs. */
void nap(void);
/* Fill buf with a relative path of exactly len bytes that leads to "." */
void long_path(char *buf, size_t len);
/* Run fn(arg) in a child and wait; what it records is kept in order. */
void in_child(void (*fn)(void *), void *arg);

#endif
