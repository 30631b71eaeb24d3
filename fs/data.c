/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/data.h"
#include "fs/backing.h"

#include <fcntl.h>

#ifndef O_PATH
#define O_PATH O_RDONLY
#endif

void
data_init(struct view *view)
{
	enum data_mode mode = view->options.data;

	if (mode == DATA_AUTO)
		mode = DATA_PASSTHROUGH;
	if (mode == DATA_PASSTHROUGH && !init_want(view, INIT_PASSTHROUGH))
		mode = DATA_BUFFERED;
	__atomic_store_n(&view->data, mode, __ATOMIC_RELEASE);
	/*
	 * Without it each write(2) is preceded by a question for file capabilities, also with
	 * passthrough. With it clearing setuid bits is ours: see set_all() and privileges_drop().
	 */
	if (view->options.rw)
		(void)init_want(view, INIT_KILLPRIV_V2);
}

/*
 * Whether the kernel lets us register files at all: it agrees to passthrough without looking who
 * asks. Any file does for the test; one on a file system that it does not like is refused
 * otherwise.
 */
static bool
may_register(struct view *view)
{
	cleanup_fd int fd = open("/proc/self/exe", O_PATH | O_CLOEXEC);
	int id = 0;
	errnum error = fd < 0 ? 0 : backing_open(view, fd, &id);

	if (id != 0)
		backing_close(view, id);
	return error != EPERM && error != ENOTSUP;
}

enum data_mode
data_in_use(struct view *view)
{
	enum data_mode mode = __atomic_load_n(&view->data, __ATOMIC_ACQUIRE);

	/* the first request that asks finds out; two at once find the same */
	if (mode == DATA_PASSTHROUGH && !__atomic_load_n(&view->data_tried, __ATOMIC_ACQUIRE)) {
		if (!may_register(view)) {
			mode = DATA_BUFFERED;
			__atomic_store_n(&view->data, mode, __ATOMIC_RELEASE);
		}
		__atomic_store_n(&view->data_tried, true, __ATOMIC_RELEASE);
	}
	return mode;
}

const char *
data_name(enum data_mode mode)
{
	static const char *const names[] = {[DATA_AUTO] = "auto",
	    [DATA_PASSTHROUGH] = "passthrough",
	    [DATA_CACHED] = "cached",
	    [DATA_BUFFERED] = "buffered"};

	return names[mode];
}
