"""Arrays as cells of numbers on Matplotlib axes: the parts that every plot is made of."""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from convdemo.colours import WINDOW
from convdemo.words import LARGEST_TABLE, number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import XAxis, YAxis
    from matplotlib.figure import Figure
    from matplotlib.image import AxesImage

GREY = "gray"
SIGNED = "RdBu_r"
CELL_INCHES = 0.42
LARGE_INCHES = 3.4
MOST_IN_A_ROW = 4
MOST_WITH_NUMBERS = 8
SMALL_IN_A_ROW = 8
SMALL_INCHES = 0.85
MOST_WITH_SIGNS = 5
LETTER_INCHES = 0.085

Values = npt.NDArray[Any]

# On a slow machine Matplotlib announces, in red, that it lists the fonts when it first starts.
logging.getLogger("matplotlib.font_manager").addFilter(
    lambda record: "building the font cache" not in record.getMessage()
)


def panels(
    shapes: Sequence[tuple[int, ...]], titles: Sequence[str] = ()
) -> tuple[Figure, list[Axes]]:
    """Return a figure with axes for arrays of these shapes, as wide as the titles need.

    Sequences stand below each other, images beside each other, four large ones two by two.

    More than `MOST_WITH_NUMBERS` images are small: no numbers fit into their cells.
    """
    from matplotlib.figure import Figure

    are_large = max(map(max, shapes)) > LARGEST_TABLE
    in_a_row = 2 if are_large and len(shapes) == 4 else MOST_IN_A_ROW
    large = LARGE_INCHES / {1: 1, 2: 1, 3: 1.5, 4: 1}.get(len(shapes), 2)
    margin = 1.1 if are_large else 0.9
    heights, widths = zip(*(_inches(shape, large) for shape in shapes), strict=True)
    if len(shapes) <= MOST_WITH_NUMBERS:
        texts = (len(title) * LETTER_INCHES - 0.5 for title in titles or [""] * len(shapes))
        widths = tuple(map(max, widths, texts))
    if len(shapes[0]) == 1:  # below each other, counted along one axis
        figure = Figure((max(widths) + 1.5, sum(heights) + 0.6 * len(shapes)), layout="constrained")
        axes = figure.subplots(len(shapes), squeeze=False, height_ratios=heights)
    elif len(shapes) <= in_a_row:
        figure = Figure(
            (sum(widths) + margin * len(shapes), max(heights) + 0.6), layout="constrained"
        )
        axes = figure.subplots(1, len(shapes), squeeze=False, width_ratios=widths)
    else:
        small = len(shapes) > MOST_WITH_NUMBERS
        columns = SMALL_IN_A_ROW if small else in_a_row
        rows = math.ceil(len(shapes) / columns)
        room = SMALL_INCHES + 0.2 if small else max(widths) + margin
        size = columns * room, rows * (room if small else max(heights) + 0.6)
        figure = Figure(size, layout="constrained")
        axes = figure.subplots(rows, columns, squeeze=False)
    for spare in axes.flat[len(shapes) :]:
        spare.remove()
    return figure, list(axes.flat[: len(shapes)])


def draw(
    axes: Axes,
    values: Values,
    title: str,
    cmap: str,
    limits: tuple[float, float],
    *,
    labels: Sequence[Sequence[str]] | None = None,
    small: bool = False,
) -> AxesImage:
    """Draw an array as cells, with a number in each where there is room.

    Args:
        axes: Where to.
        values: The array; NaN leaves a cell out.
        title: Stands above the cells.
        cmap: Name of the colour map.
        limits: The values of its two ends.
        labels: What stands beside the rows and below the columns, or below the cells of a
            sequence; if left out, those that hold something are counted.
        small: Whether to leave out numbers and labels, and set a minus in a cell below 0 of a few.
    """
    cells = values[np.newaxis] if values.ndim == 1 else values
    rows, columns = cells.shape[:2]
    low, high = limits
    image = axes.imshow(
        cells if cells.ndim == 2 else cells / (1 if high <= 1 else 255),
        cmap=cmap,
        vmin=low,
        vmax=high,
        interpolation="nearest",
    )
    axes.set_anchor("W")  # the title starts where the image does
    axes.set_title(title, fontsize=10 if small else 11, loc="left", parse_math=False)
    axes.tick_params(which="both", length=0, labelsize=8, labelcolor="0.35")
    axes.spines[:].set_visible(False)
    if small:
        axes.set(xticks=[], yticks=[])
        if max(rows, columns) <= MOST_WITH_SIGNS:
            for row, column in np.argwhere(cells < 0):
                _write(axes, image, cells[row, column], "\N{MINUS SIGN}", column, row)
        return image
    axes.locator_params(integer=True)
    if values.ndim == 1:
        axes.set_aspect("auto" if columns > LARGEST_TABLE else "equal")
    if max(rows, columns) <= LARGEST_TABLE and cells.ndim == 2:
        axes.set_xticks(range(columns))
        axes.set_yticks(range(rows))
        for row, column in np.argwhere(np.isfinite(cells)):
            value = cells[row, column]
            _write(axes, image, value, number_text(value), column, row)
            _frame(axes, column, row)
    labels = labels or [_counted(cells), _counted(cells.swapaxes(0, 1))]
    _label(axes.xaxis, labels[-1])
    _label(axes.yaxis, labels[0] if values.ndim > 1 else [])
    return image


