#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Changes made directly in the layers show in the view: random ones, with a reader that checks every name against
the rule after each. SEED= reproduces, CHANGES= is how many."""

import json
import os
import random
import statistics
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)) + "/../../lib")
import view as v  # noqa: E402

DIRS = ("", "/d1", "/d1/s", "/d2")
NAMES = ("a", "b", "x", "libz.so")
LIMIT = 2.0  # seconds; far more than a busy machine needs


def state(path):
    """What lstat and reading tell of path, less what differs between a view and its backing file."""
    try:
        st = os.lstat(path)
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
    path = layer + rng.choice(DIRS) + "/" + rng.choice(NAMES)
    kind = rng.randrange(6)
    if kind == 0:
        with open(path, "w", encoding="ascii") as f:
            f.write("x" * rng.randrange(50))
    elif kind == 1:
        os.unlink(path)
    elif kind == 2:
        os.rename(path, layer + rng.choice(DIRS) + "/" + rng.choice(NAMES))
    elif kind == 3:
        os.chmod(path, rng.choice((0o644, 0o600)))
    elif kind == 4:
        with open(path, "a", encoding="ascii") as f:
            f.write("y")
    else:
        os.symlink("a", path)
    return path


def names_and_contents():
    seed = int(os.environ.get("SEED", "1"))
    rng = random.Random(seed)
    with v.Space() as s:
        for layer in (s.compat, s.root):
            for d in DIRS[1:]:
                os.makedirs(layer + d, exist_ok=True)
        view = s.mount("rw")
        with open(s.mnt + "/.compatfs/status", encoding="utf-8") as f:
            heard = json.load(f)["cache"]["coherence"]
        v.expect(heard, "fanotify", "coherence")
        took = []
        for number in range(int(os.environ.get("CHANGES", "2500"))):
            try:
                path = change(rng, rng.choice((s.compat, s.root)))
            except OSError:
                continue
            begin = time.monotonic()
            for name in (d + "/" + n for d in DIRS for n in NAMES):
                front = s.compat + name if os.path.lexists(s.compat + name) else s.root + name
                wanted = state(front)
                while state(s.mnt + name) != wanted:
                    if time.monotonic() - begin > LIMIT:
                        raise AssertionError(f"seed {seed}, change {number} ({path}): {name} is "
                                             f"{state(s.mnt + name)}, wanted {wanted}")
            took.append(time.monotonic() - begin)
        took.sort()
        print(f"# seed {seed}: {len(took)} changes, until all 16 names were right: median "
              f"{statistics.median(took) * 1e3:.1f} ms, 99% {took[len(took) * 99 // 100] * 1e3:.1f} ms, "
              f"longest {took[-1] * 1e3:.1f} ms")
        view.unmount()


if __name__ == "__main__":
    v.main([names_and_contents])
