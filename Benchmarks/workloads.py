"""W1 to W6: what is trained, in words for descent and in numbers for its peers."""
import gzip
import os
import struct

import numpy as np

FASHION = "data=fashion-mnist validation=0 initialization=nielsen"
LARGE = "activation=relu output_activation=softmax cost=log_likelihood optimizer=momentum learning_rate=0.02"

# sizes, mini-batch, hidden activation, output and cost, η, μ, λ, threads, and descent's words
WORKLOADS = {
    "W1": ([784, 30, 10], 10, "sigmoid", "quadratic", 3.0, 0.0, 0.0, 1,
           f"{FASHION} hidden_layers=[30] cost=quadratic learning_rate=3 mini_batch_size=10"),
    "W2": ([784, 100, 10], 10, "sigmoid", "cross_entropy", 0.5, 0.0, 5.0, 1,
           f"{FASHION} hidden_layers=[100] l2=5 learning_rate=0.5 mini_batch_size=10"),
    "W3": ([784, 256, 256, 10], 128, "relu", "softmax", 0.02, 0.9, 0.0, 2,
           f"{FASHION.replace('nielsen', 'he')} hidden_layers=[256,256] {LARGE} mini_batch_size=128"),
    "W4": ([784, 1024, 1024, 10], 256, "relu", "softmax", 0.02, 0.9, 0.0, 2,
           f"{FASHION.replace('nielsen', 'he')} hidden_layers=[1024,1024] {LARGE} mini_batch_size=256"),
    "W5": ([4, 8, 3], 1, "sigmoid", "quadratic", 0.5, 0.0, 0.0, 1,
           "data=iris validation=0 hidden_layers=[8] cost=quadratic learning_rate=0.5 mini_batch_size=1"),
}
EPOCHS = {"W1": 5, "W2": 4, "W3": 4, "W4": 2, "W5": 3000}
SWEEP = ("data=fashion-mnist train_limit=10000 validation=0 cost=quadratic epochs=3 "
         "hidden_layers=[10],[30],[100] learning_rate=0.1,0.5,1,3 mini_batch_size=10,32")
GRID = [(h, eta, m) for h in (10, 30, 100) for eta in (0.1, 0.5, 1.0, 3.0) for m in (10, 32)]
SWEEP_EXAMPLES, SWEEP_EPOCHS = 10_000, 3


def _folder():
    for base in (os.environ.get("DESCENT_DATA", ""), "/usr/share/datasets"):
        if base and os.path.isdir(os.path.join(base, "fashion-mnist")):
            return os.path.join(base, "fashion-mnist")
    raise SystemExit("benchmarks: Fashion-MNIST is not installed; apt install dataset-fashion-mnist")


def _idx(name):
    data = gzip.open(os.path.join(_folder(), name)).read()
    shape = struct.unpack(f">{data[3]}I", data[4:4 + 4 * data[3]])
    return np.frombuffer(data, np.uint8, offset=4 + 4 * data[3]).reshape(shape)


def fashion():
    x = _idx("train-images-idx3-ubyte.gz").reshape(-1, 784).astype(np.float32) / np.float32(255)
    return x, _idx("train-labels-idx1-ubyte.gz").astype(np.int32)


def iris():
    here = os.path.dirname(os.path.abspath(__file__))
    rows = [line.split(",") for line in open(os.path.join(here, "../Sources/CBuiltInData/iris.csv"))][1:]
    x = np.array([row[:4] for row in rows], np.float32)
    names = sorted({row[4].strip() for row in rows})
    return (x - x.mean(0)) / x.std(0), np.array([names.index(row[4].strip()) for row in rows], np.int32)


def data(workload):
    x, labels = iris() if workload == "W5" else fashion()
    return x, labels, np.eye(WORKLOADS[workload][0][-1], dtype=np.float32)[labels]


def parameters(sizes, seed=0):
    r = np.random.default_rng(seed)
    return [((r.standard_normal((a, b)) / np.sqrt(a)).astype(np.float32), np.zeros(b, np.float32))
            for a, b in zip(sizes, sizes[1:])]
