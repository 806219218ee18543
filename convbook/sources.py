"""The sources of the book, from which Sphinx makes its pages."""

import re
import shutil
from pathlib import Path

from convbook.glossary import glossary_page, split_index, words_of
from convbook.image_files import taken_out
from convbook.notes import EXERCISES, contents, for_the_class, to_check, to_run, to_teach
from convbook.pages import exercise_page, lesson_page
from convbook.places import DOCS, NOTEBOOKS, ROOT, notebook, page, places, stems
from convbook.reference import filled
from convlessons.notebooks import Notebook, write

IMAGES = "images"
# In this order, then all others.
GUIDE = "plans\nclassroom\nhub\nhub_on_kubernetes\nteaching\nadapt\n*"
TITLE = re.compile(r"\A# (\d\d) (.+)\n")  # of a page of the guide; its lesson has the same
LAST_COLUMN = re.compile(r"[^|\n]+\|$", re.MULTILINE)


def write_sources(folder: Path) -> None:
    """Write all that Sphinx needs.

    Args:
        folder: An empty folder.
    """
    shutil.copytree(DOCS / "_static", folder / "_static")
    shutil.copy(DOCS / "conf.py", folder)
    (folder / "extra" / IMAGES).mkdir(parents=True)
    shutil.copy(DOCS / "playground.html", folder / "extra")
    for place, text in (_documents() | _indexes()).items():
        _write(folder / place, text)
    words = words_of(page(NOTEBOOKS / "README.md"))
    for stem in stems():
        solved, unsolved, lesson = (
            notebook(NOTEBOOKS / kind / f"{stem}.ipynb") for kind in ("solutions", "exercises", "")
        )
        pages = {
            "lessons": lesson_page(lesson, stem[:2], to_run(stem), words),
            "exercises": exercise_page(solved, unsolved, to_check(stem)),
        }
        for kind, made in pages.items():
            _take_images_out(made, folder / "extra" / IMAGES)
            _write(folder / kind / f"{stem}.ipynb", write(made))


def _documents() -> dict[str, str]:
    """Return the texts of the documents that the book shows, by their places."""
    texts = {}
    for source, place in places().items():
        path = ROOT / source
        if path.suffix == ".rst":
            texts[place] = filled(path.read_text(encoding="utf-8"))
        elif path.is_file() and path.suffix != ".ipynb":
            title = rf"# Teaching \1: \2\n\n{to_teach(path.stem)}\n"
            texts[place] = TITLE.sub(title, page(path))
    return texts


def _indexes() -> dict[str, str]:
    """Return the pages that lead to others, by their places."""
    index = page(NOTEBOOKS / "README.md")
    _, _, readme = page(ROOT / "README.md").partition("## The lessons\n\n")
    lessons = LAST_COLUMN.sub("", readme.partition("\n\n")[0])  # minutes: each has the same
    guide = page(DOCS / "guide" / "index.md")
    return {
        "index.md": page(DOCS / "index.md").replace("{lessons}", lessons),
        "exercises/index.md": EXERCISES + contents("*"),
        "glossary.md": glossary_page(index.replace("](", "](lessons/")),
        "guide/index.md": for_the_class(guide) + contents(GUIDE, ":hidden:"),
        "lessons/index.md": split_index(index)[0] + contents("*", ":hidden:"),
    }


def _take_images_out(made: Notebook, folder: Path) -> None:
    """Move the images of a page's outputs into files, which keeps the page light."""
    for cell in made["cells"]:
        for output in cell.get("outputs", []):
            html = "".join(output.get("data", {}).get("text/html", ""))
            if html:
                output["data"]["text/html"], files = taken_out(html, f"../{IMAGES}")
                for name, image in files.items():
                    (folder / name).write_bytes(image)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
