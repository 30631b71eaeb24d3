#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Looking ahead of a walk (fs/ahead.h): it happens, a walk sees the same with it, what it held is given back, and a
layer that hangs under it disturbs nobody else."""

import contextlib
import ctypes
import os
import random
import select
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

RW = "rw,allow_other,default_permissions"
TRIES = 20  # for a thread that others may keep from the processor
TIMES = int(os.environ.get("TIMES", "12"))
HUNG = os.environ.get("HUNG_MOUNT", "")

FAN_CLASS_CONTENT, FAN_CLOEXEC, FAN_MARK_ADD = 4, 1, 1
FAN_OPEN_PERM, FAN_ONDIR = 0x10000, 0x40000000
AT_FDCWD = -100
libc = ctypes.CDLL(None, use_errno=True)


def needs_processors():
    if len(os.sched_getaffinity(0)) < 2:
        raise v.Skip("there is one processor", possible=False)


def tree(s, top="t", dirs=12, files=6):
    """dirs directories of three levels; every second file and every third directory is in compat as well."""
    for d in range(dirs):
        for e in range(4):
            for f in range(files):
                s.r(f"{top}/d{d}/e{e}/f{f}", "r" * f)
                if d % 3 == 0 and f % 2 == 0:
                    s.c(f"{top}/d{d}/e{e}/f{f}", "compat" + "c" * f)
        s.r(f"{top}/d{d}/f", "r")


def ahead(view):
    return view.status()["cache"]["listed_ahead"]


def hears(view):
    return view.status()["cache"]["coherence"] == "fanotify"


def walk(top, rng=None):
    """{path: (size, inode)}, depth first; rng: in an order that nobody guesses."""
    seen = {}
    stack = [top]
    while stack:
        where = stack.pop()
        with os.scandir(where) as entries:
            below = []
            for entry in entries:
                st = entry.stat(follow_symlinks=False)
                seen[entry.path[len(top):]] = (None if entry.is_dir() else st.st_size, st.st_ino)
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry.path)
        if rng is not None:
            rng.shuffle(below)
        stack += reversed(below)
    return seen


def sizes(seen):
    return {path: size for path, (size, _) in seen.items()}


def merged(s, union):
    """What walk() has to see, by the rule."""
    def add(c, r, path):
        names = set(os.listdir(c)) if c else set()
        if r and (union or not c):
            names |= set(os.listdir(r))
        for name in names:
            in_c = c and os.path.lexists(f"{c}/{name}")
            in_r = r and os.path.lexists(f"{r}/{name}")
            front = f"{c}/{name}" if in_c else f"{r}/{name}"
            if os.path.isdir(front):
                wanted[f"{path}/{name}"] = None
                add(f"{c}/{name}" if in_c else None,
                    f"{r}/{name}" if in_r and os.path.isdir(f"{r}/{name}") else None, f"{path}/{name}")
            else:
                wanted[f"{path}/{name}"] = os.path.getsize(front)
    wanted = {}
    add(s.compat, s.root, "")
    return wanted


def walks_see_the_same():
    needs_processors()
    rng = random.Random(1)
    with v.Space() as s:
        tree(s)
        for union in (False, True):
            wanted = merged(s, union)
            for order in (None, rng):
                for _ in range(TRIES):
                    view = s.mount("listing=" + ("union" if union else "compat"))
                    first = walk(s.mnt, order)
                    done = ahead(view)
                    v.expect(sizes(first), wanted, "cold")
                    v.expect(walk(s.mnt), first, "again")
                    heard = hears(view)
                    view.unmount()
                    if not heard:
                        raise v.Skip("changes are not heard of")
                    if done > 0:
                        break
                else:
                    raise AssertionError("nothing was looked at ahead")


def nothing_without_a_walk():
    needs_processors()
    with v.Space() as s:
        tree(s)
        view = s.mount()
        os.listdir(s.mnt + "/t")
        for d in range(12):
            os.stat(f"{s.mnt}/t/d{d}/e1/f1")
        v.expect(ahead(view), 0, "a listing and look-ups")
        view.unmount()
        for options in ("max_threads=1", "cache=1"):
            view = s.mount(options)
            walk(s.mnt)
            v.expect(ahead(view), 0, options)
            view.unmount()
        with v.kernel_rings(False):
            process = subprocess.Popen([v.COMPATFS, "-f", "-s", "-o", f"root={s.root}", s.compat, s.mnt],
                                       stdin=subprocess.DEVNULL)
            v.until(lambda: v.is_mounted(s.mnt), "a mount")
            walk(s.mnt)
            v.expect('"listed_ahead": 0' in v.read(s.mnt + "/.compatfs/status"), True, "-s")
            v.run("umount", s.mnt)
            v.expect(process.wait(v.PATIENCE), 0)


def changes_show():
    """Names that were read ahead are not older than what is heard of; a name that comes into compat hides root's."""
    needs_processors()
    with v.Space() as s:
        tree(s)
        for i in range(TIMES):
            os.makedirs(f"{s.compat}/t/d1/e1", exist_ok=True)
            view = s.mount("listing=union")
            os.listdir(s.mnt + "/t"), os.listdir(s.mnt + "/t/d0")  # the next ones are d1, d2, …
            s.r(f"t/d1/new{i}", "new")
            s.c(f"t/d1/e1/f{i % 6}", "from compat")
            os.unlink(f"{s.root}/t/d2/e{i % 4}/f5") if i < 4 else None
            wanted = merged(s, True)
            v.until(lambda: sizes(walk(s.mnt)) == wanted, "changes that were made while others were read ahead")
            view.unmount()


