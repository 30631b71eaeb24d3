/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * No way to hear of every change below. FreeBSD's kqueue watches open files one by one, which no
 * cache of a whole tree can afford.
 */
#include "fs/coherence.h"

errnum
coherence_new(struct view *view, struct coherence **out)
{
	(void)view;
	(void)out;
	return ENOTSUP;
}

errnum
coherence_start(struct coherence *coherence)
{
	(void)coherence;
	return ENOTSUP;
}

void
coherence_stop(struct coherence *coherence)
{
	(void)coherence;
}

void
coherence_free(struct coherence *coherence)
{
	(void)coherence;
}

bool
coherence_cover(struct coherence *coherence, uint16_t device, int dir_fd, const char *name)
{
	(void)coherence;
	(void)device;
	(void)dir_fd;
	(void)name;
	return false;
}

void
coherence_forget_gone(struct coherence *coherence)
{
	(void)coherence;
}

bool
coherence_is_idle(const struct coherence *coherence)
{
	(void)coherence;
	return false;
}

uint32_t
coherence_lapses(const struct coherence *coherence)
{
	(void)coherence;
	return 0;
}

const char *
coherence_name(const struct coherence *coherence)
{
	(void)coherence;
	return "timeout";
}

uint64_t
coherence_events(const struct coherence *coherence)
{
	(void)coherence;
	return 0;
}
