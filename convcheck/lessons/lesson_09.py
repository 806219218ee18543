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


def _things_asked(image: Array) -> int:
    patches = [np.append(step.patch, 1) for step in steps(image, np.ones((3, 3)))]
    return int(np.linalg.matrix_rank(np.array(patches)))


def _asks_too_little(answer: Array, **_: Any) -> str:
    asked = _things_asked(answer)
    things = "thing" if asked == 1 else "things"
    return (
        f"This image asks {asked} {things}, so {10 - asked} of its ten numbers can be chosen "
        "freely."
    )


two_steps_down = Closed(
    "two_steps_down",
    asks="the weight after one step and after two steps of gradient descent",
    rule=_two_weights,
    draw=_one_weight,
    within=1e-3,
    right="Right: twice the error, times the input, times the learning rate is what each step "
    "subtracts.",
    hint="Write five numbers in a row: output, error, slope, step, new weight; then once more "
    "from the new weight.",
    mistakes=[
        misread(
            "uphill",
            "The steps go uphill: gradient descent subtracts the slope times the learning rate.",
            rate=lambda rate: -rate,
        ),
        misread(
            "two forgotten",
            "The slope lacks a factor that comes from the square in the loss.",
            rate=lambda rate: rate / 2,
        ),
        instead(
            "input forgotten",
            "The slope is twice the error here: the output rises by the input for each 1 "
            "that the weight rises.",
            _without_the_input,
        ),
        misread(
            "rate forgotten",
            "The whole slope is subtracted here: the learning rate makes the step small.",
            rate=1,
        ),
        instead(
            "first slope twice",
            "The first weight is right, and the second step takes the slope of the start "
            "again: the slope changes with the weight.",
            _first_slope_twice,
        ),
        instead(
            "changes",
            "These are the two changes: add each to the weight from before it.",
            _changes,
        ),
        instead(
            "start first",
            "The list begins with the start, before any step: it is one step late.",
            _start_first,
        ),
        instead(
            "outputs",
            "These are the outputs, weight times input: the weights are asked for.",
            _outputs,
        ),
    ],
)

which_learning_rate = Choice(
    "which_learning_rate",
    asks="the letter of the statement that explains the curve of rate 0.24",
    right="b",
    says={
        "a": "Each loss falls by a factor of its own, the same at each step, so a curve that lags "
        "behind never overtakes.",
        "b": "Right: the weight goes 0, 3.84, 0.31, 3.56 and so on around 2, so nearly half of "
        "each long step leads away again.",
        "c": "At the same weight the slope is the same for each rate, so the larger rate "
        "takes the longer step, not the shorter one.",
        "d": "A loss that runs away grows from step to step, and this curve falls at each of them.",
    },
    hint="Take the first two steps of rate 0.24 on paper: on which side of the best weight "
    "do they land?",
)

learned_from_targets = Closed(
    "learned_from_targets",
    asks="the filter with loss 0 on the targets, three rows of three weights",
    rule=lambda kernel: np.flip(kernel),
    draw=lambda rng: {"kernel": rng.integers(-2, 4, (3, 3))},
    right="Right: the targets hold a flip, so the layer learns it with the rest.",
    hint="Which of the two slides the kernel over the image as it is, the layer or "
    "convolve2d, and what does the other do to it first?",
    mistakes=[
        instead(
            "kernel itself",
            "This is the kernel that the student had in mind, and the printed loss says that "
            "a layer with it misses the targets.",
            lambda kernel: kernel,
        ),
        instead(
            "transposed",
            "Rows and columns of the kernel are exchanged: convolve2d does not transpose.",
            lambda kernel: kernel.T,
        ),
        instead(
            "left and right",
            "Left and right are exchanged, but the kernel has a second axis, too.",
            lambda kernel: np.fliplr(kernel),
        ),
        instead(
            "upside down",
            "Top and bottom are exchanged, but the kernel has a second axis, too.",
            lambda kernel: np.flipud(kernel),
        ),
        instead(
            "quarter turn",
            "The kernel is turned by a quarter, so its rows have become columns: "
            "convolve2d leaves them rows.",
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
    right="Right: all ten things are asked, so one filter and one bias alone have a loss of zero.",
    hint="Start from the dot, which shows the weights one at a time, and add to it.",
    flaws=[
        Flaw(
            "other numbers",
            "A pixel is 0 for black or 1 for white here, and some are neither.",
            lambda answer: not np.isin(answer, (0, 1)).all(),
        ),
        Flaw(
            "uniform",
            "All patches of a uniform image are equal, so it asks 1 thing.",
            lambda answer: np.ptp(answer) == 0,
        ),
        Flaw(
            "a dot",
            "This is a single dot: find an image with more than one white pixel.",
            lambda answer: answer.sum() == 1,
        ),
        Flaw(
            "equal rows",
            "All rows are equal, so the three rows of a patch are, and only the column sums "
            "of the filter count.",
            lambda answer: not np.ptp(answer, axis=0).any(),
        ),
        Flaw(
            "equal columns",
            "All columns are equal, so the three columns of a patch are, and only the row "
            "sums of the filter count.",
            lambda answer: not np.ptp(answer, axis=1).any(),
        ),
        Flaw(
            "too little",
            _asks_too_little,
            lambda answer: _things_asked(answer) < 10,
        ),
    ],
)
