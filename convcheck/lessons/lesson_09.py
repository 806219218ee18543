"""Exercises of lesson 09: learn a filter."""

from typing import Any

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import NEGATED, Flaw, instead, misread
from convdemo.arguments import Array
from convdemo.walk import steps

TWO_DOTS = np.zeros((6, 6))
TWO_DOTS[[2, 3], [2, 3]] = 1


def _one_weight(rng: np.random.Generator) -> Given:
    x, rate = [(3, 0.05), (3, 0.1), (4, 0.05), (5, 0.01)][int(rng.integers(4))]
    target, start = int(rng.integers(1, 10)), int(rng.integers(1, 4))
    return {"x": x, "target": target, "start": start, "rate": rate}


def _slope(weight: float, x: int, target: int) -> float:
    return 2 * (weight * x - target) * x


def _two_weights(x: int, target: int, start: int, rate: float) -> list[float]:
    once = start - rate * _slope(start, x, target)
    return [once, once - rate * _slope(once, x, target)]


def _without_the_input(x: int, target: int, start: int, rate: float) -> list[float]:
    once = start - rate * 2 * (start * x - target)
    return [once, once - rate * 2 * (once * x - target)]


def _first_slope_twice(x: int, target: int, start: int, rate: float) -> list[float]:
    step = rate * _slope(start, x, target)
    return [start - step, start - 2 * step]


def _changes(x: int, target: int, start: int, rate: float) -> list[float]:
    once, twice = _two_weights(x, target, start, rate)
    return [once - start, twice - once]


def _start_first(x: int, target: int, start: int, rate: float) -> list[float]:
    return [start, _two_weights(x, target, start, rate)[0]]


def _outputs(x: int, target: int, start: int, rate: float) -> list[float]:
    return [weight * x for weight in _two_weights(x, target, start, rate)]


def _equations(image: Array) -> int:
    patches = [np.append(step.patch, 1) for step in steps(image, np.ones((3, 3)))]
    return int(np.linalg.matrix_rank(np.array(patches)))


def _too_few_equations(answer: Array, **_: Any) -> str:
    equations = _equations(answer)
    return (
        f"This image gives {equations} independent equations, so {10 - equations} of the ten "
        "numbers can be chosen freely."
    )


two_steps_down = Closed(
    "two_steps_down",
    asks="the weight after one step and after two steps of gradient descent",
    rule=_two_weights,
    draw=_one_weight,
    within=1e-3,
    right="Right: each step subtracts twice the error, times the input, times the learning rate.",
    hint="Write five numbers in a row: output, error, slope, step, new weight; then start again "
    "from the new weight.",
    mistakes=[
        misread(
            "uphill",
            "These steps go uphill: gradient descent subtracts the slope times the learning rate.",
            rate=lambda rate: -rate,
        ),
        misread(
            "two forgotten",
            "The slope is missing a factor that comes from the square in the loss.",
            rate=lambda rate: rate / 2,
        ),
        instead(
            "input forgotten",
            "Here the slope is only twice the error: when the weight rises by 1, the output "
            "rises by the input.",
            _without_the_input,
        ),
        misread(
            "rate forgotten",
            "You subtracted the whole slope: multiply it by the learning rate first.",
            rate=1,
        ),
        instead(
            "first slope twice",
            "The first weight is right, but the second step uses the first slope again: the "
            "slope changes with the weight.",
            _first_slope_twice,
        ),
        instead(
            "changes",
            "These are the two changes: add each to the weight before it.",
            _changes,
        ),
        instead(
            "start first",
            "This list begins with the starting weight, so it lacks the second step.",
            _start_first,
        ),
        instead(
            "outputs",
            "These are the outputs, weight times input: the question asks for the weights.",
            _outputs,
        ),
    ],
)

which_learning_rate = Choice(
    "which_learning_rate",
    asks="the letter of the statement that explains the curve of rate 0.24",
    right="b",
    says={
        "a": "Each loss falls by its own factor, the same at each step, so a curve that lags "
        "behind never overtakes.",
        "b": "Right: the weight goes 0, 3.84, 0.31, 3.56 and so on around 2, so nearly half of "
        "each long step leads away from it.",
        "c": "At the same weight the slope is the same for every rate, so the larger rate takes "
        "the longer step.",
        "d": "A loss that runs away grows from step to step, but this curve falls at each of them.",
    },
    hint="Work out the first two steps of rate 0.24 on paper: on which side of the best weight "
    "do they land?",
)

learned_from_targets = Closed(
    "learned_from_targets",
    asks="the filter with loss 0 on the targets, three rows of three weights",
    rule=lambda kernel: np.flip(kernel),
    draw=lambda rng: {"kernel": rng.integers(-2, 4, (3, 3))},
    right="Right: the targets contain a flip, so the layer learns it, too.",
    hint="Which of the two uses the kernel as it is, the layer or convolve2d, and what does the "
    "other do to it first?",
    mistakes=[
        instead(
            "kernel itself",
            "This is the kernel that the student had in mind, but the printed loss shows that a "
            "layer with it misses the targets.",
            lambda kernel: kernel,
        ),
        instead(
            "transposed",
            "Rows and columns of the kernel are swapped: convolve2d does not transpose.",
            lambda kernel: kernel.T,
        ),
        instead(
            "left and right",
            "You swapped left and right only: the kernel has a second axis, too.",
            lambda kernel: np.fliplr(kernel),
        ),
        instead(
            "upside down",
            "You swapped top and bottom only: the kernel has a second axis, too.",
            lambda kernel: np.flipud(kernel),
        ),
        instead(
            "quarter turn",
            "This is a quarter turn, which turns rows into columns: convolve2d does not.",
            lambda kernel: np.rot90(kernel),
            lambda kernel: np.rot90(kernel, -1),
        ),
        NEGATED,
    ],
)

asks_everything = Open(
    "asks_everything",
    asks="an image of 6 by 6 zeros and ones that asks all ten things",
    example=lambda: TWO_DOTS,
    right="Right: ten independent equations leave only one filter and one bias with a loss of "
    "zero.",
    hint="Start from the dot, which shows the weights one at a time, and add to it.",
    flaws=[
        Flaw(
            "other numbers",
            "Each pixel must be 0 for black or 1 for white, but some are neither.",
            lambda answer: not np.isin(answer, (0, 1)).all(),
        ),
        Flaw(
            "uniform",
            "All patches of a uniform image are equal, so it gives one equation only.",
            lambda answer: np.ptp(answer) == 0,
        ),
        Flaw(
            "a dot",
            "This is a single dot: find an image with more than one white pixel.",
            lambda answer: answer.sum() == 1,
        ),
        Flaw(
            "equal rows",
            "The three rows of each patch are equal, so only the column sums of the filter count.",
            lambda answer: not np.ptp(answer, axis=0).any(),
        ),
        Flaw(
            "equal columns",
            "The three columns of each patch are equal, so only the row sums of the filter count.",
            lambda answer: not np.ptp(answer, axis=1).any(),
        ),
        Flaw(
            "too little",
            _too_few_equations,
            lambda answer: _equations(answer) < 10,
        ),
    ],
)
