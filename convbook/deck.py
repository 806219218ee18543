"""A lesson as slides: what stands on each, and what its teacher reads there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from convbook.blocks import BETWEEN, HEIGHT, WIDTH, Block, asked, coded, printed, said
from convbook.pictures import fitted
from convbook.said import paragraphs, told
from convbook.spoken import spoken_code
from convlessons.edition import QUESTION
from convlessons.notebooks import Notebook

HEADING = re.compile(r"##? (.+)\n*")
WHOLE = ("In one minute",)  # parts of which nothing is left out
AIMS = "You will learn to"
LEAST_PICTURE = 200  # pixels: with less room, a picture goes to a slide of its own
ROOM_FOR_A_REPLY = 130


@dataclass
class Slide:
    """One slide.

    Args:
        heading: Its title: the heading of a part of the lesson.
        blocks: What stands on it.
        is_first: Whether its part begins here.
    """

    heading: str
    blocks: list[Block] = field(default_factory=list)
    is_first: bool = False

    @property
    def left(self) -> float:
        """The pixels that are left for one more block."""
        return HEIGHT - sum(block.height + BETWEEN for block in self.blocks)

    @property
    def is_question(self) -> bool:
        """Whether it ends in a question."""
        return bool(self.blocks) and self.blocks[-1].is_question

    def notes(self, guide: Mapping[str, str]) -> str:
        """Return what the teacher reads: the lesson's own words, then the guide's.

        Args:
            guide: What the teacher's guide says about each part.
        """
        full = [f"**Say.** {block.text}" for block in self.blocks if block.text]
        wanted = self.is_first or self.is_question
        return "\n\n".join([*full, *([guide.get(self.heading, "")] if wanted else [])]).strip()


def slides(lesson: Notebook) -> list[Slide]:
    """Lay out a lesson on slides.

    Each part begins a slide, a question ends one: its answer stands on the next. What does not fit
    goes on another slide with the same heading.

    Args:
        lesson: The recorded lesson; each cell's source is one text.

    Returns:
        The slides, the title first.
    """
    deck: list[Slide] = []
    for cell, code in zip(lesson["cells"], spoken_code(lesson), strict=True):
        if cell["cell_type"] == "code":
            _add_run(deck, code, cell["outputs"])
            continue
        text = cell["source"]
        if found := HEADING.match(text):
            deck.append(Slide(found[1], is_first=True))
            text = text[found.end() :]
        elif text.startswith("**You will learn**"):
            deck.append(Slide(AIMS, is_first=True))
            _, aims, *rest = paragraphs(text)
            deck[-1].blocks.append(said(aims, "\n\n".join([aims, *rest])))
            continue
        _add_text(deck, text)
    return [slide for slide in deck if slide.blocks]


def _add_text(deck: list[Slide], text: str) -> None:
    """Add the paragraphs of a cell, a question with what it needs on a slide that it ends."""
    whole = deck[-1].heading in WHOLE
    context: list[Block] = []
    for paragraph in paragraphs(text):
        if not QUESTION.match(paragraph):
            shown = paragraph if whole else told(paragraph)
            context.append(said(shown, paragraph) if shown else Block("", 0, paragraph))
            continue
        question = asked(paragraph)
        if _height([*context, question]) > HEIGHT:
            _put(deck, context)
            context = []
        _turn(deck, if_filled=True)
        deck[-1].blocks += [*context, question]
        context = []
    _put(deck, context)


def _add_run(deck: list[Slide], code: str, outputs: Sequence[dict[str, object]]) -> None:
    """Add the lines of a cell that are spoken of, and what they have given."""
    blocks = [coded(code)] if code else []
    texts = ["".join(each["text"]) for each in outputs if each["output_type"] == "stream"]
    blocks += [printed(text) for text in texts]
    if _height(blocks) > HEIGHT:
        for block in blocks:
            _put(deck, [block], together=True)
    else:
        _put(deck, blocks, together=True)
    for each in outputs:
        if each["output_type"] != "stream":
            _put_picture(deck, "".join(each["data"]["text/html"]))


def _put(deck: list[Slide], blocks: Sequence[Block], together: bool = False) -> None:
    """Put blocks on the last slide, or on new ones."""
    for group in [blocks] if together else [[block] for block in blocks]:
        if not group:
            continue
        if deck[-1].is_question or _height(group) > deck[-1].left:
            _turn(deck, if_filled=True)
        deck[-1].blocks += group


def _put_picture(deck: list[Slide], html: str) -> None:
    """Put a picture on the last slide if there is room, with some to spare for what is said."""
    left = deck[-1].left
    block = Block(*fitted(html, WIDTH, left))
    if deck[-1].is_question or block.height > left:
        _turn(deck, if_filled=True)
        block = Block(*fitted(html, WIDTH, HEIGHT))
    deck[-1].blocks.append(block)


def _turn(deck: list[Slide], *, if_filled: bool) -> None:
    """Begin a new slide of the same part."""
    if deck[-1].blocks or not if_filled:
        deck.append(Slide(deck[-1].heading))


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks) + BETWEEN * max(len(blocks) - 1, 0)
