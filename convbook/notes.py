"""What the book says at the head of its pages, in MyST Markdown."""

import re

from convbook.places import stems

TO_RUN = """\
```{{admonition}} Run it yourself
:class: tip

In a copy of the project, `uv run lessons {number}` opens this lesson, and you can change every
number in it: [how to begin](../run.md). This page shows the outputs that were recorded. Below a
question, the output and the answer stay closed until you open them.

{links}
```"""
TO_CHECK = """\
```{{admonition}} Have your answers checked
:class: tip

Work on paper first, then open the solution. In a copy of the project,
`uv run lessons {number}_exercises` opens these exercises, and a checker tells you that your
answer is right or which mistake you made: [how to begin](../run.md). Another `SEED` gives other
numbers.
```"""
EXERCISES = """\
# Exercises

There are four or five for each lesson: predict, design, find the bug, tell a false statement from a
true one. Each solution stays closed below its question until you open it.
"""
FOR_THE_CLASS = "Press S on a slide to see its speaker notes.\n\n"
LISTED = "| lesson | its question |\n| --- | --- |\n"  # above the lessons, in the guide
WIDENED = "| lesson | its question | for the class |\n| --- | --- | --- |\n"


def to_run(stem: str) -> str:
    """Return how to run a lesson, with links to what else there is about it."""
    guide = f"[Teacher's guide](../guide/{stem}.md)"
    return TO_RUN.format(
        number=stem[:2], links=" · ".join([_exercises(stem), *_shown(stem), guide])
    )


def to_teach(stem: str) -> str:
    """Return links to what the guide of a lesson speaks of."""
    lesson = f"[Lesson](../lessons/{stem}.ipynb)"
    return " · ".join([lesson, _exercises(stem), *_shown(stem)])


def to_check(stem: str) -> str:
    """Return how to have the answers to the exercises of a lesson checked."""
    return TO_CHECK.format(number=stem[:2])


def for_the_class(guide: str) -> str:
    """Add to the guide's list of the lessons what there is to show and to hand out."""
    before, _, rows = guide.partition(LISTED)
    for stem in stems():
        shown = "&nbsp;·&nbsp;".join(_shown(stem))
        rows = re.sub(rf"(\]\({stem}\.md\) \|.*)", rf"\1 {shown} |", rows, count=1)
    return before + FOR_THE_CLASS + WIDENED + rows


def contents(pattern: str, *options: str) -> str:
    """Return a list of the pages of a folder."""
    return "\n".join(["\n```{toctree}", ":glob:", *options, "", pattern, "```\n"])


def _exercises(stem: str) -> str:
    return f"[Exercises](../exercises/{stem}.ipynb)"


def _shown(stem: str) -> list[str]:
    """Return links to what of a lesson is shown and handed out, from a folder beside."""
    return [
        f'<a href="../slides/{stem}.html">Slides</a>',
        f'<a href="../handouts/{stem}.html">Handout</a>',
    ]
