# SPDX-License-Identifier: BSD-2-Clause
"""Many inodes. Memory: what a server holds for each inode that the kernel knows of, and its descriptors. Scaling: the
cost of an operation by how many inodes are known, and of a listing by how many entries the directory has.

The tree lies in the root layer alone, so it is its own merge. It has the given number of empty files, a thousand a
directory, and directories of 100, 1,000, … entries up to the same number."""

import json
import os
import statistics

from . import results, signals
from .client import drop_caches
from .systems import Failure, Mount
from .workloads import NAMES

IN_ONE = 1000  # files a directory
PROBES = 2000  # operations whose cost is measured
ROUNDS = 3


class KnownTrees:
    """As trees.Trees, for systems.Mount."""

    def __init__(self, base):
        self.base = base
        self.compat, self.root = base + "/compat", base + "/root"
        self.merged = self.root
        self.upper, self.scratch, self.mnt = base + "/upper", base + "/scratch", base + "/mnt"

    def build(self, client, count, sized, progress):
        for d in (self.compat, self.root, self.upper, self.scratch, self.mnt):
            os.makedirs(d)
        for i in range(count // IN_ONE):
            progress(f"making {count} files: {i * IN_ONE}")
            self._directory(client, f"many/{i}", IN_ONE)
        self._directory(client, "missing", 0)
        for n in sized:
            progress(f"making a directory of {n}")
            self._directory(client, f"sized/{n}", n)
        with open(self.base + "/probes", "w", encoding="ascii") as f:
            f.writelines(f"many/0/new{i % IN_ONE}\n" for i in range(PROBES))
        os.sync()

    def _directory(self, client, name, count):
        os.makedirs(f"{self.root}/{name}")
        client.run(["create", f"{self.root}/{name}", count])


def sizes_up_to(most):
    size, sizes = 100, []
    while size <= most:
        sizes.append(size)
        size *= 10
    return sizes


def measured(trees, client, systems, args, progress):
    """What results.py keeps under "known"."""
    count = trees.size.inodes
    many = KnownTrees(trees.base + "/known")
    found = {}
    try:
        many.build(client, count, sizes_up_to(count) if args.scaling or args.write_docs else [], progress)
        if args.million or args.write_docs:
            found["memory"] = memory(many, client, count, [s for s in systems if s.server], progress)
        if args.scaling or args.write_docs:
            mine = [s for s in systems if args.systems or s.name in (results.NATIVE, "compatfs")]
            found["scaling"] = scaling(many, client, count, mine, progress)
    finally:
        progress("clearing away")
        signals.run(["rm", "-rf", many.base])
    return found


def look_at(client, folder):
    """All below it becomes known."""
    return client.run(["run", "/", "lines", 1, "/usr/bin/find", folder, "-printf", "%y %s\\n"])


def memory(many, client, count, systems, progress):
    found = {}
    for system in systems:
        if system.command is None:
            continue
        progress(f"{count} inodes: {system.name}")
        try:
            with Mount(system, many, rw=False) as mount:
                before = mount.memory()
                look_at(client, mount.top + "/many")
                inodes = known_to(mount) or count
                found[system.name] = {"inodes": inodes, "bytes_each": (mount.memory() - before) / inodes,
                                      "descriptors": mount.descriptors()}
        except Failure as e:
            progress.say(f"{system.name}, {count} inodes: {e}")
    return found


def known_to(mount):
    """How many inodes the server says it knows: the kernel may have taken some back. compatfs alone says so."""
    try:
        with open(mount.top + "/.compatfs/status", encoding="utf-8") as f:
            return json.load(f)["cache"]["inodes"]
    except OSError:
        return None


def scaling(many, client, count, systems, progress):
    """{what: {system: {point: ns an operation}}}"""
    points = [n for n in (count // 100, count // 10, count) if n >= IN_ONE]
    found = {}
    for n in points:
        for system in systems:
            progress(f"cost with {n} known inodes: {system.name}")
            for what, ns in probes(many, client, system, n, progress):
                put(found, f"{what}, by known inodes", system, n, ns)
    for n in sizes_up_to(count):
        for system in systems:
            progress(f"a directory of {n}: {system.name}")
            for what, ns in listing(many, client, system, n, progress):
                put(found, f"{what}, by size of the directory", system, n, ns)
    return found


def put(found, what, system, point, ns):
    found.setdefault(what, {}).setdefault(system.name, {})[str(point)] = round(ns, 1)


def probes(many, client, system, known, progress):
    def body(mount):
        for i in range(known // IN_ONE):
            look_at(client, f"{mount.top}/many/{i}")
        for turn in range(ROUNDS):
            yield "a missing name, first", client.run(["missing", mount.top, f"{known}-{turn}-{system.name}", PROBES, 1,
                                                       "missing"])
            yield "open, read, close", client.run(["small", mount.top, many.base + "/probes"])
            yield "stat", client.run(["stat", mount.top, many.base + "/probes", PROBES * 10, 1])
    return medians(many, system, body, progress)


def listing(many, client, system, size, progress):
    folder = f"/sized/{size}"

    def body(mount):
        for _ in range(ROUNDS):
            drop_caches(NAMES)
            yield "listing, cold, an entry", client.run(["list", mount.top + folder])
            yield "listing, warm, an entry", client.run(["list", mount.top + folder])
    return medians(many, system, body, progress)


def medians(many, system, body, progress):
    """(what, ns an operation) of what body gives on a fresh mount."""
    by_name = {}
    try:
        with Mount(system, many, rw=False) as mount:
            for what, sample in body(mount):
                by_name.setdefault(what, []).append(sample.ns / sample.operations)
    except Failure as e:
        progress.say(f"{system.name}: {e}")
        return []
    return [(what, statistics.median(values)) for what, values in by_name.items()]
