"""The tables of the reference: the exercises of each lesson, and the bank of filters."""

from collections.abc import Iterable, Sequence

from convcheck.course import LESSONS
from convcheck.engine import Exercise
from convdemo.filters import BANK


def filled(page: str) -> str:
    """Put the tables into a page of the reference.

    Args:
        page: The page, in reStructuredText, with `{exercises}` or `{filters}` where a table goes.

    Returns:
        The page.
    """
    return page.replace("{exercises}", _exercises()).replace("{filters}", _filters())


def _exercises() -> str:
    sections = []
    for lesson in LESSONS:
        found = [value for value in vars(lesson).values() if isinstance(value, Exercise)]
        title = f"Lesson {lesson.__name__[-2:]}"
        rows = [(f"``{exercise.name}``", exercise.asks) for exercise in found]
        sections.append(f"{title}\n{'-' * len(title)}\n\n" + _table(("exercise", "asks for"), rows))
    return "\n".join(sections)


def _filters() -> str:
    rows = [(f"``{name}``", each.responds_to) for name, each in BANK.items()]
    return _table(("filter", "responds to"), rows)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [".. list-table::", "   :header-rows: 1", "   :widths: 30 70", ""]
    for first, *others in (head, *rows):
        lines += [f"   * - {first}", *(f"     - {other}" for other in others)]
    return "\n".join(lines) + "\n"
