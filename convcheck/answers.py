"""An answer in plain numbers, and how it compares with others."""

from typing import Any

import numpy as np

from convdemo.arguments import Array, as_numbers

LARGEST = 1e9  # sums of larger numbers lose their digits, and of the largest are no numbers
WITHIN = 1e-6  # how far a number may be from the right one, where an exercise says nothing else


def plain_numbers(answer: Any, **_: Any) -> Array:
    """Return the answer as a new array of plain numbers.

    Args:
        answer: Numbers in any form: a list, an array, a tensor, fractions.
        _: The numbers of the exercise, which this needs none of.

    Raises:
        TypeError: The answer does not hold numbers.
        ValueError: The numbers form no array, or one of them is not finite or too large.

    Example:
    >>> plain_numbers([1, 2])
    array([1., 2.])
    """
    return as_numbers(_without_objects(answer), "answer", largest=LARGEST)


def _without_objects(answer: Any) -> Any:
    """Return numbers made of objects that have some, such as fractions, or else the answer."""
    try:
        objects = np.asanyarray(answer)
        return np.asanyarray(objects, np.float64) if objects.dtype.kind == "O" else answer
    except Exception:  # noqa: BLE001 - an object may raise anything
        return answer


def same(one: Array, other: Array, within: float = WITHIN) -> bool:
    """Return whether the arrays have one shape and their numbers lie close to each other."""
    return one.shape == other.shape and bool(np.allclose(one, other, rtol=1e-6, atol=within))


def as_written(numbers: Array) -> list[Array]:
    """Return the numbers, and as one writes them by hand, with three or with two decimals.

    Example:
    >>> [numbers.tolist() for numbers in as_written(np.array([1.2389]))]
    [[1.2389], [1.239], [1.24]]
    """
    rounded = [np.round(numbers, decimals) for decimals in (3, 2)]
    return [numbers, *(each for each in rounded if np.allclose(each, numbers, rtol=0.02, atol=0))]


def another_shape(answer: Array, right: Array, within: float = WITHIN) -> str:
    """Say what is wrong with the shape of an answer.

    Example:
    >>> another_shape(np.array([1, 2, 3]), right=np.array([1, 2]))
    'answer must have shape (2,), but has shape (3,).'
    """
    if right.ndim == 0:
        return f"answer must be a single number, but has shape {answer.shape}."
    if same(answer.ravel(), right.ravel(), within):
        return f"The numbers are right, but their shape is {answer.shape}, not {right.shape}."
    return f"answer must have shape {right.shape}, but has shape {answer.shape}."


def difference(answer: Array, right: Array, within: float = WITHIN) -> str:
    """Say how an answer of the right shape differs from the right one, without telling that.

    Example:
    >>> difference(np.array([1, 5, 6]), right=np.array([1, 2, 3]))
    '2 of 3 numbers differ, the first at index 1, where yours is 5'
    """
    if right.ndim == 0:
        return f"it is not {answer:g}"
    differ = np.argwhere(~np.isclose(answer, right, rtol=1e-6, atol=within))
    index = tuple(map(int, differ[0]))
    if right.ndim == 1:
        where = f"at index {index[0]}"
    elif right.ndim == 2:
        where = f"in row {index[0]}, column {index[1]}"
    else:
        where = f"at index {index}"
    return (
        f"{len(differ)} of {right.size} numbers differ, the first {where}, "
        f"where yours is {answer[index]:g}"
    )
