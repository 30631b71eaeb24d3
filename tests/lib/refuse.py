# SPDX-License-Identifier: BSD-2-Clause
"""A process that the kernel refuses one system call, as it would refuse it to somebody with less privilege (Linux).

For a daemon that has every other privilege: without CAP_SYS_ADMIN it could not even be mounted."""

import ctypes
import errno
import os

# fanotify_init(2) and what AUDIT_ARCH calls the machine, by uname(1)'s word for it
MACHINES = {"x86_64": (300, 0xC000003E), "aarch64": (262, 0xC00000B7)}
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06  # of classic BPF
ALLOW, ERRNO = 0x7FFF0000, 0x00050000


class Instruction(ctypes.Structure):
    _fields_ = [("code", ctypes.c_uint16), ("if_true", ctypes.c_uint8), ("if_false", ctypes.c_uint8), ("k", ctypes.c_uint32)]


class Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.POINTER(Instruction))]


def can_refuse():
    """Whether fanotify() works here."""
    return os.uname().sysname == "Linux" and os.uname().machine in MACHINES


def fanotify():
    """This process and all that it starts get EPERM from fanotify_init(2). For subprocess' preexec_fn."""
    number, machine = MACHINES[os.uname().machine]
    code = (Instruction * 6)((LOAD, 0, 0, 4), (JUMP_EQUAL, 0, 2, machine), (LOAD, 0, 0, 0), (JUMP_EQUAL, 0, 1, number),
                             (RETURN, 0, 0, ERRNO | errno.EPERM), (RETURN, 0, 0, ALLOW))
    libc = ctypes.CDLL(None, use_errno=True)
    # (without the former only root may do the latter; setuid programs are of no use to the tests' daemons)
    for args in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0),
                 (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(Program(len(code), code)), 0, 0)):
        if libc.prctl(*(ctypes.c_ulong(a) if isinstance(a, int) else a for a in args)) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
