/* SPDX-License-Identifier: BSD-2-Clause */
/* Extended attributes and POSIX ACLs (which are the attributes system.posix_acl_*). */
#include "tests/posix/rec.h"

#include <sys/xattr.h>

static void
show_list(const char *path)
{
	char list[8192];
	ssize_t n = llistxattr(path, list, sizeof(list));
	unsigned long sum = 0, count = 0;

	T(n < 0 ? -1 : 0);
	/* order is the file system's; the view's own attributes are never listed */
	for (ssize_t i = 0; i < n; i += (ssize_t)strlen(list + i) + 1) {
		unsigned long h = 5381;

		for (const char *p = list + i; *p != '\0'; p++)
			h = h * 33U + (unsigned char)*p;
		sum += h;
		count++;
	}
	T((long)count);
	T((long)(sum & 0xffffffff));
}

static void
xattr_basics(void)
{
	static const char *const names[] = {
	    "user.a", "trusted.a", "security.a", "system.a", "user.", "bogus.a", "", "a"};
	static const char *const what[] = {"file", "dir", "fifo", "link", "dangling"};
	static char big[70000];
	char buf[256];

	for (size_t w = 0; w < ARRAY_LEN(what); w++) {
		make_kind(what[w], "o");
		for (size_t n = 0; n < ARRAY_LEN(names); n++) {
			note("%s on %s", names[n], what[w]);
			T(lgetxattr("o", names[n], buf, sizeof(buf)));
			T(lsetxattr("o", names[n], "value", 5, XATTR_REPLACE));
			T(lsetxattr("o", names[n], "value", 5, XATTR_CREATE));
			T(lsetxattr("o", names[n], "value", 5, XATTR_CREATE));
			T(lsetxattr("o", names[n], "other!", 6, 0));
			T(lsetxattr("o", names[n], "", 0, XATTR_REPLACE));
			T(lsetxattr("o", names[n], "third", 5, 0));
			T(lgetxattr("o", names[n], buf, sizeof(buf)));
			T(lgetxattr("o", names[n], NULL, 0));
			T(lgetxattr("o", names[n], buf, 2));
			show_list("o");
			as(OTHER);
			T(lgetxattr("o", names[n], buf, sizeof(buf)));
			T(lsetxattr("o", names[n], "x", 1, 0));
			T(lremovexattr("o", names[n]));
			as(0);
			T(lremovexattr("o", names[n]));
			T(lremovexattr("o", names[n]));
		}
		T(lsetxattr("o", "user.big", big, 3000, 0));
		T(lgetxattr("o", "user.big", big, sizeof(big)));
		T(lsetxattr("o", "user.big", big, 65537, 0));
		T(lsetxattr("o", "user.flags", "x", 1, 4));
		show_list("o");
		T(llistxattr("o", NULL, 0) < 0 ? -1 : 0);
		T(llistxattr("o", big, 1));
		wipe("o");
		wipe("linktarget");
	}
}

static void
xattr_follow(void)
{
	char buf[64];
	int fd;

	make_file("f", 0644, 0, "x");
	T(symlink("f", "l"));
	T(setxattr("l", "user.a", "via link", 8, 0));
	T(getxattr("f", "user.a", buf, sizeof(buf)));
	T(lgetxattr("l", "user.a", buf, sizeof(buf)));
	fd = TF(open("f", O_RDWR));
	T(fsetxattr(fd, "user.b", "fd", 2, 0));
	T(unlink("f"));
	T(fgetxattr(fd, "user.b", buf, sizeof(buf)));
	T(fremovexattr(fd, "user.a"));
	T(flistxattr(fd, buf, sizeof(buf)));
	(void)close(fd);
}

struct ace {
	uint16_t tag, perm;
	uint32_t id;
} __attribute__((packed));

enum {
	USER_OBJ = 1,
	USER = 2,
	GROUP_OBJ = 4,
	GROUP = 8,
	MASK = 16,
	OTHERS = 32,
};

#define NOID 0xffffffffU

/* user::rwx user:OTHER:rw- group::r-x group:MEMBER:r-- mask::rwx other::--- */
static size_t
make_acl(char *buf, uint16_t user_perm, uint16_t mask)
{
	const struct ace aces[] = {{USER_OBJ, 7, NOID}, {USER, user_perm, OTHER},
	    {GROUP_OBJ, 5, NOID}, {GROUP, 4, MEMBER}, {MASK, mask, NOID}, {OTHERS, 0, NOID}};
	const uint32_t version = 2;

	memcpy(buf, &version, 4);
	memcpy(buf + 4, aces, sizeof(aces));
	return 4 + sizeof(aces);
}

