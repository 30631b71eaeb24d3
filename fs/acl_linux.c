/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The kernel's form of an ACL in system.posix_acl_access (uapi/linux/posix_acl_xattr.h): a version
 * word, then entries of tag, permissions and id, all little endian, in the order owner, users,
 * group, groups, mask, others.
 */
#include "fs/acl.h"
#include "fs/host.h"

#include <endian.h>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <string.h>

#define ACL_NAME "system.posix_acl_access"

bool
acl_is_there(int path_fd)
{
	size_t len;

	return host_getxattr(path_fd, ACL_NAME, NULL, 0, &len) == 0;
}

/* What the entries come to for one caller. */
struct reading {
	int mask; /* what named users and groups get at the most */
	int owner; /* -1: no such entry */
	int user; /* the caller's own entry */
	int other;
	bool group_known; /* some group entry is the caller's */
	bool group_yes; /* and one of those gives all */
};

static void
read_entry(struct reading *r, const struct posix_acl_xattr_entry *e, const struct stat *st,
    const struct acl_caller *caller, int want)
{
	int perm = le16toh(e->e_perm);
	gid_t group = le32toh(e->e_id);

	switch (le16toh(e->e_tag)) {
	case ACL_USER_OBJ:
		r->owner = perm;
		break;
	case ACL_USER:
		if (le32toh(e->e_id) == caller->uid)
			r->user = perm;
		break;
	case ACL_GROUP_OBJ:
		group = st->st_gid;
		/* fallthrough */
	case ACL_GROUP:
		if (caller->in_group(caller->arg, group)) {
			r->group_known = true;
			r->group_yes = r->group_yes || (want & ~perm) == 0;
		}
		break;
	case ACL_MASK:
		r->mask = perm;
		break;
	case ACL_OTHER:
		r->other = perm;
		break;
	default:
		break;
	}
}

errnum
acl_permits(
    int path_fd, const struct stat *st, const struct acl_caller *caller, int want, bool *yes)
{
	_Alignas(struct posix_acl_xattr_header) unsigned char bytes[ACL_SIZE_MAX];
	struct reading r = {.mask = 07, .owner = -1, .user = -1};
	struct posix_acl_xattr_header head;
	size_t len;
	errnum error = host_getxattr(path_fd, ACL_NAME, bytes, sizeof(bytes), &len);

	if (error != 0)
		return error;
	if (len < sizeof(head))
		return EINVAL;
	memcpy(&head, bytes, sizeof(head));
	if (le32toh(head.a_version) != POSIX_ACL_XATTR_VERSION)
		return EINVAL;
	for (size_t at = sizeof(head); at + sizeof(struct posix_acl_xattr_entry) <= len;
	    at += sizeof(struct posix_acl_xattr_entry)) {
		struct posix_acl_xattr_entry e;

		memcpy(&e, bytes + at, sizeof(e));
		read_entry(&r, &e, st, caller, want);
	}
	if (caller->uid == st->st_uid)
		*yes = (want & ~r.owner) == 0;
	else if (r.user >= 0)
		*yes = (want & ~(r.user & r.mask)) == 0;
	else if (r.group_known)
		*yes = r.group_yes && (want & ~r.mask) == 0;
	else
		*yes = (want & ~r.other) == 0;
	return 0;
}
