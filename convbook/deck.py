"""A lesson as slides: what stands on each, and what its teacher reads there."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from convbook.blocks import (
    BETWEEN,
    HEIGHT,
    Block,
    Slide,
    alone,
    asked,
    beside,
    coded,
    pictured,
    said,
    sampled,
)
from convbook.outputs import printed, shown
from convbook.pictures import WIDTH, is_stepper
from convbook.said import TERM, paragraphs, told
from convbook.spoken import folded_name, spoken_code
from convbook.tasks import PAPER
from convlessons.edition import QUESTION
from convlessons.notebooks import Notebook

HEADING = re.compile(r"##? (.+)\n*")
WHOLE = ("In one minute",)  # parts of which nothing is left out
AIMS = "You will learn to"
WIDEST_BESIDE, GUTTER = 770, 40  # a picture or an output with words beside it
ON_PAPER = re.compile(r"question \d")  # words that only the sheet explains


class Paragraph(NamedTuple):
    """A paragraph of a lesson.

    Args:
        text: What the lesson says.
        shown: What a slide says of it.
    """

    text: str
    shown: str


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
    key = ""
    for cell, code in zip(lesson["cells"], spoken_code(lesson), strict=True):
        if cell["cell_type"] == "code":
            if name := folded_name(cell):
                _turn(deck)
                deck[-1].blocks.append(said(f"{name}:", f"{name}:"))
            _add_run(deck, code, cell)
            continue
        text = cell["source"]
        if found := HEADING.match(text):
            deck.append(Slide(found[1], is_first=True))
            text, key = text[found.end() :], ""
        elif text.startswith("**You will learn**"):
            deck.append(Slide(AIMS, is_first=True))
            _, aims, *rest = paragraphs(text)
            deck[-1].blocks.append(said(aims, "\n\n".join([aims, *rest])))
            continue
        _add_text(deck, text, key)
        key = cell["metadata"].get(PAPER, {}).get("key", "") if QUESTION.search(text) else ""
    return [slide for slide in deck if any(block.html for block in slide.blocks)]


def _add_text(deck: list[Slide], text: str, key: str) -> None:
    """Add the paragraphs of a cell; a question ends its slide, with what it needs above it.

    Where a reply is too long for a slide, this shows the key of the question that it is for.
    """
    context: list[Paragraph] = []
    is_answered = False
    for i, paragraph in enumerate(paragraphs(text)):
        if QUESTION.match(paragraph):
            _ask(deck, context, paragraph)
            context, is_answered = [], False
            continue
        words = told(paragraph)
        if not i and key and _is_better(key, paragraph, words):
            words, is_answered = key, True
        elif is_answered and words != paragraph and not TERM.search(words):
            words = ""  # the notes have it
        context.append(Paragraph(paragraph, words))
    _say(deck, context)


def _is_better(key: str, paragraph: str, shown: str) -> bool:
    """Return whether the key of the handout says more than is left of a reply.

    It answers each part of the question, where the first sentence of a reply may answer one.
    """
    terms = TERM.findall(shown)
    return shown != paragraph and not ON_PAPER.search(key) and all(each in key for each in terms)


def _ask(deck: list[Slide], context: Sequence[Paragraph], question: str) -> None:
    """Add a question below what it needs: its context, whole where that fits, and pictures."""
    whole = [*(said(each.text, each.text) for each in context), asked(question)]
    if _height(whole) > HEIGHT:
        whole = [*(_shortened(each) for each in context), asked(question)]
    if _height(whole) > HEIGHT:
        _say(deck, context)
        whole = [asked(question)]
    below = [*whole[:-1], asked(question, is_large=False)]
    if deck[-1].is_answer or deck[-1].is_question:
        _turn(deck)
    elif _height(whole) > deck[-1].left:
        if _shrink(deck[-1], below) or _move(deck, below):
            whole = below
        else:
            _turn(deck)
    deck[-1].blocks += whole


def _shrink(slide: Slide, below: Sequence[Block]) -> bool:
    """Make the pictures that a slide ends in smaller, if that makes room below them."""
    if not slide.pictures:
        return False
    row = pictured(slide.pictures, slide.blocks[-1].height + slide.left - _height(below))
    if row:
        slide.blocks[-1] = row
    return row is not None


def _move(deck: list[Slide], below: Sequence[Block]) -> bool:
    """Move the pictures that a slide ends in to the next one, if there is room below them."""
    if not deck[-1].pictures or len(deck[-1].blocks) == 1:
        return False
    row = pictured(deck[-1].pictures, HEIGHT - BETWEEN - _height(below))
    if row:
        deck[-1].blocks.pop()
        _turn(deck)
        deck[-1].blocks.append(row)
    return row is not None


def _say(deck: list[Slide], texts: Sequence[Paragraph]) -> None:
    """Add what a slide says of paragraphs, all together where they fit, else one by one."""
    whole = deck[-1].heading in WHOLE
    blocks = [said(each.text, each.text) if whole else _shortened(each) for each in texts]
    if not blocks or _set_beside(deck[-1], texts, [100]):
        return
    fits = _height(blocks) <= deck[-1].left or _shrink(deck[-1], blocks)
    if not fits and (
        _set_beside(deck[-1], texts, range(95, 0, -5)) or _set_beside_output(deck[-1], texts)
    ):
        return
    if not fits:
        _move_output(deck, blocks)
    for group in [blocks] if _height(blocks) <= HEIGHT else [[block] for block in blocks]:
        _put(deck, group)


def _set_beside(slide: Slide, texts: Sequence[Paragraph], shares: Iterable[int]) -> bool:
    """Set words beside the pictures that a slide ends in, at one of these percentages of size."""
    if not slide.pictures:
        return False
    room = slide.blocks[-1].height + BETWEEN + slide.left
    for share in shares:
        row = pictured(slide.pictures, slide.blocks[-1].height * share / 100)
        if row and row.picture_width <= WIDEST_BESIDE:
            narrow = [_shortened(each, WIDTH - row.picture_width - GUTTER) for each in texts]
            if _height(narrow) <= room:
                slide.blocks[-1] = beside(row, narrow, _height(narrow))
                return True
    return False


def _set_beside_output(slide: Slide, texts: Sequence[Paragraph]) -> bool:
    """Set words beside the output that a slide ends in, if its lines are short."""
    output = slide.blocks[-1] if slide.blocks else Block("", 0)
    if not 0 < output.output_width <= WIDEST_BESIDE:
        return False
    narrow = [_shortened(each, WIDTH - output.output_width - GUTTER) for each in texts]
    if _height(narrow) > output.height + BETWEEN + slide.left:
        return False
    slide.blocks[-1] = beside(output, narrow, _height(narrow))
    return True


def _move_output(deck: list[Slide], words: Sequence[Block]) -> None:
    """Move the output that a slide ends in from below its code to what is said of it."""
    *_, code, output = [Block("", 0), Block("", 0), *deck[-1].blocks]
    if code.is_code and output.output_width and _height([output, *words]) <= HEIGHT:
        deck[-1].blocks.pop()
        _turn(deck)
        deck[-1].blocks.append(output)


def _shortened(paragraph: Paragraph, width: float = WIDTH) -> Block:
    text, shown = paragraph
    return said(shown, text, width) if shown else Block("", 0, text)


def _add_run(deck: list[Slide], code: str, cell: Mapping[str, Any]) -> None:
    """Add the lines of a cell that are spoken of, and what they have given."""
    blocks = [coded(code)] if code else []
    blocks += map(sampled, printed(cell))
    for group in [blocks] if _height(blocks) <= HEIGHT else [[block] for block in blocks]:
        _put(deck, group)
    for html in shown(cell):
        _draw(deck, html)


def _put(deck: list[Slide], blocks: Sequence[Block]) -> None:
    """Put blocks that belong together on the last slide, or on a new one."""
    if deck[-1].is_question or _height(blocks) > deck[-1].left:
        _turn(deck)
    deck[-1].blocks += blocks


def _draw(deck: list[Slide], html: str) -> None:
    """Put a picture beside the last one or below, if there is room to see something in it."""
    pictures = (*deck[-1].pictures, html)
    if len(pictures) > 1 and not any(map(is_stepper, pictures)):
        row = pictured(pictures, deck[-1].blocks[-1].height + BETWEEN + deck[-1].left)
        if row:
            deck[-1].blocks[-1] = row
            return
    here = None if deck[-1].is_question else pictured([html], deck[-1].left)
    if not here:
        _turn(deck)
    deck[-1].blocks.append(here or alone(html))


def _turn(deck: list[Slide]) -> None:
    """Begin a new slide of the same part, unless one has just begun."""
    if deck[-1].blocks:
        follows = deck[-1].is_question or deck[-1].is_answer
        deck.append(Slide(deck[-1].heading, is_answer=follows))


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.height for block in blocks) + BETWEEN * max(len(blocks) - 1, 0)
