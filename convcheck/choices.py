"""Multiple choice: an exercise whose answer is a letter."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from convcheck.engine import Exercise, Mistake
from convdemo.arguments import Array, brief


def choice(name: str, asks: str, right: str, says: Mapping[str, str], hint: str) -> Exercise:
    """Return an exercise that asks for one of several letters.

    Args:
        name: Name of the checker.
        asks: The question, in one line.
        right: The right letter.
        says: For each letter, the sentence that says why it is right or wrong.
        hint: One step more, for a reader who is stuck.

    Example:
    >>> sky = choice("sky", "its colour", "b", {"a": "Grass is.", "b": "Right: blue."}, "Look up.")
    >>> sky("B")
    Right: blue.
    >>> sky("c")
    answer must be one of the letters 'a', 'b', but was 'c'.
    """
    letters = list(says)

    def take(answer: Any) -> Array:
        letter = str.lower(str.strip(answer)) if isinstance(answer, str) else None
        if letter not in letters:
            wanted = ", ".join(map(repr, letters))
            msg = f"answer must be one of the letters {wanted}, but was {brief(answer)}"
            raise ValueError(msg) if isinstance(answer, str) else TypeError(msg)
        return np.array(letters.index(letter), dtype=np.float64)

    def leads_to(letter: str) -> Mistake:
        return Mistake(letter, says[letter], lambda *_: letters.index(letter))

    return Exercise(
        name,
        asks=asks,
        rule=lambda: letters.index(right),
        right=says[right],
        hint=hint,
        mistakes=[leads_to(letter) for letter in letters if letter != right],
        take=take,
    )
