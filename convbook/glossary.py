"""The words of the course: a glossary, and links to it where a lesson prints a word in bold."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby

HEADING = "## The words"
ROW = re.compile(r"^\| (?P<word>[^|]+) \| (?P<keras>[^|]*)\| (?P<lesson>[^|]+) \| (?P<says>.+) \|$")
CODE_OR_BOLD = re.compile(r"```.*?```|\*\*(?P<bold>[^*\n]+)\*\*|`[^`]*`", flags=re.DOTALL)


def split_index(index: str) -> tuple[str, str]:
    """Return what the index of the lessons says before its table of words, and the table."""
    before, _, table = index.partition(HEADING)
    return before, table


def words_of(index: str) -> dict[str, str]:
    """Return the words of the index, as they are spelt there, by their lower-case form."""
    return {word.lower(): word for word, *_ in _rows(index)}


def glossary_page(index: str) -> str:
    """Write the glossary.

    Args:
        index: The index of the lessons, with its links as the glossary needs them.

    Returns:
        The page, in MyST Markdown.
    """
    letters = groupby(_rows(index), key=lambda row: row[0][0].upper())
    sections = "\n".join(_section(letter, rows) for letter, rows in letters)
    return (
        "# Glossary\n\n"
        "Every word that a lesson prints in bold, with the lesson that introduces it.\n\n"
        f"```{{contents}}\n:local:\n:backlinks: none\n```\n\n{sections}"
    )


def _section(letter: str, rows: Iterable[list[str]]) -> str:
    entries = [
        f"{word}\n  {says} *Lesson&nbsp;{lesson}{f', in Keras {keras}' if keras else ''}.*"
        for word, keras, lesson, says in rows
    ]
    listed = "\n\n".join(entries)
    return f"## {letter}\n\n```{{glossary}}\n{listed}\n```\n"


def with_links(text: str, words: Mapping[str, str]) -> str:
    """Let each word of the glossary that a text prints in bold lead to its entry.

    Args:
        text: Markdown; what it says in code stays.
        words: What `words_of` returns.

    Returns:
        The text, in MyST Markdown.

    Example:
    >>> with_links("The **Bias** is **not** a `**bias**`.", {"bias": "bias"})
    'The **{term}`Bias <bias>`** is **not** a `**bias**`.'
    """

    def linked(part: re.Match[str]) -> str:
        said = (part["bold"] or "").strip("`")
        word = words.get(said.lower())
        return f"**{{term}}`{said} <{word}>`**" if word else part[0]

    return CODE_OR_BOLD.sub(linked, text)


def _rows(index: str) -> list[list[str]]:
    _, table = split_index(index)
    found = [ROW.match(line) for line in table.splitlines()]
    rows = [[cell.strip() for cell in row.groups()] for row in found if row]
    return [row for row in rows if row[0] not in ("word", "---")]
