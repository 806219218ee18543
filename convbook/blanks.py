"""What a cell has given, with its numbers taken out: blanks to fill in with a pencil."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from convbook.labels import label_spans
from convbook.pictures import TABLE, grid_of

CELL, NARROW_CELL = 8.0, 5.0  # millimetres: to write in, to read
PER_LETTER = 2.4  # millimetres of a long number, written by hand
ROW = 9.3  # millimetres of a line of blanks
ACROSS, GAP = 82.0, 1.5  # millimetres of a column, between words and a grid
LABEL_LETTER = 1.55  # millimetres of a letter beside a blank
MOST_ROWS, MOST_COLUMNS, MOST_LINES, MOST_LETTERS = 8, 10, 5, 80
TABLE_ROWS = 4  # of a table that is one of several things to answer
NUMBER = r"-?\d[\d,]*(?:\.\d*)?(?:e[+-]?\d+)?%?"
GRID = r"\[\[[\d\s.,e+\-\[\]]*?\]\]"
TUPLE = r"\(\d[\d,]*(?:, \d+)*,?\)"
ROW_OF_NUMBERS = r"\[[\d\s.,e+\-]*\d[\d\s.,e+\-]*\]"
VALUE = re.compile(rf"(?<![\w.\]])(?:{GRID}|{ROW_OF_NUMBERS}|{TUPLE}|{NUMBER}(?!\w))")
WORD = re.compile(r"[a-z]{4,}")
LETTER = re.compile(r"[A-Za-z]")


class Blank(NamedTuple):
    """Something to fill in.

    Args:
        html: The blank.
        height: The millimetres that it takes.
    """

    html: str
    height: float


def printed_blanks(output: str, known: str, code: str = "") -> list[Blank]:
    """Make blanks of what a cell has printed.

    Args:
        output: The printed text.
        known: The question and the code. Their numbers are given, and other words would tell.
        code: The code alone. Numbers that it only repeats are labels.

    Returns:
        A blank for each line, a grid for an array of several rows; none where there are so many
        lines that they are for a computer to fill in.

    Example:
    >>> [blank.html.count("<td>") for blank in printed_blanks("sums [6. 5.]", "sums")]
    [2]
    >>> printed_blanks("no numbers", "")
    []
    """
    lines = _lines(output)
    if len(lines) > MOST_LINES:
        lines = [line for line in lines[:1] if "[" in line]
    return [blank for line in lines if (blank := _blank(line, known, code))]


def table_blanks(html: str) -> list[Blank]:
    """Make an empty grid of each table of numbers, under the same title."""
    blanks = []
    for grid in map(grid_of, TABLE.findall(html)):
        if grid.rows <= TABLE_ROWS and grid.columns <= MOST_COLUMNS:
            empty = f"<div>{grid.caption}</div>{_grid([[''] * grid.columns] * grid.rows)}"
            blanks.append(Blank(f'<div class="blank">{empty}</div>', grid.rows * CELL + 6))
    return blanks


def empty_grid(rows: list[list[str]]) -> Blank:
    """Make an empty grid with room for numbers.

    Args:
        rows: The numbers that belong there, as text.
    """
    return Blank(f'<div class="blank">{_grid(rows)}</div>', len(rows) * CELL + 2)


def is_matrix(blank: Blank) -> bool:
    """Return whether a blank is a grid of several rows."""
    return blank.html.count("<tr>") > 1


def rows_of(array: str) -> list[list[str]]:
    r"""Read the numbers of a printed array, row by row.

    Example:
    >>> rows_of("[[0. 6.]\n [3. 2.]]")
    [['0.', '6.'], ['3.', '2.']]
    """
    rows = [re.findall(r"[^\s,]+", row) for row in re.findall(r"[^\[\]()]+", array)]
    return [row for row in rows if row]


def _lines(output: str) -> list[str]:
    """Split what is printed into lines, of which an array of several rows is one with its name."""
    joined = re.sub(GRID, lambda found: found[0].replace("\n", " "), output)
    joined = re.sub(r"^([A-Za-z]\w+)\n(?=\[\[)", r"\1 ", joined, flags=re.MULTILINE)
    return [line for line in joined.splitlines() if line.strip()]


def _blank(line: str, known: str, code: str) -> Blank | None:
    """Return a printed line with blanks for the numbers that are not known."""
    end = label = line.find(":") + 1  # what stands before a colon is a label
    words, parts, height = line[:label], [], ROW
    told = label_spans(line, code)
    for found in VALUE.finditer(line, label):
        if _is_told(found, told) or _is_known(found[0], known):
            continue
        words = f"{words} {line[end : found.start()]}".strip()
        rows = rows_of(found[0])
        if len(rows) > 1 and all(row == rows[0] for row in rows):
            rows = rows[:1]
            words = f"{words}, one row:"
        if len(rows) > MOST_ROWS or max(map(len, rows)) > MOST_COLUMNS:
            return None  # for a computer to fill in
        parts.append(_pair(words, rows))
        height = max(height, len(rows) * CELL + 2)
        words, end = "", found.end()
    if not parts or line[end:].count("]") > line[end:].count("["):
        return None  # nothing to fill in, or a list that is partly given
    if set(WORD.findall(VALUE.sub("", line[label:]).lower())) - set(WORD.findall(known.lower())):
        return None  # it would tell a part of the answer
    if len(parts) > MOST_COLUMNS or len(VALUE.sub("", line)) > MOST_LETTERS:
        return None  # a list or a message, not a result
    parts.append((_words(line[end:]), LABEL_LETTER * len(line[end:])))
    html = "".join(part for part, _ in parts)
    lines = _lines_of([width for part, width in parts if part])
    return Blank(f'<div class="blank">{html}</div>', height + (lines - 1) * ROW)


def _pair(words: str, rows: list[list[str]]) -> tuple[str, float]:
    """Return words with the grid that they are about, and how many millimetres both take."""
    label = _words(words)
    width = max(map(len, rows)) * _width(rows)
    if not label:
        return _grid(rows), width
    pair = f'<div class="pair">{label}{_grid(rows)}</div>'
    return pair, width + GAP + LABEL_LETTER * len(" ".join(words.split()))


def _is_told(found: re.Match[str], spans: Sequence[tuple[int, int]]) -> bool:
    """Return whether a value of a line is a label, or a part of one."""
    return any(start < found.end() and found.start() < end for start, end in spans)


def _is_known(value: str, known: str) -> bool:
    """Return whether a value is given, and long enough for this to be no accident."""
    value, known = (re.sub(r"[\s,]+", " ", text) for text in (value, known))
    is_given = value in known or f"`{value.strip('[] ')}`" in known
    return len(value) > 2 and is_given and not LETTER.search(value)


def _lines_of(widths: Sequence[float]) -> int:
    """Return how many lines words and grids take, which go on below where there is no room."""
    lines, across = 1, 0.0
    for width in widths:
        if across and across + width > ACROSS:
            lines, across = lines + 1, 0.0
        if width > ACROSS:
            lines += 1
        across += width + GAP
    return lines


def _words(text: str) -> str:
    words = " ".join(text.split()).strip(", ")
    return f"<span>{escape(words)}</span>" if words else ""


def _grid(rows: list[list[str]]) -> str:
    """Return an empty grid with room in each cell for the number that belongs there."""
    width = _width(rows)
    style = f' style="--wide:{width:.1f}mm"' if width != CELL else ""
    body = "".join(f"<tr>{'<td></td>' * len(row)}</tr>" for row in rows)
    return f'<table class="write"{style}>{body}</table>'


def _width(rows: list[list[str]]) -> float:
    """Return the millimetres that a cell needs for the longest of the numbers."""
    longest = max(len(each.rstrip(".")) for row in rows for each in row)
    widest = ACROSS / max(map(len, rows))
    return min(widest, max(CELL, longest * PER_LETTER + 2))
