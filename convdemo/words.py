"""Numbers, sums and arrays in words."""

import math
from collections.abc import Sequence
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt

LARGEST_TABLE = 16
PAD = "pad"  # stands for the index of a zero that padding has added
SEQUENCE_BLOCKS = 8
MOST_TOLD, MOST_NAMED = 64, 32  # maps: each by itself, and by their names alone
SUM_ROUNDINGS = 32  # by as many roundings two backends may differ in a sum of products


def number_text(value: float, digits: int = 3) -> str:
    """Return a number as short as a cell of a picture wants it; a whole one in full."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:.{digits}g}"


def number_texts(values: npt.NDArray[Any]) -> list[str]:
    """Return numbers as texts with enough digits to tell them apart, however close they lie.

    Example:
    >>> number_texts(np.array([0.5, 2 / 3])), number_texts(np.array([0.9996, 1.0002]))
    (['0.5', '0.667'], ['0.9996', '1.0002'])
    """
    spread = _spread(values)
    apart = math.ceil(math.log10(np.abs(values).max() / spread)) if spread else 0
    return [number_text(value, max(3, 2 + apart)) for value in values.flat]


def describe(values: npt.NDArray[Any]) -> str:
    """Say what an array holds: its numbers where there is room, else its size and its extremes."""
    if values.ndim == 3:
        channels = zip(("red", "green", "blue"), np.moveaxis(values, -1, 0), strict=True)
        ranges = [f"{name} {_range(channel)}" for name, channel in channels]
        return f"{size_text(values[..., 0])} pixels in colour, {', '.join(ranges)}"
    if max(values.shape) <= LARGEST_TABLE:
        return table(np.atleast_2d(values))
    if (extremes := _range(values)).startswith("all"):
        return f"{size_text(values)} values, {extremes}"
    return (
        f"{size_text(values)} values {extremes}, "
        f"the lowest {_first(values, values.min())}, the highest {_first(values, values.max())}"
    )


def describe_together(names: Sequence[str], maps: Sequence[npt.NDArray[Any]]) -> str:
    """Say what many maps hold: sizes, extremes and where they are, and which maps are zero."""
    sizes = [size_text(each) for each in sorted(maps, key=np.size)]
    size = " to ".join(dict.fromkeys([sizes[0], sizes[-1]]))
    every = np.concatenate([each.ravel() for each in maps])
    lows, highs = (np.array([end(each) for each in maps]) for end in (np.min, np.max))
    rounding = _sum_rounding(every)
    lowest = names[int(np.argmax(lows <= lows.min() + rounding))]
    highest = names[int(np.argmax(highs >= highs.max() - rounding))]
    extremes = f"{_range(every)}, the lowest in map {lowest}, the highest in map {highest}"
    told = [f"{len(maps)} maps of {size} values {extremes}"]
    if zero := [name for name, each in zip(names, maps, strict=True) if not each.any()]:
        more = f" and {len(zero) - MOST_NAMED} more" if len(zero) > MOST_NAMED else ""
        told.append(f"all 0: {len(zero)} maps, {' '.join(zero[:MOST_NAMED])}{more}")
    return "\n".join(told)


def fingerprint(values: npt.NDArray[Any]) -> str:
    """Return numbers that differ where a large array differs, for those who compare two.

    Whole numbers are equal on every backend, so that their checksum tells any change of any of
    them; others have the averages of their blocks, or the lows and highs of a sequence's.
    """
    if max(values.shape[:2]) <= LARGEST_TABLE and values.ndim < 3:
        return ""
    if np.array_equal(values, np.round(values)) and np.abs(values).max() < 2**53:
        return f"checksum {crc32(values.astype('<i8').tobytes()):08x}"
    if values.ndim == 3:
        return "\n".join(fingerprint(channel) for channel in np.moveaxis(values, -1, 0))
    spread = _spread(values)
    enough = 1 - math.floor(math.log10(spread)) if spread else 0
    if values.ndim == 1:
        parts = np.array_split(values, SEQUENCE_BLOCKS)
        ends = [[part.min() for part in parts], [part.max() for part in parts]]
        rounded = np.round(ends, 1 if spread >= 10 else max(2, enough))
        return f"lows and highs of blocks:\n{table(rounded)}"
    blocks = [
        [block.mean() for block in np.array_split(band, min(4, band.shape[1]), axis=1)]
        for band in np.array_split(values, min(4, len(values)))
    ]
    rounded = np.round(blocks, 1 if spread >= 10 else max(3, enough))
    return f"averages of blocks:\n{table(rounded)}"


def table(rows: npt.NDArray[Any]) -> str:
    """Return rows of numbers in columns of equal width."""
    texts = np.reshape(number_texts(rows), rows.shape)
    width = max(map(len, texts.flat))
    return "\n".join(" ".join(text.rjust(width) for text in row) for row in texts)


def spell(
    patches: Sequence[npt.NDArray[Any]],
    kernels: Sequence[npt.NDArray[Any]],
    bias: float,
    value: float,
) -> str:
    r"""Return the sum of one step as one writes it by hand, a line for each row of the filter.

    With several channels, each has a sum of its own, and the last line adds these. A sum that the
    numbers, as they are written, do not give exactly has a ≈ in place of its =.

    Example:
    >>> spell([np.ones(3)], [np.ones(3) / 4], 0, value=0.75)
    '1*0.25 + 1*0.25 + 1*0.25\n+ bias 0 = 0.75'
    >>> spell([np.ones(3)], [np.ones(3) / 3], 0, value=1)
    '1*0.333 + 1*0.333 + 1*0.333\n+ bias 0 ≈ 1'
    >>> spell([np.ones(2), np.ones(2)], [np.ones(2), np.zeros(2)], 1, value=3)
    'channel 0: 1*1 + 1*1 = 2\nchannel 1: 1*0 + 1*0 = 0\n2 + 0 + bias 1 = 3'
    """
    parts = list(map(_products, patches, kernels))
    if len(parts) == 1:
        ((text, terms),) = parts
        added = _written(bias)
        return f"{text}\n+ bias {added} {_result([*terms, float(added)], value)}"
    sums = [float((patch * kernel).sum()) for patch, kernel in zip(patches, kernels, strict=True)]
    lines = [
        f"{channel_name(i)}: {text} {_result(terms, each)}"
        for i, ((text, terms), each) in enumerate(zip(parts, sums, strict=True))
    ]
    return "\n".join([*lines, spell_total(sums, bias, value)])


def spell_total(sums: Sequence[float], bias: float, value: float) -> str:
    """Return how the sums of the channels and the bias add up.

    Example:
    >>> spell_total([6, 3, -2], 0, value=7)
    '6 + 3 + -2 + bias 0 = 7'
    """
    *written, added = map(_written, (*sums, bias))
    terms = list(map(float, (*written, added)))
    return f"{' + '.join(written)} + bias {added} {_result(terms, value)}"


def channel_name(index: int) -> str:
    """Return what a channel is called, in words and above its grid."""
    return f"channel {index}"


def place(index: Sequence[int]) -> str:
    """Return the name of one place in a sequence or an image.

    Example:
    >>> place((2, 0))
    'row 2, column 0'
    """
    names = ("row", "column") if len(index) == 2 else ("index",)
    return ", ".join(f"{name} {i}" for name, i in zip(names, index, strict=True))


def places(labels: Sequence[Sequence[str]]) -> str:
    """Return the names of many places, from their labels along each axis.

    Example:
    >>> places([["0", "1"], ["pad", "0"]])
    'rows 0 1, columns pad 0'
    """
    names = ("rows", "columns") if len(labels) == 2 else ("indices",)
    return ", ".join(f"{name} {' '.join(each)}" for name, each in zip(names, labels, strict=True))


def size_text(values: npt.NDArray[Any]) -> str:
    """Return the shape of an array as one says it."""
    return " x ".join(map(str, values.shape))


def _products(patch: npt.NDArray[Any], kernel: npt.NDArray[Any]) -> tuple[str, list[float]]:
    """Return products as one writes them, a line for each row, and what these texts stand for."""
    rows = zip(np.atleast_2d(patch).tolist(), np.atleast_2d(kernel).tolist(), strict=True)
    pairs = [[(_written(x), _written(w)) for x, w in zip(*row, strict=True)] for row in rows]
    lines = [" + ".join(f"{x}*{w}" for x, w in row) for row in pairs]
    return "\n+ ".join(lines), [float(x) * float(w) for row in pairs for x, w in row]


def _result(terms: Sequence[float], value: float) -> str:
    """Return the end of a sum: whether terms as they are written give the result as written."""
    result = _written(value)
    largest = max(map(abs, terms))
    exact = math.isclose(sum(terms), float(result), rel_tol=1e-9, abs_tol=1e-9 * largest)
    return f"{'=' if exact else '≈'} {result}"


def _written(value: float) -> str:
    """Return a number of a sum: in full where six digits are enough, else in short."""
    full = number_text(value, 6)
    return full if math.isclose(float(full), value, rel_tol=1e-7) else number_text(value)


def _spread(values: npt.NDArray[Any]) -> float:
    """Return how far the values lie apart, 0 where that is mere rounding."""
    spread = float(np.ptp(values))
    return spread if spread > max(4 * _rounding(values), 1e-290) else 0.0


def _rounding(values: npt.NDArray[Any]) -> float:
    """Return by how much the largest of these numbers may be rounded."""
    with np.errstate(over="ignore"):
        single = np.array_equal(values, values.astype(np.float32))
    return float(np.finfo(np.float32 if single else np.float64).eps * np.abs(values).max())


def _range(values: npt.NDArray[Any]) -> str:
    lowest, highest = number_texts(np.array([values.min(), values.max()]))
    return f"all {lowest}" if lowest == highest else f"from {lowest} to {highest}"


def _first(values: npt.NDArray[Any], wanted: float) -> str:
    """Say where a number stands first, up to the rounding in which two backends differ.

    Numbers of one sign, such as losses, are no differences of larger ones: each rounds by itself.
    """
    one_sign = values.min() > 0 or values.max() < 0
    scale = abs(wanted) / np.abs(values).max() if one_sign else 1
    alike = np.abs(values - wanted) <= scale * _sum_rounding(values)
    return f"at {place(np.argwhere(alike)[0])}"


def _sum_rounding(values: npt.NDArray[Any]) -> float:
    """Return by how much two backends may differ: whole numbers are equal on all."""
    are_whole = np.array_equal(values, np.round(values))
    return 0.0 if are_whole else SUM_ROUNDINGS * _rounding(values)
