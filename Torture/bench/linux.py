"""What only Linux, and often only root, can do: mounts of one's own and faults of system calls."""
import ctypes
import os
import shutil
import subprocess
import sys

CLONE_NEWNS = 0x20000


def need_root(torture):
    """Skips the torture where mounts cannot be made."""
    if not sys.platform.startswith("linux"):
        torture.skip("it needs Linux")
    if os.geteuid() != 0:
        torture.skip("it needs root to mount file systems")


def need(torture, *tools):
    """Skips the torture where a tool is missing."""
    for tool in tools:
        if not shutil.which(tool) and not os.path.exists(f"/usr/sbin/{tool}"):
            torture.skip(f"{tool} is not installed; 'scripts/setup torture' installs it")


def own_mounts(torture):
    """Gives this process mounts of its own, which end with it."""
    need_root(torture)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNS) != 0:
        torture.skip(f"no mounts of its own: {os.strerror(ctypes.get_errno())}")
    done = subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True, text=True)
    if done.returncode != 0:
        torture.skip(f"no mounts of its own: {done.stderr.strip()}")


def mount(*words):
    """Mounts, or says why not."""
    done = subprocess.run(["mount", *words], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"mount {' '.join(words)}: {done.stderr.strip()}")


def unmount(path):
    """Takes a mount away; who still uses it keeps it."""
    subprocess.run(["umount", "-l", path], capture_output=True, check=False)


def small_disk(path, byte_count):
    """A file system of a few bytes in memory."""
    os.makedirs(path, exist_ok=True)
    mount("-t", "tmpfs", "-o", f"size={byte_count}", "tmpfs", path)


def enlarge(path, byte_count):
    """Makes room on a small disk."""
    mount("-o", f"remount,size={byte_count}", path)


def injecting(call, error, when, paths=()):
    """The command that runs another and makes a system call of it fail: the n-th, or from the n-th on."""
    words = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}",
             "-e", f"inject={call}:error={error}:when={when}"]
    for path in paths:
        words += ["-P", path]
    return words
