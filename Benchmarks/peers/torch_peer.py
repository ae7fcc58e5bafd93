"""PyTorch in eager mode: the loop its users write, without a DataLoader's overhead."""
import time

import torch
from workloads import WORKLOADS, data, parameters


def seconds_per_epoch(workload, epochs):
    sizes, m, hidden, cost, eta, mu, lam, threads, _ = WORKLOADS[workload]
    torch.set_num_threads(threads)
    x, labels, y = data(workload)
    x, y, labels = torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(labels).long()
    layers = []
    for l, (w, b) in enumerate(parameters(sizes)):
        layer = torch.nn.Linear(*w.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(w.T.copy()))
            layer.bias.copy_(torch.from_numpy(b))
        layers.append(layer)
    sigma = torch.relu if hidden == "relu" else torch.sigmoid
    groups = [{"params": [l.weight for l in layers], "weight_decay": lam / len(x)},
              {"params": [l.bias for l in layers]}]
    optimizer = torch.optim.SGD(groups, lr=eta, momentum=mu)
    times = []
    for _ in range(min(epochs, 3 if workload == "W5" else epochs) + 1):
        start = time.perf_counter()
        order = torch.randperm(len(x))
        for i in range(0, len(x), m):
            rows = order[i:i + m]
            a = x[rows]
            for layer in layers[:-1]:
                a = sigma(layer(a))
            z = layers[-1](a)
            if cost == "quadratic":
                loss = 0.5 * ((torch.sigmoid(z) - y[rows]) ** 2).sum() / len(rows)
            elif cost == "cross_entropy":
                loss = torch.nn.functional.binary_cross_entropy_with_logits(
                    z, y[rows], reduction="sum") / len(rows)
            else:
                loss = torch.nn.functional.cross_entropy(z, labels[rows])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        times.append(time.perf_counter() - start)
    return times[1:]
