"""The reference: a kernel walks over an input, one patch at a time."""

import math
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, Sizes, as_number, require_at_most
from convdemo.arithmetic import layer_axes
from convdemo.channels import Pair, as_pair, without_one_channel

MOST_PADDED = 10**7  # numbers that padding may make of an input


class Step(NamedTuple):
    """One step of the walk: where it writes, what it reads, the products, their sum plus bias."""

    position: tuple[int, ...]
    patch: Array
    products: Array
    value: float


class Limits(NamedTuple):
    """The largest sizes along an axis, and most channels, that a view of a walk has room for."""

    x: int
    kernel: int
    padded: int
    channels: int


class Walk:
    """A kernel's walk over an input; the arguments are those of `steps`.

    Args:
        x: The input.
        kernel: The weights.
        bias: Added to each sum.
        strides: Step from one position to the next.
        padding: What is added around the input.
        dilation_rate: Distance between the inputs that neighbouring weights meet.
        channels: Whether the last axis of an input with two axes holds channels.
        limits: What there is room for; any size if left out.

    Example:
    >>> walk = Walk([0, 0, 1, 1], [0, 1, 0], 0, strides=1, padding="same", dilation_rate=1)
    >>> print(walk.padded, walk.step((3,)).patch, walk.feature_map)
    [0. 0. 0. 1. 1. 0.] [1. 1. 0.] [0. 0. 1. 1.]
    """

    def __init__(
        self,
        x: npt.ArrayLike,
        kernel: npt.ArrayLike,
        bias: float,
        strides: Sizes,
        padding: str,
        dilation_rate: Sizes,
        channels: bool = False,
        limits: Limits | None = None,
    ) -> None:
        pair = as_pair(x, kernel, channels)
        if limits:
            _require_shown(pair, limits)
        self._patch_shape = pair.kernel.shape
        self.x, self.kernel, rank = without_one_channel(pair)
        self.bias = as_number(bias, "bias")
        sizes = pair.x.shape, self.kernel.shape[:rank]
        self.axes = layer_axes(*sizes, strides, padding, dilation_rate)
        self._require_room(limits)
        self.shape = tuple(axis.size for axis in self.axes)

    def _require_room(self, limits: Limits | None) -> None:
        """Refuse a kernel that is larger than the input, or needs too many zeros around it."""
        x, kernel, rank = self.x.shape, self.kernel.shape, len(self.axes)
        spans = (*(axis.span for axis in self.axes), *kernel[rank:])
        padded = (*(axis.padded for axis in self.axes), *x[rank:])
        if any(axis.span > axis.padded for axis in self.axes):
            spread = "" if spans == kernel else f", which dilation_rate spreads over {spans},"
            raise ValueError(
                f"kernel must fit into x, but has shape {kernel}{spread} and x has shape {x}: "
                'take a smaller kernel, a larger x or padding="same"'
            )
        if limits:
            most = (*[limits.padded] * rank, *x[rank:])
            require_at_most(most, padded, "x with its padding", "take a lower dilation_rate")
        if padded != x and math.prod(padded) > MOST_PADDED:
            raise ValueError(
                f"x with its padding must hold at most {MOST_PADDED} numbers, but has shape "
                f"{padded}: take a lower dilation_rate or a smaller kernel"
            )

    @cached_property
    def padded(self) -> Array:
        """The input with its padding."""
        beside = [(0, 0)] * (self.x.ndim - len(self.axes))
        return np.pad(self.x, [axis.zeros for axis in self.axes] + beside)

    @property
    def inside(self) -> tuple[slice, ...]:
        """Where the input lies in the padded one."""
        return tuple(slice(axis.zeros[0], axis.zeros[0] + axis.n) for axis in self.axes)

    def window(self, position: tuple[int, ...]) -> tuple[slice, ...]:
        """Return where the kernel reads at one position of the output."""
        return tuple(axis.window(p) for axis, p in zip(self.axes, position, strict=True))

    def step(self, position: tuple[int, ...]) -> Step:
        """Return the step at one position of the output."""
        patch = self.padded[self.window(position)].copy()
        products = patch * self.kernel + 0.0  # so that 0 * -1 reads 0, not -0
        value = float(products.sum() + self.bias)
        as_given = self._patch_shape  # which may have an axis of one channel
        return Step(position, patch.reshape(as_given), products.reshape(as_given), value)

    def by_channel(self, values: Array) -> list[Array]:
        """Return one grid for each channel of the input, the kernel or a step's patch."""
        return list(np.moveaxis(values, -1, 0)) if values.ndim > len(self.axes) else [values]

    @cached_property
    def steps(self) -> list[Step]:
        """All steps, left to right and top to bottom."""
        return [self.step(position) for position in np.ndindex(self.shape)]

    @cached_property
    def feature_map(self) -> Array:
        """The value of every step."""
        return np.array([step.value for step in self.steps]).reshape(self.shape)


