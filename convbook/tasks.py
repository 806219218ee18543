"""The questions of a lesson with what is needed to answer them, and their answers as recorded."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from convbook.blanks import Blank, is_matrix, printed_blanks, table_blanks
from convbook.image_files import lightened
from convbook.pictures import IMAGE, TABLE, ratio, without_extras
from convbook.prose import ESCAPE, as_html, printed_html
from convbook.said import paragraphs, told
from convlessons.edition import FOLDED, NEXT, QUESTION
from convlessons.notebooks import Notebook

Cell = dict[str, Any]
GIVEN_LINES, KEY_LINES, BRIEF_LINES = 5, 14, 8  # of what is printed
GIVEN_ROWS, MOST_COLUMNS = 8, 16  # of tables
SHORT = (70, 50, 33, 0)  # words of paragraphs that stand before a question: from nearly all to none
ARRAY = re.compile(r"\[[-\d., ]+[ ,][-\d., ]+[ ,][-\d., ]+\]")  # of three numbers or more
NUMBERS = re.compile(r"`-?\d[-\d. ]+ [-\d. ]+`")  # of an input, in a text
LETTERS = re.compile(r"[^\W\d_]+")  # words, and no numbers
NARROW = re.compile(r"(?!\[\[| ).{1,26}$")  # a line that leaves room for another beside it
SKETCHED = ("Draw", "Sketch", "sketch")
LOOK = "**Find out.**"  # a question that is answered by looking at what the next cell shows
LOOKED_AT = re.compile(r"[Tt]he picture|red and blue")  # words of one about what was shown before
HEADING = re.compile(r"## (.+)")


class Task(NamedTuple):
    """One question of a handout.

    Args:
        questions: The question, as Markdown, with what stands before it: nearly all, less and
            less, and the statements and formulae alone.
        given: The numbers that it starts from, as HTML.
        blanks: What to fill in.
        is_drawn: Whether it asks for a drawing.
        keys: The answer, as HTML: whole with a paragraph of reasons, with less and less of both.
        where: Where the picture is that one has to look at, as Markdown, if it is about one.
        chart: The picture, as HTML, if paper can show it.
        chart_ratio: How high it is for its width.
    """

    questions: Sequence[str]
    given: str
    blanks: Sequence[Blank]
    is_drawn: bool
    keys: Sequence[str]
    where: str = ""
    chart: str = ""
    chart_ratio: float = 0


def tasks(lesson: Notebook) -> list[Task]:
    """Collect the questions of a lesson.

    Args:
        lesson: The recorded lesson; each cell's source is one text.

    Returns:
        The questions in their order.
    """
    cells = lesson["cells"]
    found: list[Task] = []
    answered = -1
    for i, cell in enumerate(cells):
        if cell["cell_type"] == "code" or not QUESTION.search(cell["source"]):
            continue
        runs = _runs(cells, i + 1)
        last = cells[i - 1] if i - 1 > answered else None
        before = last if last and last["cell_type"] == "code" else None
        text = cell["source"]
        if found and i == answered + 1:  # it begins with the reply to the last question
            text = NEXT.split(text, maxsplit=1)[-1]
        if last and not before and i - 2 > answered and cells[i - 2]["cell_type"] == "markdown":
            # no reply, and no remark on code, but what the question is about
            text = f"{last['source']}\n\n{text}"
        answered = i + len(runs)
        reply = cells[answered + 1]["source"] if answered + 1 < len(cells) else ""
        task = _task(text, before, runs, reply)
        looks = LOOK in text
        if looks or LOOKED_AT.search(text):
            task = _with_picture(task, *_last_picture(cells[: answered + 1 if looks else i]))
        found.append(task)
    return found


def _runs(cells: Sequence[Cell], start: int) -> list[Cell]:
    """Return the code cells from a place on, up to the next text."""
    runs = []
    for cell in cells[start:]:
        if cell["cell_type"] != "code":
            break
        runs.append(cell)
    return runs


def _last_picture(cells: Sequence[Cell]) -> tuple[str, str]:
    """Return the last picture that cells have shown, below the heading of its part."""
    heading, last = "", ("", "")
    for cell in cells:
        if cell["cell_type"] == "markdown":
            found = HEADING.match(cell["source"])
            heading = found[1] if found else heading
        for html in _htmls(cell):
            if IMAGE.search(html) or html.startswith("<figure"):
                last = heading, html
    return last


def _with_picture(task: Task, heading: str, html: str) -> Task:
    """Return a question about a picture with the place of this, and the picture if it is a chart.

    On paper, others would lose their colours or take half a page.
    """
    if not heading:
        return task
    task = task._replace(where=f"On the screen: *{heading}*.")
    if not html.startswith("<img"):
        return task
    return task._replace(chart=lightened(without_extras(html)), chart_ratio=ratio(html))


def _task(text: str, before: Cell | None, runs: Sequence[Cell], reply: str) -> Task:
    """Return one question; where the lesson folds its own answer, this is the answer."""
    questions = [_question(text, most) for most in SHORT]
    folded = [run for run in runs if FOLDED in run["metadata"].get("tags", [])]
    # Without one, a design shows what was there before the reader has changed it.
    answers = folded or ([] if "**Design.**" in text else runs)
    known = text + "".join(run["source"] for run in runs)
    blanks = [
        blank
        for run in answers
        for output in _printed(run)
        for blank in printed_blanks(output, known, run["source"])
    ]
    if LOOK in text:  # in words
        blanks = []
    elif not blanks and "**Explain.**" not in text:
        blanks = [blank for run in answers for html in _shown(run) for blank in table_blanks(html)]
    is_drawn = any(word in text for word in SKETCHED) and not any(map(is_matrix, blanks))
    first = "" if reply.startswith("#") else paragraphs(reply)[0]
    short = told(first)
    keys = [
        _key(answers, reasons, most)
        for reasons, most in ((first, KEY_LINES), (short, KEY_LINES), (short, BRIEF_LINES))
    ]
    return Task(questions, _given(before), blanks, is_drawn, keys)


def _question(text: str, short: int) -> str:
    """Return the questions of a cell, each with what it is about, and with short paragraphs."""
    kept = []
    for paragraph in paragraphs(text.replace("picture above", "picture")):
        if paragraph.startswith("```"):
            is_kept = short > 0  # all its parts or none: a part of a program would mislead
        elif QUESTION.match(paragraph) or paragraph.startswith(('*"', "$$")):
            is_kept = True
        elif NUMBERS.search(paragraph):
            is_kept = True  # what there is to compute with
        else:
            is_kept = (
                not paragraph.startswith(("#", "(")) and len(LETTERS.findall(paragraph)) <= short
            )
        if is_kept:
            kept.append(paragraph)
    return "\n\n".join(kept)


def _given(before: Cell | None) -> str:
    """Return what the cell above a question shows, where it is small."""
    if before is None:
        return ""
    parts = []
    for output in _printed(before):
        if len(output.splitlines()) <= GIVEN_LINES and ARRAY.search(output):
            parts.append(printed_html(output.rstrip()))
    return "\n".join(filter(None, [*parts, *_tables(before)]))


def _tables(cell: Cell) -> list[str]:
    """Return the small tables of a cell's pictures, all side by side where there is room."""
    shown = _shown(cell)
    together = _small_tables("".join(shown))
    return [together] if together else list(map(_small_tables, shown))


