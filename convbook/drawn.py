"""Questions with other numbers: the closed exercises of a lesson, drawn anew by a seed."""

import re
from html import escape
from itertools import pairwise
from typing import Any

import numpy as np

from convbook.blanks import Blank, empty_grid
from convbook.prose import as_html
from convbook.tasks import Task
from convcheck.course import EXERCISES
from convcheck.kinds import Closed
from convdemo.arguments import Array
from convlessons.notebooks import Notebook

GIVEN = re.compile(r"check\.(\w+)\.given\(")
HEADING = re.compile(r"## \d+\. (\w[\w ]*): .+\n+")
CODE = ". Find the bug: "
STUCK = re.compile(r" ?Stuck\? .*$", flags=re.DOTALL)
MOST = 8  # rows or columns of a grid


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
    for question, cell in pairwise(cells):
        name = GIVEN.search(cell["source"])
        exercise = EXERCISES.get(name[1]) if name and question["cell_type"] == "markdown" else None
        if isinstance(exercise, Closed) and CODE not in question["source"]:
            _, right, _ = exercise.drawn(seed)
            if exercise.verdict(right, seed).name == "right":
                tasks.append(_task(question["source"], exercise, seed))
    return tasks


def _task(text: str, exercise: Closed, seed: int) -> Task:
    """Return one exercise as a question with its numbers, blanks and key."""
    given, right, _ = exercise.drawn(seed)
    heading = HEADING.match(text)
    assert heading, "an exercise has a number, a kind and a name"
    question = f"**{heading[1]}.** {STUCK.sub('', text[heading.end() :])}"
    sentence = exercise.verdict(right, seed).sentence.removeprefix("Right: ")
    reason = as_html(sentence[0].upper() + sentence[1:])
    key = f"{_kept(str(np.round(right, 4)))}\n{reason}"
    numbers = _kept("\n".join(_named(name, value) for name, value in given.items()))
    return Task(question, question, numbers, _blanks(right), False, key, key)


def _kept(text: str) -> str:
    """Return text whose lines and spaces stay."""
    return f"<pre>{escape(text)}</pre>"


def _named(name: str, value: Any) -> str:
    """Return a number or an array with its name, its rows below each other."""
    lines = str(value).splitlines()
    indent = "\n" + " " * (len(name) + 1)
    return f"{name} {indent.join(lines)}"


def _blanks(right: Array) -> list[Blank]:
    """Return an empty grid of the answer's shape; none where the shape is a part of the answer."""
    if right.ndim > 2 or max(right.shape, default=1) > MOST:
        return []
    return [empty_grid([[str(each) for each in row] for row in np.atleast_2d(right)])]
