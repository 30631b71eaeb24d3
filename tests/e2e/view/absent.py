#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Names that a half is known not to have (fs/absent.h): they cost no look at it, and nobody is ever told that there is
nothing where something had been made before the question. SEED= reproduces, ROUNDS= is how many."""

import errno
import itertools
import os
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

DIRS = ("", "/both", "/both/deep", "/c", "/r")  # of the view; /c and /r are in one layer
FIRST = 8  # so many misses before names are read: MISSES_MIN
NOBODY = 65534
fresh_numbers = itertools.count()


def fresh():
    """A name that nobody has asked for yet: the kernel keeps no answer for it."""
    return f"n{os.getpid()}.{next(fresh_numbers)}"


def miss(directory, times):
    for _ in range(times):
        v.expect(os.path.lexists(f"{directory}/{fresh()}"), False)


def absent(view):
    return view.status()["counters"]["absent"]


def layers(s, aside=False):
    """The directories of DIRS; with aside also one that things are renamed and linked from."""
    for d in DIRS[1:]:
        if d != "/r":
            os.makedirs(s.compat + d, exist_ok=True)
        if d != "/c":
            os.makedirs(s.root + d, exist_ok=True)
    for layer in (s.compat, s.root) if aside else ():
        v.write(layer + "/aside/file")


def costs_nothing():
    with v.Space() as s:
        s.on_tmpfs()
        layers(s)
        for i in range(50):
            s.r(f"both/f{i}")
        view = s.mount("rw").heard()
        for directory, halves in (("", 2), ("/both", 2), ("/c", 1), ("/r", 1)):
            with v.held(s.mnt + directory):
                before = absent(view)
                miss(s.mnt + directory, FIRST)
                v.expect(absent(view), before, f"answers from what is known of {directory or '/'}, at first")
                miss(s.mnt + directory, 200)
                got = absent(view) - before
                # some names are taken for others
                if not 180 * halves <= got <= 200 * halves:
                    raise AssertionError(f"{got} of {200 * halves} not asked in {directory or '/'}")
        with v.held(s.mnt + "/both"):
            miss(s.mnt + "/both", FIRST)
            before = absent(view)
            for i in range(50):  # what only root has
                v.expect(v.read(f"{s.mnt}/both/f{i}"), f"R:both/f{i}")
            v.expect(absent(view) - before, 50, "compat is not asked for what only root has")
            v.expect(0 < view.status()["cache"]["absent_bytes"] < 4096, True, "memory")
        view.unmount()


def not_before_it_pays():
    with v.Space() as s:
        s.on_tmpfs()
        for i in range(5000):
            v.write(f"{s.root}/d/f{i}")
        view = s.mount("ro").heard()
        with v.held(s.mnt + "/d"):
            before = absent(view)
            miss(s.mnt + "/d", 300)
            v.expect(absent(view), before, "5000 names for 300 misses")
            miss(s.mnt + "/d", 500)
            v.expect(absent(view) > before + 200, True, "5000 names for 800 misses")
        view.unmount()


def only_where_it_holds():
    """Time-outs: nobody tells of changes. hold: for overlays above. overlayfs: whether it lists all it finds is not known."""
    with v.Space() as s:
        s.on_tmpfs()
        for d in ("low", "up", "work", "merged", "both"):
            os.mkdir(f"{s.root}/{d}")
        for cache in ("1", "hold"):
            view = s.mount("ro,cache=" + cache)
            miss(s.mnt + "/both", 50)
            v.expect(absent(view), 0, f"cache={cache}")
            view.unmount()
        layer = f"lowerdir={s.root}/low,upperdir={s.root}/up,workdir={s.root}/work"
        if v.run("mount", "-t", "overlay", "-o", layer, "none", s.root + "/merged")[0] != 0:
            raise v.Skip("no overlayfs", possible=False)
        view = s.mount("ro", root=s.root + "/merged", compat=s.root + "/both")
        before = absent(view)
        miss(s.mnt, 50)
        v.expect(absent(view) - before <= 50, True, "on overlayfs: the compat half's alone")
        view.unmount()


def errors_stay():
    with v.Space() as s:
        s.on_tmpfs()
        layers(s)
        os.chmod(s.root + "/both", 0o700)
        view = s.mount("ro").heard()
        with v.held(s.mnt + "/both"):
            for _ in range(3):
                name = fresh()
                v.expect(v.in_child(lambda name=name: error_of(f"{s.mnt}/both/{name}"), uid=NOBODY), errno.EACCES,
                         "a name in what only root may search")
                miss(s.mnt + "/both", 20)
                v.expect(error_of(f"{s.mnt}/both/{'l' * 256}"), errno.ENAMETOOLONG)
        v.expect(absent(view) > 0, True, "what is known was in use")
        view.unmount()


def error_of(path):
    try:
        os.lstat(path)
    except OSError as e:
        return e.errno
    return 0


def make(rng, s, layer, directory):
    """Make something in a layer, in one of all the ways. Returns its fresh name."""
    name = fresh()
    path = f"{layer}{directory}/{name}"
    aside = f"{layer}/aside/{name}"
    kind = rng.randrange(9 if layer in (s.compat, s.root) else 8)  # views have no nameless files
    if kind == 0:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
    elif kind == 1:
        os.mkdir(path)
    elif kind == 2:
        os.symlink("target", path)
    elif kind == 3:
        move(layer + "/aside/file", path, os.link)
    elif kind == 4:
        os.mkfifo(path)
    elif kind == 5:
        os.mkdir(aside)
        move(aside, path)
    elif kind == 6:
        v.write(aside)
        move(aside, path)
    elif kind == 7:  # within the directory
        other = f"{layer}{directory}/{fresh()}"
        v.write(other)
        os.rename(other, path)
    else:
        fd = os.open(f"{layer}{directory or '/'}", os.O_TMPFILE | os.O_WRONLY, 0o644)
        try:
            os.link(f"/proc/self/fd/{fd}", path, src_dir_fd=fd)  # linkat(2), which can follow
        finally:
            os.close(fd)
    return name


def move(old, new, how=os.rename):
    """Rename or link; what cannot go from one layer to the other is made there."""
    try:
        how(old, new)
    except OSError as e:
        if e.errno != errno.EXDEV:
            raise
        v.write(new)


def exact(s, places, rounds):
    """Make something in a place while it is known what is not there, and look at once. places: pairs of where it is
    made and where it is seen, and the directories of both."""
    seed = int(os.environ.get("SEED", "1"))
    rng = random.Random(seed)
    wrong = 0
    for _ in range(rounds):
        layer, shown, directories = rng.choice(places)
        directory = rng.choice(directories)
        time.sleep(rng.choice((0, 0.004)))  # until what has been done is heard of, as a rule; then not everything is asked
        miss(shown + directory, rng.choice((1, FIRST + 4, 40, 100)))
        name = make(rng, s, layer, directory)
        wrong += not os.path.lexists(f"{shown}{directory}/{name}")
        if rng.randrange(4) == 0:
            remove(f"{layer}{directory}/{name}")
            again = fresh()
            os.mkdir(f"{layer}{directory}/{again}")
            wrong += not os.path.lexists(f"{shown}{directory}/{again}")
            os.rmdir(f"{layer}{directory}/{again}")
    v.expect(wrong, 0, f"seed {seed}: times that something was not seen in {rounds} rounds")


def remove(path):
    if os.path.isdir(path) and not os.path.islink(path):
        os.rmdir(path)
    else:
        os.unlink(path)


def in_layers(base):
    with v.Space() as s:
        if base == "tmpfs":
            s.on_tmpfs()
        layers(s, aside=True)
        view = s.mount("ro").heard()
        exact(s, ((s.compat, s.mnt, DIRS[:-1]), (s.root, s.mnt, DIRS[:3] + DIRS[4:])),
              int(os.environ.get("ROUNDS", "1500")))
        counters = view.status()["counters"]
        print(f"# {base}: {counters['lookups']} look-ups, {counters['absent']} halves not asked", flush=True)
        if base == "tmpfs":  # where nothing else happens that must be heard of first
            v.expect(counters["absent"] > 0, True, "what is known was in use")
        view.unmount()


def seen_at_once():
    in_layers("tmpfs")


def seen_at_once_on_a_busy_file_system():
    writer = subprocess.Popen([sys.executable, "-c", BUSY], stdin=subprocess.DEVNULL)
    try:
        in_layers("other")
    finally:
        writer.kill()
        writer.wait()


# for ten minutes at the most, whatever becomes of the test
BUSY = """
import os, tempfile, time
end = time.monotonic() + 600
with tempfile.TemporaryDirectory(prefix="compatfs-test.") as d:
    while os.getppid() != 1 and time.monotonic() < end:
        for i in range(50):
            open(f"{d}/{i}", "w").close()
            os.unlink(f"{d}/{i}")
        time.sleep(0.003)
