"""Notebooks as plain data: read, written and compared without the seconds that a schema costs."""

import json
from typing import Any

Notebook = dict[str, Any]
# What JupyterLab adds to a cell's metadata as it runs, folds or saves the cell.
ADDED = {
    "collapsed",
    "execution",
    "ExecuteTime",
    "heading_collapsed",
    "jp-MarkdownHeadingCollapsed",
    "jupyter",  # outputs_hidden, source_hidden
    "scrolled",
    "trusted",
}


def read(text: str) -> Notebook:
    """Read a notebook of format 4.

    Args:
        text: The file's text.

    Returns:
        The notebook; each cell's source is one text.

    Raises:
        ValueError: The text is no whole notebook.
    """
    try:
        notebook = json.loads(text)
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            cell["cell_type"] = str(cell["cell_type"])
            cell["metadata"] = dict(cell.get("metadata") or {})
    except (KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"no notebook of format 4: {error!r}") from None
    return dict(notebook)


def write(notebook: Notebook) -> str:
    """Return the file's text, in the form that nbformat and JupyterLab write."""
    cells = [
        cell | {"source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]
    ]
    return (
        json.dumps(notebook | {"cells": cells}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    )


def cells_of(notebook: Notebook) -> list[tuple[str, str, dict[str, Any]]]:
    """Return type, source, and what else somebody gave to each cell that is not empty."""
    cells = notebook["cells"]
    return [
        (cell["cell_type"], cell["source"], _given(cell))
        for cell in cells
        if cell["source"].strip()
    ]


def _given(cell: dict[str, Any]) -> dict[str, Any]:
    """Return the cell's attachments and metadata, tags among it, that JupyterLab did not add."""
    given = {key: value for key, value in cell["metadata"].items() if key not in ADDED}
    given["attachments"] = cell.get("attachments")
    return {key: value for key, value in given.items() if value not in (None, [], {})}


def was_run(notebook: Notebook) -> bool:
    """Return whether a cell has an output."""
    return any(cell.get("outputs") for cell in notebook["cells"])
