"""Exercises of lesson 03: what a filter responds to, and what it should not respond to."""

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import NEGATED, OTHER_SIGN, UPRIGHT, instead, misread
from convcheck.responses import ALL_ZERO, not_above_zero, responds, response
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


three_answers = Closed(
    "three_answers",
    asks="the responses to white, to the vertical and to the horizontal line, three numbers",
    rule=_responses,
    draw=_kernel_and_bias,
    right="Right: white meets all nine weights, each line only three of them.",
    hint="A patch of zeros and ones selects weights: add those that lie on a 1, then the bias; "
    "ReLU comes last.",
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
            "The responses to the two lines are swapped: a vertical line runs from top to bottom.",
            kernel=np.transpose,
        ),
        misread(
            "bias subtracted",
            "You subtracted the bias: it is added, whatever its sign.",
            bias=lambda bias: -bias,
        ),
    ],
)

silent_on_white = Closed(
    "silent_on_white",
    asks="the nine weights, with a new middle one, so that the response to white is 0",
    rule=_sum_taken_off_the_middle,
    draw=lambda rng: {"kernel": rng.integers(-2, 4, (3, 3))},
    right="Right: the weights sum to zero, so the response to every uniform patch is 0.",
    hint="The response to a white patch is the sum of the weights.",
    mistakes=[
        instead(
            "unchanged",
            "These are the weights as given: they do not sum to zero.",
            lambda kernel: kernel,
        ),
        instead(
            "middle removed",
            "The middle weight is 0 now, but the other eight do not sum to zero.",
            lambda kernel: kernel * (1 - MIDDLE),
        ),
        instead(
            "middle is the sum",
            "The middle weight equals the sum of the others: change its sign, and they cancel.",
            lambda kernel: kernel + (kernel.sum() - 2 * kernel[1, 1]) * MIDDLE,
        ),
        instead(
            "all changed",
            "The weights sum to zero, but all nine have changed: change only the middle one.",
            lambda kernel: kernel - kernel.mean(),
        ),
        NEGATED,
    ],
)

vertical_only = Open(
    "vertical_only",
    asks="nine weights whose response to a vertical line is above 0, and to white and to a "
    "horizontal line is 0",
    example=lambda: VERTICAL_RIDGE,
    right="Right: it responds to the vertical line, but not to white or to the horizontal line.",
    hint="Write down three sums: of all nine weights, of the middle column, of the middle row.",
    flaws=[
        ALL_ZERO,
        responds(
            "sum not zero",
            WHITE,
            "The response to white is {response:g}, the sum of the weights, not 0.",
        ),
        responds(
            "horizontal line",
            HORIZONTAL,
            "The response to the horizontal line is {response:g}, the sum of the middle row, not "
            "0.",
        ),
        responds(
            "no answer",
            VERTICAL,
            "The response to the vertical line is {response:g}, the sum of the middle column, "
            "but must be above 0.",
            wrong=not_above_zero,
        ),
    ],
    undo=[UPRIGHT, OTHER_SIGN],
)

lines_and_edges = Choice(
    "lines_and_edges",
    asks="which of four statements is false",
    right="c",
    says={
        "a": "This one is true: a line is brighter than both of its sides, an edge is a step "
        "from one to the other.",
        "b": "This one is true: on a uniform area each response is the brightness times the sum "
        "of the weights.",
        "c": "Right: a diagonal line meets only one of each filter's three ones, and the "
        "response to a white area is as strong as the response to a line.",
        "d": "This one is true: their weights are 0, and 0 times any pixel is 0.",
    },
    hint="For each statement, look for a patch that would prove it false.",
)
