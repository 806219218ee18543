"""The sources of the book, from which Sphinx makes its pages."""

import shutil
from pathlib import Path

from convbook.glossary import glossary_page, split_index, words_of
from convbook.image_files import taken_out
from convbook.pages import exercise_page, lesson_page
from convbook.reference import filled
from convlessons.edition import relinked
from convlessons.notebooks import Notebook, read, write

ROOT = Path(__file__).parents[1]
DOCS, NOTEBOOKS = ROOT / "docs", ROOT / "notebooks"
INDEX = NOTEBOOKS / "README.md"
IMAGES = "images"
TO_RUN = """\
```{{admonition}} Run it yourself
:class: tip

In a copy of the project, `uv run lessons {number}` opens this lesson, and you can change every
number in it: [how to begin](../run.md). This page shows what the cells gave when they were recorded.
Below a question, output and answer stay closed until you open them.

[Exercises](../exercises/{stem}.ipynb) ·
<a href="../slides/{stem}.html">Slides</a> ·
<a href="../handouts/{stem}.html">Handout</a>{guide}
```"""
GUIDE = " ·\n[Teacher's guide](../guide/{stem}.md)"
TO_CHECK = """\
```{{admonition}} Have your answers checked
:class: tip

Work on paper first, then open the solution. In a copy of the project,
`uv run lessons {number}_exercises` opens these exercises, and a checker tells you whether your answer
is right or which mistake you made: [how to begin](../run.md). Another `SEED` gives other numbers.
```"""
EXERCISES = """\
# Exercises

Four or five for each lesson: predict, design, find the bug, tell a false statement from a true one.
Each solution stays closed below its question until you open it.
"""
TEACHERS = """\
# For teachers

What to ask before a cell is run, which wrong answers to expect, and the way out of each; how to give
the material to a class, and how to grade.
"""


def write_sources(folder: Path) -> None:
    """Write all that Sphinx needs into an empty folder."""
    shutil.copytree(DOCS / "_static", folder / "_static")
    shutil.copy(DOCS / "conf.py", folder)
    (folder / "extra" / IMAGES).mkdir(parents=True)
    shutil.copy(DOCS / "playground.html", folder / "extra")
    places = _places()
    index = _moved(INDEX, places)
    pages = {
        "exercises/index.md": EXERCISES + _contents("*"),
        "guide/index.md": TEACHERS + _contents("*"),
        "glossary.md": glossary_page(index.replace("](", "](lessons/")),
        "index.md": _moved(DOCS / "index.md", places).replace("{lessons}", _lessons(places)),
        "lessons/index.md": split_index(index)[0] + _contents("*", hidden=True),
    }
    for source, place in places.items():
        path = ROOT / source
        if path.suffix == ".md" and place not in pages:
            pages[place] = _moved(path, places)
        elif path.suffix == ".rst":
            pages[place] = filled(path.read_text(encoding="utf-8"))
        elif path.suffix == ".py":
            pages[place] = path.read_text(encoding="utf-8")
    words = words_of(index)
    for stem in _stems():
        number = stem[:2]
        guide = GUIDE.format(stem=stem) if f"docs/guide/{stem}.md" in places else ""
        note = TO_RUN.format(number=number, stem=stem, guide=guide)
        lesson = _read(NOTEBOOKS / f"{stem}.ipynb", places)
        solved, unsolved = (
            _read(NOTEBOOKS / kind / f"{stem}.ipynb", places) for kind in ("solutions", "exercises")
        )
        made = {
            f"lessons/{stem}.ipynb": lesson_page(lesson, number, note, words),
            f"exercises/{stem}.ipynb": exercise_page(
                solved, unsolved, TO_CHECK.format(number=number)
            ),
        }
        for place, notebook in made.items():
            _take_images_out(notebook, folder / "extra" / IMAGES)
            pages[place] = write(notebook)
    for place, text in pages.items():
        (folder / place).parent.mkdir(exist_ok=True)
        (folder / place).write_text(text, encoding="utf-8", newline="\n")


def _stems() -> list[str]:
    return sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb"))


def _places() -> dict[str, str]:
    """Return where the book has each file, or folder, of the project that it shows."""
    lessons = {f"notebooks/{stem}.ipynb": f"lessons/{stem}.ipynb" for stem in _stems()}
    exercises = {
        f"notebooks/{kind}/{stem}.ipynb": f"exercises/{stem}.ipynb"
        for kind in ("exercises", "solutions")
        for stem in _stems()
    }
    pages = {
        path.relative_to(ROOT).as_posix(): path.relative_to(DOCS).as_posix()
        for pattern in ("*.md", "guide/*.md", "reference/*.rst")
        for path in sorted(DOCS.glob(pattern))
    }
    return {
        "notebooks": "lessons/index.md",
        "notebooks/README.md": "lessons/index.md",
        "notebooks/exercises": "exercises/index.md",
        "notebooks/solutions": "exercises/index.md",
        **lessons,
        **exercises,
        **pages,
        "README.md": "index.md",
        "docs/guide": "guide/index.md",
        "docs/teaching.md": "guide/teaching.md",
        "docs/nbgrader_config.py": "guide/nbgrader_config.py",
        "CONTRIBUTING.md": "guide/contributing.md",
    }


def _lessons(places: dict[str, str]) -> str:
    """Return the README's table of the lessons."""
    _, _, section = _moved(ROOT / "README.md", places).partition("## The lessons\n\n")
    return section.partition("\n\n")[0]


def _moved(path: Path, places: dict[str, str]) -> str:
    """Return a page of Markdown whose links lead to where the book has what they name."""
    return relinked(path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix(), places)


def _read(path: Path, places: dict[str, str]) -> Notebook:
    """Read a notebook, with its links as the book needs them."""
    notebook = read(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            source = path.relative_to(ROOT).as_posix()
            cell["source"] = relinked(cell["source"], source, places)
    return notebook


def _take_images_out(notebook: Notebook, folder: Path) -> None:
    """Move the images of a page's outputs into files, which keeps the page light."""
    for cell in notebook["cells"]:
        for output in cell.get("outputs", []):
            html = "".join(output.get("data", {}).get("text/html", ""))
            if html:
                output["data"]["text/html"], files = taken_out(html, f"../{IMAGES}")
                for name, image in files.items():
                    (folder / name).write_bytes(image)


def _contents(pattern: str, hidden: bool = False) -> str:
    """Return a list of the pages of a folder."""
    options = [":glob:", *([":hidden:"] if hidden else []), "", pattern]
    return "\n```{toctree}\n" + "\n".join(options) + "\n```\n"
