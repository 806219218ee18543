"""Notebooks as plain data: read, written and compared without the seconds that a schema costs."""

import json
from typing import Any

Notebook = dict[str, Any]


def read(text: str) -> Notebook:
    """Read a notebook of format 4.

    Args:
        text: The file's text.

    Returns:
        The notebook; each cell's source is one text.

    Raises:
        ValueError: The text is no whole notebook.
    """
    notebook = json.loads(text)
    try:
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
            cell["cell_type"] = str(cell["cell_type"])
    except (KeyError, TypeError) as error:
        raise ValueError(f"no notebook of format 4: {error!r} is missing or wrong") from None
    return dict(notebook)


def write(notebook: Notebook) -> str:
    """Return the file's text, in the form that nbformat and JupyterLab write."""
    cells = [
        cell | {"source": cell["source"].splitlines(keepends=True)} for cell in notebook["cells"]
    ]
    return (
        json.dumps(notebook | {"cells": cells}, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    )


def cells_of(notebook: Notebook) -> list[tuple[str, str]]:
    """Return type and source of each cell that is not empty."""
    cells = notebook["cells"]
    return [(cell["cell_type"], cell["source"]) for cell in cells if cell["source"].strip()]


def was_run(notebook: Notebook) -> bool:
    """Return whether a cell has an output."""
    return any(cell.get("outputs") for cell in notebook["cells"])
