"""The step-by-step view: the walk of a filter as HTML that needs nothing else."""

import json
import re
from collections.abc import Sequence
from functools import cache
from html import escape
from os import PathLike
from pathlib import Path

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, Sizes, as_activation, as_text
from convdemo.colours import ATTRIBUTES, PROPERTIES
from convdemo.walk import Limits, Walk
from convdemo.words import PAD, number_text, place, size_text, spell

LIMITS = Limits(x=16, kernel=7, padded=32)
COMMENT = re.compile(r"/\*.*?\*/ ?|(?<!\S)// .*?$", re.DOTALL | re.MULTILINE)

FIGURE = """<figure class="convdemo" {signs} data-reads="{reads}">
<style>
.convdemo {{ {colours} }}
{css}
</style>
<figcaption>{title}</figcaption>
<div>
{tables}
</div>
<details><summary>All {count} sums</summary>
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
    of one step outlined, its sum written out. In print, and in a notebook that is not trusted,
    the tables and the list of all sums remain.

    Args:
        x: The input, a sequence of at most 16 numbers or an image of at most 16 x 16.
        kernel: The weights, at most 7 along each axis.
        bias: As in `steps`.
        strides: As in `steps`.
        padding: As in `steps`.
        dilation_rate: As in `steps`.
        activation: Applied to each sum: `"relu"`, or `None` and `"linear"`, which change nothing.
        title: Stands above the tables.

    Input shape: `(length,)` or `(rows, columns)`, without batch and channel axes.

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
        activation: str | None = None,
        title: str = "Step by step",
    ) -> None:
        walk = Walk(x, kernel, bias, strides, padding, dilation_rate, limits=LIMITS)
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
        labels = [axis.labels for axis in walk.axes]
        tables = [
            _table(f"Input{around}, {size_text(walk.x)}", walk.padded, labels),
            _table(f"Filter, {size_text(walk.kernel)}{_spread(walk)}", walk.kernel),
            _table(f"Feature map{after}, {size_text(feature_map)}", feature_map),
        ]
        sums = [
            f"<li><b>{place(step.position)}</b>:\n"
            f"{spell(step.patch, walk.kernel, walk.bias, step.value)}"
            + (f", relu gives {number_text(value)}" if rectified else "")
            for step, value in zip(walk.steps, feature_map.flat, strict=True)
        ]
        reads = [
            [list(range(axis.padded)[axis.window(p)]) for p in range(axis.size)]
            for axis in walk.axes
        ]
        self._parts = {
            "reads": json.dumps(reads, separators=(",", ":")),
            "signs": ATTRIBUTES,
            "colours": PROPERTIES,
            "css": _source("stepper.css"),
            "tables": "\n".join(tables),
            "count": len(walk.steps),
            "sums": "".join(sums),
            "js": _source("stepper.js"),
        }

    def __repr__(self) -> str:
        """Return one line."""
        return self._summary

    def _repr_html_(self) -> str:
        return FIGURE.format(title=escape(self.title), **self._parts)

    def to_html(self, path: str | PathLike[str]) -> None:
        """Write a page that opens from disk, without a network.

        Args:
            path: Where to; a file that is there is replaced.
        """
        title = escape(self.title)
        figure = FIGURE.format(title=f"<h1>{title}</h1>", **self._parts)
        page = PAGE.format(title=title, figure=figure)
        Path(path).write_text(page, encoding="utf-8", newline="\n")


def _table(caption: str, values: Array, heads: Sequence[Sequence[str]] | None = None) -> str:
    """Return an array as a table with a header for each row and column."""
    heads = heads or [list(map(str, range(n))) for n in values.shape]
    rows, columns = heads if values.ndim == 2 else (["value"], heads[0])
    top = "".join(f'<th scope="col">{head}</th>' for head in columns)
    lines = [f"<table><caption>{caption}</caption>", f"<thead><tr><td></td>{top}</tr></thead>"]
    lines.append("<tbody>")
    mark = ' class="pad"'
    for row, line in zip(rows, np.atleast_2d(values), strict=True):
        cells = "".join(
            f"<td{mark if PAD in (row, column) else ''}>{number_text(value)}</td>"
            for column, value in zip(columns, line, strict=True)
        )
        lines.append(f'<tr><th scope="row">{row}</th>{cells}</tr>')
    return "\n".join([*lines, "</tbody></table>"])


def _spread(walk: Walk) -> str:
    """Return strides and dilation, where there are some, as a part of a caption."""
    sizes = {
        name: [getattr(axis, name) for axis in walk.axes] for name in ("strides", "dilation_rate")
    }
    return "".join(
        f", {name} {' x '.join(map(str, each))}" for name, each in sizes.items() if max(each) > 1
    )


@cache
def _source(name: str) -> str:
    """Return a script or style without indentation, comments and empty lines."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    lines = COMMENT.sub("", text).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
