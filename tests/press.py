"""What the tests of slides and handouts share: the lessons, and a sample of them."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from convlessons.notebooks import read

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = sorted(NOTEBOOKS.glob("*.ipynb"))


def sampled(*everyday):
    """Return all lessons, of which the default run meets those with these numbers."""
    return [
        pytest.param(
            lesson,
            id=lesson.stem[:2],
            marks=[] if lesson.stem.startswith(everyday) else pytest.mark.thorough,
        )
        for lesson in LESSONS
    ]


def by_number(lesson):
    return lesson.stem[:2]


def notebook_of(path):
    return read(path.read_text(encoding="utf-8"))


def violations(page):
    """Return what axe-core finds fault with."""
    found = Axe().run(page).response["violations"]
    return [(each["id"], each["nodes"][0]["html"][:200]) for each in found]
