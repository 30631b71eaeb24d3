# SPDX-License-Identifier: BSD-2-Clause
"""What the project wants to reach (issue "Speed"), as data: one line a claim, compared with the results."""

from .report import Table
from .results import NATIVE, Ratios
from .systems import FUSE_PEERS
from .workloads import TABLE

OURS, KERNEL = "compatfs", "overlayfs"


class Target:
    """text, the greatest value that meets it, and how the value is found: value(Ratios) gives a number or None."""

    def __init__(self, text, most, value):
        self.text, self.most, self.value = text, most, value


def against(base, most, rows):
    return [Target(f"{row}: to {base}", most, lambda r, row=row: r.ratio(row, OURS, base)) for row in rows]


def best_peer(row):
    """To the fastest FUSE peer."""
    def value(r):
        found = [x for x in (r.ratio(row, OURS, peer) for peer in FUSE_PEERS) if x is not None]
        return max(found) if found else None
    return value


def cold_rows(group):
    return [p.row for w in TABLE for p in w.phases if w.group == group and (p.drop is not None)]


def variants_apart(r):
    """The default to the better of the two ways to give data, in the row where it is worst."""
    found = [r.ratio(row, OURS, name) for row in r.rows for name in r.systems if name.startswith(OURS + ":")]
    found = [x for x in found if x is not None]
    return max(found) if found else None


def memory(key):
    return lambda r: r.data.get("known", {}).get("memory", {}).get(OURS, {}).get(key)


def growth(kind, first):
    """The dearest point's cost to that of the first point that counts, the worst of the kind; native's own growth is
    taken out, since bigger trees cost the processor's caches too."""
    def value(r):
        worst = []
        for what, by_system in r.data.get("known", {}).get("scaling", {}).items():
            mine, native = by_system.get(OURS), by_system.get(NATIVE)
            if not what.endswith(kind) or not mine or not native:
                continue
            points = [p for p in mine if int(p) >= first and p in native]
            worst += [(mine[p] / mine[points[0]]) / max(1, native[p] / native[points[0]]) for p in points[1:]]
        return max(worst) if worst else None
    return value


TARGETS = [
    *against(KERNEL, 1.00, ["walk warm", "full walk warm", "stat, 1 thread", "stat, 2 threads", "stat, 8 threads",
                            "missing, again"]),
    *against(KERNEL, 1.10, ["small files warm", "git status warm", "tar warm", "grep -r warm"]),
    *against(NATIVE, 1.05, ["sequential warm", "mapped warm"]),
    Target("the default to the better data mode, at worst", 1.30, variants_apart),
    *(Target(f"{row}: to the best FUSE peer", 0.67, best_peer(row)) for row in cold_rows("names")),
    *(Target(f"{row}: to the best FUSE peer", 1.00, best_peer(row)) for row in cold_rows("files")),
    *against(KERNEL, 1.30, ["full walk cold"]),
    *against(KERNEL, 2.00, ["missing, first"]),
    *against(NATIVE, 2.00, ["unlink"]),
    *against(NATIVE, 1.10, ["exec", "python3 start", "git start"]),
    Target("bytes of memory an inode", 200, memory("bytes_each")),
    Target("descriptors with all of them known", 199, memory("descriptors")),
    Target("growth of cost with known inodes", 1.30, growth("by known inodes", 0)),
    Target("growth of an entry's cost with the directory", 1.30, growth("by size of the directory", 1000)),
]


def table(data):
    r = Ratios(data)
    out = Table(["target", "at most", "measured", ""])
    for target in TARGETS:
        value = target.value(r)
        verdict = "not measured" if value is None else "met" if value <= target.most else "missed"
        out.rows.append([target.text, f"{target.most:.2f}" if isinstance(target.most, float) else str(target.most),
                         "-" if value is None else f"{value:.2f}" if value < 100 else f"{value:.0f}", verdict])
    return out