def _small_tables(html: str) -> str:
    """Return the tables of a picture if they are small enough to stand side by side."""
    found = TABLE.findall(html)
    columns = [table.count("scope=col") for table in found]
    too_high = any(table.count("<tr>") > GIVEN_ROWS + 1 for table in found)
    if not found or too_high or sum(columns) + 2 * len(columns) > MOST_COLUMNS:
        return ""
    return f'<div class="tables">{"".join(found)}</div>'


def _key(answers: Sequence[Cell], reasons: str, most: int) -> str:
    """Return what the cells have given, and how the lesson explains it."""
    parts = []
    for run in answers:
        for output in _printed(run):
            lines = output.rstrip().splitlines()
            beside = len(lines) > most // 2 and all(map(NARROW.match, lines))
            most_lines = most * (1 + beside)
            if len(lines) > most_lines:
                first = most_lines // 2
                lines = [*lines[:first], "…", *lines[first + 1 - most_lines :]]
            parts.append(printed_html("\n".join(lines), beside))
        parts += _tables(run)
    return "\n".join(filter(None, [*parts, as_html(reasons)]))


def _printed(cell: Cell) -> list[str]:
    texts = ["".join(output["text"]) for output in cell["outputs"] if "text" in output]
    return [ESCAPE.sub("", text) for text in texts]


def _shown(cell: Cell) -> list[str]:
    """Return the pictures of a cell, without steppers, which are for a screen."""
    return [without_extras(html) for html in _htmls(cell) if not html.startswith("<figure")]


def _htmls(cell: Cell) -> list[str]:
    outputs = cell.get("outputs", [])
    return ["".join(output["data"]["text/html"]) for output in outputs if "data" in output]
