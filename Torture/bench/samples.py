"""A small record with every table in use, and half a run in its log."""
import os
import shutil
import signal
import time

from bench.program import Program, started

# The sweep of the record; launching it again trains what was lost of it.
GRID = ["data=xor", "hidden_layers=[3]", "epochs=3", "optimizer=sgd,adam", "--name", "grid"]


def make_record(folder, *sweeps):
    """A record with every table in use, further sweeps, and half a run in its log."""
    db = os.path.join(folder, "base.db")
    common = ["data=xor", "hidden_layers=[3]", "epochs=3"]
    for words in (
            ["sweep", *GRID], *(["sweep", *words] for words in sweeps),
            ["train", *common, "learning_rate=1e300", "seed=5"],
            ["train", *common, "seed=6", "--weights", "last"],
            ["tag", "@1", "--add", "kept"], ["note", "@2", "a note, of some length"],
            ["fork", "@1", "--epoch", "2", "learning_rate=0.25"],
            ["train", *common, "seed=7"], ["rm", "@1"],
            ["verify", "@2"], ["gradcheck", "@2"]):
        done = Program.run(*words, db=db)
        if done.code != 0:
            raise RuntimeError(f"{words}: {done}")
    kill_in_training(db, folder)
    return db


def kill_in_training(db, folder):
    """Leaves a log behind, as a process does that is killed."""
    process = started("train", "data=xor", "hidden_layers=[4]", "seed=8", "epochs=1000000",
                      "--weights", "last", db=db, log=os.path.join(folder, "log"))
    until = time.monotonic() + 30
    while time.monotonic() < until:
        if os.path.exists(db + "-wal") and os.path.getsize(db + "-wal") > 60_000:
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()


def copy(db, target):
    """Copies a file and its log."""
    for suffix in ("", "-wal"):
        if os.path.exists(db + suffix):
            shutil.copyfile(db + suffix, target + suffix)
