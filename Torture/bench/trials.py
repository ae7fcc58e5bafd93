"""Trials: each has a random stream of its own, a folder, and a place for what went wrong."""
import argparse
import atexit
import os
import random
import shutil
import signal
import sys
import tempfile
import traceback

SKIPPED = 77


class Broken(Exception):
    """A promise did not hold."""


class Trial:
    """One trial: `random` is a function of the seed and the number, `folder` is empty."""

    def __init__(self, torture, number):
        self.torture, self.number = torture, number
        self.random = random.Random(f"{torture.name}/{torture.seed}/{number}")
        self.folder = tempfile.mkdtemp(prefix=f"descent-{torture.name}-{number}-")

    def path(self, name):
        """A path in the trial's folder."""
        return os.path.join(self.folder, name)

    def check(self, holds, what):
        """Ends the trial where a promise is broken."""
        if not holds:
            raise Broken(what)


class Torture:
    """The trials of one torture, its figures and its end."""

    def __init__(self, name, description):
        parser = argparse.ArgumentParser(prog=f"Torture/{name}", description=description)
        parser.add_argument("--cut", action="store_true")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--trial", type=int)
        options = parser.parse_args()
        self.name, self.cut, self.seed, self.only = name, options.cut, options.seed, options.trial
        self.figures, self.failures, self.count = {}, 0, 0
        # Whoever starts this behind & or nohup has it ignore signals, and what it starts too.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)

    def add(self, figure, amount=1):
        """Counts something that the last line tells."""
        self.figures[figure] = self.figures.get(figure, 0) + amount

    def most(self, figure, value):
        """Keeps the largest value of a figure."""
        self.figures[figure] = max(self.figures.get(figure, 0), value)

    def shared_folder(self):
        """A folder for all trials, gone when the program ends."""
        folder = tempfile.mkdtemp(prefix=f"descent-{self.name}-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        return folder

    def skip(self, reason):
        """Ends the torture where the system cannot hold it."""
        print(f"{self.name}: skipped, {reason}", flush=True)
        sys.exit(SKIPPED)

    def run(self, body, count):
        """Runs `body(trial)` for each number, or for the one that was asked for."""
        for number in range(count):
            if self.only in (None, number):
                self.run_one(number, body)

    def run_one(self, number, body):
        """Runs one trial and notes how it went."""
        self.count += 1
        trial = Trial(self, number)
        try:
            body(trial)
            shutil.rmtree(trial.folder, ignore_errors=True)
        except Exception as error:  # a torture goes on after a failed trial
            self.failures += 1
            if not isinstance(error, Broken):
                traceback.print_exc()
            again = f"--seed {self.seed} --trial {trial.number}{' --cut' if self.cut else ''}"
            print(f"{self.name}: FAILED: {error}\n  folder {trial.folder}; replay: "
                  f"Torture/run {self.name} {again}", flush=True)

    def end(self):
        """Prints the figures and ends the program."""
        figures = ", ".join(f"{value:g} {figure}" for figure, value in self.figures.items())
        print(f"{self.name}: {self.count} trials, {figures}; {self.failures} failed", flush=True)
        sys.exit(1 if self.failures else 0)