static void
acl_access(void)
{
	char acl[128], back[256];
	struct stat st;

	make_dir("d", 0777, 0);
	for (uint16_t perm = 0; perm < 8; perm++)
		for (uint16_t mask = 0; mask < 8; mask += 3) {
			size_t len = make_acl(acl, perm, mask);

			wipe("d/f");
			make_file("d/f", 0640, OWNER, "content");
			note("user:%u:%o mask %o", OTHER, perm, mask);
			T(setxattr("d/f", "system.posix_acl_access", acl, len, 0));
			show("d/f");
			T(getxattr("d/f", "system.posix_acl_access", back, sizeof(back)));
			T(memcmp(acl, back, len));
			for (int who = 0; who < 4; who++) {
				static const uid_t ids[] = {OWNER, MEMBER, OTHER, 99};

				as(ids[who]);
				T(faccessat(AT_FDCWD, "d/f", R_OK, AT_EACCESS));
				T(faccessat(AT_FDCWD, "d/f", W_OK, AT_EACCESS));
				T(faccessat(AT_FDCWD, "d/f", X_OK, AT_EACCESS));
				(void)close(TF(open("d/f", O_RDONLY)));
				(void)close(TF(open("d/f", O_WRONLY)));
				T(stat("d/f", &st));
				T(setxattr("d/f", "system.posix_acl_access", acl, len, 0));
				as(0);
			}
			T(chmod("d/f", 0600)); /* sets the mask */
			show("d/f");
			as(OTHER);
			(void)close(TF(open("d/f", O_RDONLY)));
			as(0);
			T(getxattr("d/f", "system.posix_acl_access", back, sizeof(back)));
			T(removexattr("d/f", "system.posix_acl_access"));
			show("d/f");
		}
	T(setxattr("d/f", "system.posix_acl_access", "garbage", 7, 0));
	T(setxattr("d/f", "system.posix_acl_default", acl, make_acl(acl, 7, 7), 0));
}

static void
acl_default(void)
{
	static const mode_t masks[] = {0, 022, 077};
	char acl[128], back[256];
	size_t len;

	for (size_t m = 0; m < ARRAY_LEN(masks); m++)
		for (uint16_t mask = 0; mask < 8; mask += 7) {
			note("default ACL, umask %03o, mask %o", masks[m], mask);
			wipe("d");
			make_dir("d", 0777, 0);
			len = make_acl(acl, 6, mask);
			T(setxattr("d", "system.posix_acl_default", acl, len, 0));
			show("d");
			(void)umask(masks[m]);
			(void)close(TF(open("d/f", O_CREAT | O_WRONLY, 0666)));
			(void)close(TF(open("d/g", O_CREAT | O_WRONLY, 0700)));
			T(mkdir("d/sub", 0777));
			T(mkfifo("d/p", 0666));
			T(mknod("d/s", S_IFSOCK | 0644, 0));
			T(symlink("x", "d/l"));
			(void)umask(0);
			show("d/f");
			show("d/g");
			show("d/sub");
			show("d/p");
			show("d/s");
			T(getxattr("d/f", "system.posix_acl_access", back, sizeof(back)));
			T(getxattr("d/sub", "system.posix_acl_access", back, sizeof(back)));
			T(getxattr("d/sub", "system.posix_acl_default", back, sizeof(back)));
			T(memcmp(acl, back, len));
			as(OTHER);
			(void)close(TF(open("d/f", O_RDONLY)));
			(void)close(TF(open("d/f", O_WRONLY)));
			(void)close(TF(open("d/sub/new", O_CREAT | O_WRONLY, 0644)));
			as(0);
			T(removexattr("d/sub", "system.posix_acl_default"));
			T(getxattr("d/sub", "system.posix_acl_default", back, sizeof(back)));
		}
}

const struct posix_case cases_xattr[] = {
    {"xattr-basics", xattr_basics},
    {"xattr-follow", xattr_follow},
    {"acl-access", acl_access},
    {"acl-default", acl_default},
    {NULL, NULL},
};
