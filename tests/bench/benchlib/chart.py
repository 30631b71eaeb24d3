# SPDX-License-Identifier: BSD-2-Clause
"""The chart: a row a measurement, a mark a system, on a logarithmic axis of ratios to native. Compatfs is large and
in colour, with a line from its least to its greatest ratio and its number at the right; the others are small. A system
that failed in a row is marked at the right edge. Colours follow the reader's light or dark mode."""

import math
import statistics
from xml.sax.saxutils import escape, quoteattr

from .report import count_of, duration
from .results import NATIVE, Ratios
from .workloads import GROUPS

WIDTH, LEFT, RIGHT, LINE = 960, 176, 162, 21
PLOT = WIDTH - LEFT - RIGHT
OURS = "compatfs"

# name: shape, light, dark
LOOKS = {
    "compatfs": ("disc", "#d9480f", "#ff922b"),
    "compatfs:cached": ("ring", "#d9480f", "#ff922b"),
    "overlayfs": ("diamond", "#1864ab", "#74c0fc"),
    "passthrough_hp": ("square", "#5f3dc4", "#b197fc"),
    "fuse-overlayfs": ("triangle", "#2b8a3e", "#8ce99a"),
    "mergerfs": ("plus", "#868e96", "#adb5bd"),
    "mergerfs-tuned": ("square", "#868e96", "#adb5bd"),
    "unionfs-fuse": ("cross", "#868e96", "#adb5bd"),
    "bindfs": ("triangle", "#868e96", "#adb5bd"),
}
OTHER = ("ring", "#868e96", "#adb5bd")

STYLE = """text { font: 12px sans-serif; fill: #212529; }
.title { font-size: 15px; font-weight: bold; }
.group { font-weight: bold; }
.dim { fill: #6c757d; font-size: 11px; }
.number { fill: #d9480f; font-weight: bold; }
.page { fill: #ffffff; stroke: #dee2e6; }
.grid { stroke: #e9ecef; }
.span { stroke: #d9480f; stroke-width: 2; }
.native { stroke: #212529; stroke-width: 1.5; }
"""
DARK = """text { fill: #e6edf3; }
.dim { fill: #9aa4ae; }
.number { fill: #ff922b; }
.page { fill: #0d1117; stroke: #30363d; }
.grid { stroke: #252b33; }
.span { stroke: #ff922b; }
.native { stroke: #e6edf3; }
"""


def style(systems):
    light, dark = STYLE, DARK
    for i, name in enumerate(systems):
        _, day, night = LOOKS.get(name, OTHER)
        for template in (".f{i} {{ fill: {c}; }} ", ".s{i} {{ fill: none; stroke: {c}; stroke-width: .4; }}\n"):
            light += template.format(i=i, c=day)
            dark += template.format(i=i, c=night)
    return f"{light}@media (prefers-color-scheme: dark) {{\n{dark}}}\n"


SHAPES = {  # of radius 1 around 0,0: filled or not, path
    "disc": (True, "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z"),
    "ring": (False, "M-.8 0a.8 .8 0 1 0 1.6 0a.8 .8 0 1 0 -1.6 0z"),
    "diamond": (True, "M0 -1.1l1.1 1.1l-1.1 1.1l-1.1 -1.1z"),
    "square": (False, "M-.8 -.8h1.6v1.6h-1.6z"),
    "triangle": (False, "M0 -1l.95 1.65h-1.9z"),
    "plus": (False, "M-1 0h2M0 -1v2"),
    "cross": (False, "M-.8 -.8l1.6 1.6m0 -1.6l-1.6 1.6"),
}


class Axis:
    def __init__(self, values):
        self.low = 2.0 ** math.floor(math.log2(max(0.25, min(values, default=1.0))))
        self.high = 2.0 ** math.ceil(math.log2(min(128.0, max(values, default=2.0) * 1.1)))
        self.high = max(self.high, 2 * self.low, 2.0)

    def x(self, value):
        part = math.log(min(max(value, self.low), self.high) / self.low) / math.log(self.high / self.low)
        return LEFT + part * PLOT

    def ticks(self):
        value = self.low
        while value <= self.high:
            yield value
            value *= 2


def in_all(r, system):
    """The geometric mean over the rows that the system has."""
    found = [x for x in (r.ratio(row, system) for row in r.rows) if x]
    return math.exp(statistics.fmean(map(math.log, found))) if found else math.inf


