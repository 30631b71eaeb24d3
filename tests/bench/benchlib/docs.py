# SPDX-License-Identifier: BSD-2-Clause
"""The measured part of the documentation: between two marks in docs/benchmark.md and README.md, and docs/benchmark.svg.
All of it is made from docs/benchmark.json, so a test can say whether they agree."""

import os
import sys

from . import chart, report, results, targets

BEGIN, END = "<!-- benchmark: begin -->\n", "<!-- benchmark: end -->"
JSON, SVG, PAGE, README = "docs/benchmark.json", "docs/benchmark.svg", "docs/benchmark.md", "README.md"
README_SYSTEMS = ["overlayfs", "compatfs", "compatfs:cached", "fuse-overlayfs", "mergerfs-tuned"]
README_ROWS = ["full walk cold", "full walk warm", "git status warm", "stat, 1 thread", "missing, first",
               "missing, again", "small files warm", "sequential warm", "mapped warm", "grep -r warm", "exec",
               "python3 start", "compile", "unlink"]


def origin(data):
    """What the numbers are worth."""
    machine = data["machine"]
    return (f"{data['size'].capitalize()} size, {report.count_of(data['repetitions'], 'repetition')}, "
            f"{machine['date']}; Linux {machine['kernel']}, {machine['processors']} processors, load of the 15 minutes "
            f"before {machine['load']}")


def page(data):
    machine = data["machine"]
    table, notes = report.ratios(data)
    parts = [f"{origin(data)}; {machine['memory_mib'] // 1024} GiB; {machine['compatfs']}.\n", table.markdown()]
    parts += [f"Failed: {n}.\n" for n in notes]
    parts += [t.markdown() for t in (report.servers(data), *report.known(data)) if t.rows]
    parts += ["## Targets\n", targets.table(data).markdown()]
    return "\n".join(parts)


def readme(data):
    r = results.Ratios(data)
    systems = [s for s in README_SYSTEMS if s in data["systems"]]
    table = report.Table(["native = 1.00", *systems])
    for row in README_ROWS:
        if row in r.rows:
            values = [r.ratio(row, s) for s in systems]
            table.rows.append([row, *("-" if v is None else f"{v:.2f}" for v in values)])
    return f"{origin(data)}.\n\n{table.markdown()}"


def with_block(text, block):
    before, _, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not end:
        raise ValueError(f"no {BEGIN.strip()} … {END}")
    return before + BEGIN + block + END + after


def rendered(top, data):
    """(path, text as it is, text as the results want it)"""
    for name, block in ((PAGE, page(data)), (README, readme(data))):
        old = read(f"{top}/{name}")
        yield name, old, with_block(old, block)
    yield SVG, read(f"{top}/{SVG}"), chart.svg(data)


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8") as f:
        return f.read()


def write(top, data):
    results.save(data, f"{top}/{JSON}")
    for name, _, wanted in rendered(top, data):
        with open(f"{top}/{name}", "w", encoding="utf-8") as f:
            f.write(wanted)


def check(top):
    """0 when the documentation is what its JSON says; 1 and a line for each file that is not."""
    stale = [name for name, old, wanted in rendered(top, results.load(f"{top}/{JSON}")) if old != wanted]
    for name in stale:
        print(f"run: {name}: not what {JSON} says; tests/bench/run --from {JSON} --write-docs", file=sys.stderr)
    return 1 if stale else 0
