#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""What the view costs: how many requests the kernel makes of the daemon, how many system calls these cost,
and how much memory. Counts, not times. The kernel may drop what it remembers whenever it likes (somebody else wants
the memory), so a bound holds if it is kept in one of several tries."""

import ctypes
import ctypes.util
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

TRIES = 5
RW = "rw,allow_other,default_permissions"
libc = ctypes.CDLL(None, use_errno=True)


def requests(view, function):
    """What function() makes the kernel ask, by kind, less what asking for it costs."""
    view.status()
    start = view.status()["counters"]
    between = view.status()["counters"]
    function()
    end = view.status()["counters"]
    own = {k: between[k] - start[k] for k in start}
    return {k: end[k] - between[k] - own[k] for k in start
            if k not in ("foreign", "misses", "listings", "forgets") and end[k] - between[k] - own[k] > 0}


def within(view, function, most, prepare=lambda: None):
    """Run function() until it costs no more than the requests in most (others: none)."""
    for _ in range(TRIES):
        prepare()
        cost = requests(view, function)
        if all(n <= most.get(k, 0) for k, n in cost.items()):
            return
    raise AssertionError(f"{function.__name__}: {cost}, wanted at most {most}")


def walk(top):
    """A walk as find(1) and ls(1) do it: each directory listed, each name looked at."""
    for path, dirs, files in os.walk(top):
        for name in dirs + files:
            os.lstat(path + "/" + name)


def tree(s, dirs, files):
    for d in range(dirs):
        for f in range(files):
            s.r(f"t/d{d}/f{f}", "x")
            if d % 2:
                s.c(f"t/d{d}/f{f}", "x")


def warm():
    """What has been asked before is not asked again."""
    with v.Space() as s:
        tree(s, 20, 10)
        os.symlink("t", s.root + "/link")
        view = s.mount()

        def walks():
            walk(s.mnt + "/t")

        def stats():
            for d in range(20):
                os.stat(f"{s.mnt}/link/d{d}/f3")

        def missing():
            for d in range(20):
                for n in range(10):
                    v.expect(os.path.exists(f"{s.mnt}/t/d{d}/no{n}"), False)
        for function in (walks, stats, missing):
            within(view, function, {}, prepare=function)
        view.unmount()


def cold():
    """The first walk: two questions a directory, the second of which says that there is nothing more."""
    dirs = 40
    for union in ("listing=compat", "listing=union"):
        for _ in range(TRIES):
            with v.Space() as s:
                tree(s, dirs, 10)
                view = s.mount(union)
                cost = requests(view, lambda: walk(s.mnt + "/t"))
                view.unmount()
            if cost.get("readdirs", 0) <= 2 * (dirs + 1) and \
                    sum(n for k, n in cost.items() if k != "readdirs") <= 4:
                break
        else:
            raise AssertionError(f"{union}: {cost} for {dirs} directories")


def names():
    """Making, renaming and removing: the request itself, a look-up where a name must not be there, and the
    parent's attributes, which the kernel asks for before it lets a caller change the directory again."""
    many = 50
    with v.Space() as s:
        os.makedirs(s.compat + "/u"), os.makedirs(s.root + "/u")
        view = s.mount(RW)
        top = s.mnt + "/u/"

        def make():
            for i in range(many):
                os.close(os.open(f"{top}n{i}", os.O_CREAT | os.O_WRONLY))

        def rename():
            for i in range(many):
                os.rename(f"{top}n{i}", f"{top}m{i}")

        def remove():
            for name in os.listdir(top):
                os.unlink(top + name)

        def remove_names():
            for i in range(many):
                os.unlink(f"{top}n{i}")
        some = 4
        within(view, make, {"makes": many, "opens": 0, "lookups": many + some, "getattrs": many + some},
               prepare=remove)
        within(view, remove_names, {"removes": many, "getattrs": many + some, "lookups": some}, prepare=make)
        within(view, rename, {"renames": many, "getattrs": many + some, "lookups": many + some},
               prepare=lambda: (remove(), make()))
        v.expect(view.status()["cache"]["directory_fds"] < 10, True, "directory descriptors")
        view.unmount()


