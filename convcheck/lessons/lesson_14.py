"""Exercises of lesson 14: arrays, weights and sizes that Keras refuses."""

from collections.abc import Callable
from typing import Any

import numpy as np

from convcheck.answers import plain_numbers
from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.layers import weights_held_by
from convcheck.mistakes import Flaw, instead, misread
from convdemo.arguments import Array
from convdemo.arithmetic import output_size


def _for_a_layer(image: Array) -> Array:
    return image.reshape(1, *image.shape, 1).astype(np.float64)


def _with_its_dtype(answer: Any, **_: Any) -> Array:
    """Return the answer in plain numbers, whole numbers as such."""
    numbers = plain_numbers(answer)
    kind = np.asarray(answer).dtype.kind
    if isinstance(answer, list | tuple) or kind == "O":
        raise TypeError(
            "answer must be an array of plain numbers: a layer takes neither lists nor objects"
        )
    return numbers.astype(np.int64) if kind in "biu" else numbers


def _whole(numbers: Array, **_: Any) -> bool:
    return numbers.dtype.kind == "i"


def _weights(kernel: Array, bias: float) -> Array:
    return np.append(kernel, bias)


def _kernel_and_bias(rng: np.random.Generator) -> Given:
    return {"kernel": rng.integers(-2, 3, (3, 3)), "bias": int(rng.integers(1, 6))}


def _two_layers(rng: np.random.Generator) -> Given:
    sizes = [int(size) for size in rng.integers(3, 6, 2)]
    strides = [int(step) for step in rng.integers(2, 4, 2)]
    return {"sizes": sizes, "strides": strides, "rows": int(rng.integers(4, 9))}


def _fewest_rows(sizes: list[int], strides: list[int], rows: int) -> int:
    for kernel_size, step in zip(reversed(sizes), reversed(strides), strict=True):
        rows = (rows - 1) * step + kernel_size
    return rows


def _rows_after(answer: Array, sizes: list[int], strides: list[int]) -> list[int]:
    """Return the rows after each layer, as far as the kernels fit."""
    rows = [int(answer)]
    for kernel_size, step in zip(sizes, strides, strict=True):
        if rows[-1] < kernel_size:
            break
        rows.append(output_size(rows[-1], kernel_size, step))
    return rows[1:]


def _become(answer: Array, sizes: list[int], strides: list[int], **_: Any) -> str:
    first, second = _rows_after(answer, sizes, strides)
    return (
        f"Right: {int(answer)} rows become {first} and then {second}, and some other numbers of "
        "rows would also fit."
    )


def _compared(how: str) -> Callable[..., str]:
    def told(answer: Array, sizes: list[int], strides: list[int], rows: int) -> str:
        first, second = _rows_after(answer, sizes, strides)
        return f"These rows become {first} and then {second}, {how} than the {rows} wanted."

    return told


def _refused(answer: Array, sizes: list[int], strides: list[int], **_: Any) -> str:
    fits = _rows_after(answer, sizes, strides)
    which = ("first", "second")[len(fits)]
    got = [int(answer), *fits][-1]
    return (
        f"Keras refuses this: the {which} kernel is {sizes[len(fits)]} rows high, but its input "
        f"has only {got}."
    )


batch_and_channel = Closed(
    "batch_and_channel",
    shape_is_asked=True,
    asks="the image as an array that a Conv2D accepts on every backend",
    rule=_for_a_layer,
    draw=lambda rng: {"image": rng.integers(1, 10, (3, 4))},
    read=_with_its_dtype,
    flaws=[
        Flaw(
            "integer input",
            "The shape is right, but TensorFlow refuses whole numbers, because the weights have "
            "another dtype.",
            _whole,
        ),
    ],
    right="Right: a batch of one image, its rows and columns and one channel, in floating-point "
    "numbers.",
    hint="How many axes does a Conv2D layer expect, what does each of them count, and what is the "
    "dtype of its kernel?",
    mistakes=[
        instead(
            "two axes missing",
            "This has rows and columns only: a Conv2D layer expects two more axes.",
            lambda image: image,
        ),
        instead(
            "batch axis forgotten",
            "The channel axis is there, but the batch axis is missing.",
            lambda image: image[..., np.newaxis],
        ),
        instead(
            "channel axis forgotten",
            "The batch axis is there, but the channel axis is missing.",
            lambda image: image[np.newaxis],
        ),
        instead(
            "channels first",
            "There are four axes, but in the wrong order: in Keras the channel axis comes last.",
            lambda image: image[np.newaxis, np.newaxis],
        ),
        instead(
            "batch last",
            "There are four axes, but in the wrong order: in Keras the batch axis comes first.",
            lambda image: image[..., np.newaxis, np.newaxis],
        ),
        misread(
            "rows and columns exchanged",
            "Rows and columns are swapped, and Keras would say nothing: the rows come first.",
            image=np.transpose,
        ),
        misread(
            "rows broken up",
            "Here reshape has broken up the rows: the numbers of one row are no longer together.",
            image=lambda image: image.reshape(image.T.shape),
        ),
    ],
)

