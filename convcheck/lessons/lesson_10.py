"""Exercises of lesson 10: many learned filters, and what they are worth."""

from typing import Any

import numpy as np
from numpy.linalg import norm

from convcheck.engine import Given
from convcheck.kinds import Closed, Open
from convcheck.mistakes import OTHER_SIGN, Flaw, Undo, altered, instead, misread
from convcheck.responses import or_zero
from convdemo.arguments import Array
from convdemo.filters import PREWITT_VERTICAL

# Kernels of three whole numbers whose length is a whole number, too.
WHOLE_LENGTHS = np.array([[1, 2, 2], [2, 3, 6], [1, 4, 8], [4, 4, 7], [2, 6, 9]])
DIGITS = 10
ROWS = 10  # of an image: with 8, a padded map and one not pooled have equal sizes


def _layer(rng: np.random.Generator) -> Given:
    return {"filters": int(rng.integers(4, 25)), "kernel_size": int(rng.choice([3, 5]))}


def _parameters(filters: int, kernel_size: int, **maps: bool) -> int:
    return _of_the_filters(filters, kernel_size) + _of_the_sums(filters, kernel_size, **maps)


def _of_the_filters(filters: int, kernel_size: int) -> int:
    return (kernel_size**2 + 1) * filters


def _of_the_sums(maps: int, kernel_size: int, padded: bool = False, pooled: bool = True) -> int:
    rows = ROWS if padded else ROWS - kernel_size + 1
    rows = rows // 2 if pooled else rows
    return (rows**2 * maps + 1) * DIGITS


def _two_kernels(rng: np.random.Generator) -> Given:
    """Draw until the similarity is neither close to 0 nor to 1."""
    while True:
        first, second = (
            rng.permutation(kernel) * rng.choice([-1, 1], 3)
            for kernel in rng.choice(WHOLE_LENGTHS, 2, replace=False)
        )
        if 0.2 < abs(_cosine(first, second)) < 0.9:
            return {"first": first, "second": second}


def _cosine(first: Any, second: Any) -> float:
    return float((first * second).sum() / norm(first) / norm(second))


def _labels_and_predictions(rng: np.random.Generator) -> Given:
    """Draw until the training set does better, so that the accuracy reported flatters."""
    while True:
        labels = rng.integers(0, 10, 12)
        wrong = (labels + rng.integers(1, 10, 12)) % 10
        split = int(rng.choice([4, 7, 8]))
        right = np.concatenate([rng.random(split) < 0.9, rng.random(12 - split) < 0.6])
        if right[:split].mean() > right[split:].mean():
            return {"labels": labels, "predictions": np.where(right, labels, wrong), "split": split}


def _accuracy(labels: Array, predictions: Array, split: int) -> float:
    return float(np.mean((labels == predictions)[split:]))


def _similarity(answer: Array) -> float:
    return round(_cosine(answer, PREWITT_VERTICAL), 6) + 0.0  # as it is told, and not as -0


def _is_a_multiple(answer: Array) -> bool:
    times = np.vdot(answer, PREWITT_VERTICAL) / np.vdot(PREWITT_VERTICAL, PREWITT_VERTICAL)
    return not or_zero(answer - times * PREWITT_VERTICAL, beside=answer).any()


