# SPDX-License-Identifier: BSD-2-Clause
"""The benchmark runs, in its tiniest size: what it prints and writes, what it refuses, what it leaves behind. No
number is looked at."""

import glob
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree

HERE = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True
sys.path[:0] = [HERE, HERE + "/../lib"]

import view  # noqa: E402
from benchlib import workloads  # noqa: E402

RUN = HERE + "/run"
ROWS = list(workloads.row_groups())


def start(folder, *words, stdout=subprocess.PIPE, **environment):
    return subprocess.Popen([sys.executable, RUN, "--tiny", "--json", folder + "/out.json", "--svg",
                             folder + "/out.svg", *words], stdin=subprocess.DEVNULL, stdout=stdout,
                            stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": folder, **environment})


def bench(folder, *words, **environment):
    process = start(folder, *words, **environment)
    out, err = process.communicate(timeout=1500)
    return process.returncode, out, err


def left_in(folder):
    return [p for p in os.listdir(folder) if not p.startswith("out.")]


def all_workloads():
    with tempfile.TemporaryDirectory() as d:
        code, out, err = bench(d, "--systems", "overlayfs,compatfs", "--requests", "--cpu", "--million", "--scaling",
                               "--targets")
        view.expect(code, 0, err)
        header = next(line.split() for line in out.splitlines() if "native is" in line)
        view.expect(header[:3], ["native", "overlayfs", "compatfs"])
        table = {line.split("  ")[0]: line.split("  ")[1:] for line in out.split("Processor time")[0].splitlines()}
        for row in ROWS:
            view.expect([c for c in table[row] if c][0].strip(), "1.00", row)
        with open(d + "/out.json", encoding="utf-8") as f:
            data = json.load(f)
        view.expect((data["format"], data["systems"]), (1, ["native", "overlayfs", "compatfs"]))
        view.expect([r["row"] for r in data["rows"]], ROWS)
        for row in data["rows"]:
            for system, cell in row["systems"].items():
                view.expect(cell.get("error"), None, f"{row['row']}, {system}")
                view.expect(cell["ns"][0] > 0, True, row["row"])
        view.expect(sorted(data["known"]), ["memory", "scaling"])
        asked = {r["row"]: r["systems"]["compatfs"].get("requests") for r in data["rows"]}
        if asked["unlink"] is not None:  # else this kernel has no such trace events, and it was said
            view.expect(asked["unlink"]["UNLINK"] > 0, True)
        svg = xml.etree.ElementTree.parse(d + "/out.svg")
        texts = ["".join(t.itertext()) for t in svg.iter("{http://www.w3.org/2000/svg}text")]
        view.expect([row for row in ROWS if row not in texts], [])
        view.expect("bytes of memory an inode" in out, True)
        view.expect(left_in(d), [])
        code, again, err = bench(d, "--from", d + "/out.json", "--cpu", "--targets")
        view.expect((code, again), (0, out), err)


def wrong_words():
    with tempfile.TemporaryDirectory() as d:
        for words, says in ((["--sytems", "compatfs"], "unrecognized"), (["--systems", "nofs"], "nofs: no such name"),
                            (["--only", "walk,fly"], "fly: no such name"), (["--repeat", "0"], "not a number above 0"),
                            (["--from", d + "/none.json"], "No such file"),
                            (["--from", HERE + "/meson.build"], "Expecting value"),
                            (["--svg", d + "/none/out.svg"], "cannot be written")):
            code, out, err = bench(d, *words)
            view.expect((code, out), (2, ""), err)
            view.expect(says in err, True, err)
        view.expect(os.listdir(d), [])


def nobody_reads():
    """What is printed into a pipe that nobody reads any more: it ends as others do, without a word."""
    with tempfile.TemporaryDirectory() as d:
        reading, writing = os.pipe()
        os.close(reading)
        results = HERE + "/../../docs/benchmark.json"
        for unbuffered, *words in (("", "--list"), ("1", "--list"), ("", "--from", results), ("1", "--from", results),
                                   ("", "--help")):
            process = start(d, *words, stdout=writing, PYTHONUNBUFFERED=unbuffered)
            _, err = process.communicate(timeout=600)
            view.expect((process.returncode, err), (-signal.SIGPIPE, ""), words)
        os.close(writing)


def a_wrong_answer_has_no_time():
    """A view that lists less than it should is fast, but not counted."""
    with tempfile.TemporaryDirectory() as d:
        liar = d + "/out.liar"
        view.write(liar, f'#!/bin/sh\nfor last; do :; done\n'
                         f'exec {view.COMPATFS} -f -o "root=$last/../root" "$last/../compat" "$last"\n', mode=0o755)
        code, out, err = bench(d, "--systems", "compatfs", "--only", "full-walk,small", COMPATFS=liar)
        view.expect(code, 0, err)
        view.expect("failed: compatfs, full walk cold: saw something else than native" in out, True, out)
        view.expect("failed: compatfs, small" in out, False, out)
        view.expect(left_in(d), [])


def ended_by(number, delay):
    """It goes away with its mounts, servers and files, also where the caller ignores signals."""
    with tempfile.TemporaryDirectory() as d:
        old = signal.signal(number, signal.SIG_IGN)
        try:
            process = start(d, "--systems", "compatfs", "--repeat", "1000")
        finally:
            signal.signal(number, old)
        deadline = time.monotonic() + 600
        while not glob.glob(d + "/compatfs-bench.*/server.log"):
            view.expect(process.poll(), None)
            view.expect(time.monotonic() < deadline, True, "no mount")
            time.sleep(0.002)
        time.sleep(delay)
        process.send_signal(number)
        _, err = process.communicate(timeout=600)
        view.expect(process.returncode, 128 + number, err)
        view.expect(left_in(d), [])
        view.expect([c for c in command_lines() if d in c], [])


def ended_by_sigterm():
    ended_by(signal.SIGTERM, 1)


def ended_by_sigint():
    """While the first server is being started."""
    ended_by(signal.SIGINT, 0)


def command_lines():
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path, "rb") as f:
                yield f.read().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            pass


view.main([all_workloads, wrong_words, nobody_reads, a_wrong_answer_has_no_time, ended_by_sigterm, ended_by_sigint],
          timeout=3000)
