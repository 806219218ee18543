"""The step-by-step view: the walk of a filter as HTML that needs nothing else."""

import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt

from convdemo.arguments import (
    Array,
    Sizes,
    as_number,
    as_numbers,
    as_padding,
    as_text,
    as_whole_per_axis,
    brief,
)
from convdemo.arithmetic import padding_amounts, windows
from convdemo.colours import ATTRIBUTES, PROPERTIES
from convdemo.walk import steps
from convdemo.words import number_text, spell

LARGEST_INPUT, LARGEST_KERNEL, LARGEST_PADDED = 16, 7, 32
PAD = "pad"
COMMENT = re.compile(r"/\*.*?\*/ ?|(?<!\S)// .*?$", re.DOTALL | re.MULTILINE)
INSTEAD = "take a part of it, such as x[:16, :16], or use plot_feature_maps"

ACTIVATIONS: MappingProxyType[str, Callable[[Array], Array]] = MappingProxyType(
    {
        "linear": lambda values: values,
        "relu": lambda values: np.maximum(values, 0),
        "sigmoid": lambda values: 0.5 + 0.5 * np.tanh(values / 2),
        "tanh": np.tanh,
    }
)

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
        bias: As in `steps`, and so are `strides`, `padding` and `dilation_rate`.
        strides: See above.
        padding: See above.
        dilation_rate: See above.
        activation: Applied to each sum: `None`, `"linear"`, `"relu"`, `"sigmoid"` or `"tanh"`.
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
        x = as_numbers(x, "x", (1, 2))
        kernel = as_numbers(kernel, "kernel", (x.ndim,))
        _require_small(x.shape, LARGEST_INPUT, "x", INSTEAD)
        _require_small(kernel.shape, LARGEST_KERNEL, "kernel", INSTEAD)
        bias = as_number(bias, "bias")
        paddings = [as_padding(padding, rank=x.ndim)] * x.ndim
        strides = as_whole_per_axis(strides, x.ndim, "strides")
        dilation_rate = as_whole_per_axis(dilation_rate, x.ndim, "dilation_rate")
        activate = _known_activation(activation)
        self.title = as_text(title, "title")

        geometry = x.shape, kernel.shape, strides, paddings, dilation_rate
        zeros = list(map(padding_amounts, *geometry))
        padded = tuple(n + sum(each) for n, each in zip(x.shape, zeros, strict=True))
        _require_small(padded, LARGEST_PADDED, "x with its padding", "take a lower dilation_rate")
        walk = steps(
            x, kernel, bias=bias, strides=strides, padding=padding, dilation_rate=dilation_rate
        )
        shape = [last + 1 for last in walk[-1].position]
        feature_map = activate(np.array([step.value for step in walk]).reshape(shape))
        self._summary = (
            f"Stepper: {len(walk)} steps of a filter of {_size(kernel)} over an input of {_size(x)}, "
            f"feature map from {number_text(feature_map.min())} to {number_text(feature_map.max())}"
        )

        heads = [
            [str(place) if 0 <= place < n else PAD for place in range(-before, n + after)]
            for n, (before, after) in zip(x.shape, zeros, strict=True)
        ]
        around = f" with {paddings[0]} padding" if np.any(zeros) else ""
        spread = "".join(
            f", {name} {' x '.join(map(str, sizes))}"
            for name, sizes in (("strides", strides), ("dilation_rate", dilation_rate))
            if max(sizes) > 1
        )
        then = "" if activation is None else f" after {activation}"
        tables = [
            _table(f"Input{around}, {_size(x)}", np.pad(x, zeros), heads),
            _table(f"Filter, {_size(kernel)}{spread}", kernel),
            _table(f"Feature map{then}, {_size(feature_map)}", feature_map),
        ]
        sums = [
            f"<li><b>{_place(step.position)}</b>:\n{spell(step.patch, kernel, bias, step.value)}"
            + (f", {activation} gives {number_text(value)}" if then else "")
            for step, value in zip(walk, feature_map.flat, strict=True)
        ]
        starts = [before for before, _ in zeros]
        reads = [
            [[place + start for place in read] for read in axis]
            for axis, start in zip(map(windows, *geometry), starts, strict=True)
        ]
        self._parts = {
            "reads": json.dumps(reads, separators=(",", ":")),
            "signs": ATTRIBUTES,
            "colours": PROPERTIES,
            "css": _source("stepper.css"),
            "tables": "\n".join(tables),
            "count": len(walk),
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


def _size(array: Array) -> str:
    return " x ".join(map(str, array.shape))


def _place(position: tuple[int, ...]) -> str:
    names = ("row", "column") if len(position) == 2 else ("index",)
    return ", ".join(f"{name} {place}" for name, place in zip(names, position, strict=True))


@cache
def _source(name: str) -> str:
    """Return a script or style without indentation, comments and empty lines."""
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    lines = COMMENT.sub("", text).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())


def _require_small(shape: tuple[int, ...], most: int, name: str, instead: str) -> None:
    if max(shape) > most:
        limit = " x ".join([str(most)] * len(shape))
        msg = f"{name} must be at most {limit} to be stepped through, but has shape {shape}: {instead}"
        raise ValueError(msg)


def _known_activation(activation: Any) -> Callable[[Array], Array]:
    known = "activation must be None, " + ", ".join(map(repr, ACTIVATIONS))
    if activation is None:
        return ACTIVATIONS["linear"]
    if not isinstance(activation, str):
        msg = f"{known}, but was {brief(activation)}"
        raise TypeError(msg)
    if activation not in ACTIVATIONS:
        msg = f"{known}, but was {brief(activation)}"
        raise ValueError(msg)
    return ACTIVATIONS[activation]
