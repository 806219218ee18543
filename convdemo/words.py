"""Numbers, sums and arrays in words."""

from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

LARGEST_TABLE = 16
SEQUENCE_BLOCKS = 8


def number_text(value: float) -> str:
    """Return a number as short as a cell of a picture wants it."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.3g}"


def describe(values: npt.NDArray[Any]) -> str:
    """Return the numbers of an array where there is room, else their range and block averages."""
    if values.ndim == 3:
        channels = zip(("red", "green", "blue"), np.moveaxis(values, -1, 0), strict=True)
        return "\n".join(f"{name}:\n{describe(channel)}" for name, channel in channels)
    rows = np.atleast_2d(values)
    if max(rows.shape) <= LARGEST_TABLE:
        return table(rows)
    size = " x ".join(map(str, values.shape))
    low, high = number_text(rows.min()), number_text(rows.max())
    # Whole numbers are equal on every backend, so their checksum tells any change of any of them.
    whole = np.array_equal(rows, np.round(rows)) and np.abs(rows).max() < 2**53
    checksum = f", checksum {crc32(rows.astype('<i8').tobytes()):08x}" if whole else ""
    summary = f"{size} values from {low} to {high}{checksum}; "
    if values.ndim == 1:
        parts = np.array_split(values, SEQUENCE_BLOCKS)
        ends = np.array([[part.min() for part in parts], [part.max() for part in parts]])
        told = table(np.round(ends, 1 if np.ptp(rows) >= 10 else 2))
        return f"{summary}lows and highs of blocks:\n{told}"
    blocks = [
        [block.mean() for block in np.array_split(band, min(4, band.shape[1]), axis=1)]
        for band in np.array_split(rows, min(4, len(rows)))
    ]
    averages = table(np.round(blocks, 1 if np.ptp(rows) >= 10 else 3))
    return f"{summary}averages of blocks:\n{averages}"


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
