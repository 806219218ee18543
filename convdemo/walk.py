"""The reference: a kernel walks over an input, one patch at a time."""

import math
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Array, Sizes, as_number, as_numbers, require_at_most
from convdemo.arithmetic import layer_axes

MOST_PADDED = 10**7  # numbers that padding may make of an input


class Step(NamedTuple):
    """One step of the walk: where it writes, what it reads, the products, their sum plus bias."""

    position: tuple[int, ...]
    patch: Array
    products: Array
    value: float


class Limits(NamedTuple):
    """The largest sizes along an axis that a view of a walk has room for."""

    x: int
    kernel: int
    padded: int


class Walk:
    """A kernel's walk over an input; the arguments are those of `steps`.

    Args:
        x: The input.
        kernel: The weights.
        bias: Added to each sum.
        strides: Step from one position to the next.
        padding: What is added around the input.
        dilation_rate: Distance between the inputs that neighbouring weights meet.
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
        limits: Limits | None = None,
    ) -> None:
        self.x = as_numbers(x, "x", ranks=(1, 2), most=limits and limits.x)
        ranks = (self.x.ndim,)
        self.kernel = as_numbers(kernel, "kernel", ranks=ranks, most=limits and limits.kernel)
        self.bias = as_number(bias, "bias")
        self.axes = layer_axes(self.x.shape, self.kernel.shape, strides, padding, dilation_rate)
        self._require_room(limits)
        self.shape = tuple(axis.size for axis in self.axes)

    def _require_room(self, limits: Limits | None) -> None:
        """Refuse a kernel that is larger than the input, or needs too many zeros around it."""
        x, kernel = self.x.shape, self.kernel.shape
        spans = tuple(axis.span for axis in self.axes)
        padded = tuple(axis.padded for axis in self.axes)
        if any(axis.span > axis.padded for axis in self.axes):
            spread = "" if spans == kernel else f", which dilation_rate spreads over {spans},"
            raise ValueError(
                f"kernel must fit into x, but has shape {kernel}{spread} and x has shape {x}: "
                'take a smaller kernel, a larger x or padding="same"'
            )
        if limits:
            instead = "take a lower dilation_rate"
            require_at_most(limits.padded, padded, "x with its padding", instead)
        if padded != x and math.prod(padded) > MOST_PADDED:
            raise ValueError(
                f"x with its padding must hold at most {MOST_PADDED} numbers, but has shape "
                f"{padded}: take a lower dilation_rate or a smaller kernel"
            )

    @cached_property
    def padded(self) -> Array:
        """The input with its padding."""
        return np.pad(self.x, [axis.zeros for axis in self.axes])

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
        return Step(position, patch, products, float(products.sum() + self.bias))

    @cached_property
    def steps(self) -> list[Step]:
        """All steps, left to right and top to bottom."""
        return [self.step(position) for position in np.ndindex(self.shape)]

    @cached_property
    def feature_map(self) -> Array:
        """The value of every step."""
        return np.array([step.value for step in self.steps]).reshape(self.shape)


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
    return Walk(x, kernel, bias, strides, padding, dilation_rate).steps


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

    Output shape: `output_size` entries along each axis.

    Returns:
        An array of the rank of `x`.

    Example:
    >>> print(cross_correlate([0, 0, 0, 1, 1, 0, 0, 0], kernel=[-1, 2, -1]))
    [ 0. -1.  1.  1. -1.  0.]
    """
    return Walk(x, kernel, bias, strides, padding, dilation_rate).feature_map
