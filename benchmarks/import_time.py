"""How long `import convdemo` takes beside `import keras`.

uv run python benchmarks/import_time.py

Each import runs in an interpreter of its own, in turns. The time is that of the import alone,
without the start of the interpreter. The ratio is one of medians.
"""

import argparse
import os
import subprocess
import sys
from statistics import median

TIMED = """
import time
start = time.perf_counter()
import {}
print(time.perf_counter() - start)
"""
AIM = 0.1
os.environ |= {"TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}


def seconds(module: str) -> float:
    """Return how long a fresh interpreter takes to import the module."""
    command = [sys.executable, "-c", TIMED.format(module)]
    return float(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def main() -> None:
    """Measure, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="of each, after one to warm up")
    runs = parser.parse_args().runs
    measured = [(seconds("convdemo"), seconds("keras")) for _ in range(runs + 1)][1:]
    ours, keras = map(median, zip(*measured, strict=True))
    print(
        f"medians of {runs} runs: import convdemo {ours * 1000:.0f} ms over"
        f" import keras {keras * 1000:.0f} ms = {ours / keras:.3f} (aim: below {AIM})"
    )


if __name__ == "__main__":
    main()
