# SPDX-License-Identifier: BSD-2-Clause
"""Options, and the order of things."""

import argparse
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile

from . import chart, docs, known, measure, report, requests, results, signals, systems, targets, workloads
from .client import Client
from .progress import Progress
from .trees import FULL, QUICK, TINY, Trees

TOP = os.path.realpath(os.path.dirname(os.path.abspath(__file__)) + "/../../..")
BUILD = os.environ.get("BUILD", TOP + "/build")
COMPATFS = os.environ.get("COMPATFS", BUILD + "/fs/compatfs")
OPS = os.environ.get("BENCH_OPS", BUILD + "/tests/bench/ops")
SIZES = {"full": FULL, "quick": QUICK, "tiny": TINY}
TIMEOUTS = {"full": 900, "quick": 120, "tiny": 120}
IN_NAMESPACE = "COMPATFS_BENCH_NAMESPACE"

ABOUT = """Compare views of the same two trees. native is the merge of both on the disk below, and 1.00; each other
system that is installed gets a column (apt-get install fuse-overlayfs mergerfs unionfs-fuse bindfs; passthrough_hp is
an example of libfuse's that must be in PATH)."""


def options(table):
    p = argparse.ArgumentParser(prog="run", description=ABOUT, allow_abbrev=False)
    p.add_argument("--version", action="version", version=version())
    p.add_argument("--quick", dest="size", action="store_const", const="quick", default="full",
                   help="small trees, 3 repetitions: some minutes")
    p.add_argument("--tiny", dest="size", action="store_const", const="tiny",
                   help="for the tests: everything once, numbers mean nothing")
    p.add_argument("--only", metavar="WORKLOAD,...", type=words_of([w.name for w in workloads.TABLE]),
                   help="only these; see --list")
    p.add_argument("--systems", metavar="SYSTEM,...", type=words_of([s.name for s in table]),
                   help="only these, and native; see --list")
    p.add_argument("--repeat", metavar="N", type=positive, help="repetitions (default: 5, --quick: 3)")
    p.add_argument("--json", metavar="FILE", default=BUILD + "/bench.json", help="default: build/bench.json")
    p.add_argument("--svg", metavar="FILE", default=BUILD + "/bench.svg", help="default: build/bench.svg")
    p.add_argument("--million", action="store_true",
                   help="also a server's memory and descriptors with a million inodes (--quick: fewer)")
    p.add_argument("--scaling", action="store_true",
                   help="also the cost by number of known inodes and by size of directory")
    p.add_argument("--requests", action="store_true", help="count what the kernel asks each server, by opcode")
    p.add_argument("--cpu", action="store_true", help="also a table of processor time, client and server together")
    p.add_argument("--targets", action="store_true", help="say which of the project's targets are met")
    p.add_argument("--write-docs", action="store_true",
                   help="put table, chart and JSON into docs/ and README.md (with --million and --scaling)")
    p.add_argument("--from", dest="source", metavar="FILE", help="measure nothing: take the results from a JSON file")
    p.add_argument("--check-docs", action="store_true", help="are docs/ and README.md what docs/benchmark.json says?")
    p.add_argument("--list", action="store_true", help="name workloads and systems")
    return p.parse_args()


def words_of(known_words):
    def split(text):
        for word in text.split(","):
            if word not in known_words:
                raise argparse.ArgumentTypeError(f"{word}: no such name; one of: {' '.join(known_words)}")
        return text.split(",")
    return split


def version():
    project = (pathlib.Path(__file__).resolve().parents[3] / "meson.build").read_text(encoding="utf-8")
    return "compatfs " + re.search(r"version: '(.*?)'", project)[1]


def positive(text):
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text}: not a number above 0")
    return int(text)


def list_all(table):
    print("workloads:")
    for w in workloads.TABLE:
        print(f"  {w.name:12} {w.about}")
    print("systems:")
    for s in table:
        print(f"  {s.name:22}", "only with --systems" if s.extra else "" if s.installed() else "not installed")


def fail(text):
    print("run: " + text, file=sys.stderr)
    sys.exit(2)


