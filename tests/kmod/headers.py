#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Holds the tables to the real headers of both systems.

usage: headers.py LXTAB CC

Names and numbers come out of lxtab, as a user sees them. A C file asserts each of them, and the C
compiler answers, with these headers:

  installed   Linux's user API and the C library of this machine
  newest      Linux's user API as PyPI's ziglang ships it
  freebsd     FreeBSD's headers as PyPI's ziglang ships them

The same for the layouts of Linux's structures, and the numbers and names of the system calls. What the
newest Linux has and the tables do not is printed. ziglang is downloaded once into the build folder;
without the registry the checks that need it are skipped (exit 77), which is a failure when CI=true.
"""

import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import ziglang

LXTAB, CC = sys.argv[1], sys.argv[2]
WORK = pathlib.Path(os.environ.get("LX_HEADERS_DIR", "headers"))

# Tables whose names are no macros of the systems' headers, or that are checked in another way.
SPECIAL = {"list", "syscalls", "traps", "auxv", "structs", "fstypes", "devices"}

INCLUDES = {
    "libc": """errno.h signal.h fcntl.h dirent.h sys/mman.h sys/wait.h sys/resource.h sys/socket.h
        sys/un.h sys/poll.h sys/epoll.h sys/eventfd.h sys/timerfd.h sys/time.h time.h sched.h
        sys/prctl.h termios.h sys/ioctl.h netinet/in.h netinet/tcp.h sys/statfs.h sys/vfs.h stdio.h
        sys/ucontext.h sys/stat.h unistd.h sys/random.h""",
    "uapi": """asm/errno.h asm/signal.h asm/siginfo.h linux/fcntl.h linux/mman.h asm/mman.h
        linux/wait.h linux/resource.h asm/socket.h asm/poll.h linux/eventpoll.h linux/timerfd.h
        linux/time.h linux/sched.h linux/prctl.h asm/termbits.h asm/ioctls.h linux/tcp.h
        linux/in6.h linux/memfd.h linux/eventfd.h linux/fs.h linux/netlink.h linux/fadvise.h
        linux/auxvec.h linux/magic.h linux/futex.h asm/prctl.h linux/random.h linux/falloc.h
        linux/close_range.h linux/kcmp.h linux/membarrier.h linux/personality.h linux/inotify.h
        linux/ipc.h linux/shm.h linux/sem.h linux/msg.h""",
    "uapi_in": "linux/in.h linux/in6.h linux/tcp.h linux/ip.h",
    "freebsd": """sys/types.h sys/param.h sys/errno.h signal.h fcntl.h dirent.h sys/mman.h
        sys/wait.h sys/resource.h sys/socket.h sys/un.h poll.h sys/event.h sys/eventfd.h
        sys/timerfd.h sys/time.h time.h sched.h sys/procctl.h termios.h sys/ioctl.h netinet/in.h
        netinet/tcp.h sys/mount.h unistd.h sys/elf_common.h machine/trap.h sys/signal.h
        sys/random.h sys/stat.h machine/sysarch.h sys/membarrier.h sys/inotify.h sys/ipc.h
        sys/shm.h sys/sem.h sys/msg.h""",
}

# What the kernel's headers do not show to programs: read off the sources of Linux 6.18.
LINUX_INTERNAL = {
    "ST_RDONLY", "ST_NOSUID", "ST_NODEV", "ST_NOEXEC", "ST_SYNCHRONOUS", "ST_VALID", "ST_NOATIME",
    "ST_NOSYMFOLLOW", "FASYNC", "MSG_PROBE", "SA_UNSUPPORTED", "SOCK_DCCP", "UFS_MAGIC",
    "ZFS_SUPER_MAGIC", "NTFS_SB_MAGIC", "DEVFS_SUPER_MAGIC", "SOCK_PACKET", "SIGSTKFLT",
}

# What the C library says in another way than the kernel: 0 where every file is large.
NOT_LIBC = {"O_LARGEFILE"}

# Structures: Linux's name, the headers that have it, the tag there (None: a typedef).
STRUCTS = {
    "timespec": ("time.h", None), "timeval": ("sys/time.h", None),
    "itimerspec": ("time.h", None), "itimerval": ("sys/time.h", None),
    "iovec": ("sys/uio.h", None), "pollfd": ("poll.h", None), "stat": ("asm/stat.h", None),
    "statx_timestamp": ("linux/stat.h", None), "statx": ("linux/stat.h", None),
    "statfs": ("asm/statfs.h", None), "dirent64": ("dirent.h", None),
    "sigaltstack": ("asm/signal.h", None), "siginfo": ("asm/siginfo.h", None),
    "sigaction": ("asm/signal.h", None), "sigcontext": ("asm/sigcontext.h", "sigcontext"),
    "ucontext": ("asm/sigcontext.h linux/signal.h asm/ucontext.h", None),
    "_fpx_sw_bytes": ("asm/sigcontext.h", None), "rusage": ("linux/resource.h", None),
    "new_utsname": ("linux/utsname.h", None), "flock": ("linux/fcntl.h", None),
    "msghdr": ("sys/socket.h", None), "mmsghdr": ("sys/socket.h", None),
    "cmsghdr": ("sys/socket.h", None), "ucred": ("sys/socket.h", None),
    "sockaddr": ("sys/socket.h", None), "sockaddr_un": ("sys/un.h", None),
    "epoll_event": ("linux/eventpoll.h", None), "sysinfo": ("linux/sysinfo.h", None),
    "rlimit64": ("linux/resource.h", None), "termios": ("asm/termbits.h", None),
    "winsize": ("asm/termios.h", None), "tms": ("linux/times.h", None),
    "utimbuf": ("linux/utime.h", None), "robust_list_head": ("linux/futex.h", None),
    "clone_args": ("linux/sched.h", None), "ipc64_perm": ("asm/ipcbuf.h", None),
    "shmid64_ds": ("linux/shm.h", None), "shminfo64": ("linux/shm.h", None),
    "shm_info": ("linux/shm.h", None), "semid64_ds": ("linux/sem.h", None),
    "seminfo": ("linux/sem.h", None), "msqid64_ds": ("linux/msg.h", None),
}
# In no header for programs; rt_sigframe is proven by running a handler, in test_lx_frame.
STRUCTS_INTERNAL = {"linux_dirent", "rt_sigframe", "sigset_argpack"}
# Members whose header splits or names them in another way: only their place is compared.
OFFSET_ONLY = {"stat.st_atime", "stat.st_mtime", "stat.st_ctime", "dirent64.d_name",
               "sigcontext.reserved1", "ucontext.uc_sigmask"}

failures = []


def report(text):
    print(text, flush=True)


def fail(text):
    failures.append(text)
    report("FAIL: " + text)


def lxtab(table):
    out = subprocess.run([LXTAB, "--json", table], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def compile_c(text, flags):
    """The compiler's messages, empty when it is content."""
    run = subprocess.run([CC, "-x", "c", "-std=gnu17", "-w", "-fsyntax-only", *flags, "-"],
                         input=text, capture_output=True, text=True, check=False,
                         env={**os.environ, "LC_ALL": "C"})
    return "" if run.returncode == 0 else run.stderr