def system_calls():
    """A look-up takes one system call a layer that has to be asked, and what is more is for the directory
    once."""
    if shutil.which("strace") is None:
        raise v.Skip("no strace")
    many = 20
    wanted = {kind: n * many for kind, n in (("f", 1), ("r", 2), ("c", 1), ("x", 1), ("y", 2))}
    for _ in range(TRIES):
        log = trace_look_ups(many)
        named = {kind: len(re.findall(rf'"{kind}\d+"', log)) for kind in wanted}
        # others' changes on the same file system are heard of, too, and cost calls of their own
        calls = len(re.findall(r"(?:newfstatat|statx|fstat|openat|fgetxattr|getxattr)\(", log))
        if named == wanted and calls <= 7 * many + 30:
            return
    raise AssertionError(f"{calls} system calls on files in all, by the names' first letter {named}, wanted {wanted}")


def trace_look_ups(many):
    """What the daemon does, as strace writes it, while names of each kind are looked up."""
    with v.Space() as s:
        for i in range(many):
            s.r(f"only/f{i}"), s.r(f"both/r{i}"), s.c(f"both/c{i}")
        view = s.mount()
        for d in ("only", "both"):
            os.path.exists(f"{s.mnt}/{d}/none")
        out = s.dir + "/strace"
        tracer = subprocess.Popen(["strace", "-f", "-q", "-s", "64", "-o", out, "-p",
                                   str(view.process.pid)], stdin=subprocess.DEVNULL,
                                  stderr=subprocess.DEVNULL)
        try:
            wait_until_traced(view.process.pid)
            for i in range(many):
                for name in (f"only/f{i}", f"both/r{i}", f"both/c{i}", f"only/x{i}", f"both/y{i}"):
                    os.path.exists(f"{s.mnt}/{name}")
        finally:
            tracer.send_signal(signal.SIGINT)
            tracer.wait(v.PATIENCE)
        log = v.read(out)
        view.unmount()
    return log


def known_names():
    """A listing does not look again at files that the kernel knows: it is told their names alone; and their attributes
    are right all the same, also of those that have changed, were replaced or are new."""
    many = 200
    with v.Space() as s:
        for i in range(many):
            s.r(f"d/f{i}"), s.c(f"d/c{i}")
        view = s.mount("listing=union")

        def known(others):
            """The names are looked up, something is done, the directory is listed: what the kernel was told of in it."""
            for i in range(many):
                os.stat(f"{s.mnt}/d/f{i}"), os.stat(f"{s.mnt}/d/c{i}")
            others()
            seen = {}
            with os.scandir(s.mnt + "/d") as entries:
                for e in entries:
                    seen[e.name] = (e.inode(), os.stat(e.path).st_ino, os.stat(e.path).st_size)
            return seen

        def check(seen, changed=()):
            v.expect(len(seen), 2 * many + len(changed), "names")
            for name, (listed, ino, size) in seen.items():
                v.expect(listed, ino, f"{name}: number in the listing")
                where = s.compat if os.path.exists(f"{s.compat}/d/{name}") else s.root
                v.expect(size, os.path.getsize(f"{where}/d/{name}"), f"{name}: size")

        before = view.status()["counters"]["lookups"]
        check(known(lambda: None))
        v.expect(view.status()["counters"]["lookups"] - before <= 2 * many + 20, True, "names are looked up once")

        def change():
            v.write(f"{s.root}/d/f3", "longer than it was before")
            v.write(s.dir + "/new", "it took the place of another")
            os.rename(s.dir + "/new", f"{s.root}/d/f4")
            v.write(f"{s.compat}/d/f5", "now in compat")
            v.write(f"{s.root}/d/new", "new")
            time.sleep(0.2)
            v.until(lambda: os.path.exists(f"{s.mnt}/d/new") and
                    all(os.path.getsize(f"{s.mnt}/d/{name}") == os.path.getsize(f"{where}/d/{name}")
                        for name, where in (("f3", s.root), ("f4", s.root), ("f5", s.compat))), "changes are seen")
        check(known(change), ["new"])
        view.unmount()


