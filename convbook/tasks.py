"""The questions of a lesson with what is needed to answer them, and their answers as recorded."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from convbook.blanks import Blank, blank, is_grid
from convbook.image_files import lightened
from convbook.outputs import printed, shown
from convbook.pictures import IMAGE, TABLE, grid_of, is_stepper, ratio, without_extras
from convbook.prose import as_html, printed_html
from convbook.recorded import is_recorded
from convbook.said import paragraphs
from convlessons.edition import FOLDED, NEXT, QUESTION
from convlessons.notebooks import Notebook

Cell = dict[str, Any]
GIVEN_LINES = 5  # of what is printed
GIVEN_ROWS, MOST_COLUMNS = 8, 16  # of tables
ARRAY = re.compile(r"\[[-\d., ]+[ ,][-\d., ]+[ ,][-\d., ]+\]")  # of three numbers or more
STEPPED = "the slider"  # a question to be answered on a screen
SKETCHED = ("Draw", "Sketch", "sketch")
LOOK = "**Find out.**"  # a question that is answered by looking at what the next cell shows
LOOKED_AT = re.compile(r"[Tt]he (?:last )?picture|red and blue")  # words about an earlier one
HEADING = re.compile(r"## (.+)")
PAPER = "handout"  # what the metadata of a question's cell says of it on paper
PARTS = {"given", "blanks", "key"}  # of that


class Task(NamedTuple):
    """One question of a handout.

    Args:
        question: The question, as Markdown, with what it starts from.
        given: The numbers that it starts from, as HTML.
        blanks: What to fill in.
        is_drawn: Whether it asks for a drawing.
        key: The answer, as HTML.
        where: Where the picture is that one has to look at, as Markdown, if it is about one.
        chart: The picture, as HTML, if paper can show it.
        chart_ratio: How high it is for its width.
    """

    question: str
    given: str
    blanks: Sequence[Blank]
    is_drawn: bool
    key: str
    where: str = ""
    chart: str = ""
    chart_ratio: float = 0


def tasks(lesson: Notebook) -> list[Task]:
    """Collect the questions of a lesson that can be answered on paper.

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
        if answered > 0 and i == answered + 1:  # it begins with the reply to the last question
            text = NEXT.split(text, maxsplit=1)[-1]
        if last and not before and i - 2 > answered and cells[i - 2]["cell_type"] == "markdown":
            # no reply, and no remark on code, but what the question is about
            text = f"{last['source']}\n\n{text}"
        answered = i + len(runs)
        reply = cells[answered + 1]["source"] if answered + 1 < len(cells) else ""
        if STEPPED not in text:
            seen = cells[: answered + 1 if LOOK in text else i]
            task = _with_picture(_task(text, before, runs, reply), text, seen)
            found.append(_on_paper(task, cell, runs, reply))
    return found


def _runs(cells: Sequence[Cell], start: int) -> list[Cell]:
    """Return the code cells from a place on, up to the next text."""
    runs = []
    for cell in cells[start:]:
        if cell["cell_type"] != "code":
            break
        runs.append(cell)
    return runs


def _with_picture(task: Task, text: str, seen: Sequence[Cell]) -> Task:
    """Return a question about a picture with the place of this, and the picture if it is a chart.

    On paper, others would lose their colours or take half a page.
    """
    if not (LOOK in text or LOOKED_AT.search(text)):
        return task
    heading, picture = _last_picture(seen)
    if not picture:
        return task
    task = task._replace(where=f"On the screen: *{heading}*.")
    if not picture.startswith("<img"):
        return task
    return task._replace(chart=lightened(without_extras(picture)), chart_ratio=ratio(picture))


def _last_picture(cells: Sequence[Cell]) -> tuple[str, str]:
    """Return the last picture that cells have shown, below the heading of its part."""
    heading, last = "", ("", "")
    for cell in cells:
        if cell["cell_type"] == "markdown":
            found = HEADING.match(cell["source"])
            heading = found[1] if found else heading
        elif pictures := [html for html in shown(cell) if IMAGE.search(html)]:
            last = heading, pictures[-1]
    return last


