"""Recorded notebooks as pages of the book: what answers a question stays closed."""

from collections.abc import Mapping
from typing import Any

from convbook.glossary import with_links
from convlessons.edition import TRAINED, answers, closed, without_closing_asserts
from convlessons.notebooks import Notebook

Cell = dict[str, Any]
OUTPUT, ALL = "hide-output", "hide-cell"  # tags of MyST-NB, which knows `hide-input` too
LOOK = "**Find out.**"  # a question that is answered by looking at what the next cell shows
SOLUTION = {"code_prompt_show": "Open the solution", "code_prompt_hide": "Close the solution"}
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def lesson_page(notebook: Notebook, number: str, note: str, words: Mapping[str, str]) -> Notebook:
    """Make a page of a lesson.

    Args:
        notebook: The recorded lesson.
        number: The lesson's number, which goes before its title.
        note: How to run it, in MyST Markdown.
        words: The words of the glossary.

    Returns:
        The page: outputs and replies below a question closed, words linked to their entries.
    """
    _close_answers(notebook)
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = with_links(cell["source"], words)
        elif TRAINED in _tags(cell):
            cell["source"] = without_closing_asserts(cell["source"])
    title, *rest = notebook["cells"]
    title["source"] = title["source"].replace("# ", f"# {number} ", 1)
    return notebook | {"cells": [title, _text(note), *rest]}


def exercise_page(solved: Notebook, unsolved: Notebook, note: str) -> Notebook:
    """Make a page of exercises, with each solution closed below its exercise.

    Args:
        solved: The recorded notebook with the solutions.
        unsolved: The one that students get.
        note: How to have answers checked, in MyST Markdown. It takes the place of the notebook's
            own second cell.

    Returns:
        The page, without the cells that only mark.
    """
    asked = {cell["id"]: cell["source"] for cell in unsolved["cells"]}
    title, _, *cells = solved["cells"]
    page = [title, _text(note)]
    for cell in cells:
        role = cell["metadata"].get("nbgrader", {})
        if role.get("solution"):
            page += [cell | {"source": asked[cell["id"]], "outputs": []}, _solution(cell)]
        elif not role.get("grade"):
            page.append(cell)
    return solved | {"cells": page}


def _close_answers(notebook: Notebook) -> None:
    question = ""
    to_close = {id(cell) for cell in answers(notebook)}
    for cell in notebook["cells"]:
        text = cell["source"]
        if cell["cell_type"] == "markdown":
            question = text
            if id(cell) in to_close:
                cell["source"] = closed(text)
        elif id(cell) in to_close and not (LOOK in question and _shows_figures(cell)):
            cell["metadata"]["tags"] = [*_tags(cell), OUTPUT]


def _solution(cell: Cell) -> Cell:
    _, _, rest = cell["source"].partition(f"{BEGIN}\n")
    code = rest.replace(f"{END}\n", "").removesuffix(END)
    metadata = {"tags": [ALL], "mystnb": SOLUTION}
    return cell | {"id": f"{cell['id']}-solution", "source": code, "metadata": metadata}


def _shows_figures(cell: Cell) -> bool:
    return any("text/html" in output.get("data", {}) for output in cell["outputs"])


def _tags(cell: Cell) -> list[str]:
    tags: list[str] = cell["metadata"].get("tags", [])
    return tags


def _text(markdown: str) -> Cell:
    return {"cell_type": "markdown", "id": "how-to-run", "metadata": {}, "source": markdown}
