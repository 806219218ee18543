"""Arrays as HTML: a table of numbers up to 16 x 16, an image beyond."""

from __future__ import annotations

import math
import re
from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.colours import (
    AROUND,
    PROPERTIES,
    WINDOW,
    Levels,
    Scale,
    Values,
    hex_name,
    ink_on,
    true_colours,
)
from convdemo.png import png
from convdemo.words import LARGEST_TABLE, PAD, describe, number_texts

COMMENT = re.compile(r"/\*.*?\*/ ?", re.DOTALL)
SPACES = re.compile(r";? ?([{};,>]) ?")
ZEROS = re.compile(r"\b0(?=\.\d)")
LARGE, SMALL = 384, 256  # the longer side of an image, in pixels of the page
SHADES = 255  # an odd number, so that one of them is zero's
STRIP_SHADES, STRIP = 16, ('width="80"', 'height="12"')  # a part of the scale
MOST_PIXELS = 512  # of a side
NARROW = 24  # a long sequence
ALL_ZERO = "all 0"
VARIES = "data-varies"  # stands before pixels that differ between machines; the words tell then

Mask = npt.NDArray[np.bool_]
Labels = Sequence[Sequence[str]]


class Panel(NamedTuple):
    """One array of a picture.

    Args:
        title: Stands above the array.
        values: The array; NaN leaves a cell out. Colour images have three channels.
        scale: The colours of the numbers; None for an image in colour.
        labels: What stands beside rows and above columns; if left out, they are counted.
        outlined: Which cells have an outline; neighbours share one.
        groups: The names of groups of as many columns each, such as channels, in a table.
    """

    title: str
    values: Values
    scale: Scale | None
    labels: Labels | None = None
    outlined: Mask | None = None
    groups: Sequence[str] = ()

    @property
    def is_table(self) -> bool:
        """Whether its numbers can be written into cells."""
        return self.values.ndim < 3 and max(self.values.shape) <= LARGEST_TABLE

    @property
    def heading(self) -> str:
        """The title, with a mark where all is 0 and no number says it."""
        return self.title if self.is_table or self.values.any() else f"{self.title}: {ALL_ZERO}"

    @property
    def names(self) -> Labels:
        """What stands beside each row and above each column, or above each cell of a sequence."""
        return self.labels or [_counted(self.values, axis) for axis in range(self.values.ndim)]

    def is_start(self, column: int) -> bool:
        """Return whether a group of columns, but not the first, starts at this one."""
        columns, groups = self.values.shape[-1], len(self.groups)
        return column > 0 < groups and column % (columns // groups) == 0


def panels_html(panels: Sequence[Panel], written: str = "", columns: int = 0) -> str:
    """Return panels side by side, sequences below each other, with what is written below them."""
    side = LARGE if len(panels) < 3 else SMALL
    parts = [table(panel) if panel.is_table else _image(panel, side) for panel in panels]
    stacked = ' class="stack"' if panels[0].values.ndim == 1 else ""
    lines = ['<div class="convdemo">', style("markup.css", "picture.css")]
    in_a_row = columns or len(parts)
    for i in range(0, len(parts), in_a_row):
        lines += [f"<div{stacked}>", *parts[i : i + in_a_row], "</div>"]
    below = [f"<pre>{escape(written)}</pre>"] if written else []
    return "\n".join([*lines, *below, "</div>"])


def style(*names: str) -> str:
    """Return style sheets without comments and spaces that mean nothing."""
    sheets = "".join(map(_sheet, names))
    return f"<style>.convdemo{{{PROPERTIES}}}{sheets}</style>"


def table(panel: Panel) -> str:
    """Return an array as a table with a header for each row and column."""
    values, names = panel.values, panel.names
    rows, columns = names if values.ndim == 2 else (["value"], names[0])
    corner = "index" if values.ndim == 1 else ""
    starts = [" class=start" * panel.is_start(i) for i in range(len(columns))]
    top = "".join(map("<th scope=col{}>{}</th>".format, starts, columns))
    span = len(columns) // (len(panel.groups) or 1)
    group = f"<th scope=colgroup colspan={span}{{}}>{{}}</th>"
    above = "".join(map(group.format, starts[::span], panel.groups))
    above = above and f"<tr><td></td>{above}</tr>"
    lines = [
        f"<table><caption>{escape(panel.title)}</caption>",
        f"<thead>{above}<tr><td>{corner}</td>{top}</tr></thead>",
        "<tbody>",
    ]
    cells = iter(_cells(panel, [PAD in (row, column) for row in rows for column in columns]))
    lines += [
        f"<tr><th scope=row>{row}</th>{''.join(next(cells) for _ in columns)}</tr>" for row in rows
    ]
    return "\n".join([*lines, "</tbody></table>"])


def image_tag(png: bytes, alt: str, *attributes: str) -> str:
    """Return an image with everything in it."""
    source = f'src="data:image/png;base64,{b64encode(png).decode()}"'
    return f'<img alt="{escape(alt)}" {" ".join(attributes)} {source}>'


def free_sides(chosen: Mask) -> dict[tuple[int, int], list[tuple[int, int]]]:
    """Return, for each cell that a mask chooses, the sides on which no other chosen cell lies.

    Example:
    >>> free_sides(np.array([True, True]))
    {(0, 0): [(0, -1), (-1, 0), (1, 0)], (0, 1): [(0, 1), (-1, 0), (1, 0)]}
    """
    cells = {(int(row), int(column)) for row, column in np.argwhere(np.atleast_2d(chosen))}
    sides = [(0, -1), (0, 1), (-1, 0), (1, 0)]
    return {
        (row, column): [
            (down, right) for down, right in sides if (row + down, column + right) not in cells
        ]
        for row, column in sorted(cells)
    }


def _places(values: Values, scale: Scale) -> tuple[Levels, Levels]:
    """Return an array as places in a palette, and the palette."""
    low, high = scale.low, scale.high
    places = np.round((np.clip(values, low, high) - low) * (SHADES - 1) / (high - low))
    return places.astype(np.uint8), scale.rgb(np.linspace(low, high, SHADES))


def _cells(panel: Panel, padded: Sequence[bool]) -> list[str]:
    """Return the cells of a table, row by row."""
    assert panel.scale is not None
    values = panel.values.ravel()
    filled = np.isfinite(values)
    texts = np.full(values.shape, "", dtype=object)
    texts[filled] = number_texts(values[filled])
    rgb = panel.scale.rgb(np.array([float(text or 0) for text in texts]))
    edges = _lines(panel.outlined) if panel.outlined is not None else {}
    cells = []
    for i, (text, shade, ink, is_pad) in enumerate(
        zip(texts, rgb, ink_on(rgb), padded, strict=True)
    ):
        if not text:
            cells.append("<td></td>")
            continue
        is_start = panel.is_start(i % panel.values.shape[-1])
        names = ["pad"] * is_pad + ["on"] * (i in edges) + ["start"] * is_start
        kind = f' class="{" ".join(names)}"' if names else ""
        # The short name would remove the hatching, and fill the gap before a group.
        shaded = "background-color" if is_pad or is_start else "background"
        look = f"{shaded}:{hex_name(shade)};color:{hex_name(ink)}"
        if i in edges:
            look = f'"{look};--lines:{edges[i]}"'  # has spaces, so it needs the quotes
        cells.append(f"<td{kind} style={look}>{text}</td>")
    return cells


def _lines(chosen: Mask) -> dict[int, str]:
    """Return the shadows that outline each cell that a mask chooses, by its number in the table."""
    columns = chosen.shape[-1]
    return {
        row * columns + column: ",".join(
            f"inset {-right * width}px {-down * width}px {colour}"
            for width, colour in ((3, WINDOW), (5, AROUND))
            for down, right in sides
        )
        or "0 0"
        for (row, column), sides in free_sides(chosen).items()
    }


def _image(panel: Panel, longest: int) -> str:
    """Return an array as an image with its title and its scale."""
    values = np.atleast_2d(panel.values)
    every = math.ceil(max(values.shape[:2]) / MOST_PIXELS)
    drawn = values[::every, ::every]
    data = png(true_colours(drawn)) if panel.scale is None else png(*_places(drawn, panel.scale))
    alt = f"{panel.title}: {describe(panel.values)}"
    varies = [] if np.array_equal(drawn, np.round(drawn)) else [VARIES]
    parts = [
        f'<b aria-hidden="true">{escape(panel.heading)}</b>',
        image_tag(data, alt, *_size(drawn.shape[0], drawn.shape[1], longest), *varies),
        _strips(panel.scale) if panel.scale else "",
        f"<div>One row and one column in {every} is drawn.</div>" if every > 1 else "",
    ]
    return "\n".join(["<div>", *filter(None, parts), "</div>"])


def _size(rows: int, columns: int, longest: int) -> list[str]:
    """Return the attributes for an image of this size; a narrow one is stretched."""
    zoom = longest / max(rows, columns)
    zoom = int(zoom) if zoom >= 2 else zoom  # whole, so that all pixels are of one size
    width, height = round(columns * zoom), round(rows * zoom)
    attributes = [f'width="{max(width, NARROW)}"']
    if min(width, height) < NARROW:
        attributes.append(f'height="{max(height, NARROW)}"')
    return [*attributes, 'class="sharp"'] if zoom >= 2 else attributes


def _strips(scale: Scale) -> str:
    """Return the colours between the ends of a scale and its middle, with these three numbers."""
    first, *_ = ticks = scale.ticks
    parts = [ticks[first]]
    for start, end in pairwise(ticks):
        shades = scale.rgb(np.linspace(start, end, STRIP_SHADES))[np.newaxis]
        parts += [image_tag(png(shades), "", *STRIP), ticks[end]]
    return f'<div aria-hidden="true">{" ".join(parts)}</div>'


def _counted(values: Values, axis: int) -> list[str]:
    """Return a number for each place along an axis that holds something, from 0."""
    others = tuple(other for other in range(values.ndim) if other != axis)
    full = np.asarray(np.isfinite(values).any(axis=others))
    return [str(i) if is_full else "" for i, is_full in zip(np.cumsum(full) - 1, full, strict=True)]


@cache
def _sheet(name: str) -> str:
    text = COMMENT.sub("", Path(__file__).with_name(name).read_text(encoding="utf-8"))
    text = text.replace('"', "")  # around values of attributes, which are words
    return ZEROS.sub("", SPACES.sub(r"\1", " ".join(text.split())).replace(": ", ":"))
