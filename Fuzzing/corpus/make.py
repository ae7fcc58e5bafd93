#!/usr/bin/env python3
"""Writes the seeds that fuzzing starts from, a folder for each target. Needs NumPy."""
import gzip
import io
import json
import os
import struct

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def write(target, name, content):
    """Writes one seed."""
    os.makedirs(os.path.join(HERE, target), exist_ok=True)
    with open(os.path.join(HERE, target, name), "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def idx(kind, sizes, content):
    return bytes([0, 0, kind, len(sizes)]) + struct.pack(f">{len(sizes)}I", *sizes) + content


def saved(function, *arguments, **options):
    buffer = io.BytesIO()
    function(buffer, *arguments, **options)
    return buffer.getvalue()


def safetensors(**arrays):
    header, content = {"__metadata__": {"format": "pt"}}, b""
    for name, array in arrays.items():
        end = len(content) + array.nbytes
        header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [len(content), end]}
        content += array.tobytes()
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + content


TABLES = {
    "numbers": "a,b,y\n1,2.5,0\n-3e2,.5,1\n+4,5.,2\n",
    "texts": "a,\"b \"\"c\"\"\",y\r\nx,1,cat\r\n\"z\nz\",NA,dog\r\n",
    "bare": "\ufeff1,2,3\r4,5,6\r",
    "odd": "label,0,1\n7,1e-320,12345678901234567890123\n3,nan,inf\n , ,\n",
}
FLOATS = np.arange(6, dtype=np.float32).reshape(2, 3)
ARRAYS = {
    "c": np.arange(6, dtype="<f8").reshape(2, 3), "fortran": np.asfortranarray(FLOATS),
    "big": np.arange(3, dtype=">i4"), "scalar": np.array(5, dtype="u1"), "flags": np.array([True, False]),
}
SWEEPS = {
    "grid": "method: grid\nmetric: {name: validation_cost, goal: minimize}\nparameters:\n"
            "  learning_rate: {values: [0.1, 0.5]}\n  hidden_layers: {values: ['[30]', [100, 30]]}\n"
            "  seed: {min: 1, max: 3}\n  epochs: {value: 5}\n",
    "random": "experiment: e\nname: n\nmethod: random\nrun_cap: 20\nseeds: 2\nsweep_seed: 4\n"
              "parameters:\n  l2: {min: 1.0e-6, max: 0.01, distribution: log_uniform_values}\n"
              "  dropout: {min: 0, max: 0.5, distribution: uniform}\n"
              "  mini_batch_size: {min: 8, max: 64, q: 8, distribution: q_uniform}\n",
    "definition": "data: digits\nhidden_layers: [64, 32]\noptimizer: adam\nlearning_rate: 1e-3\n"
                  "schedule: warmup_cosine\nwarmup_epochs: 3\nearly_stopping: none\nshuffle: true\n",
    "styles": "# a comment\n\"data\": 'xor'\ntarget: |\n  y\nl1: >-\n  0.5\nseed: !!int 3\n---\n",
}
WORDS = {
    "plain": "data=digits\nhidden_layers=[64, 32]\nlearning_rate=0.1,0.5,3\nseed=range(1,4)",
    "functions": "l2=loguniform[1e-6:1e-2]\nlearning_rate=logspace[-3:0:4]\ndropout=uniform[0:0.5]\n"
                 "run_cap=10\nmomentum=linspace[0.5:0.9:3]\nmini_batch_size=choice(8,16)",
    "quotes": "data='a, b.csv'\ntarget=\"x=y\"\nexperiment=a\\,b\nname=n\nmissing=drop\nseeds=3",
    "schedules": "optimizer=adamw\nweight_decay=0.01\nschedule=plateau\nschedule_factor=0.5\n"
                 "schedule_epochs=3\nepochs=all\ngradient_clip=1\nvalidation=0.25\nprecision=double",
}
FILTERS = {
    "compare": "learning_rate > 0.1 and optimizer = 'adam' or not seed in (1, 2, 3)",
    "history": "min(validation_cost) < 0.1 and train_cost@-1 <= 1e-3 and epochs_to(accuracy > 0.9) < 5",
    "times": "started_at > 2h ago and finished_at < '2026-01-31' and seconds between 1m and 2h",
    "sets": "tags contains 'good' and hidden_layers = [64, 32] and run = 0123 and sweep like 'a%'",
    "kinds": "train_cost is nan or validation_cost is empty or status != finished",
}
DEFINITIONS = {
    "all": "hidden_layers=t[3, 2]\nlearning_rate=r0.5\nepochs=i3\nseed=i1\noptimizer=tadam\n"
           "task=tclassification\nscale=tnone\nactivation=tsigmoid\noutput_activation=tsoftmax\n"
           "cost=tlog_likelihood\ninitialization=tnielsen\nmini_batch_size=i4\nvalidation=r0.25\n"
           "shuffle=ttrue\nprecision=tsingle\nsplit_seed=i0\nl2=r0\nl1=r0\ndropout=r0.1\n"
           "schedule=tcosine\nminimum_rate=r0\n",
    "odd": "epochs=r3.5\nseed=t-9223372036854775808\nvalidation=ttest\nhidden_layers=t[]\n"
           "momentum=i1\nschedule=tstep\nschedule_factor=r-0\nearly_stopping=inone\n",
}


def main():
    for name, text in TABLES.items():
        write("csv", name, text)
        write("data", name + ".csv", text)
        write("gzip", name, gzip.compress(text.encode(), mtime=0)[2:])
        write("data", name + ".gz", gzip.compress(text.encode(), mtime=0))
    write("idx", "bytes", idx(8, [2, 2, 3], bytes(range(12))))
    write("idx", "doubles", idx(14, [3], struct.pack(">3d", 1, -0.0, float("nan"))))
    write("idx", "gzip", gzip.compress(idx(13, [2], struct.pack(">2f", 1, 2)), mtime=0))
    for name, array in ARRAYS.items():
        write("npy", name, saved(np.save, array))
    pair = {"x": FLOATS, "y": np.array([0, 1])}
    for name, function in [("stored", np.savez), ("deflated", np.savez_compressed)]:
        write("npz", name, saved(function, **pair))
        write("data", name + ".npz", saved(function, **pair))
    write("safetensors", "weights", safetensors(w2=FLOATS, b2=FLOATS[:, 0]))
    write("safetensors", "empty", struct.pack("<Q", 2) + b"{}")
    for target, texts in [("sweep-file", SWEEPS), ("arguments", WORDS), ("filter", FILTERS),
                          ("definition", DEFINITIONS)]:
        for name, text in texts.items():
            write(target, name, text)
    for name, place in [("header", 20), ("schema", 300), ("page", 4096), ("middle", 60_000), ("log", 150_000)]:
        for target in ["database", "salvage"]:
            write(target, name, struct.pack("<IBB", place, 1, 3))


main()