def outline(axes: Axes, chosen: npt.NDArray[np.bool_]) -> None:
    """Outline the cells where a mask of the array drawn is true; neighbours share one outline."""
    from matplotlib.collections import LineCollection

    cells = set(_cells(chosen))
    sides = {(-1, 0): ((0, 0), (1, 0)), (1, 0): ((0, 1), (1, 1))}
    sides |= {(0, -1): ((0, 0), (0, 1)), (0, 1): ((1, 0), (1, 1))}
    lines = [
        [(column - 0.5 + x, row - 0.5 + y) for x, y in side]
        for row, column in sorted(cells)
        for (down, right), side in sides.items()
        if (row + down, column + right) not in cells
    ]
    axes.add_collection(
        LineCollection(lines, colors=WINDOW, linewidths=3, capstyle="projecting", clip_on=False)
    )


def hatch(axes: Axes, chosen: npt.NDArray[np.bool_]) -> None:
    """Hatch the cells where a mask of the array drawn is true."""
    from matplotlib.patches import Rectangle

    for row, column in _cells(chosen):
        axes.add_patch(
            Rectangle(
                (column - 0.5, row - 0.5), 1, 1, fill=False, hatch="///", edgecolor="0.6", lw=0
            )
        )


def add_scale(image: AxesImage) -> None:
    """Add a colour bar to the right of an image, with its ends and zero written out."""
    low, high = image.get_clim()
    axes = image.axes
    left, right = axes.get_xlim()
    inches = min((right - left) * CELL_INCHES, LARGE_INCHES)
    place = (1 + 0.1 / inches, 0, 0.12 / inches, 1)
    bar = axes.figure.colorbar(image, cax=axes.inset_axes(place))
    bar.set_ticks(ticks := sorted({low, 0, high}), labels=[number_text(tick) for tick in ticks])
    bar.ax.tick_params(length=0, labelsize=8)
    bar.outline.set_visible(False)


def grey_limits(values: Values) -> tuple[float, float]:
    """Return black and white: 0 or the lowest value, and the highest."""
    return min(values.min(), 0), max(values.max(), 0) or 1


def signed_limits(arrays: Iterable[Values]) -> tuple[float, float]:
    """Return limits around zero that hold all values of all arrays."""
    largest = max(np.abs(values).max() for values in arrays) or 1
    return -largest, largest


def _inches(shape: tuple[int, ...], large: float) -> tuple[float, float]:
    rows, columns = shape[:2] if len(shape) > 1 else (1, shape[0])
    if len(shape) == 1:
        return CELL_INCHES, min(columns, LARGEST_TABLE) * CELL_INCHES
    cell = CELL_INCHES if max(rows, columns) <= LARGEST_TABLE else large / max(rows, columns)
    return rows * cell, columns * cell


def _cells(chosen: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return row and column of each cell where a mask is true."""
    return [(int(row), int(column)) for row, column in np.argwhere(np.atleast_2d(chosen))]


def _counted(cells: Values) -> list[str]:
    """Return a number for each row that holds something, from 0."""
    filled = [np.isfinite(row).any() for row in cells]
    return [str(sum(filled[:i])) if full else "" for i, full in enumerate(filled)]


def _label(axis: XAxis | YAxis, labels: Sequence[str]) -> None:
    """Name the cells along an axis."""
    names = dict(enumerate(labels))
    axis.set_major_formatter(lambda tick, _: names.get(int(tick), "") if tick % 1 == 0 else "")


def _write(axes: Axes, image: AxesImage, value: float, text: str, x: float, y: float) -> None:
    """Write into the cell of a value, black or white as the colour below it asks."""
    red, green, blue, _ = image.to_rgba(np.asarray(value))
    light = 0.299 * red + 0.587 * green + 0.114 * blue > 0.5
    axes.text(
        x,
        y,
        text,
        color="black" if light else "white",
        fontsize=11 if len(text) <= 3 else 8,
        horizontalalignment="center",
        verticalalignment="center",
    )


def _frame(axes: Axes, x: float, y: float) -> None:
    from matplotlib.patches import Rectangle

    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, fill=False, edgecolor="0.6", linewidth=0.5))
