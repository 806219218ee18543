"""Exercises of lesson 13: arrays, weights and sizes that Keras refuses."""

from collections.abc import Callable
from typing import Any

import numpy as np

from convcheck.answers import plain_numbers
from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import Flaw, instead, misread
from convdemo.arguments import Array, brief
from convdemo.arithmetic import output_size
from convdemo.layers import import_keras


def _for_a_layer(image: Array) -> Array:
    return image.reshape(1, *image.shape, 1).astype(np.float64)


def _with_its_number_type(answer: Any, **_: Any) -> Array:
    """Return the answer in plain numbers, whole numbers as such."""
    numbers = plain_numbers(answer)
    kind = np.asarray(answer).dtype.kind
    if isinstance(answer, list | tuple) or kind == "O":
        raise TypeError(
            "answer must be an array of plain numbers: a layer takes no lists and no objects"
        )
    return numbers.astype(np.int64) if kind in "biu" else numbers


def _whole(numbers: Array, **_: Any) -> bool:
    return numbers.dtype.kind == "i"


def _weights(kernel: Array, bias: float) -> Array:
    return np.append(kernel, bias)


def _weights_of_a_layer(answer: Any, **_: Any) -> Array:
    """Return the nine weights and the bias that the layer holds."""
    keras = import_keras()
    if not isinstance(answer, keras.layers.Conv2D):
        raise TypeError(f"answer must be a Conv2D layer, but was {brief(answer)}")
    if (answer.filters, *answer.kernel_size) != (1, 3, 3):
        raise ValueError(
            f"answer must have one filter of 3 by 3, but has filters={answer.filters} and "
            f"kernel_size={answer.kernel_size}"
        )
    sliding = (answer.padding, *answer.strides, *answer.dilation_rate)
    if sliding != ("valid", 1, 1, 1, 1) or answer.activation is not keras.activations.linear:
        raise ValueError(
            "answer must have the padding, strides, dilation and activation of the layer given"
        )
    if not answer.built:
        raise ValueError("answer must hold the weights, but this layer is not built yet")
    if answer.kernel.shape[2] != 1:
        raise ValueError(f"answer must read one channel, but reads {answer.kernel.shape[2]}")
    kernel, *bias = answer.get_weights()
    return plain_numbers(np.append(kernel, bias or 0))


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
        f"Right: {answer:g} rows become {first} and then {second}, "
        "as those of some other images do."
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
        f"Keras refuses this: the {which} kernel is {sizes[len(fits)]} rows high, and its input "
        f"only {got}."
    )


batch_and_channel = Closed(
    "batch_and_channel",
    shape_is_asked=True,
    asks="the image as an array that a Conv2D takes, on every backend",
    rule=_for_a_layer,
    draw=lambda rng: {"image": rng.integers(1, 10, (3, 4))},
    read=_with_its_number_type,
    flaws=[
        Flaw(
            "integer input",
            "The shape is right, but these are whole numbers, which TensorFlow refuses: the "
            "kernel holds another type.",
            _whole,
        ),
    ],
    right="Right: one sample, its rows and columns, one channel, in floating-point numbers.",
    hint="How many axes does a Conv2D expect, what does each count, and which type of number "
    "does its kernel hold?",
    mistakes=[
        instead(
            "two axes missing",
            "This has rows and columns only: a Conv2D counts two things more.",
            lambda image: image,
        ),
        instead(
            "batch axis forgotten",
            "The channels stand in their place, but the axis of the samples is missing.",
            lambda image: image[..., np.newaxis],
        ),
        instead(
            "channel axis forgotten",
            "The samples stand in their place, but the axis of the channels is missing.",
            lambda image: image[np.newaxis],
        ),
        instead(
            "channels first",
            "Four axes, but in another order: in Keras the channels come last.",
            lambda image: image[np.newaxis, np.newaxis],
        ),
        instead(
            "samples last",
            "Four axes, but in another order: in Keras the samples come first.",
            lambda image: image[..., np.newaxis, np.newaxis],
        ),
        misread(
            "rows and columns exchanged",
            "Rows and columns are exchanged, and Keras would not say so: the rows come first.",
            image=np.transpose,
        ),
        misread(
            "rows torn",
            "Here reshape has torn the rows: a row of the image no longer stands in one row.",
            image=lambda image: image.reshape(image.T.shape),
        ),
    ],
)

refused_weights = Closed(
    "refused_weights",
    asks="a Conv2D layer that holds the kernel and the bias",
    rule=_weights,
    draw=_kernel_and_bias,
    read=_weights_of_a_layer,
    right="Right: the layer expects two arrays, the kernel of four axes and the bias of one.",
    hint="Compare the arrays of layer.get_weights() with what is printed: how many arrays are "
    "there, of which shapes, and with which numbers?",
    mistakes=[
        misread(
            "bias forgotten",
            "The kernel is right, but this layer adds no bias: it adds 0 to each sum.",
            bias=0,
        ),
        misread(
            "sign of the bias",
            "The kernel is right, but the bias has the other sign.",
            bias=lambda bias: -bias,
        ),
        misread(
            "bias of one",
            "The kernel is right, but the bias is 1 instead of the number given.",
            bias=1,
        ),
        instead(
            "bias in the kernel",
            "Here the bias is added to each of the nine weights: it belongs to the sum, once.",
            lambda kernel, bias: _weights(kernel + bias, 0),
        ),
        misread(
            "transposed",
            "The kernel is transposed: its rows and columns are exchanged.",
            kernel=np.transpose,
        ),
        misread(
            "flipped",
            "The kernel is flipped, as in a convolution: a layer keeps it as it is.",
            kernel=np.flip,
        ),
        misread(
            "sign",
            "The bias is right, but every weight of the kernel has the other sign.",
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
        "a": "This is true: predict turns whole numbers into floating-point ones, in silence.",
        "b": "Right: a new layer is not built, so it holds no arrays and expects none.",
        "c": "This is true: a sequence has a before and an after, rows and columns have not.",
        "d": "This is true: one layer has strides or dilation above 1, two in a row can have both.",
    },
    hint="Ask of each line what the layer must know first: which of them needs a size that "
    "nobody has said yet?",
)

rows_that_fit = Open(
    "rows_that_fit",
    asks="a number of rows from which the two layers make the rows wanted",
    example=_fewest_rows,
    draw=_two_layers,
    right=_become,
    hint="Go backwards: how many rows must the second layer get for its last stop to fit, and "
    "then the first?",
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
