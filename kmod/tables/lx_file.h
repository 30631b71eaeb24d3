/* SPDX-License-Identifier: BSD-2-Clause */
/* Files: open and at flags, fcntl, locks, access, fadvise, renameat2, memfd, directory entry types,
 * statfs. */
#ifndef KMOD_TABLES_LX_FILE_H
#define KMOD_TABLES_LX_FILE_H

#include "kmod/tables/lx_table.h"

/*
 * O_SYNC is two bits on Linux, one of them O_DSYNC; FreeBSD has a bit for each. O_TMPFILE comes
 * first among the rows with O_DIRECTORY's bit: it is refused as a whole, or the rest would look
 * like an attempt to open a directory.
 */
#define LX_OPEN_ROWS(B, O, I, D, R, N) \
	R(O_TMPFILE, 0x410000, "no counterpart; EOPNOTSUPP lets programs fall back") \
	B(O_WRONLY, 0x1, O_WRONLY, 0x1, "") \
	B(O_RDWR, 0x2, O_RDWR, 0x2, "") \
	B(O_CREAT, 0x200, O_CREAT, 0x40, "") \
	B(O_EXCL, 0x800, O_EXCL, 0x80, "") \
	B(O_NOCTTY, 0x8000, O_NOCTTY, 0x100, \
	    "without it Linux may make a terminal the controlling one") \
	B(O_TRUNC, 0x400, O_TRUNC, 0x200, "") \
	B(O_APPEND, 0x8, O_APPEND, 0x400, "") \
	B(O_NONBLOCK, 0x4, O_NONBLOCK, 0x800, "O_NDELAY is the same") \
	B(O_SYNC, 0x80, O_SYNC, 0x101000, "holds O_DSYNC's bit") \
	B(O_DSYNC, 0x1000000, O_DSYNC, 0x1000, "") \
	B(O_ASYNC, 0x40, FASYNC, 0x2000, "O_ASYNC in glibc") \
	B(O_DIRECT, 0x10000, O_DIRECT, 0x4000, "") \
	D(O_LARGEFILE, 0x8000, "always on in 64-bit programs") \
	B(O_DIRECTORY, 0x20000, O_DIRECTORY, 0x10000, "") \
	B(O_NOFOLLOW, 0x100, O_NOFOLLOW, 0x20000, "FreeBSD answers EMLINK, Linux ELOOP") \
	D(O_NOATIME, 0x40000, "no counterpart") \
	B(O_CLOEXEC, 0x100000, O_CLOEXEC, 0x80000, "") \
	B(O_PATH, 0x400000, O_PATH, 0x200000, "") \
	N(O_EXLOCK, 0x20, "") \
	N(O_SHLOCK, 0x10, "") \
	N(O_EXEC, 0x40000, "") \
	N(O_VERIFY, 0x200000, "") \
	N(O_RESOLVE_BENEATH, 0x800000, "") \
	N(O_EMPTY_PATH, 0x2000000, "")

LX_CONSTANTS(LX_OPEN_ROWS);
enum {
	LX_O_ACCMODE = 3
};

/*
 * The same bit means two things on Linux: AT_EACCESS to faccessat2, AT_REMOVEDIR to unlinkat. They
 * are tables of their own; look up the call's own flag there, and the rest here.
 */
#define LX_AT_ROWS(B, O, I, D, R, N) \
	B(AT_SYMLINK_NOFOLLOW, 0x200, AT_SYMLINK_NOFOLLOW, 0x100, "") \
	B(AT_SYMLINK_FOLLOW, 0x400, AT_SYMLINK_FOLLOW, 0x400, "") \
	D(AT_NO_AUTOMOUNT, 0x800, "FreeBSD's automounter has no such choice") \
	B(AT_EMPTY_PATH, 0x4000, AT_EMPTY_PATH, 0x1000, "") \
	D(AT_STATX_FORCE_SYNC, 0x2000, "statx: a hint for network file systems") \
	D(AT_STATX_DONT_SYNC, 0x4000, "statx: a hint for network file systems") \
	R(AT_RECURSIVE, 0x8000, "open_tree's") \
	N(AT_RESOLVE_BENEATH, 0x2000, "")
#define LX_AT_EACCESS_ROWS(B, O, I, D, R, N) B(AT_EACCESS, 0x100, AT_EACCESS, 0x200, "faccessat2")
#define LX_AT_REMOVEDIR_ROWS(B, O, I, D, R, N) \
	B(AT_REMOVEDIR, 0x800, AT_REMOVEDIR, 0x200, "unlinkat")

