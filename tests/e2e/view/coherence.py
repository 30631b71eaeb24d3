#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Changes made directly in the layers show in the view: random ones of all kinds, with a reader that checks every
name and every listing against the rule after each. SEED= reproduces, CHANGES= is how many.

The same with each feature off, by /dev/fuse and by rings: the tests each_way (CI runs it short, in modes.py) and
each_way_while_others_look, which are run when they are named."""

import os
import random
import signal
import statistics
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import refuse  # noqa: E402
import view as v  # noqa: E402
import ways  # noqa: E402

DIRS = ("", "/d1", "/d1/s", "/d2")
NAMES = ("a", "b", "x", "libz.so")
MOVING = ("/m", "/d1/m", "/d2/n")  # directories that come and go
BATCH = 20  # changes between two looks where each look has to wait for a time-out
LOOKED_AT = DIRS[1:] + MOVING + tuple(d + "/" + n for d in DIRS + MOVING for n in NAMES)


def state(path):
    """What lstat and reading tell of path, less what differs between a view and its backing file."""
    try:
        st = os.lstat(path)
        if os.path.isdir(path) and not os.path.islink(path):
            return st.st_mode, st.st_mtime_ns, sorted(os.listdir(path))
        if os.path.islink(path):
            return st.st_mode, os.readlink(path)
        if not os.path.isfile(path):
            return (st.st_mode,)
        with open(path, "rb") as f:
            return st.st_mode, st.st_size, st.st_mtime_ns, f.read()
    except OSError:  # not there, or not any more: the caller looks again
        return None


def change(rng, layer):
    """One random change in a layer; OSError when it was not possible."""
    path = layer + rng.choice(DIRS + MOVING) + "/" + rng.choice(NAMES)
    kind = rng.randrange(12)
    if kind == 0:
        with open(path, "w", encoding="ascii") as f:
            f.write("x" * rng.randrange(50))
    elif kind == 1:
        os.unlink(path)
    elif kind == 2:
        os.rename(path, layer + rng.choice(DIRS + MOVING) + "/" + rng.choice(NAMES))
    elif kind == 3:
        os.chmod(path, rng.choice((0o644, 0o600)))
    elif kind == 4:
        with open(path, "a", encoding="ascii") as f:
            f.write("y")
    elif kind == 5:
        os.symlink("a", path)
    elif kind == 6:
        os.link(path, layer + rng.choice(DIRS + MOVING) + "/" + rng.choice(NAMES))
    elif kind == 7:
        path = layer + rng.choice(MOVING)
        os.mkdir(path)
    elif kind == 8:
        path = layer + rng.choice(MOVING)
        os.rmdir(path)
    elif kind == 9:
        path = layer + rng.choice(MOVING)
        os.rename(path, layer + rng.choice(MOVING))
    elif kind == 10:
        path = layer + rng.choice(DIRS[1:] + MOVING)
        os.chmod(path, rng.choice((0o755, 0o700)))
    else:  # as an editor saves
        with open(path + ".new", "w", encoding="ascii") as f:
            f.write("z" * rng.randrange(50))
        os.rename(path + ".new", path)
    return path


def front(s, name):
    """Where a name of the view is: no name is a directory in one layer and something else in the other."""
    return s.compat + name if os.path.lexists(s.compat + name) else s.root + name


def disturb(top):
    """Have another process look at everything all the time, so that answers are on their way when changes are
    heard of. Returns its id."""
    pid = os.fork()
    if pid == 0:
        signal.alarm(600)  # not longer than the test, whatever becomes of that
        while True:
            for directory in ("",) + DIRS[1:] + MOVING:
                try:
                    for name in os.listdir(top + directory):
                        os.lstat(f"{top}{directory}/{name}")
                except OSError:
                    pass
    return pid


def wanted(s, name, way):
    """What the view has to tell of a name. A directory whose listing is merged changes when one of its halves does."""
    found = state(front(s, name))
    if way.both and found is not None and isinstance(found[-1], list) and os.path.isdir(s.compat + name):
        behind = state(s.root + name)
        if behind is not None:
            found = (found[0], max(found[1], behind[1]), sorted(set(found[2]) | set(behind[2])))
    return found


def names_and_contents():
    changes_show(False)


def while_others_look():
    changes_show(True)


def each_way(others=False):
    for way in ways.WAYS:
        if not way.coherent or (way.refused and not refuse.can_refuse()):
            continue
        for transport in way.transports:
            if transport == "uring" and not os.path.exists(v.URING):
                continue
            try:
                changes_show(others, way, transport)
            except AssertionError as e:
                raise AssertionError(f"{way.name}, {transport}: {e}") from e


def each_way_while_others_look():
    each_way(True)


def changes_show(others, way=ways.BY_NAME["default"], transport=""):
    seed = int(os.environ.get("SEED", "1"))
    rng = random.Random(seed)
    with v.Space() as s:
        for layer in (s.compat, s.root):
            for d in DIRS[1:]:
                os.makedirs(layer + d, exist_ok=True)
        options = ("ro" if way.read_only else "rw", way.options, transport and "transport=" + transport)
        view = s.mount(",".join(filter(None, options)), limits=refuse.fanotify if way.refused else None)
        used = way.in_use(view.status(), transport)
        if not way.coherence:
            v.expect(used["coherence"], "fanotify", "coherence")
        other = disturb(s.mnt) if others else None
        try:
            took = run_changes(s, rng, int(os.environ.get("CHANGES", "1200")), way)
        except AssertionError as e:
            raise AssertionError(f"seed {seed}, {e}") from e
        finally:
            if other is not None:
                os.kill(other, signal.SIGKILL)
                os.waitpid(other, 0)
        took.sort()
        print(f"# {way.name}, {' '.join(used.values())}, seed {seed}: {len(took)} changes, until all {len(LOOKED_AT)} names "
              f"were right: median {statistics.median(took) * 1e3:.1f} ms, 99% {took[len(took) * 99 // 100] * 1e3:.1f} ms, "
              f"longest {took[-1] * 1e3:.1f} ms", flush=True)
        view.unmount()


def run_changes(s, rng, number, way):
    """How long it took, for each change, until the view was right. With time-outs: since the last of some changes."""
    waits = way.coherence == "timeout" and "cache=0" not in way.options
    took, unseen = [], 0
    for i in range(number):
        try:
            path = change(rng, rng.choice((s.compat, s.root)))
            unseen += 1
        except OSError:
            pass
        if unseen == 0 or (waits and unseen < BATCH and i + 1 < number):
            continue
        begin = time.monotonic()
        for name in LOOKED_AT:
            right = wanted(s, name, way)
            while (got := state(s.mnt + name)) != right:
                if time.monotonic() - begin > v.PATIENCE:
                    raise AssertionError(f"change {i} ({path}): {name} is {got}, wanted {right}")
        took += [time.monotonic() - begin] * unseen
        unseen = 0
    return took


def slow_reader():
    """A program that has its answer and does not get a processor to take it in: a change that comes meanwhile shows
    all the same. The kernel has nothing to invalidate before."""
    processors = sorted(os.sched_getaffinity(0))
    if len(processors) < 2:
        raise v.Skip("one processor", possible=False)
    with v.Space() as s:
        s.r("d/f", "old")
        view = s.mount("rw")
        os.stat(s.mnt + "/d")
        view.process.send_signal(signal.SIGSTOP)
        os.waitpid(view.process.pid, os.WUNTRACED)
        reader = pinned(processors[-1], os.SCHED_IDLE, 0, lambda: os.stat(s.mnt + "/d/f"))
        hogs = []
        try:
            v.until(lambda: v.read(f"/proc/{reader}/stat").rsplit(")")[-1].split()[0] in "SD", "the question")
            hogs = [pinned(processors[-1], os.SCHED_OTHER, -20, spin) for _ in range(5)]
            view.process.send_signal(signal.SIGCONT)
            v.expect(os.path.exists(s.mnt + "/none"), False)  # asked later
            time.sleep(0.3)  # so the answer is out
            with open(s.root + "/d/f", "a", encoding="ascii") as f:
                f.write(" and new")
            time.sleep(2)  # the kernel has been told
        finally:
            view.process.send_signal(signal.SIGCONT)
            for pid in hogs:
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
            status = os.waitpid(reader, 0)[1]
        v.expect(status, 0, "the reader's status")
        v.until(lambda: os.stat(s.mnt + "/d/f").st_size == 11, lambda: f"size {os.stat(s.mnt + '/d/f').st_size}")
        view.unmount()


def pinned(processor, policy, nice, function):
    """A child that runs function() on one processor. Returns its id once it begins."""
    begins, w = os.pipe()
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            signal.alarm(v.PATIENCE)
            os.sched_setaffinity(0, {processor})
            os.setpriority(os.PRIO_PROCESS, 0, nice)
            os.sched_setscheduler(0, policy, os.sched_param(0))
            os.write(w, b"x")
            function()
            status = 0
        finally:
            os._exit(status)
    os.close(w)
    os.read(begins, 1)
    os.close(begins)
    return pid


def spin():
    while True:
        pass


if __name__ == "__main__":
    v.main([names_and_contents, while_others_look, slow_reader]
           + [t for t in (each_way, each_way_while_others_look) if t.__name__ in sys.argv], timeout=1800)
