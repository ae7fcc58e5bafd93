"""scikit-learn: MLPClassifier, an epoch per partial_fit; its only output is softmax with log-likelihood."""
import time
import warnings

import numpy as np
from sklearn.exceptions import ConvergenceWarning
from sklearn.model_selection import GridSearchCV
from sklearn.neural_network import MLPClassifier
from workloads import SWEEP_EPOCHS, SWEEP_EXAMPLES, WORKLOADS, data, fashion

warnings.filterwarnings("ignore", category=ConvergenceWarning)


def network(hidden, m, activation="logistic", eta=0.1, mu=0.0, lam=0.0, epochs=1):
    return MLPClassifier(hidden, activation=activation, solver="sgd", alpha=lam, batch_size=m, max_iter=epochs,
                         learning_rate_init=eta, momentum=mu, nesterovs_momentum=False, random_state=0)


def seconds_per_epoch(workload, epochs):
    sizes, m, hidden, _, eta, mu, lam, _, _ = WORKLOADS[workload]
    x, labels, _ = data(workload)
    learner = network(sizes[1:-1], m, "relu" if hidden == "relu" else "logistic", eta, mu, lam)
    times = []
    for _ in range(min(epochs, 4) + 1):
        start = time.perf_counter()
        learner.partial_fit(x, labels, classes=np.unique(labels))
        times.append(time.perf_counter() - start)
    return times[1:]


def sweep():
    """Seconds of the whole grid by GridSearchCV in two processes, scored on 1,000 examples."""
    x, labels = fashion()
    x, labels = x[:SWEEP_EXAMPLES], labels[:SWEEP_EXAMPLES]
    grid = {"hidden_layer_sizes": [(100,), (30,), (10,)], "learning_rate_init": [0.1, 0.5, 1.0, 3.0],
            "batch_size": [10, 32]}
    everything = [(np.arange(SWEEP_EXAMPLES), np.arange(1000))]
    start = time.perf_counter()
    GridSearchCV(network((30,), 10, epochs=SWEEP_EPOCHS), grid, cv=everything, n_jobs=2, refit=False).fit(x, labels)
    return time.perf_counter() - start
