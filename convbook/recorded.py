"""Whether a lesson's recorded outputs hold an answer."""

import re
from collections.abc import Sequence

Rows = Sequence[Sequence[str]]

NUMBER = re.compile(r"-?\d+(?:,\d{3})*(?:\.\d*)?(?:e[+-]?\d+)?")
HALF = 0.5 + 1e-6  # of the last digit that an answer gives
UNSEEN = re.compile(r"<th\b.*?</th>|<[^>]+>", re.DOTALL)  # marks, and what numbers a row


def is_recorded(answer: Rows, texts: Sequence[str]) -> bool:
    r"""Return whether an answer stands in one of the texts.

    Args:
        answer: Rows of numbers, which have to follow one another in a text, or one of words.
        texts: What has been printed or shown, HTML too, and said about it. Numbers may have more
            digits there.

    Example:
    >>> is_recorded([["0", "1"], ["2", "0.67"]], ["map\n[[0. 1.]\n [2. 0.6667]]"])
    True
    >>> is_recorded([["0", "2"]], ["map [0. 1. 2.]"])
    False
    """
    wanted = [each for row in answer for each in row]
    plain = [UNSEEN.sub(" ", text) for text in texts]
    if not all(map(NUMBER.fullmatch, wanted)):
        return any(" ".join(wanted).casefold() in text.casefold() for text in plain)
    found = [NUMBER.findall(text) for text in plain]
    return any(
        all(map(_is_rounded, wanted, numbers[start:]))
        for numbers in found
        for start in range(len(numbers) - len(wanted) + 1)
    )


def _is_rounded(answer: str, recorded: str) -> bool:
    """Return whether an answer is a recorded number, rounded if it has a decimal point."""
    mantissa, _, exponent = answer.partition("e")
    decimals = len(mantissa.partition(".")[2])
    edge = HALF * 10.0 ** (int(exponent or 0) - decimals) if decimals else 0
    return abs(_value(answer) - _value(recorded)) <= edge


def _value(number: str) -> float:
    return float(number.replace(",", ""))
