"""Sizes and counts of convolutional layers, in whole numbers."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from convdemo.arguments import (
    Sizes,
    as_flag,
    as_list,
    as_padding,
    as_whole,
    as_whole_per_axis,
    require_not_both,
)
from convdemo.borders import by_hand
from convdemo.words import PAD


@dataclass(frozen=True)
class Axis:
    """One axis of a convolutional layer: what its padding adds, and where its kernel stands.

    An index counts the numbers of the padded input, a position those of the output, both from 0.

    Args:
        n: Size of the input along the axis.
        kernel_size: Number of weights of the kernel along the axis.
        strides: Step from one position to the next.
        padding: `"valid"` adds no zeros; `"same"` shares them out, the odd one after the input;
            `"causal"` puts all of them before it.
        dilation_rate: Distance between neighbouring weights; 1 leaves no gap.

    Example:
    >>> axis = Axis(4, kernel_size=3, padding="same")
    >>> axis.zeros, axis.size
    ((1, 1), 4)
    >>> axis.labels[axis.window(0)]
    ['pad', '0', '1']

    Source: the notes on padding in TensorFlow's `tf.nn` reference.
    """

    n: int
    kernel_size: int
    strides: int = 1
    padding: str = "valid"
    dilation_rate: int = 1

    @cached_property
    def span(self) -> int:
        """How many numbers lie from the kernel's first weight to its last."""
        return self.dilation_rate * (self.kernel_size - 1) + 1

    @cached_property
    def zeros(self) -> tuple[int, int]:
        """How many zeros stand before and after the input."""
        if self.padding == "causal":
            return self.span - 1, 0
        last = (self.n - 1) // self.strides * self.strides  # of ceil(n / strides) positions
        added = max(last + self.span - self.n, 0) if self.padding == "same" else 0
        return added // 2, added - added // 2

    @cached_property
    def padded(self) -> int:
        """The size of the input with its padding."""
        return self.n + sum(self.zeros)

    @cached_property
    def size(self) -> int:
        """The number of positions.

        Raises:
            ValueError: The kernel is larger than the input.
        """
        if self.span > self.padded:
            spread = f" (dilation_rate={self.dilation_rate} spreads it over {self.span})"
            raise ValueError(
                f"kernel_size={self.kernel_size}{spread * (self.dilation_rate > 1)} is larger than "
                f'the input, n={self.n}: take a smaller kernel, a larger input or padding="same"'
            )
        return (self.padded - self.span) // self.strides + 1

    @cached_property
    def labels(self) -> list[str]:
        """What the indices stand for, each an index of the input without padding or `"pad"`."""
        before, after = self.zeros
        return [PAD] * before + [str(i) for i in range(self.n)] + [PAD] * after

    def window(self, position: int) -> slice:
        """Return the indices that the kernel reads at one position."""
        start = position * self.strides
        return slice(start, start + self.span, self.dilation_rate)


def layer_axes(
    shape: Sequence[int],
    kernel_size: Sequence[int],
    strides: Sizes,
    padding: str,
    dilation_rate: Sizes,
) -> list[Axis]:
    """Return the axes of a layer, from one number for all of them or one for each."""
    rank = len(kernel_size)
    strides = as_whole_per_axis(strides, rank, "strides")
    dilation_rate = as_whole_per_axis(dilation_rate, rank, "dilation_rate")
    require_not_both(strides, dilation_rate)
    bare = list(map(Axis, shape, kernel_size, strides, ["valid"] * rank, dilation_rate))
    padding = as_padding(padding, rank, by_hand(padding, shape, [axis.span for axis in bare]))
    return [replace(axis, padding=padding) for axis in bare]


def output_size(
    n: int, kernel_size: int, strides: int = 1, padding: str = "valid", dilation_rate: int = 1
) -> int:
    """Return the number of positions of a kernel along one axis.

    Under `"valid"` padding the kernel, spread by its dilation, stays inside the input:
    `floor((n - dilation_rate * (kernel_size - 1) - 1) / strides) + 1`. Under `"same"` and
    `"causal"` padding the size is `ceil(n / strides)`.

    Args:
        n: Size of the input along the axis.
        kernel_size: Number of weights of the kernel along the axis.
        strides: Step from one position to the next.
        padding: `"valid"`, `"same"` or `"causal"` (the last in Keras for `Conv1D` only).
        dilation_rate: Distance between neighbouring weights; 1 leaves no gap.

    Returns:
        The size of the feature map along the axis.

    Raises:
        TypeError: A size is not a whole number.
        ValueError: A size is below 1, the padding is unknown, strides and dilation are both
            above 1 (Conv1D and Conv2D refuse that), or the kernel is larger than the input.

    Example:
    >>> output_size(8, kernel_size=3)
    6
    >>> output_size(8, kernel_size=3, strides=2, padding="same")
    4

    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016).
    """
    return _axis(n, kernel_size, strides, padding, dilation_rate).size


