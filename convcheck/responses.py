"""What a reader's filter answers, without the rounding that the reader did not ask for."""

from typing import Any

import numpy as np

from convcheck.engine import Flaw
from convdemo.arguments import Array
from convdemo.walk import cross_correlate

ROUNDING = 4 * float(np.finfo(np.float32).eps)  # of a sum of a few numbers in single precision


def or_zero(values: Any, beside: Any) -> Array:
    """Return the values, with 0 for those that are mere rounding beside these numbers.

    Example:
    >>> print(or_zero([0.5, 1e-9], beside=[1, 2]))
    [0.5 0. ]
    """
    values = np.asarray(values, dtype=np.float64)
    return np.where(np.abs(values) > ROUNDING * np.abs(beside).max(), values, 0)


def answer_to(patch: Array, weights: Array) -> float:
    """Return what the weights answer to one patch.

    Example:
    >>> answer_to(np.array([2, 3, 1]), weights=np.array([-1, 2, -1]))
    3.0
    """
    return float(or_zero((weights * patch).sum(), beside=weights))


def not_silent(name: str, says: str, kernel: Any = None) -> Flaw:
    """Return the flaw of a sequence that a kernel answers somewhere.

    Args:
        name: Name of the flaw.
        says: Its sentence, with `{number:g}` and `{place}` for the first answer that is not 0.
        kernel: The kernel; `None` for the one among the numbers of the exercise.

    Example:
    >>> flaw = not_silent("a bump", "It answers {number:g} at place {place}.", kernel=[-1, 2, -1])
    >>> flaw.says(np.array([0, 0, 0, 1]))
    'It answers -1 at place 1.'
    """

    def answers(x: Array, given: dict[str, Any]) -> Array:
        return or_zero(cross_correlate(x, given.get("kernel", kernel)), beside=x)

    def told(x: Array, **given: Any) -> str:
        numbers = answers(x, given)
        place = int(np.flatnonzero(numbers)[0])
        return says.format(number=numbers[place], place=place)

    return Flaw(name, told, lambda x, **given: answers(x, given).any())