def given_back():
    """The tree goes away in the middle of walks: nothing of it stays known, and no descriptor."""
    needs_processors()
    with v.Space() as s:
        for top in ("a", "b"):
            tree(s, top)
        view = s.mount(RW + ",listing=union")
        fds = f"/proc/{view.process.pid}/fd"
        os.stat(s.mnt)

        def known():
            v.write("/proc/sys/vm/drop_caches", "3")
            return view.status()["cache"]["inodes"]
        v.until(lambda: known() <= 4, "a start with nothing known")
        start, open_fds = known(), len(os.listdir(fds))
        for i in range(TIMES):
            tree(s, f"x{i}", dirs=6, files=3)
            rng = random.Random(i)
            with subprocess.Popen(["find", s.mnt, "-type", "f", "-printf", "%s "], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as find:
                time.sleep(rng.random() * 0.02)
                os.rename(f"{s.mnt}/x{i}/d5", f"{s.mnt}/x{i}/moved")
                shutil.rmtree(f"{s.mnt}/x{i}")
                if i % 2:
                    find.kill()
        v.expect(sizes(walk(s.mnt)), merged(s, True), "after all this")
        v.until(lambda: known() <= start, "all forgotten")
        v.until(lambda: len(os.listdir(fds)) <= open_fds + 2, "all descriptors closed")
        v.until(lambda: view.status()["cache"]["listing_bytes"] == 0, "no listing kept for nobody", pause=0.2)
        view.unmount()


def unmounted_in_the_middle():
    needs_processors()
    with v.Space() as s:
        tree(s, dirs=40)
        rng = random.Random(7)
        for i in range(TIMES):
            view = s.mount("listing=union")
            with subprocess.Popen(["find", s.mnt, "-printf", "%s "], stdout=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL) as find:
                time.sleep(rng.random() * 0.03)
                if i % 3 == 0:  # the walk goes on in a mount that nobody else sees
                    v.run("umount", "-l", s.mnt)
                elif i % 3 == 1:
                    view.process.terminate()
                else:
                    find.kill()
            view.unmount()


@contextlib.contextmanager
def held_opens(path):
    """Who opens this directory to read it waits until the end, or is killed. Gives the descriptor that tells."""
    fd = libc.fanotify_init(FAN_CLASS_CONTENT | FAN_CLOEXEC, os.O_RDONLY)
    if fd < 0:
        raise v.Skip(f"fanotify_init: {os.strerror(ctypes.get_errno())}", possible=False)
    try:
        if libc.fanotify_mark(fd, FAN_MARK_ADD, ctypes.c_uint64(FAN_OPEN_PERM | FAN_ONDIR), AT_FDCWD,
                              path.encode()) != 0:
            raise v.Skip(f"fanotify_mark: {os.strerror(ctypes.get_errno())}", possible=False)
        yield fd
    finally:
        os.close(fd)


def memory_given_back():
    """What was read for a walk that then went elsewhere is dropped, and its memory is the system's again."""
    needs_processors()
    dirs, files = 200, 300  # none so large that malloc(3) takes its names apart
    with v.Space("/var/tmp") as s:
        for d in range(dirs):
            os.makedirs(f"{s.root}/t/d{d}")
            for f in range(files):
                os.mknod(f"{s.root}/t/d{d}/{'name' * 20}-{f}")
        for _ in range(TRIES):
            view = s.mount(env=v.own_memory())
            before = view.rss()
            names = os.listdir(s.mnt + "/t")
            most = 0
            for name in names[:10]:
                os.listdir(f"{s.mnt}/t/{name}")
                time.sleep(0.1)
                most = view.status()["cache"]["listing_bytes"]
            if most > 2 << 20:
                break
            view.unmount()
        else:
            raise AssertionError("hardly anything was read ahead")
        v.until(lambda: view.status()["cache"]["listing_bytes"] == 0, "listings dropped")
        if not view.sanitized():
            v.until(lambda: view.rss() - before < most / 2,
                    lambda: f"{view.rss() - before} bytes more than before {most} bytes of listings")
        view.unmount()


def hangs_alone():
    """The thread hangs on a directory that the walk has not come to: the walk goes on elsewhere, and the daemon ends."""
    needs_processors()
    with v.Space() as s:
        for d in range(40):
            s.r(f"t/d{d}/e/f")
        for _ in range(TRIES):
            view = s.mount()
            names = os.listdir(s.mnt + "/t")
            held = f"{s.root}/t/{names[1]}"
            with held_opens(held) as told:
                v.in_child(lambda: os.listdir(f"{s.mnt}/t/{names[0]}"))
                hung = bool(select.select([told], [], [], 1)[0])
                for name in names[2:]:
                    v.expect(v.in_child(lambda: os.listdir(f"{s.mnt}/t/{name}/e")), ["f"])
                v.expect(v.in_child(lambda: v.read(f"{s.mnt}/t/{names[1]}/e/f")), f"R:t/{names[1]}/e/f")
                view.unmount()
            if hung:
                return
        raise AssertionError("nothing was looked at ahead")


def hung_mount_beside():
    with v.Space("/var/tmp") as s:
        tree(s)
        os.makedirs(s.root + "/t/d3/hung")
        hung = subprocess.Popen([HUNG, s.root + "/t/d3/hung"], stdout=subprocess.PIPE)
        try:
            if hung.stdout.readline() != b"ready\n":
                raise v.Skip("cannot mount FUSE by hand", possible=False)
            view = s.mount("listing=union")

            def walk_around():
                count = 0
                for path, dirs, _ in os.walk(s.mnt):
                    count += 1
                    if "hung" in dirs:
                        dirs.remove("hung")
                return count
            v.expect(v.in_child(walk_around), 1 + 1 + 12 + 48)
            view.unmount()
        finally:
            hung.kill()
            hung.wait()
            v.run("umount", "-l", s.root + "/t/d3/hung")


if __name__ == "__main__":
    v.main([walks_see_the_same, nothing_without_a_walk, changes_show, given_back, memory_given_back, unmounted_in_the_middle, hangs_alone,
            hung_mount_beside])
