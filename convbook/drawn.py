"""Questions with other numbers: the closed exercises of a lesson, drawn anew by a seed."""

import io
import re
from contextlib import redirect_stdout
from itertools import pairwise
from typing import Any

import numpy as np

from convbook.blanks import Blank, blank, grid
from convbook.prose import as_html, printed_html
from convbook.tasks import Task
from convcheck.course import EXERCISES
from convcheck.kinds import Closed
from convdemo.arguments import Array
from convlessons.notebooks import Notebook

GIVEN = re.compile(r"check\.(\w+)\.given\(")
HEADING = re.compile(r"## \d+\. (\w[\w ]*): .+\n+")
CODE = ". Find the bug: "
STUCK = re.compile(r" ?Stuck\? .*$", flags=re.DOTALL)
CELL = re.compile(r"\b([Tt])he cell(?: below)? prints")
REPLY = re.compile(r" The reply [^.]*\.")  # a computer's
MOST = 12  # rows or columns of a grid


def drawn_tasks(solutions: Notebook, seed: int) -> list[Task]:
    """Draw the closed exercises of a lesson anew.

    The key is the right answer of the exercise's own checker, in numbers and in a sentence. An
    exercise stays out if it is about code, or if its answer has to be anything but numbers.

    Args:
        solutions: The notebook of the exercises; each cell's source is one text.
        seed: The same seed gives the same numbers, here and to the checker.

    Returns:
        The questions in their order.
    """
    cells = solutions["cells"]
    tasks = []
    names: dict[str, Any] = {"SEED": seed}
    for question, cell in pairwise(cells):
        code = cell["source"]
        if code.startswith("import "):
            exec(code, names)  # noqa: S102 - the project's own
        name = GIVEN.search(code)
        exercise = EXERCISES.get(name[1]) if name and question["cell_type"] == "markdown" else None
        if isinstance(exercise, Closed) and CODE not in question["source"]:
            _, right, _ = exercise.drawn(seed)
            verdict = exercise.verdict(right, seed)
            if verdict.name == "right":
                said = verdict.sentence.removeprefix("Right: ")
                tasks.append(_task(question["source"], _printed(code, names), right, said))
    return tasks


def _task(text: str, numbers: str, right: Array, sentence: str) -> Task:
    """Return one exercise as a question with its numbers, blanks and key."""
    right = np.round(right, 4)
    heading = HEADING.match(text)
    assert heading, "an exercise has a number, a kind and a name"
    words = CELL.sub(_below, REPLY.sub("", STUCK.sub("", text[heading.end() :])))
    question = f"**{heading[1]}.** {words}"
    if re.match(r"\w\w", sentence):  # a symbol stays as it is
        sentence = sentence[0].upper() + sentence[1:]
    key = f"{printed_html(str(right))}\n{as_html(sentence)}"
    return Task(question, printed_html(numbers), _blanks(right), False, key)


def _printed(code: str, names: dict[str, Any]) -> str:
    """Return what a cell that draws numbers prints with those of `SEED`."""
    with redirect_stdout(io.StringIO()) as output:
        exec(code, names)  # noqa: S102
    return output.getvalue().rstrip()


def _below(found: re.Match[str]) -> str:
    """Return the words for what a cell prints and paper shows."""
    return f"{'B' if found[1] == 'T' else 'b'}elow you see"


def _blanks(right: Array) -> list[Blank]:
    """Return an empty grid of the answer's shape; none where the shape is a part of the answer."""
    if right.ndim > 2 or max(right.shape, default=1) > MOST:
        return []
    return [blank(grid([[str(each) for each in row] for row in np.atleast_2d(right)]))]
