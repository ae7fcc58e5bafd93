"""PyTorch in eager mode: the loop its users write, without a DataLoader's overhead."""
import time

import torch
from workloads import GRID, SWEEP_EPOCHS, SWEEP_EXAMPLES, WORKLOADS, data, fashion, parameters


def network(workload, sizes=None):
    sizes, hidden = sizes or WORKLOADS[workload][0], WORKLOADS[workload][2]
    layers = []
    for w, b in parameters(sizes):
        layer = torch.nn.Linear(*w.shape)
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(w.T.copy()))
            layer.bias.copy_(torch.from_numpy(b))
        layers += [layer, torch.nn.ReLU() if hidden == "relu" else torch.nn.Sigmoid()]
    return torch.nn.Sequential(*layers[:-1])


def cost_of(z, y, labels, cost):
    if cost == "quadratic":
        return 0.5 * ((torch.sigmoid(z) - y) ** 2).sum() / len(z)
    if cost == "cross_entropy":
        return torch.nn.functional.binary_cross_entropy_with_logits(z, y, reduction="sum") / len(z)
    return torch.nn.functional.cross_entropy(z, labels)


def train(net, optimizer, x, y, labels, m, cost, epochs):
    """Seconds of each epoch."""
    times = []
    for _ in range(epochs):
        start = time.perf_counter()
        order = torch.randperm(len(x))
        for i in range(0, len(x), m):
            rows = order[i:i + m]
            loss = cost_of(net(x[rows]), y[rows], labels[rows], cost)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        times.append(time.perf_counter() - start)
    return times


def seconds_per_epoch(workload, epochs):
    _, m, _, cost, eta, mu, lam, threads, _ = WORKLOADS[workload]
    torch.set_num_threads(threads)
    x, labels, y = data(workload)
    x, y, labels = torch.from_numpy(x), torch.from_numpy(y), torch.from_numpy(labels).long()
    net = network(workload)
    groups = [{"params": [p for p in net.parameters() if p.ndim == 2], "weight_decay": lam / len(x)},
              {"params": [p for p in net.parameters() if p.ndim == 1]}]
    optimizer = torch.optim.SGD(groups, lr=eta, momentum=mu)
    return train(net, optimizer, x, y, labels, m, cost, min(epochs, 3) + 1)[1:]


def _point(point):
    hidden, eta, m = point
    torch.set_num_threads(1)
    net = network("W1", [784, hidden, 10])
    train(net, torch.optim.SGD(net.parameters(), lr=eta), *_data, m, "quadratic", SWEEP_EPOCHS)


def sweep():
    """Seconds of the whole grid in two processes, the data already loaded."""
    global _data
    import multiprocessing
    x, labels = fashion()
    labels = torch.from_numpy(labels[:SWEEP_EXAMPLES]).long()
    _data = torch.from_numpy(x[:SWEEP_EXAMPLES].copy()), torch.nn.functional.one_hot(labels).float(), labels
    start = time.perf_counter()
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.map(_point, sorted(GRID, key=lambda point: -point[0]), chunksize=1)
    return time.perf_counter() - start
