"""Matplotlib figures of arrays as cells of numbers."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import numpy as np

from convdemo.colours import AROUND, WINDOW, Scale, Values, hex_name, ink_on, true_colours
from convdemo.markup import Mask, Panel, free_sides
from convdemo.words import LARGEST_TABLE, PAD, number_texts

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.axis import XAxis, YAxis
    from matplotlib.colors import Colormap
    from matplotlib.figure import Figure
    from matplotlib.image import AxesImage

CELL_INCHES = 0.42
LARGE_INCHES = 3.4
MOST_IN_A_ROW = 4
TITLE_SIZE, TITLE_INCHES = 11, 2.2  # a line of one where many stand in a row
LETTER_INCHES, LINE_INCHES = 0.085, 0.2
NUMBER_SIZE, SCALE_SIZE = 9, 8

# On a slow machine Matplotlib announces, in red, that it lists the fonts when it first starts.
logging.getLogger("matplotlib.font_manager").addFilter(
    lambda record: "building the font cache" not in record.getMessage()
)


def draw_panels(panels: Sequence[Panel], columns: int = 0) -> Figure:
    """Return a figure of arrays: sequences below each other, images beside each other."""
    inches = LARGE_INCHES if len(panels) < MOST_IN_A_ROW or columns == 1 else TITLE_INCHES
    titles = [wrapped(panel.heading, inches) for panel in panels]
    figure, all_axes = subplots([panel.values.shape for panel in panels], titles, columns)
    for axes, panel, following in zip(all_axes, panels, [*panels[1:], None], strict=True):
        draw(axes, panel, inches)
        if panel.scale and (following is None or following.scale != panel.scale):
            add_scale(axes, panel.scale)
    return figure


def subplots(
    shapes: Sequence[tuple[int, ...]], titles: Sequence[str], columns: int = 0
) -> tuple[Figure, list[Axes]]:
    """Return a figure with axes for arrays of these shapes, as wide and as high as titles need."""
    from matplotlib.figure import Figure

    count = len(shapes)
    are_large = max(map(max, shapes)) > LARGEST_TABLE
    most = 2 if are_large and count == 4 else MOST_IN_A_ROW
    large = LARGE_INCHES / {1: 1, 2: 1, 3: 1.5, 4: 1}.get(count, 2)
    margin = 1.1 if are_large else 0.9
    heights, widths = zip(*(_inches(shape, large) for shape in shapes), strict=True)
    lines = [title.split("\n") for title in titles]
    widths = tuple(map(max, widths, (max(map(_beside, each)) for each in lines)))
    above = 0.6 + (max(map(len, lines)) - 1) * LINE_INCHES
    ratios: dict[str, Sequence[float]] = {}
    if len(shapes[0]) == 1:  # below each other, counted along one axis
        columns, ratios = 1, {"height_ratios": heights}
        size = max(widths) + 1.5, sum(heights) + above * count
    elif columns or count <= most:  # the cells of all are of one size
        columns = columns or count
        heights = tuple(max(heights[i : i + columns]) for i in range(0, count, columns))
        widths = tuple(max(widths[i::columns]) for i in range(columns))
        ratios = {"height_ratios": heights, "width_ratios": widths}
        size = sum(widths) + margin * columns, sum(heights) + above * len(heights)
    else:
        columns = most
        size = most * (max(widths) + margin), math.ceil(count / most) * (max(heights) + above)
    figure = Figure(size, layout="constrained")
    axes = figure.subplots(math.ceil(count / columns), columns, squeeze=False, gridspec_kw=ratios)
    for spare in axes.flat[count:]:
        spare.remove()
    return figure, list(axes.flat[:count])


def draw(axes: Axes, panel: Panel, title_inches: float = LARGE_INCHES) -> AxesImage:
    """Draw an array as cells, with a number in each where there is room."""
    values, scale = panel.values, panel.scale
    cells = values[np.newaxis] if values.ndim == 1 else values
    rows, columns = cells.shape[:2]
    if scale:
        image = axes.imshow(
            cells, cmap=_colour_map(scale), vmin=scale.low, vmax=scale.high, interpolation="nearest"
        )
    else:
        image = axes.imshow(true_colours(cells), interpolation="nearest")
    title = wrapped(panel.heading, title_inches)
    # The title starts where the image does. The layout finds room for one line wherever it stands.
    axes.set_anchor("NW" if "\n" in title else "W")
    axes.set_title(title, fontsize=TITLE_SIZE, loc="left", parse_math=False)
    axes.tick_params(which="both", length=0, labelsize=NUMBER_SIZE)
    axes.spines[:].set_visible(False)
    axes.locator_params(integer=True)
    if values.ndim == 1:
        axes.set_aspect("auto" if columns > LARGEST_TABLE else "equal")
    if scale and panel.is_table:
        axes.set_xticks(range(columns))
        axes.set_yticks(range(rows))
        _write(axes, scale, cells)
        _frame(axes, cells)
    names = panel.names
    _label(axes.xaxis, names[-1] if values.ndim < 3 else names[1])
    _label(axes.yaxis, names[0] if values.ndim > 1 else [])
    if panel.labels:
        _hatch(axes, _padded(names))
    if panel.outlined is not None:
        outline(axes, panel.outlined)
    return image


def wrapped(text: str, inches: float, size: float = TITLE_SIZE) -> str:
    """Return a text in lines that are no longer than this in letters of this size in points."""
    letters = len(text)
    while letters > 1:
        lines = fill(text, letters)
        if (longest := max(text_inches(line, size) for line in lines.split("\n"))) <= inches:
            return lines
        letters = max(1, min(letters - 1, int(letters * inches / longest)))
    return text


def text_inches(text: str, size: float = 1) -> float:
    """Return how wide a line is in letters of this size in points."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    width, _, _ = text_to_path.get_text_width_height_descent(text, FontProperties(size=10), False)
    return float(width) / 10 / 72 * size


