"""Writes canonical.json: canonical texts of definitions and their ids, by Python's own means.

Numbers are written by repr, which finds the fewest digits that read back, and hashed by hashlib.
Run in this folder: python3 canonical.py
"""

import hashlib
import json


def text(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value).removesuffix(".0")
    return str(value).replace("\\", "\\\\").replace("\n", "\\n")


def entry(name, values):
    lines = sorted(f"{key}={text(value)}\n" for key, value in values.items())
    canonical = "".join(lines)
    digest = hashlib.sha256(canonical.encode()).digest()
    return {"name": name, "text": canonical, "id": digest[:16].hex()}


defaults = {
    "activation": "sigmoid",
    "cost": "cross_entropy",
    "data": bytes(range(32)).hex(),
    "dropout": 0.0,
    "hidden_layers": [30],
    "initialization": "nielsen",
    "l1": 0.0,
    "l2": 0.0,
    "learning_rate": 0.5,
    "mini_batch_size": 10,
    "numerics_version": 1,
    "optimizer": "sgd",
    "output_activation": "sigmoid",
    "precision": "single",
    "scale": "unit",
    "schedule": "constant",
    "seed": 1,
    "shuffle": True,
    "split_seed": 0,
    "task": "classification",
    "validation": 0.2,
}
everything = {
    "activation": "tanh",
    "cost": "huber",
    "data": bytes(range(32)).hex(),
    "dropout": 0.25,
    "epochs": 100,
    "gradient_clip": 1e-05,
    "hidden_layers": [100, 30],
    "initialization": bytes(range(255, 223, -1)).hex(),
    "l1": 1e16,
    "l2": 3.0,
    "learning_rate": 1 / 3,
    "mini_batch_size": 150,
    "minimum_rate": 5e-324,
    "numerics_version": 1,
    "optimizer": "adamw",
    "output_activation": "identity",
    "precision": "double",
    "scale": "standard",
    "schedule": "warmup_cosine",
    "seed": 9223372036854775807,
    "shuffle": False,
    "target": "a\\b\nc=σ",
    "task": "regression",
    "train_limit": 150,
    "validation": "test",
    "warmup_epochs": 7,
    "weight_decay": 0.1,
}
with open("canonical.json", "w", encoding="utf-8") as file:
    json.dump([entry("defaults", defaults), entry("everything", everything)], file, indent=1)
    file.write("\n")
