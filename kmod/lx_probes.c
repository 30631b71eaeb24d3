/* SPDX-License-Identifier: BSD-2-Clause */
/* The provider and its probes; what each means is told in lx_probes.h. */
#include <sys/param.h>
#include <sys/systm.h>

#include "kmod/lx_probes.h"

SDT_PROVIDER_DEFINE(lxabi);

SDT_PROBE_DEFINE3(lxabi, , syscall, entry, "int", "char *", "uint64_t *");
SDT_PROBE_DEFINE4(lxabi, , syscall, return, "int", "char *", "int", "int64_t");
SDT_PROBE_DEFINE2(lxabi, , syscall, missing, "int", "char *");

SDT_PROBE_DEFINE1(lxabi, , translate, errno, "int");
SDT_PROBE_DEFINE2(lxabi, , translate, signal, "int", "int");
SDT_PROBE_DEFINE3(lxabi, , translate, flag, "char *", "uint64_t", "uint64_t");
SDT_PROBE_DEFINE2(lxabi, , translate, value, "char *", "int64_t");
SDT_PROBE_DEFINE2(lxabi, , translate, ioctl, "int", "uint64_t");
SDT_PROBE_DEFINE2(lxabi, , translate, sockopt, "int", "int");

SDT_PROBE_DEFINE2(lxabi, , resource, error, "char *", "int");

SDT_PROBE_DEFINE3(lxabi, , program, fault, "char *", "uint64_t", "uint64_t");
SDT_PROBE_DEFINE3(lxabi, , program, length, "char *", "uint64_t", "uint64_t");
SDT_PROBE_DEFINE3(lxabi, , program, combination, "char *", "uint64_t", "uint64_t");

SDT_PROBE_DEFINE5(lxabi, , futex, wait, "uint64_t", "uint32_t", "uint32_t", "uint32_t", "uint32_t");
SDT_PROBE_DEFINE4(lxabi, , futex, woken, "uint64_t", "int", "uint32_t", "uint32_t");
SDT_PROBE_DEFINE4(lxabi, , futex, wake, "uint64_t", "int", "int", "uint32_t");
SDT_PROBE_DEFINE3(lxabi, , futex, requeue, "uint64_t", "uint64_t", "int");

SDT_PROBE_DEFINE2(lxabi, , lock, acquired, "char *", "uintptr_t");
SDT_PROBE_DEFINE2(lxabi, , lock, release, "char *", "uintptr_t");