refused_weights = Closed(
    "refused_weights",
    asks="a Conv2D layer that holds the kernel and the bias",
    rule=_weights,
    draw=_kernel_and_bias,
    read=weights_held_by,
    right="Right: the layer expects two arrays, a kernel with four axes and a bias with one.",
    hint="Compare the arrays of layer.get_weights() with your list: how many are there, and what "
    "are their shapes?",
    mistakes=[
        misread(
            "bias forgotten",
            "The kernel is right, but the bias is missing: this layer adds 0 to each sum.",
            bias=0,
        ),
        misread(
            "sign of the bias",
            "The kernel is right, but the bias has the wrong sign.",
            bias=lambda bias: -bias,
        ),
        misread(
            "bias of one",
            "The kernel is right, but the bias is 1 instead of the given number.",
            bias=1,
        ),
        instead(
            "bias in the kernel",
            "You added the bias to each of the nine weights: add it to the sum, once.",
            lambda kernel, bias: _weights(kernel + bias, 0),
        ),
        misread(
            "transposed",
            "The kernel is transposed: its rows and columns are swapped.",
            kernel=np.transpose,
        ),
        misread(
            "flipped",
            "You flipped the kernel, as in a convolution: a layer uses it unflipped.",
            kernel=np.flip,
        ),
        misread(
            "sign",
            "The bias is right, but every weight of the kernel has the wrong sign.",
            kernel=np.negative,
        ),
        misread(
            "kernel of ones",
            "The bias is right, but every weight of the kernel is 1.",
            kernel=np.ones_like,
        ),
    ],
)

which_layer_is_refused = Choice(
    "which_layer_is_refused",
    asks="the false statement about what Keras refuses",
    right="b",
    says={
        "a": "This is true: such a model converts its input to the dtype of its keras.Input, but a "
        "bare layer does not.",
        "b": "Right: a new layer is not built yet, so it holds no arrays and expects none.",
        "c": "This is true: a sequence has a before and an after, but rows and columns do not.",
        "d": "This is true: either of the two may be above 1, but not both in one layer.",
    },
    hint="Ask of each statement what the layer has to know first: which of them needs a number "
    "that nobody has given yet?",
)

rows_that_fit = Open(
    "rows_that_fit",
    asks="a number of rows that the two layers turn into the wanted number of rows",
    example=_fewest_rows,
    draw=_two_layers,
    right=_become,
    hint="Go backwards: how many rows does the second layer need so that its last position fits, "
    "and how many does the first layer need for that?",
    flaws=[
        Flaw(
            "no number of rows",
            lambda answer, **_: (
                f"An image cannot have {answer:g} rows: take a whole number above 0."
            ),
            lambda answer, **_: answer != np.round(answer) or answer < 1,
        ),
        Flaw(
            "refused",
            _refused,
            lambda answer, sizes, strides, **_: len(_rows_after(answer, sizes, strides)) < 2,
        ),
        Flaw(
            "too few",
            _compared("fewer"),
            lambda answer, sizes, strides, rows: _rows_after(answer, sizes, strides)[1] < rows,
        ),
        Flaw(
            "too many",
            _compared("more"),
            lambda answer, sizes, strides, rows: _rows_after(answer, sizes, strides)[1] > rows,
        ),
    ],
)

what_led_to_it = Choice(
    "what_led_to_it",
    asks="the cause of the message",
    right="b",
    says={
        "a": "With such labels the shapes would still differ: the output has two more axes, of 6 "
        "and 6.",
        "b": "Right: without it, Dense works on the channels at each of the 6 x 6 positions.",
        "c": "Both shapes begin with None, which is the batch axis, so that is not missing.",
        "d": "Maps of 6 x 6 are left, so nothing was too small.",
    },
    hint="The network should return ten numbers for each image: where do the two axes of 6 in its "
    "output come from?",
)
