# SPDX-License-Identifier: BSD-2-Clause
"""What is measured. A workload is a mount and some phases in it; each phase is a row of the table."""

import dataclasses
import typing

from . import programs
from . import trees as trees_module

NAMES, ALL = 2, 3  # what drop_caches takes: names and attributes; those and file contents
LIBRARY_PATH = ["usr/lib/python3", "usr/lib", "usr/local/lib", "usr/bin"]


@dataclasses.dataclass(frozen=True)
class Phase:
    """A row. arguments(trees, top, salt) gives the client's words."""

    row: str
    arguments: typing.Callable
    drop: int = None  # what is thrown out of the caches before
    passes: int = 1  # how often it is done; the median counts
    warm_up: bool = False  # once more before, unmeasured


@dataclasses.dataclass(frozen=True)
class Workload:
    name: str
    group: str
    about: str
    phases: list
    rw: bool = False  # on a mount that may be written
    devices: bool = False  # its programs have the view as their root, and need /dev
    environment: dict = None


def cold_and_warm(row, arguments, drop, passes=3):
    return [Phase(row + " cold", arguments, drop=drop), Phase(row + " warm", arguments, passes=passes)]


def warm(row, arguments, passes=3):
    return [Phase(row, arguments, passes=passes, warm_up=True)]


def find(folder):
    return lambda t, top, salt: ["run", "/", "lines", 1, "/usr/bin/find", f"{top}/{folder}", "-type",
                                 "f", "-printf", "%s\\n"]


def inside(times, *command):
    """A program with the view as its root."""
    return lambda t, top, salt: ["run", top, "lines", times(t.size), *command]


def stat(threads):
    return lambda t, top, salt: ["stat", top, t.small_list, t.size.stats, threads]


def missing(passes):
    return lambda t, top, salt: ["missing", top, salt, t.size.missing, passes, *LIBRARY_PATH]


def small(t, top, salt):
    return ["small", top, t.small_list]


def big(operation, count=None):
    return lambda t, top, salt: [operation, top + "/usr/big", *([count(t.size)] if count else [])]


def work(operation, count, name=""):
    return lambda t, top, salt: [operation, f"{top}/work{name}", count(t.size)]


def names(operation):
    """In a directory of its own: see trees.spread()."""
    return lambda t, top, salt: [operation, f"{top}/work/{salt}", t.size.names]


def git_status(t, top, salt):
    return ["run", "/", "lines", 1, "/usr/bin/git", "-C", top + "/repo", "-c", "safe.directory=*", "-c",
            "core.checkStat=minimal", "-c", "core.trustctime=false", "status", "--porcelain"]


def tar(t, top, salt):
    return ["run", "/", "bytes", 1, "/usr/bin/tar", "-C", top, "--exclude=usr/big", "-cf", "-", "usr"]


def grep(t, top, salt):
    return ["run", "/", "lines", 1, "/usr/bin/grep", "-rhF", "--binary-files=without-match", "--exclude=big",
            trees_module.WORD.decode(), top + "/usr"]


def compile_project(t, top, salt):
    return ["run", top, "lines", 1, "/usr/bin/make", "-s", "-j2", "-C", "/src"]


PYTHON = "import json, re, subprocess; print(json.dumps(sorted(re.findall('[a-z]+', 'two roots'))))"

TABLE = [
    Workload("walk", "names", "find -type f -printf %s over usr/include",
             cold_and_warm("walk", find("usr/include"), NAMES)),
    Workload("full-walk", "names", "the same over the whole tree", cold_and_warm("full walk", find(""), NAMES)),
    Workload("git-status", "names", "git status of a repository whose files lie in both layers",
             cold_and_warm("git status", git_status, NAMES), environment=programs.GIT_ENVIRONMENT),
    *(Workload(f"stat-{n}", "names", f"random stat(2) of known files by {n} thread{'s' * (n > 1)}",
               warm(f"stat, {n} thread{'s' * (n > 1)}", stat(n))) for n in (1, 2, 8)),
    Workload("missing", "names", "open(2) of libraries that are not there, in four directories; the same names again",
             [Phase("missing, first", missing(1), drop=NAMES), Phase("missing, again", missing(5), passes=3)]),
    Workload("small", "files", "open, read, close of each small file", cold_and_warm("small files", small, ALL)),
    Workload("sequential", "files", "read one big file in pieces of 1 MiB",
             cold_and_warm("sequential", big("sequential"), ALL)),
    Workload("random", "files", "4 KiB from random places of it",
             cold_and_warm("random 4 KiB", big("random", lambda s: s.reads), ALL)),
    Workload("mapped", "files", "touch each page of a mapping of it", cold_and_warm("mapped", big("mapped"), ALL)),
    Workload("tar", "files", "tar -c usr | reader", cold_and_warm("tar", tar, ALL, passes=1)),
    Workload("grep", "files", "grep -r over usr", cold_and_warm("grep -r", grep, ALL, passes=1)),
    Workload("exec", "programs", "start a dynamic program, the view as its root",
             warm("exec", inside(lambda s: s.execs, "/usr/bin/true")), devices=True),
    Workload("python", "programs", "start python3 with three imports, the view as its root",
             warm("python3 start", inside(lambda s: s.starts, "/usr/bin/python3", "-c", PYTHON)), devices=True),
    Workload("git", "programs", "git rev-parse HEAD, the view as its root",
             warm("git start", inside(lambda s: s.starts, "/usr/bin/git", "-c", "safe.directory=*", "-C", "/repo",
                                      "rev-parse", "HEAD")), devices=True, environment=programs.GIT_ENVIRONMENT),
    Workload("write", "writes", "write a new file in pieces of 128 KiB and fsync; write over it",
             [Phase("write", work("write", lambda s: s.write_mib, "/out")),
              Phase("rewrite", work("rewrite", lambda s: s.write_mib, "/out"))], rw=True),
    Workload("names", "writes", "create empty files, unlink them",
             [Phase("create", names("create")),
              Phase("unlink", names("unlink"))], rw=True),
    Workload("compile", "writes", "make of this project's own sources, the view as its root",
             [Phase("compile", compile_project)], rw=True, devices=True,
             environment={"PATH": "/usr/bin:/bin", "TMPDIR": "/work"}),
]

GROUPS = {"names": "Names and attributes", "files": "Reading files", "programs": "Programs in the view",
          "writes": "Writing"}


def row_groups():
    """Row to group, in the order of the table."""
    return {phase.row: w.group for w in TABLE for phase in w.phases}
