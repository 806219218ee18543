"""Record lessons and solutions: run each on a fresh kernel and store what it shows.

uv run python tools/record.py                      records all of them
uv run python tools/record.py notebooks/01*.ipynb  records these
uv run python tools/record.py --check              changes nothing, fails where a recording differs

A recording is stored whole or not at all: where anything goes wrong, the old one stays.
"""

import argparse
import copy
import difflib
import re
import shlex
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbconvert.preprocessors import ExecutePreprocessor
from traitlets.config import Config

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
RECORDED = [*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("solutions/*.ipynb")]
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
RUN = ExecutePreprocessor(
    timeout=120,
    record_timing=False,
    store_widget_state=False,
    coalesce_streams=True,  # a busy machine sends what one cell prints in pieces
    # An encrypted connection costs nothing and spares a warning at the start of each kernel.
    config=Config(KernelManager={"transport_encryption": "auto"}),
)
RULE = (NOTEBOOKS.parent / "tests" / "pixels.cfg").read_text(encoding="utf-8")
PIXELS = re.compile(re.findall("^regex: (.+)$", RULE, flags=re.MULTILINE)[0])
KEPT = ("handout", "nbgrader", "tags")  # what the author wrote about a cell


def record(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Return the notebook as a fresh kernel makes it, without what changes from run to run."""
    fresh, _ = RUN.preprocess(copy.deepcopy(notebook), {"metadata": {"path": str(folder)}})
    return tidied(fresh)


def tidied(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook with the metadata that its author wrote, and no other."""
    tidy = copy.deepcopy(notebook)
    tidy.metadata = nbformat.from_dict(METADATA)
    for cell in tidy.cells:
        kept = {key: cell.metadata[key] for key in KEPT if cell.metadata.get(key)}
        cell.metadata = nbformat.from_dict(kept)
    return tidy


def written(notebook: nbformat.NotebookNode) -> list[tuple[str, str, str, dict[str, Any]]]:
    """Return what the author wrote into each cell: not outputs, nor what an editor adds."""
    return [
        (cell.cell_type, cell.id, cell.source, {key: cell.metadata.get(key) for key in KEPT})
        for cell in notebook.cells
    ]


def text(notebook: nbformat.NotebookNode) -> str:
    """Return what is written to the file."""
    return nbformat.writes(notebook) + "\n"


def store(path: Path, content: str) -> None:
    """Replace a file, once all that is to be in it has been written beside it."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(content, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def without_pictures(notebook: nbformat.NotebookNode) -> str:
    """Return the file's text without the pixels that differ between machines."""
    bare = copy.deepcopy(notebook)
    for cell in bare.cells:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = PIXELS.sub(r"\1", data["text/html"])
    return text(bare)


def difference(stored: nbformat.NotebookNode, fresh: nbformat.NotebookNode) -> str:
    """Return the lines in which two recordings differ, pictures and editors' metadata aside."""
    bare = (without_pictures(tidied(each)) for each in (stored, fresh))
    lines = (each.splitlines(keepends=True) for each in bare)
    return "".join(difflib.unified_diff(*lines, "stored", "fresh"))


def process(path: Path, check: bool) -> str:
    """Record one notebook, or compare it, and return what is wrong."""
    try:
        stored = nbformat.read(path, as_version=4)
    except (ValueError, nbformat.ValidationError):
        restore = f"git checkout -- {shlex.quote(str(path))}"
        return f"is not a whole notebook: `{restore}` restores the last committed version"
    try:
        fresh = record(stored, path.parent)
    except CellExecutionError as error:
        return f"is unchanged, because one of its cells failed:\n{error}"
    except CellTimeoutError:
        return f"is unchanged, because one of its cells ran for more than {RUN.timeout} s"
    except RuntimeError:
        return "is unchanged, because its kernel died"
    if check:
        lines = difference(stored, fresh)
        return f"is not current:\n{lines}" if lines else ""
    store(path, text(fresh))
    return ""


def main() -> int:
    """Record or check the notebooks that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="all of them if left out")
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a difference")
    options = parser.parse_args()
    problems = 0
    for path in options.notebooks or sorted(RECORDED):
        try:
            problem = process(path, options.check)
        except OSError as error:
            problem = f"is unchanged: {error.strerror}"
        problems += bool(problem)
        print(path.name, problem or ("is current" if options.check else "is recorded"), flush=True)
    return min(problems, 1)


if __name__ == "__main__":
    sys.exit(main())
