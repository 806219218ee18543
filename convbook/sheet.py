"""A handout: one page of questions to answer with a pencil, and one with the key."""

import re
from collections.abc import Sequence
from html import escape, unescape
from math import ceil
from pathlib import Path

from convbook.prose import as_html, as_plain
from convbook.said import paragraphs
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
COLUMN = 239.0  # millimetres of a page below its header, with some to spare
LETTERS, LINE, KEY_LINE = 50, 3.95, 4.15  # of a line of text: letters, millimetres
MARGIN = 1.2  # millimetres below a paragraph
SIGNS = 44  # of a line that is printed
FORMULA = 10.5  # millimetres of a formula on a line of its own
PRINTED = 3.9  # millimetres of a printed line
SMALL_CELL = 4.5  # millimetres of a table to read
WRITING, BETWEEN = 8.0, 3.0  # millimetres: the least to write on, between questions
SKETCH = 32.0  # millimetres of squared paper
ACROSS = 83.0  # millimetres of a column beside its numbers


def sheet(title: str, tasks: Sequence[Task], intro: str = "") -> str:
    """Lay out a handout.

    Args:
        title: The title of the lesson, with its number.
        tasks: Its questions.
        intro: A sentence above them.

    Returns:
        A page of HTML that prints as two pages, on A4 and on Letter.
    """
    fitted = _fitted(tasks)
    asked = [_question(i, task) for i, task in enumerate(fitted, 1)]
    keys = [
        f'<section><h2 class="part">{i}</h2>{task.key}</section>' for i, task in enumerate(tasks, 1)
    ]
    return PAGE.format(
        title=escape(title),
        style=STYLE.read_text(encoding="utf-8"),
        intro=f'<p class="intro">{intro}</p>\n' if intro else "",
        questions=_columns(asked, [_height(task) for task in fitted]),
        keys=_columns(keys, [_key_height(task.key) for task in tasks]),
    )


def _fitted(tasks: Sequence[Task]) -> list[Task]:
    """Return the tasks with as many charts as fit on their page."""
    fitted = [task._replace(chart="") for task in tasks]
    for i, task in enumerate(tasks):
        fuller = [*fitted[:i], task._replace(where=""), *fitted[i + 1 :]]
        if task.chart and max(_split([_height(each) for each in fuller])) <= COLUMN:
            fitted = fuller
    return fitted


def _question(number: int, task: Task) -> str:
    """Return one question with its blanks and lines to write on."""
    blanks = "\n".join(blank.empty for blank in task.blanks)
    parts = [
        f'<h2 class="part">{number}</h2>',
        as_html(task.question),
        as_html(task.where),
        f'<div class="given">{task.chart}</div>' if task.chart else "",
        f'<div class="given">{task.given}</div>' if task.given else "",
        blanks,
        f'<div class="{_writing(task)}"></div>',
    ]
    return f"<section>{''.join(filter(None, parts))}</section>"


def _writing(task: Task) -> str:
    """Return the kind of paper below the blanks."""
    return "squared" if task.is_drawn else "lines more" if task.blanks else "lines"


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
    places = range(min(1, len(heights)), len(heights) + 1)  # a single part stands on the left
    return min(places, key=lambda i: max(sum(heights[:i]), sum(heights[i:])))


def _height(task: Task) -> float:
    """Return the millimetres that a question takes at least."""
    parts = paragraphs(task.question) + ([task.where] if task.where else [])
    fixed = sum(map(_paragraph_height, parts)) + sum(blank.height for blank in task.blanks)
    fixed += ACROSS * task.chart_ratio if task.chart else 0
    writing = SKETCH if task.is_drawn else 0 if task.blanks else WRITING
    return fixed + _given_height(task.given) + writing + BETWEEN


def _paragraph_height(text: str) -> float:
    """Return the millimetres of a paragraph, a formula, a list or code."""
    if text.startswith("$$"):
        return FORMULA + LINE * text.count(r"\\")
    if text.startswith("```"):
        return PRINTED * (text.count("\n") - 1) + MARGIN
    items = text.splitlines() if text.startswith(("- ", "|")) else [text]
    return MARGIN + LINE * sum(ceil(len(as_plain(item)) / LETTERS) for item in items)


def _key_height(key: str) -> float:
    """Return the millimetres of an answer: filled blanks, what is printed, and words."""
    filled = key.count('<div class="filled">')
    words = [text for _, text in re.findall(r"<(p|li)>(.*?)</\1>", key, re.DOTALL)]
    lines = filled + sum(ceil(len(_letters(text)) / LETTERS) for text in words)
    return KEY_LINE * lines + MARGIN * (filled + len(words)) + _given_height(key) + BETWEEN


def _letters(html: str) -> str:
    return unescape(re.sub("<[^>]+>", "", html))


def _given_height(html: str) -> float:
    """Return the millimetres of what is printed and of tables."""
    printed = 0
    for text in re.findall(r"<pre>(.*?)</pre>", html, re.DOTALL):
        printed += sum(ceil(len(_letters(line)) / SIGNS) for line in text.splitlines())
    groups = html.split('<div class="tables">')[1:]
    cells: int = sum(
        max(table.count("<tr>") for table in group.split("</table>")) + 1 for group in groups
    )
    return PRINTED * printed + SMALL_CELL * cells
