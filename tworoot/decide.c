/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The rule's decision, as a table in code:
 *
 *	compat answers      root answers     the view shows
 *	a directory         a directory      the pair
 *	a directory         anything else    the compat directory alone
 *	anything else       (not asked)      the compat object
 *	ENOENT              X                X
 *	another error       (not asked)      that error; with TR_LEGACY: X
 */
#include "tworoot/tworoot.h"

bool
tr_root_matters(enum tr_rule rule, errnum compat_err, mode_t compat_mode)
{
	if (compat_err == 0)
		return S_ISDIR(compat_mode);
	return compat_err == ENOENT || rule == TR_LEGACY;
}

errnum
tr_decide(enum tr_rule rule, errnum compat_err, mode_t compat_mode, errnum root_err,
    mode_t root_mode, enum tr_layer *layer)
{
	if (compat_err != 0) {
		if (!tr_root_matters(rule, compat_err, compat_mode))
			return compat_err;
		if (root_err == 0)
			*layer = TR_ROOT;
		return root_err;
	}
	/* An error of the root half only means that there is no second half. */
	*layer = S_ISDIR(compat_mode) && root_err == 0 && S_ISDIR(root_mode) ? TR_BOTH : TR_COMPAT;
	return 0;
}

const char *
tr_layer_name(enum tr_layer layer)
{
	switch (layer) {
	case TR_COMPAT:
		return "compat";
	case TR_ROOT:
		return "root";
	case TR_BOTH:
		return "both";
	case TR_NONE:
	default:
		return "none";
	}
}
