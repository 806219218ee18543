"""The reference: a kernel slides over an input, one patch at a time."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.arguments import (
    Array,
    Sizes,
    as_number,
    as_numbers,
    as_padding,
    as_whole_per_axis,
    require_not_both,
)
from convdemo.arithmetic import padding_amounts, windows


class Step(NamedTuple):
    """One stop of the walk: where it writes, what it reads, the products, their sum plus bias."""

    position: tuple[int, ...]
    patch: Array
    products: Array
    value: float


def steps(
    x: npt.ArrayLike,
    kernel: npt.ArrayLike,
    *,
    bias: float = 0.0,
    strides: Sizes = 1,
    padding: str = "valid",
    dilation_rate: Sizes = 1,
) -> list[Step]:
    """Walk the kernel over `x` and return every step.

    Args:
        x: The input, a sequence of numbers or an image.
        kernel: The weights, of the same rank as `x`.
        bias: Added to each sum.
        strides: Step from one patch to the next, one for all axes or one for each.
        padding: `"valid"`, `"same"` or, for a sequence, `"causal"`.
        dilation_rate: Distance between the inputs that neighbouring weights meet.

    Input shape: `(length,)` or `(rows, columns)`, without batch and channel axes.

    Returns:
        A list of `Step`, left to right and top to bottom.

    Raises:
        TypeError: An argument is not made of numbers.
        ValueError: An argument has a wrong shape, size or name.

    Example:
    >>> position, patch, products, value = steps([0, 0, 1, 1], kernel=[0, 1, 0])[1]
    >>> print(position, patch, products, value)
    (1,) [0. 1. 1.] [0. 1. 0.] 1.0

    Source: Goodfellow, Bengio and Courville, "Deep Learning" (2016), equation 9.6.
    """
    x = as_numbers(x, "x", ranks=(1, 2))
    kernel = as_numbers(kernel, "kernel", ranks=(x.ndim,))
    bias = as_number(bias, "bias")
    paddings = [as_padding(padding, rank=x.ndim)] * x.ndim
    strides = as_whole_per_axis(strides, x.ndim, "strides")
    dilation_rate = as_whole_per_axis(dilation_rate, x.ndim, "dilation_rate")
    require_not_both(strides, dilation_rate)

    zeros = map(padding_amounts, x.shape, kernel.shape, strides, paddings, dilation_rate)
    padded = np.pad(x, list(zeros))
    reads = list(
        map(windows, padded.shape, kernel.shape, strides, ["valid"] * x.ndim, dilation_rate)
    )
    walk = []
    for position in np.ndindex(*map(len, reads)):
        places = [reads[axis][p] for axis, p in enumerate(position)]
        patch = padded[np.ix_(*places)]
        products = patch * kernel + 0.0  # so that 0 * -1 reads 0, not -0
        walk.append(Step(position, patch, products, float(products.sum() + bias)))
    return walk


def cross_correlate(
    x: npt.ArrayLike,
    kernel: npt.ArrayLike,
    *,
    bias: float = 0.0,
    strides: Sizes = 1,
    padding: str = "valid",
    dilation_rate: Sizes = 1,
) -> Array:
    """Return the feature map: the value of every step. The arguments are those of `steps`.

    Returns:
        An array with `output_size` entries along each axis.

    Example:
    >>> print(cross_correlate([0, 0, 0, 1, 1, 0, 0, 0], kernel=[-1, 2, -1]))
    [ 0. -1.  1.  1. -1.  0.]
    """
    walk = steps(
        x, kernel, bias=bias, strides=strides, padding=padding, dilation_rate=dilation_rate
    )
    shape = [last + 1 for last in walk[-1].position]
    return np.array([step.value for step in walk]).reshape(shape)