LX_CONSTANTS(LX_AT_ROWS);
LX_CONSTANTS(LX_AT_EACCESS_ROWS);
LX_CONSTANTS(LX_AT_REMOVEDIR_ROWS);
enum {
	LX_AT_FDCWD = -100
}; /* on both sides */

#define LX_FCNTL_ROWS(B, O, I, D, R, N) \
	B(F_DUPFD, 0, F_DUPFD, 0, "") \
	B(F_GETFD, 1, F_GETFD, 1, "") \
	B(F_SETFD, 2, F_SETFD, 2, "") \
	B(F_GETFL, 3, F_GETFL, 3, "the flags need translation") \
	B(F_SETFL, 4, F_SETFL, 4, "the flags need translation") \
	B(F_GETLK, 11, F_GETLK, 5, "struct flock needs translation") \
	B(F_SETLK, 12, F_SETLK, 6, "struct flock needs translation") \
	B(F_SETLKW, 13, F_SETLKW, 7, "struct flock needs translation") \
	B(F_SETOWN, 6, F_SETOWN, 8, "") \
	B(F_GETOWN, 5, F_GETOWN, 9, "") \
	B(F_DUPFD_CLOEXEC, 17, F_DUPFD_CLOEXEC, 1030, "") \
	B(F_ADD_SEALS, 19, F_ADD_SEALS, 1033, "the seals have the same numbers") \
	B(F_GET_SEALS, 20, F_GET_SEALS, 1034, "the seals have the same numbers") \
	R(F_SETSIG, 10, "a signal other than SIGIO; no counterpart") \
	R(F_GETSIG, 11, "") \
	R(F_SETOWN_EX, 15, "") \
	R(F_GETOWN_EX, 16, "") \
	R(F_OFD_GETLK, 36, "locks by open file; no counterpart") \
	R(F_OFD_SETLK, 37, "locks by open file; no counterpart") \
	R(F_OFD_SETLKW, 38, "locks by open file; no counterpart") \
	R(F_SETLEASE, 1024, "") \
	R(F_GETLEASE, 1025, "") \
	R(F_NOTIFY, 1026, "") \
	R(F_DUPFD_QUERY, 1027, "since Linux 6.10") \
	R(F_SETPIPE_SZ, 1031, "FreeBSD sizes its pipes itself") \
	R(F_GETPIPE_SZ, 1032, "FreeBSD sizes its pipes itself")

LX_CONSTANTS(LX_FCNTL_ROWS);

#define LX_SEAL_ROWS(B, O, I, D, R, N) \
	B(F_SEAL_SEAL, 1, F_SEAL_SEAL, 1, "") \
	B(F_SEAL_SHRINK, 2, F_SEAL_SHRINK, 2, "") \
	B(F_SEAL_GROW, 4, F_SEAL_GROW, 4, "") \
	B(F_SEAL_WRITE, 8, F_SEAL_WRITE, 8, "") \
	R(F_SEAL_FUTURE_WRITE, 0x10, "") \
	R(F_SEAL_EXEC, 0x20, "")

LX_CONSTANTS(LX_SEAL_ROWS);

#define LX_FLOCK_ROWS(B, O, I, D, R, N) \
	B(F_RDLCK, 1, F_RDLCK, 0, "") \
	B(F_WRLCK, 3, F_WRLCK, 1, "") \
	B(F_UNLCK, 2, F_UNLCK, 2, "") \
	N(F_UNLCKSYS, 4, "lockd's own") \
	N(F_CANCEL, 5, "lockd's own")

LX_CONSTANTS(LX_FLOCK_ROWS);

#define LX_FADVISE_ROWS(B, O, I, D, R, N) \
	B(POSIX_FADV_NORMAL, 0, POSIX_FADV_NORMAL, 0, "") \
	B(POSIX_FADV_RANDOM, 1, POSIX_FADV_RANDOM, 1, "") \
	B(POSIX_FADV_SEQUENTIAL, 2, POSIX_FADV_SEQUENTIAL, 2, "") \
	B(POSIX_FADV_WILLNEED, 3, POSIX_FADV_WILLNEED, 3, "") \
	B(POSIX_FADV_DONTNEED, 4, POSIX_FADV_DONTNEED, 4, "") \
	B(POSIX_FADV_NOREUSE, 5, POSIX_FADV_NOREUSE, 5, "")

LX_CONSTANTS(LX_FADVISE_ROWS);

