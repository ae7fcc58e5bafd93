"""Trains small random networks in NumPy, float64, straight from the definitions, and writes what a
run must record: python make_trainings.py > trainings.json

Nothing here shares a line with the Swift code: gradients come from whole-matrix formulas, sums from
NumPy, exp and log from libm. Agreement to about 1e-10 is what two orders of summation leave.
"""
import json
import numpy as np

ACTIVATIONS = ["sigmoid", "tanh", "relu", "leaky_relu", "elu", "gelu", "softplus", "identity"]
OPTIMIZERS = ["sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw"]
C1, C3 = np.sqrt(2 / np.pi), 0.044715


def sigmoid(z):
    return 0.5 * (1 + np.tanh(z / 2))


def act(name, z):
    """a and da/dz."""
    if name == "sigmoid":
        a = sigmoid(z); return a, a * (1 - a)
    if name == "tanh":
        a = np.tanh(z); return a, 1 - a * a
    if name == "relu":
        return np.maximum(z, 0), (z > 0) * 1.0
    if name == "leaky_relu":
        return np.where(z > 0, z, 0.01 * z), np.where(z > 0, 1.0, 0.01)
    if name == "elu":
        return np.where(z > 0, z, np.expm1(np.minimum(z, 0))), np.where(z > 0, 1.0, np.exp(np.minimum(z, 0)))
    if name == "gelu":
        t = np.tanh(C1 * (z + C3 * z ** 3))
        return 0.5 * z * (1 + t), 0.5 * (1 + t) + 0.5 * z * (1 - t * t) * C1 * (1 + 3 * C3 * z * z)
    if name == "softplus":
        return np.logaddexp(0, z), sigmoid(z)
    return z, np.ones_like(z)


def steepest(name):
    if name == "identity":
        return None
    if name == "sigmoid":
        return 0.25
    if name == "gelu":
        z = np.linspace(0, 4, 4_000_001)
        return act("gelu", z)[1].max()
    return 1.0


GELU_STEEPEST = steepest("gelu")


def output(name, z):
    if name == "softmax":
        e = np.exp(z - z.max(1, keepdims=True)); return e / e.sum(1, keepdims=True), None
    return act(name, z)


def cost_and_delta(cost, out, z, y):
    """C_x of each example and dC_x/dz."""
    a, slope = output(out, z)
    d = a - y
    if cost == "cross_entropy":
        return (y * np.logaddexp(0, -z) + (1 - y) * np.logaddexp(0, z)).sum(1), d
    if cost == "log_likelihood":
        lse = np.log(np.exp(z - z.max(1, keepdims=True)).sum(1, keepdims=True)) + z.max(1, keepdims=True)
        return (y * (lse - z)).sum(1), a * y.sum(1, keepdims=True) - y
    if cost == "quadratic":
        c, g = 0.5 * d * d, d
    elif cost == "absolute":
        c, g = np.abs(d), np.sign(d)
    else:
        c, g = np.where(np.abs(d) <= 1, 0.5 * d * d, np.abs(d) - 0.5), np.clip(d, -1, 1)
    if out == "softmax":
        return c.sum(1), a * (g - (g * a).sum(1, keepdims=True))
    return c.sum(1), g * slope


