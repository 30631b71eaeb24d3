#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Small files through the kernel's pages (fs/pages.h): opened again they cost nothing below, and nobody ever reads what was
in a file before it was opened. SEED= reproduces, ROUNDS= is how many."""

import contextlib
import itertools
import mmap
import os
import random
import sys
import threading
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

SMALL = 64 * 1024  # PAGES_SMALL
SIZES = (1, 100, 4096, 4097, 20000, SMALL)


@contextlib.contextmanager
def mounted(options="rw", disk=False):
    """A view of layers on file systems that nobody else changes: what waits to be heard of is known. Or on a disk."""
    with v.Space() as s:
        if not disk:
            s.on_tmpfs()
        view = s.mount(options).heard()
        yield s, view
        view.unmount()


def content(size, version):
    """size bytes that tell what version they are of, wherever one looks."""
    return (f"{version:07x}\n".encode() * (size // 8 + 1))[:size]


def put(path, data):
    """In place."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    try:
        v.expect(os.write(fd, data), len(data))
    finally:
        os.close(fd)


def put_cold(path, data):
    """In place, with times of its own also by a coarse clock, and in no memory of the layer's where that is on a disk."""
    fd = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        before = os.fstat(fd).st_ctime_ns
        while os.fstat(fd).st_ctime_ns == before:
            v.expect(os.pwrite(fd, data, 0), len(data))
        os.fdatasync(fd)
        forget_pages(fd)
    finally:
        os.close(fd)


def get(path):
    with open(path, "rb", buffering=0) as f:
        return f.readall()


def counters(view, *names):
    found = view.status()["counters"]
    return tuple(found[name] for name in names)


def forget_pages(fd):
    """The kernel's, of an open file."""
    os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)


def is_known(view, path):
    before = counters(view, "opens_known")
    get(path)
    return counters(view, "opens_known") != before


def costs_nothing():
    """An open of a small file that has been read already, whatever the kernel's transport and however many there are."""
    for data in ("auto", "buffered"):
        with mounted(f"ro,data={data}") as (s, view):
            for i in range(500):
                put(f"{s.root}/f{i}", content(SIZES[i % len(SIZES)], i))

            def all_of_them(s=s, view=view):
                """What it costs: opens of what was not known, and reads."""
                before = counters(view, "opens_known", "reads")
                for i in range(500):
                    v.expect(get(f"{s.mnt}/f{i}"), content(SIZES[i % len(SIZES)], i), f"f{i}")
                after = counters(view, "opens_known", "reads")
                return 500 - (after[0] - before[0]), after[1] - before[1]

            with v.held(*(f"{s.mnt}/f{i}" for i in range(500))):
                all_of_them()
                v.until(lambda: all_of_them()[0] == 0, f"data={data}: all are known")
                v.expect(all_of_them()[0], 0, f"data={data}: all are still known")
                # the machine may take pages away; status is read, too
                v.until(lambda: all_of_them()[1] < 10, f"data={data}: the kernel has all that is in them")


def only_where_it_is_meant():
    """Not where all is to be passed through, not without changes being heard of, not large files, nor what is opened with
    flags that a page cannot honour."""
    for options, name in (("ro,data=passthrough", "small"), ("ro,cache=1", "small"), ("ro,cache=0", "small"), ("ro", "large")):
        with v.Space() as s:
            put(f"{s.root}/small", content(100, 1))
            put(f"{s.root}/large", content(SMALL + 1, 1))
            view = s.mount(options)
            for _ in range(10):
                v.expect(get(f"{s.mnt}/{name}"), get(f"{s.root}/{name}"))
            v.expect(counters(view, "opens_known"), (0,), f"{options}, {name}")
            view.unmount()
    with mounted("ro") as (s, view):
        put(f"{s.root}/small", content(100, 1))
        for flag in (os.O_DIRECT, os.O_SYNC, os.O_NOATIME):
            for _ in range(3):
                os.close(os.open(f"{s.mnt}/small", os.O_RDONLY | flag))
            v.expect(counters(view, "opens_known"), (0,), f"flag {flag:#o}")


def for_ever_is_a_time():
    """cache=SECONDS is a time, however long, and does not mean that changes are heard of: an open sees what was changed in
    place, and what was put in a file's place."""
    for seconds, data in itertools.product(("1000", "31536000", "1000000000"), ("auto", "buffered")):
        with v.Space() as s:
            view = s.mount(f"ro,cache={seconds},data={data}")
            for i in range(10):
                path, aside = f"{s.root}/f{i}", f"{s.root}/aside"
                put(path, content(100, 0))
                v.expect(get(f"{s.mnt}/f{i}"), content(100, 0))
                for version in (1, 2):
                    put_cold(path, content(100, version))
                    v.expect(get(f"{s.mnt}/f{i}"), content(100, version), f"cache={seconds}, data={data}: f{i}")
                put_cold(aside, content(100, 3))
                os.rename(aside, path)
                v.expect(get(f"{s.mnt}/f{i}"), content(100, 3), f"cache={seconds}, data={data}: another f{i}")
            view.unmount()


