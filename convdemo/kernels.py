"""Filters, in each form that people write them, as the kernel of a layer; two readings are refused.

The order of axes is spelt with `s` for all spatial axes, `c` for the input channels, `f` for the
filters. Keras keeps the kernel of a convolution as `scf`, that of a transposed one as `sfc`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from convdemo.arguments import Array, as_numbers, must
from convdemo.filters import Filter

ORDERS = ("s", "sc", "fs", "fsc")  # one filter or a stack, without channels or with channels last


def as_kernel(
    filters: Any,
    size: tuple[int, ...],
    count: int,
    whole: str = "scf",
) -> Array:
    """Return filters as the kernel of a layer.

    Args:
        filters: One filter, a list with one for each that the layer has, or a whole kernel.
        size: Its `kernel_size`.
        count: How many filters it has.
        whole: The order in which the layer keeps its kernel.

    Output shape: that of the layer's kernel, in the order `whole`.

    Raises:
        TypeError: The filters are not numbers.
        ValueError: They do not fit, or can be read in two ways.

    Example:
    >>> as_kernel([[0, 1, 0], [-1, 2, -1]], size=(3,), count=2).shape
    (3, 1, 2)
    """
    if _is_list_of_filters(filters, len(size), count):
        if len(filters) != count:
            raise ValueError(_miscounted(filters, len(size), count))
        each = [as_kernel(filter_, size, 1, whole) for filter_ in filters]
        if len({kernel.shape for kernel in each}) > 1:
            raise ValueError(must("filters", "all have as many channels", filters))
        return np.concatenate(each, axis=len(size) + whole.index("f") - 1)
    weights = filters.weights if isinstance(filters, Filter) else filters
    ranks = (len(size), len(size) + 1, len(size) + 2)
    given = as_numbers(weights, "filters", ranks)
    foreign = whole[1:] + "s"  # as PyTorch keeps it, `fcs` and `cfs`, is this order reversed
    foreign = foreign[1] + foreign[0] + "s"
    read = {
        order: _turned(given, order, whole, len(size))
        for order in (*ORDERS, whole, "cs", "sf", foreign)
        if _fits(given.shape, order, size, count)
    }
    kernels = list(read.values())
    if any(not np.array_equal(kernels[0], kernel) for kernel in kernels[1:]):
        raise ValueError(_two_ways(given.shape, list(read), size, whole))
    if known := [order for order in read if order in (*ORDERS, whole)]:
        return read[known[0]]
    raise ValueError(_unfit(given.shape, list(read), size, count, whole))


def as_depthwise_kernel(
    filters: Any, size: tuple[int, ...], multiplier: int, channels: int | None = None
) -> Array:
    """Return filters as the kernel of a depthwise layer.

    Args:
        filters: One filter for all channels, a list with one for each map, or a whole kernel.
        size: The layer's `kernel_size`.
        multiplier: Its `depth_multiplier`.
        channels: The input channels, if they are known.

    Output shape: `(*kernel_size, channels, depth_multiplier)`.

    Raises:
        TypeError: The filters are not numbers.
        ValueError: They do not fit, or can be read in two ways.

    Example:
    >>> as_depthwise_kernel([0, 1, 0], size=(3,), multiplier=1, channels=4).shape
    (3, 4, 1)
    """
    rank = len(size)
    weights = filters.weights if isinstance(filters, Filter) else filters
    if not isinstance(weights, list | tuple) or not any(map(_is_filter, weights)):
        given = as_numbers(weights, "filters", (rank, rank + 1, rank + 2))
        if given.shape == size:
            if channels is None:
                raise ValueError(
                    "filters must be one for each channel where the layer is not built: give a "
                    f"list, or call layer.build((None, {'None, ' * rank}channels)) first"
                )
            return np.broadcast_to(
                given[..., np.newaxis, np.newaxis], (*size, channels, multiplier)
            )
        if given.ndim == rank + 2:
            if given.shape[:rank] == size and given.shape[-1] == multiplier:
                return given
            raise ValueError(
                f"filters must have the shape ({', '.join(map(str, size))}, channels, "
                f"{multiplier}) of a depthwise kernel, but has shape {given.shape}"
            )
        if given.shape[:rank] == size and (
            given.shape[1:] != size or not isinstance(weights, list)
        ):
            raise ValueError(
                f"filters of shape {given.shape} can be read in two ways: give w[..., np.newaxis] "
                "if the channels come last, list(w) if they come first"
            )
    maps = as_kernel(list(weights), size, len(weights))
    if maps.shape[rank] != 1:
        raise ValueError(must("filters", f"each have shape {size} in a depthwise layer", filters))
    if len(weights) % multiplier or channels not in (None, len(weights) // multiplier):
        right = f"{channels} x {multiplier}" if channels else f"a multiple of {multiplier}"
        raise ValueError(f"filters must be a list of {right}, one for each map, not {len(weights)}")
    return maps.reshape(*size, -1, multiplier)


def _is_filter(each: Any) -> bool:
    return isinstance(each, Filter) or hasattr(each, "__array__")


def _is_list_of_filters(filters: Any, rank: int, count: int) -> bool:
    """Return whether a list holds filters, rather than the numbers of an array."""
    if not isinstance(filters, list | tuple) or not filters:
        return False
    arrays = [each.weights if isinstance(each, Filter) else each for each in filters]
    if any(hasattr(each, "__array__") and np.ndim(each) >= rank for each in arrays):
        return True
    return len(filters) == count and _depth(filters[0]) == rank


def _depth(nested: Any) -> int:
    return 1 + _depth(nested[0]) if isinstance(nested, list | tuple) and nested else 0


def _fits(shape: tuple[int, ...], order: str, size: tuple[int, ...], count: int) -> bool:
    """Return whether an array can have its axes in this order."""
    if len(shape) != len(order) - 1 + len(size):
        return False
    start = order.index("s")
    if shape[start : start + len(size)] != size:
        return False
    rest = dict(
        zip(order.replace("s", ""), shape[:start] + shape[start + len(size) :], strict=True)
    )
    return rest.get("f", 1) == count


def _turned(given: Array, order: str, whole: str, rank: int) -> Array:
    """Return the array with its axes in the order of the layer's kernel."""
    axes, start = {}, 0
    for letter in order:
        width = rank if letter == "s" else 1
        axes[letter] = list(range(start, start + width))
        start += width
    for letter in set(whole) - set(order):
        given = given[..., np.newaxis]
        axes[letter] = [given.ndim - 1]
    return np.ascontiguousarray(
        given.transpose(*(axis for letter in whole for axis in axes[letter]))
    )


