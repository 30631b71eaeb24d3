/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's features are agreed on beside libfuse: an older one does not know them, and rings of
 * our own (ring.h) none does. libfuse lets a program read requests and write answers itself
 * (fuse_session_custom_io()); the requests and answers are still libfuse's. So INIT is looked at as
 * it comes in, which says what the kernel offers, and libfuse's answer to it is completed as it
 * goes out. Everything after it passes through unchanged.
 *
 * A flag that was not offered is never sent: the kernel would refuse the mount or worse. An answer
 * that is an error, or too short for the fields (a kernel before 7.23), stays as it is.
 *
 * Mirrors process_init_reply() in the kernel's fs/fuse/inode.c.
 */
#include "fs/fuse.h"
#include "fs/fuse_abi.h"
#include "fs/init.h"
#include "fs/ring.h"
#include "fs/view.h"

#include <fcntl.h>
#include <string.h>
#include <sys/uio.h>

enum {
	STAGE_WAITING, /* for INIT */
	STAGE_SERVED, /* libfuse has it */
	STAGE_ANSWERED,
};

static const uint64_t flag_of[INIT_FEATURES] = {
    [INIT_PASSTHROUGH] = FUSE_PASSTHROUGH,
    [INIT_KILLPRIV_V2] = FUSE_HANDLE_KILLPRIV_V2,
    [INIT_OVER_IO_URING] = FUSE_OVER_IO_URING,
    /* libfuse 3.14 has a word for it, but does not pass it on */
    [INIT_PARALLEL_DIROPS] = FUSE_PARALLEL_DIROPS,
};

/* This file system and what is below it, which then cannot be stacked itself: overlayfs, which
 * compatrun puts above the view, is the second that the kernel allows. */
enum {
	STACK_DEPTH = 1
};

static unsigned int
stage_of(const struct init *init)
{
	return __atomic_load_n(&init->stage, __ATOMIC_ACQUIRE);
}

static void
set_stage(struct init *init, unsigned int stage)
{
	__atomic_store_n(&init->stage, stage, __ATOMIC_RELEASE);
}

/*
 * A request has come in: is it INIT, what is offered? Not inlined: a thread that is cancelled in
 * take() must not have these structs on its stack, whose marks AddressSanitizer would find there.
 */
static void __attribute__((noinline))
note_offer(struct init *init, const void *request, size_t size)
{
	struct fuse_in_header header;
	struct fuse_init_in in = {0};
	size_t rest;

	if (size < sizeof(header))
		return;
	memcpy(&header, request, sizeof(header));
	if (header.opcode != FUSE_INIT)
		return;
	/* kernels before 7.36 send 16 bytes; what is missing is 0 */
	rest = size - sizeof(header);
	memcpy(&in, (const char *)request + sizeof(header), rest < sizeof(in) ? rest : sizeof(in));
	init->offered = in.flags;
	if ((in.flags & FUSE_INIT_EXT) != 0)
		init->offered |= (uint64_t)in.flags2 << 32;
	init->unique = header.unique;
	set_stage(init, STAGE_SERVED);
}

/* An answer goes out: the one to INIT gets what was asked for beside what libfuse knows. */
static void
complete_answer(struct init *init, const struct iovec *iov, int count)
{
	struct fuse_out_header header;
	struct fuse_init_out out;
	uint64_t flags;

	memcpy(&header, iov[0].iov_base, sizeof(header));
	if (header.unique != init->unique)
		return;
	if (header.error != 0 || count != 2 || iov[1].iov_len < sizeof(out)) {
		init->wanted = 0;
		set_stage(init, STAGE_ANSWERED);
		return;
	}
	memcpy(&out, iov[1].iov_base, sizeof(out));
	flags = out.flags | (uint64_t)out.flags2 << 32;
	for (unsigned int i = 0; i < INIT_FEATURES; i++)
		if ((init->wanted & 1U << i) != 0)
			flags |= flag_of[i];
	if ((flags & FUSE_PASSTHROUGH) != 0)
		ABI_MAX_STACK_DEPTH(&out) = STACK_DEPTH;
	out.flags = (uint32_t)flags;
	out.flags2 = (uint32_t)(flags >> 32);
	memcpy(iov[1].iov_base, &out, sizeof(out));
	set_stage(init, STAGE_ANSWERED);
}

static ssize_t
take(int fd, void *buf, size_t size, void *userdata)
{
	struct view *view = userdata;
	ssize_t n = read(fd, buf, size);

	if (n > 0 && stage_of(&view->init) == STAGE_WAITING)
		note_offer(&view->init, buf, (size_t)n);
	return n;
}

static ssize_t
give(int fd, struct iovec *iov, int count, void *userdata)
{
	struct view *view = userdata;

	if (stage_of(&view->init) == STAGE_SERVED)
		complete_answer(&view->init, iov, count);
	if (ring_answer(iov, count))
		return ((const struct fuse_out_header *)iov[0].iov_base)->len;
	return writev(fd, iov, count);
}

static ssize_t
splice_through(int fd_in, off_t *off_in, int fd_out, off_t *off_out, size_t size,
    unsigned int flags, void *userdata)
{
	(void)userdata;
	return splice(fd_in, off_in, fd_out, off_out, size, flags);
}

errnum
init_attach(struct view *view)
{
	/* without the last two, libfuse would not splice */
	static const struct fuse_custom_io io = {
	    .writev = give,
	    .read = take,
	    .splice_receive = splice_through,
	    .splice_send = splice_through,
	};
	/* it takes over the descriptor that it has already; its own functions return negated errno
	 * values */
	int error = fuse_session_custom_io(view->session, &io, fuse_session_fd(view->session));

	return error == 0 ? 0 : -error;
}

const char *
init_means(void)
{
	return "where the kernel has it, agreed on beside libfuse";
}

bool
init_want(struct view *view, enum init_feature feature)
{
	if ((view->init.offered & flag_of[feature]) == 0)
		return false;
	view->init.wanted |= 1U << feature;
	return true;
}

bool
init_has(const struct view *view, enum init_feature feature)
{
	return stage_of(&view->init) == STAGE_ANSWERED && (view->init.wanted & 1U << feature) != 0;
}
