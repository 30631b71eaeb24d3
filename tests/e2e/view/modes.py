#!/usr/bin/env python3
# SPDX-License-Identifier: BSD-2-Clause
"""Other tests again, shorter, in each way that data and requests can take: data= and transport=. COMPATFS_OPTIONS
gives those to every mount of theirs."""

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE + "/../../lib")
import view as v  # noqa: E402

POSIX_DIFF = os.environ["POSIX_DIFF"]
# what the ways differ in: opening, writing, sizes and times, mappings, running, what is nameless
POSIX_CASES = ("perm-kill-suid", "open-append", "open-unlinked", "open-direct", "open-through-proc", "times-file",
               "times-mmap", "data-sparse", "data-truncate", "data-mmap", "data-coherence", "data-fallocate",
               "data-copy", "data-large", "special-exec")


def program(options, script, *tests, **env):
    """Another test program's functions, with options on each of its mounts."""
    done = subprocess.run([sys.executable, f"{HERE}/{script}", *tests], env=dict(os.environ, COMPATFS_OPTIONS=options, **env),
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
                          timeout=600)
    text = done.stdout.decode("utf-8", "replace")
    sys.stdout.write("".join(f"# {line}\n" for line in text.splitlines()))
    v.expect(done.returncode, 0, f"{script} with {options}")


def posix(options):
    with v.Space("/var/tmp") as s:
        os.mkdir(s.dir + "/plain")
        os.mkdir(s.compat + "/t")
        view = s.mount("rw,suid,dev,allow_other,default_permissions," + options)
        for case in POSIX_CASES:
            done = v.run(POSIX_DIFF, "-c", case, s.dir + "/plain", s.mnt + "/t", timeout=240)
            v.expect(done[0], 0, f"{case} with {options}:\n{done[1][-3000:]}")
        view.unmount()


def ways(options):
    program(options, "coherence.py", "names_and_contents", CHANGES="300")
    program(options, "features.py", "control_directory", "elf_policies", "elf_hide_for_linker", "changes_behind")
    program(options, "../../stress/run_stress.py", "in_compat", STRESS_SECONDS="2")
    posix(options)


def passthrough():
    ways("data=passthrough,transport=dev")


def buffered():
    ways("data=buffered,transport=dev")


def passthrough_by_rings():
    ways("data=passthrough,transport=uring")


def buffered_by_rings():
    ways("data=buffered,transport=uring")


def buffered_for_a_second():
    """Without hearing of changes."""
    program("data=buffered,cache=1", "features.py", "elf_policies", "changes_behind")
    posix("data=buffered,cache=1")


def cached():
    """Only what does not write through the view."""
    program("data=cached", "features.py", "elf_hide_for_linker", "links_inside", "listing")


def each_feature_off():
    """Changes below show with each feature off, by either transport."""
    program("", "coherence.py", "each_way", CHANGES="100")


v.main([passthrough, buffered, passthrough_by_rings, buffered_by_rings, buffered_for_a_second, cached, each_feature_off],
       timeout=900)
