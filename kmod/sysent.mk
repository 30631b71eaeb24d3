# SPDX-License-Identifier: BSD-2-Clause
# For POSIX make, so that Makefile (.include) and GNUmakefile (include) share it. FreeBSD's make may run in
# another folder (obj); Makefile says where the sources are.
AWK?= awk
SYSENT_DIR?= .

.PHONY: sysent
sysent:
	cd $(SYSENT_DIR) && $(AWK) -v out=. -f makesyscalls.awk syscalls.master
