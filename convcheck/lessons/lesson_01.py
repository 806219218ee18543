"""Exercises of lesson 01: a kernel slides along a sequence."""

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Closed, Open
from convcheck.mistakes import (
    FLIPPED,
    NEGATED,
    ONE_STEP_EARLY,
    ONE_STEP_LATE,
    PADDING_ADDED,
    Flaw,
    instead,
    misread,
)
from convcheck.responses import not_silent
from convdemo.arguments import Array
from convdemo.walk import cross_correlate


def _six_sums(rng: np.random.Generator) -> Given:
    return {"x": rng.integers(0, 4, 8), "kernel": rng.integers(-1, 3, 3)}


def _equal_weights(kernel_size: int) -> Array:
    return np.full(kernel_size, 1 / kernel_size)


def _as_keras_stores_it(kernel: Array) -> Array:
    return kernel.reshape(-1, 1, 1)


six_sums = Closed(
    "six_sums",
    asks="the feature map of kernel over x, six numbers",
    rule=cross_correlate,
    draw=_six_sums,
    right="Right: six positions, and at each of them the sum of three products.",
    hint="Write the kernel below the first three numbers, multiply each pair and add the "
    "products; then move the kernel one step to the right.",
    mistakes=[
        FLIPPED,
        PADDING_ADDED,
        NEGATED,
        ONE_STEP_LATE,
        ONE_STEP_EARLY,
        instead(
            "averaged",
            "These are averages: a layer adds the three products and does not divide.",
            lambda x, kernel: cross_correlate(x, kernel) / 3,
        ),
        instead(
            "not multiplied",
            "These are the sums of the patches: multiply by the weights first.",
            lambda x, kernel: cross_correlate(x, np.ones_like(kernel)),
        ),
    ],
)

mean_of_a_patch = Closed(
    "mean_of_a_patch",
    asks="a kernel that gives the mean of each patch of this size",
    rule=_equal_weights,
    draw=lambda rng: {"kernel_size": int(rng.integers(3, 8))},
    within=6e-4,
    right="Right: equal weights that sum to 1, so a uniform input keeps its value.",
    hint="The mean is a sum of products: write it as a number times the first, plus a number "
    "times the second, and so on.",
    mistakes=[
        instead(
            "sum",
            "This gives the sum of the patch: the weights of a mean sum to 1.",
            lambda kernel_size: np.ones(kernel_size),
        ),
        instead(
            "identity",
            "This gives the middle number alone: in a mean all numbers count equally.",
            lambda kernel_size: np.eye(kernel_size)[kernel_size // 2],
        ),
        instead(
            "divided by two",
            "Each weight is one half: divide by the number of weights instead.",
            lambda kernel_size: np.full(kernel_size, 1 / 2),
        ),
        misread(
            "one weight too many",
            "This kernel has one weight too many.",
            kernel_size=lambda size: size + 1,
        ),
        misread(
            "one weight too few",
            "This kernel has one weight too few.",
            kernel_size=lambda size: size - 1,
        ),
    ],
)

keras_kernel = Closed(
    "keras_kernel",
    shape_is_asked=True,
    asks="the kernel as an array in the shape that Conv1D expects",
    rule=_as_keras_stores_it,
    draw=lambda rng: {"kernel": rng.integers(-3, 4, 3)},
    right="Right: the shape is (kernel_size, in_channels, filters), here (3, 1, 1).",
    hint="Its axes are (kernel_size, in_channels, filters): how many of each are there?",
    mistakes=[
        instead(
            "rows and columns",
            "Here the three weights lie along in_channels: a 1D kernel has no rows and columns.",
            lambda kernel: kernel.reshape(1, 3, 1),
        ),
        instead(
            "one weight a filter",
            "Here the three weights lie along filters: that makes three filters of one weight.",
            lambda kernel: kernel.reshape(1, 1, 3),
        ),
        instead(
            "channel axis forgotten",
            "The two axes after the first are missing: in_channels and filters.",
            lambda kernel: kernel,
        ),
        instead(
            "filter axis forgotten",
            "One axis is missing: there are three, (kernel_size, in_channels, filters).",
            lambda kernel: kernel.reshape(3, 1),
        ),
        instead(
            "batch axis",
            "A kernel has no batch axis: the same weights serve every input.",
            lambda kernel: kernel.reshape(1, 3, 1, 1),
        ),
        misread(
            "flipped",
            "You flipped the kernel: Keras stores it unflipped.",
            kernel=np.flip,
        ),
    ],
)

silent_input = Open(
    "silent_input",
    asks="eight numbers, not all equal, to which the response of [-1, 2, -1] is 0 six times",
    example=lambda: np.arange(8),
    right="Right: this is a straight slope, where each inner number is the mean of its neighbours.",
    hint="The response is 0 where twice the middle number equals the sum of its neighbours.",
    flaws=[
        Flaw(
            "uniform",
            "All eight numbers are (almost) equal: find an input whose numbers differ.",
            lambda answer: np.ptp(answer) <= 1e-4 * np.abs(answer).max(),
        ),
        not_silent(
            "a bump",
            "The response is {response:g} at index {index} of the map, not 0.",
            kernel=[-1, 2, -1],
        ),
    ],
)