def _require_shown(pair: Pair, limits: Limits) -> None:
    """Refuse an input or a kernel that is larger than a view has room for."""
    x, kernel, rank = pair
    most = (*[limits.x] * rank, *[limits.channels] * (x.ndim - rank))
    part = ", ".join(f":{n}" for n in most)
    require_at_most(most, x.shape, "x", f"take a part of it, such as x[{part}]")
    most = (*[limits.kernel] * rank, *[limits.channels] * (kernel.ndim - rank))
    instead = "take a smaller one, or draw one step of it with plot_step(x, kernel, position)"
    require_at_most(most, kernel.shape, "kernel", instead)


def steps(
    x: npt.ArrayLike,
    kernel: npt.ArrayLike,
    *,
    bias: float = 0.0,
    strides: Sizes = 1,
    padding: str = "valid",
    dilation_rate: Sizes = 1,
    channels: bool = False,
) -> list[Step]:
    """Walk the kernel over `x` and return every step.

    The kernel spans all channels of `x`: the products of all of them go into one sum.

    Args:
        x: The input, a sequence of numbers or an image, with or without channels.
        kernel: The weights of one filter, with as many axes as `x` and as many channels. Where
            there is one channel, either may lack its axis.
        bias: Added to each sum.
        strides: Step from one patch to the next, one for all axes or one for each.
        padding: `"valid"`, `"same"` or, for a sequence, `"causal"`.
        dilation_rate: Distance between the inputs that neighbouring weights meet.
        channels: Set it for a sequence with channels, whose shape could be that of an image: then
            the last axis holds channels. Of three axes, it always does.

    Input shape: `(length,)`, `(rows, columns)` or `(rows, columns, channels)`, without a batch
    axis; with `channels=True` also `(length, channels)`. Of a Keras kernel, `kernel[..., i]` has
    the weights of filter `i`.

    Returns:
        A list of `Step`, left to right and top to bottom. Patch and products are shaped as the
        kernel.

    Raises:
        TypeError: An argument is not made of numbers.
        ValueError: An argument has a wrong shape, size or name, the channels differ in number, or
            the axes can be read in two ways.

    Example:
    >>> position, patch, products, value = steps([0, 0, 1, 1], kernel=[0, 1, 0])[1]
    >>> print(position, patch, products, value)
    (1,) [0. 1. 1.] [0. 1. 0.] 1.0
    >>> (step,) = steps([[[9, 5, 1]]], kernel=[[[1, -0.5, -0.5]]])  # how red is a pixel?
    >>> print(step.products, step.value)
    [[[ 9.  -2.5 -0.5]]] 6.0

    Source: Goodfellow, Bengio and Courville, "Deep Learning" (2016), equations 9.6 and, with
    channels, 9.7.
    """
    return Walk(x, kernel, bias, strides, padding, dilation_rate, channels).steps


def cross_correlate(
    x: npt.ArrayLike,
    kernel: npt.ArrayLike,
    *,
    bias: float = 0.0,
    strides: Sizes = 1,
    padding: str = "valid",
    dilation_rate: Sizes = 1,
    channels: bool = False,
) -> Array:
    """Return the feature map: the value of every step. The arguments are those of `steps`.

    Output shape: `output_size` entries along each axis.

    Returns:
        An array of the rank of `x`.

    Example:
    >>> print(cross_correlate([0, 0, 0, 1, 1, 0, 0, 0], kernel=[-1, 2, -1]))
    [ 0. -1.  1.  1. -1.  0.]
    """
    return Walk(x, kernel, bias, strides, padding, dilation_rate, channels).feature_map
