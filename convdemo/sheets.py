"""Many arrays on one page, small: images in rows, and long sequences as curves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from convdemo.cells import SCALE_SIZE, TITLE_INCHES, TITLE_SIZE, add_scale, text_inches, wrapped
from convdemo.colours import Levels, hex_name, ink_on
from convdemo.markup import ALL_ZERO, Panel
from convdemo.words import MOST_TOLD, number_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PAGE_INCHES = 8.4
BAR_INCHES = 0.12  # the colours of a scale, which stands at the right
IN_A_ROW = 8
LARGEST_TITLE, LEAST_TITLE, LEAST_OF_MANY = 10, 7, 5  # in points
LINE = 1.45  # from one line to the next, in letters
GAP = 0.15  # from one panel to the next, in panels
FLAT, CURVE_INCHES = 0.6, 1.2  # the height of a small curve, in its width; of a large one
MOST_WITH_SIGNS = 5
FRAME, INK = "0.7", "0.46"  # the second stands out from white and from black alike

Size = tuple[float, float]


class Page(NamedTuple):
    """Where small panels stand on a page, in inches from its top left corner."""

    titles: Sequence[str]
    letter: float  # of the titles, in points
    columns: int
    room: float  # from one panel to the next
    row: float  # from one row to the next
    above: float  # a panel, for its title

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return math.ceil(len(self.titles) / self.columns)

    def corner(self, i: int) -> Size:
        """Return where the top left corner of a panel stands."""
        row, column = divmod(i, self.columns)
        return column * self.room, row * self.row + self.above


def draw_sheet(panels: Sequence[Panel]) -> Figure:
    """Return a figure of small images with their scale, or with the end of each one's own."""
    longest = max(max(panel.values.shape) for panel in panels)
    images = [_coloured(panel, longest) for panel in panels]
    tallest, pitch = max(map(len, images)), longest + math.ceil(GAP * longest)
    scales = [panel.scale for panel in panels if panel.scale]
    is_common = len(set(scales)) == 1
    more = [] if is_common else [f" ±{number_text(scale.high)}" for scale in scales]
    ticks = scales[0].ticks.values() if is_common else []
    aside = max((2 * BAR_INCHES + text_inches(text, SCALE_SIZE) for text in ticks), default=0)
    page = _page(_titles(panels, more), PAGE_INCHES - aside, 1 + (tallest - longest) / pitch)
    figure, axes = _blank(page)
    pixel = page.room / pitch
    for first in range(0, len(images), page.columns):
        strip = np.zeros((tallest, pitch * page.columns, 4), dtype=np.uint8)
        for i, image in enumerate(images[first : first + page.columns]):
            height, width = image.shape[:2]
            strip[:height, i * pitch : i * pitch + width] = np.insert(image, 3, 255, axis=-1)
        _, top = page.corner(first)
        place = (0, page.room * page.columns, top + pixel * tallest, top)
        axes.imshow(strip, extent=place, aspect="auto", interpolation="nearest")
    sizes = [(pixel * image.shape[1], pixel * image.shape[0]) for image in images]
    _frame(axes, page, sizes)
    _mark_zeros(axes, page, sizes, panels, 0.5)
    if longest <= MOST_WITH_SIGNS:
        _write_signs(axes, page, sizes, panels)
    if is_common:
        width, height = figure.get_size_inches()
        tall = max(sizes[0][1], min(1, page.row * page.rows - page.above))
        low = 1 - (page.above + tall) / height
        place = (1 - aside / width, low, BAR_INCHES / width, tall / height)
        add_scale(axes, scales[0], place)
    return figure


def draw_curve_sheet(panels: Sequence[Panel]) -> Figure:
    """Return a figure of small curves, each in a frame from the lowest number to the highest."""
    from matplotlib.collections import LineCollection
    from matplotlib.lines import Line2D

    ends = _ends(panels)
    texts = [f"{number_text(low)} to {number_text(high)}" for low, high in ends]
    is_common = len(set(ends)) == 1
    note = "Across: all indices" + (f". Upwards: {texts[0]}" if is_common else "")
    more = [] if is_common else [f"\n{text}" for text in texts]
    page = _page(_titles(panels, more), PAGE_INCHES, FLAT + GAP)
    figure, axes = _blank(page, note)
    size = width, height = page.room / (1 + GAP), FLAT * page.room
    zeros = []
    for i, (panel, (low, high)) in enumerate(zip(panels, ends, strict=True)):
        left, top = page.corner(i)
        across = left + width * np.linspace(0, 1, len(panel.values))
        down = top + height * (high - panel.values) / (high - low)
        axes.add_line(Line2D(across, down, color="tab:blue", linewidth=0.8))
        zero = top + height * high / (high - low)
        zeros.append([(left, zero), (left + width, zero)])
    axes.add_collection(LineCollection(zeros, colors=FRAME, linewidths=0.5, zorder=1))
    sizes = [size] * len(panels)
    _frame(axes, page, sizes)
    low, high = ends[0]
    _mark_zeros(axes, page, sizes, panels, 0.25 if high > -low else 0.75)
    return figure