#define LX_RENAME_ROWS(B, O, I, D, R, N) \
	R(RENAME_NOREPLACE, 1, "no counterpart in FreeBSD 15.0; EINVAL lets programs fall back") \
	R(RENAME_EXCHANGE, 2, "no counterpart") \
	R(RENAME_WHITEOUT, 4, "no counterpart")

LX_CONSTANTS(LX_RENAME_ROWS);

#define LX_MEMFD_ROWS(B, O, I, D, R, N) \
	B(MFD_CLOEXEC, 0x1, MFD_CLOEXEC, 0x1, "") \
	B(MFD_ALLOW_SEALING, 0x2, MFD_ALLOW_SEALING, 0x2, "") \
	B(MFD_HUGETLB, 0x4, MFD_HUGETLB, 0x4, "the page size bits above are equal too") \
	D(MFD_NOEXEC_SEAL, 0x8, "") \
	D(MFD_EXEC, 0x10, "")

LX_CONSTANTS(LX_MEMFD_ROWS);

#define LX_DTYPE_ROWS(B, O, I, D, R, N) \
	B(DT_UNKNOWN, 0, DT_UNKNOWN, 0, "") \
	B(DT_FIFO, 1, DT_FIFO, 1, "") \
	B(DT_CHR, 2, DT_CHR, 2, "") \
	B(DT_DIR, 4, DT_DIR, 4, "") \
	B(DT_BLK, 6, DT_BLK, 6, "") \
	B(DT_REG, 8, DT_REG, 8, "") \
	B(DT_LNK, 10, DT_LNK, 10, "") \
	B(DT_SOCK, 12, DT_SOCK, 12, "") \
	O(DT_WHT, 14, DT_UNKNOWN, 0, "whiteout of unionfs")

LX_CONSTANTS(LX_DTYPE_ROWS);

#define LX_WHENCE_ROWS(B, O, I, D, R, N) \
	B(SEEK_SET, 0, SEEK_SET, 0, "") \
	B(SEEK_CUR, 1, SEEK_CUR, 1, "") \
	B(SEEK_END, 2, SEEK_END, 2, "") \
	B(SEEK_DATA, 3, SEEK_DATA, 3, "ENXIO at the end on both sides") \
	B(SEEK_HOLE, 4, SEEK_HOLE, 4, "")

LX_CONSTANTS(LX_WHENCE_ROWS);

/* tv_nsec of utimensat, instead of a time */
#define LX_UTIME_ROWS(B, O, I, D, R, N) \
	B(UTIME_NOW, -1, UTIME_NOW, 0x3fffffff, "") \
	B(UTIME_OMIT, -2, UTIME_OMIT, 0x3ffffffe, "")

LX_CONSTANTS(LX_UTIME_ROWS);

/* Mode 0 is posix_fallocate(2). */
#define LX_FALLOCATE_ROWS(B, O, I, D, R, N) \
	R(FALLOC_FL_KEEP_SIZE, 0x1, "with PUNCH_HOLE it is fspacectl(SPACECTL_DEALLOC)") \
	R(FALLOC_FL_PUNCH_HOLE, 0x2, "fspacectl(SPACECTL_DEALLOC), by the module") \
	R(FALLOC_FL_COLLAPSE_RANGE, 0x8, "") \
	R(FALLOC_FL_ZERO_RANGE, 0x10, "") \
	R(FALLOC_FL_INSERT_RANGE, 0x20, "") \
	R(FALLOC_FL_UNSHARE_RANGE, 0x40, "")

LX_CONSTANTS(LX_FALLOCATE_ROWS);

#define LX_INOTIFY_INIT_ROWS(B, O, I, D, R, N) \
	B(IN_NONBLOCK, 0x4, IN_NONBLOCK, 0x800, "") \
	B(IN_CLOEXEC, 0x100000, IN_CLOEXEC, 0x80000, "")

/* FreeBSD 15 has inotify with Linux's numbers and events, so masks and events go through as they
 * are. */
