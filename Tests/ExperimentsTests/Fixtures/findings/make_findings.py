#!/usr/bin/env python3
"""Writes findings.json: what the rules of docs/findings.md find in trainings made to show it.

    make_findings.py DESCENT

The program trains each case and exports its history; the rules are written here a second time, over
whole histories and without any state, so they share no code with what is tested.
"""
import json
import math
import subprocess
import sys
import tempfile
from pathlib import Path

CASES = {
    "healthy": [
        "data=iris",
        "data=penguins hidden_layers=[16,8] activation=relu learning_rate=0.1",
        "data=moons hidden_layers=[8] activation=tanh optimizer=adam learning_rate=0.01 epochs=40",
        "data=circles hidden_layers=[8] activation=softplus learning_rate=0.1",
        "data=moons task=regression hidden_layers=[8] activation=relu learning_rate=0.05",
        "data=digits train_limit=400 epochs=12",
        "data=digits train_limit=400 epochs=12 hidden_layers=[30,30,30] activation=tanh "
        "initialization=xavier learning_rate=0.1",
        "data=xor hidden_layers=[4] activation=tanh optimizer=adam learning_rate=0.1 epochs=40 seed=2",
        "data=digits train_limit=200 hidden_layers=[10] learning_rate=0.003 epochs=20",
    ],
    "shown": [
        "data=digits train_limit=300 epochs=12 hidden_layers=[30,30,30,30]",
        "data=digits train_limit=100 epochs=3 hidden_layers=[60,60,60,60,60] activation=relu "
        "initialization=standard_normal learning_rate=1e-9",
        "data=moons task=regression hidden_layers=[] scale=none learning_rate=2.5 mini_batch_size=all "
        "epochs=12",
        "data=moons task=regression hidden_layers=[8] activation=relu learning_rate=10",
        "data=digits train_limit=200 epochs=6 hidden_layers=[30,30] activation=tanh learning_rate=10",
        "data=circles hidden_layers=[8] activation=relu learning_rate=30 epochs=12",
        "data=xor hidden_layers=[2] mini_batch_size=1 epochs=20 seed=3",
        "data=digits train_limit=60 epochs=40 hidden_layers=[60] activation=tanh",
        "data=digits train_limit=200 hidden_layers=[30,30,30,30] mini_batch_size=50 learning_rate=0.1 "
        "epochs=30",
    ],
}


def number(value):
    return float(value.lower().replace("infinity", "inf")) if isinstance(value, str) else value


def history(descent, words):
    """The epochs of a training, each with its layers."""
    with tempfile.TemporaryDirectory() as folder:
        database = ["--db", folder + "/descent.db"]
        subprocess.run([descent, "train", *words.split(), *database, "--weights", "none"],
                       check=True, capture_output=True)
        rows = {table: json.loads(subprocess.run(
            [descent, "export", table, *database, "--format", "json"],
            check=True, capture_output=True).stdout) for table in ["runs", "epochs", "layers"]}
    for row in rows["epochs"] + rows["layers"]:
        row.update({key: number(row[key]) for key in row if key != "run"})
    epochs = rows["epochs"]
    for epoch in epochs:
        epoch["layers"] = [r for r in rows["layers"] if r["epoch"] == epoch["epoch"]]
    return rows["runs"][0]["activation"], epochs


def first_run(flags, length):
    """The last epoch of the first `length` epochs in a row for which something holds, or None."""
    for end in range(length, len(flags) + 1):
        if all(flags[end - length:end]):
            return end - 1
    return None


def start_of(flags, end):
    while end > 0 and flags[end - 1]:
        end -= 1
    return end