def draw_curves(panels: Sequence[Panel]) -> Figure:
    """Return a figure of curves below each other."""
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    size = (7, CURVE_INCHES * len(panels) + 0.8)
    figure = Figure(size, layout="constrained")
    column = figure.subplots(len(panels), squeeze=False, sharex=True).flat
    for axes, panel, (low, high) in zip(column, panels, _ends(panels), strict=True):
        axes.plot(panel.values, color="tab:blue", linewidth=0.8)
        axes.axhline(0, color="0.5", linewidth=0.8, zorder=0)
        axes.set_ylim(low - 0.05 * (high - low), high + 0.05 * (high - low))
        axes.set_title(wrapped(panel.heading, 6), fontsize=TITLE_SIZE, loc="left", parse_math=False)
        axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlabel("index")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    return figure


def _titles(panels: Sequence[Panel], more: Sequence[str]) -> list[str]:
    """Return titles, with more after each that has a number other than 0, unless they are many."""
    if not more or len(panels) > MOST_TOLD:
        return [panel.title for panel in panels]
    told = (text if panel.values.any() else "" for panel, text in zip(panels, more, strict=True))
    return [panel.title + text for panel, text in zip(panels, told, strict=True)]


def _coloured(panel: Panel, longest: int) -> Levels:
    """Return an image in its colours, enlarged by a whole number as far as there is room."""
    assert panel.scale is not None
    times = longest // max(panel.values.shape)
    return panel.scale.rgb(panel.values.repeat(times, axis=0).repeat(times, axis=1))


def _ends(panels: Sequence[Panel]) -> list[Size]:
    """Return the lowest and the highest number of each curve, or of all if they share a scale."""
    ends = [(min(each.values.min(), 0.0), max(each.values.max(), 0.0)) for each in panels]
    if len({panel.scale for panel in panels}) == 1:
        lows, highs = zip(*ends, strict=True)
        ends = [(min(lows), max(highs))] * len(ends)
    return [(low, high) if low < high else (-1.0, 1.0) for low, high in ends]


def _page(titles: Sequence[str], inches: float, tall: float) -> Page:
    """Return a page for titles and panels; a panel and its gap are so tall, in their width."""
    texts = [[wrapped(line, TITLE_INCHES) for line in title.split("\n")] for title in titles]
    titles = ["\n".join(lines) for lines in texts]
    are_many = len(titles) > MOST_TOLD
    columns = math.ceil(math.sqrt(2 * len(titles))) if are_many else IN_A_ROW
    widest = max(text_inches(line) for title in titles for line in title.split("\n")) * (1 + GAP)
    least = LEAST_OF_MANY if are_many else LEAST_TITLE
    columns = max(1, min(columns, int(inches / (least * widest))))
    letter = min(LARGEST_TITLE, inches / columns / widest)
    lines = 1 + max(title.count("\n") for title in titles)
    above = lines * LINE * letter / 72 + 0.03
    room = inches / columns
    return Page(titles, letter, columns, room, above + tall * room, above)


def _blank(page: Page, note: str = "") -> tuple[Figure, Axes]:
    """Return a figure with the titles of a page and a note below."""
    from matplotlib.figure import Figure

    below = 0.3 if note else 0
    height = page.rows * page.row + below
    figure = Figure((PAGE_INCHES, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set(xlim=(0, PAGE_INCHES), ylim=(height, 0), autoscale_on=False)
    for i, title in enumerate(page.titles):
        left, top = page.corner(i)
        axes.text(left, top - 0.03, title, fontsize=page.letter, va="bottom", parse_math=False)
    axes.text(0, height - 0.05, note, fontsize=LARGEST_TITLE, va="bottom")
    return figure, axes


def _frame(axes: Axes, page: Page, sizes: Sequence[Size]) -> None:
    """Frame the panels."""
    from matplotlib.collections import PolyCollection

    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1]])
    frames = [page.corner(i) + corners * size for i, size in enumerate(sizes)]
    axes.add_collection(PolyCollection(frames, facecolor="none", edgecolor=FRAME, linewidth=0.5))


def _mark_zeros(
    axes: Axes, page: Page, sizes: Sequence[Size], panels: Sequence[Panel], share: float
) -> None:
    """Say which panels are zero everywhere, in each after this share of its height."""
    for i, ((width, height), panel) in enumerate(zip(sizes, panels, strict=True)):
        if not panel.values.any():
            left, top = page.corner(i)
            letter = min(page.letter, 0.8 * width / text_inches(ALL_ZERO))
            x, y = left + width / 2, top + share * height
            axes.text(x, y, ALL_ZERO, ha="center", va="center", fontsize=letter, color=INK)


def _write_signs(axes: Axes, page: Page, sizes: Sequence[Size], panels: Sequence[Panel]) -> None:
    """Draw a minus into each cell that is below zero."""
    from matplotlib.collections import LineCollection

    lines, inks = [], []
    for i, ((width, _), panel) in enumerate(zip(sizes, panels, strict=True)):
        assert panel.scale is not None
        left, top = page.corner(i)
        cell = width / panel.values.shape[1]
        below = panel.values < 0
        for row, column in np.argwhere(below):
            x, y = left + (column + 0.5) * cell, top + (row + 0.5) * cell
            lines.append([(x - 0.2 * cell, y), (x + 0.2 * cell, y)])
        inks += [hex_name(ink) for ink in ink_on(panel.scale.rgb(panel.values))[below]]
    axes.add_collection(LineCollection(lines, colors=inks, linewidths=0.8))
