"""An input and a kernel with as many channels: which of their axes hold what."""

from typing import NamedTuple

import numpy.typing as npt

from convdemo.arguments import Array, as_flag, as_numbers
from convdemo.words import LARGEST_TABLE

MOST_SHOWN = 8  # grids of channels, each with its numbers
MOST_COLOURS = 4  # the channels of a colour image; a last axis of more may be that of a batch


class Pair(NamedTuple):
    """An input, a kernel, and the number of axes along which the one walks over the other.

    A further axis holds channels. Where there is one channel, either may lack that axis.
    """

    x: Array
    kernel: Array
    rank: int


def as_pair(x: npt.ArrayLike, kernel: npt.ArrayLike, channels: bool) -> Pair:
    """Return an input and a kernel with as many channels.

    Args:
        x: The input.
        kernel: The weights.
        channels: Whether the last axis of `x` holds channels if it has two; of three it does.

    Input shape: `(length,)`, `(rows, columns)` or `(rows, columns, channels)`; where `channels` is
    true, also `(length, channels)`.

    Raises:
        TypeError: An argument is not made of numbers.
        ValueError: The channels differ in number, or an array can be read in two ways.

    Example:
    >>> as_pair([[1, 2], [3, 4], [5, 6]], [[1, 0], [0, 1]], channels=True).rank
    1
    """
    is_last = as_flag(channels, "channels")
    name, ranks = ("x, with channels=True,", (2, 3)) if is_last else ("x", (1, 2, 3))
    given = as_numbers(x, name, ranks, instead="if x is a batch, x[0] is its first input")
    weights = as_numbers(kernel, "kernel")
    is_column = given.shape[1:] == (1,) and weights.ndim == 1  # so no image
    has_channels = is_last or is_column or given.ndim == 3
    pair = Pair(given, weights, given.ndim - has_channels)
    _require_like_axes(pair)
    _require_as_many(pair)
    return pair


def without_one_channel(pair: Pair) -> Pair:
    """Return the same without axes of one channel.

    Example:
    >>> without_one_channel(as_pair([[1], [2], [3]], [1, 0], channels=False)).x
    array([1., 2., 3.])
    """
    x, kernel, rank = pair
    x, kernel = (each[..., 0] if each.shape[rank:] == (1,) else each for each in (x, kernel))
    return Pair(x, kernel, rank)


def curve_of(array: Array) -> Array:
    """Return a sequence that is too long for a table without its axis of one channel.

    Example:
    >>> import numpy as np
    >>> curve_of(np.ones((100, 1))).shape, curve_of(np.ones((10, 1))).shape
    ((100,), (10, 1))
    """
    is_long = array.shape[1:] == (1,) and len(array) > LARGEST_TABLE
    return array[:, 0] if is_long else array


def _require_like_axes(pair: Pair) -> None:
    """Refuse a kernel that has other axes than the input, or that can be read in two ways."""
    x, kernel, rank = pair
    both = f"has shape {kernel.shape} and x has shape {x.shape}"
    is_image = x.ndim == rank == 2
    if is_image and kernel.ndim == 1:
        raise ValueError(
            f"kernel must be 2-D, as x is, but {both}: give kernel[np.newaxis] if x is an image; "
            f"if it is a sequence, np.stack([kernel] * {x.shape[1]}, axis=-1) and channels=True"
        )
    if is_image and kernel.ndim == 3 and kernel.shape[1] == x.shape[1]:
        raise ValueError(
            f"kernel can be read in two ways, since it {both}: give kernel[..., 0] if x is an "
            f"image; if it is a sequence, kernel[..., 0] and channels=True"
        )
    is_rows = x.ndim == 1 and kernel.ndim == 2 and kernel.shape[1] > 1
    if is_rows or kernel.ndim not in (rank, rank + 1):
        line = ": kernel[0] is its first row" if is_rows else ""
        if kernel.ndim > 2:
            line = ": if this is a layer's kernel, kernel[..., 0] is its first filter"
        raise ValueError(f"kernel must be {x.ndim}-D, but {both}{line}")


def _require_as_many(pair: Pair) -> None:
    """Refuse an input and a kernel that differ in their number of channels."""
    x, kernel, rank = pair
    of_x, of_kernel = (each.shape[-1] if each.ndim > rank else 1 for each in (x, kernel))
    if of_x != of_kernel:
        raise ValueError(
            f"x and kernel must have the same number of channels, but x of shape {x.shape} has "
            f"{of_x} and kernel of shape {kernel.shape} has {of_kernel}: "
            f"{_line(pair, of_x, of_kernel)}"
        )


def _line(pair: Pair, of_x: int, of_kernel: int) -> str:
    """Return what gives both the same number of channels."""
    x, kernel, rank = pair
    turn_x, turn_kernel = "np.moveaxis(x, 0, -1)", "np.moveaxis(kernel, 0, -1)"
    if min(x.ndim, kernel.ndim) > rank:
        turns = {
            turn_x: _may_hold(x, of_kernel),
            turn_kernel: _may_hold(kernel, of_x),
            f"{turn_x} and {turn_kernel}": _may_hold(x, kernel.shape[0]),
        }
        if turn := next((line for line, fits in turns.items() if fits), ""):
            return f"give {turn} if the channels come first"
    elif of_x > MOST_COLOURS:
        return f"give x[0] if x is a batch, {turn_x} if its channels come first, or x[..., 0]"
    counts = {"x": of_x, "kernel": of_kernel}
    few, many = sorted(counts, key=lambda name: counts[name])
    fewer, more = counts[few], counts[many]
    if fewer > 1:
        return f"{many}[..., :{fewer}] has {fewer}"
    has_axis = (x if few == "x" else kernel).ndim > rank
    widened = f"repeat({few}, {more}" if has_axis else f"stack([{few}] * {more}"
    return f"give np.{widened}, axis=-1) for {more} equal ones, or {many}[..., 0] for one"


def _may_hold(array: Array, channels: int) -> bool:
    """Return whether the first axis may hold so many channels: it differs from the next one."""
    return bool(array.shape[0] == channels != array.shape[1])
