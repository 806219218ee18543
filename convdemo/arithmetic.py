"""Sizes and counts of convolutional layers, in whole numbers."""

import math
from collections.abc import Sequence

from convdemo.arguments import as_padding, as_sequence, as_whole, brief, require_not_both


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
            above 1 (Keras has no such layer), or the kernel is larger than the input.

    Example:
    >>> output_size(8, kernel_size=3)
    6
    >>> output_size(8, kernel_size=3, strides=2, padding="same")
    4

    Source: Dumoulin and Visin, "A guide to convolution arithmetic for deep learning" (2016).
    """
    before, after = padding_amounts(n, kernel_size, strides, padding, dilation_rate)
    n, kernel_size, strides, dilation_rate = map(int, (n, kernel_size, strides, dilation_rate))
    span = dilation_rate * (kernel_size - 1) + 1
    if span > n + before + after:
        spread = f" (dilation_rate={dilation_rate} spreads it over {span})"
        msg = (
            f"kernel_size={kernel_size}{spread if dilation_rate > 1 else ''} is larger than the "
            f'input, n={n}: take a smaller kernel, a larger input or padding="same"'
        )
        raise ValueError(msg)
    return (n + before + after - span) // strides + 1


def padding_amounts(
    n: int, kernel_size: int, strides: int = 1, padding: str = "valid", dilation_rate: int = 1
) -> tuple[int, int]:
    """Return how many zeros stand before and after the input along one axis.

    Args:
        n: Size of the input along the axis.
        kernel_size: Number of weights of the kernel along the axis.
        strides: Step from one position to the next.
        padding: `"valid"` adds none; `"same"` shares them out, the odd one after the input;
            `"causal"` puts all of them before it.
        dilation_rate: Distance between neighbouring weights; 1 leaves no gap.

    Returns:
        The pair `(before, after)`.

    Raises:
        TypeError: A size is not a whole number.
        ValueError: A size is below 1, the padding is unknown, or strides and dilation are
            both above 1.

    Example:
    >>> padding_amounts(8, kernel_size=3, strides=2, padding="same")
    (0, 1)
    >>> padding_amounts(8, kernel_size=3, padding="causal")
    (2, 0)

    Source: the notes on padding in TensorFlow's `tf.nn` reference.
    """
    n, kernel_size = as_whole(n, "n"), as_whole(kernel_size, "kernel_size")
    strides, dilation_rate = as_whole(strides, "strides"), as_whole(dilation_rate, "dilation_rate")
    require_not_both((strides,), (dilation_rate,))
    padding = as_padding(padding)
    reach = dilation_rate * (kernel_size - 1)
    if padding == "valid":
        return 0, 0
    if padding == "causal":
        return reach, 0
    total = max((math.ceil(n / strides) - 1) * strides + reach + 1 - n, 0)
    return total // 2, total - total // 2


def windows(
    n: int, kernel_size: int, strides: int = 1, padding: str = "valid", dilation_rate: int = 1
) -> list[range]:
    """Return, for each position of the kernel along one axis, the places that it reads.

    Args:
        n: Size of the input along the axis; this and the others are those of `output_size`.
        kernel_size: Number of weights of the kernel along the axis.
        strides: Step from one position to the next.
        padding: `"valid"`, `"same"` or `"causal"`.
        dilation_rate: Distance between neighbouring weights; 1 leaves no gap.

    Returns:
        A list of `output_size` ranges. Places below 0 and from `n` on are padding.

    Example:
    >>> windows(4, kernel_size=3)
    [range(0, 3), range(1, 4)]
    >>> windows(4, kernel_size=3, strides=2, padding="same")
    [range(0, 3), range(2, 5)]
    """
    size = output_size(n, kernel_size, strides, padding, dilation_rate)
    before, _ = padding_amounts(n, kernel_size, strides, padding, dilation_rate)
    span = dilation_rate * (kernel_size - 1) + 1
    starts = range(-before, size * strides - before, strides)
    return [range(start, start + span, dilation_rate) for start in starts]


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

    Source: Araujo, Norris and Sim, "Computing receptive fields of convolutional neural
    networks" (2019).
    """
    field = step = 1
    for i, layer in enumerate(as_sequence(layers, "layers")):
        name = f"layers[{i}]"
        if not 2 <= len(as_sequence(layer, name)) <= 3:
            msg = (
                f"{name} must be (kernel_size, strides) or (kernel_size, strides, dilation_rate), "
                f"but was {brief(layer)}"
            )
            raise ValueError(msg)
        kernel_size, strides, dilation_rate = (as_whole(number, name) for number in (*layer, 1)[:3])
        field += (kernel_size - 1) * dilation_rate * step
        step *= strides
    return field


def parameter_count(
    kernel_size: int | Sequence[int], in_channels: int, filters: int, use_bias: bool = True
) -> int:
    """Return the number of weights and biases of a convolutional layer.

    A filter has one weight for each place of the kernel in each input channel, and one bias:
    `(product of kernel_size * in_channels + 1) * filters`.

    Args:
        kernel_size: A whole number for `Conv1D`, a tuple for `Conv2D` and `Conv3D`.
        in_channels: Number of channels of the input.
        filters: Number of filters, which is the number of channels of the output.
        use_bias: Whether each filter has a bias.

    Returns:
        The number of trainable parameters.

    Raises:
        TypeError: A size is not a whole number.
        ValueError: A size is below 1.

    Example:
    >>> parameter_count((3, 3), in_channels=3, filters=32)
    896
    """
    sizes = kernel_size if isinstance(kernel_size, list | tuple) else (kernel_size,)
    if not sizes:
        msg = f"kernel_size must be one number or one for each axis, but was {kernel_size}"
        raise ValueError(msg)
    weights = math.prod(as_whole(size, "kernel_size") for size in sizes)
    weights *= as_whole(in_channels, "in_channels")
    return (weights + bool(use_bias)) * as_whole(filters, "filters")
