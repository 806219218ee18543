"""What all lessons cost beside bare kernels that import Keras, on two cores.

uv run python benchmarks/suite.py

The suite is strict nbval over every lesson, two lessons at a time. A bare kernel starts, imports
Keras and ends. Both are held to two cores where the system allows it. One ratio comes out: the
suite's time over (lessons x the median bare kernel) / 2. Then each lesson runs alone on one core:
the slowest is named, and the memory of the largest process.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

import nbformat
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

ROOT = Path(__file__).parents[1]
LESSONS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SUITE = ["-q", "--numprocesses=2", *map(str, LESSONS)]
AIM = 1.6
MOST_SECONDS = 60
MOST_MEGABYTES = 1500
QUIET = Config(KernelManager={"transport_encryption": "auto"})
# What `import convdemo` sets for a lesson holds for the bare kernel too.
os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


def hold_to_cores(count: int) -> None:
    """Keep this process and its children on so many cores, on Linux."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])


def run(notebook: nbformat.NotebookNode) -> float:
    """Start a kernel, run a notebook, end it, and return the seconds."""
    start = time.perf_counter()
    NotebookClient(notebook, timeout=120, config=QUIET).execute()
    return time.perf_counter() - start


def run_bare() -> float:
    """Return the seconds of a kernel that imports Keras."""
    return run(new_notebook(cells=[new_code_cell("import keras")]))


def run_suite() -> float:
    """Run every lesson as a test and return the seconds."""
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "pytest", *SUITE], cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )
    return time.perf_counter() - start


def largest_process() -> str:
    """Return the memory of the largest process that has ended."""
    if sys.platform == "win32":
        return "not measured"
    from resource import RUSAGE_CHILDREN, getrusage

    size = getrusage(RUSAGE_CHILDREN).ru_maxrss  # kilobytes, on macOS bytes
    return f"{size / (1e6 if sys.platform == 'darwin' else 1e6 / 1024):.0f} MB"


def main() -> None:
    """Measure, and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="of each, in turns, after one bare one")
    runs = parser.parse_args().runs
    hold_to_cores(2)
    run_bare()
    measured = [(run_bare(), run_suite(), run_bare()) for _ in range(runs)]
    bare = median(seconds for before, _, after in measured for seconds in (before, after))
    suite = median(seconds for _, seconds, _ in measured)
    print(f"medians of {runs} runs of {len(LESSONS)} lessons on two cores")
    print(
        f"suite: {suite:.1f} s over {len(LESSONS)} x {bare:.2f} s / 2"
        f" = {suite / (len(LESSONS) * bare / 2):.2f} (aim: at most {AIM})"
    )
    hold_to_cores(1)
    alone = {path.stem: run(nbformat.read(path, as_version=4)) for path in LESSONS}
    slowest = max(alone, key=alone.__getitem__)
    print(f"slowest on one core: {slowest}, {alone[slowest]:.1f} s (aim: at most {MOST_SECONDS})")
    print(f"largest process: {largest_process()} (aim: at most {MOST_MEGABYTES})")


if __name__ == "__main__":
    main()
