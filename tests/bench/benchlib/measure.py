# SPDX-License-Identifier: BSD-2-Clause
"""Repetitions. Inside each, workload by workload, the systems one after the other in random order, each on a fresh
mount: the runs that a ratio is made of lie as near to each other as they can."""

import random
import statistics

from . import client as client_module
from .systems import Failure, Mount


class Measurement:
    def __init__(self, trees, client, counter, progress):
        self.trees, self.client, self.counter, self.progress = trees, client, counter, progress
        self.samples = {}  # row: {system: [Sample of each repetition]}
        self.servers = {}  # system: what its server holds after the workload that looks at everything
        self.rng = random.Random(1)

    def repetitions(self, workloads, systems, count):
        """Does them, and yields the number of those that are done after each."""
        for repetition in range(count):
            for workload in workloads:
                for system in self.rng.sample(systems, len(systems)):
                    self.progress(f"{repetition + 1}/{count} {workload.name}: {system.name}")
                    salt = f"{repetition}-{system.name}".replace(":", "-")
                    for row, sample in self._visit(workload, system, salt):
                        self.samples.setdefault(row, {}).setdefault(system.name, []).append(sample)
            yield repetition + 1

    def usable(self, systems, say):
        """Those that can be mounted; of the others it is said why not."""
        found = []
        for system in systems:
            self.trees.clear()
            try:
                with Mount(system, self.trees, rw=False):
                    found.append(system)
            except Failure as e:
                say(f"{system.name} is left out: {e}")
        return found

    def _visit(self, workload, system, salt):
        """(row, Sample) for each phase; a phase that cannot be done does not end the others."""
        self.trees.clear()
        rows = []
        try:
            with Mount(system, self.trees, workload.rw, workload.devices) as mount:
                for phase in workload.phases:
                    try:
                        sample = self._phase(phase, workload, mount, salt)
                    except Failure as e:
                        sample = client_module.Sample(error=str(e).replace(mount.top, ""))
                    rows.append((phase.row, sample))
                if workload.name == "full-walk" and mount.process is not None:
                    self.servers[system.name] = {"bytes": mount.memory(), "descriptors": mount.descriptors()}
        except (Failure, OSError) as e:
            rows += [(phase.row, client_module.Sample(error=str(e))) for phase in workload.phases[len(rows):]]
        return rows

    def _phase(self, phase, workload, mount, salt):
        words = phase.arguments(self.trees, mount.top, salt)
        if phase.warm_up:
            self.client.run(words, workload.environment)
        if phase.drop:
            client_module.drop_caches(phase.drop)
        self.counter.start(mount.device)
        passes = []
        try:
            for _ in range(phase.passes):
                before = mount.cpu()
                sample = self.client.run(words, workload.environment)
                sample.server_cpu = mount.cpu() - before
                passes.append(sample)
        finally:
            requests = self.counter.stop()
        checks = {(s.operations, s.check) for s in passes}
        if len(checks) != 1:
            raise Failure("its passes saw different things")
        chosen = passes[0]
        for name in ("ns", "cpu", "server_cpu"):
            setattr(chosen, name, statistics.median(getattr(s, name) for s in passes))
        if requests is not None:
            chosen.requests = {op: n / phase.passes for op, n in requests.items()}
        return chosen


class NoCounter:
    """Stands for requests.Counter where nothing is to be counted."""

    def start(self, device):
        pass

    def stop(self):
        return None

    def close(self):
        pass
