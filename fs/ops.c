/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/ops.h"
#include "fs/daemon.h"
#include "fs/data.h"
#include "fs/entry.h"
#include "fs/host.h"
#include "fs/log.h"
#include "fs/ring.h"

/* Ask for a capability where the kernel offers it. */
static bool
want(struct fuse_conn_info *conn, unsigned int capability)
{
	if ((conn->capable & capability) == 0)
		return false;
	conn->want |= capability;
	return true;
}

void
op_init(void *userdata, struct fuse_conn_info *conn)
{
	struct view *view = userdata;

	/* The kernel then clears setuid bits itself, by SETATTR, when a file is written to: we
	 * write as root. */
	conn->want &= ~(unsigned int)FUSE_CAP_HANDLE_KILLPRIV;
	/* The same for a truncation at open: as a SETATTR of its own it clears them too. */
	conn->want &= ~(unsigned int)FUSE_CAP_ATOMIC_O_TRUNC;
	if (host_reads_in_turn())
		conn->want &= ~(unsigned int)FUSE_CAP_ASYNC_READ;
	/* Taking requests through a pipe saves a copy of large writes, and costs all others a
	 * system call. */
	if (!view->options.rw)
		conn->want &= ~(unsigned int)FUSE_CAP_SPLICE_READ;
	view->by_rings = view->rings_ready && init_want(view, INIT_OVER_IO_URING);
	if (!view->by_rings && view->options.transport == TRANSPORT_URING)
		log_notice(view->log,
		    "transport=uring: the kernel did not offer it, or threads are "
		    "missing; requests come by /dev/fuse");
	if (view->by_rings) {
		/* there is no pipe into a ring */
		conn->want &= ~(unsigned int)FUSE_CAP_SPLICE_READ;
		if (conn->max_write > rings_payload(view->rings))
			conn->max_write = (unsigned int)rings_payload(view->rings);
	}
	/*
	 * fuse_reply_data() has the kernel copy from the backing file's pages, not through us. They
	 * are not moved (SPLICE_MOVE): who reads below would have to read them again. Not for
	 * ThreadSanitizer, which sees that a reply comes before the next request in write() and
	 * read() only, not in splice().
	 */
#ifndef __SANITIZE_THREAD__
	if (!view->by_rings)
		(void)want(conn, FUSE_CAP_SPLICE_WRITE);
#endif
	/* or a look-up that hangs stops all others in its directory */
	if (!init_want(view, INIT_PARALLEL_DIROPS))
		(void)want(conn, FUSE_CAP_PARALLEL_DIROPS);
	/* All of a listing's attributes in one answer: who lists nearly always looks, and a look-up
	 * each costs more. */
	if (want(conn, FUSE_CAP_READDIRPLUS))
		conn->want &= ~(unsigned int)FUSE_CAP_READDIRPLUS_AUTO;
	/* Not even opening a directory, where the kernel can be told of each change in it. */
	view->no_opendir = (conn->capable & FUSE_CAP_NO_OPENDIR_SUPPORT) != 0 &&
			   key_is_heard(view, &node_of(view, 1)->key);
	/* ACLs: the backing file system applies the default ones, so the umask must be left to it
	 * too. */
	if (want(conn, FUSE_CAP_POSIX_ACL))
		view->own_umask = want(conn, FUSE_CAP_DONT_MASK);
	/* A rewritten target depends on where the link is: those are asked for each time. */
	if (view->options.links == TR_LINKS_ASIS)
		view->cache_symlinks = want(conn, FUSE_CAP_CACHE_SYMLINKS);
	data_init(view);
	daemon_ready(view);
}

const struct fuse_lowlevel_ops view_ops = {
    .init = op_init,
    .lookup = op_lookup,
    .forget = op_forget,
    .forget_multi = op_forget_multi,
    .getattr = op_getattr,
    .setattr = op_setattr,
    .readlink = op_readlink,
    .statfs = op_statfs,
    .mknod = op_mknod,
    .mkdir = op_mkdir,
    .symlink = op_symlink,
    .link = op_link,
    .create = op_create,
    .unlink = op_unlink,
    .rmdir = op_rmdir,
    .rename = op_rename,
    .open = op_open,
    .release = op_release,
    .read = op_read,
    .write_buf = op_write_buf,
    .flush = op_flush,
    .fsync = op_fsync,
    .fallocate = op_fallocate,
    .lseek = op_lseek,
    .copy_file_range = op_copy_file_range,
    .opendir = op_opendir,
    .releasedir = op_releasedir,
    .readdir = op_readdir,
    .readdirplus = op_readdirplus,
    .fsyncdir = op_fsyncdir,
    .getxattr = op_getxattr,
    .setxattr = op_setxattr,
    .listxattr = op_listxattr,
    .removexattr = op_removexattr,
};
