"""What stands on a slide, with the height that it takes."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from convbook.prose import as_html, as_plain, python_html, text_html
from convbook.said import MOST_LINES

WIDTH, HEIGHT = 1168, 572  # pixels for the blocks of a slide of 1280 x 720, below its heading
BETWEEN = 18  # pixels between blocks
LINE, PER_LINE = 40, 76  # of text: pixels, letters
ASKED_LINE, ASKED_PER_LINE = 48, 62  # of a question, which is larger
CODE_LINE, CODE_PER_LINE = 29, 88  # of code
FORMULA = 130  # pixels of a formula on lines of its own


class Block(NamedTuple):
    """A part of a slide.

    Args:
        html: What is shown.
        height: The pixels that it takes.
        text: What the lesson says in full, where a slide says less.
        is_question: Whether what follows must wait.
        longest: The letters of the longest line, where lines are kept as they are.
        picture_width: The pixels that a picture takes from left to right; 0 for words.
    """

    html: str
    height: float
    text: str = ""
    is_question: bool = False
    longest: int = 0
    picture_width: float = 0

    @property
    def is_picture(self) -> bool:
        """Whether it has been given its size."""
        return self.picture_width > 0


def said(shown: str, text: str, width: float = WIDTH) -> Block:
    """Return a paragraph, a list, a formula or fenced code.

    Args:
        shown: What the slide says, as Markdown.
        text: What the lesson says.
        width: The room for its lines, in pixels.
    """
    if shown.startswith("```"):
        opening, _, code = shown.removesuffix("```").partition("\n")
        return coded(code.rstrip()) if opening == "```python" else printed(code)
    per_line = PER_LINE * width / WIDTH
    lines = [ceil((len(as_plain(line)) or 1) / per_line) for line in _items(shown)]
    height = FORMULA if shown.startswith("$$") else LINE * sum(lines)
    return Block(as_html(shown), height, "" if shown == text else text)


def asked(question: str) -> Block:
    """Return a question, in larger letters."""
    height = ASKED_LINE * ceil(len(as_plain(question)) / ASKED_PER_LINE)
    return Block(f'<div class="question">{as_html(question)}</div>', height, is_question=True)


def beside(picture: Block, words: Sequence[Block], height: float) -> Block:
    """Return a picture with words to its right.

    Args:
        picture: The picture.
        words: What is said of it, measured in the room that is left.
        height: The height of the words.
    """
    html = "\n".join(block.html for block in words)
    text = "\n\n".join(filter(None, [block.text for block in [picture, *words]]))
    together = f'<div class="beside">{picture.html}<div>{html}</div></div>'
    return Block(together, max(picture.height, height), text, picture_width=WIDTH)


def coded(code: str) -> Block:
    """Return lines of Python."""
    return Block(python_html(code), CODE_LINE * _lines(code) + 24, longest=_longest(code))


def printed(output: str) -> Block:
    """Return what a cell has printed; of many lines the first and the last."""
    shown, lines, ends = output.strip("\n"), output.strip("\n").splitlines(), MOST_LINES // 2
    while _lines(shown) > MOST_LINES:
        shown = "\n".join([*lines[:ends], "…", *lines[-ends:]])
        ends -= 1
    return Block(text_html(shown), CODE_LINE * _lines(shown) + 14, longest=_longest(shown))


def _items(markdown: str) -> list[str]:
    """Return the items of a list, or a paragraph as it is."""
    if not markdown.startswith("- "):
        return [markdown]
    return markdown[2:].split("\n- ")


def _lines(text: str) -> int:
    return sum(ceil((len(line) or 1) / CODE_PER_LINE) for line in text.splitlines())


def _longest(text: str) -> int:
    return max(map(len, text.splitlines()))
