"""oneDNN by hand: onednn.c, compiled for this machine. It trains W3 and W4."""
import os
import subprocess
import tempfile

from workloads import WORKLOADS, data


def compiled(folder):
    """The program, or None where the library or a compiler is missing."""
    program = os.path.join(folder, "onednn")
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "onednn.c")
    command = [os.environ.get("CC", "cc"), "-O3", "-march=native", source, "-ldnnl", "-lpthread", "-lm", "-o", program]
    try:
        return program if subprocess.run(command, capture_output=True).returncode == 0 else None
    except FileNotFoundError:
        return None


def available():
    with tempfile.TemporaryDirectory() as folder:
        return compiled(folder) is not None


def seconds_per_epoch(workload, epochs):
    sizes, m, _, _, eta, mu, _, threads, _ = WORKLOADS[workload]
    x, labels, _ = data(workload)
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("images", "labels")]
        x.tofile(paths[0])
        labels.tofile(paths[1])
        words = [compiled(folder), *paths, len(x), threads, m, eta, mu, epochs + 1, *sizes]
        # Each worker calls the library alone: it must not start threads of its own.
        out = subprocess.run([str(word) for word in words], env=dict(os.environ, OMP_NUM_THREADS="1"),
                             capture_output=True, text=True, check=True)
    return [float(line) for line in out.stdout.split()][1:]