# gcc's and clang's word for it
ALL_ERRORS = "-fmax-errors=0" if compile_c("", ["-ferror-limit=0"]) else "-ferror-limit=0"


def existing(headers, flags):
    """Those of the headers that are there and compile."""
    found = []
    for h in headers.split():
        if not compile_c("".join(f"#include <{i}>\n" for i in [*found, h]), flags):
            found.append(h)
    return found


def check_names(side, wanted, flags, headers):
    """Assert each (name, number) where a header has the name. Returns the names that were there."""
    found = existing(headers, flags)
    lines = ["#define _GNU_SOURCE 1"] + [f"#include <{h}>" for h in found]
    probe = "\n".join(lines) + "\n" + "".join(
        f"#ifdef {n}\nlx_has {n}_\n#endif\n" for n, _ in wanted)
    run = subprocess.run([CC, "-E", "-P", "-x", "c", *flags, "-"], input=probe,
                         capture_output=True, text=True, check=True)
    # not expanded by the preprocessor, because of the underscore behind it
    have = set(re.findall(r"lx_has (\w+)_\b", run.stdout))
    # enumerators have no macro: ask the compiler
    rest = [n for n, _ in wanted if n not in have]
    errors = compile_c("\n".join(lines + [f"int lx{i} = (int)({n});" for i, n in enumerate(rest)])
                       + "\n", [*flags, ALL_ERRORS])
    unknown = set(re.findall(r"'(\w+)' undeclared|undeclared identifier '(\w+)'", errors))
    have.update(set(rest) - {a or b for a, b in unknown})
    asserts = [f'_Static_assert((unsigned int)({n}) == (unsigned int)({v}LL), "{n} is not {v}");'
               for n, v in wanted if n in have]
    errors = compile_c("\n".join(lines + asserts) + "\n", flags)
    wrong = re.findall(r'"?(\w+ is not -?\d+)', errors)
    for w in sorted(set(wrong)):
        fail(f"{side}: {w}")
    if errors and not wrong:
        fail(f"{side}: {errors[:2000]}")
    return have