class Net:
    def __init__(self, case, W, B):
        self.c, self.W, self.B = case, [w.copy() for w in W], [b.copy() for b in B]
        self.v = [[np.zeros_like(p) for p in W + B] for _ in range(2)]
        self.t = 0

    def forward(self, x):
        zs, acts, slopes = [], [x], []
        for l, (w, b) in enumerate(zip(self.W, self.B)):
            z = acts[-1] @ w.T + b
            last = l == len(self.W) - 1
            a, s = output(self.c["output_activation"], z) if last else act(self.c["activation"], z)
            zs.append(z); acts.append(a); slopes.append(s)
        return zs, acts, slopes

    def backward(self, x, y):
        zs, acts, slopes = self.forward(x)
        C, d = cost_and_delta(self.c["cost"], self.c["output_activation"], zs[-1], y)
        deltas = [None] * len(self.W)
        deltas[-1] = d
        for l in range(len(self.W) - 2, -1, -1):
            deltas[l] = (deltas[l + 1] @ self.W[l + 1]) * slopes[l]
        m = len(x)
        gW = [d.T @ a / m for d, a in zip(deltas, acts)]
        gB = [d.mean(0) for d in deltas]
        return C, acts[-1], gW, gB, deltas, slopes

    def update(self, gW, gB, eta, n):
        c = self.c
        K = len(self.W)
        P = self.W + self.B
        g = [gw + c["l2"] / n * w + c["l1"] / n * np.sign(w) for gw, w in zip(gW, self.W)] + list(gB)
        if c["gradient_clip"]:
            norm = np.sqrt(sum((q * q).sum() for q in g))
            g = [q * min(1, c["gradient_clip"] / norm) for q in g]
        self.t += 1
        o, mu = c["optimizer"], c["momentum"]
        for i, p in enumerate(P):
            v, s = self.v[0][i], self.v[1][i]
            if o == "sgd":
                p -= eta * g[i]
            elif o == "momentum":
                v[:] = mu * v + g[i]; p -= eta * v
            elif o == "nesterov":
                v[:] = mu * v + g[i]; p -= eta * (g[i] + mu * v)
            elif o == "rmsprop":
                v[:] = 0.99 * v + 0.01 * g[i] ** 2; p -= eta * g[i] / (np.sqrt(v) + 1e-8)
            else:
                if o == "adamw" and i < K:
                    p *= 1 - eta * c["weight_decay"]
                v[:] = 0.9 * v + 0.1 * g[i]; s[:] = 0.999 * s + 0.001 * g[i] ** 2
                p -= eta * (v / (1 - 0.9 ** self.t)) / (np.sqrt(s / (1 - 0.999 ** self.t)) + 1e-8)


def metrics(task, costs, a, y):
    r = {"cost": float(np.mean(costs))}
    if task == "classification":
        r["accuracy"] = float(np.mean(a.argmax(1) == y.argmax(1)))
    else:
        sse = ((a - y) ** 2).sum(); sst = ((y - y.mean(0)) ** 2).sum()
        r["r2"] = float(1 - sse / sst); r["rmse"] = float(np.sqrt(sse / y.size))
    return r


def norm(*arrays):
    return float(np.sqrt(sum((a * a).sum() for a in arrays)))


