/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Changing the OS ABI byte of an ELF file, so that it happens whole or not at all.
 *
 * One byte at offset 7 is written in place with one pwrite(2). That is atomic where a copy put in
 * place by rename(2) is not: there is no moment with a half-written file and none with two files,
 * and inode, hard links, owner, mode, ACLs and extended attributes stay. (The copy would be the way
 * for a running program, which cannot be opened for writing: ETXTBSY. That is an error here.) What
 * a write takes away, the set-uid and set-gid bits and Linux's file capabilities, is put back.
 */
#ifndef ELFCHECK_REWRITE_H
#define ELFCHECK_REWRITE_H

#include "common/util.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/stat.h>

/* The file as it was judged: a write happens only if it still is the same. */
struct rewrite_seen {
	struct stat st;
	uint8_t ident[16];
};

/* What was seen of the ELF file open at fd. ENOEXEC when it is too short. */
errnum rewrite_look(int fd, struct rewrite_seen *seen) MUST_CHECK;

/*
 * Write osabi into the file at path. ESTALE when it is no longer the file that was seen; EIO when
 * the byte does not read back; else what open(2), pwrite(2) and fsync(2) say; after an error the
 * old byte is back. *lost gets whether set-id bits or capabilities could not be put back (the byte
 * is written then).
 */
errnum rewrite_osabi(
    const char *path, const struct rewrite_seen *seen, uint8_t osabi, bool *lost) MUST_CHECK;

#endif