ANOTHER = (1, 5)  # ways of change() that put another file in a file's place


def change(rng, s, name, version):
    """A file is changed in one of all the ways, in the view or in the layer. Returns what is in it then."""
    where = rng.choice((s.root, s.root, s.mnt))
    path, aside = f"{where}/{name}", f"{where}/d/aside"
    old = get(f"{s.root}/{name}")
    kind = rng.randrange(7)
    # another file must differ from the old one: a byte is too little to tell that the view shows it
    size = max(rng.choice(SIZES), 8 if kind in ANOTHER else 1)
    new = content(size, version)
    if kind == 0:
        put(path, new)
    elif kind == 1:
        put(aside, new)
        os.rename(aside, path)
    elif kind == 2:  # the same size
        new = content(len(old), version)
        fd = os.open(path, os.O_WRONLY)
        os.pwrite(fd, new, 0)
        os.close(fd)
    elif kind == 3:
        os.truncate(path, size)
        new = old[:size] + b"\0" * (size - len(old))
    elif kind == 4:
        fd = os.open(path, os.O_WRONLY | os.O_APPEND)
        os.write(fd, b"more\n")
        os.close(fd)
        new = old + b"more\n"
    elif kind == 5:
        os.unlink(path)
        put(path, new)
    else:  # through a mapping
        fd = os.open(path, os.O_RDWR)
        os.ftruncate(fd, size)
        with mmap.mmap(fd, size) as m:
            m[:] = new
        os.close(fd)
    return new[:SMALL * 2], kind


def at_once():
    """What is read is what was in the file when it was opened: no sooner than the change is done, the view shows it."""
    seed = int(os.environ.get("SEED", 0)) or random.randrange(1 << 30)
    print(f"# SEED={seed}")
    rng = random.Random(seed)
    rounds = int(os.environ.get("ROUNDS", 1500))
    with mounted() as (s, _):
        os.mkdir(f"{s.root}/d")  # what is made there through the view is in this layer
        names = [f"d/f{i}" for i in range(20)]
        for name in names:
            put(f"{s.root}/{name}", content(100, 0))
        for version in range(1, rounds + 1):
            name = rng.choice(names)
            for other in rng.sample(names, 3):  # so that they are known
                get(f"{s.mnt}/{other}")
            new, kind = change(rng, s, name, version)
            if kind in ANOTHER:
                # another file by that name: the kernel may still have the old one, but not for long
                v.until(lambda name=name, new=new: get_or_none(f"{s.mnt}/{name}") == new, f"round {version}: {name}")
            got = get(f"{s.mnt}/{name}")
            if got != new:
                at = next((i for i in range(min(len(got), len(new))) if got[i] != new[i]), -1)
                raise AssertionError(f"round {version}, change {kind}: {name} has {len(got)} bytes, {len(new)} are there;"
                                     f" other from {at}: {got[at:at + 16]}")


