"""A handout: one page of questions to answer with a pencil, and one with the key."""

import re
from collections.abc import Sequence
from html import escape
from itertools import product
from math import ceil
from pathlib import Path

from convbook.blanks import Blank
from convbook.prose import as_html, as_plain
from convbook.tasks import Task

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}: handout</title>
<style>{style}</style>
</head>
<body>
<main>
<article class="questions">
<header><h1>{title}</h1><p>Name <span class="name"></span></p></header>
{intro}<div class="columns">
{questions}
</div>
</article>
<article class="key">
<header><h1>Key: {title}</h1></header>
<div class="columns">
{keys}
</div>
</article>
</main>
</body>
</html>
"""
STYLE = Path(__file__).with_name("handouts.css")
# Millimetres of a page for questions, and for the key, below each other, with some to spare.
COLUMN, KEY_COLUMN = 226.0, 222.0
LETTERS, LINE = 49, 3.95  # of a line of text: letters, millimetres
FORMULA = 12.0  # millimetres that a formula on lines of its own is higher than its letters
PRINTED = 3.9  # millimetres of a printed line
SMALL_CELL = 4.5  # millimetres of a table to read
WRITING, BETWEEN = 8.0, 5.0  # millimetres: the least to write on, between questions
SKETCH = 32.0  # millimetres of squared paper
MOST_BLANKS = range(48, 16, -4)  # millimetres of blanks for one question
BLOCK = re.compile(r"<(pre|div)\b")


def sheet(title: str, tasks: Sequence[Task], intro: str = "") -> str:
    """Lay out a handout.

    Args:
        title: The title of the lesson, with its number.
        tasks: Its questions.
        intro: A sentence above them.

    Returns:
        A page of HTML that prints as two pages, on A4 and on Letter.
    """
    short = _fitted(tasks)
    asked = [_question(i, task) for i, task in enumerate(short, 1)]
    answers = [task.key for task in tasks]
    if max(_split([_key_height(each) for each in answers])) > KEY_COLUMN:
        answers = [task.brief_key for task in tasks]
    keys = [
        f'<section><h2 class="part">{i}</h2>{each}</section>' for i, each in enumerate(answers, 1)
    ]
    return PAGE.format(
        title=escape(title),
        style=STYLE.read_text(encoding="utf-8"),
        intro=f"<p>{intro}</p>\n" if intro else "",
        questions=_columns(asked, [_height(task) for task in short]),
        keys=_columns(keys, [_key_height(each) for each in answers]),
    )


def _fitted(tasks: Sequence[Task]) -> list[Task]:
    """Return the tasks with as many words and blanks as fit on their page."""
    shorter = [task._replace(question=task.brief) for task in tasks]
    for version, most in product([tasks, shorter], MOST_BLANKS):
        fitted = [task._replace(blanks=_kept(task.blanks, most)) for task in version]
        if max(_split([_height(task) for task in fitted])) <= COLUMN:
            break
    return fitted


def _question(number: int, task: Task) -> str:
    """Return one question with its blanks and lines to write on."""
    blanks = "\n".join(blank.html for blank in task.blanks)
    parts = [
        f'<h2 class="part">{number}</h2>',
        as_html(task.question),
        f'<div class="given">{task.given}</div>' if task.given else "",
        blanks,
        f'<div class="{_writing(task)}"></div>',
    ]
    return f"<section>{''.join(filter(None, parts))}</section>"


def _writing(task: Task) -> str:
    """Return the kind of paper below the blanks."""
    return "squared" if task.is_drawn else "lines more" if task.blanks else "lines"


def _kept(blanks: Sequence[Blank], most: float) -> list[Blank]:
    """Return as many blanks as one question has room for."""
    kept: list[Blank] = []
    for blank in blanks:
        if sum(each.height for each in kept) + blank.height <= most:
            kept.append(blank)
    return kept


def _columns(parts: Sequence[str], heights: Sequence[float]) -> str:
    """Put parts into two columns that are as equal as their order allows."""
    cut = _cut(heights)
    both = parts[:cut], parts[cut:]
    return "\n".join(f"<div>{''.join(column)}</div>" for column in both)


def _split(heights: Sequence[float]) -> tuple[float, float]:
    """Return the heights of the two columns."""
    cut = _cut(heights)
    return sum(heights[:cut]), sum(heights[cut:])


def _cut(heights: Sequence[float]) -> int:
    """Return how many parts the first column takes."""
    places = range(len(heights) + 1)
    return min(places, key=lambda i: max(sum(heights[:i]), sum(heights[i:])))


def _height(task: Task) -> float:
    """Return the millimetres that a question takes at least."""
    lines = ceil(len(as_plain(task.question)) / LETTERS) + 0.5 * task.question.count("\n\n")
    formulae = FORMULA * (task.question.count("$$") // 2)
    fixed = LINE * lines + formulae + sum(blank.height for blank in task.blanks)
    writing = SKETCH if task.is_drawn else WRITING if not task.blanks else 0
    return fixed + _given_height(task.given) + writing + BETWEEN


def _key_height(key: str) -> float:
    words = re.sub(r"<pre>.*?</pre>|<table>.*?</table>|<[^>]+>", "", key, flags=re.DOTALL)
    return 1.05 * LINE * ceil(len(words) / LETTERS) + 0.95 * _given_height(key) + BETWEEN


def _given_height(html: str) -> float:
    """Return the millimetres of what is printed and of tables."""
    printed: int = sum(
        text.count("\n") + 1 for text in re.findall(r"<pre>.*?</pre>", html, re.DOTALL)
    )
    groups = html.split('<div class="tables">')[1:]
    rows = sum(
        max(table.count("<tr>") for table in group.split("</table>")) + 1 for group in groups
    )
    return PRINTED * printed + SMALL_CELL * rows