def enter_namespace():
    """Start again with mounts of our own: others do not see them, and they go when the last of us ends."""
    if IN_NAMESPACE not in os.environ:
        os.environ[IN_NAMESPACE] = "1"
        os.execvp("unshare", ["unshare", "--mount", "--propagation", "private", sys.executable, *sys.argv])


def clear_away(base, counter, progress):
    """Nothing interrupts it, and nothing is removed through a mount that could not be taken down."""
    signals.ignore()
    progress("clearing away")
    counter.close()
    if base is not None:
        systems.detach_below(base)
        signals.run(["rm", "-rf", "--one-file-system", base])
    progress.end()
    signals.default()


def chosen_systems(table, names, progress):
    found = []
    for system in table:
        named = names is not None and system.name in names
        if system.name != results.NATIVE and not named and (names is not None or system.extra):
            continue
        if system.installed():
            found.append(system)
        elif named:
            fail(f"{system.name}: {system.program} is not installed")
        else:
            progress.say(f"{system.name} is left out: {system.program} is not installed")
    return found


def measured(args, table, progress):
    """The results as the JSON has them."""
    size = SIZES[args.size]
    chosen = chosen_systems(table, args.systems, progress)
    base, counter = None, measure.NoCounter()
    try:
        with signals.held():
            base = tempfile.mkdtemp(prefix="compatfs-bench.", dir=os.environ.get("TMPDIR", "/var/tmp"))
        os.chmod(base, 0o755)
        progress("building the trees")
        trees = Trees(base, size)
        trees.build(BUILD)
        if args.requests:
            counter = requests.Counter(base)
            if counter.why:
                progress.say(f"requests are not counted: {counter.why}")
        client = Client(OPS, TIMEOUTS[args.size])
        run = measure.Measurement(trees, client, counter, progress)
        chosen = run.usable(chosen, progress.say)
        data = {"format": 1, "size": args.size, "machine": results.machine(COMPATFS),
                "systems": [s.name for s in chosen], "known": {}}
        for repetition in run.repetitions([w for w in workloads.TABLE if not args.only or w.name in args.only], chosen,
                                          args.repeat or size.repeat):
            data |= {"repetitions": repetition, "rows": results.from_samples(run.samples), "servers": run.servers}
            results.save(data, args.json)  # so that an end by a signal loses one repetition at the most
        if args.million or args.scaling or args.write_docs:
            data["known"] = known.measured(trees, client, chosen, args, progress)
            results.save(data, args.json)
        return data
    finally:
        clear_away(base, counter, progress)


def loaded(path):
    try:
        return results.load(path)
    except (OSError, ValueError) as e:
        fail(f"{path}: {e}")


def measured_apart(args, table, progress):
    """The measurement, after what it needs is found to be there."""
    if os.geteuid() != 0:
        fail("needs root, to mount and to drop caches")
    for program in (OPS, COMPATFS):
        if not os.access(program, os.X_OK):
            fail(f"{program}: not built; meson setup build && ninja -C build")
    enter_namespace()
    signals.end_on()
    try:
        return measured(args, table, progress)
    except OSError as e:
        fail(str(e))
    except subprocess.CalledProcessError as e:
        fail(f"{e.cmd[0]}: {systems.last_line(e.stderr)}")


def compared():
    """Does what the options say; the exit status."""
    table = systems.table(COMPATFS)
    args = options(table)
    if args.list:
        list_all(table)
        return 0
    if args.check_docs:
        return docs.check(TOP)
    for path in (args.json, args.svg):
        if not os.access(os.path.dirname(os.path.abspath(path)), os.W_OK):
            fail(f"{path}: cannot be written")
    data = loaded(args.source) if args.source is not None else measured_apart(args, table, Progress())
    print(report.everything(data, args.cpu), end="")
    if args.targets:
        print("\n" + targets.table(data).text(), end="")
    with open(args.svg, "w", encoding="utf-8") as f:
        f.write(chart.svg(data))
    if args.write_docs:
        docs.write(TOP, data)
    return 0


def main():
    """The same, to the last byte that is printed. Where nobody reads on, the end is that of other programs."""
    try:
        try:
            return compared()
        finally:
            print(end="", flush=True)
    except BrokenPipeError:
        signals.end_as_by(signal.SIGPIPE)