"""


def seen_through_views():
    """What is made through the view, or through a layer alone below /.compatfs, shows in the others."""
    with v.Space() as s:
        s.on_tmpfs()
        layers(s, aside=True)
        view = s.mount("rw").heard()
        alone = {s.compat: s.mnt + "/.compatfs/compat", s.root: s.mnt + "/.compatfs/root"}
        deep = ("/both", "/both/deep")
        exact(s, ((s.mnt, s.mnt, DIRS), (s.mnt, alone[s.compat], deep), (alone[s.compat], s.mnt, deep),
                  (alone[s.root], s.mnt, deep), (s.compat, alone[s.compat], deep), (s.root, alone[s.root], deep),
                  (s.mnt, s.compat, deep)), int(os.environ.get("ROUNDS", "800")))
        v.expect(absent(view) > 0, True, "what is known was in use")
        view.unmount()


def seen_while_others_miss():
    """Others look for what is not there in the same directories all the time: what is known is read and replaced by
    several threads."""
    with v.Space() as s:
        s.on_tmpfs()
        layers(s, aside=True)
        view = s.mount("rw").heard()
        others = [looking_for_nothing(s.mnt + d) for d in ("/both", "/both", "/both/deep", "")]
        try:
            deep = ("", "/both", "/both/deep")
            exact(s, ((s.compat, s.mnt, deep), (s.root, s.mnt, deep), (s.mnt, s.mnt, deep)),
                  int(os.environ.get("ROUNDS", "300")))
        finally:
            for pid in others:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
        view.unmount()


def looking_for_nothing(directory):
    """A child that does, by names of its own. Returns its id."""
    pid = os.fork()
    if pid == 0:
        try:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(600)  # not longer than the test, whatever becomes of that
            while True:
                miss(directory, 100)
        finally:
            os._exit(1)
    return pid


if __name__ == "__main__":
    v.main([costs_nothing, not_before_it_pays, only_where_it_holds, errors_stay, seen_at_once,
            seen_at_once_on_a_busy_file_system, seen_through_views, seen_while_others_miss])
