"""Sweeps that take a few seconds, write all the time, and use everything that training remembers."""
import os
import tempfile
import time

from bench.program import Program
from bench.record import Record

# Optimizers with one and two memories, dropout, rates that depend on the history, stopping rules,
# every policy of weights, both precisions.
SWEEPS = {
    "sgd": ["data=iris", "hidden_layers=[16]", "learning_rate=0.1,0.5", "epochs=400", "--seeds", "2"],
    "adam": ["data=iris", "hidden_layers=[12,8]", "optimizer=adam", "learning_rate=0.001,0.01",
             "dropout=0.1", "seed=1,2", "epochs=300", "--weights", "best"],
    "momentum": ["data=penguins", "hidden_layers=[8]", "optimizer=momentum", "schedule=plateau",
                 "schedule_epochs=3", "learning_rate=0.05", "l2=0,0.1", "epochs=500",
                 "--weights", "7"],
    "wide": ["data=digits", "hidden_layers=[40]", "learning_rate=0.1,0.3,1", "epochs=25",
             "mini_batch_size=50"],
    "double": ["data=moons", "hidden_layers=[10]", "activation=tanh", "precision=double",
               "optimizer=rmsprop", "learning_rate=0.001,0.01", "early_stopping=150", "epochs=250",
               "--weights", "last"],
}
_unbroken = {}


def unbroken(name):
    """The fingerprint of a sweep that nothing disturbed, and the seconds it took."""
    if name not in _unbroken:
        with tempfile.TemporaryDirectory(prefix="descent-unbroken-") as folder:
            db = os.path.join(folder, "descent.db")
            start = time.monotonic()
            done = Program.run("sweep", *SWEEPS[name], db=db)
            seconds = time.monotonic() - start
            if done.code != 0:
                raise RuntimeError(f"sweep {name}: {done}")
            _unbroken[name] = (Record(db).fingerprint(), seconds)
    return _unbroken[name]
