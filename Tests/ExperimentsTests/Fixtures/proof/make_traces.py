"""Traces of single examples by NumPy in double precision: traces.json.

Written from the equations of Nielsen's chapter 2, not from the program:
  python3 make_traces.py > traces.json
"""

import json

import numpy as np

random = np.random.default_rng(20)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def gelu(z):
    return 0.5 * z * (1 + np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)))


def gelu_slope(z):
    u = np.sqrt(2 / np.pi) * (z + 0.044715 * z**3)
    du = np.sqrt(2 / np.pi) * (1 + 3 * 0.044715 * z**2)
    return 0.5 * (1 + np.tanh(u)) + 0.5 * z * du / np.cosh(u) ** 2


SIGMA = {
    "sigmoid": (sigmoid, lambda z: sigmoid(z) * (1 - sigmoid(z))),
    "tanh": (np.tanh, lambda z: 1 / np.cosh(z) ** 2),
    "relu": (lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    "leaky_relu": (lambda z: np.where(z > 0, z, 0.01 * z), lambda z: np.where(z > 0, 1, 0.01)),
    "elu": (lambda z: np.where(z > 0, z, np.expm1(z)), lambda z: np.where(z > 0, 1, np.exp(z))),
    "gelu": (gelu, gelu_slope),
    "softplus": (lambda z: np.log1p(np.exp(z)), sigmoid),
    "identity": (lambda z: z, np.ones_like),
}

COST = {
    "quadratic": (lambda a, y: 0.5 * np.sum((a - y) ** 2), lambda a, y: a - y),
    "cross_entropy": (
        lambda a, y: -np.sum(y * np.log(a) + (1 - y) * np.log(1 - a)),
        lambda a, y: (a - y) / (a * (1 - a)),
    ),
    "log_likelihood": (lambda a, y: -np.sum(y * np.log(a)), lambda a, y: -y / a),
    "absolute": (lambda a, y: np.sum(np.abs(a - y)), lambda a, y: np.sign(a - y)),
    "huber": (
        lambda a, y: np.sum(
            np.where(np.abs(a - y) <= 1, 0.5 * (a - y) ** 2, np.abs(a - y) - 0.5)
        ),
        lambda a, y: np.clip(a - y, -1, 1),
    ),
}


def softmax(z):
    powers = np.exp(z - z.max())
    return powers / powers.sum()


def trace(activation, output, cost, sizes):
    w = [random.normal(size=(n, m)) for m, n in zip(sizes, sizes[1:])]
    b = [random.normal(size=n) for n in sizes[1:]]
    x = random.normal(size=sizes[0])
    y = np.eye(sizes[-1])[random.integers(sizes[-1])]
    z, a = [], [x]
    for l, (weights, biases) in enumerate(zip(w, b)):
        z.append(weights @ a[-1] + biases)
        isLast = l == len(w) - 1
        if isLast and output == "softmax":
            a.append(softmax(z[-1]))
        else:
            a.append(SIGMA[output if isLast else activation][0](z[-1]))
    gradient = COST[cost][1](a[-1], y)
    if output == "softmax":
        jacobian = np.diag(a[-1]) - np.outer(a[-1], a[-1])
        delta = [jacobian @ gradient]
    else:
        delta = [gradient * SIGMA[output][1](z[-1])]
    for l in range(len(w) - 2, -1, -1):
        delta.insert(0, (w[l + 1].T @ delta[0]) * SIGMA[activation][1](z[l]))
    arrays = {"x": x, "y": y, "cost": COST[cost][0](a[-1], y)}
    for l in range(len(w)):
        n = l + 2
        arrays |= {
            f"w{n}": w[l], f"b{n}": b[l], f"z{n}": z[l], f"a{n}": a[l + 1],
            f"delta{n}": delta[l], f"nabla_b{n}": delta[l],
            f"nabla_w{n}": np.outer(delta[l], a[l]),
        }
    return {
        "sizes": sizes,
        "activation": activation,
        "output": output,
        "cost": cost,
        "arrays": {name: np.ravel(values).tolist() for name, values in arrays.items()},
    }


cases = [
    ("sigmoid", "sigmoid", "cross_entropy"), ("tanh", "softmax", "log_likelihood"),
    ("relu", "identity", "quadratic"), ("leaky_relu", "tanh", "absolute"),
    ("elu", "softplus", "huber"), ("gelu", "softmax", "quadratic"),
    ("softplus", "sigmoid", "quadratic"), ("identity", "softmax", "huber"),
]
lines = [json.dumps(trace(*case, [3, 4, 3, 2])) for case in cases]
lines.append(json.dumps(trace("sigmoid", "sigmoid", "cross_entropy", [3, 2])))
print("[\n" + ",\n".join(lines) + "\n]")
