/* SPDX-License-Identifier: BSD-2-Clause */
#include "kmod/tables/lx_file.h"

LX_TABLE(lx_open_table, "open", LX_FORM_FLAGS, "open flags", LX_OPEN_ROWS);
LX_TABLE(lx_at_table, "at", LX_FORM_FLAGS, "flags of the *at calls", LX_AT_ROWS);
LX_TABLE(
    lx_at_eaccess_table, "at.access", LX_FORM_FLAGS, "faccessat2's own flag", LX_AT_EACCESS_ROWS);
LX_TABLE(
    lx_at_removedir_table, "at.unlink", LX_FORM_FLAGS, "unlinkat's own flag", LX_AT_REMOVEDIR_ROWS);
LX_TABLE(lx_fcntl_table, "fcntl", LX_FORM_NUMBER, "fcntl commands", LX_FCNTL_ROWS);
LX_TABLE(lx_seal_table, "seals", LX_FORM_FLAGS, "memfd seals", LX_SEAL_ROWS);
LX_TABLE(lx_flock_table, "flock", LX_FORM_NUMBER, "l_type of fcntl locks", LX_FLOCK_ROWS);
LX_TABLE(lx_fadvise_table, "fadvise", LX_FORM_NUMBER, "fadvise64 advice", LX_FADVISE_ROWS);
LX_TABLE(lx_rename_table, "rename", LX_FORM_FLAGS, "renameat2 flags", LX_RENAME_ROWS);
LX_TABLE(lx_memfd_table, "memfd", LX_FORM_FLAGS, "memfd_create flags", LX_MEMFD_ROWS);
LX_TABLE(lx_dtype_table, "dtype", LX_FORM_NUMBER, "d_type of directory entries", LX_DTYPE_ROWS);
LX_TABLE(lx_statfs_flags_table, "statfs", LX_FORM_FLAGS, "statfs f_flags", LX_STATFS_FLAGS_ROWS);
LX_TABLE(lx_whence_table, "whence", LX_FORM_NUMBER, "lseek's whence", LX_WHENCE_ROWS);
LX_TABLE(lx_utime_table, "utime", LX_FORM_NUMBER, "tv_nsec of utimensat", LX_UTIME_ROWS);
LX_TABLE(lx_fallocate_table, "fallocate", LX_FORM_FLAGS, "fallocate modes", LX_FALLOCATE_ROWS);
LX_TABLE(
    lx_close_range_table, "close_range", LX_FORM_FLAGS, "close_range flags", LX_CLOSE_RANGE_ROWS);
LX_TABLE(lx_inotify_init_table, "inotify.init", LX_FORM_FLAGS, "inotify_init1 flags",
    LX_INOTIFY_INIT_ROWS);
LX_TABLE(lx_inotify_table, "inotify", LX_FORM_FLAGS, "inotify masks and events", LX_INOTIFY_ROWS);

const struct lx_fs_magic lx_fs_magics[] = {
    {"ufs", "UFS_MAGIC", 0x00011954},
    {"zfs", "ZFS_SUPER_MAGIC", 0x2fc12fc1},
    {"nfs", "NFS_SUPER_MAGIC", 0x6969},
    {"ext2fs", "EXT4_SUPER_MAGIC", 0xef53},
    {"procfs", "PROC_SUPER_MAGIC", 0x9fa0},
    {"linprocfs", "PROC_SUPER_MAGIC", 0x9fa0},
    {"linsysfs", "SYSFS_MAGIC", 0x62656572},
    {"msdosfs", "MSDOS_SUPER_MAGIC", 0x4d44},
    {"cd9660", "ISOFS_SUPER_MAGIC", 0x9660},
    {"udf", "UDF_SUPER_MAGIC", 0x15013346},
    {"ntfs", "NTFS_SB_MAGIC", 0x5346544e},
    {"smbfs", "SMB_SUPER_MAGIC", 0x517b},
    {"devfs", "DEVFS_SUPER_MAGIC", 0x1373},
    {"fdescfs", "DEVFS_SUPER_MAGIC", 0x1373},
    {"tmpfs", "TMPFS_MAGIC", 0x01021994},
    {"fusefs", "FUSE_SUPER_MAGIC", 0x65735546},
};
const unsigned int lx_fs_magic_count = LX_COUNT(lx_fs_magics);

/* fusefs has its subtype behind a dot. */
static bool
same_type(const char *type, const char *name)
{
	while (*type != '\0' && *type == *name) {
		type++;
		name++;
	}
	return *name == '\0' && (*type == '\0' || *type == '.');
}

uint32_t
lx_fs_magic_of(const char *bsd_type)
{
	for (unsigned int i = 0; i < lx_fs_magic_count; i++)
		if (same_type(bsd_type, lx_fs_magics[i].bsd_type))
			return lx_fs_magics[i].magic;
	return 0;
}