count_the_model = Closed(
    "count_the_model",
    asks="the number of parameters of the whole model",
    rule=_parameters,
    draw=_layer,
    right="Right: most of the parameters are not in the filters, but in the ten sums after them.",
    hint="What shape does the map have, what is left of it after pooling, and how many numbers "
    "reach each of the ten sums?",
    mistakes=[
        instead(
            "sums forgotten",
            "These are the parameters of the filters only: the ten sums have even more.",
            _of_the_filters,
        ),
        instead(
            "filters forgotten",
            "These are the parameters of the ten sums only: the filters have some, too.",
            lambda filters, kernel_size: _of_the_sums(filters, kernel_size),
        ),
        misread(
            "pooling forgotten",
            "The pooling is missing: it leaves only a quarter of the numbers for the ten sums.",
            pooled=False,
        ),
        misread(
            "maps padded",
            'Here a map is as large as the image: under "valid" the filter stays inside it.',
            padded=True,
        ),
        instead(
            "biases forgotten",
            "The biases are missing: each filter and each of the ten sums has one.",
            lambda filters, kernel_size: _parameters(filters, kernel_size) - filters - DIGITS,
        ),
        instead(
            "one map",
            "Here the ten sums read only one map: they read a map for each filter.",
            lambda filters, kernel_size: (
                _of_the_filters(filters, kernel_size) + _of_the_sums(1, kernel_size)
            ),
        ),
    ],
)

cosine_similarity = Closed(
    "cosine_similarity",
    asks="the cosine similarity of the two kernels, to two decimals",
    rule=_cosine,
    draw=_two_kernels,
    within=0.0051,
    right="Right: this is the dot product, divided by both lengths.",
    hint="Write down three numbers first: the dot product, the length of the first kernel, the "
    "length of the second.",
    mistakes=[
        instead(
            "dot product",
            "This is the dot product: now divide it by both lengths.",
            lambda first, second: first @ second,
        ),
        instead(
            "first length forgotten",
            "You divided by the length of the second kernel only.",
            lambda first, second: first @ second / norm(second),
        ),
        instead(
            "second length forgotten",
            "You divided by the length of the first kernel only.",
            lambda first, second: first @ second / norm(first),
        ),
        instead(
            "lengths added",
            "You divided by the sum of both lengths: divide by one, then by the other.",
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

accuracy_of_what = Closed(
    "accuracy_of_what",
    asks="the accuracy on the test set, a share between 0 and 1",
    rule=_accuracy,
    draw=_labels_and_predictions,
    within=0.0051,
    right="Right: only images that took no part in the training count.",
    hint="Cross out the images of the training set, then count how many of the others are "
    "classified correctly.",
    mistakes=[
        misread(
            "all images",
            "This counts the images of the training set, too, which the network may know by heart.",
            split=0,
        ),
        instead(
            "training set",
            "This is the accuracy on the training set: use the other images.",
            lambda labels, predictions, split: np.mean((labels == predictions)[:split]),
        ),
        instead(
            "from the start",
            "This takes the test set from the start of the list: it comes after the training set.",
            lambda labels, predictions, split: np.mean((labels == predictions)[: 12 - split]),
        ),
        altered(
            "share of errors",
            "This is the share of images that are classified wrongly.",
            lambda right: 1 - right,
        ),
        altered(
            "percent",
            "This is a percentage: divide it by 100 for a share.",
            lambda right: 100 * right,
        ),
        instead(
            "a count",
            "This is how many are classified correctly: divide by how many there are.",
            lambda labels, predictions, split: np.sum((labels == predictions)[split:]),
        ),
        instead(
            "divided by all",
            "You divided by the number of all images: divide by the number in the test set.",
            lambda labels, predictions, split: np.sum((labels == predictions)[split:]) / 12,
        ),
    ],
)

near_a_step = Open(
    "near_a_step",
    asks="nine weights that are similar to the step filter, but not a multiple of it",
    example=lambda: np.array([[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    right="Right: the two are similar enough, and still not the same pattern.",
    hint="Start from the step filter and change a little: which weights can grow without making "
    "it too different?",
    flaws=[
        Flaw(
            "all zero",
            "All weights are (almost) 0: there is no length to divide by.",
            lambda w: norm(w) < 1e-6,
        ),
        Flaw(
            "a multiple",
            "This is the step filter or a multiple of it: change its pattern, not its scale.",
            _is_a_multiple,
        ),
        Flaw(
            "too far",
            lambda w: f"The similarity to the step filter is {_similarity(w):g}, below 0.8.",
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
