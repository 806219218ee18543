"""Exercises of lesson 09: learn a filter."""

from typing import Any

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import NEGATED, Flaw, altered, instead, misread
from convdemo.arguments import Array
from convdemo.walk import cross_correlate, steps

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


def _kernel_and_targets(rng: np.random.Generator) -> Given:
    x, kernel = rng.integers(0, 4, 6), rng.permutation([-1, 0, 1])
    errors = rng.integers(1, 4, 4) * rng.choice([-1, 1], 4)
    outputs = np.correlate(x, kernel, mode="valid")
    return {"x": x, "kernel": kernel, "targets": outputs - errors}


def _errors(x: Array, kernel: Array, targets: Array) -> Array:
    return cross_correlate(x, kernel) - targets


def _slopes(x: Array, kernel: Array, targets: Array) -> Array:
    return 2 / len(targets) * cross_correlate(x, _errors(x, kernel, targets))


def _slopes_from_outputs(x: Array, kernel: Array, targets: Array) -> Array:
    return _slopes(x, kernel, np.zeros_like(targets))


def _errors_reversed(x: Array, kernel: Array, targets: Array) -> Array:
    return 2 / len(targets) * cross_correlate(x, np.flip(_errors(x, kernel, targets)))


def _inputs_forgotten(x: Array, kernel: Array, targets: Array) -> Array:
    return np.full(3, 2 * np.mean(_errors(x, kernel, targets)))


def _equations(image: Array) -> int:
    patches = [np.append(step.patch, 1) for step in steps(image, np.ones((3, 3)))]
    return int(np.linalg.matrix_rank(np.array(patches)))


def _too_few_equations(answer: Array, **_: Any) -> str:
    equations = _equations(answer)
    left = 10 - equations
    return (
        f"The patches of this image have rank {equations}, so of the ten numbers "
        f"{left} degree{'s' if left > 1 else ''} of freedom {'are' if left > 1 else 'is'} left."
    )


two_steps_down = Closed(
    "two_steps_down",
    asks="the weight after one step and after two steps of gradient descent",
    rule=_two_weights,
    draw=_one_weight,
    within=1e-3,
    right="Right: each step subtracts twice the error times the input times the learning rate.",
    hint="Work out five numbers, one after the other: output, error, slope, step, new weight; then "
    "start again from the new weight.",
    mistakes=[
        misread(
            "uphill",
            "These steps go uphill: gradient descent subtracts the slope times the learning rate.",
            rate=lambda rate: -rate,
        ),
        misread(
            "two forgotten",
            "A factor is missing from the slope: it comes from the square in the loss.",
            rate=lambda rate: rate / 2,
        ),
        instead(
            "input forgotten",
            "Here the slope is only twice the error: multiply it by the input, because that is how "
            "much the output grows when the weight grows by 1.",
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

gradient_of_a_kernel = Closed(
    "gradient_of_a_kernel",
    asks="the slopes of the three weights",
    rule=_slopes,
    draw=_kernel_and_targets,
    right="Right: the slopes are the cross-correlation of the input with the errors, times 2 and "
    "divided by 4.",
    hint="First work out the four errors; then, for each weight, write down the four inputs that "
    "it meets, and take the dot product of these with the errors.",
    mistakes=[
        altered(
            "sign",
            "Every sign is reversed: the error is the output minus the target.",
            np.negative,
        ),
        altered(
            "two forgotten",
            "These are half as large as they should be: the square in the loss brings a factor of "
            "2.",
            lambda right: right / 2,
        ),
        altered(
            "sums",
            "These are four times as large as they should be: the loss is a mean of four squares.",
            lambda right: 4 * right,
        ),
        altered(
            "dot products",
            "These are the dot products of inputs and errors: multiply them by 2 for the square, "
            "and divide by 4 for the mean.",
            lambda right: 2 * right,
        ),
        instead(
            "outputs for errors",
            "Here the outputs took the place of the errors: subtract the targets first.",
            _slopes_from_outputs,
        ),
        instead(
            "errors reversed",
            "Here the errors are in reverse order: the first error belongs to the first input "
            "that a weight meets.",
            _errors_reversed,
        ),
        instead(
            "inputs forgotten",
            "This would be the slope of a bias: each error counts as much as the input that the "
            "weight met there.",
            _inputs_forgotten,
        ),
        instead(
            "errors only",
            "These are the errors: the slopes come from them and from the inputs.",
            _errors,
        ),
    ],
)

which_learning_rate = Choice(
    "which_learning_rate",
    asks="the letter of the statement that explains the curve of the rate 0.24",
    right="b",
    says={
        "a": "In each run the loss falls by the same factor at every step, so a curve that has "
        "fallen behind never overtakes.",
        "b": "Right: the weight goes 0, 3.84, 0.31, 3.56 and so on, to and fro around 2, and each "
        "step brings it only 8 % nearer.",
        "c": "At the same weight the slope is the same for every rate, so a larger rate takes a "
        "longer step.",
        "d": "Look at the curve again: it falls at every step, so the loss does not grow.",
    },
    hint="Work out the first two steps with the rate 0.24 on paper: on which side of the best "
    "weight do they end, and how far from it?",
)

learned_from_targets = Closed(
    "learned_from_targets",
    asks="the kernel with a loss of 0 on these targets, three rows of three weights",
    rule=lambda kernel: np.flip(kernel),
    draw=lambda rng: {"kernel": rng.integers(-2, 4, (3, 3))},
    right="Right: convolve2d turns the kernel by half a turn and the layer does not, so the layer "
    "learns the turned kernel.",
    hint="One of the two uses the kernel as it is, the layer or convolve2d: what does the other "
    "one do to it first?",
    mistakes=[
        instead(
            "kernel itself",
            "This is the kernel that the student had in mind, but the printed loss shows that a "
            "layer with this kernel misses the targets.",
            lambda kernel: kernel,
        ),
        instead(
            "transposed",
            "Rows and columns of the kernel are swapped: convolve2d does not transpose.",
            lambda kernel: kernel.T,
        ),
        instead(
            "left and right",
            "You swapped left and right only, but the kernel has a second axis.",
            lambda kernel: np.fliplr(kernel),
        ),
        instead(
            "upside down",
            "You swapped top and bottom only, but the kernel has a second axis.",
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
    asks="an image of 6 by 6 zeros and ones that fixes all nine weights and the bias",
    example=lambda: TWO_DOTS,
    right="Right: ten independent equations leave only one kernel and one bias with a loss of "
    "zero.",
    hint="Start from the dot, which meets the weights one at a time, and add white pixels to it.",
    flaws=[
        Flaw(
            "other numbers",
            "Each pixel must be 0 for black or 1 for white, but some are neither.",
            lambda answer: not np.isin(answer, (0, 1)).all(),
        ),
        Flaw(
            "uniform",
            "All the patches of a uniform image are equal, so they give a single equation.",
            lambda answer: np.ptp(answer) == 0,
        ),
        Flaw(
            "a dot",
            "This is a single dot: find an image with more than one white pixel.",
            lambda answer: answer.sum() == 1,
        ),
        Flaw(
            "equal rows",
            "The three rows of each patch are equal, so only the column sums of the kernel count.",
            lambda answer: not np.ptp(answer, axis=0).any(),
        ),
        Flaw(
            "equal columns",
            "The three columns of each patch are equal, so only the row sums of the kernel count.",
            lambda answer: not np.ptp(answer, axis=1).any(),
        ),
        Flaw(
            "too little",
            _too_few_equations,
            lambda answer: _equations(answer) < 10,
        ),
    ],
)
