"""Record lessons and solutions: run each on a fresh kernel and store what it shows.

uv run python tools/record.py                      records all of them
uv run python tools/record.py notebooks/01*.ipynb  records these
uv run python tools/record.py --check              changes nothing, fails where a recording differs
"""

import argparse
import copy
import difflib
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
RECORDED = [*NOTEBOOKS.glob("*.ipynb"), *NOTEBOOKS.glob("solutions/*.ipynb")]
# An encrypted connection costs nothing and spares a warning at the start of each kernel.
QUIET = Config(KernelManager={"transport_encryption": "auto"})
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
KEPT = ("nbgrader", "tags")  # what the author wrote about a cell


def record(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Return the notebook as a fresh kernel makes it, without what changes from run to run."""
    fresh = copy.deepcopy(notebook)
    client = NotebookClient(
        fresh,
        timeout=120,
        config=QUIET,
        record_timing=False,
        store_widget_state=False,
        coalesce_streams=True,  # a busy machine sends what one cell prints in pieces
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    fresh.metadata = nbformat.from_dict(METADATA)
    for cell in fresh.cells:
        kept = {key: cell.metadata[key] for key in KEPT if cell.metadata.get(key)}
        cell.metadata = nbformat.from_dict(kept)
    return fresh


def text(notebook: nbformat.NotebookNode) -> str:
    """Return what is written to the file."""
    return nbformat.writes(notebook) + "\n"


def without_pictures(notebook: nbformat.NotebookNode) -> str:
    """Return the file's text with each picture left out, since fonts differ between machines."""
    bare = copy.deepcopy(notebook)
    for cell in bare.cells:
        for output in cell.get("outputs", []):
            output.get("data", {}).pop("image/png", None)
    return text(bare)


def difference(stored: nbformat.NotebookNode, fresh: nbformat.NotebookNode, name: str) -> str:
    """Return the lines in which two recordings differ, pictures aside."""
    lines = (without_pictures(each).splitlines(keepends=True) for each in (stored, fresh))
    return "".join(difflib.unified_diff(*lines, f"{name} (stored)", f"{name} (fresh)"))


def main() -> int:
    """Record or check the notebooks that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="*", type=Path, help="all of them if left out")
    parser.add_argument("--check", action="store_true", help="change nothing, fail on a difference")
    options = parser.parse_args()
    differences = ""
    for path in options.notebooks or sorted(RECORDED):
        stored = nbformat.read(path, as_version=4)
        fresh = record(stored, path.parent)
        if options.check:
            differences += difference(stored, fresh, path.name)
        else:
            path.write_text(text(fresh), encoding="utf-8", newline="\n")
        print("checked" if options.check else "recorded", path.name, flush=True)
    sys.stdout.write(differences)
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
