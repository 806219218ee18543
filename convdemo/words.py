"""Numbers, sums and arrays in words."""

from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

LARGEST_TABLE = 16
PAD = "pad"  # stands for the index of a zero that padding has added
SEQUENCE_BLOCKS = 8


def number_text(value: float) -> str:
    """Return a number as short as a cell of a picture wants it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.3g}"


def describe(values: npt.NDArray[Any]) -> str:
    """Say what an array holds: its numbers where there is room, else its size and its extremes."""
    small = max(values.shape[:2]) <= LARGEST_TABLE
    if values.ndim == 3:
        channels = zip(("red", "green", "blue"), np.moveaxis(values, -1, 0), strict=True)
        if small:
            return "\n".join(f"{name}:\n{table(channel)}" for name, channel in channels)
        ranges = [f"{name} from {_range(channel)}" for name, channel in channels]
        return f"{size_text(values[..., 0])} pixels in colour, {', '.join(ranges)}"
    if small:
        return table(np.atleast_2d(values))
    if values.min() == values.max():
        return f"{size_text(values)} values, all {number_text(values.flat[0])}"
    return (
        f"{size_text(values)} values from {_range(values)}, "
        f"the lowest {_first(values, values.min())}, the highest {_first(values, values.max())}"
    )


def fingerprint(values: npt.NDArray[Any]) -> str:
    """Return numbers that differ where a large array differs, for those who compare two.

    Whole numbers are equal on every backend, so that their checksum tells any change of any of
    them; others have the averages of their blocks, or the lows and highs of a sequence's.
    """
    if max(values.shape[:2]) <= LARGEST_TABLE:
        return ""
    if np.array_equal(values, np.round(values)) and np.abs(values).max() < 2**53:
        return f"checksum {crc32(values.astype('<i8').tobytes()):08x}"
    if values.ndim == 3:
        return "\n".join(fingerprint(channel) for channel in np.moveaxis(values, -1, 0))
    large = np.ptp(values) >= 10
    if values.ndim == 1:
        parts = np.array_split(values, SEQUENCE_BLOCKS)
        ends = np.array([[part.min() for part in parts], [part.max() for part in parts]])
        return f"lows and highs of blocks:\n{table(np.round(ends, 1 if large else 2))}"
    blocks = [
        [block.mean() for block in np.array_split(band, min(4, band.shape[1]), axis=1)]
        for band in np.array_split(values, min(4, len(values)))
    ]
    return f"averages of blocks:\n{table(np.round(blocks, 1 if large else 3))}"


def table(rows: npt.NDArray[Any]) -> str:
    """Return rows of numbers in columns of equal width."""
    texts = [[number_text(value) for value in row] for row in rows]
    width = max(len(text) for row in texts for text in row)
    return "\n".join(" ".join(text.rjust(width) for text in row) for row in texts)


def spell(patch: npt.NDArray[Any], kernel: npt.NDArray[Any], bias: float, value: float) -> str:
    """Return the sum of one step as one writes it by hand, a line for each row of the filter."""
    rows = zip(np.atleast_2d(patch).tolist(), np.atleast_2d(kernel).tolist(), strict=True)
    lines = [
        " + ".join(f"{number_text(x)}*{number_text(w)}" for x, w in zip(*row, strict=True))
        for row in rows
    ]
    return "\n+ ".join([*lines, f"bias {number_text(bias)} = {number_text(value)}"])


def place(index: Sequence[int]) -> str:
    """Return the name of one place in a sequence or an image.

    Example:
    >>> place((2, 0))
    'row 2, column 0'
    """
    names = ("row", "column") if len(index) == 2 else ("index",)
    return ", ".join(f"{name} {i}" for name, i in zip(names, index, strict=True))


def size_text(values: npt.NDArray[Any]) -> str:
    """Return the shape of an array as one says it."""
    return " x ".join(map(str, values.shape))


def _range(values: npt.NDArray[Any]) -> str:
    return f"{number_text(values.min())} to {number_text(values.max())}"


def _first(values: npt.NDArray[Any], wanted: float) -> str:
    """Say where a number stands first, up to the rounding in which two backends differ."""
    alike = np.abs(values - wanted) <= 1e-4 * np.ptp(values)
    return f"at {place(np.argwhere(alike)[0])}"
