/* SPDX-License-Identifier: BSD-2-Clause */
#include "elfcheck/rewrite.h"

#include "elfcheck/elf_defs.h"
#include "elfcheck/file_caps.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>

enum {
	SET_ID = S_ISUID | S_ISGID
};

errnum
rewrite_look(int fd, struct rewrite_seen *seen)
{
	ssize_t n;

	if (fstat(fd, &seen->st) != 0)
		return last_error();
	n = pread(fd, seen->ident, sizeof(seen->ident), 0);
	if (n < 0)
		return last_error();
	return (size_t)n == sizeof(seen->ident) ? 0 : ENOEXEC;
}

static bool
same_file(const struct rewrite_seen *a, const struct rewrite_seen *b)
{
	return a->st.st_dev == b->st.st_dev && a->st.st_ino == b->st.st_ino &&
	       a->st.st_size == b->st.st_size && a->st.st_mtim.tv_sec == b->st.st_mtim.tv_sec &&
	       a->st.st_mtim.tv_nsec == b->st.st_mtim.tv_nsec &&
	       memcmp(a->ident, b->ident, sizeof(a->ident)) == 0;
}

static errnum
write_byte(int fd, uint8_t byte)
{
	uint8_t back;
	ssize_t n;

	do
		n = pwrite(fd, &byte, 1, ECE_OSABI);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return last_error();
	if (n != 1)
		return EIO;
	return pread(fd, &back, 1, ECE_OSABI) == 1 && back == byte ? 0 : EIO;
}

/*
 * Write the byte, and give the file back what every write(2) takes from it: capabilities, and for
 * others than root set-id bits. No signal can come between.
 */
static errnum
write_and_restore(int fd, const struct stat *was, uint8_t byte, bool *lost)
{
	struct file_caps caps;
	struct stat now;
	sigset_t all;
	sigset_t before;
	errnum err;

	file_caps_save(fd, &caps);
	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, &before);
	err = write_byte(fd, byte);
	*lost = !file_caps_restore(fd, &caps);
	if ((was->st_mode & SET_ID) != 0 && fstat(fd, &now) == 0 &&
	    (now.st_mode & SET_ID) != (was->st_mode & SET_ID) &&
	    fchmod(fd, was->st_mode & 07777) != 0)
		*lost = true;
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	return err;
}

errnum
rewrite_osabi(const char *path, const struct rewrite_seen *seen, uint8_t osabi, bool *lost)
{
	cleanup_fd int fd = open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct rewrite_seen now;
	bool lost_again;
	errnum err;

	if (fd < 0)
		return last_error();
	err = rewrite_look(fd, &now);
	if (err != 0)
		return err;
	if (!same_file(seen, &now))
		return ESTALE;
	err = write_and_restore(fd, &now.st, osabi, lost);
	if (err == 0 && fsync(fd) != 0 && errno != EINVAL) /* a file system without fsync */
		err = last_error();
	if (err != 0) /* it may not be on the disk: then not at all */
		(void)write_and_restore(fd, &now.st, now.ident[ECE_OSABI], &lost_again);
	return err;
}