def rate(c, e, E, history):
    eta, f, s = c["learning_rate"], c["schedule_factor"], c["schedule_epochs"]
    u, low = c["warmup_epochs"], c["minimum_rate"]
    name = c["schedule"]
    if name == "constant": return eta
    if name == "exponential": return eta * f ** (e - 1)
    if name == "step": return eta * f ** ((e - 1) // s)
    if name == "cosine": return low + (eta - low) * (1 + np.cos(np.pi * (e - 1) / E)) / 2
    if name == "warmup_cosine":
        if e <= u: return eta * e / u
        return low + (eta - low) * (1 + np.cos(np.pi * (e - 1 - u) / (E - u))) / 2
    best, since, k = np.inf, 0, 0
    for h in history:
        since = 0 if h < best else since + 1
        best = min(best, h)
        if since == s: k, since = k + 1, 0
    return eta * f ** k


def measure(net, c, x, y, xv, yv, before):
    """What is recorded at the weights as they are: validation, norms, layers."""
    p = min(len(x), 1000)
    probe = [i * len(x) // p for i in range(p)]
    _, _, gW, gB, deltas, slopes = net.backward(x[probe], y[probe])
    Cv, av, *_ = net.backward(xv, yv)
    layers = []
    for i in range(len(net.W)):
        name = c["output_activation"] if i == len(net.W) - 1 else c["activation"]
        top = None if name in ("softmax", "identity") else GELU_STEEPEST if name == "gelu" else steepest(name)
        ratio = None
        if before is not None and norm(before[i]) > 0:
            ratio = norm(net.W[i] - before[i]) / norm(before[i])
        layers.append({
            "layer": i + 2, "gradient_norm": norm(gW[i], gB[i]),
            "delta_norm": float(np.sqrt((deltas[i] ** 2).sum(1).mean())),
            "weight_norm": norm(net.W[i]), "update_ratio": ratio,
            "saturated": None if top is None else float((np.abs(slopes[i]) < 0.01 * top).mean()),
            "weight_gradient_norm": norm(gW[i]), "bias_gradient_norm": norm(gB[i])})
    return {"validation": metrics(c["task"], Cv, av, yv), "gradient_norm": norm(*gW, *gB),
            "weight_norm": norm(*net.W), "layers": layers}


def train(c, x, y, xv, yv, W, B):
    net = Net(c, W, B)
    n, m = len(x), c["mini_batch_size"]
    C0, a0, *_ = net.backward(x, y)
    rows = [{"epoch": 0, "train": metrics(c["task"], C0, a0, y), "learning_rate": None,
             **measure(net, c, x, y, xv, yv, None)}]
    for e in range(1, c["epochs"] + 1):
        eta = rate(c, e, c["epochs"], [r["validation"]["cost"] for r in rows])
        before = [w.copy() for w in net.W]
        Cs, As = [], []
        for i in range(0, n, m):
            C, a, gW, gB, *_ = net.backward(x[i:i + m], y[i:i + m])
            Cs.append(C); As.append(a)
            net.update(gW, gB, eta, n)
        rows.append({"epoch": e, "train": metrics(c["task"], np.concatenate(Cs), np.concatenate(As), y),
                     "learning_rate": float(eta), **measure(net, c, x, y, xv, yv, before)})
    return rows, net


def case(seed):
    r = np.random.default_rng(seed)
    task = "regression" if seed % 4 == 3 else "classification"
    cost = ["cross_entropy", "log_likelihood", "quadratic", "absolute", "huber"][seed % 5]
    if task == "regression" and cost in ("cross_entropy", "log_likelihood"):
        cost = "quadratic"
    out = {"cross_entropy": "sigmoid", "log_likelihood": "softmax"}.get(
        cost, str(r.choice(ACTIVATIONS + ["softmax"])) if task == "classification" else "identity")
    schedules = ["constant", "exponential", "step", "cosine", "warmup_cosine", "plateau"]
    c = {"task": task, "cost": cost, "output_activation": out, "activation": ACTIVATIONS[seed % 8],
         "optimizer": OPTIMIZERS[seed % 6], "hidden_layers": [[], [5], [4, 17], [6, 3, 4]][int(r.integers(4))],
         "schedule": schedules[seed % 7 % 6], "schedule_factor": 0.7, "schedule_epochs": 2,
         "warmup_epochs": 2, "minimum_rate": 0.001, "momentum": 0.8, "weight_decay": 0.05,
         "mini_batch_size": int(r.choice([1, 4, 7, 23])), "epochs": 5,
         "l2": float(r.choice([0, 0.3])), "l1": float(r.choice([0, 0.2])),
         "gradient_clip": [None, 0.5][int(r.integers(2))], "shuffle": False, "precision": "double"}
    c["learning_rate"] = 0.01 if c["optimizer"] in ("rmsprop", "adam", "adamw") else 0.05
    n, nv, k, K = 23, 9, 3, 3 if task == "classification" else 1
    x, xv = r.normal(size=(n, k)), r.normal(size=(nv, k))
    if task == "classification":
        t, tv = r.integers(0, K, n), r.integers(0, K, nv)
        t[:K] = range(K)
        y, yv = np.eye(K)[t], np.eye(K)[tv]
    else:
        t, tv = x @ r.normal(size=k) + 0.1 * r.normal(size=n), xv.sum(1)
        y, yv = t[:, None], tv[:, None]
    sizes = [k] + c["hidden_layers"] + [K]
    W = [r.normal(size=(b, a)) / np.sqrt(a) for a, b in zip(sizes, sizes[1:])]
    B = [0.1 * r.normal(size=b) for b in sizes[1:]]
    rows, net = train(c, x, y, xv, yv, W, B)
    flat = lambda arrays: [a.ravel().tolist() for a in arrays]
    return {"seed": seed, "definition": c, "x": flat(x), "t": t.tolist(), "x_test": flat(xv),
            "t_test": tv.tolist(), "w": flat(W), "b": flat(B), "epochs": rows,
            "final_w": flat(net.W), "final_b": flat(net.B)}


if __name__ == "__main__":
    print("[")
    print(",\n".join(json.dumps(case(seed), separators=(",", ":")) for seed in range(48)))
    print("]")
