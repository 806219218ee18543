"""What a slide says of a lesson's text: questions whole, a paragraph by the sentences it needs."""

import re

from convlessons.edition import QUESTION

SHORT = 36  # words: a paragraph that a slide shows whole
BARE = 6  # words: "None." or "Not at all." needs the sentence after it
MASKED = re.compile(r"`[^`]*`|\$\$.*?\$\$|\$[^$]*\$|\([^()]*\)", re.DOTALL)
END = re.compile(r"(?<=[.?!])([*\"]*)\s+(?=[A-Z*\"`$(\[\x00])")
LEANS = re.compile(
    r"(?:It|Its|This|That|These|Those|They|Their|Then|There|So|But|And|Yet|Here|Both|With it)\b"
)
ASIDE = re.compile(r"(?<=[.?!]) \([A-Z][^()]*[.?!]\)")
TERM = re.compile(r"\*\*[^*]+\*\*")


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
    """Split the text of a cell into paragraphs, lists and formulae."""
    return [part.strip() for part in re.split(r"\n\s*\n", text.strip())]
