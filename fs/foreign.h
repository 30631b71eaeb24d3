/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The elf policy: which library files, found through fall-through to the root layer, are for
 * another system.
 *
 * A brand costs an open and a read, so it is cached for each object until it changes (size, mtime
 * or ctime). What was met is kept, once for each path, for /.compatfs/foreign.
 */
#ifndef FS_FOREIGN_H
#define FS_FOREIGN_H

#include "elfcheck/elfcheck.h"
#include "fs/node.h"

struct foreign;

errnum foreign_new(struct foreign **out);
void foreign_free(struct foreign *foreign);

/* Whether a file of this name is a library to the policy: ".so" at its end or before another dot.
 */
bool foreign_is_library_name(const char *name);

/*
 * Whether name, a regular file in the open directory dir_fd of the root layer with attributes st,
 * is foreign. A file that cannot be read, or is no ELF file, is not.
 */
bool foreign_check(
    struct view *view, int dir_fd, const char *name, const struct stat *st, enum ec_brand *brand);

/* Keep that the library name in node was met; done says what came of it ("logged", "hidden",
 * "denied"). */
void foreign_report(struct view *view, struct node *parent, const char *name, enum ec_brand brand,
    const char *done);

/* The lines of /.compatfs/foreign; the caller frees them. */
errnum foreign_text(struct foreign *foreign, char **text, size_t *size);
uint64_t foreign_count(struct foreign *foreign);

#endif
