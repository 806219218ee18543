"""The responses of a reader's filter, without the rounding that the reader did not ask for."""

from collections.abc import Callable
from typing import Any

import numpy as np

from convcheck.engine import Given
from convcheck.mistakes import Flaw
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


def response(patch: Array, weights: Array) -> float:
    """Return the response of the weights to one patch.

    Example:
    >>> response(np.array([2, 3, 1]), weights=np.array([-1, 2, -1]))
    3.0
    """
    return float(or_zero((weights * patch).sum(), beside=weights))


def not_above_zero(number: float) -> bool:
    """Return whether a response that should be above 0 is not."""
    return number <= 0


def above_zero(number: float) -> bool:
    """Return whether a response that should not be above 0 is."""
    return number > 0


def responds(name: str, patch: Array, says: str, wrong: Callable[[float], bool] = bool) -> Flaw:
    """Return the flaw of weights with a wrong response to a patch.

    Args:
        name: Name of the flaw.
        patch: The patch.
        says: The sentence, with `{response:g}` for the response.
        wrong: Called with the response, returns whether it is wrong; any but 0 is by default.

    Example:
    >>> flaw = responds("not silent", np.ones(3), "The response to white is {response:g}, not 0.")
    >>> flaw.has(np.array([-1, 2, 1])), flaw.has(np.array([-1, 2, -1]))
    (True, False)
    >>> flaw.says(np.array([-1, 2, 1]))
    'The response to white is 2, not 0.'
    """

    def told(weights: Array, **_: Any) -> str:
        return says.format(response=response(patch, weights))

    def has(weights: Array, **_: Any) -> bool:
        return wrong(response(patch, weights))

    return Flaw(name, told, has)


def all_zero(says: str) -> Flaw:
    """Return the flaw of an answer that is all zeros, with its sentence.

    Example:
    >>> flaw = all_zero("All weights are 0.")
    >>> flaw.has(np.array([0, 0])), flaw.has(np.array([0, 1]))
    (True, False)
    """

    def has(answer: Array, **_: Any) -> bool:
        return not answer.any()

    return Flaw("all zero", says, has)


ALL_ZERO = all_zero("All weights are 0, so this responds to nothing.")


def not_silent(name: str, says: str, kernel: Any = None) -> Flaw:
    """Return the flaw of a sequence to which a kernel responds somewhere.

    Args:
        name: Name of the flaw.
        says: Its sentence, with `{response:g}` and `{index}` for the first response that is not 0.
        kernel: The kernel; `None` for the one among the numbers of the exercise.

    Example:
    >>> flaw = not_silent("a bump", "It is {response:g} at index {index}.", kernel=[-1, 2, -1])
    >>> flaw.says(np.array([0, 0, 0, 1]))
    'It is -1 at index 1.'
    """

    def responses(x: Array, given: Given) -> Array:
        return or_zero(cross_correlate(x, given.get("kernel", kernel)), beside=x)

    def told(x: Array, **given: Any) -> str:
        numbers = responses(x, given)
        index = int(np.flatnonzero(numbers)[0])
        return says.format(response=numbers[index], index=index)

    def has(x: Array, **given: Any) -> bool:
        return bool(responses(x, given).any())

    return Flaw(name, told, has)
