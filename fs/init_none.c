/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/init.h"

errnum
init_attach(struct view *view)
{
	(void)view;
	return 0;
}

const char *
init_means(void)
{
	return "not on this system";
}

bool
init_want(struct view *view, enum init_feature feature)
{
	(void)view;
	(void)feature;
	return false;
}

bool
init_has(const struct view *view, enum init_feature feature)
{
	(void)view;
	(void)feature;
	return false;
}