def wait_until_traced(pid):
    deadline = time.monotonic() + v.PATIENCE
    for task in os.listdir(f"/proc/{pid}/task"):
        while True:
            try:
                if "TracerPid:\t0\n" not in v.read(f"/proc/{pid}/task/{task}/status"):
                    break
            except OSError:
                break  # a thread that has ended
            if time.monotonic() > deadline:
                raise v.Skip("cannot trace")
            time.sleep(0.01)


def drop_dentries(mnt):
    """A remount drops what nobody uses of one file system."""
    libc.mount(b"none", mnt.encode(), None, ctypes.c_ulong(32 | 1), None)  # MS_REMOUNT | MS_RDONLY


def memory():
    """A known inode costs little, no descriptor, and nothing once the kernel has forgotten it."""
    many = 30000
    resource.setrlimit(resource.RLIMIT_NOFILE, (many // 6, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    with v.Space(base="/dev/shm" if os.path.isdir("/dev/shm") else None) as s:
        for d in range(60):
            os.makedirs(f"{s.root}/t/d{d}")
            v.write(f"{s.root}/t/d{d}/f0")
            for f in range(1, many // 60):
                os.mknod(f"{s.root}/t/d{d}/file-{f}")
        view = s.mount(env=v.own_memory())
        walk(s.mnt + "/t/d0")
        before, known = view.rss(), view.status()["cache"]["inodes"]

        def most_are_known():
            walk(s.mnt + "/t")
            return view.status()["cache"]["inodes"] > many * 0.9
        v.until(most_are_known, "most inodes known at a time")  # the kernel forgets them when it likes
        after, cache = view.rss(), view.status()["cache"]
        each = (after - before) / (cache["inodes"] - known)
        fds = len(os.listdir(f"/proc/{view.process.pid}/fd"))
        print(f"# {each:.0f} bytes an inode, {fds} descriptors")
        if not view.sanitized() and cache["inodes"] > many * 0.9:  # still
            # about 140; the threads that a busy machine has the daemon make are in it, too
            v.expect(each <= 400, True, f"{each} bytes an inode")
        v.expect(fds < 200, True, f"{fds} descriptors")
        v.expect(cache["listing_bytes"] <= 16 << 20, True, "bytes of listings")
        # first all but some in between, which keep most pages in use; then those
        held = [os.open(f"{s.mnt}/t/d{d}/file-{f}", os.O_PATH) for d in range(60) for f in range(7, many // 60, 7)]
        shrink(view, s.mnt, lambda inodes: inodes < 2 * len(held))
        time.sleep(6)  # the daemon gives memory back every 5 seconds
        for fd in held:
            os.close(fd)
        shrink(view, s.mnt, lambda inodes: inodes < 1000 and (
            view.sanitized() or view.rss() - before < (after - before) / 2))
        view.unmount()


def shrink(view, mnt, is_enough):
    """Have the kernel forget what nobody uses, until it is."""
    def forgotten():
        drop_dentries(mnt)
        time.sleep(0.5)
        return is_enough(view.status()["cache"]["inodes"])
    v.until(forgotten, lambda: f"{view.status()['cache']['inodes']} inodes are left, {view.rss()} bytes")


def large_listing():
    """Readers of a large directory that changes meanwhile, below and in the view: what is there all the time
    is listed once, by each of them."""
    many = 60000
    with v.Space() as s:
        os.makedirs(s.compat + "/d")
        for i in range(0, many, 2):
            os.link(one(s.compat + "/o", i), f"{s.compat}/d/stays{i}")
        view = s.mount(RW)
        done = threading.Event()

        def disturb():
            i = 0
            while not done.is_set():
                for top in (s.compat, s.mnt):
                    v.write(f"{top}/d/comes{i % 97}", "x")
                    if i % 97 > 3:
                        os.unlink(f"{top}/d/comes{i % 97}")
                i += 1
                time.sleep(0.001)
        other = threading.Thread(target=disturb)
        other.start()
        try:
            wanted = {f"stays{i}" for i in range(0, many, 2)}
            readers = [os.scandir(s.mnt + "/d") for _ in range(3)]
            seen = [[] for _ in readers]
            for reader, got in zip(readers, seen):  # each some way, then to the end
                got += [next(reader).name for _ in range(1000 * (1 + readers.index(reader)))]
            for reader, got in zip(readers, seen):
                got += [e.name for e in reader]
                reader.close()
                stays = [n for n in got if n.startswith("stays")]
                v.expect(len(stays), len(set(stays)), "names listed twice")
                v.expect(set(stays) == wanted, True, "names that stay")
        finally:
            done.set()
            other.join()
        v.expect(view.status()["cache"]["listing_bytes"] <= 16 << 20, True, "bytes of listings")
        v.until(lambda: sorted(os.listdir(s.mnt + "/d")) == sorted(os.listdir(s.compat + "/d")),
                "the listing after all changes")
        view.unmount()


def one(top, i):
    """A file for many names: as many as a file system gives one file."""
    path = f"{top}{i // 10000}"
    if not os.path.exists(path):
        v.write(path)
    return path


class Dirent(ctypes.Structure):
    _fields_ = [("ino", ctypes.c_uint64), ("off", ctypes.c_int64), ("len", ctypes.c_ushort),
                ("type", ctypes.c_ubyte), ("name", ctypes.c_char * 256)]


def seeking():
    """telldir(3), seekdir(3), rewinddir(3)."""
    libc.opendir.restype = ctypes.c_void_p
    libc.readdir64.restype = ctypes.POINTER(Dirent)
    libc.telldir.restype = ctypes.c_long
    for option in ("", "cache=0"):
        with v.Space() as s:
            for i in range(3000):
                v.write(f"{s.compat}/d/name{i}")
            view = s.mount(",".join(filter(None, (RW, option))))
            for _ in range(2):  # as told, and as kept by the kernel
                stream = ctypes.c_void_p(libc.opendir((s.mnt + "/d").encode()))

                def next_name():
                    entry = libc.readdir64(stream)
                    return entry.contents.name.decode() if entry else None
                first, places = [], []
                while True:
                    places.append(libc.telldir(stream))
                    name = next_name()
                    if name is None:
                        break
                    first.append(name)
                v.expect(len(set(first)), 3002, "names")
                v.expect(max(places) < 1 << 31, True, "places fit a 32-bit off_t")
                for i in (2999, 0, 1, 2, 3, 1500, 3001, 700):
                    libc.seekdir(stream, ctypes.c_long(places[i]))
                    v.expect([next_name(), next_name()], (first + [None])[i:i + 2], f"from place {i}")
                v.write(s.mnt + "/d/new")
                libc.rewinddir(stream)
                names = []
                while (name := next_name()) is not None:
                    names.append(name)
                v.expect("new" in names, True, "a name that was made before rewinddir(3)")
                os.unlink(s.mnt + "/d/new")
                libc.closedir(stream)
            view.unmount()


def many_open():
    """A thousand open directories, each read half, hold no listing of their own."""
    with v.Space() as s:
        os.makedirs(s.compat + "/d")
        for i in range(5000):
            os.mknod(f"{s.compat}/d/a-name-of-some-length-{i}")
        for option in ("", "cache=0"):
            view = s.mount(option)
            streams = []
            for _ in range(300):
                streams.append(os.scandir(s.mnt + "/d"))
                next(streams[-1])
            v.expect(view.status()["cache"]["listing_bytes"] < 1 << 20, True, "one listing")
            for stream in streams:
                v.expect(len([e for e in stream]), 4999, "the rest")
                stream.close()
            v.expect(view.status()["cache"]["listing_bytes"] < 1 << 20, True, "one listing")
            view.unmount()


if __name__ == "__main__":
    v.main([warm, cold, names, system_calls, known_names, seeking, many_open, large_listing, memory])
