"""What a picture of 8 x 8 numbers costs: as a table in a notebook, and as a Matplotlib figure.

uv run python benchmarks/picture.py

Both in one process, in turns; medians. The first table of a process is measured alone, and whether
Matplotlib was loaded for it.
"""

import sys
import time
from collections.abc import Callable
from statistics import median

import convdemo as cd

IMAGE = [[0, 0, 0, 1, 1, 0, 0, 0]] * 8
RUNS = 20
MILLISECONDS_AIM, BYTES_AIM = 2, 5_000


def as_table() -> str:
    """Return what a notebook shows."""
    return cd.plot_image(IMAGE)._repr_html_()


def as_figure() -> str:
    """Return the same as a Matplotlib picture."""
    return cd.plot_image(IMAGE).described(lambda _: "An image")._repr_html_()


def milliseconds(draw: Callable[[], str]) -> float:
    """Return how long one picture takes."""
    start = time.perf_counter()
    draw()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    """Measure and print."""
    first = milliseconds(as_table)
    print(f"first table: {first:.1f} ms, Matplotlib loaded: {'matplotlib' in sys.modules}")
    milliseconds(as_figure)
    table, figure = zip(
        *((milliseconds(as_table), milliseconds(as_figure)) for _ in range(RUNS)), strict=True
    )
    print(f"table: {median(table):.2f} ms (aim: under {MILLISECONDS_AIM}), ", end="")
    print(f"{len(as_table())} bytes (aim: at most {BYTES_AIM})")
    print(f"figure: {median(figure):.0f} ms, {len(as_figure())} bytes")


if __name__ == "__main__":
    main()
