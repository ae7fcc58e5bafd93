"""Writes overrides.json: what Hydra's and Guild's own parsers make of command-line values.

Needs hydra-core 1.3 and guildai 0.9 with numpy and PyYAML. Run in this folder:
python3 overrides.py
"""

import json

from guild.flag_util import decode_flag_val
from hydra.core.override_parser.overrides_parser import OverridesParser

HYDRA = [
    ("learning_rate", "0.1,0.5,3"),
    ("learning_rate", "0.1, 0.5 , 3"),
    ("learning_rate", "choice(0.1,0.5)"),
    ("learning_rate", "choice(0.1)"),
    ("learning_rate", "range(1,2,0.25)"),
    ("learning_rate", "range(0.1,1,0.1)"),
    ("seed", "range(1,4)"),
    ("seed", "range(4)"),
    ("seed", "range(1,9,3)"),
    ("seed", "range(1,10,3)"),
    ("seed", "range(4,1,-1)"),
    ("seed", "range( 1 , 4 )"),
    ("hidden_layers", "[30],[100]"),
    ("hidden_layers", "[30,30],[]"),
    ("hidden_layers", "choice([30],[100, 30])"),
    ("activation", "sigmoid,tanh"),
    ("shuffle", "True,false"),
    ("data", "'a,b.csv'"),
    ("data", "'a,b.csv',\"c d.csv\""),
    ("data", "a\\,b.csv,c.csv"),
]
GUILD = [
    ("learning_rate", "[0.1,0.01]"),
    ("learning_rate", "[0.1, 0.01]"),
    ("seed", "range[1:4]"),
    ("seed", "range[1:4:2]"),
    ("seed", "range[0:10:3]"),
    ("seed", "range[4:1:-1]"),
    ("learning_rate", "range[0.1:1:0.1]"),
    ("learning_rate", "range[0.25:1:0.25]"),
    ("learning_rate", "linspace[1:3:5]"),
    ("learning_rate", "linspace[1:3]"),
    ("dropout", "linspace[0:0.9:10]"),
    ("learning_rate", "logspace[-4:-1:4]"),
    ("learning_rate", "logspace[-2:1:7]"),
    ("hidden_layers", "[[30],[100, 30]]"),
    ("activation", "[sigmoid,tanh]"),
]


def hydra(key, text):
    override = OverridesParser.create().parse_override(f"{key}={text}")
    if override.is_discrete_sweep():
        values = list(override.sweep_string_iterator())
        parse = OverridesParser.create().parse_override
        return [parse(f"{key}={value}").value() for value in values]
    return [override.value()]


def plain(value):
    return getattr(value, "text", value)


cases = [
    {"key": key, "text": text, "values": [str(plain(value)) for value in hydra(key, text)]}
    for key, text in HYDRA
] + [
    {"key": key, "text": text, "values": [str(value) for value in decode_flag_val(text)]}
    for key, text in GUILD
]
with open("overrides.json", "w", encoding="utf-8") as file:
    json.dump(cases, file, indent=1)
    file.write("\n")