def collect(column_name, column_number):
    wanted = {}
    for table in sorted(r["name"] for r in lxtab("list")):
        if table in SPECIAL and table not in ("traps", "auxv"):
            continue
        for row in lxtab(table):
            name, number = row[column_name], row[column_number]
            if name is None or "+" in name or (table == "traps" and column_name == "linux_name"):
                continue
            if wanted.setdefault(name, number) != number:
                fail(f"{table}: {name} is {number} and {wanted[name]}")
    return sorted(wanted.items())


def builtin_include():
    for name in ("include",):
        out = subprocess.run([CC, f"-print-file-name={name}"], capture_output=True, text=True,
                             check=True).stdout.strip()
        if os.path.isdir(out):
            return out
    out = subprocess.run([CC, "-print-resource-dir"], capture_output=True, text=True, check=True)
    return out.stdout.strip() + "/include"


def unistd(path):
    """number -> name of an asm/unistd_64.h"""
    text = path.read_text()
    return {int(n): name for name, n in re.findall(r"#define __NR_(\w+)\s+(\d+)", text)}


def check_syscalls(side, header):
    ours = {r["linux_number"]: r["linux_name"] for r in lxtab("syscalls")}
    theirs = unistd(header)
    for number, name in sorted(theirs.items()):
        if number not in ours:
            report(f"{side}: Linux has gained system call {number} {name}")
        elif ours[number] != name:
            fail(f"{side}: system call {number} is {name}, not {ours[number]}")
    newest = max(theirs)
    # gone from the header when the call went, but the number stays taken
    gone = {335: "uretprobe", 336: "uprobe"}
    for number, name in sorted(ours.items()):
        if number not in theirs and number <= newest and number not in gone:
            fail(f"{side}: {number} {name} is not in the header")
    report(f"{side}: {len(theirs)} system calls in the header, the newest is {newest}; "
           f"ours go to {max(ours)}")


def check_structs(side, flags, only=None):
    current, done, places = None, 0, []
    for row in lxtab("structs"):
        name = row["struct"]
        if name in STRUCTS_INTERNAL:
            continue
        headers = STRUCTS[name][0]
        if only is not None and not all(h.startswith(only) for h in headers.split()):
            continue
        if name != current:
            current = name
            done += 1
        tag = "siginfo_t" if name == "siginfo" else "struct " + name
        if row["member"] is None:
            text = f'_Static_assert(sizeof({tag}) == {row["size"]}, "");'
            if name in ("ucontext", "dirent64"):
                text = ""  # the C library's mask is wider, and its names are as long as they get
        else:
            member = row["member"]
            text = f'_Static_assert(__builtin_offsetof({tag}, {member}) == {row["offset"]}, "");'
            if f"{name}.{member}" not in OFFSET_ONLY:
                text += f'_Static_assert(sizeof((({tag} *)0)->{member}) == {row["size"]}, "");'
        if not text:
            continue
        places.append((headers, name, row["member"], text))
    for headers in sorted({p[0] for p in places}):
        group = [p for p in places if p[0] == headers]
        head = "#define _GNU_SOURCE 1\n" + "".join(f"#include <{h}>\n" for h in headers.split())
        if headers == "asm/signal.h":
            head = "#include <stddef.h>\n" + head
        if not compile_c(head + "\n".join(p[3] for p in group) + "\n", flags):
            continue
        for _, name, member, text in group:
            errors = compile_c(head + text + "\n", flags)
            if errors:
                fail(f"{side}: struct {name}.{member or '(size)'}: {errors.splitlines()[0]}")
    report(f"{side}: {done} structures compared")


def check_linux(side, flags, unistd_header, sets, whole):
    wanted = collect("linux_name", "linux_number")
    have = set()
    for s in sets:
        names = [w for w in wanted if s != "libc" or w[0] not in NOT_LIBC]
        have |= check_names(side, names, flags, INCLUDES[s])
    missing = [n for n, _ in wanted if n not in have and n not in LINUX_INTERNAL]
    report(f"{side}: {len(have)} of {len(wanted)} names compared; not in the headers: "
           + (" ".join(missing) or "none"))
    if whole and len(have) < len(wanted) * 3 // 4:
        fail(f"{side}: too few names were found for the check to mean anything")
    check_syscalls(side, unistd_header)


def gained_errnos(side, include):
    text = "".join((include / "any-linux-any/asm-generic" / f).read_text()
                   for f in ("errno-base.h", "errno.h"))
    ours = {r["linux_name"] for r in lxtab("errno")}
    aliases = {"EWOULDBLOCK", "EDEADLOCK"}
    for name, number in re.findall(r"#define\s+(E\w+)\s+(\d+)", text):
        if name not in ours and name not in aliases:
            report(f"{side}: Linux has gained {name} {number}")


