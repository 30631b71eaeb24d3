/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_errno.h"

LX_TABLE(lx_errno_table, "errno", LX_FORM_NUMBER, "error numbers", LX_ERRNO_ROWS);

/* Every failing call comes through here, so both directions are arrays and not searches. */
#define NONE_5(bn, bv, ln, lv, note)
#define NONE_3(name, value, note)
#define OUT(bn, bv, ln, lv, note) [bv] = (lv),
#define IN(bn, bv, ln, lv, note)  [lv] = (bv),

static const uint8_t to_linux[LX_BSD_ELAST + 1] = {
    LX_ERRNO_ROWS(OUT, OUT, NONE_5, NONE_3, NONE_3, NONE_3)};
static const uint8_t to_bsd[LX_ELAST + 1] = {LX_ERRNO_ROWS(IN, NONE_5, IN, NONE_3, NONE_3, NONE_3)};

bool
lx_errno_known(int bsd)
{
	return bsd > 0 && bsd <= LX_BSD_ELAST && to_linux[bsd] != 0;
}

int
lx_errno_to_linux(int bsd)
{
	if (bsd == 0)
		return 0;
	return lx_errno_known(bsd) ? to_linux[bsd] : LX_EINVAL;
}

int
lx_errno_to_bsd(int linux_errno)
{
	if (linux_errno == 0)
		return 0;
	if (linux_errno < 0 || linux_errno > LX_ELAST || to_bsd[linux_errno] == 0)
		return to_bsd[LX_EINVAL];
	return to_bsd[linux_errno];
}
