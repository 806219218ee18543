"""A lesson's pictures on a slide: as large as the room for them allows, their words readable."""

import re
from base64 import b64decode
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

WIDTH = 1168  # pixels from left to right on a slide of 1280
STYLE = re.compile(r"<style>.*?</style>\n?", re.DOTALL)
SCRIPT = re.compile(r"<script>.*?</script>\n?", re.DOTALL)
TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
CAPTION = re.compile(r"<caption>([^<]*)")
NUMBER = re.compile(r"<td[^>]*>([^<]*)</td>")
IMAGE = re.compile(r"<img\b(?![^>]*height=\"12\")[^>]*>")
PNG = re.compile(r"data:image/png;base64,([^\"]{44})")
LETTER, LINE = 11.5, 30  # pixels: a digit, a line of words
SMALLEST, LARGEST = 30, 50  # a cell of a table
CELL, NAMES = 42, 36  # at least as wide; the names of rows
NARROWEST, WIDEST = 110, 640  # an image
STRIP = 0.55  # of its width: an image that is no higher can be as wide as the slide
CHART = 760, WIDTH  # a chart, with its words
GAP = 32  # between panels
SCALE, SCALE_WIDTH = 30, 268  # the scale of colours below an image
CONTROLS, SUM = 110, 250  # of a stepper: the height of title and buttons, the width of the sum
LINES_OF_SUM = 85  # where it stands below: a sequence is as wide as the slide

Size = tuple[float, float]


class Fitted(NamedTuple):
    """A picture in an element that holds its size.

    Args:
        html: The element.
        height: The pixels that it takes, more than the room where it cannot be as small.
        width: The same from left to right.
        size: Those of a cell or an image in it.
    """

    html: str
    height: float
    width: float
    size: int


class Grid(NamedTuple):
    """What decides the size of a table of numbers.

    Args:
        rows: The rows below its header.
        columns: The columns of numbers.
        longest: The letters of the longest number.
        caption: Its title.
    """

    rows: int
    columns: int
    longest: int
    caption: str


def grid_of(table: str) -> Grid:
    """Measure a table of numbers.

    Args:
        table: The table, as a picture has it.
    """
    rows = table.count("<tr>") - 1
    cells = NUMBER.findall(table.partition("<tbody>")[2])
    caption = CAPTION.search(table)
    return Grid(rows, len(cells) // rows, max(map(len, cells)), caption[1] if caption else "")


def without_extras(html: str) -> str:
    """Return a picture without its style and script, which a page needs only once."""
    return SCRIPT.sub("", STYLE.sub("", html))


def is_stepper(html: str) -> bool:
    """Return whether what a cell has shown is a stepper."""
    return html.startswith("<figure")


def fitted(html: str, width: float, height: float) -> Fitted:
    """Choose the size of a picture.

    Args:
        html: What a cell has shown: a picture or a stepper.
        width: The room for it, in pixels.
        height: The room for it, in pixels.
    """
    grids = [grid_of(table) for table in TABLE.findall(html)]
    steps, is_flat = is_stepper(html), all(grid.rows == 1 for grid in grids)
    below = (CONTROLS + LINES_OF_SUM * is_flat) if steps else 0
    right = SUM if steps and not is_flat else 0
    ratios = [ratio(image) for image in IMAGE.findall(html)]
    assert grids or ratios, "a cell shows tables and images of convdemo, no other HTML"
    has_scale = 'height="12"' in html
    if grids:
        name, range_ = "--cell", range(LARGEST, SMALLEST - 1, -2)
        boxes = {cell: _tables(grids, cell) for cell in range_}
    else:
        name = "--side"
        is_strip = len(ratios) == 1 and ratios[0] < STRIP
        is_chart = html.startswith("<img")
        least, most = CHART if is_chart else (NARROWEST, WIDTH if is_strip else WIDEST)
        words = 8 if is_chart else LINE + SCALE * has_scale
        boxes = {
            side: _images(ratios, side, words, SCALE_WIDTH * has_scale)
            for side in range(most, least - 1, -8)
        }
    taken = {size: _flowed(panels, width - right) for size, panels in boxes.items()}
    fits = (
        size
        for size, (used, across) in taken.items()
        if across <= width - right and used + below <= height
    )
    size = next(fits, min(taken))
    look = f'class="picture{" flat" * is_flat}" style="{name}:{size}px"'
    used, across = taken[size]
    return Fitted(f"<div {look}>{without_extras(html)}</div>", used + below, across + right, size)


def ratio(image: str) -> float:
    """Return how high an image is for its width, from the first bytes of its PNG."""
    found = PNG.search(image)
    assert found, "a lesson's images are in its page"
    header = b64decode(found[1])
    return int.from_bytes(header[20:24], "big") / int.from_bytes(header[16:20], "big")


def _tables(grids: Sequence[Grid], cell: float) -> list[Size]:
    return [
        (
            max(
                grid.columns * max(cell, CELL, grid.longest * LETTER + 10) + NAMES,
                len(grid.caption) * LETTER,
            ),
            grid.rows * cell + 2 * LINE + 27,
        )
        for grid in grids
    ]


def _images(ratios: Sequence[float], side: float, words: float, least: float) -> list[Size]:
    return [(max(side, least), side * ratio + words) for ratio in ratios]


def _flowed(boxes: Sequence[Size], width: float) -> Size:
    """Return the height and the width of boxes that flow into rows like words."""
    rows: list[list[Size]] = [[]]
    for box in boxes:
        if rows[-1] and sum(wide + GAP for wide, _ in rows[-1]) + box[0] > width:
            rows.append([])
        rows[-1].append(box)
    across = max(sum(wide for wide, _ in row) + GAP * (len(row) - 1) for row in rows)
    return ceil(sum(max(high for _, high in row) for row in rows) + 10 * (len(rows) - 1)), across