# Families that a table has in full: table, prefix, header, what is no value of its own or is clone3's.
FAMILIES = [
    ("madvise", "MADV_", "asm-generic/mman-common.h", set()),
    ("mmap", "MAP_", "asm-generic/mman-common.h", {"MAP_TYPE", "MAP_FILE", "MAP_UNINITIALIZED"}),
    ("clock", "CLOCK_", "linux/time.h", {"CLOCK_AUX_LAST"}),
    ("rlimit", "RLIMIT_", "asm-generic/resource.h", set()),
    ("auxv", "AT_", "linux/auxvec.h", {"AT_IGNORE", "AT_NOTELF"}),
    ("clone", "CLONE_", "linux/sched.h", {
        "CLONE_CLEAR_SIGHAND", "CLONE_INTO_CGROUP", "CLONE_AUTOREAP", "CLONE_NNP",
        "CLONE_PIDFD_AUTOKILL", "CLONE_EMPTY_MNTNS", "CLONE_NEWTIME", "CLONE_ARGS_SIZE_VER0",
        "CLONE_ARGS_SIZE_VER1", "CLONE_ARGS_SIZE_VER2"}),
]


def lacking(side, include):
    """Print what the newest Linux has in a family and the table has not."""
    for table, prefix, header, known in FAMILIES:
        text = (include / "any-linux-any" / header).read_text()
        ours = {r["linux_name"] for r in lxtab(table)}
        theirs = dict.fromkeys(re.findall(rf"^#\s*define\s+({prefix}[A-Z0-9_]+)\s+[(0-9-]", text, re.M))
        for name in (n for n in theirs if n not in ours and n not in known):
            report(f"{side}: Linux has gained {name}, which table {table} has not")


def check_freebsd(include):
    flags = ["-nostdinc", "-D__FreeBSD__=15", "-U__linux__", "-Ulinux", "-D__BSD_VISIBLE=1",
             "-isystem", str(include / "x86_64-freebsd-none"),
             "-isystem", str(include / "generic-freebsd"), "-isystem", builtin_include()]
    wanted = collect("native_name", "native_number")
    have = check_names("freebsd", wanted, flags, INCLUDES["freebsd"])
    missing = [n for n, _ in wanted if n not in have]
    report(f"freebsd: {len(have)} of {len(wanted)} names compared; not in the headers: "
           + (" ".join(missing) or "none"))
    if len(missing) > 8:
        fail("freebsd: too many names are not in the headers")
    # every errno and system call that FreeBSD has
    ours = {r["native_name"] for r in lxtab("errno")}
    errno_h = (include / "generic-freebsd/sys/errno.h").read_text()
    for name, number in re.findall(r"#define\s+(E\w+)\s+(\d+)", errno_h):
        if name not in ours and name not in ("ELAST",):
            fail(f"freebsd: {name} {number} is not in the errno table")
    sysproto = (include / "generic-freebsd/sys/sysproto.h").read_text()
    audit = (include / "generic-freebsd/bsm/audit_kevents.h").read_text()
    for row in lxtab("syscalls"):
        handler = row["native_name"] or ""
        if handler.startswith("sys_") and not re.search(rf"\b{handler}\(", sysproto):
            fail(f"freebsd: no {handler} in sys/sysproto.h")
        event = re.search(r"AUE_\w+", row["note"])
        if event and not re.search(rf"\b{event.group()}\b", audit):
            fail(f"freebsd: no {event.group()} in bsm/audit_kevents.h")


def main():
    installed = pathlib.Path("/usr/include")
    header = next((p for p in (installed / "x86_64-linux-gnu/asm/unistd_64.h",
                               installed / "asm/unistd_64.h") if p.exists()), None)
    skipped = []
    if header is None:
        skipped.append("Linux's user API is not installed")
    else:
        check_linux("installed", [], header, ("libc", "uapi", "uapi_in"), True)
        check_structs("installed", [])
    include = ziglang.headers(WORK)
    if include is None:
        skipped.append("PyPI's ziglang cannot be reached")
    else:
        flags = ["-nostdinc", "-isystem", str(include / "x86-linux-any"),
                 "-isystem", str(include / "any-linux-any"), "-isystem", builtin_include()]
        check_linux("newest", flags, include / "x86-linux-any/asm/unistd_64.h",
                    ("uapi", "uapi_in"), False)
        check_structs("newest", flags, ("linux/", "asm/"))
        gained_errnos("newest", include)
        lacking("newest", include)
        check_freebsd(include)
    if failures:
        report(f"{len(failures)} failures")
        return 1
    for s in skipped:
        report("SKIP: " + s)
    if skipped:
        return 1 if os.environ.get("CI") == "true" else 77
    return 0


sys.exit(main())