class Chart:
    def __init__(self, data):
        self.r = r = Ratios(data)
        self.systems = sorted((s for s in r.systems if s != NATIVE), key=lambda s: in_all(r, s))
        self.axis = Axis([x for row in r.rows for s in self.systems if (x := r.ratio(row, s))])

    def svg(self):
        parts, top = self._legend()
        y = top + 22
        for group, heading in GROUPS.items():
            rows = [row for row, entry in self.r.rows.items() if entry["group"] == group]
            if rows:
                parts.append(f'<text class="group" x="14" y="{y + 15}">{escape(heading)}</text>')
                y += LINE
            for row in rows:
                parts += self._line(row, y + LINE / 2)
                y += LINE
        height = y + 14
        return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:.0f}" '
                f'viewBox="0 0 {WIDTH} {height:.0f}" role="img" aria-label={quoteattr(self._summary())}>\n'
                f"<style>{style(self.systems)}</style>\n"
                f'<rect class="page" x="0.5" y="0.5" width="{WIDTH - 1}" height="{height - 1:.0f}" rx="6"/>\n'
                + "\n".join(self._grid(top, y + 4) + parts) + "\n</svg>\n")

    def _summary(self):
        return "Time by workload as a ratio to native, of compatfs: " + "; ".join(
            f"{row} {x:.2f}" for row in self.r.rows if (x := self.r.ratio(row, OURS)))

    def _legend(self):
        """The head, and where it ends."""
        data = self.r.data
        parts = ['<text class="title" x="14" y="26">Time, native file system = 1, less is better</text>',
                 f'<text class="dim" x="14" y="44">Linux {escape(data["machine"]["kernel"])}, '
                 f'{data["machine"]["processors"]} processors, {escape(data["machine"]["date"])}; medians of '
                 f'{count_of(data["repetitions"], "interleaved run")}; beside a name: the geometric mean of its rows'
                 "</text>"]
        x, y = 20, 66
        for name in self.systems:
            mean = in_all(self.r, name)
            text = f"{name} {mean:.2f}" if math.isfinite(mean) else name
            width = 34 + 7 * len(text)
            if x + width > WIDTH - 10:
                x, y = 20, y + 20
            parts += [self._mark(name, x, y - 4, name),
                      f'<text{" class=" + quoteattr("number") if name == OURS else ""} x="{x + 11}" y="{y}">'
                      f"{escape(text)}</text>"]
            x += width
        return parts, y + 16

    def _grid(self, top, bottom):
        parts = []
        for tick in self.axis.ticks():
            x, kind = self.axis.x(tick), "native" if tick == 1 else "grid"
            parts += [f'<line class="{kind}" x1="{x:.1f}" x2="{x:.1f}" y1="{top + 20}" y2="{bottom}"/>',
                      f'<text class="dim" text-anchor="middle" x="{x:.1f}" y="{top + 12}">{tick:g}</text>']
        for x, text in ((WIDTH - 90, OURS), (WIDTH - 14, "native is")):
            parts.append(f'<text class="dim" text-anchor="end" x="{x}" y="{top + 12}">{text}</text>')
        return parts

    def _line(self, row, y):
        parts = [f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>',
                 f'<text text-anchor="end" x="{LEFT - 14}" y="{y + 4:.1f}">{escape(row)}</text>']
        ns, ours = self.r.native_ns(row), self.r.ratio(row, OURS)
        if ns is not None:
            parts.append(f'<text class="dim" text-anchor="end" x="{WIDTH - 14}" y="{y + 4:.1f}">'
                         f"{duration(ns)}</text>")
        if ours is not None:
            parts.append(f'<text class="number" text-anchor="end" x="{WIDTH - 90}" y="{y + 4:.1f}">{ours:.2f}</text>')
        for name in sorted(reversed(self.systems), key=lambda s: s == OURS):  # ours lies on top
            parts += self._result(row, name, y)
        return parts

    def _result(self, row, name, y):
        values = self.r.values(row, name)
        if not values:
            error = self.r.error(row, name)
            return [] if error in (None, "read-only") else [
                f'<text class="dim" x="{LEFT + PLOT + 4}" y="{y + 4:.1f}">!'
                f"<title>{escape(f'{name}: {error}')}</title></text>"]
        value, low, high = statistics.median(values), min(values), max(values)
        line = (f'<line class="span" x1="{self.axis.x(low):.1f}" x2="{self.axis.x(high):.1f}" y1="{y:.1f}" '
                f'y2="{y:.1f}"/>')
        return [*([line] if name == OURS else []),
                self._mark(name, self.axis.x(value), y, f"{name}, {row}: {value:.2f} ({low:.2f} to {high:.2f})")]

    def _mark(self, name, x, y, title):
        filled, path = SHAPES[LOOKS.get(name, OTHER)[0]]
        size = 6 if name == OURS else 4.5
        return (f'<path class="{"f" if filled else "s"}{self.systems.index(name)}" d="{path}" '
                f'transform="translate({x:.1f} {y:.1f}) scale({size})"><title>{escape(title)}</title></path>')


def svg(data):
    return Chart(data).svg()
