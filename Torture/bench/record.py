"""A record as another program sees it: never through descent where its word is what is tested."""
import csv
import hashlib
import io
import os
import shutil
import sqlite3
import tempfile

from bench.program import Program

# What differs between two records of the same sweep: when and how fast, and what people said of it.
LEFT_OUT = {"seconds", "examples_per_second", "started_at", "finished_at", "tags"}


class Record:
    """A database of descent at a path."""

    def __init__(self, path):
        self.path = path

    def seen(self):
        """What a reader sees now: the last epoch of each run. Empty where nothing can be read yet."""
        # Looked at before opening: the file may appear between the two.
        if not os.path.exists(self.path) or os.path.getsize(self.path) == 0:
            return {}
        db = sqlite3.connect(f"file:{self.path}?mode=ro", uri=True, timeout=10)
        try:
            rows = db.execute("SELECT r.run_id, max(e.epoch) FROM run AS r JOIN epoch AS e "
                              "ON e.run = r.id GROUP BY r.id").fetchall()
            return {run.hex(): last for run, last in rows}
        finally:
            db.close()

    def copied(self, question):
        """Answers a question from a copy of the file and its log, so that nothing changes."""
        with tempfile.TemporaryDirectory(prefix="descent-copy-") as folder:
            copy = os.path.join(folder, "copy.db")
            for suffix in ("", "-wal"):
                if os.path.exists(self.path + suffix):
                    shutil.copyfile(self.path + suffix, copy + suffix)
            db = sqlite3.connect(copy)
            try:
                return question(db)
            finally:
                db.close()

    def flaws(self, acknowledged=None):
        """What is wrong with it: broken pages, gaps, epochs that were seen and are gone."""
        if not os.path.exists(self.path):
            return ["the file is gone"] if acknowledged else []
        return self.copied(lambda db: flaws(db, acknowledged or {}))

    def fingerprint(self):
        """SHA-256 over the exports without `LEFT_OUT`, and over all weights and states."""
        digest = hashlib.sha256()
        for what in ("runs", "epochs", "layers"):
            export = Program.run("export", what, "--format", "csv", db=self.path)
            if export.code != 0:
                raise RuntimeError(f"export {what}: {export}")
            rows = list(csv.reader(io.StringIO(export.output)))
            kept = [i for i, name in enumerate(rows[0]) if name not in LEFT_OUT]
            for row in rows:
                digest.update(repr([row[i] for i in kept]).encode())
        self.copied(lambda db: hash_weights(db, digest))
        return digest.hexdigest()


def flaws(db, acknowledged):
    """The flaws of an open record."""
    found = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
    found += [f"a row of {row[0]} belongs to none" for row in db.execute("PRAGMA foreign_key_check")]
    epochs = {run.hex(): (first, last, count, done) for run, first, last, count, done in db.execute(
        "SELECT r.run_id, min(e.epoch), max(e.epoch), count(*), r.epochs_done "
        "FROM run AS r JOIN epoch AS e ON e.run = r.id GROUP BY r.id")}
    for run, (first, last, count, done) in epochs.items():
        if (first, count, done) != (0, last + 1, last):
            found.append(f"run {run[:8]}: {count} epochs from {first} to {last}, {done} said")
    for run, epoch in acknowledged.items():
        if epochs.get(run, (0, -1))[1] < epoch:
            found.append(f"run {run[:8]}: epoch {epoch} was seen, the last is "
                         f"{epochs.get(run, (0, None))[1]}")
    found += [f"run {run.hex()[:8]}: state of epoch {state}, {done} recorded"
              for run, state, done in db.execute(
                  "SELECT r.run_id, s.epoch, r.epochs_done FROM run AS r "
                  "LEFT JOIN state AS s ON s.run = r.id "
                  "WHERE r.chain IS NOT NULL AND s.epoch IS NOT r.epochs_done")]
    return found


def hash_weights(db, digest):
    """Adds every weight and state, in an order that does not depend on who came first.

    The chain is left out, because it covers the seconds that an epoch took.
    """
    for row in db.execute(
            "SELECT r.run_id, w.epoch, w.layer, w.weights, w.biases FROM weights AS w "
            "JOIN run AS r ON r.id = w.run ORDER BY 1, 2, 3"):
        digest.update(repr(row).encode())
    for row in db.execute(
            "SELECT r.run_id, s.epoch, s.weights, s.optimizer FROM run AS r "
            "LEFT JOIN state AS s ON s.run = r.id ORDER BY 1"):
        digest.update(repr(row).encode())
