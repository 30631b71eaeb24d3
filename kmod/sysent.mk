# SPDX-License-Identifier: BSD-2-Clause
# For POSIX make, so that Makefile (.include) and GNUmakefile (include) share it.
AWK?= awk

sysent:
	$(AWK) -v out=. -f makesyscalls.awk syscalls.master
