"""The step-by-step view: the walk of a filter as HTML that needs nothing else."""

import json
from functools import cache
from html import escape
from os import PathLike
from pathlib import Path

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, Sizes, as_activation, as_text
from convdemo.channels import MOST_SHOWN
from convdemo.colours import Scale, grey_scale, signed_scale
from convdemo.markup import Panel, style, table
from convdemo.walk import Limits, Walk
from convdemo.words import channel_name, number_text, place, size_text, spell

LIMITS = Limits(x=16, kernel=7, padded=32, channels=MOST_SHOWN)
HINT = "<p>Run this cell to step through.</p>\n"

FIGURE = """<figure class="convdemo" aria-label="{name}" data-reads="{reads}">
{style}
<figcaption>{title}</figcaption>
<div>
{tables}
</div>
{hint}<details><summary>All {count} sums</summary>
<ol>{sums}</ol>
</details>
<script>
{js}
</script>
</figure>"""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; font-family: system-ui, sans-serif; }}
body {{ background: Canvas; color: CanvasText; margin: 1em auto; max-width: 75em; padding: 0 1em; }}
h1 {{ font-size: 1.3em; }}
@media print {{ :root {{ color-scheme: light; }} }}
</style>
</head>
<body>
<main>
{figure}
</main>
</body>
</html>
"""


class Stepper:
    """The walk of a filter over an input, to be stepped through.

    As the last line of a cell it shows input, filter and feature map as linked tables, the window
    of one step outlined, its sum written out. Each channel has a grid of its own and a sum of its
    own; the last line adds these. In print, and in a notebook that is not trusted, the coloured
    tables and the list of all sums remain.

    Args:
        x: The input, a sequence of at most 16 numbers or an image of at most 16 x 16, of at most 8
            channels.
        kernel: The weights, at most 7 along each axis.
        bias: As in `steps`.
        strides: As in `steps`.
        padding: As in `steps`.
        dilation_rate: As in `steps`.
        channels: As in `steps`.
        activation: Applied to each sum: `"relu"`, or `None` and `"linear"`, which change nothing.
        title: Stands above the tables.

    Input shape: As in `steps`.

    Raises:
        TypeError: An argument is not made of numbers, or not of text where text is due.
        ValueError: An argument has a wrong shape, size or name, or is too large to be shown.

    Example:
    >>> Stepper([0, 0, 0, 1, 1, 0, 0, 0], kernel=[-1, 2, -1], activation="relu")
    Stepper: 6 steps of a filter of 3 over an input of 8, feature map from 0 to 1
    """

    def __init__(
        self,
        x: npt.ArrayLike,
        kernel: npt.ArrayLike,
        *,
        bias: float = 0.0,
        strides: Sizes = 1,
        padding: str = "valid",
        dilation_rate: Sizes = 1,
        channels: bool = False,
        activation: str | None = None,
        title: str = "Step by step",
    ) -> None:
        walk = Walk(x, kernel, bias, strides, padding, dilation_rate, channels, LIMITS)
        self.title = as_text(title, "title")
        rectified = as_activation(activation) == "relu"
        feature_map = np.maximum(walk.feature_map, 0) if rectified else walk.feature_map
        self._summary = (
            f"Stepper: {len(walk.steps)} steps of a filter of {size_text(walk.kernel)} over an "
            f"input of {size_text(walk.x)}, feature map from {number_text(feature_map.min())} "
            f"to {number_text(feature_map.max())}"
        )
        padded = walk.padded.shape != walk.x.shape
        around = f" with {walk.axes[0].padding} padding" if padded else ""
        after = " after relu" if rectified else ""
        inputs, weights = walk.by_channel(walk.padded), walk.by_channel(walk.kernel)
        has_channels = len(inputs) > 1
        labels = [axis.labels for axis in walk.axes]
        counted = [list(map(str, range(axis.kernel_size))) for axis in walk.axes]
        panels = [
            _panel(f"Input{around}, {size_text(walk.x)}", inputs, grey_scale(walk.x), labels),
            _panel(
                f"Filter, {size_text(walk.kernel)}{_spread(walk)}",
                weights,
                signed_scale([walk.kernel]),
                counted,
            ),
            Panel(
                f"Feature map{after}, {size_text(feature_map)}",
                feature_map,
                signed_scale([feature_map]),
            ),
        ]
        sums = [
            f"<li{' class=parts' * has_channels}>{place(step.position)}:\n"
            f"{spell(walk.by_channel(step.patch), weights, walk.bias, step.value)}"
            + (f", relu gives {number_text(value)}" if rectified else "")
            for step, value in zip(walk.steps, feature_map.flat, strict=True)
        ]
        sheets = ["markup.css", "stepper.css"] + ["channels.css"] * has_channels
        self._parts = {
            "reads": json.dumps(_reads(walk, len(inputs)), separators=(",", ":")),
            "style": style(*sheets),
            "tables": "\n".join(map(table, panels)),
            "count": len(walk.steps),
            "sums": "".join(sums),
            "js": _script(),
        }

    def __repr__(self) -> str:
        """Return one line."""
        return self._summary

    def _repr_html_(self) -> str:
        title = escape(self.title)
        return FIGURE.format(name=title, title=title, hint=HINT, **self._parts)

    def to_html(self, path: str | PathLike[str]) -> None:
        """Write a page that opens from disk, without a network.

        Args:
            path: Where to; a file that is there is replaced.
        """
        title = escape(self.title)
        heading = f"<h1>{title}</h1>"
        figure = FIGURE.format(name=title, title=heading, hint="", **self._parts)
        page = PAGE.format(title=title, figure=figure)
        Path(path).write_text(page, encoding="utf-8", newline="\n")


def _panel(title: str, grids: list[Array], scale: Scale, labels: list[list[str]]) -> Panel:
    """Return the grids of channels in one table: side by side, or below each other if 1-D."""
    if len(grids) == 1:
        return Panel(title, grids[0], scale, labels)
    names = list(map(channel_name, range(len(grids))))
    *rows, columns = labels
    if not rows:
        return Panel(title, np.stack(grids), scale, [names, columns])
    return Panel(title, np.hstack(grids), scale, [*rows, columns * len(grids)], groups=names)


def _reads(walk: Walk, channels: int) -> list[list[list[int]]]:
    """Return the rows and the columns of the table that each position reads, in all channels."""
    *rows, columns = (
        [list(range(axis.padded)[axis.window(p)]) for p in range(axis.size)] for axis in walk.axes
    )
    if not rows:
        return [[list(range(channels))], columns]
    width = walk.axes[-1].padded
    beside = [[c * width + i for c in range(channels) for i in each] for each in columns]
    return [*rows, beside]


def _spread(walk: Walk) -> str:
    """Return strides and dilation, where there are some, as a part of a caption."""
    sizes = {
        name: [getattr(axis, name) for axis in walk.axes] for name in ("strides", "dilation_rate")
    }
    return "".join(
        f", {name} {' x '.join(map(str, each))}" for name, each in sizes.items() if max(each) > 1
    )


@cache
def _script() -> str:
    return Path(__file__).with_name("stepper.min.js").read_text(encoding="utf-8").strip()
