/* SPDX-License-Identifier: BSD-2-Clause */
/* For a libfuse that knows of passthrough: it negotiates by itself what it is asked for. */
#include "fs/fuse.h"
#include "fs/init.h"
#include "fs/view.h"

/* What libfuse calls it; 0 for what it does not know. */
static const uint64_t capability_of[INIT_FEATURES] = {
    [INIT_PASSTHROUGH] = FUSE_CAP_PASSTHROUGH,
#ifdef FUSE_CAP_HANDLE_KILLPRIV_V2
    [INIT_KILLPRIV_V2] = FUSE_CAP_HANDLE_KILLPRIV_V2,
#endif
    [INIT_PARALLEL_DIROPS] = FUSE_CAP_PARALLEL_DIROPS,
    /* its rings are its own business: they come with its own loop only */
    [INIT_OVER_IO_URING] = 0,
};

errnum
init_attach(struct view *view)
{
	(void)view;
	return 0;
}

const char *
init_means(void)
{
	return "where the kernel has it";
}

bool
init_want(struct view *view, struct fuse_conn_info *conn, enum init_feature feature)
{
	uint64_t capability = capability_of[feature];

	/* max_backing_stack_depth stays 0: the backing file system cannot be stacked itself, see
	 * init_custom.c */
#ifdef HAVE_FUSE_SET_FEATURE_FLAG
	if (capability == 0 || !fuse_set_feature_flag(conn, capability))
		return false;
#else
	if (capability == 0 || (conn->capable & capability) == 0)
		return false;
	conn->want |= (unsigned int)capability;
#endif
	view->init.wanted |= 1U << feature;
	return true;
}

bool
init_has(const struct view *view, enum init_feature feature)
{
	return (view->init.wanted & 1U << feature) != 0;
}
