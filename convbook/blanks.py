"""Blanks to fill in with a pencil: a line of words with each answer in brackets."""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from convbook.prose import as_html, as_plain
from convbook.recorded import NUMBER, Rows

CELL = 8.0  # millimetres: a box to write a number in
PER_LETTER = 2.4  # millimetres of a longer one, written by hand
ROW = 9.3  # millimetres of a line of blanks
ACROSS, GAP = 82.0, 1.5  # millimetres of a column, between words and a box
LABEL_LETTER = 1.55  # millimetres of a letter beside a box
# An answer, a row of them or a grid. Brackets in code are words.
BRACKETS = re.compile(r"`[^`]*`|\[((?:\[[^\[\]]*\]\s*)+|[^\[\]]*)\]")


class Blank(NamedTuple):
    """Something to fill in.

    Args:
        empty: The words with an empty box for each answer, as HTML.
        filled: The words with the answers, as HTML.
        height: The millimetres that the boxes take.
        answers: The rows of each answer; a single number or word is one row of one.
    """

    empty: str
    filled: str
    height: float
    answers: Sequence[Rows]


def blank(line: str) -> Blank:
    """Read a blank.

    Args:
        line: Words, as Markdown, with an answer in brackets wherever one belongs: a number or a
            few words, a row of numbers, or a grid as NumPy prints it.

    Returns:
        The blank.

    Raises:
        ValueError: If the line has no brackets, or nothing in them.

    Example:
    >>> blank("`[0, 1, 0]` gives [0 3 6], which is [a copy]").answers
    [[['0', '3', '6']], [['a copy']]]
    """
    empty, filled, widths, answers, height, end = [], [], [], [], ROW, 0
    for found in BRACKETS.finditer(line):
        if found[1] is None:
            continue
        rows = _rows(found[1])
        if not all(rows):
            raise ValueError(f"The blank {line!r} has brackets without an answer in them.")
        words = line[end : found.start()].strip()
        empty.append(_pair(words, _boxes(rows)))
        filled.append(_pair(words, _numbers(rows)))
        widths.append(_across(words, rows))
        height = max(height, len(rows) * CELL + 2)
        answers.append(rows)
        end = found.end()
    if not answers:
        raise ValueError(f"The blank {line!r} has no answer. Write one in brackets: 'sum [6]'.")
    if words := line[end:].strip():
        empty.append(_words(words))
        filled.append(_words(words))
        widths.append(LABEL_LETTER * len(as_plain(words)))
    boxes, key = (f'<div class="{kind}">{{}}</div>' for kind in ("blank", "filled"))
    height += (_lines(widths) - 1) * ROW
    return Blank(boxes.format("".join(empty)), key.format("".join(filled)), height, answers)


def is_grid(blank: Blank) -> bool:
    """Return whether an answer of a blank has several rows."""
    return any(len(rows) > 1 for rows in blank.answers)


def grid(rows: Rows) -> str:
    """Return rows of numbers as a blank without words.

    Example:
    >>> grid([["1", "0"], ["0", "1"]])
    '[[1 0] [0 1]]'
    """
    return f"[{' '.join('[' + ' '.join(row) + ']' for row in rows)}]"


def _rows(text: str) -> Rows:
    """Return the rows of what stands in brackets: words are one answer, numbers several."""
    lines = re.findall(r"\[([^\[\]]*)\]", text) or [text]
    rows = [line.split() for line in lines]
    if len(rows) == 1 and not all(word == "None" or NUMBER.fullmatch(word) for word in rows[0]):
        return [[" ".join(rows[0])]]
    return rows


def _pair(words: str, answer: str) -> str:
    """Return an answer with the words that lead to it, which stay together."""
    return f'<div class="pair">{_words(words)}{answer}</div>' if words else answer


def _words(words: str) -> str:
    html = as_html(words).removeprefix("<p>").removesuffix("</p>")
    return f"<span>{html}</span>"


def _boxes(rows: Rows) -> str:
    """Return an empty grid with room in each box for the longest answer."""
    width = _width(rows)
    style = f' style="--wide:{width:.1f}mm"' if width != CELL else ""
    body = "".join(f"<tr>{'<td></td>' * len(row)}</tr>" for row in rows)
    return f'<table class="write"{style}>{body}</table>'


def _numbers(rows: Rows) -> str:
    """Return the answers: in a line, or those of several rows in a grid."""
    if len(rows) == 1:
        return f"<samp>{escape(' '.join(rows[0]))}</samp>"
    body = "".join(f"<tr>{''.join(f'<td>{each}</td>' for each in row)}</tr>" for row in rows)
    return f'<div class="tables"><table><tbody>{body}</tbody></table></div>'


def _width(rows: Rows) -> float:
    """Return the millimetres of a box for the longest of the answers."""
    longest = max(len(each.rstrip(".")) for row in rows for each in row)
    widest = ACROSS / max(map(len, rows))
    return min(widest, max(CELL, longest * PER_LETTER + 2))


def _across(words: str, rows: Rows) -> float:
    """Return the millimetres that a pair takes from left to right."""
    label = GAP + LABEL_LETTER * len(as_plain(words)) if words else 0
    return label + max(map(len, rows)) * _width(rows)


def _lines(widths: Sequence[float]) -> int:
    """Return how many lines words and boxes take, which go on below where there is no room."""
    lines, across = 1, 0.0
    for width in widths:
        if across and across + width > ACROSS:
            lines, across = lines + 1, 0.0
        if width > ACROSS:
            lines += 1
        across += width + GAP
    return lines
