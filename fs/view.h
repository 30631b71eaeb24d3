/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * One mounted view: its options, its two trees, and the parts that the operations work with.
 *
 *	kernel ── ops_*.c ── node.c (what the kernel knows of)
 *	                  ├─ dirfd.c (descriptors of directories)
 *	                  ├─ tworoot/ (the rule) ── mounts.c (what must not be touched)
 *	                  ├─ foreign.c (the elf policy) ── elfcheck/
 *	                  └─ ctl.c (/.compatfs)
 */
#ifndef FS_VIEW_H
#define FS_VIEW_H

#include "common/util.h"
#include "fs/init.h"
#include "tworoot/tworoot.h"

#include <stdbool.h>
#include <stdint.h>

struct ahead;
struct coherence;
struct ctl_shown;
struct dirfds;
struct foreign;
struct inos;
struct log;
struct mounts;
struct nodes;
struct notices;
struct openeds;
struct rings;
struct snapshots;
struct fuse_session;

enum elf_policy {
	ELF_OFF, /* not looked at */
	ELF_LOG, /* reported */
	ELF_HIDE, /* treated as absent */
	ELF_DENY, /* open gives EACCES */
};

/* How the kernel reaches the data of files: compatfs(8), data=. */
enum data_mode {
	DATA_AUTO,
	DATA_PASSTHROUGH, /* by the backing file */
	DATA_CACHED, /* by its own pages, without opening anything */
	DATA_BUFFERED, /* by its own pages, of files that the daemon has open */
};

/* How requests come. */
enum transport {
	TRANSPORT_AUTO,
	TRANSPORT_DEV, /* read from /dev/fuse */
	TRANSPORT_URING, /* rings: ring.h */
};

struct view_options {
	enum tr_listing listing;
	enum tr_rule rule;
	enum tr_links links;
	enum elf_policy elf;
	enum transport transport;
	bool rw;
	bool pass_pseudo;
	bool coherent; /* try to hear of changes, and cache without a limit where that works */
	bool hold; /* a name that was looked up keeps its node, whatever becomes of the object */
	bool own_all; /* every object is shown as the daemon's user's */
	double timeout; /* seconds the kernel may keep what is not covered */
	enum data_mode data;
	unsigned int threads; /* requests at once, at the most */
};

enum {
	VIEW_CHANGED_AT = 256
};

/* How often what was asked of the view; `status` shows them. Relaxed atomics. */
struct view_counters {
	uint64_t lookups;
	uint64_t misses;
	uint64_t absent; /* halves that were known to lack the name, and not asked */
	uint64_t opens;
	uint64_t known; /* opens of files whose pages were known to be as they should be: pages.h */
	uint64_t reads;
	uint64_t writes;
	uint64_t listings;
	uint64_t forgets;
	uint64_t getattrs;
	uint64_t setattrs;
	uint64_t readlinks;
	uint64_t opendirs;
	uint64_t readdirs;
	uint64_t makes; /* mknod, mkdir, symlink, link, create */
	uint64_t removes; /* unlink, rmdir */
	uint64_t renames;
	uint64_t xattrs;
	uint64_t ahead; /* directories that were looked into ahead of a walk */
};

struct view {
	struct view_options options;
	struct tr_roots roots;
	char *mountpoint;
	dev_t own_dev; /* the view's own device, once it is known; else 0 */
	struct mounts *mounts;
	struct inos *inos;
	struct dirfds *dirfds;
	struct nodes *nodes;
	struct notices *notices;
	struct openeds *openeds;
	struct ctl_shown *ctl_shown;
	struct snapshots *snapshots;
	struct ahead *ahead; /* NULL: nothing is looked at ahead of a walk */
	struct foreign *foreign;
	struct coherence *coherence; /* NULL: time-outs */
	/* goes up with each change below that is heard of, and what it was at the last one of an
	 * object, by a hash; see coherence.h */
	uint64_t changes;
	uint64_t changed_at[VIEW_CHANGED_AT];
	uint64_t absent_bytes; /* atomic: memory of what is known to be absent: absent.h */
	struct fuse_session *session;
	struct init init;
	struct rings *rings; /* NULL: all comes by the device */
	bool rings_ready; /* all of them are there: INIT may speak of them */
	bool by_rings; /* and so it was agreed on */
	struct log *log;
	struct view_counters counters;
	int ready_fd; /* to tell the waiting command; -1 in the foreground */
	enum data_mode data; /* what is in use; atomic, never DATA_AUTO once INIT is served */
	bool data_tried; /* atomic: it is certain */
	bool cache_symlinks; /* the kernel keeps link targets */
	bool no_opendir; /* directories are opened without asking us */
	bool own_umask; /* the kernel leaves the umask to us, for default ACLs */
};

/* For how long the kernel keeps what it is told of when it changes: a year. */
#define VIEW_FOREVER 31536000.0

static inline void
count_one(uint64_t *counter)
{
	__atomic_add_fetch(counter, 1, __ATOMIC_RELAXED);
}

#endif
