"""Exercises of lesson 05: how large the output is, and which places it reads."""

from typing import Any

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import (
    FLIPPED,
    ONE_TOO_FEW,
    PADDING_FORGOTTEN,
    STRIDES_FORGOTTEN,
    Flaw,
    instead,
    misread,
)
from convdemo.arguments import Array, brief
from convdemo.arithmetic import output_size
from convdemo.layers import import_keras
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


def _size_that_it_makes(answer: Any, n: int, **_: Any) -> Array:
    """Return the kernel size of the layer and the size that it makes of n numbers."""
    if not isinstance(answer, import_keras().layers.Conv1D):
        raise TypeError(f"answer must be a Conv1D layer, but was {brief(answer)}")
    if answer.filters != 1:
        raise ValueError(f"answer must have one filter, but has {answer.filters}")
    (kernel_size,), (strides,) = answer.kernel_size, answer.strides
    (dilation,) = answer.dilation_rate
    covers = dilation * (kernel_size - 1) + 1
    if answer.padding == "valid" and covers > n:
        raise ValueError(
            f"answer must fit its input: this kernel covers {covers} places, more than {n}"
        )
    size = output_size(n, kernel_size, strides, answer.padding, dilation)
    return np.array([kernel_size, size], dtype=float)


how_many_stops = Closed(
    "how_many_stops",
    asks="how many numbers the map has",
    rule=output_size,
    draw=_sizes,
    right="Right: the stops fit into what the first one leaves, rounded down, plus the first.",
    hint="Where does the last stop start at the most? How often does the stride fit into that?",
    mistakes=[
        ONE_TOO_FEW,
        STRIDES_FORGOTTEN,
        instead(
            "rounded up",
            "This is rounded up: a stop that does not fit into the input is not made.",
            lambda n, kernel_size, strides: -(-(n - kernel_size) // strides) + 1,
        ),
        instead(
            "kernel forgotten",
            "The kernel size is forgotten: the last stop needs room for all its weights.",
            lambda n, strides, **_: n // strides,
        ),
        misread(
            "padding added",
            'This is the size under "same": under "valid" no zeros are added.',
            padding="same",
        ),
        instead(
            "not rounded",
            "A map has a whole number of numbers: what is left over is ignored.",
            lambda n, kernel_size, strides: (n - kernel_size) / strides + 1,
        ),
    ],
)

zeros_for_same = Closed(
    "zeros_for_same",
    asks="the feature map under padding same and stride 2, four numbers",
    rule=cross_correlate,
    draw=_sequence,
    right="Right: one zero is enough, and it stands at the end.",
    hint="Four stops, each two places further, cover nine places: how many zeros does that "
    "take, and on which side does an odd one go?",
    mistakes=[
        instead(
            "zero at the start",
            "Here a zero stands before the input: one is enough, and the odd one goes to the end.",
            lambda x, kernel, **_: cross_correlate(np.pad(x, (1, 0)), kernel, strides=2),
        ),
        instead(
            "border repeated",
            "Here the last number is repeated: padding puts a zero there.",
            lambda x, kernel, **_: cross_correlate(np.append(x, x[-1]), kernel, strides=2),
        ),
        instead(
            "last stop empty",
            "The last stop is not 0 by itself: it reads two numbers and one zero.",
            lambda x, kernel, **_: np.append(cross_correlate(x, kernel, strides=2), 0),
        ),
        misread(
            "causal",
            'Here all zeros stand before the input: that is "causal".',
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
        "a": "This one is true: the distance between neighbouring weights is 1 where they lie "
        "side by side.",
        "b": "Right: the number of stops is rounded down, and what is left over is ignored.",
        "c": "This one is true: all zeros stand before the input, so a stop reads up to its own "
        "place.",
        "d": "This one is true: near the border zeros are part of the patch, and elsewhere they "
        "are not.",
    },
    hint="The lesson tries each of them: recall the last two numbers set to 1000, the default "
    "dilation, "
    "a change at place 5, and the wall of nines.",
)

layer_for_a_size = Open(
    "layer_for_a_size",
    asks="a Conv1D with this kernel_size whose map has the size wanted",
    example=lambda kernel_size, wanted, **_: np.array([kernel_size, wanted]),
    draw=_wanted_size,
    read=_size_that_it_makes,
    right="Right: kernel size, stride, padding and dilation together decide the size.",
    hint='Compute the size under "valid" and under "same" for stride 1, 2, 3, 4; if none fits, try '
    "a dilation.",
    flaws=[
        Flaw(
            "another kernel",
            lambda answer, kernel_size, **_: (
                f"The kernel size is to stay {kernel_size}, and this layer has {answer[0]:g}."
            ),
            lambda answer, kernel_size, **_: answer[0] != kernel_size,
        ),
        Flaw(
            "too many",
            lambda answer, n, wanted, **_: (
                f"This layer makes {answer[1]:g} numbers of {n}, more than {wanted}."
            ),
            lambda answer, wanted, **_: answer[1] > wanted,
        ),
        Flaw(
            "too few",
            lambda answer, n, wanted, **_: (
                f"This layer makes {answer[1]:g} numbers of {n}, fewer than {wanted}."
            ),
            lambda answer, wanted, **_: answer[1] < wanted,
        ),
    ],
)
