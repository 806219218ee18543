"""Help by name: the hint of an exercise, and the name that was probably meant."""

import difflib

import convcheck
from convdemo.arguments import as_text, brief

OTHER_NAMES = {"EXERCISES", "hint"}


def hint(name: str) -> None:
    """Print one step more towards the answer of an exercise.

    Args:
        name: Name of the exercise.

    Raises:
        TypeError: `name` is not text.
        ValueError: No exercise has this name.

    Example:
    >>> hint("silent_input")
    The weight of 0 ignores the middle number: what does the response say about the other two?
    """
    as_text(name, "name")
    if name not in names():
        raise ValueError(no_exercise(name))
    print(getattr(convcheck, name).hint)


def names() -> list[str]:
    """Return the names of all exercises, without loading one."""
    return [name for name in convcheck.__all__ if name not in OTHER_NAMES]


def no_exercise(name: str) -> str:
    """Say that no exercise has this name, and which one is close to it."""
    near = difflib.get_close_matches(name, names(), n=1)
    did_you_mean = f": did you mean {near[0]!r}?" if near else ""
    return f"convcheck has no exercise {brief(name)}{did_you_mean}"
