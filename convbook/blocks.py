"""What stands on a slide, with the height that it takes."""

from math import ceil
from typing import NamedTuple

from convbook.prose import as_html, as_plain, python_html, text_html

WIDTH, HEIGHT = 1168, 572  # pixels for the blocks of a slide of 1280 x 720, below its heading
BETWEEN = 18  # pixels between blocks
LINE, PER_LINE = 40, 76  # of text: pixels, letters
ASKED_LINE, ASKED_PER_LINE = 48, 62  # of a question, which is larger
CODE_LINE, CODE_PER_LINE = 29, 88  # of code
FORMULA = 130  # pixels of a formula on lines of its own
FIRST, LAST = 6, 5  # lines of a long output


class Block(NamedTuple):
    """A part of a slide.

    Args:
        html: What is shown.
        height: The pixels that it takes.
        text: What the lesson says in full, where a slide says less.
        is_question: Whether what follows must wait.
    """

    html: str
    height: float
    text: str = ""
    is_question: bool = False


def said(shown: str, text: str) -> Block:
    """Return a paragraph, a list or a formula.

    Args:
        shown: What the slide says, as Markdown.
        text: What the lesson says.
    """
    lines = [ceil((len(as_plain(line)) or 1) / PER_LINE) for line in _items(shown)]
    height = FORMULA if shown.startswith("$$") else LINE * sum(lines)
    return Block(as_html(shown), height, "" if shown == text else text)


def asked(question: str) -> Block:
    """Return a question, in larger letters."""
    height = ASKED_LINE * ceil(len(as_plain(question)) / ASKED_PER_LINE)
    return Block(f'<div class="question">{as_html(question)}</div>', height, is_question=True)


def coded(code: str) -> Block:
    """Return lines of Python."""
    return Block(python_html(code), CODE_LINE * _lines(code) + 24)


def printed(output: str) -> Block:
    """Return what a cell has printed; of many lines the first and the last."""
    lines = output.strip("\n").splitlines()
    if len(lines) > FIRST + LAST + 2:
        lines = [*lines[:FIRST], "…", *lines[-LAST:]]
    shown = "\n".join(lines)
    return Block(text_html(shown), CODE_LINE * _lines(shown) + 14)


def _items(markdown: str) -> list[str]:
    """Return the items of a list, or a paragraph as it is."""
    if not markdown.startswith("- "):
        return [markdown]
    return markdown[2:].split("\n- ")


def _lines(text: str) -> int:
    return sum(ceil((len(line) or 1) / CODE_PER_LINE) for line in text.splitlines())
