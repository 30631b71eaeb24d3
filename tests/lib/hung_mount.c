/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * hung_mount DIR: a FUSE mount that never answers, for as long as this program runs. Says "ready"
 * once it is mounted. Everything that touches the mount waits, as on a dead network file system.
 */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	char options[128];
	int fd;

	if (argc != 2)
		return 2;
	fd = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	if (fd < 0) {
		perror("/dev/fuse");
		return 77;
	}
	(void)snprintf(options, sizeof(options), "fd=%d,rootmode=40000,user_id=0,group_id=0", fd);
	if (mount("hung", argv[1], "fuse.hung", 0, options) != 0) {
		perror(argv[1]);
		return 77;
	}
	(void)puts("ready");
	(void)fflush(stdout);
	for (;;)
		(void)pause();
}