#define LX_INOTIFY_ROWS(B, O, I, D, R, N) \
	B(IN_ACCESS, 0x1, IN_ACCESS, 0x1, "") \
	B(IN_MODIFY, 0x2, IN_MODIFY, 0x2, "") \
	B(IN_ATTRIB, 0x4, IN_ATTRIB, 0x4, "") \
	B(IN_CLOSE_WRITE, 0x8, IN_CLOSE_WRITE, 0x8, "") \
	B(IN_CLOSE_NOWRITE, 0x10, IN_CLOSE_NOWRITE, 0x10, "") \
	B(IN_OPEN, 0x20, IN_OPEN, 0x20, "") \
	B(IN_MOVED_FROM, 0x40, IN_MOVED_FROM, 0x40, "") \
	B(IN_MOVED_TO, 0x80, IN_MOVED_TO, 0x80, "") \
	B(IN_CREATE, 0x100, IN_CREATE, 0x100, "") \
	B(IN_DELETE, 0x200, IN_DELETE, 0x200, "") \
	B(IN_DELETE_SELF, 0x400, IN_DELETE_SELF, 0x400, "") \
	B(IN_MOVE_SELF, 0x800, IN_MOVE_SELF, 0x800, "") \
	B(IN_UNMOUNT, 0x2000, IN_UNMOUNT, 0x2000, "only told, by both") \
	B(IN_Q_OVERFLOW, 0x4000, IN_Q_OVERFLOW, 0x4000, "only told, by both") \
	B(IN_IGNORED, 0x8000, IN_IGNORED, 0x8000, "only told, by both") \
	B(IN_ONLYDIR, 0x1000000, IN_ONLYDIR, 0x1000000, "") \
	B(IN_DONT_FOLLOW, 0x2000000, IN_DONT_FOLLOW, 0x2000000, "") \
	B(IN_EXCL_UNLINK, 0x4000000, IN_EXCL_UNLINK, 0x4000000, "") \
	B(IN_MASK_CREATE, 0x10000000, IN_MASK_CREATE, 0x10000000, "") \
	B(IN_MASK_ADD, 0x20000000, IN_MASK_ADD, 0x20000000, "") \
	B(IN_ISDIR, 0x40000000, IN_ISDIR, 0x40000000, "only told, by both") \
	B(IN_ONESHOT, 0x80000000, IN_ONESHOT, 0x80000000, "")

LX_CONSTANTS(LX_INOTIFY_INIT_ROWS);
LX_CONSTANTS(LX_INOTIFY_ROWS);

#define LX_CLOSE_RANGE_ROWS(B, O, I, D, R, N) \
	B(CLOSE_RANGE_CLOEXEC, 0x4, CLOSE_RANGE_CLOEXEC, 0x4, "") \
	R(CLOSE_RANGE_UNSHARE, 0x2, "needs a descriptor table of its own first")

LX_CONSTANTS(LX_CLOSE_RANGE_ROWS);

/* statfs(2): f_flags. ST_VALID says that the others mean something. */
#define LX_STATFS_FLAGS_ROWS(B, O, I, D, R, N) \
	B(MNT_RDONLY, 0x1, ST_RDONLY, 0x1, "") \
	B(MNT_NOSUID, 0x8, ST_NOSUID, 0x2, "") \
	B(MNT_NOEXEC, 0x4, ST_NOEXEC, 0x8, "") \
	B(MNT_SYNCHRONOUS, 0x2, ST_SYNCHRONOUS, 0x10, "") \
	B(MNT_NOATIME, 0x10000000, ST_NOATIME, 0x400, "") \
	B(MNT_NOSYMFOLLOW, 0x400000, ST_NOSYMFOLLOW, 0x2000, "") \
	D(ST_NODEV, 0x4, "FreeBSD: device nodes work in devfs only") \
	D(ST_VALID, 0x20, "always set")

LX_CONSTANTS(LX_STATFS_FLAGS_ROWS);

/* statfs(2): f_type by FreeBSD's name of the file system (f_fstypename). 0: unknown to Linux. */
struct lx_fs_magic {
	const char *bsd_type;
	const char *lx_name;
	uint32_t magic;
};
extern const struct lx_fs_magic lx_fs_magics[];
extern const unsigned int lx_fs_magic_count;
uint32_t lx_fs_magic_of(const char *bsd_type);

extern const struct lx_table lx_open_table;
extern const struct lx_table lx_at_table;
extern const struct lx_table lx_at_eaccess_table;
extern const struct lx_table lx_at_removedir_table;
extern const struct lx_table lx_fcntl_table;
extern const struct lx_table lx_seal_table;
extern const struct lx_table lx_flock_table;
extern const struct lx_table lx_fadvise_table;
extern const struct lx_table lx_rename_table;
extern const struct lx_table lx_memfd_table;
extern const struct lx_table lx_dtype_table;
extern const struct lx_table lx_statfs_flags_table;
extern const struct lx_table lx_whence_table;
extern const struct lx_table lx_utime_table;
extern const struct lx_table lx_fallocate_table;
extern const struct lx_table lx_close_range_table;
extern const struct lx_table lx_inotify_init_table;
extern const struct lx_table lx_inotify_table;

#endif
