"""A slide and what goes on it, with the height that it takes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor, sqrt
from typing import NamedTuple

from convbook.pictures import GAP, WIDTH, Fitted, fitted
from convbook.prose import as_html, as_plain, python_html, text_html
from convbook.said import MOST_LINES

HEIGHT = 572  # pixels for the blocks of a slide of 1280 x 720, below its heading
BETWEEN = 18  # pixels between blocks
LINE, PER_LINE = 40, 76  # of text: pixels, letters
ASKED_LINE, ASKED_PER_LINE = 48, 62  # of a question, which is larger
CODE_LINE, CODE_PER_LINE = 29, 88  # of code
CODE_LETTER, CODE_EDGES = 12.7, 36  # pixels of a letter of code, of what is around an output
FORMULA = 130  # pixels of a formula on lines of its own
ROW = 44  # pixels of a row of a table of words
LARGEST = 1.35  # of the usual size of letters
KEPT = 0.6  # of the size that it has alone: an image with less goes to another slide


class Block(NamedTuple):
    """A part of a slide.

    Args:
        html: What is shown.
        height: The pixels that it takes.
        text: What the lesson says in full, where a slide says less.
        is_question: Whether what follows must wait.
        longest: The letters of the longest line, where lines are kept as they are.
        picture_width: The pixels that a picture takes from left to right; 0 for words.
        pictures: The pictures in a row as the lesson has them, so that they can be fitted again.
        output_width: The pixels that an output takes from left to right; 0 for all else.
    """

    html: str
    height: float
    text: str = ""
    is_question: bool = False
    longest: int = 0
    picture_width: float = 0
    pictures: tuple[str, ...] = ()
    output_width: float = 0

    @property
    def is_code(self) -> bool:
        """Whether it is lines of Python."""
        return self.html.startswith('<pre class="code"')

    @property
    def is_picture(self) -> bool:
        """Whether it has been given its size."""
        return self.picture_width > 0


@dataclass
class Slide:
    """One slide.

    Args:
        heading: Its title: the heading of a part of the lesson.
        blocks: What stands on it.
        is_first: Whether its part begins here.
        is_answer: Whether it follows a question, so that the next question is not for it.
    """

    heading: str
    blocks: list[Block] = field(default_factory=list)
    is_first: bool = False
    is_answer: bool = False

    @property
    def left(self) -> float:
        """The pixels that are left for one more block."""
        return HEIGHT - sum(block.height + BETWEEN for block in self.blocks)

    @property
    def grow(self) -> float:
        """How much larger its words can be: lines that are kept must not break."""
        kept = max((block.longest for block in self.blocks), default=0)
        fixed = sum(block.height for block in self.blocks if block.is_picture)
        words = HEIGHT - self.left - fixed
        most = min(LARGEST, CODE_PER_LINE / max(kept, 1), sqrt((HEIGHT - fixed) / max(words, 1)))
        return max(1.0, floor(20 * most) / 20)

    @property
    def pictures(self) -> tuple[str, ...]:
        """The pictures that it ends in, if they can be fitted again."""
        return self.blocks[-1].pictures if self.blocks else ()

    @property
    def is_question(self) -> bool:
        """Whether it ends in a question."""
        return bool(self.blocks) and self.blocks[-1].is_question

    def notes(self, guide: Mapping[str, str]) -> str:
        """Return what the teacher reads: the guide, then the lesson's own words where they are cut.

        Args:
            guide: What the teacher's guide says about each part.
        """
        full = [f"**Say.** {block.text}" for block in self.blocks if block.text]
        wanted = self.is_first or self.is_question
        return "\n\n".join([*([guide.get(self.heading, "")] if wanted else []), *full]).strip()


def said(shown: str, text: str, width: float = WIDTH) -> Block:
    """Return a paragraph, a list, a formula or fenced code.

    Args:
        shown: What the slide says, as Markdown.
        text: What the lesson says.
        width: The room for its lines, in pixels.
    """
    if shown.startswith("```"):
        opening, *inside, _ = shown.splitlines()
        code = "\n".join(inside)
        return coded(code) if opening == "```python" else sampled(code)
    per_line = PER_LINE * width / WIDTH
    lines = [ceil((len(as_plain(line)) or 1) / per_line) for line in _items(shown)]
    height = FORMULA if shown.startswith("$$") else LINE * sum(lines)
    if shown.startswith("|"):
        height = ROW * shown.count("\n")  # the line below the headers is drawn, not written
    return Block(as_html(shown), height, "" if shown == text else text)


def asked(question: str, is_large: bool = True) -> Block:
    """Return a question, in larger letters if there is room."""
    line, per_line = (ASKED_LINE, ASKED_PER_LINE) if is_large else (LINE, PER_LINE - 3)
    height = line * ceil(len(as_plain(question)) / per_line)
    kind = "question" if is_large else "question small"
    return Block(f'<div class="{kind}">{as_html(question)}</div>', height, is_question=True)


def pictured(pictures: Sequence[str], height: float) -> Block | None:
    """Return pictures in a row, as large as the room allows.

    Args:
        pictures: What cells have shown.
        height: The room, in pixels.

    Returns:
        The row, or nothing where there is no room to see something in it.
    """
    each_alone = [fitted(each, WIDTH, height) for each in pictures]
    for share in range(100, round(100 * KEPT) - 1, -5):
        row = [
            fitted(each, alone.width * share / 100, alone.height * share / 100)
            for each, alone in zip(pictures, each_alone, strict=True)
        ]
        block = _row(pictures, row)
        if block.picture_width <= WIDTH:
            return block if block.height <= height and _is_seen(pictures, row) else None
    return None


def alone(picture: str) -> Block:
    """Return a picture that has a slide of its own."""
    return _row([picture], [fitted(picture, WIDTH, HEIGHT)])


def _is_seen(pictures: Sequence[str], row: Sequence[Fitted]) -> bool:
    """Return whether no image is much smaller than alone; the numbers of a table can be read."""
    return all(
        each.size >= KEPT * fitted(picture, WIDTH, HEIGHT).size
        for picture, each in zip(pictures, row, strict=True)
        if "<img" in picture
    )


def _row(pictures: Sequence[str], row: Sequence[Fitted]) -> Block:
    html = "".join(each.html for each in row)
    return Block(
        html if len(row) == 1 else f'<div class="row">{html}</div>',
        max(each.height for each in row),
        picture_width=sum(each.width for each in row) + GAP * (len(row) - 1),
        pictures=tuple(pictures),
    )


def beside(shown: Block, words: Sequence[Block], height: float) -> Block:
    """Return a picture or an output with words to its right.

    Args:
        shown: The picture or the output.
        words: What is said of it, measured in the room that is left.
        height: The height of the words.
    """
    html = "\n".join(block.html for block in words)
    text = "\n\n".join(filter(None, [block.text for block in [shown, *words]]))
    together = f'<div class="beside">{shown.html}<div>{html}</div></div>'
    longest = CODE_PER_LINE if shown.output_width else 0  # code above has the size of the output
    return Block(together, max(shown.height, height), text, longest=longest, picture_width=WIDTH)


def coded(code: str) -> Block:
    """Return lines of Python."""
    return Block(python_html(code), CODE_LINE * _lines(code) + 24, longest=_longest(code))


def sampled(output: str) -> Block:
    """Return what a cell has printed; of what is too long the first and the last lines."""
    lines, half = output.splitlines(), MOST_LINES // 2
    if _lines(output) > MOST_LINES:
        letters = (half - 1) * CODE_PER_LINE
        ends = [
            *((lines[:few], lines[-few:]) for few in range(min(half, len(lines) // 2), 0, -1)),
            ([lines[0][:letters]], [lines[-1][-letters:]]),
        ]
        samples = ("\n".join([*first, "…", *last]) for first, last in ends)
        output = next(each for each in samples if _lines(each) <= MOST_LINES)
    longest = _longest(output)
    width = CODE_LETTER * longest + CODE_EDGES
    return Block(text_html(output), CODE_LINE * _lines(output), longest=longest, output_width=width)


def _items(markdown: str) -> list[str]:
    """Return the items of a list, or a paragraph as it is."""
    if not markdown.startswith("- "):
        return [markdown]
    return markdown[2:].split("\n- ")


def _lines(text: str) -> int:
    return sum(ceil((len(line) or 1) / CODE_PER_LINE) for line in text.splitlines())


def _longest(text: str) -> int:
    return max(map(len, text.splitlines()), default=0)
