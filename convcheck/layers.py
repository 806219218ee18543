"""Answers that are Keras layers: the size that one makes, and the weights that one holds."""

from typing import Any

import numpy as np

from convcheck.answers import plain_numbers
from convdemo.arguments import Array, brief
from convdemo.arithmetic import output_size
from convdemo.layers import import_keras


def size_made_by(answer: Any, n: int, **_: Any) -> Array:
    """Return the kernel size of a Conv1D and the size of the map that it makes of n numbers.

    Args:
        answer: The layer.
        n: How many numbers it reads.
        _: The other numbers of the exercise.

    Raises:
        TypeError: The answer is no `Conv1D`.
        ValueError: The layer has several filters, or its kernel does not fit its input.
    """
    if not isinstance(answer, import_keras().layers.Conv1D):
        raise TypeError(f"answer must be a Conv1D layer, but was {brief(answer)}")
    if answer.filters != 1:
        raise ValueError(f"answer must have one filter, but has {answer.filters}")
    (kernel_size,), (strides,) = answer.kernel_size, answer.strides
    (dilation,) = answer.dilation_rate
    spans = dilation * (kernel_size - 1) + 1
    if answer.padding == "valid" and spans > n:
        raise ValueError(
            f"answer must fit its input: this kernel spans {spans} numbers, more than {n}"
        )
    return np.array([kernel_size, output_size(n, kernel_size, strides, answer.padding, dilation)])


def weights_held_by(answer: Any, **_: Any) -> Array:
    """Return the nine weights of a Conv2D and its bias, in a row.

    Args:
        answer: The layer.
        _: The numbers of the exercise.

    Raises:
        TypeError: The answer is no `Conv2D`.
        ValueError: The layer has no weights yet, or is not one of a single plain filter of 3 x 3.
    """
    keras = import_keras()
    if not isinstance(answer, keras.layers.Conv2D):
        raise TypeError(f"answer must be a Conv2D layer, but was {brief(answer)}")
    if (answer.filters, *answer.kernel_size) != (1, 3, 3):
        raise ValueError(
            f"answer must have one filter of 3 x 3, but has filters={answer.filters} and "
            f"kernel_size={answer.kernel_size}"
        )
    settings = (answer.padding, *answer.strides, *answer.dilation_rate)
    if settings != ("valid", 1, 1, 1, 1) or answer.activation is not keras.activations.linear:
        raise ValueError(
            "answer must keep the padding, strides, dilation and activation of the given layer"
        )
    if not answer.built:
        raise ValueError("answer must hold the weights, but this layer is not built yet")
    if answer.kernel.shape[2] != 1:
        raise ValueError(f"answer must read one channel, but reads {answer.kernel.shape[2]}")
    kernel, *bias = answer.get_weights()
    return plain_numbers(np.append(kernel, bias or 0))
