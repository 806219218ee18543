"""Checkers of the exercises: each prints one sentence, that an answer is right or what is not.

`convcheck.six_sums(answer)` checks an answer to the exercise `six_sums`, and
`convcheck.hint("six_sums")` gives one step more. An exercise with numbers draws them by
`seed`: `six_sums.given(seed=1)` returns them, `six_sums(answer, seed=1)` checks against them.
`EXERCISES` holds all of them by name.
"""

import difflib
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

from convcheck.engine import Exercise
from convdemo.arguments import as_text, brief

LESSONS = [import_module(f"{__name__}.lessons.lesson_{number:02}") for number in range(1, 14)]
EXERCISES: Mapping[str, Exercise] = MappingProxyType(
    {exercise.name: exercise for lesson in LESSONS for exercise in lesson.EXERCISES}
)


def hint(name: str) -> None:
    """Print one step more towards the answer of an exercise.

    Args:
        name: Name of the exercise.

    Raises:
        TypeError: `name` is not text.
        ValueError: No exercise has this name.

    Example:
    >>> hint("silent_input")
    The kernel answers 0 where twice the middle equals the sum of its neighbours.
    """
    as_text(name, "name")
    if name not in EXERCISES:
        raise ValueError(_no_exercise(name))
    print(EXERCISES[name].hint)


def __getattr__(name: str) -> Exercise:
    if name in EXERCISES:
        return EXERCISES[name]
    raise AttributeError(_no_exercise(name))


def __dir__() -> list[str]:
    return ["EXERCISES", "hint", *EXERCISES]


def _no_exercise(name: Any) -> str:
    near = difflib.get_close_matches(name, EXERCISES, n=1)
    did_you_mean = f": did you mean {near[0]!r}?" if near else ""
    return f"convcheck has no exercise {brief(name)}{did_you_mean}"
