"""The program under test, started as a user would."""
import os
import signal
import subprocess
import time

DESCENT = os.path.abspath(os.environ.get("DESCENT") or os.path.join(
    os.path.dirname(os.path.abspath(__file__)), "../../.build/release/descent"))
if not os.access(DESCENT, os.X_OK):
    raise SystemExit(f"no program at {DESCENT}; 'make build' makes it, DESCENT names another")

# Codes that no user's mistake and no fault of the system may end the program with: our own fault,
# and the signals of a trap, an abort, a bus error and a bad address, by themselves or from a shell.
TRAPS = {70, 132, 133, 134, 135, 139, -signal.SIGILL, -signal.SIGTRAP, -signal.SIGABRT,
         -signal.SIGBUS, -signal.SIGSEGV}


class Program:
    """What a finished program left behind."""

    def __init__(self, code, output, errors):
        self.code, self.output, self.errors = code, output, errors

    @property
    def trapped(self):
        """Whether it ended by a fault of its own."""
        return self.code in TRAPS or "Fatal error" in self.errors

    def __repr__(self):
        return f"exit {self.code}: {self.errors.strip()[-300:]}"

    @staticmethod
    def run(*words, db, timeout=120, before=(), **options):
        """Runs the program to its end, on the file `db` or on none; `before` is a command that runs it."""
        file = ["--db", db] if db else []
        done = subprocess.run([*before, DESCENT, *words, *file], timeout=timeout,
                              stdin=subprocess.DEVNULL, stdout=options.pop("stdout", subprocess.PIPE),
                              stderr=options.pop("stderr", subprocess.PIPE), **options)
        text = [(stream or b"").decode(errors="replace") for stream in (done.stdout, done.stderr)]
        return Program(done.returncode, *text)


def started(*words, db, log, before=(), **options):
    """Starts the program; what it says goes to the file `log`."""
    with open(log, "ab") as errors:
        return subprocess.Popen([*before, DESCENT, *words, "--db", db], stdin=subprocess.DEVNULL,
                                stdout=subprocess.DEVNULL, stderr=errors, **options)


def stop(process):
    """Stops a process, and waits until each of its threads stands still.

    A thread that waits for the disk takes the signal when it is done, and the others run until then.
    """
    process.send_signal(signal.SIGSTOP)
    while process.poll() is None and not is_stopped(process.pid):
        time.sleep(0.001)


def is_stopped(pid):
    """Whether every thread stands still."""
    try:
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/stat") as stat:
                if stat.read().rsplit(")", 1)[1].split()[0] not in "TtZX":
                    return False
    except OSError:
        return False
    return True
