"""Exercises of lesson 03: what a filter answers to, and what it should not answer to."""

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import NEGATED, OTHER_SIGN, UPRIGHT, instead, misread
from convcheck.responses import ALL_ZERO, not_above_zero, responds, response
from convdemo.arguments import Array
from convdemo.filters import VERTICAL_RIDGE

# The patches to which a filter answers, three by three.
WHITE = np.ones((3, 3))
VERTICAL = np.array([[0, 1, 0]] * 3)
HORIZONTAL = VERTICAL.T
PATCHES = (WHITE, VERTICAL, HORIZONTAL)


def _answers(kernel: Array, bias: float, relu: bool = True) -> Array:
    """Return the answers to a white, a vertical-line and a horizontal-line patch."""
    sums = np.array([response(patch, kernel) + bias for patch in PATCHES])
    return np.maximum(sums, 0) if relu else sums


def _kernel_and_bias(rng: np.random.Generator) -> Given:
    return {"kernel": rng.integers(-1, 4, (3, 3)), "bias": int(rng.integers(-4, 0))}


three_answers = Closed(
    "three_answers",
    asks="the answers to white, to the vertical and to the horizontal line, three numbers",
    rule=_answers,
    draw=_kernel_and_bias,
    right="Right: white meets all nine weights, each line only three of them.",
    hint="A patch of zeros and ones picks weights: add those below the ones, then the bias; "
    "ReLU comes last.",
    mistakes=[
        misread("bias forgotten", "The bias is forgotten: add it before ReLU.", bias=0),
        instead(
            "relu forgotten",
            "ReLU is forgotten: it turns every number below 0 into 0.",
            lambda kernel, bias: _answers(kernel, bias, relu=False),
        ),
        instead(
            "relu first",
            "Here ReLU comes before the bias: it is the last of the three steps.",
            lambda kernel, bias: np.maximum(_answers(kernel, 0, relu=False), 0) + bias,
        ),
        misread(
            "transposed",
            "The answers to the two lines are exchanged: the vertical line goes down.",
            kernel=np.transpose,
        ),
        misread(
            "bias subtracted",
            "The bias is subtracted: it is added, whatever its sign.",
            bias=lambda bias: -bias,
        ),
    ],
)

silent_on_white = Closed(
    "silent_on_white",
    asks="the nine weights, with another middle one, so that white is answered by 0",
    rule=lambda kernel: kernel - kernel.sum() * np.outer([0, 1, 0], [0, 1, 0]),
    draw=lambda rng: {"kernel": rng.integers(-2, 4, (3, 3))},
    right="Right: the weights sum to zero, so every uniform patch is answered by 0.",
    hint="On a white patch the answer is the sum of the weights.",
    mistakes=[
        instead(
            "unchanged",
            "These are the weights as given: they do not sum to zero.",
            lambda kernel: kernel,
        ),
        instead(
            "middle removed",
            "The middle weight is 0 now, and the other eight do not sum to zero.",
            lambda kernel: kernel * (1 - np.outer([0, 1, 0], [0, 1, 0])),
        ),
        instead(
            "middle is the sum",
            "The middle weight equals the sum of the others: with the other sign they cancel.",
            lambda kernel: kernel + (kernel.sum() - 2 * kernel[1, 1]) * VERTICAL * HORIZONTAL,
        ),
        instead(
            "all changed",
            "The weights sum to zero, but the same amount is taken off all nine: change the "
            "middle one only.",
            lambda kernel: kernel - kernel.mean(),
        ),
        NEGATED,
    ],
)

vertical_only = Open(
    "vertical_only",
    asks="nine weights that answer above 0 to a vertical line, and 0 to white and to a "
    "horizontal line",
    example=lambda: VERTICAL_RIDGE,
    right="Right: it answers to the vertical line, not to white, not to the horizontal line.",
    hint="Write down three sums: of all nine weights, of the middle column, of the middle row.",
    flaws=[
        ALL_ZERO,
        responds(
            "sum not zero",
            WHITE,
            "On white it answers {response:g}, the sum of the weights, not 0.",
        ),
        responds(
            "horizontal line",
            HORIZONTAL,
            "To the horizontal line it answers {response:g}, the sum of the middle row, not 0.",
        ),
        responds(
            "no answer",
            VERTICAL,
            "To the vertical line it answers {response:g}, the sum of the middle column, and not "
            "more than 0.",
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
        "a": "This one is true: a line is brighter than both sides, an edge is a step between "
        "them.",
        "b": "This one is true: on a uniform area the sums are the sum of the weights times "
        "its brightness.",
        "c": "Right: a diagonal line meets one weight of each map's three, and white areas "
        "answer as strongly as lines do.",
        "d": "This one is true: their weights are 0, and 0 times any pixel is 0.",
    },
    hint="For each statement, write down a patch that would show it false.",
)
