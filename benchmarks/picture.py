"""What pictures cost: one of 8 x 8 numbers, as a table and as a figure, and sheets of many maps.

uv run python benchmarks/picture.py

Table and figure in one process, in turns; medians. The first table of a process is measured alone,
and whether Matplotlib was loaded for it.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import numpy as np

import convdemo as cd

IMAGE = [[0, 0, 0, 1, 1, 0, 0, 0]] * 8
RUNS = 20
MILLISECONDS_AIM, BYTES_AIM = 2, 5_000
SHEETS = {(64, 64, 64): 1.5, (4, 4, 512): 3, (300, 64): 1.5, (300, 512): 3}  # to their aims
SHEET_RUNS = 3


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
    for shape, aim in SHEETS.items():
        maps = np.moveaxis(np.random.default_rng(0).normal(size=shape), -1, 0)
        sheet = partial(_shown, list(maps))
        seconds = median(milliseconds(sheet) for _ in range(SHEET_RUNS)) / 1000
        width, height = cd.plot_feature_maps(list(maps)).figure.get_size_inches()
        size = " x ".join(map(str, maps[0].shape))
        print(f"{len(maps)} maps of {size}: {seconds:.2f} s (aim: at most {aim}), ", end="")
        print(f"{width:.1f} x {height:.1f} inches, {len(sheet()) / 1e6:.1f} MB")


def _shown(maps: list[np.ndarray]) -> str:
    return cd.plot_feature_maps(maps)._repr_html_()


if __name__ == "__main__":
    main()
