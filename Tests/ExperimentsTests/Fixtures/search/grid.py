"""Writes grid.json: the points that W&B's own grid search makes of grid.yaml, in its order.

W&B visits keys by name, Descent in the order they are written, so only the sets must agree.
Needs the packages sweeps 0.3 and PyYAML. Run in this folder: python3 grid.py
"""

import json
import pathlib

import sweeps
import yaml

config = yaml.safe_load(pathlib.Path("grid.yaml").read_text())
runs = [run for run in sweeps.next_runs(config, [], n=100) if run]
points = [{key: str(value["value"]) for key, value in run.config.items()} for run in runs]
with open("grid.json", "w", encoding="utf-8") as file:
    json.dump(points, file, indent=1)
    file.write("\n")
