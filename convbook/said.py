"""What a slide says of a lesson's text: questions whole, a paragraph by the sentences it needs."""

import re

from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from convlessons.edition import QUESTION

SHORT = 36  # words: a paragraph that a slide shows whole
MOST_LINES = 18  # of code or of an output
BARE = 6  # words: "None." or "Not at all." needs the sentence after it
MASKED = re.compile(r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\([^()]*\)", re.DOTALL)
END = re.compile(r"(?<=[.?!])([*\"]*)\s+(?=[A-Z*\"`$(\[\x00])")
LEANS = re.compile(
    r"(?:It|Its|This|That|These|Those|They|Their|Then|There|So|But|And|Yet|Here|Both|With it)\b"
)
ASIDE = re.compile(r"(?<=[.?!]) \([A-Z][^()]*[.?!]\)")
TERM = re.compile(r"\*\*[^*]+\*\*")
MARKDOWN = MarkdownIt("commonmark").enable("table").use(dollarmath_plugin)


def told(text: str) -> str:
    """Shorten a paragraph to what a slide shows of it.

    A question, a statement to be tested, a list, a formula and a short paragraph stay whole. Of a
    longer one stay the sentence that opens it and each that introduces a term in bold, with the
    sentence before it where it leans on that. Remarks in parentheses go.

    Args:
        text: A paragraph of a lesson, as Markdown.

    Returns:
        What is left of it, or an empty text.

    Example:
    >>> told("(Strictly, this is a remark.)")
    ''
    >>> told("None. " + "The shape depends on the channels. " + "So it waits, and " * 12 + "waits.")
    'None. The shape depends on the channels.'
    """
    if text.startswith("(") and text.endswith(")"):
        return ""
    if is_whole(text) or len(text.split()) <= SHORT:
        return text
    sentences = sentences_of(ASIDE.sub("", " ".join(text.split())))
    keep = {0}
    if len(sentences[0].split()) < BARE:
        keep.add(1)
    for place, sentence in enumerate(sentences):
        if TERM.search(sentence):
            keep.add(i := place)
            while i and LEANS.match(sentences[i]):
                keep.add(i := i - 1)
    return " ".join(sentences[i] for i in sorted(keep))


def is_whole(text: str) -> bool:
    """Return whether a paragraph is one that no slide shortens."""
    return bool(QUESTION.match(text)) or text.startswith(('*"', "- ", "$$", "|", "```"))


def sentences_of(text: str) -> list[str]:
    """Split a paragraph into its sentences.

    Args:
        text: The paragraph, as Markdown on one line or several.

    Returns:
        The sentences, each on one line.

    Example:
    >>> sentences_of('*"All is well."* It is (see `a. B`). Is it?')
    ['*"All is well."*', 'It is (see `a. B`).', 'Is it?']
    """
    kept: list[str] = []

    def mask(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"\x00{len(kept) - 1}\x00"

    parts = END.split(MASKED.sub(mask, " ".join(text.split())))
    ends = [*parts[1::2], ""]
    return [
        re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], part) + end
        for part, end in zip(parts[::2], ends, strict=True)
    ]


def paragraphs(text: str) -> list[str]:
    r"""Split the text of a cell into paragraphs, lists, formulae and fenced code.

    Code of more than `MOST_LINES` lines comes in parts, divided at its empty lines.

    Example:
    >>> paragraphs("One.\n\n```\na\n\nb\n```\n\nTwo.")
    ['One.', '```\na\n\nb\n```', 'Two.']
    """
    lines = text.splitlines()
    blocks = [each.map for each in MARKDOWN.parse(text) if each.map and not each.level]
    found = ["\n".join(lines[start:end]).strip() for start, end in blocks]
    return [part for each in found for part in (_parts(each) if each.startswith("```") else [each])]


def _parts(fenced: str) -> list[str]:
    """Return fenced code in as few parts as slides have room for."""
    opening, *lines, closing = fenced.splitlines()
    parts = [""]
    for piece in re.split(r"\n\s*\n", "\n".join(lines)):
        longer = f"{parts[-1]}\n\n{piece}" if parts[-1] else piece
        if parts[-1] and len(longer.splitlines()) > MOST_LINES:
            parts.append(piece)
        else:
            parts[-1] = longer
    return [f"{opening}\n{part}\n{closing}" for part in parts]
