"""Exercises of lesson 10: training a network, and what its accuracy is worth."""

import numpy as np
import numpy.typing as npt

from convcheck.engine import Given
from convcheck.kinds import Closed, Open
from convcheck.mistakes import Flaw, altered, instead, misread
from convdemo.arguments import Array

DIGITS = 10
ROWS = 10  # of an image: with 8, a padded map and one not pooled have equal sizes
PROBABILITIES = np.array([[4, 2, 2], [5, 2, 1]]) / 8  # of three classes, for one image


def _layer(rng: np.random.Generator) -> Given:
    return {"filters": int(rng.integers(4, 25)), "kernel_size": int(rng.choice([3, 5]))}


def _parameters(filters: int, kernel_size: int, **maps: bool) -> int:
    return _of_the_filters(filters, kernel_size) + _of_the_scores(filters, kernel_size, **maps)


def _of_the_filters(filters: int, kernel_size: int) -> int:
    return (kernel_size**2 + 1) * filters


def _of_the_scores(maps: int, kernel_size: int, padded: bool = False, pooled: bool = True) -> int:
    rows = ROWS if padded else ROWS - kernel_size + 1
    rows = rows // 2 if pooled else rows
    return (rows**2 * maps + 1) * DIGITS


def _probabilities_and_labels(rng: np.random.Generator) -> Given:
    rows = rng.choice(PROBABILITIES, 4)
    return {"probabilities": rng.permuted(rows, axis=1), "labels": rng.integers(0, 3, 4)}


def _of_the_right(probabilities: Array, labels: npt.NDArray[np.int64]) -> Array:
    return np.take_along_axis(probabilities, labels[:, np.newaxis], axis=1)


def _cross_entropy(probabilities: Array, labels: npt.NDArray[np.int64]) -> float:
    return float(-np.log(_of_the_right(probabilities, labels)).mean())


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


def _accuracy_and_images(rng: np.random.Generator) -> Given:
    return {
        "accuracy": float(rng.choice([0.6, 0.7, 0.8, 0.9, 0.95])),
        "images": int(rng.choice([100, 200, 300, 400, 500, 900, 1000])),
    }


def _standard_error(accuracy: float, images: int) -> float:
    return float(np.sqrt(accuracy * (1 - accuracy) / images))


def _loss(scores: Array) -> float:
    """Return the cross-entropy of three scores, the first being that of the right class."""
    return float(np.log(np.exp(scores - scores.max()).sum()) + scores.max() - scores[0])


count_the_model = Closed(
    "count_the_model",
    asks="the number of parameters of the whole model",
    rule=_parameters,
    draw=_layer,
    right=lambda _answer, **given: (
        f"Right: {_of_the_filters(**given)} in the filters, and "
        f"{_of_the_scores(given['filters'], given['kernel_size'])} in the Dense layer."
    ),
    hint="What is the shape of a map, what is left of it after pooling, and how many numbers "
    "reach each of the ten scores?",
    mistakes=[
        instead(
            "scores forgotten",
            "These are the parameters of the filters: those of the Dense layer are missing.",
            _of_the_filters,
        ),
        instead(
            "filters forgotten",
            "These are the parameters of the Dense layer: those of the filters are missing.",
            lambda filters, kernel_size: _of_the_scores(filters, kernel_size),
        ),
        misread(
            "pooling forgotten",
            "The pooling is missing: it leaves a quarter of the numbers for the Dense layer.",
            pooled=False,
        ),
        misread(
            "maps padded",
            'Here a map is as large as the image: under "valid" the filter stays inside it.',
            padded=True,
        ),
        instead(
            "biases forgotten",
            "The biases are missing: there is one for each filter and one for each score.",
            lambda filters, kernel_size: _parameters(filters, kernel_size) - filters - DIGITS,
        ),
        instead(
            "one map",
            "This lets the ten scores read one map: each of them reads the maps of all filters.",
            lambda filters, kernel_size: (
                _of_the_filters(filters, kernel_size) + _of_the_scores(1, kernel_size)
            ),
        ),
    ],
)

