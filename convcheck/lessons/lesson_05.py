"""Exercises of lesson 05: how large the output is, and which numbers it reads."""

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


how_many_stops = Closed(
    "how_many_stops",
    asks="how many numbers the map has",
    rule=output_size,
    draw=_sizes,
    right="Right: after the first position, count how many times the stride fits, rounded "
    "down, and add one.",
    hint="What is the largest index at which the kernel can start? How many times does the "
    "stride fit into that?",
    mistakes=[
        ONE_TOO_FEW,
        STRIDES_FORGOTTEN,
        instead(
            "rounded up",
            "This is rounded up: the kernel takes no position where it would stick out.",
            lambda n, kernel_size, strides: -(-(n - kernel_size) // strides) + 1,
        ),
        instead(
            "kernel forgotten",
            "This ignores the kernel size: the last position needs room for all the weights.",
            lambda n, strides, **_: n // strides,
        ),
        misread(
            "padding added",
            'This is the size under "same": "valid" adds no zeros.',
            padding="same",
        ),
        instead(
            "not rounded",
            "The size of a map is a whole number: round it down.",
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
    hint="Four positions, each two further on, cover nine numbers: how many zeros does that "
    "take, and on which side does an odd one go?",
    mistakes=[
        instead(
            "zero at the start",
            "You put the zero before the input: one is enough, but it goes at the end.",
            lambda x, kernel, **_: cross_correlate(np.pad(x, (1, 0)), kernel, strides=2),
        ),
        instead(
            "border repeated",
            "You repeated the last number: padding adds a zero instead.",
            lambda x, kernel, **_: cross_correlate(np.append(x, x[-1]), kernel, strides=2),
        ),
        instead(
            "last stop empty",
            "The last number is not just 0: the kernel reads two numbers and one zero there.",
            lambda x, kernel, **_: np.append(cross_correlate(x, kernel, strides=2), 0),
        ),
        misread(
            "causal",
            'Here all zeros come before the input: that is "causal".',
            padding="causal",
        ),
        PADDING_FORGOTTEN,
        STRIDES_FORGOTTEN,
        FLIPPED,
    ],
)

one_is_false = Choice(
    "one_is_false",
    asks="which of four statements is false",
    right="b",
    says={
        "a": "This one is true: weights that lie side by side are 1 apart.",
        "b": "Right: the number of positions is rounded down, and what is left over is ignored.",
        "c": "This one is true: all zeros come before the input, so the kernel never reads ahead.",
        "d": "This one is true: near the border zeros are part of the patch, but elsewhere they "
        "are not.",
    },
    hint="The lesson tries each of them: recall the last two numbers set to 1000, the default "
    "dilation, a change at index 5, and the wall of nines.",
)

layer_for_a_size = Open(
    "layer_for_a_size",
    asks="a Conv1D with this kernel_size whose map has the wanted size",
    example=lambda kernel_size, wanted, **_: np.array([kernel_size, wanted]),
    draw=_wanted_size,
    read=size_made_by,
    right="Right: kernel size, stride, padding and dilation together decide the size.",
    hint='Compute the size under "valid" and under "same" for strides 1, 2, 3 and 4; if none '
    "fits, try dilation.",
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
