"""NumPy: whole mini-batches as matrices, float32, in place where it can be."""
import time

import numpy as np
from workloads import GRID, SWEEP_EPOCHS, SWEEP_EXAMPLES, WORKLOADS, data, fashion, parameters


def forward(P, x, hidden, cost):
    activations = [x]
    for l, (w, b) in enumerate(P):
        z = activations[-1] @ w
        z += b
        if l < len(P) - 1 and hidden == "relu":
            np.maximum(z, 0, out=z)
        elif l == len(P) - 1 and cost == "softmax":
            z -= z.max(1, keepdims=True)
            np.exp(z, out=z)
            z /= z.sum(1, keepdims=True)
        else:
            np.negative(z, out=z)
            np.exp(z, out=z)
            z += 1
            np.reciprocal(z, out=z)
        activations.append(z)
    return activations


def epoch(P, V, x, y, order, m, hidden, cost, eta, mu, lam):
    n = len(x)
    for i in range(0, n, m):
        rows = order[i:i + m]
        a = forward(P, x[rows], hidden, cost)
        delta = a[-1] - y[rows]
        if cost == "quadratic":
            delta *= a[-1] * (1 - a[-1])
        for l in reversed(range(len(P))):
            w, b = P[l]
            nw, nb = a[l].T @ delta, delta.sum(0)
            if l:
                delta = delta @ w.T
                delta *= (a[l] > 0) if hidden == "relu" else a[l] * (1 - a[l])
            if lam:
                w *= np.float32(1 - eta * lam / n)
            if mu:
                V[l] *= np.float32(mu)
                nw *= np.float32(eta / len(rows))
                V[l] += nw
                w -= V[l]
            else:
                nw *= np.float32(eta / len(rows))
                w -= nw
            nb *= np.float32(eta / len(rows))
            b -= nb


def seconds_per_epoch(workload, epochs):
    sizes, m, hidden, cost, eta, mu, lam, _, _ = WORKLOADS[workload]
    x, _, y = data(workload)
    P, r, times = parameters(sizes), np.random.default_rng(0), []
    V = [np.zeros_like(w) for w, _ in P]
    for _ in range(epochs + 1):
        start = time.perf_counter()
        epoch(P, V, x, y, r.permutation(len(x)), m, hidden, cost, eta, mu, lam)
        times.append(time.perf_counter() - start)
    return times[1:]


def _point(point):
    hidden, eta, m = point
    P, r = parameters([784, hidden, 10]), np.random.default_rng(0)
    for _ in range(SWEEP_EPOCHS):
        epoch(P, None, _x, _y, r.permutation(len(_x)), m, "sigmoid", "quadratic", eta, 0, 0)
    return float((forward(P, _x, "sigmoid", "quadratic")[-1].argmax(1) == _labels).mean())


def sweep():
    """Seconds of the whole grid in two processes, the data already loaded."""
    global _x, _y, _labels
    import multiprocessing
    x, labels = fashion()
    _x, _labels = x[:SWEEP_EXAMPLES].copy(), labels[:SWEEP_EXAMPLES]
    _y = np.eye(10, dtype=np.float32)[_labels]
    start = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.map(_point, sorted(GRID, key=lambda point: -point[0]), chunksize=1)
    return time.perf_counter() - start
