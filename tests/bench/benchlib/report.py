# SPDX-License-Identifier: BSD-2-Clause
"""Tables, as text for a terminal and as Markdown for the documentation."""

import statistics

from .results import Ratios
from .workloads import GROUPS


class Table:
    """Rows of cells; a row of one cell is a heading."""

    def __init__(self, header):
        self.header, self.rows = header, []

    def text(self):
        full = [r for r in self.rows if len(r) > 1] + [self.header]
        widths = [max(len(r[i]) for r in full) for i in range(len(self.header))]
        lines = [self._line(self.header, widths)]
        for row in self.rows:
            lines.append(self._line(row, widths) if len(row) > 1 else f"\n{row[0]}")
        return "\n".join(lines) + "\n"

    @staticmethod
    def _line(cells, widths):
        return "  ".join([cells[0].ljust(widths[0])] +
                         [c.rjust(w) for c, w in zip(cells[1:], widths[1:])]).rstrip()

    def markdown(self):
        lines = ["| " + " | ".join(self.header) + " |", "| --- |" + " ---: |" * (len(self.header) - 1)]
        for row in self.rows:
            cells = row if len(row) > 1 else [f"**{row[0]}**"] + [""] * (len(self.header) - 1)
            lines.append("| " + " | ".join(cells) + " |")
        return "\n".join(lines) + "\n"


def count_of(n, what):
    return f"{n} {what}{'s' * (n != 1)}"


def duration(ns):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("us", 1e3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}"
    return f"{ns:.3g} ns"


def ratios(data, what=("ns",)):
    """The table: native = 1.00. Returns it and the notes on cells that have no number."""
    r = Ratios(data)
    table, notes, group = Table(["", *r.systems, "native is", "noise"]), [], None
    for row, entry in r.rows.items():
        if entry["group"] != group:
            group = entry["group"]
            table.rows.append([GROUPS[group]])
        cells = []
        for system in r.systems:
            values = r.values(row, system, what=what)
            if values:
                cells.append(f"{statistics.median(values):.2f}")
            elif r.cell(row, system) is None or r.error(row, system) == "read-only":
                cells.append("-")
            else:
                cells.append("failed")
                notes.append(f"{system}, {row}: {r.error(row, system) or 'native failed'}")
        ns, noise = r.native_ns(row), r.noise(row)
        table.rows.append([row, *cells, duration(ns) if ns is not None else "-",
                           f"{noise:.0%}" if noise is not None else "-"])
    return table, notes


def servers(data):
    """Memory and descriptors of each server after the full walk."""
    found = {s: data["servers"][s] for s in data["systems"] if s in data["servers"]}
    table = Table(["after the full walk", *found])
    if found:
        table.rows.append(["server MiB", *(f"{s['bytes'] / 2**20:.1f}" for s in found.values())])
        table.rows.append(["server descriptors", *(str(s["descriptors"]) for s in found.values())])
    return table


def requests(data):
    """What the kernel asked, by row, system and opcode."""
    table = Table(["requests", "system", "in all", "a operation", "by opcode"])
    for entry in data["rows"]:
        for system, cell in entry["systems"].items():
            counts = cell.get("requests")
            if counts is not None:
                total = sum(counts.values())
                parts = sorted(counts.items(), key=lambda item: -item[1])
                table.rows.append([entry["row"], system, f"{total:.0f}", f"{total / entry['operations']:.3g}",
                                   "  ".join(f"{op} {n:.0f}" for op, n in parts) or "none"])
    return table


def known(data):
    """Memory of many inodes; cost by number of known inodes and by size of directory."""
    tables = []
    found = data.get("known", {})
    if "memory" in found:
        table = Table(["known inodes", *found["memory"]])
        rows = list(found["memory"].values())
        table.rows.append(["inodes", *(str(m["inodes"]) for m in rows)])
        table.rows.append(["bytes each", *(f"{m['bytes_each']:.0f}" for m in rows)])
        table.rows.append(["descriptors", *(str(m["descriptors"]) for m in rows)])
        tables.append(table)
    for name, by_system in found.get("scaling", {}).items():
        points = list(next(iter(by_system.values())))
        table = Table([name, *points])
        for system, costs in by_system.items():
            table.rows.append([system, *(duration(costs[p]) if p in costs else "-" for p in points)])
        tables.append(table)
    return tables


def everything(data, cpu=False):
    """The report that is printed at the end."""
    if not data["rows"] and not data.get("known"):
        return ""
    parts = []
    if data["rows"]:
        table, notes = ratios(data)
        parts.append("Time, native = 1.00 (lower is better; medians of the ratios inside each repetition)\n\n"
                     + table.text() + "".join(f"\nfailed: {n}" for n in notes))
        if cpu:
            parts.append("Processor time of client and server, native = 1.00\n\n"
                         + ratios(data, ("cpu", "server_cpu"))[0].text())
        parts += [t.text() for t in (servers(data), requests(data)) if t.rows]
    parts += [t.text() for t in known(data)]
    return "\n".join(p if p.endswith("\n") else p + "\n" for p in parts)