def _line(order: str, size: tuple[int, ...], whole: str) -> str:
    """Return the line that turns an array `w` of this order into the layer's own."""
    if order == whole:
        return "layer.set_weights([w, bias])"
    if order == "fs":
        return "list(w)"
    letters = "".join(letter * (len(size) if letter == "s" else 1) for letter in order)
    at: dict[str, list[int]] = {letter: [] for letter in whole}
    for axis, letter in enumerate(letters):
        at[letter].append(axis)
    axes = [axis for letter in whole for axis in at[letter]]
    line = "w" if axes == sorted(axes) else f"w.transpose({', '.join(map(str, axes))})"
    if len(order) == 3:
        return line
    return line + ("[..., np.newaxis]" if whole[-1] not in order else "[..., np.newaxis, :]")


NAMES = {
    "sc": "one filter, channels last",
    "cs": "one filter, channels first",
    "fs": "a stack of filters, filters first",
    "sf": "a stack of filters, filters last",
    "fsc": "filters first, channels last",
    "scf": "Keras's order",
    "sfc": "Keras's order",
    "fcs": "filters first, channels next",
    "cfs": "channels first, filters next",
}


def _miscounted(filters: Sequence[Any], rank: int, count: int) -> str:
    if len(filters) == 2 and np.ndim(filters[0]) == rank + 2:
        return "filters must not hold the bias: call set_filters(layer, kernel, bias=bias)"
    return (
        f"filters must be a list of {count}, one for each filter of the layer, not {len(filters)}"
    )


def _two_ways(
    shape: tuple[int, ...], orders: Sequence[str], size: tuple[int, ...], whole: str
) -> str:
    ways = "; ".join(f"{_line(order, size, whole)} ({NAMES[order]})" for order in orders)
    return f"filters of shape {shape} can be read in {len(orders)} ways: give {ways}"


def _unfit(
    shape: tuple[int, ...], orders: Sequence[str], size: tuple[int, ...], count: int, whole: str
) -> str:
    if orders:
        return (
            f"filters of shape {shape} must be turned into Keras's order: give "
            f"{_line(orders[0], size, whole)}"
        )
    one = ", ".join(map(str, size))
    kept = {"scf": f"({one}, in_channels, {count})", "sfc": f"({one}, {count}, in_channels)"}
    return (
        f"filters must fit kernel_size={size} and filters={count}: one filter of shape ({one}) "
        f"or ({one}, in_channels), a list of {count} such, or a kernel of shape "
        f"{kept[whole]}; but the shape was {shape}"
    )
