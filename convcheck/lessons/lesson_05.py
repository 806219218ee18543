"""Exercises of lesson 05: how large the output is, and which numbers it reads."""

from typing import Literal

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.layers import size_made_by
from convcheck.mistakes import (
    FLIPPED,
    ONE_TOO_FEW,
    PADDING_FORGOTTEN,
    STRIDES_FORGOTTEN,
    Flaw,
    Rule,
    instead,
    misread,
)
from convdemo.arithmetic import output_size
from convdemo.walk import cross_correlate


def _sizes(rng: np.random.Generator) -> Given:
    return {
        "n": int(rng.integers(20, 60)),
        "kernel_size": int(rng.integers(3, 16)),
        "strides": int(rng.integers(2, 5)),
    }


def _sequence(rng: np.random.Generator) -> Given:
    return {
        "x": rng.integers(0, 5, 8),
        "kernel": rng.integers(-1, 3, 3),
        "strides": 2,
        "padding": "same",
    }


def _sequence_of_six(rng: np.random.Generator) -> Given:
    return {"x": rng.permutation(9)[:6], "kernel": rng.choice([-1, 1, 2], 3)}


def _padded(mode: Literal["reflect", "edge", "wrap"]) -> Rule:
    """Return the rule that gives the map of a sequence padded in another way."""
    return lambda x, kernel: cross_correlate(np.pad(x, 1, mode=mode), kernel)


def _wanted_size(rng: np.random.Generator) -> Given:
    n, kernel_size = int(rng.integers(20, 41)), int(rng.integers(3, 8))
    wanted = [
        output_size(n, kernel_size, strides=2),
        output_size(n, kernel_size, strides=3),
        output_size(n, kernel_size, strides=2, padding="same"),
        output_size(n, kernel_size, strides=4, padding="same"),
        output_size(n, kernel_size, dilation_rate=2),
        n,
    ]
    return {"n": n, "kernel_size": kernel_size, "wanted": int(rng.choice(wanted))}


how_many_positions = Closed(
    "how_many_positions",
    asks="how many numbers the feature map has",
    rule=output_size,
    draw=_sizes,
    right="Right: count how many times the stride fits into n - kernel_size, and add 1 for the "
    "first position.",
    hint="What is the largest index at which the kernel can start? How many times does the "
    "stride fit into that?",
    mistakes=[
        ONE_TOO_FEW,
        STRIDES_FORGOTTEN,
        instead(
            "rounded up",
            "This is rounded up: at the last of these positions the kernel would stick out.",
            lambda n, kernel_size, strides: -(-(n - kernel_size) // strides) + 1,
        ),
        instead(
            "kernel forgotten",
            "This ignores the kernel size: the last position needs room for all the weights.",
            lambda n, strides, **_: n // strides,
        ),
        misread(
            "padding added",
            'This is the size with "same": "valid" adds no zeros.',
            padding="same",
        ),
        instead(
            "not rounded",
            "A map has a whole number of positions: round down.",
            lambda n, kernel_size, strides: (n - kernel_size) / strides + 1,
        ),
    ],
)

zeros_for_same = Closed(
    "zeros_for_same",
    asks="the feature map with padding same and stride 2, four numbers",
    rule=cross_correlate,
    draw=_sequence,
    right="Right: one zero is enough, and it goes at the end.",
    hint="Four patches, each 2 further on than the last, span nine numbers: how many zeros does "
    "that take, and at which end does Keras put an odd one?",
    mistakes=[
        instead(
            "zero at the start",
            "You put a zero before the input: one zero is enough, and Keras puts it at the end.",
            lambda x, kernel, **_: cross_correlate(np.pad(x, (1, 0)), kernel, strides=2),
        ),
        instead(
            "border repeated",
            "You repeated the last number: a layer with padding adds a zero instead.",
            lambda x, kernel, **_: cross_correlate(np.append(x, x[-1]), kernel, strides=2),
        ),
        instead(
            "last position empty",
            "The last number is not always 0: there the kernel reads two numbers of x and one "
            "zero.",
            lambda x, kernel, **_: np.append(cross_correlate(x, kernel, strides=2), 0),
        ),
        misread(
            "causal",
            'Here all the zeros come before the input: that would be "causal".',
            padding="causal",
        ),
        PADDING_FORGOTTEN,
        STRIDES_FORGOTTEN,
        FLIPPED,
    ],
)

reflected_border = Closed(
    "reflected_border",
    asks="the feature map of the reflected sequence, six numbers",
    rule=_padded("reflect"),
    draw=_sequence_of_six,
    right="Right: the outermost number is the mirror, and its neighbour appears behind it.",
    hint="The outermost number is the mirror and is not repeated: which number of x comes before "
    "the first one, and which after the last?",
    mistakes=[
        instead(
            "zeros",
            'You added zeros at both ends, as "same" does: reflect the numbers of x instead.',
            lambda x, kernel: cross_correlate(x, kernel, padding="same"),
        ),
        instead(
            "border repeated",
            "You repeated the outermost numbers: in this mode they are the mirror and stay single.",
            _padded("edge"),
        ),
        instead(
            "wrapped",
            "You continued x with the number at its other end: a mirror shows what is near it.",
            _padded("wrap"),
        ),
        instead(
            "padding forgotten",
            "The padding is missing: this is the map of x alone.",
            cross_correlate,
        ),
        FLIPPED,
    ],
)

one_is_false = Choice(
    "one_is_false",
    asks="which of four statements is false",
    right="b",
    says={
        "a": "This one is true: the dilation is a distance, and neighbours are 1 apart.",
        "b": "Right: the number of positions is rounded down, and inputs that are left over are "
        "ignored.",
        "c": "This one is true: the zeros all come first, so the kernel never reads ahead.",
        "d": "This one is true: at the border the patches contain zeros, elsewhere they do not.",
    },
    hint="The lesson tries each of them: recall the last input set to 1000, the default dilation, "
    "the measurement corrected at index 5, and the wall of nines.",
)

layer_for_a_size = Open(
    "layer_for_a_size",
    asks="a Conv1D with this kernel_size whose map has the wanted size",
    example=lambda kernel_size, wanted, **_: np.array([kernel_size, wanted]),
    draw=_wanted_size,
    read=size_made_by,
    right="Right: kernel size, stride, padding and dilation together decide the size.",
    hint='Work out the size with "valid" and with "same" for strides of 1, 2, 3 and 4; if none '
    "fits, try a dilation.",
    flaws=[
        Flaw(
            "another kernel",
            lambda answer, kernel_size, **_: (
                f"Keep kernel_size={kernel_size}; this layer has {answer[0]:g}."
            ),
            lambda answer, kernel_size, **_: answer[0] != kernel_size,
        ),
        Flaw(
            "too many",
            lambda answer, n, wanted, **_: (
                f"This layer turns {n} numbers into {answer[1]:g}, more than the {wanted} wanted."
            ),
            lambda answer, wanted, **_: answer[1] > wanted,
        ),
        Flaw(
            "too few",
            lambda answer, n, wanted, **_: (
                f"This layer turns {n} numbers into {answer[1]:g}, fewer than the {wanted} wanted."
            ),
            lambda answer, wanted, **_: answer[1] < wanted,
        ),
    ],
)
