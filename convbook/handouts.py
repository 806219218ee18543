"""A handout of each lesson, with the lesson's numbers or, by a seed, with others."""

from pathlib import Path

from convbook.drawn import drawn_tasks
from convbook.paper import print_pages
from convbook.places import folder_of, lessons
from convbook.sheet import sheet
from convbook.tasks import tasks
from convlessons.notebooks import read

INTRO = "Questions from the exercises, with the numbers from seed {}. Work on this page."


def build_handouts(site: Path, seed: int | None = None) -> None:
    """Write the handouts of all lessons, as pages and, where there is a Chromium, on paper.

    Args:
        site: The folder of what is built; the handouts go into `handouts/`.
        seed: If given, the questions are those of the exercises, with the numbers of this seed.
    """
    folder = folder_of("handouts", site)
    pages = []
    for lesson in lessons():
        name = lesson.stem if seed is None else f"{lesson.stem}_seed_{seed}"
        page = folder / f"{name}.html"
        if text := handout(lesson, seed):
            page.write_text(text, encoding="utf-8", newline="\n")
            pages.append(page)
    print_pages(pages)


def handout(lesson: Path, seed: int | None = None) -> str:
    """Return the handout of one lesson, its questions and their key, as a page.

    Args:
        lesson: The recorded notebook.
        seed: If given, the questions are those of the lesson's exercises, with these numbers.

    Returns:
        The page; an empty text if the seed changes no question.
    """
    notebook = read(lesson.read_text(encoding="utf-8"))
    title = notebook["cells"][0]["source"].partition("\n")[0].removeprefix("# ")
    title = f"{lesson.stem[:2]} {title}"
    if seed is None:
        return sheet(title, tasks(notebook))
    solutions = lesson.parent / "solutions" / lesson.name
    drawn = drawn_tasks(read(solutions.read_text(encoding="utf-8")), seed)
    return sheet(f"{title}, seed {seed}", drawn, INTRO.format(seed)) if drawn else ""