def size_unheard():
    """A file that was looked at and not opened yet is read to its end, also if it has grown an instant ago; and when nothing of
    it is in memory."""
    with mounted("ro", disk=True) as (s, _):
        for i in range(300):
            path = f"{s.root}/f{i}"
            put(path, content(100, i))
            v.expect(os.stat(f"{s.mnt}/f{i}").st_size >= 0, True)
            with open(path, "ab", buffering=0) as f:
                f.write(content(9000, i))
                os.fdatasync(f.fileno())
                os.posix_fadvise(f.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
            v.expect(len(get(f"{s.mnt}/f{i}")), 9100, f"f{i}")


def access_time():
    """The first read of a file moves its access time, and that shows, whoever has read it for the program."""
    for data in ("auto", "passthrough", "buffered"):
        with mounted(f"rw,data={data}", disk=True) as (s, _):
            for i, size in enumerate(SIZES):
                path = f"{s.root}/f{i}"
                put(path, content(size, i))
                os.utime(path, (1_000_000_000, 1_500_000_000))
                v.until(lambda i=i: os.stat(f"{s.mnt}/f{i}").st_atime == 1_000_000_000, f"f{i} in the view")
                time.sleep(0.05)  # all is heard of
                get(f"{s.mnt}/f{i}")
                v.expect(os.stat(f"{s.mnt}/f{i}").st_atime_ns, os.stat(path).st_atime_ns, f"data={data}, {size} bytes")


def get_or_none(path):
    try:
        return get(path)
    except OSError:
        return None


def together():
    """A reader sees what others write meanwhile, through the view, whoever was first; and a file that grows is no longer small."""
    with mounted() as (s, view):
        for first in ("reader", "writer"):
            path = f"{s.mnt}/{first}"
            put(f"{s.root}/{first}", content(1000, 1))
            get(path)
            writer = os.open(path, os.O_RDWR) if first == "writer" else -1
            reader = os.open(path, os.O_RDONLY)
            v.expect(os.pread(reader, 2000, 0), content(1000, 1))
            if writer < 0:
                writer = os.open(path, os.O_RDWR)
            other = os.open(path, os.O_RDONLY)
            size = 1000
            for i in range(30):
                size += 3000
                v.expect(os.pwrite(writer, content(size, i), 0), size)
                for fd in (reader, other):
                    v.expect(os.fstat(fd).st_size, size, first)
                    v.expect(os.pread(fd, size, 0), content(size, i), first)
            for fd in (reader, writer, other):
                os.close(fd)
            v.expect(get(f"{s.root}/{first}"), content(size, 29))
            v.expect(get(path), content(size, 29))
        # executed, and read meanwhile
        put(f"{s.root}/script", b"#!/bin/cat\nhello\n")
        os.chmod(f"{s.root}/script", 0o755)
        fd = os.open(f"{s.mnt}/script", os.O_RDONLY)
        v.expect(v.run(f"{s.mnt}/script")[1], "#!/bin/cat\nhello\n")
        v.expect(os.read(fd, 100), b"#!/bin/cat\nhello\n")
        os.close(fd)
        v.expect(view.status()["cache"]["backing_files"] >= 0, True)


def stays_readable():
    """An open file can be read to its end whatever becomes of its name, when it has been open for some seconds; and
    at once when the name goes through the view."""
    with mounted() as (s, view):
        for name in ("below", "view", "moved"):
            put(f"{s.root}/{name}", content(20000, 7))
        paths = [f"{s.mnt}/{name}" for name in ("below", "view", "moved")]
        with v.held(*paths):
            for path in paths:
                v.until(lambda path=path: is_known(view, path), f"{path} is known")
            v.until(lambda: sum(view.descriptors("*/" + name) for name in ("below", "view", "moved")) == 0,
                    "descriptors of idle files are closed")
            for path in paths:
                v.expect(is_known(view, path), True, f"{path} is still known")
            files = {name: os.open(f"{s.mnt}/{name}", os.O_RDONLY) for name in ("below", "view", "moved")}
        os.unlink(f"{s.mnt}/view")
        forget_pages(files["view"])
        v.expect(os.pread(files["view"], 30000, 0), content(20000, 7), "unlinked in the view")
        v.until(lambda: view.descriptors("*/below") > 0 and view.descriptors("*/moved") > 0, "a descriptor of an open file")
        os.unlink(f"{s.root}/below")
        os.rename(f"{s.root}/moved", f"{s.root}/elsewhere")
        v.until(lambda: not os.path.lexists(f"{s.mnt}/below") and not os.path.lexists(f"{s.mnt}/moved"), "changes heard of")
        for name in ("below", "moved"):
            forget_pages(files[name])
            v.expect(os.pread(files[name], 30000, 0), content(20000, 7), f"{name}, gone from its place")
            v.expect(os.fstat(files[name]).st_size, 20000, name)
        for fd in files.values():
            os.close(fd)


def nothing_old_stays():
    """Many open the same files for the first time while others change them in the layer and in the view: whatever comes
    between, in the end the view shows what is there. With few workers, too."""
    seed = int(os.environ.get("SEED", 0)) or random.randrange(1 << 30)
    print(f"# SEED={seed}")
    for options in ("rw", "rw,max_threads=1", "rw,data=buffered"):
        with mounted(options) as (s, _):
            names = [f"f{i}" for i in range(6)]
            for name in names:
                put(f"{s.root}/{name}", content(5000, 0))
            errors = []
            end = time.monotonic() + 4

            def work(number, s=s, names=names, errors=errors, end=end):
                rng = random.Random(seed + number)
                try:
                    while time.monotonic() < end:
                        name = rng.choice(names)
                        if number % 3 == 0:
                            top = rng.choice((s.root, s.mnt))
                            fd = os.open(f"{top}/{name}", os.O_WRONLY)
                            os.pwrite(fd, content(5000, rng.randrange(1 << 20)), 0)
                            os.close(fd)
                            time.sleep(rng.random() / 100)
                        else:
                            got = get(f"{s.mnt}/{name}")
                            if len(got) != 5000 or any(got[i] not in b"0123456789abcdef\n" for i in range(0, 5000, 97)):
                                errors.append(f"{name}: {len(got)} bytes, {got[:50]}")
                        if number == 1 and rng.random() < 0.1:
                            with open("/proc/sys/vm/drop_caches", "w", encoding="ascii") as f:
                                f.write("2")
                except OSError as e:
                    errors.append(f"{e}")

            threads = [threading.Thread(target=work, args=(i,)) for i in range(9)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
            v.expect(errors, [], options)
            for name in names:
                v.until(lambda name=name, s=s: get(f"{s.mnt}/{name}") == get(f"{s.root}/{name}"), f"{options}: {name}")
                time.sleep(0.05)
                v.expect(get(f"{s.mnt}/{name}"), get(f"{s.root}/{name}"), f"{options}: {name}, a little later")


if __name__ == "__main__":
    v.main([costs_nothing, only_where_it_is_meant, for_ever_is_a_time, at_once, size_unheard, access_time, together, stays_readable,
            nothing_old_stays])
