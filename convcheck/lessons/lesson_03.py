"""Exercises of lesson 03: what a filter responds to, and what it should not respond to."""

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import NEGATED, OTHER_SIGN, UPRIGHT, Flaw, instead, misread
from convcheck.responses import ALL_ZERO, not_above_zero, or_zero, responds, response
from convdemo.arguments import Array
from convdemo.filters import VERTICAL_RIDGE

# The patches that a filter meets, three by three.
WHITE = np.ones((3, 3))
VERTICAL = np.array([[0, 1, 0]] * 3)
HORIZONTAL = VERTICAL.T
PATCHES = (WHITE, VERTICAL, HORIZONTAL)
MIDDLE = VERTICAL * HORIZONTAL


def _responses(kernel: Array, bias: float, relu: bool = True) -> Array:
    """Return the responses to a white, a vertical-line and a horizontal-line patch."""
    sums = np.array([response(patch, kernel) + bias for patch in PATCHES])
    return np.maximum(sums, 0) if relu else sums


def _kernel_and_bias(rng: np.random.Generator) -> Given:
    return {"kernel": rng.integers(-1, 4, (3, 3)), "bias": int(rng.integers(-4, 0))}


def _sum_taken_off_the_middle(kernel: Array) -> Array:
    silent = kernel.copy()
    silent[1, 1] -= kernel.sum()
    return silent


def _rows(weights: Array) -> Array:
    """Return the responses to a horizontal line in each row: the sums of the rows."""
    return or_zero(weights.sum(axis=1), beside=weights)


def _told_of_a_row(weights: Array) -> str:
    row = int(np.flatnonzero(_rows(weights))[0])
    return (
        f"The response to a horizontal line in row {row} is {_rows(weights)[row]:g}, the sum of "
        "the weights in that row, not 0."
    )


def _on_lines(wall: Array | int, line: Array, bias: int) -> Array:
    """Return the outputs of the ridge filter with bias and ReLU in the middle of lines."""
    return np.maximum(6 * (line - wall) + bias, 0)


def _walls_and_lines(rng: np.random.Generator) -> Given:
    """Draw two lines of the same contrast, a faint one and a dark one, in any order."""
    contrast = int(rng.integers(4, 8))
    differences = rng.permutation([contrast, contrast, 1, -int(rng.integers(3, 6))])
    wall = rng.choice(np.arange(5, 12), 4, replace=False)
    bias = -int(rng.integers(6, 2 * contrast))
    return {"wall": wall, "line": wall + differences, "bias": bias}


three_outputs = Closed(
    "three_outputs",
    asks="the outputs for white, for the vertical and for the horizontal line, three numbers",
    rule=_responses,
    draw=_kernel_and_bias,
    right="Right: white meets all nine weights, and each line meets three of them.",
    hint="In a patch of zeros and ones, only the weights that lie on a 1 count: add these up, "
    "then add the bias; ReLU comes last.",
    mistakes=[
        misread("bias forgotten", "The bias is missing: add it before ReLU.", bias=0),
        instead(
            "relu forgotten",
            "ReLU is missing: it turns every negative number into 0.",
            lambda kernel, bias: _responses(kernel, bias, relu=False),
        ),
        instead(
            "relu first",
            "Here ReLU comes before the bias: it should come last.",
            lambda kernel, bias: np.maximum(_responses(kernel, 0, relu=False), 0) + bias,
        ),
        misread(
            "transposed",
            "The outputs for the two lines are swapped: a vertical line runs from top to bottom.",
            kernel=np.transpose,
        ),
        misread(
            "bias subtracted",
            "This subtracts the bias: a bias is added, whatever its sign.",
            bias=lambda bias: -bias,
        ),
    ],
)

