"""The page that a reader sees first."""

import re
from collections.abc import Mapping
from pathlib import Path

from convlessons.notebooks import Notebook

START_PAGE = "start_here.md"
TEMPLATE = Path(__file__).with_name("start_page.txt")


def start_page(edition: Mapping[str, Notebook]) -> str:
    """Write the start page.

    Args:
        edition: The notebooks of the reader's edition, by their paths in the work folder.

    Returns:
        The page, in Markdown.
    """
    lessons = [path for path in edition if "/" not in path]
    rows = [_row(path, edition) for path in lessons]
    first = f"[Open lesson {lessons[0][:2]}: {_title(edition[lessons[0]])}]({lessons[0]})"
    template = TEMPLATE.read_text(encoding="utf-8")
    return template.replace("{first lesson}", first).replace("{rows}", "\n".join(rows))


def _row(path: str, edition: Mapping[str, Notebook]) -> str:
    number, exercises = path[:2], f"exercises/{path[:2]}_exercises.ipynb"
    practice = f"[exercises {number}]({exercises})" if exercises in edition else ""
    lesson = edition[path]
    return f"| [{number} {_title(lesson)}]({path}) | {_minutes(lesson)} | {practice} |"


def _title(lesson: Notebook) -> str:
    return str(lesson["cells"][0]["source"]).splitlines()[0].removeprefix("# ")


def _minutes(lesson: Notebook) -> str:
    found = re.search(r"\b(\d+) minutes", "\n".join(cell["source"] for cell in lesson["cells"][:4]))
    return found[1] if found else ""
