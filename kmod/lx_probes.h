/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The static DTrace probes of provider lxabi, all declared here and defined in lx_probes.c. As a D
 * program sees them: lxabi::SUBJECT:NAME. The module part stays empty, so that DTrace takes the
 * file's own name and destroys the probes with the module; provider and probes sit in one file, so
 * that it does not matter whether sdt or this module comes first.
 *
 *	syscall:entry		int number, char *name, uint64_t *args (six)
 *	syscall:return		int number, char *name, int errno (Linux), int64_t result
 *	syscall:missing		int number, char *name			ENOSYS follows
 *    emulation: Linux has it, we could not translate it
 *	translate:errno		int native
 *	translate:signal	int number, int to_linux (0: the number came from the program)
 *	translate:flag		char *what, uint64_t value, uint64_t unknown_bits
 *	translate:value		char *what, int64_t value		command, clock, option, ...
 *	translate:ioctl		int fd, uint64_t command
 *	translate:sockopt	int level, int option
 *    resource: the system ran out of something, or a limit was met
 *	resource:error		char *what, int errno (FreeBSD)
 *    programming: the program asked for something that cannot be right
 *	program:fault		char *what, uint64_t address, uint64_t length
 *	program:length		char *what, uint64_t given, uint64_t limit
 *	program:combination	char *what, uint64_t given, uint64_t allowed
 *    futexes
 *	futex:wait		uint64_t address, uint32_t expected, uint32_t bitset,
 *				uint32_t waiting, uint32_t most_waiting
 *	futex:woken		uint64_t address, int errno (FreeBSD; 0: woken),
 *				uint32_t waiting, uint32_t most_waiting
 *	futex:wake		uint64_t address, int asked, int woken, uint32_t bitset
 *	futex:requeue		uint64_t from, uint64_t to, int woken_and_moved
 *    (waiting: threads in a wait in all processes, this one included at futex:wait and no longer at
 *    futex:woken; most_waiting: the most since the module was loaded; the module counts them)
 *    locks that are taken in one function and released in another
 *	lock:acquired		char *lock, uintptr_t instance		after it is taken
 *	lock:release		char *lock, uintptr_t instance		before it is dropped
 */
#ifndef KMOD_LX_PROBES_H
#define KMOD_LX_PROBES_H

#include <sys/param.h>
#include <sys/sdt.h>

SDT_PROVIDER_DECLARE(lxabi);
SDT_PROBE_DECLARE(lxabi, , syscall, entry);
SDT_PROBE_DECLARE(lxabi, , syscall, return);
SDT_PROBE_DECLARE(lxabi, , syscall, missing);
SDT_PROBE_DECLARE(lxabi, , translate, errno);
SDT_PROBE_DECLARE(lxabi, , translate, signal);
SDT_PROBE_DECLARE(lxabi, , translate, flag);
SDT_PROBE_DECLARE(lxabi, , translate, value);
SDT_PROBE_DECLARE(lxabi, , translate, ioctl);
SDT_PROBE_DECLARE(lxabi, , translate, sockopt);
SDT_PROBE_DECLARE(lxabi, , resource, error);
SDT_PROBE_DECLARE(lxabi, , program, fault);
SDT_PROBE_DECLARE(lxabi, , program, length);
SDT_PROBE_DECLARE(lxabi, , program, combination);
SDT_PROBE_DECLARE(lxabi, , futex, wait);
SDT_PROBE_DECLARE(lxabi, , futex, woken);
SDT_PROBE_DECLARE(lxabi, , futex, wake);
SDT_PROBE_DECLARE(lxabi, , futex, requeue);
SDT_PROBE_DECLARE(lxabi, , lock, acquired);
SDT_PROBE_DECLARE(lxabi, , lock, release);

/* What the sources fire; one line a place. */
#define LX_BAD_FLAG(what_, value_, unknown_) \
	SDT_PROBE3(lxabi, , translate, flag, (uintptr_t)(what_), (value_), (unknown_))
#define LX_BAD_VALUE(what_, value_) \
	SDT_PROBE2(lxabi, , translate, value, (uintptr_t)(what_), (value_))
#define LX_RESOURCE(what_, error_) \
	SDT_PROBE2(lxabi, , resource, error, (uintptr_t)(what_), (error_))
#define LX_BAD_FAULT(what_, address_, length_) \
	SDT_PROBE3(lxabi, , program, fault, (uintptr_t)(what_), (address_), (length_))
#define LX_BAD_LENGTH(what_, given_, limit_) \
	SDT_PROBE3(lxabi, , program, length, (uintptr_t)(what_), (given_), (limit_))
#define LX_BAD_COMBINATION(what_, given_, allowed_) \
	SDT_PROBE3(lxabi, , program, combination, (uintptr_t)(what_), (given_), (allowed_))

#endif
