#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Our ld.so.cache reader against `ldconfig -p`, on caches that ldconfig writes with -c old, compat and
new over random trees (32 and 64-bit libraries, glibc-hwcaps, legacy hwcaps, ABI tags), by this
system's ldconfig and, with --ldconfig, by another version's. Exit status 0, 1 or 77."""
import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import elfwriter as w  # noqa: E402


def tree(rng, top, hwcaps):
    dirs = ["/opt/a", "/opt/b", "/usr/lib", "/lib"]
    if hwcaps:
        dirs += ["/opt/b/glibc-hwcaps/x86-64-v2", "/usr/lib/glibc-hwcaps/x86-64-v3", "/opt/a/tls",
                 "/opt/a/haswell", "/opt/a/x86_64"]
    for d in dirs:
        os.makedirs(top + d, exist_ok=True)
    for _ in range(rng.randint(0, 40)):
        name = "lib%s.so.%d" % (rng.choice(["a", "b", "c10", "c9", "d-2", "é"]), rng.choice([1, 2, 9, 10, 11]))
        path = top + rng.choice(dirs) + "/" + name
        roll = rng.random()
        if roll < 0.15:
            data = w.build32()
        elif roll < 0.3:
            data = w.build(soname=name, notes=[w.gnu_abi_tag(0, (rng.choice([2, 3, 4]), 2, 17))],
                           needed=["libc.so.6"])
        elif roll < 0.35:
            data = w.build(soname=name, e_ident=w.ident(osabi=9), needed=["libc.so.7"])
        else:
            data = w.build(soname=name, needed=["libc.so.6"])
        with open(path, "wb") as f:
            f.write(data)
    os.makedirs(top + "/etc", exist_ok=True)
    with open(top + "/etc/ld.so.conf", "w") as f:
        f.write("/opt/b\n/opt/a\n")


def main():
    p = argparse.ArgumentParser(description=__doc__)
    p.add_argument("--list", required=True, help="the ldcache_list program")
    p.add_argument("--ldconfig", default="/sbin/ldconfig")
    p.add_argument("--count", type=int, default=60)
    p.add_argument("--seed", default=str(int(time.time())))
    args = p.parse_args()
    if not os.path.exists(args.ldconfig):
        print("skipped: no ldconfig")
        return 1 if os.environ.get("CI") == "true" else 77
    scratch = tempfile.mkdtemp(prefix="cache-oracle.")
    bad = entries = caches = died = 0
    try:
        for number in range(args.count):
            rng = random.Random("%s-%d" % (args.seed, number))
            top = os.path.join(scratch, str(number))
            hwcaps = number % 3 != 0
            tree(rng, top, hwcaps)
            for form in ("old", "compat", "new"):
                file = os.path.join(top, "etc", form)
                wrote = subprocess.run([args.ldconfig, "-X", "-r", top, "-C", "/etc/" + form, "-c", form],
                                       stderr=subprocess.DEVNULL)
                if wrote.returncode < 0 and form != "new" and hwcaps:
                    died += 1  # 2.36 writes past its buffer there
                    continue
                wrote.check_returncode()
                if form != "new" and hwcaps:
                    # what it has overwritten differs from run to run, a sound cache does not
                    again = subprocess.run([args.ldconfig, "-X", "-r", top, "-C", "/etc/again", "-c", form],
                                           stderr=subprocess.DEVNULL)
                    with open(file, "rb") as f, open(os.path.join(top, "etc", "again"), "rb") as g:
                        if again.returncode != 0 or f.read() != g.read():
                            died += 1
                            continue
                caches += 1
                # ldconfig -p on a file that it takes for its own
                printed = subprocess.run([args.ldconfig, "-p", "-C", file], capture_output=True)
                if printed.returncode != 0 and form != "new" and hwcaps:
                    died += 1  # … and dies of what it wrote, or refuses it
                    continue
                theirs = printed.stdout
                if form != "new" and hwcaps and any(b"=> " in line and b"=> /" not in line
                                                    for line in theirs.splitlines()):
                    died += 1  # … or prints its own memory for a path that it has overwritten
                    continue
                ours = subprocess.run([args.list, file], capture_output=True).stdout
                entries += theirs.count(b"=>")
                if theirs != ours:
                    bad += 1
                    print("seed %s, number %d, %s differs" % (args.seed, number, form))
                    for a, b in zip(theirs.splitlines(), ours.splitlines()):
                        if a != b:
                            print("  ldconfig: %r\n  ours:     %r" % (a, b))
                            break
            shutil.rmtree(top)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    system = subprocess.run([args.ldconfig, "-p"], capture_output=True).stdout
    ours = subprocess.run([args.list, "/etc/ld.so.cache"], capture_output=True).stdout
    if os.path.exists("/etc/ld.so.cache") and args.ldconfig == "/sbin/ldconfig" and system != ours:
        bad += 1
        print("the system's own cache differs")
    print("seed %s: %d caches with %d entries, %d differences (ldconfig itself died on %d)"
          % (args.seed, caches, entries, bad, died))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