def _task(text: str, before: Cell | None, runs: Sequence[Cell], reply: str) -> Task:
    """Return one question; where the lesson folds its own answer, this is the answer."""
    folded = [run for run in runs if FOLDED in run["metadata"].get("tags", [])]
    # Without one, a design shows what was there before the reader has changed it.
    answers = folded or ([] if "**Design.**" in text else runs)
    is_drawn = any(word in text for word in SKETCHED)
    return Task(_without_asides(text), _given(before), [], is_drawn, _key(answers, _reason(reply)))


def _reason(reply: str) -> str:
    """Return the first paragraph of what a lesson says after a question."""
    return "" if reply.startswith("#") else next(iter(paragraphs(reply)), "")


def _on_paper(task: Task, cell: Cell, runs: Sequence[Cell], reply: str) -> Task:
    """Return a question with the words, the blanks and the key that its cell has for paper.

    Raises:
        ValueError: If an answer stands neither in what the lesson has recorded nor in its words,
            or if the metadata names a part that a handout has not.
    """
    paper = cell["metadata"].get(PAPER, {})
    name = cell.get("id", "")
    if unknown := ", ".join(sorted({*paper} - PARTS)):
        raise ValueError(
            f"The cell {name!r} has {unknown!r} in its {PAPER!r}, which may have 'given', 'blanks' "
            "and 'key' in it."
        )
    lines = paper.get("blanks", [])
    blanks = list(map(blank, lines))
    recorded = [
        NEXT.split(reply)[0],
        *(each for run in runs for each in (*printed(run), *shown(run))),
    ]
    for line, each in zip(lines, blanks, strict=True):
        for answer in each.answers:
            if not is_recorded(answer, recorded):
                raise ValueError(
                    f"The cell {name!r} has a blank, {line!r}, with the answer {answer}, but "
                    "no cell below the question has given this, nor does the reply say it."
                )
    if "given" in paper:
        asked = _without_asides(cell["source"][_start(cell["source"]) :])
        task = task._replace(question=f"{paper['given']}\n\n{asked}".strip())
    if blanks or "key" in paper:
        filled = "".join(each.filled for each in blanks)
        task = task._replace(key=filled + as_html(paper.get("key", _reason(reply))))
    return task._replace(blanks=blanks, is_drawn=task.is_drawn and not any(map(is_grid, blanks)))


def _start(text: str) -> int:
    """Return where the first question of a cell begins."""
    found = QUESTION.search(text)
    assert found, "only a cell with a question is a task"
    return found.start()


def _without_asides(text: str) -> str:
    """Return a text without headings and paragraphs in parentheses, which are for a screen."""
    return "\n\n".join(part for part in paragraphs(text) if not part.startswith(("#", "(")))


def _given(before: Cell | None) -> str:
    """Return what the cell above a question shows, where it is small."""
    if before is None:
        return ""
    parts = []
    for output in printed(before):
        if len(output.splitlines()) <= GIVEN_LINES and ARRAY.search(output):
            parts.append(printed_html(output))
    return "\n".join(filter(None, [*parts, *_tables(before)]))


def _tables(cell: Cell) -> list[str]:
    """Return the small tables of a cell's pictures, all side by side where there is room."""
    pictures = _pictures(cell)
    together = _small_tables("".join(pictures))
    return [together] if together else list(map(_small_tables, pictures))


def _small_tables(html: str) -> str:
    """Return the tables of a picture if they are small enough to stand side by side."""
    found = TABLE.findall(html)
    grids = [grid_of(table) for table in found]
    columns = sum(grid.columns + 2 for grid in grids)  # with room between them
    if not found or max(grid.rows for grid in grids) > GIVEN_ROWS or columns > MOST_COLUMNS:
        return ""
    return f'<div class="tables">{"".join(found)}</div>'


def _key(answers: Sequence[Cell], reason: str) -> str:
    """Return what the cells have given, and how the lesson explains it."""
    given = [part for run in answers for part in (*map(printed_html, printed(run)), *_tables(run))]
    return "\n".join(filter(None, [*given, as_html(reason)]))


def _pictures(cell: Cell) -> list[str]:
    """Return the pictures of a cell, without steppers, which are for a screen."""
    return [without_extras(html) for html in shown(cell) if not is_stepper(html)]
