"""Checks that the sweep files of this folder are what W&B's own JSON schema calls a sweep.

Needs the packages sweeps 0.3, jsonschema and PyYAML. Run in this folder: python3 validate.py
"""

import json
import pathlib

import jsonschema
import sweeps
import yaml

schema_file = pathlib.Path(sweeps.__file__).parent / "config" / "schema.json"
schema = json.loads(schema_file.read_text())
# "integer" is a format of W&B's own: whole numbers that are written without a point.
checker = jsonschema.FormatChecker()
checker.checks("integer")(lambda value: isinstance(value, int))
validator = jsonschema.Draft7Validator(schema, format_checker=checker)

for name in ["sweep.yaml", "grid.yaml"]:
    validator.validate(yaml.safe_load(pathlib.Path(name).read_text()))
    print(f"{name}: a sweep")
for wrong in [{"method": "grid", "parameters": {"seed": 1}}, {"metod": "grid"}]:
    assert not validator.is_valid(wrong), wrong
