"""How long a lesson takes a first-year student, part by part."""

import re
from collections.abc import Iterable
from typing import Any

from convlessons.notebooks import Notebook

Cell = dict[str, Any]
PER_CODE_CELL = 1.5  # minutes: read it, run it, look at what comes out
WORDS_PER_MINUTE = 130
HEADING = re.compile(r"^##? +(.+)$", flags=re.MULTILINE)


def minutes(cells: Iterable[Cell]) -> float:
    """Count the minutes that cells take: the code, the reading and the tasks.

    Args:
        cells: Cells of a notebook.

    Returns:
        The minutes, not rounded.
    """
    return sum(_minutes(cell) for cell in cells)


def minutes_by_part(notebook: Notebook) -> dict[str, float]:
    """Count the minutes of each part of a lesson.

    Args:
        notebook: The lesson; each cell's source is one text.

    Returns:
        The minutes under each heading, the title's first, in the order of the lesson.
    """
    counts: dict[str, float] = {}
    for cell in notebook["cells"]:
        heading = HEADING.match(cell["source"]) if cell["cell_type"] == "markdown" else None
        if heading:
            part = heading[1]
            counts[part] = 0.0
        counts[part] += _minutes(cell)
    return counts


def task_minutes(cell: Cell) -> float | None:
    """Return the minutes that the task of a cell takes, by its tag.

    Args:
        cell: A cell of a notebook.

    Returns:
        The minutes; None where the cell sets no task.
    """
    tags = [tag for tag in cell["metadata"].get("tags", []) if tag.startswith("minutes-")]
    return float(tags[0].removeprefix("minutes-")) if tags else None


def words(markdown: str) -> list[str]:
    """Split a text into its words: a formula is one, a bullet or the bar of a table is none.

    Args:
        markdown: The source of a cell.

    Returns:
        The words.
    """
    return re.findall(r"\S*\w\S*", re.sub(r"\$+[^$]+\$+", "formula", markdown))


def _minutes(cell: Cell) -> float:
    """Return the minutes of one cell."""
    if cell["cell_type"] == "code":
        return PER_CODE_CELL
    return len(words(cell["source"])) / WORDS_PER_MINUTE + (task_minutes(cell) or 0)
