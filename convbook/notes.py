"""What the book says at the head of its pages, in MyST Markdown."""

from convbook.places import places, stems

TO_RUN = """\
```{{admonition}} Run it yourself
:class: tip

In a copy of the project, `uv run lessons {number}` opens this lesson, and you can change every
number in it: [how to begin](../run.md). This page shows what the cells gave when they were
recorded. Below a question, output and answer stay closed until you open them.

{links}
```"""
TO_CHECK = """\
```{{admonition}} Have your answers checked
:class: tip

Work on paper first, then open the solution. In a copy of the project,
`uv run lessons {number}_exercises` opens these exercises, and a checker tells you whether your
answer is right or which mistake you made: [how to begin](../run.md). Another `SEED` gives other
numbers.
```"""
EXERCISES = """\
# Exercises

Four or five for each lesson: predict, design, find the bug, tell a false statement from a true one.
Each solution stays closed below its question until you open it.
"""
TEACHERS = """\
# For teachers

What to ask before a cell is run, which wrong answers to expect, and the way out of each; how to
give the material to a class, and how to grade.
"""
FOR_THE_CLASS = """
## Slides and handouts

The slides of each lesson carry speaker notes; press S to see them. A handout has the
questions of a lesson with room for the answers, and the key on its second page.
"""


def to_run(stem: str) -> str:
    """Return how to run a lesson, with links to what else there is about it."""
    links = [f"[Exercises](../exercises/{stem}.ipynb)", *_made_of(stem)]
    return TO_RUN.format(number=stem[:2], links=" ·\n".join(links))


def to_check(stem: str) -> str:
    """Return how to have the answers to the exercises of a lesson checked."""
    return TO_CHECK.format(number=stem[:2])


def for_the_class() -> str:
    """Return what there is to show and to hand out, lesson by lesson."""
    rows = [
        f"| [{_title(stem)}](../lessons/{stem}.ipynb) | {' · '.join(_made_of(stem))} |"
        for stem in stems()
    ]
    return "\n".join([FOR_THE_CLASS, "| lesson | for the class |", "| --- | --- |", *rows]) + "\n"


def contents(pattern: str, *options: str) -> str:
    """Return a list of the pages of a folder."""
    return "\n".join(["\n```{toctree}", ":glob:", *options, "", pattern, "```\n"])


def _made_of(stem: str) -> list[str]:
    """Return links to the slides, the handout and the guide of a lesson, from a folder beside."""
    guide = f"[Teacher's guide](../guide/{stem}.md)"
    return [
        f'<a href="../slides/{stem}.html">Slides</a>',
        f'<a href="../handouts/{stem}.html">Handout</a>',
        *([guide] if f"docs/guide/{stem}.md" in places() else []),
    ]


def _title(stem: str) -> str:
    return stem.replace("_", " ")
