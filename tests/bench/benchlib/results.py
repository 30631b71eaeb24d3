# SPDX-License-Identifier: BSD-2-Clause
"""From samples to numbers, and the JSON that holds them. Everything that is printed is made from this JSON, so a table
can be made again from the file.

    {"format": 1, "size", "repetitions", "machine": {...}, "systems": [name], "rows": [ROW],
     "servers": {system: {"bytes", "descriptors"}}, "known": {...} (known.py)}
    ROW: {"row", "group", "operations", "systems": {system: CELL}}
    CELL: {"ns": [per operation, by repetition], "cpu": [...], "server_cpu": [...], "requests": {opcode: n}} or
          {"error": why}

A ratio is taken inside each repetition; its median is shown, with the least and the greatest."""

import json
import os
import platform
import statistics
import subprocess
import time

from . import workloads

NATIVE = "native"


def from_samples(samples):
    """The rows, in the order of the table. A system that once failed, or saw something else than native, has none."""
    rows = []
    for row, group in workloads.row_groups().items():
        if row not in samples:
            continue
        native = samples[row][NATIVE]
        cells = {name: cell(mine, native) for name, mine in samples[row].items()}
        rows.append({"row": row, "group": group, "operations": native[0].operations, "systems": cells})
    return rows


def cell(samples, native):
    for sample, reference in zip(samples, native):
        if sample.error is not None:
            return {"error": sample.error}
        if reference.error is None and (sample.operations, sample.check) != (reference.operations, reference.check):
            return {"error": "saw something else than native"}
    found = {"ns": [s.ns / s.operations for s in samples],
             "cpu": [round(s.cpu * 1e9 / s.operations, 1) for s in samples],
             "server_cpu": [round(s.server_cpu * 1e9 / s.operations, 1) for s in samples]}
    found["ns"] = [round(x, 1) for x in found["ns"]]
    if samples[0].requests is not None:
        found["requests"] = samples[0].requests
    return found


def machine(compatfs_program):
    version = subprocess.run([compatfs_program, "--version"], check=False, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL).stdout.decode().strip().splitlines()
    with open("/proc/meminfo", encoding="ascii") as f:
        memory = int(f.readline().split()[1]) // 1024
    return {"kernel": platform.release(), "processors": os.cpu_count(), "memory_mib": memory,
            "compatfs": "; ".join(version), "date": time.strftime("%Y-%m-%d", time.gmtime()),
            "load": round(os.getloadavg()[2], 1)}


class Ratios:
    """Questions to the JSON."""

    def __init__(self, data):
        self.data = data
        self.systems = data["systems"]
        self.rows = {r["row"]: r for r in data["rows"]}

    def cell(self, row, system):
        return self.rows.get(row, {}).get("systems", {}).get(system)

    def error(self, row, system):
        return (self.cell(row, system) or {}).get("error")

    def values(self, row, system, base=NATIVE, what=("ns",)):
        """The ratios to base, one a repetition; [] where one of the two has none."""
        mine, other = self.cell(row, system), self.cell(row, base)
        if not mine or not other or "error" in mine or "error" in other:
            return []
        sums = [[sum(parts) for parts in zip(*(c[w] for w in what))] for c in (mine, other)]
        return [a / b for a, b in zip(*sums) if b > 0]

    def ratio(self, row, system, base=NATIVE):
        values = self.values(row, system, base)
        return statistics.median(values) if values else None

    def native_ns(self, row):
        found = self.cell(row, NATIVE)
        return statistics.median(found["ns"]) if found and "ns" in found else None

    def noise(self, row):
        """How far the middle half of the ratios lies from the median, as a part of it; the median over the systems."""
        found = []
        for system in self.systems:
            values = self.values(row, system)
            if system != NATIVE and len(values) > 1:
                middle = statistics.median(values)
                found.append(statistics.median(abs(v - middle) for v in values) / middle)
        return statistics.median(found) if found else None


def save(data, path):
    with open(path, "w", encoding="utf-8") as f:
        json.dump(data, f, separators=(",", ":"))
        f.write("\n")


def load(path):
    with open(path, encoding="utf-8") as f:
        data = json.load(f)
    if not isinstance(data, dict) or data.get("format") != 1:
        raise ValueError("no results of the benchmark")
    return data
