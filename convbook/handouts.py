"""A handout of each lesson, with the lesson's numbers or, by a seed, with others."""

from pathlib import Path

from convbook.sheet import sheet
from convbook.tasks import tasks
from convlessons.notebooks import read


def build_handouts(notebooks: Path, site: Path) -> list[Path]:
    """Write the handouts of all lessons.

    Args:
        notebooks: The folder of the recorded lessons.
        site: The folder of what is built; the handouts go into `handouts/`.

    Returns:
        The pages.
    """
    made = []
    for path in sorted(notebooks.glob("*.ipynb")):
        page = site / "handouts" / f"{path.stem}.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(handout(path), encoding="utf-8", newline="\n")
        made.append(page)
    return made


def handout(lesson: Path) -> str:
    """Return the handout of one lesson, its questions and their key, as a page.

    Args:
        lesson: The recorded notebook.
    """
    notebook = read(lesson.read_text(encoding="utf-8"))
    title = notebook["cells"][0]["source"].partition("\n")[0].removeprefix("# ")
    return sheet(f"{lesson.stem[:2]} {title}", tasks(notebook))