cross_entropy = Closed(
    "cross_entropy",
    asks="the mean cross-entropy of four images, to two decimals",
    rule=_cross_entropy,
    draw=_probabilities_and_labels,
    within=0.0101,
    right="Right: only the probability of the right class counts.",
    hint="In each row, underline the probability of the right class. Then look up -ln of the four "
    "numbers that you have underlined.",
    mistakes=[
        instead(
            "sum",
            "This is the sum over the four images: divide it by 4 to get the mean.",
            lambda probabilities, labels: 4 * _cross_entropy(probabilities, labels),
        ),
        altered("sign", "The loss is never negative: there is a minus before the ln.", np.negative),
        instead(
            "highest probability",
            "You took the highest probability in each row: take that of the right class.",
            lambda probabilities, **_: -np.log(probabilities.max(axis=1)).mean(),
        ),
        instead(
            "logarithm of the mean",
            "You took the mean of the probabilities first: take -ln of each, then the mean.",
            lambda probabilities, labels: -np.log(_of_the_right(probabilities, labels).mean()),
        ),
        instead(
            "mean probability",
            "This is the mean probability of the right classes: take -ln of each of them first.",
            lambda probabilities, labels: _of_the_right(probabilities, labels).mean(),
        ),
        instead(
            "all classes",
            "You took the mean over all classes: only the right class of each image counts.",
            lambda probabilities, **_: -np.log(probabilities).mean(),
        ),
        altered(
            "logarithm to base 10",
            "This is the logarithm to base 10: the loss uses the natural one, to base e.",
            lambda right: right / np.log(10),
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
            "This includes the images of the training set, which the network may know by heart.",
            split=0,
        ),
        instead(
            "training set",
            "This is the accuracy on the training set: use the other images.",
            lambda labels, predictions, split: np.mean((labels == predictions)[:split]),
        ),
        instead(
            "from the start",
            "You took the first images of the list as the test set: those are the training set.",
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
            "This is how many images are classified correctly: divide it by how many there are.",
            lambda labels, predictions, split: np.sum((labels == predictions)[split:]),
        ),
        instead(
            "divided by all",
            "You divided by the number of all images: divide by the number in the test set.",
            lambda labels, predictions, split: np.sum((labels == predictions)[split:]) / 12,
        ),
    ],
)

standard_error = Closed(
    "standard_error",
    asks="the standard error of the accuracy, to three decimals",
    rule=_standard_error,
    draw=_accuracy_and_images,
    within=0.00051,
    right=lambda answer, accuracy, **_: (
        f"Right: an accuracy from {accuracy - 2 * answer:.2f} to {accuracy + 2 * answer:.2f} would "
        "be no surprise on all such images."
    ),
    hint="Multiply the share of right answers by the share of wrong ones, divide by the number of "
    "images, and take the root of the result.",
    mistakes=[
        instead(
            "root forgotten",
            "The root is missing: take the square root of this.",
            lambda accuracy, images: accuracy * (1 - accuracy) / images,
        ),
        instead(
            "images forgotten",
            "The number of images is missing: divide by it before you take the root.",
            lambda accuracy, **_: np.sqrt(accuracy * (1 - accuracy)),
        ),
        instead(
            "images outside the root",
            "You divided by the number of images after taking the root: divide before.",
            lambda accuracy, images: np.sqrt(accuracy * (1 - accuracy)) / images,
        ),
        instead(
            "errors forgotten",
            "The factor for the share of errors, 1 - p, is missing.",
            lambda accuracy, images: np.sqrt(accuracy / images),
        ),
        instead(
            "accuracy forgotten",
            "The factor for the accuracy, p, is missing.",
            lambda accuracy, images: np.sqrt((1 - accuracy) / images),
        ),
        altered(
            "doubled",
            "These are two standard errors: divide by 2 to get one.",
            lambda right: 2 * right,
        ),
        altered(
            "percent",
            "This is a percentage: divide it by 100.",
            lambda right: 100 * right,
        ),
    ],
)

right_but_unsure = Open(
    "right_but_unsure",
    asks="three scores, the first of them the highest, with a cross-entropy of at least 1",
    example=lambda: np.array([0.1, 0, 0]),
    right=lambda scores: (
        f"Right: the accuracy counts this as a success, and the loss is {_loss(scores):.2f}."
    ),
    hint="Which probability has a cross-entropy of 1? And how small can the highest of three "
    "probabilities be?",
    flaws=[
        Flaw(
            "not the highest",
            "The first score is not higher than both of the others, so it does not win.",
            lambda scores: scores[0] <= scores[1:].max(),
        ),
        Flaw(
            "too sure",
            lambda scores: (
                f"The cross-entropy is only {_loss(scores):.2f}: the first score is too far above "
                "the others."
            ),
            lambda scores: _loss(scores) < 1,
        ),
    ],
)
