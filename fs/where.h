/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef FS_WHERE_H
#define FS_WHERE_H

#define WHERE_USAGE "compatfs where [-v] [--json] [-o OPTIONS] COMPAT PATH..."

/*
 * `compatfs where [-v] [--json] [-o OPTIONS] COMPAT PATH…`: which layer answers for a path, without
 * a mount. argv[0] is "where". Returns the exit status: 0, 1 when a path has no answer, 2.
 */
int where_main(int argc, char **argv);

#endif
