"""Exercises of lesson 01: a kernel slides along a sequence."""

from collections.abc import Sequence
from itertools import permutations, product

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
    Rule,
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


def _weights_of_three(n: int, kernel_size: int, bias: Sequence[int] = (0, 0, 0)) -> list[int]:
    """Return the weights of a dense, a local and a shared layer, with the biases that are set."""
    outputs = n - kernel_size + 1
    dense, local, shared = bias
    return [(n + dense) * outputs, (kernel_size + local) * outputs, kernel_size + shared]


def _with_biases(bias: Sequence[int]) -> Rule:
    return lambda n, kernel_size: _weights_of_three(n, kernel_size, bias)


def _with_outputs(more: int) -> Rule:
    def rule(n: int, kernel_size: int) -> list[int]:
        outputs = n - kernel_size + 1 + more
        return [n * outputs, kernel_size * outputs, kernel_size]

    return rule


def _chosen(*which: int) -> Rule:
    return lambda n, kernel_size: [_weights_of_three(n, kernel_size)[index] for index in which]


def _what_is_saved(_answer: Array, n: int, kernel_size: int) -> str:
    dense, local, shared = _weights_of_three(n, kernel_size)
    return (
        f"Right: locality brings {dense} weights down to {local}, and weight sharing brings these "
        f"down to {shared}."
    )


def _as_keras_stores_it(kernel: Array) -> Array:
    return kernel.reshape(-1, 1, 1)


six_sums = Closed(
    "six_sums",
    asks="the feature map of kernel over x, six numbers",
    rule=cross_correlate,
    draw=_six_sums,
    right="Right: there are six positions, and each response is the sum of three products.",
    hint="Write the kernel below the first three numbers, multiply each pair and add up the "
    "products; then move the kernel one position to the right.",
    mistakes=[
        FLIPPED,
        PADDING_ADDED,
        NEGATED,
        ONE_STEP_LATE,
        ONE_STEP_EARLY,
        instead(
            "averaged",
            "These are averages: a layer adds up the three products and does not divide the sum.",
            lambda x, kernel: cross_correlate(x, kernel) / 3,
        ),
        instead(
            "not multiplied",
            "These are the sums of the patches: multiply each number by its weight first.",
            lambda x, kernel: cross_correlate(x, np.ones_like(kernel)),
        ),
    ],
)

mean_of_a_patch = Closed(
    "mean_of_a_patch",
    asks="a kernel whose response is the mean of each patch of this size",
    rule=_equal_weights,
    draw=lambda rng: {"kernel_size": int(rng.integers(3, 8))},
    within=6e-4,
    right="Right: the weights are equal and add up to 1, so each number counts equally.",
    hint="Write the mean as a sum of products: some number times the first, plus some number "
    "times the second, and so on.",
    mistakes=[
        instead(
            "sum",
            "This gives the sum of the patch, not its mean: what must the weights add up to?",
            lambda kernel_size: np.ones(kernel_size),
        ),
        instead(
            "identity",
            "This passes on one number of the patch, but in a mean all of them count equally.",
            lambda kernel_size: np.eye(kernel_size)[kernel_size // 2],
        ),
        instead(
            "divided by two",
            "Each weight is one half: divide by the number of weights instead.",
            lambda kernel_size: np.full(kernel_size, 1 / 2),
        ),
        misread(
            "one weight too many",
            "This kernel has one weight too many: kernel_size says how many there are.",
            kernel_size=lambda size: size + 1,
        ),
        misread(
            "one weight too few",
            "This kernel has one weight too few: kernel_size says how many there are.",
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
    hint="The axes are (kernel_size, in_channels, filters): how long is each of them here?",
    mistakes=[
        instead(
            "rows and columns",
            "Here the three weights lie along in_channels, but the input has one channel only.",
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
            "A kernel has no batch axis: the same weights are used for every input.",
            lambda kernel: kernel.reshape(1, 3, 1, 1),
        ),
        misread(
            "flipped",
            "The shape is right, but you flipped the kernel: Keras stores it unflipped.",
            kernel=np.flip,
        ),
    ],
)

silent_input = Open(
    "silent_input",
    asks="eight numbers, not all equal, to which the response of [-1, 0, 1] is 0 six times",
    example=lambda: np.arange(8) % 2,
    right="Right: each number is equal to the one two steps further on, and the kernel compares "
    "only these two.",
    hint="The weight of 0 ignores the middle number: what does the response say about the other "
    "two?",
    flaws=[
        Flaw(
            "all equal",
            "All eight numbers are (almost) equal: find an input whose numbers differ.",
            lambda answer: np.ptp(answer) <= 1e-4 * np.abs(answer).max(),
        ),
        not_silent(
            "a response",
            "The response is {response:g} at index {index} of the feature map, not 0.",
            kernel=[-1, 0, 1],
        ),
    ],
)

what_sharing_saves = Closed(
    "what_sharing_saves",
    asks="the weights of the Dense layer, of the local layer without sharing, and of the Conv1D",
    rule=_weights_of_three,
    draw=lambda rng: {"n": int(rng.integers(10, 30)), "kernel_size": int(rng.integers(3, 7))},
    right=_what_is_saved,
    hint="How many responses are there, how many inputs does each of them read, and which "
    "responses share their weights?",
    mistakes=[
        instead(
            "biases counted",
            "You counted biases as well: the question asks for the weights alone.",
            *(_with_biases(bias) for bias in product((0, 1), repeat=3) if any(bias)),
        ),
        instead(
            "outputs as inputs",
            "Here a layer has as many responses as inputs, but a Conv1D layer has fewer: the "
            "kernel has to fit.",
            lambda n, kernel_size: [n * n, n * kernel_size, kernel_size],
            lambda n, kernel_size: [n * n, *_weights_of_three(n, kernel_size)[1:]],
        ),
        instead(
            "outputs miscounted",
            "Count again how many responses the Conv1D layer has: the other two have as many.",
            _with_outputs(-1),
            _with_outputs(1),
        ),
        instead(
            "one weight an output",
            "The Dense layer needs more than one weight for each response: it needs one for each "
            "connection.",
            lambda n, kernel_size: [
                n - kernel_size + 1,
                *_weights_of_three(n, kernel_size)[1:],
            ],
        ),
        instead(
            "local, not dense",
            "You have given each response of the Dense layer only its patch; in a Dense layer, "
            "each one is connected to every input.",
            _chosen(1, 1, 2),
        ),
        instead(
            "not shared",
            "The first two are right, but the Conv1D layer uses the same weights for every patch: "
            "count them once.",
            _chosen(0, 1, 1),
        ),
        instead(
            "shared too early",
            "The second layer shares nothing: it has weights of its own for each patch.",
            _chosen(0, 2, 2),
        ),
        instead(
            "order",
            "All three numbers are right, but in the wrong order: Dense, local, Conv1D.",
            *(_chosen(*order) for order in permutations(range(3)) if order != (0, 1, 2)),
        ),
    ],
)
