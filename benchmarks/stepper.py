"""What the stepper costs beside Matplotlib's animation of the same walk.

uv run python benchmarks/stepper.py

Both show the 36 steps of a 3 x 3 filter over an 8 x 8 image, in turns in one process, after one
run each to warm up: `Stepper` as a notebook shows it, and `FuncAnimation.to_jshtml` of three
panels with the window outlined. The ratios are those of median times and of sizes.
"""

import argparse
import time
from collections.abc import Callable
from statistics import median

import numpy as np
from matplotlib.animation import FuncAnimation
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

import convdemo as cd

IMAGE = np.tile([0.0, 0, 0, 1, 1, 0, 0, 0], (8, 1))
FASTER_AIM, SMALLER_AIM, SECONDS_AIM, BYTES_AIM = 200, 50, 0.010, 15_000


def stepper() -> str:
    """Return the stepper's HTML."""
    return cd.Stepper(IMAGE, cd.filters.VERTICAL_LINE)._repr_html_()


def animation() -> str:
    """Return the same walk as Matplotlib animates it."""
    walk = cd.steps(IMAGE, cd.filters.VERTICAL_LINE)
    feature_map = cd.cross_correlate(IMAGE, cd.filters.VERTICAL_LINE)
    figure = Figure()
    panels = figure.subplots(1, 3)
    for axes, values in zip(panels, [IMAGE, cd.filters.VERTICAL_LINE, feature_map], strict=True):
        axes.imshow(values, cmap="gray")
        for (row, column), value in np.ndenumerate(values):
            axes.text(column, row, f"{value:.0f}", color="red", ha="center", va="center")
    window = panels[0].add_patch(Rectangle((-0.5, -0.5), 3, 3, fill=False, edgecolor="orange"))
    output = panels[2].add_patch(Rectangle((-0.5, -0.5), 1, 1, fill=False, edgecolor="orange"))

    def show(step: cd.Step) -> tuple[Rectangle, Rectangle]:
        row, column = step.position
        window.set_xy((column - 0.5, row - 0.5))
        output.set_xy((column - 0.5, row - 0.5))
        return window, output

    return FuncAnimation(figure, show, frames=walk).to_jshtml()


def measure(build: Callable[[], str]) -> tuple[float, int]:
    """Return the seconds that it takes, and the bytes that come out."""
    start = time.perf_counter()
    html = build()
    return time.perf_counter() - start, len(html.encode())


def main() -> None:
    """Measure, and print both ratios."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=5, help="of each, after one to warm up")
    runs = parser.parse_args().runs
    measured = [(measure(stepper), measure(animation)) for _ in range(runs + 1)][1:]
    (ours, our_bytes), (theirs, their_bytes) = (
        [median(values) for values in zip(*each, strict=True)]
        for each in zip(*measured, strict=True)
    )
    print(
        f"medians of {runs} runs: {ours * 1000:.2f} ms (aim: below {SECONDS_AIM * 1000:.0f}) and "
        f"{our_bytes:.0f} bytes (aim: at most {BYTES_AIM})"
    )
    print(f"faster than to_jshtml ({theirs:.2f} s): {theirs / ours:.0f} times (aim: {FASTER_AIM})")
    print(
        f"smaller than to_jshtml ({their_bytes / 1e6:.2f} MB): "
        f"{their_bytes / our_bytes:.0f} times (aim: {SMALLER_AIM})"
    )


if __name__ == "__main__":
    main()