def outline(axes: Axes, chosen: Mask) -> None:
    """Outline the cells where a mask of the array drawn is true; neighbours share one outline."""
    from matplotlib.collections import LineCollection
    from matplotlib.patheffects import withStroke

    ends = {(-1, 0): ((0, 0), (1, 0)), (1, 0): ((0, 1), (1, 1))}
    ends |= {(0, -1): ((0, 0), (0, 1)), (0, 1): ((1, 0), (1, 1))}
    lines = [
        [(column - 0.5 + x, row - 0.5 + y) for x, y in ends[side]]
        for (row, column), sides in free_sides(chosen).items()
        for side in sides
    ]
    drawn = LineCollection(lines, colors=WINDOW, linewidths=3, capstyle="projecting", clip_on=False)
    drawn.set_path_effects([withStroke(linewidth=5, foreground=AROUND)])
    axes.add_collection(drawn)


def add_scale(
    axes: Axes, scale: Scale, place: tuple[float, float, float, float] | None = None
) -> None:
    """Add a colour bar, to the right of an image if no place is given, with its numbers."""
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Normalize

    left, right = axes.get_xlim()
    inches = min((right - left) * CELL_INCHES, LARGE_INCHES)
    place = place or (1 + 0.1 / inches, 0, 0.12 / inches, 1)
    colours = ScalarMappable(Normalize(scale.low, scale.high), _colour_map(scale))
    bar = axes.figure.colorbar(colours, cax=axes.inset_axes(place))
    bar.set_ticks([*scale.ticks], labels=[*scale.ticks.values()])
    bar.ax.tick_params(length=0, labelsize=SCALE_SIZE)
    bar.outline.set_visible(False)


def _colour_map(scale: Scale) -> Colormap:
    from matplotlib.colors import LinearSegmentedColormap

    share = (scale.middle - scale.low) / (scale.high - scale.low)
    points = [(0, scale.below)] * (share > 0) + [(share, scale.at), (1, scale.above)]
    return LinearSegmentedColormap.from_list("scale", points)


def _beside(line: str) -> float:
    """Return how wide a panel must be for a line above it, which reaches into its margin."""
    return max(len(line) * LETTER_INCHES, text_inches(line, TITLE_SIZE)) - 0.5


def _inches(shape: tuple[int, ...], large: float) -> tuple[float, float]:
    rows, columns = shape[:2] if len(shape) > 1 else (1, shape[0])
    if len(shape) == 1:
        return CELL_INCHES, min(columns, LARGEST_TABLE) * CELL_INCHES
    cell = CELL_INCHES if max(rows, columns) <= LARGEST_TABLE else large / max(rows, columns)
    return rows * cell, columns * cell


def _cells(chosen: Mask) -> list[tuple[int, int]]:
    """Return row and column of each cell where a mask is true."""
    return [(int(row), int(column)) for row, column in np.argwhere(np.atleast_2d(chosen))]


def _padded(names: Sequence[Sequence[str]]) -> Mask:
    """Return which cells are padding."""
    rows, columns = ([name == PAD for name in each] for each in ([""], *names)[-2:])
    return np.logical_or.outer(rows, columns)


def _label(axis: XAxis | YAxis, labels: Sequence[str]) -> None:
    """Name the cells along an axis."""
    names = dict(enumerate(labels))
    axis.set_major_formatter(lambda tick, _: names.get(int(tick), "") if tick % 1 == 0 else "")


def _write(axes: Axes, scale: Scale, cells: Values) -> None:
    """Write each number into its cell, in the ink that its colour asks for."""
    rgb = scale.rgb(np.nan_to_num(cells))
    inks = ink_on(rgb)
    filled = np.isfinite(cells)
    texts = number_texts(cells[filled])
    widest = max(map(text_inches, {*texts}), default=0)
    size = min(NUMBER_SIZE, 0.9 * CELL_INCHES / widest) if widest else NUMBER_SIZE
    for (row, column), text in zip(_cells(filled), texts, strict=True):
        axes.text(
            column,
            row,
            text,
            color=hex_name(inks[row, column]),
            fontsize=size,
            horizontalalignment="center",
            verticalalignment="center",
        )


def _frame(axes: Axes, cells: Values) -> None:
    from matplotlib.patches import Rectangle

    for row, column in _cells(np.isfinite(cells)):
        axes.add_patch(
            Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor="0.6", linewidth=0.5)
        )


def _hatch(axes: Axes, chosen: Mask) -> None:
    from matplotlib.patches import Rectangle

    for row, column in _cells(chosen):
        axes.add_patch(
            Rectangle(
                (column - 0.5, row - 0.5), 1, 1, fill=False, hatch="///", edgecolor="0.6", lw=0
            )
        )
