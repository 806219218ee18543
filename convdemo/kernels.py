"""Filters, in each form in which people write them, as the kernel of a layer.

The order of axes is spelt with `s` for the spatial axes, `c` for the input channels and `f` for the
filters. Keras keeps the kernel of a convolution as `scf` and that of a transposed one as `sfc`;
other libraries put the filters or the channels first. An array that two orders fit is refused.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from convdemo.arguments import Array, as_numbers, depth, must
from convdemo.filters import Filter

Size = tuple[int, ...]

WELCOME = ("s", "sc", "fs", "fsc")  # beside the whole kernel in Keras's order
FOREIGN = {"scf": ("cs", "sf", "fcs"), "sfc": ("cs", "sf", "cfs")}
RARE = ("fcs", "cfs", "scf", "sfc")  # asked about where nothing else fits
IN_WORDS = {
    "sc": "one filter, channels last",
    "cs": "one filter, channels first",
    "fs": "filters first",
    "sf": "filters last",
    "fsc": "filters first, channels last",
    "fcs": "filters first, then channels",
    "cfs": "channels first, then filters",
    "scf": "filters last",
    "sfc": "filters, then channels last",
}


def as_kernel(filters: Any, size: Size, count: int, whole: str = "scf") -> Array:
    """Return filters as the kernel of a layer.

    Args:
        filters: One filter, a list with one for each feature map, or a whole kernel.
        size: The layer's `kernel_size`.
        count: Its number of filters.
        whole: The order in which it keeps its kernel, `"scf"` or `"sfc"`.

    Output shape: `(*size, channels, count)`, or `(*size, count, channels)` for `"sfc"`.

    Raises:
        TypeError: The filters are not numbers.
        ValueError: They do not fit, or can be read in two ways.

    Example:
    >>> as_kernel([[0, 1, 0], [-1, 2, -1]], size=(3,), count=2).shape
    (3, 1, 2)
    """
    weights = _weights(filters)
    if _is_list_of_filters(weights, len(size), count):
        return _joined(weights, size, count, whole)
    given = as_numbers(weights, "filters", _ranks(size))
    orders = _fitting(given.shape, (*WELCOME, whole, *FOREIGN[whole]), size, count)
    is_welcome = not {*WELCOME, whole}.isdisjoint(orders)
    if not is_welcome:
        orders = _fitting(given.shape, dict.fromkeys((*orders, *RARE)), size, count)
    read = {order: _turned(given, order, size, whole) for order in orders}
    kernels = list(read.values())
    if any(not np.array_equal(kernels[0], other) for other in kernels[1:]):
        raise ValueError(_two_ways(given.shape, list(read), size, whole))
    if not kernels:
        raise ValueError(_unfit(given.shape, size, count, whole))
    if not is_welcome:
        line = _line(next(iter(read)), size, whole)
        raise ValueError(
            f"filters of shape {given.shape} must have Keras's order of axes: give {line}"
        )
    return kernels[0]


def as_depthwise_kernel(filters: Any, size: Size, multiplier: int, channels: int | None) -> Array:
    """Return filters as the kernel of a depthwise layer.

    Args:
        filters: One filter for all channels, a list with one for each feature map, or a whole
            kernel.
        size: The layer's `kernel_size`.
        multiplier: Its `depth_multiplier`.
        channels: The input channels, `None` if the layer is not built.

    Output shape: `(*size, channels, multiplier)`.

    Raises:
        TypeError: The filters are not numbers.
        ValueError: They do not fit, or can be read in two ways.

    Example:
    >>> as_depthwise_kernel([0, 1, 0], size=(3,), multiplier=1, channels=4).shape
    (3, 4, 1)
    """
    weights = _weights(filters)
    if _holds_arrays(weights, len(size)):
        return _one_for_each_map(weights, size, multiplier, channels)
    given = as_numbers(weights, "filters", _ranks(size))
    if given.shape == size:
        return _for_all_channels(given, multiplier, channels)
    if (given.shape[: len(size)], given.shape[len(size) + 1 :]) == (size, (multiplier,)):
        return given
    if given.shape[1:] == size and (isinstance(weights, list) or given.shape[:-1] != size):
        return _one_for_each_map(list(given), size, multiplier, channels)
    one = ", ".join(map(str, size))
    turn = ""
    if given.ndim == len(size) + 1:
        turn = ": give w[..., np.newaxis] if its channels come last, list(w) if they come first"
    elif given.shape[1:] == (1, *size):  # as PyTorch keeps it
        turn = ": give list(w[:, 0])"
    elif (given.shape[0], given.shape[2:]) == (multiplier, size):
        turn = f": give {_line('fcs', size, 'scf')}"
    raise ValueError(
        f"filters must be one of shape ({one}) for all channels, a list of these, one for each "
        f"feature map, or a kernel of shape ({one}, channels, {multiplier}), but the shape was "
        f"{given.shape}{turn}"
    )


def _one_for_each_map(
    filters: Sequence[Any], size: Size, multiplier: int, channels: int | None
) -> Array:
    count = len(filters)
    if count % multiplier or channels not in (None, count // multiplier):
        right = f"{channels * multiplier}" if channels else f"a multiple of {multiplier}"
        raise ValueError(f"filters must be a list of {right}, one for each map, but was of {count}")
    kernel = as_kernel(list(filters), size, count)
    if kernel.shape[-2] != 1:
        raise ValueError(must("filters", f"each have shape {size} in a depthwise layer", filters))
    return kernel.reshape(*size, -1, multiplier)


def _for_all_channels(filter_: Array, multiplier: int, channels: int | None) -> Array:
    if channels is None:
        batch = ", ".join(["None"] * (filter_.ndim + 1))
        raise ValueError(
            "filters must be a list, one for each channel, where the layer is not built: for the "
            f"same filter on all of 3 channels, call layer.build(({batch}, 3)) first"
        )
    shape = (*filter_.shape, channels, multiplier)
    return np.broadcast_to(filter_[..., np.newaxis, np.newaxis], shape)


def _joined(filters: Sequence[Any], size: Size, count: int, whole: str) -> Array:
    """Return a list of filters as one kernel."""
    axes = list(map(depth, filters))
    if len(filters) == 2 and axes[1] < axes[0] == len(size) + 2:
        raise ValueError("filters must not hold the bias: give set_filters(layer, kernel, bias)")
    if len(filters) != count:
        right = f"be a list of {count}, one for each filter of the layer"
        raise ValueError(f"filters must {right}, but was of {len(filters)}")
    kernels = [as_kernel(each, size, 1, whole) for each in filters]
    if len({kernel.shape for kernel in kernels}) > 1:
        raise ValueError(must("filters", "have the same number of channels each", filters))
    return np.concatenate(kernels, axis=-1 if whole == "scf" else -2)


def _ranks(size: Size) -> tuple[int, ...]:
    return len(size), len(size) + 1, len(size) + 2


def _weights(filters: Any) -> Any:
    return filters.weights if isinstance(filters, Filter) else filters


def _is_list_of_filters(filters: Any, rank: int, count: int) -> bool:
    """Return whether a list holds filters, rather than the numbers of an array."""
    is_list = isinstance(filters, list | tuple) and len(filters) == count
    return _holds_arrays(filters, rank) or (is_list and depth(filters) == rank + 1)


def _holds_arrays(filters: Any, rank: int) -> bool:
    if not isinstance(filters, list | tuple):
        return False
    return any(getattr(each, "ndim", 0) >= rank for each in map(_weights, filters))


def _axes(order: str, rank: int) -> str:
    """Return a letter for each axis of an array of this order."""
    return order.replace("s", "s" * rank)


def _fitting(shape: Size, orders: Iterable[str], size: Size, count: int) -> list[str]:
    return [order for order in orders if _fits(shape, order, size, count)]


def _fits(shape: Size, order: str, size: Size, count: int) -> bool:
    """Return whether an array of this shape can be filters in this order."""
    axes = _axes(order, len(size))
    if len(axes) != len(shape):
        return False
    spatial = tuple(n for n, axis in zip(shape, axes, strict=True) if axis == "s")
    filters = [n for n, axis in zip(shape, axes, strict=True) if axis == "f"] or [1]
    return spatial == size and filters == [count]


def _turned(given: Array, order: str, size: Size, whole: str) -> Array:
    """Return an array of this order as a whole kernel."""
    axes = _axes(order, len(size))
    for missing in set(whole) - set(order):
        given, axes = given[..., np.newaxis], axes + missing
    return np.ascontiguousarray(given.transpose(_permutation(axes, whole)))


def _permutation(axes: str, whole: str) -> list[int]:
    return [i for letter in whole for i, axis in enumerate(axes) if axis == letter]


def _line(order: str, size: Size, whole: str) -> str:
    """Return what turns an array `w` of this order into what cannot be read in two ways."""
    if order == whole:
        return "layer.set_weights([w, bias])"
    if order == "fs":
        return "list(w)"
    axes = _permutation(_axes(order, len(size)), whole)
    turned = "w" if axes == sorted(axes) else f"w.transpose({', '.join(map(str, axes))})"
    if len(order) == len(whole):
        return turned
    return turned + ("[..., np.newaxis]" if whole[-1] not in order else "[..., np.newaxis, :]")


def _two_ways(shape: Size, orders: Sequence[str], size: Size, whole: str) -> str:
    told = IN_WORDS | {whole: "Keras's order"}
    ways = ", or ".join(f"{_line(order, size, whole)} ({told[order]})" for order in orders)
    return f"filters of shape {shape} can be read in {len(orders)} ways: give {ways}"


def _unfit(shape: Size, size: Size, count: int, whole: str) -> str:
    one = ", ".join(map(str, size))
    last = f"in_channels, {count}" if whole == "scf" else f"{count}, in_channels"
    return (
        f"filters must fit kernel_size={size} and filters={count}: one filter of shape ({one}) "
        f"or ({one}, in_channels), a list of {count} such, or a kernel of shape ({one}, {last}); "
        f"but the shape was {shape}" + f": give [w] * {count} for {count} alike" * (shape == size)
    )
