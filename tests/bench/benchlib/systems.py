# SPDX-License-Identifier: BSD-2-Clause
"""What is compared: a table of systems, and how one of them is mounted and taken down.

Servers run in the foreground as children of the benchmark, so that their processor time and memory can be read and
that none outlives it: the kernel sends them SIGTERM when it ends, however it ends. Mounts are private to the
benchmark (cli.py enters a mount namespace of its own), so no other process is disturbed by them or disturbs them."""

import ctypes
import dataclasses
import errno
import os
import shutil
import signal
import subprocess
import time
import typing

from . import signals

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
MNT_DETACH = 2
MS_BIND = 0x1000
CPUCLOCK_SCHED = 2  # in a process' clock, as clock_getcpuclockid(3) makes it


class Failure(Exception):
    """A system that could not do what was asked; its words."""


@dataclasses.dataclass(frozen=True)
class System:
    """A way to show the trees. command(trees, rw) gives the words that mount it at trees.mnt, in the foreground if
    it is a server. Without one it is native."""

    name: str
    program: str = None
    command: typing.Callable = None
    server: bool = True
    only_ro: bool = False  # it has no read-write mode
    extra: bool = False  # measured only when named

    def installed(self):
        return self.program is None or shutil.which(self.program) is not None


def overlay_layers(trees, rw):
    layers = f"lowerdir={trees.compat}:{trees.root}"
    return layers + (f",upperdir={trees.upper},workdir={trees.scratch}" if rw else "")


def read_only(rw):
    return "" if rw else ",ro"


def compatfs(program, name="compatfs", options="", **kw):
    """elf=hide, since it does most; listing=union, since the others merge directories."""
    def command(trees, rw):
        return [program, "-f", "-o", f"root={trees.root},listing=union,elf=hide,{'rw' if rw else 'ro'}{options}",
                trees.compat, trees.mnt]
    return System(name, program, command, **kw)


def mergerfs(name, options=""):
    def command(trees, rw):
        return ["mergerfs", "-f", "-o", "category.search=ff,category.create=ff" + options + read_only(rw),
                f"{trees.compat}:{trees.root}", trees.mnt]
    return System(name, "mergerfs", command)


MERGERFS_TUNED = (",cache.attr=86400,cache.entry=86400,cache.negative_entry=86400,cache.symlinks=true,"
                  "cache.readdir=true,cache.files=auto-full")

# Other ways to mount compatfs, by the options that make them. One that this build does not know is left out.
VARIANTS = [
    ("compatfs:cached", ",data=cached", {"only_ro": True}),
    ("compatfs:buffered", ",data=buffered", {"extra": True}),
    ("compatfs:passthrough", ",data=passthrough", {"extra": True}),
    ("compatfs:dev", ",transport=dev", {"extra": True}),
    ("compatfs:uring", ",transport=uring", {"extra": True}),
    ("compatfs:1s", ",cache=1", {"extra": True}),
]


def table(compatfs_program):
    """All systems, in the order of the columns."""
    return [
        System("native"),
        System("overlayfs", "mount", lambda t, rw: ["mount", "-t", "overlay", "-o", overlay_layers(t, rw), "none",
                                                    t.mnt], server=False),
        compatfs(compatfs_program),
        *(compatfs(compatfs_program, name, options, **kw) for name, options, kw in VARIANTS),
        System("passthrough_hp", "passthrough_hp",
               lambda t, rw: ["passthrough_hp", "--foreground", t.merged, t.mnt]),
        System("fuse-overlayfs", "fuse-overlayfs",
               lambda t, rw: ["fuse-overlayfs", "-f", "-o", overlay_layers(t, rw) + read_only(rw), t.mnt]),
        mergerfs("mergerfs"),
        mergerfs("mergerfs-tuned", MERGERFS_TUNED),
        System("unionfs-fuse", "unionfs",
               lambda t, rw: ["unionfs", "-f", "-o", "cow,use_ino" + read_only(rw),
                              f"{t.compat}=RW:{t.root}=RO", t.mnt]),
        System("bindfs", "bindfs", lambda t, rw: ["bindfs", "-f", *([] if rw else ["-r"]), t.merged, t.mnt]),
    ]


# These show the two layers or their merge through FUSE, and are not ours.
FUSE_PEERS = ["passthrough_hp", "fuse-overlayfs", "mergerfs", "mergerfs-tuned", "unionfs-fuse", "bindfs"]


class Mount:
    """A mounted system, and its server's process if it has one. A context manager. With devices the machine's /dev
    lies over the view's, for programs that have the view as their root."""

    def __init__(self, system, trees, rw, devices=False):
        self.system, self.trees = system, trees
        self.process, self.log, self.devices = None, None, None
        self.top = trees.merged if system.command is None else trees.mnt
        if rw and system.only_ro:
            raise Failure("read-only")
        try:
            if system.command is not None:
                self._mount(system.command(trees, rw))
            if devices:
                self.devices = (self.top + "/dev").encode()
                if LIBC.mount(b"/dev", self.devices, None, MS_BIND, None) != 0:
                    raise Failure("/dev: " + os.strerror(ctypes.get_errno()))
        except BaseException:
            self.close()
            raise

    def _mount(self, command):
        before = os.stat(self.top).st_dev
        if not self.system.server:
            try:
                signals.run(command)
            except subprocess.CalledProcessError as e:
                raise Failure(last_line(e.stderr)) from e
            return
        self.log = open(self.trees.base + "/server.log", "w+b")
        with signals.held():
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log,
                                            start_new_session=True, preexec_fn=end_with_parent)
        deadline = time.monotonic() + 60
        while os.stat(self.top).st_dev == before:
            if self.process.poll() is not None:
                self.log.seek(0)
                raise Failure(last_line(self.log.read()) or f"ended with {self.process.returncode}")
            if time.monotonic() > deadline:
                raise Failure("no mount after 60 s")
            time.sleep(0.005)

    @property
    def device(self):
        """The number that the kernel's trace events call the connection."""
        return os.stat(self.top).st_dev if self.process else None

    def cpu(self):
        """Seconds of processor time that the server has used."""
        if self.process is None:
            return 0.0
        try:
            return time.clock_gettime((~self.process.pid << 3) | CPUCLOCK_SCHED)
        except OSError as e:
            raise Failure("the server has ended") from e

    def memory(self):
        """The server's resident memory in bytes."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as f:
            return next((int(line.split()[1]) * 1024 for line in f if line.startswith("VmRSS")), 0)

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def close(self):
        if self.devices is not None:
            LIBC.umount2(self.devices, MNT_DETACH)
        if self.system.command is None:
            return
        deadline = time.monotonic() + 10
        while LIBC.umount2(self.trees.mnt.encode(), 0) != 0 and ctypes.get_errno() == errno.EBUSY:
            if time.monotonic() > deadline:
                break
            time.sleep(0.02)
        while LIBC.umount2(self.trees.mnt.encode(), MNT_DETACH) == 0:
            pass
        if self.process is not None:
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if self.log is not None:
            self.log.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def detach_below(folder):
    """Takes down whatever is mounted below it; raises OSError when something stays."""
    for turn in range(2):
        with open("/proc/self/mountinfo", "rb") as f:
            places = [line.split()[4].decode("unicode_escape") for line in f]
        places = [p for p in places if p.startswith(folder + "/")]
        if turn and places:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), places[0])
        for place in reversed(places):
            LIBC.umount2(os.fsencode(place), MNT_DETACH)


def end_with_parent():
    signals.default()
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def last_line(text):
    lines = text.decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""
