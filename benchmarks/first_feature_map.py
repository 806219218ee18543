"""What a lesson costs beside plain Keras: memory, and time to the first feature map.

uv run python benchmarks/first_feature_map.py

Lesson 02 runs in a kernel of its own, as in Jupyter; a plain script imports Keras and calls one
layer. Both start anew for each run, in turns. Two ratios come out, of medians:

memory  the peak of the lesson's kernel, all its cells run, over the peak of the plain script
time    from the start of the kernel until the cell of the first feature map has run, over the
        plain script's whole run plus the start of a bare kernel

Peak memory is the largest resident set of the one process (VmHWM, which Linux keeps).
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

LESSON = Path(__file__).parents[1] / "notebooks" / "02_convolve_an_image.ipynb"
FIRST_FEATURE_MAP = "keras-feature-map"
PLAIN = """
import keras
import numpy as np

image = np.tile(np.float32([0, 0, 0, 1, 1, 0, 0, 0]), (8, 1))
keras.layers.Conv2D(1, kernel_size=3)(image.reshape(1, 8, 8, 1))
print(open("/proc/self/status").read())
"""
MEMORY_AIM, TIME_AIM = 1.2, 1.3
# What `import convdemo` sets for a lesson holds for the plain script too.
os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


class Cost(NamedTuple):
    """Wall time, and peak resident memory."""

    seconds: float
    megabytes: float


def peak(status: str) -> float:
    """Return the peak in megabytes from the text of a process's status file."""
    (line,) = (line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024 / 1e6


def run_plain() -> Cost:
    """Run the plain script."""
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", PLAIN], check=True, stdout=subprocess.PIPE)
    return Cost(time.perf_counter() - start, peak(done.stdout.decode()))


def new_client() -> NotebookClient:
    """Return a client with the lesson, whose kernel has not started."""
    lesson = nbformat.read(LESSON, as_version=4)
    quiet = Config(KernelManager={"transport_encryption": "auto"})
    return NotebookClient(lesson, timeout=120, config=quiet)


def start_bare() -> float:
    """Start a kernel and return the seconds until it is ready."""
    client = new_client()
    start = time.perf_counter()
    with client.setup_kernel():
        return time.perf_counter() - start


def run_lesson() -> Cost:
    """Run the lesson and return the seconds until the first feature map, and the peak."""
    client = new_client()
    seconds = None
    start = time.perf_counter()
    with client.setup_kernel():
        for index, cell in enumerate(client.nb.cells):
            client.execute_cell(cell, index)
            if cell.id == FIRST_FEATURE_MAP:
                seconds = time.perf_counter() - start
        status = Path(f"/proc/{client.km.provisioner.pid}/status").read_text()
    if seconds is None:
        sys.exit(f"{LESSON.name} has no cell {FIRST_FEATURE_MAP}")
    return Cost(seconds, peak(status))


def main() -> None:
    """Measure, and print both ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="of each, after one to warm up")
    runs = parser.parse_args().runs
    measured = [(run_plain(), start_bare(), run_lesson()) for _ in range(runs + 1)][1:]
    plain, bare, lesson = zip(*measured, strict=True)
    plain_seconds, plain_megabytes = map(median, zip(*plain, strict=True))
    seconds, megabytes = map(median, zip(*lesson, strict=True))
    bare_seconds = median(bare)
    print(f"medians of {runs} runs of lesson {LESSON.stem}")
    print(
        f"memory: {megabytes:.0f} MB over {plain_megabytes:.0f} MB"
        f" = {megabytes / plain_megabytes:.2f} (aim: at most {MEMORY_AIM})"
    )
    print(
        f"time: {seconds:.2f} s over {plain_seconds:.2f} s + {bare_seconds:.2f} s"
        f" = {seconds / (plain_seconds + bare_seconds):.2f} (aim: at most {TIME_AIM})"
    )


if __name__ == "__main__":
    main()
