/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The only thing that the tables need from their surroundings: integer types, NULL, bool. In the
 * kernel they come from sys/, elsewhere from the C library.
 */
#ifndef KMOD_TABLES_LX_TYPES_H
#define KMOD_TABLES_LX_TYPES_H

#ifdef _KERNEL
#include <sys/param.h>
#include <sys/stddef.h>
#else
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#endif

#define LX_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Types of system call arguments that are Linux's own. */
typedef uint16_t lx_mode_t; /* what Linux looks at of a mode argument */
typedef uint32_t lx_dev_t; /* as mknod(2) takes it */
typedef int32_t lx_timer_t;
/* One word, signal n at bit n - 1. */
typedef uint64_t lx_sigset_t;
/* 1024 bits; only the words below nfds are looked at. */
typedef unsigned long lx_fd_set;

typedef struct lx_siginfo lx_siginfo_t;
typedef struct lx_stack lx_stack_t;

#endif