def find(activation, epochs):
    first = epochs[0]
    found = []

    def add(kind, epoch, layer, metric, value, reference, since):
        known = any(f["finding"] == kind and f["layer"] == layer for f in found)
        if not known:
            found.append(dict(finding=kind, epoch=epoch, layer=layer, metric=metric, value=value,
                              reference=reference, since=since))

    def add_state(kind, layer, metric, flags, value, reference):
        end = first_run(flags, 3)
        if end is not None:
            add(kind, end, layer, metric, value(end), reference(end), start_of(flags, end))

    train = [e["train_cost"] for e in epochs]
    validation = [e["validation_cost"] for e in epochs]
    right = [e["train_accuracy"] for e in epochs]
    norm = [e["gradient_norm"] for e in epochs]
    depth = len(first["layers"])

    divergences = []
    for e in range(len(epochs)):
        for name, costs in [("train_cost", train), ("validation_cost", validation)]:
            if costs[e] is not None and not math.isfinite(costs[e]) and not divergences:
                divergences.append((e, name, costs[e], costs[0], e))
    high = [c > 4 * train[0] for c in train]
    end = first_run(high, 3)
    if end is not None:
        divergences.append((end, "train_cost", train[end], train[0], start_of(high, end)))
    if divergences:
        e, *rest = min(divergences)
        add("divergence", e, None, *rest)

    for e in range(len(epochs)):
        if not math.isfinite(norm[e]) or norm[e] > 100 * norm[0] and train[e] > train[0]:
            add("exploding_gradient", e, None, "gradient_norm", norm[e], norm[0], 0)
            break

    hidden = lambda l: [e["layers"][l] for e in epochs]
    one_sided = activation in ("relu", "elu", "gelu", "softplus")
    if depth >= 3:
        near = [x["delta_norm"] for x in hidden(0)]
        far = [x["delta_norm"] for x in hidden(depth - 2)]
        dead = [one_sided and any(x["saturated"] == 1 for x in e["layers"][:-1]) for e in epochs]
        for kind, flags in [
            ("exploding_gradient", [a > 100 * b for a, b in zip(near, far)]),
            ("vanishing_gradient", [100 * a < b and not d for a, b, d in zip(near, far, dead)]),
        ]:
            add_state(kind, 2, "delta_norm", flags, lambda e: near[e], lambda e: far[e])

    for l in range(depth - 1):
        share = [x["saturated"] for x in hidden(l)]
        if activation in ("sigmoid", "tanh"):
            flags = [s > 0.75 and c > 0.1 * train[0] for s, c in zip(share, train)]
            add_state("saturated_layer", l + 2, "saturated", flags, lambda e: share[e], lambda e: 0.75)
        if one_sided:
            flags = [s == 1 for s in share]
            add_state("dead_layer", l + 2, "saturated", flags, lambda e: share[e], lambda e: 1.0)

    lowest = 0
    for e in range(len(epochs)):
        if e == 0 or train[e] < (1 - 1e-4) * train[lowest]:
            lowest = e
        wrong = right[e] is not None and right[e] < 0.5
        if e - lowest >= 10 and (train[e] > 0.5 * train[0] or wrong):
            add("plateau", e, None, "train_cost", train[e], train[lowest], lowest)

    if validation[0] is not None:
        flags, lowests = [], []
        for e in range(len(epochs)):
            best = min(range(e + 1), key=lambda i: (validation[i], i))
            rise = validation[e] - validation[best]
            flags.append(validation[e] > 1.1 * validation[best] and rise > 0.01 * validation[0]
                         and train[e] < train[best])
            lowests.append(best)
        end = first_run(flags, 5)
        if end is not None:
            best = lowests[end]
            add("overfitting", end, None, "validation_cost", validation[end], validation[best], best)

    return sorted(found, key=lambda f: (f["epoch"], f["layer"] or 0, f["finding"]))


def main():
    cases = []
    for group, trainings in CASES.items():
        for words in trainings:
            found = find(*history(sys.argv[1], words))
            print(group, words, *[(f["finding"], f["epoch"], f["layer"]) for f in found], sep="\n  ")
            for f in found:
                for key in ["value", "reference"]:
                    f[key] = f[key] if math.isfinite(f[key]) else str(f[key])
            cases.append(dict(words=words, findings=found))
    here = Path(__file__).parent
    (here / "findings.json").write_text(json.dumps(cases, indent=1) + "\n")


main()
