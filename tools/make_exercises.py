"""Make the student edition of the solutions: notebooks/exercises/, with nbgrader's preprocessors.

uv run python tools/make_exercises.py          makes all of it
uv run python tools/make_exercises.py --check  changes nothing, fails where it is stale

That a notebook was run, or that JupyterLab has saved it, does not make it stale.
"""

import argparse
import sys
from pathlib import Path

import nbformat
from nbgrader.converters import GenerateAssignment
from nbgrader.preprocessors import IncludeHeaderFooter, SaveCells
from record import written
from traitlets.config import PyFileConfigLoader

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
COURSE = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT / "docs")).load_config()
# What `nbgrader generate_assignment` does to a notebook, without its database and its course.
STEPS = [
    step
    for step in GenerateAssignment().preprocessors
    if step not in (IncludeHeaderFooter, SaveCells)
]


def student_edition(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Return the notebook without solutions, hidden tests and outputs."""
    resources = {}
    for step in STEPS:
        notebook, resources = step(config=COURSE).preprocess(notebook, resources)
    return notebook


def same(made: nbformat.NotebookNode | None, there: str | None) -> bool:
    """Return whether a file holds what the author wrote into the notebook made from a solution."""
    if made is None or there is None:
        return False
    return written(made) == written(nbformat.reads(there, as_version=4))


def main() -> int:
    """Make or check the edition of each solution."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="change nothing, fail if it is stale")
    options = parser.parse_args()
    edition = {
        NOTEBOOKS / "exercises" / path.name: student_edition(nbformat.read(path, as_version=4))
        for path in sorted(NOTEBOOKS.glob("solutions/*.ipynb"))
    }
    texts = {path: nbformat.writes(notebook) + "\n" for path, notebook in edition.items()}
    there = {path: path.read_text("utf-8") for path in NOTEBOOKS.glob("exercises/*.ipynb")}
    stale = sorted(path for path in texts | there if texts.get(path) != there.get(path))
    if options.check:
        stale = [path for path in stale if not same(edition.get(path), there.get(path))]
    for path in stale:
        print("stale" if options.check else "made", path.relative_to(NOTEBOOKS).as_posix())
        if not options.check and path in texts:
            path.parent.mkdir(exist_ok=True)
            path.write_text(texts[path], encoding="utf-8", newline="\n")
        elif not options.check:
            path.unlink()
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