silent_on_white = Closed(
    "silent_on_white",
    asks="the nine weights, with a new middle one, so that the response to white is 0",
    rule=_sum_taken_off_the_middle,
    draw=lambda rng: {"kernel": rng.integers(-2, 4, (3, 3))},
    right="Right: the weights add up to zero, so the response to every uniform patch is 0.",
    hint="The response to a white patch is the sum of the weights.",
    mistakes=[
        instead(
            "unchanged",
            "These are the weights as given, and they do not add up to zero.",
            lambda kernel: kernel,
        ),
        instead(
            "middle removed",
            "The middle weight is 0 now, but the other eight do not add up to zero.",
            lambda kernel: kernel * (1 - MIDDLE),
        ),
        instead(
            "middle is the sum",
            "The middle weight equals the sum of the other eight: reverse its sign, and they "
            "cancel.",
            lambda kernel: kernel + (kernel.sum() - 2 * kernel[1, 1]) * MIDDLE,
        ),
        instead(
            "all changed",
            "The weights add up to zero, but all nine have changed: change only the middle one.",
            lambda kernel: kernel - kernel.mean(),
        ),
        NEGATED,
    ],
)

vertical_not_horizontal = Open(
    "vertical_not_horizontal",
    asks="nine weights, not a multiple of the ridge filter, whose response to a vertical line is "
    "above 0, and to white and to every horizontal line is 0",
    example=lambda: HORIZONTAL * VERTICAL_RIDGE,
    right="Right: it responds to the vertical line, but not to white or to a horizontal line.",
    hint="Write down four sums: of the middle column, and of each of the three rows.",
    flaws=[
        ALL_ZERO,
        responds(
            "sum not zero",
            WHITE,
            "The response to white is {response:g}, the sum of the weights, not 0.",
        ),
        Flaw("horizontal line", _told_of_a_row, lambda weights: _rows(weights).any()),
        responds(
            "no answer",
            VERTICAL,
            "The response to the vertical line is {response:g}, the sum of the middle column, "
            "but should be above 0.",
            wrong=not_above_zero,
        ),
        Flaw(
            "ridge",
            "This is the ridge filter of the lesson or a multiple of it: find another one.",
            lambda weights: (
                not or_zero(weights - weights[1, 1] / 2 * VERTICAL_RIDGE, beside=weights).any()
            ),
        ),
    ],
    undo=[UPRIGHT, OTHER_SIGN],
)

contrast_not_brightness = Closed(
    "contrast_not_brightness",
    asks="the outputs in the middle of the four lines, four numbers",
    rule=_on_lines,
    draw=_walls_and_lines,
    right="Right: only the difference between line and wall counts, and it has to be positive and "
    "large enough.",
    hint="One row of the patch contributes twice the line minus twice the wall, and there are "
    "three such rows.",
    mistakes=[
        misread("bias forgotten", "The bias is missing: add it before ReLU.", bias=0),
        instead(
            "relu forgotten",
            "ReLU is missing: it turns every negative number into 0.",
            lambda wall, line, bias: 6 * (line - wall) + bias,
        ),
        instead(
            "relu first",
            "Here ReLU comes before the bias: it should come last.",
            lambda wall, line, bias: np.maximum(6 * (line - wall), 0) + bias,
        ),
        misread(
            "wall ignored",
            "These are the outputs for lines on a black wall: the negative weights lie on a wall "
            "that is brighter.",
            wall=lambda wall: 0 * wall,
        ),
        instead(
            "size of the difference",
            "Here a dark line counts like a bright one: its response is negative.",
            lambda wall, line, bias: _on_lines(0, np.abs(line - wall), bias),
        ),
        instead(
            "one row",
            "This is one row of the patch only: there are three, and the bias is added once.",
            lambda wall, line, bias: np.maximum(2 * (line - wall) + bias, 0),
        ),
        instead(
            "plain filter",
            "This is what the plain vertical line filter gives: the ridge filter also has weights "
            "beside the line.",
            lambda line, bias, **_: np.maximum(3 * line + bias, 0),
        ),
    ],
)

lines_and_edges = Choice(
    "lines_and_edges",
    asks="which of four statements is false",
    right="c",
    says={
        "a": "This one is true: a bright line goes up and down, a dark line down and up, and an "
        "edge goes only one way.",
        "b": "This one is true: in an odd filter the weights cancel in pairs, so they add up to "
        "zero.",
        "c": "Right: doubling every pixel doubles every response, and only a response of 0 stays "
        "the same.",
        "d": "This one is true: the 1 adds the sum of the weights to each response, and that sum "
        "is 0.",
    },
    hint="For each statement, look for a patch that would prove it false.",
)
