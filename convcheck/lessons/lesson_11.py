"""Exercises of lesson 11: what learned filters look like, and what a comparison shows."""

from typing import Any

import numpy as np
import numpy.typing as npt
from numpy.linalg import norm

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import OTHER_SIGN, Flaw, Undo, altered, instead
from convcheck.responses import or_zero
from convdemo.arguments import Array
from convdemo.filters import PREWITT_VERTICAL

Whole = npt.NDArray[np.int64]
# Kernels of three whole numbers whose norm is a whole number as well.
WHOLE_NORMS = np.array([[1, 2, 2], [2, 3, 6], [1, 4, 8], [4, 4, 7], [2, 6, 9]])


def _two_kernels(rng: np.random.Generator) -> Given:
    """Draw until the similarity is neither close to 0 nor to 1."""
    while True:
        first, second = (
            rng.permutation(kernel) * rng.choice([-1, 1], 3)
            for kernel in rng.choice(WHOLE_NORMS, 2, replace=False)
        )
        if 0.2 < abs(_cosine(first, second)) < 0.9:
            return {"first": first, "second": second}


def _cosine(first: Any, second: Any) -> float:
    return float((first * second).sum() / norm(first) / norm(second))


def _four_filters(rng: np.random.Generator) -> Given:
    """Draw until some filters are dead, one of them in spite of a positive weight."""
    while True:
        kernels, biases = rng.integers(-4, 5, (4, 3)), rng.integers(-4, 3, 4)
        dead = _largest(kernels, biases) == 0
        if 1 <= dead.sum() <= 2 and (dead & (kernels.max(axis=1) > 0)).any():
            return {"kernels": kernels, "biases": biases}


def _largest(kernels: Whole, biases: Whole) -> Whole:
    """Return the largest number that each filter can give, after ReLU, for pixels of 0 to 1."""
    largest: Whole = np.maximum(np.maximum(kernels, 0).sum(axis=1) + biases, 0)
    return largest


def _listed(largest: Array) -> str:
    return " and ".join(f"filter {i}" for i in np.flatnonzero(largest == 0))


def _similarity(answer: Array) -> float:
    return round(_cosine(answer, PREWITT_VERTICAL), 6) + 0.0  # as it is told, and not as -0


def _is_a_multiple(answer: Array) -> bool:
    times = np.vdot(answer, PREWITT_VERTICAL) / np.vdot(PREWITT_VERTICAL, PREWITT_VERTICAL)
    return not or_zero(answer - times * PREWITT_VERTICAL, beside=answer).any()


cosine_similarity = Closed(
    "cosine_similarity",
    asks="the cosine similarity of the two kernels, to two decimals",
    rule=_cosine,
    draw=_two_kernels,
    within=0.0051,
    right="Right: this is the dot product, divided by both norms.",
    hint="Write down three numbers first: the dot product, the norm of the first kernel, the "
    "norm of the second.",
    mistakes=[
        instead(
            "dot product",
            "This is the dot product: now divide it by both norms.",
            lambda first, second: first @ second,
        ),
        instead(
            "first norm forgotten",
            "You divided by the norm of the second kernel only.",
            lambda first, second: first @ second / norm(second),
        ),
        instead(
            "second norm forgotten",
            "You divided by the norm of the first kernel only.",
            lambda first, second: first @ second / norm(first),
        ),
        instead(
            "norms added",
            "You divided by the sum of both norms: divide by one, then by the other.",
            lambda first, second: first @ second / (norm(first) + norm(second)),
        ),
        altered(
            "sign",
            "The magnitude is right, but the sign is not: check which products are negative.",
            np.negative,
        ),
        instead(
            "means subtracted",
            "You subtracted the means: the mean is part of what a filter does, so keep it.",
            lambda first, second: _cosine(first - first.mean(), second - second.mean()),
        ),
        instead(
            "signs dropped",
            "You dropped the signs of the weights: they decide whether two patterns agree.",
            lambda first, second: _cosine(np.abs(first), np.abs(second)),
        ),
    ],
)

dead_filters = Closed(
    "dead_filters",
    asks="the largest number in the map of each of the four filters",
    rule=_largest,
    draw=_four_filters,
    right=lambda answer, **_: (
        f"Right: a filter whose largest number is 0 is dead, here {_listed(answer)}."
    ),
    hint="For each weight, choose the pixel, from 0 to 1, that makes the response as large as "
    "possible. Then add the bias, and apply ReLU.",
    mistakes=[
        instead(
            "no ReLU",
            "A negative number is left: ReLU turns it into 0.",
            lambda kernels, biases: np.maximum(kernels, 0).sum(axis=1) + biases,
        ),
        instead(
            "no bias",
            "The biases are missing.",
            lambda kernels, **_: np.maximum(kernels, 0).sum(axis=1),
        ),
        instead(
            "white patch",
            "These are the responses to a patch of ones: under a negative weight, a 0 is better.",
            lambda kernels, biases: np.maximum(kernels.sum(axis=1) + biases, 0),
        ),
        instead(
            "one pixel",
            "You gave a 1 only to the largest weight: every positive weight can have one.",
            lambda kernels, biases: np.maximum(kernels.max(axis=1) + biases, 0),
        ),
        instead(
            "magnitudes",
            "You added the magnitudes of the weights: no pixel is negative, so a negative weight "
            "never helps.",
            lambda kernels, biases: np.maximum(np.abs(kernels).sum(axis=1) + biases, 0),
        ),
        altered(
            "dead or alive",
            "This marks which filters are alive: give the largest number of each.",
            lambda right: np.sign(right),
        ),
    ],
)

near_an_edge_filter = Open(
    "near_an_edge_filter",
    asks="nine weights that are similar to the edge filter, but not a multiple of it",
    example=lambda: np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    right="Right: the two are similar enough, and still not the same pattern.",
    hint="Start from the edge filter and change a little: which weights can grow without making "
    "it too different?",
    flaws=[
        Flaw(
            "all zero",
            "All weights are (almost) 0: the norm is 0, and nothing can be divided by it.",
            lambda w: norm(w) < 1e-6,
        ),
        Flaw(
            "a multiple",
            "This is the edge filter or a multiple of it: change its pattern, not its scale.",
            _is_a_multiple,
        ),
        Flaw(
            "too far",
            lambda w: f"The similarity to the edge filter is {_similarity(w):g}, below 0.8.",
            lambda w: _similarity(w) < 0.8,
        ),
    ],
    undo=[
        OTHER_SIGN,
        Undo(
            "transposed",
            "This is transposed: its weights should change along each row, not from row to row.",
            np.transpose,
        ),
    ],
)

what_it_shows = Choice(
    "what_it_shows",
    asks="which statement the comparison supports",
    right="c",
    says={
        "a": "The lead is 0.02, two images of 100, and the standard error is 0.02 as well: on "
        "other images the order may be different.",
        "b": "Eight random filters were tried, on one task: filters that are all dead, for "
        "instance, would leave nothing to read.",
        "c": "Right: the largest difference is one and a half standard errors, and chance alone "
        "often makes one of that size.",
        "d": "The layers above were trained in all three networks: nothing here says what they "
        "would do untrained.",
    },
    hint="How many images are 0.02 of 100? How large is the standard error? And what was the same "
    "in all three networks?",
)
