/* SPDX-License-Identifier: BSD-2-Clause */
#include "fs/mount_table.h"

#include <string.h>
#ifdef __linux__
#include <sys/sysmacros.h> /* makedev(), which BSD has in <sys/types.h> */
#endif

/* Linux' table writes blanks, tabs, newlines and backslashes in names as \ooo. */
static void
unescape(char *s)
{
	char *to = s;

	while (*s != '\0') {
		if (s[0] == '\\' && s[1] >= '0' && s[1] <= '3' && s[2] >= '0' && s[2] <= '7' &&
		    s[3] >= '0' && s[3] <= '7') {
			*to++ = (char)((s[1] - '0') << 6 | (s[2] - '0') << 3 | (s[3] - '0'));
			s += 4;
		} else {
			*to++ = *s++;
		}
	}
	*to = '\0';
}

/*
 * "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw" (proc_pid_mountinfo(5)): the
 * fifth field is the mount point; the type follows the separator "-", before which any number of
 * optional fields stands.
 */
static errnum
parse_line(char *line, struct mount_row *row)
{
	unsigned int major_number = 0;
	unsigned int minor_number = 0;
	char *path = NULL;
	char *word;
	int field = 0;

	while ((word = strsep(&line, " ")) != NULL) {
		field++;
		if (field == 3 && sscanf(word, "%u:%u", &major_number, &minor_number) != 2)
			return EINVAL;
		if (field == 5)
			path = word;
		if (field > 6 && strcmp(word, "-") == 0)
			break;
	}
	word = strsep(&line, " ");
	if (path == NULL || word == NULL)
		return EINVAL;
	unescape(path);
	unescape(word);
	row->path = path;
	row->type = word;
	row->dev = makedev(major_number, minor_number);
	return 0;
}

errnum
mount_table_parse(char *text, mount_row_fn *fn, void *arg)
{
	char *line;

	while ((line = strsep(&text, "\n")) != NULL) {
		struct mount_row row;
		errnum error;

		if (line[0] == '\0')
			continue;
		error = parse_line(line, &row);
		if (error == 0)
			error = fn(arg, &row);
		if (error != 0)
			return error;
	}
	return 0;
}

static bool
listed(const char *const *list, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

bool
mount_type_is_pseudo(const char *type)
{
	/* Linux: `grep nodev /proc/filesystems` less those that store files; FreeBSD: sys/fs and
	 * sys/compat */
	static const char *const pseudo[] = {"autofs", "binfmt_misc", "bpf", "cgroup", "cgroup2",
	    "configfs", "cpuset", "debugfs", "devfs", "devpts", "devtmpfs", "efivarfs", "fdescfs",
	    "functionfs", "fusectl", "hugetlbfs", "linprocfs", "linsysfs", "mqueue", "mqueuefs",
	    "nfsd", "nsfs", "proc", "procfs", "pstore", "resctrl", "rpc_pipefs", "securityfs",
	    "selinuxfs", "smackfs", "sysfs", "tracefs", "xenfs"};

	return listed(pseudo, ARRAY_LEN(pseudo), type);
}

bool
mount_type_is_slow(const char *type)
{
	static const char *const slow[] = {"9p", "afs", "ceph", "cifs", "coda", "fuse", "fuseblk",
	    "fusefs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "nullnfs", "oldnfs", "p9fs",
	    "smb3", "smbfs"};

	return strncmp(type, "fuse.", 5) == 0 || strncmp(type, "fusefs.", 7) == 0 ||
	       listed(slow, ARRAY_LEN(slow), type);
}
