"""The reader's edition: the recorded notebooks without answers, each under a name of its own."""

import ast
import platform
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from convlessons.notebooks import Notebook, read, write
from convlessons.start_page import START_PAGE, start_page

INDEX = "index.md"
# As JupyterLab completes it, so that a lesson just opened has nothing to save. A recording holds
# less of it, because the version differs between machines.
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {
        "codemirror_mode": {"name": "ipython", "version": 3},
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
        "version": platform.python_version(),
    },
}
FOLDED = "hide-input"  # the tag, as Jupyter Book spells it, of code that gives an answer away
TRAINED = "nbval-ignore-output"  # the tag of cells that train, each checked by its closing asserts
# A paragraph that asks: it opens with a bold word such as **Predict.**
QUESTION = re.compile(r"^\*\*[A-Z][a-z]+(?: [a-z]+)?\.\*\* ", flags=re.MULTILINE)
# Where a reply ends: before the next question or false statement.
NEXT = re.compile(rf"\n\n(?={QUESTION.pattern}|\*\")", flags=re.MULTILINE)
REPLY = "<details>\n<summary><b>Compare with your answer</b></summary>\n\n{}\n\n</details>"
LINK = re.compile(r"(?<=\]\()(?!\w+:|#)([^)\s#]+)")


def readers_edition(notebooks: Path) -> dict[str, str]:
    """Make the edition that a reader works in.

    A lesson keeps its name; its exercises are `exercises/NN_exercises.ipynb`, their solutions
    `solutions/NN_solutions.ipynb`, and the index of the lessons is `index.md`. Links follow.

    Args:
        notebooks: The folder of the recorded notebooks, with `exercises/` and `solutions/`.

    Returns:
        The path in the work folder, with forward slashes, of each file, and its text.
    """
    sources = {
        path.relative_to(notebooks).as_posix(): path
        for pattern in ("*.ipynb", "exercises/*.ipynb", "solutions/*.ipynb", "README.md")
        for path in sorted(notebooks.glob(pattern))
    }
    names = {source: _readers_name(source) for source in sources}
    texts, made = {}, {}
    for source, path in sources.items():
        name, text = names[source], path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            texts[name] = relinked(text, source, names)
        else:
            made[name] = _cleared(read(text), source, names)
            texts[name] = write(made[name])
    return {START_PAGE: start_page(made), **texts}


def _cleared(notebook: Notebook, source: str, names: dict[str, str]) -> Notebook:
    """Return the notebook without outputs, its answers folded and its links moved."""
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
            tags = cell["metadata"].get("tags", [])
            if FOLDED in tags:
                cell["metadata"]["jupyter"] = {"source_hidden": True}
            if TRAINED in tags:
                cell["source"] = without_closing_asserts(cell["source"])
        else:
            cell["source"] = relinked(cell["source"], source, names)
    if "/" not in source:
        for cell in answers(notebook):
            if cell["cell_type"] == "markdown":
                cell["source"] = closed(cell["source"])
    if source.startswith("solutions/"):
        title = notebook["cells"][0]
        title["source"] = re.sub(r"\A# Exercises\b", "# Solutions", title["source"])
    return notebook | {"metadata": METADATA}


def without_closing_asserts(code: str) -> str:
    """Return code without the claims at its end, which would tell what will come out."""
    statements = ast.parse(code).body
    while isinstance(statements[-1], ast.Assert):
        statements.pop()
    return "\n".join(code.splitlines()[: statements[-1].end_lineno])


def answers(notebook: Notebook) -> list[dict[str, Any]]:
    """Return the cells that answer questions: of code those below each, of text the reply.

    A reply may end in the next question.
    """
    found, asked = [], False
    for cell in notebook["cells"]:
        written = cell["cell_type"] == "markdown"
        heading = written and cell["source"].startswith("#")
        if asked and not heading:
            found.append(cell)
        if written:
            asked = bool(QUESTION.search(cell["source"]))
    return found


def closed(reply: str) -> str:
    """Return a reply that stays closed until the reader opens it; the next question stays open."""
    text, *rest = NEXT.split(reply, maxsplit=1)
    return "\n\n".join([REPLY.format(text), *rest])


def _readers_name(source: str) -> str:
    folder, name = posixpath.split(source)
    if name == "README.md":
        return INDEX
    return f"{folder}/{name[:2]}_{folder}.ipynb" if folder else name


def relinked(text: str, source: str, names: Mapping[str, str]) -> str:
    """Let the links of a text lead to where an edition has what they name.

    Args:
        text: Markdown.
        source: Where the text stands.
        names: Where the edition has each source.

    Returns:
        The text. A link to what is no source stays.
    """

    def moved(link: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(source), link[0]))
        start = posixpath.dirname(names[source]) or "."
        return posixpath.relpath(names[target], start) if target in names else link[0]

    return LINK.sub(moved, text)
