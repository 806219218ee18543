"""Where the book has each file of the project that it shows."""

import re
from functools import cache
from pathlib import Path

from mdit_py_plugins.anchors.index import slugify

from convlessons.edition import relinked
from convlessons.notebooks import Notebook, read

ROOT = Path(__file__).parents[1]
DOCS, NOTEBOOKS = ROOT / "docs", ROOT / "notebooks"
ANCHOR = re.compile(r"(?<=\]\()([^)\s#]*#)([^)\s]+)(?=\))")
OF_DOCS = ("*.md", "guide/*.md", "reference/*.rst")  # in the book, where they are in docs/


def lessons() -> list[Path]:
    """Return the recorded lessons, in their order."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def stems() -> list[str]:
    """Return the names of the lessons, without an ending."""
    return [path.stem for path in lessons()]


def folder_of(kind: str, site: Path) -> Path:
    """Return the folder for what is made of each lesson, without what was made of one that is gone.

    Args:
        kind: What is made, such as `"slides"`.
        site: The folder of what is built.
    """
    folder = site / kind
    folder.mkdir(parents=True, exist_ok=True)
    for made in folder.glob("[0-9][0-9]_*"):
        if not made.name.startswith(tuple(stems())):
            made.unlink()
    return folder


@cache
def places() -> dict[str, str]:
    """Return the place in the book of each file, and of each folder that a link may lead to."""
    docs = sorted(path for pattern in OF_DOCS for path in DOCS.glob(pattern))
    return {
        "README.md": "index.md",
        "CONTRIBUTING.md": "guide/contributing.md",
        "LICENSE": "guide/LICENSE",
        "LICENSE-LESSONS": "guide/LICENSE-LESSONS",
        "convdemo/data/README.md": "guide/data.md",
        "docs/guide": "guide/index.md",
        "docs/playground.html": "play.md",
        **{_source(path): path.relative_to(DOCS).as_posix() for path in docs},
        "docs/hub.md": "guide/hub.md",
        "docs/hub_on_kubernetes.md": "guide/hub_on_kubernetes.md",
        "docs/hub/Dockerfile": "guide/Dockerfile",
        "docs/hub/values.yaml": "guide/values.yaml",
        "docs/teaching.md": "guide/teaching.md",
        "docs/nbgrader_config.py": "guide/nbgrader_config.py",
        "notebooks": "lessons/index.md",
        "notebooks/README.md": "lessons/index.md",
        "notebooks/exercises": "exercises/index.md",
        "notebooks/solutions": "exercises/index.md",
        **{f"notebooks/{stem}.ipynb": f"lessons/{stem}.ipynb" for stem in stems()},
        **{
            f"notebooks/{folder}/{stem}.ipynb": f"exercises/{stem}.ipynb"
            for folder in ("exercises", "solutions")
            for stem in stems()
        },
    }


def page(path: Path) -> str:
    """Return the text of a file, its links leading to where the book has what they name."""
    return _moved(path.read_text(encoding="utf-8"), path)


def notebook(path: Path) -> Notebook:
    """Return a notebook, its links leading to where the book has what they name."""
    found = read(path.read_text(encoding="utf-8"))
    for cell in found["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _moved(cell["source"], path)
    return found


def _moved(text: str, path: Path) -> str:
    """Return a text of a file as the book needs it: links to its places, anchors as it makes them.

    JupyterLab, which the lessons' links name, makes anchors with capitals.
    """
    in_place = relinked(text, _source(path), places())
    return ANCHOR.sub(lambda link: link[1] + slugify(link[2]), in_place)


def _source(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()