def padding_amounts(
    n: int, kernel_size: int, strides: int = 1, padding: str = "valid", dilation_rate: int = 1
) -> tuple[int, int]:
    """Return how many zeros stand before and after the input; the arguments of `output_size`.

    Example:
    >>> padding_amounts(8, kernel_size=3, strides=2, padding="same")
    (0, 1)
    """
    return _axis(n, kernel_size, strides, padding, dilation_rate).zeros


def windows(
    n: int, kernel_size: int, strides: int = 1, padding: str = "valid", dilation_rate: int = 1
) -> list[range]:
    """Return, for each position, the indices that are read; the arguments of `output_size`.

    Returns:
        A list of ranges of indices of the input; those below 0 and from `n` on are padding.

    Example:
    >>> windows(4, kernel_size=3, strides=2, padding="same")
    [range(0, 3), range(2, 5)]
    """
    axis = _axis(n, kernel_size, strides, padding, dilation_rate)
    indices = range(-axis.zeros[0], axis.n + axis.zeros[1])
    return [indices[axis.window(position)] for position in range(axis.size)]


def _axis(n: int, kernel_size: int, strides: int, padding: str, dilation_rate: int) -> Axis:
    """Return one axis, its sizes checked."""
    n, kernel_size = as_whole(n, "n"), as_whole(kernel_size, "kernel_size")
    (axis,) = layer_axes([n], [kernel_size], as_whole(strides, "strides"), padding, dilation_rate)
    return axis


def receptive_field(layers: Sequence[Sequence[int]]) -> int:
    """Return how many inputs along one axis reach one output of a stack of layers.

    Each layer widens the field `r` by its kernel's reach, measured in the steps `j` of the
    layers below: `r = r + (kernel_size - 1) * dilation_rate * j`, then `j = j * strides`.

    Args:
        layers: From the first layer to the last, `(kernel_size, strides)` or
            `(kernel_size, strides, dilation_rate)`.

    Returns:
        The size of the receptive field; 1 for no layers.

    Raises:
        TypeError: `layers` is not a sequence of such tuples of whole numbers.
        ValueError: A tuple has another length, or a number is below 1.

    Example:
    >>> receptive_field([(3, 1), (3, 1)])
    5
    >>> receptive_field([(3, 2), (3, 1)])
    7

    Source: A. Araujo et al., "Computing receptive fields of convolutional neural networks" (2019).
    """
    right = "be (kernel_size, strides) or (kernel_size, strides, dilation_rate)"
    field = step = 1
    for i, layer in enumerate(as_list(layers, "layers")):
        name = f"layers[{i}]"
        sizes = as_list(layer, name, lengths=(2, 3), right=right)
        kernel_size, strides, dilation_rate = (as_whole(size, name) for size in [*sizes, 1][:3])
        field += (kernel_size - 1) * dilation_rate * step
        step *= strides
    return field


def parameter_count(
    kernel_size: int | Sequence[int], in_channels: int, filters: int, use_bias: bool = True
) -> int:
    """Return the number of weights and biases of a convolutional layer.

    A filter has one weight for each cell of the kernel in each input channel, and one bias:
    `(product of kernel_size * in_channels + 1) * filters`.

    Args:
        kernel_size: A whole number for `Conv1D`, a tuple for `Conv2D` and `Conv3D`.
        in_channels: Number of channels of the input.
        filters: Number of filters, which is the number of channels of the output.
        use_bias: Whether each filter has a bias.

    Returns:
        The number of trainable parameters.

    Raises:
        TypeError: A size is not a whole number, or `use_bias` is not a bool.
        ValueError: A size is below 1.

    Example:
    >>> parameter_count((3, 3), in_channels=3, filters=32)
    896
    """
    sizes = kernel_size if isinstance(kernel_size, list | tuple) else [kernel_size]
    as_list(sizes, "kernel_size", lengths=(1, 2, 3), right="be one number or one for each axis")
    weights = math.prod(as_whole(size, "kernel_size") for size in sizes)
    weights *= as_whole(in_channels, "in_channels")
    return (weights + as_flag(use_bias, "use_bias")) * as_whole(filters, "filters")
