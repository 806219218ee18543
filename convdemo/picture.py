"""What a plot returns: an image for the eye, and the same thing in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from io import BytesIO
from os import PathLike
from typing import TYPE_CHECKING, Any, BinaryIO
from zlib import crc32

import numpy as np
import numpy.typing as npt
from convdemo.arguments import Array, brief, text

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LARGEST_TABLE = 16
DOTS_PER_INCH = 192
PIXELS_PER_INCH = 96
SEQUENCE_BLOCKS = 8


@dataclass(frozen=True, eq=False, repr=False)
class Picture:
    """A figure and its description, made from the arrays that it draws.

    A notebook shows the image; a screen reader, a text console and the tests read the
    description.
    """

    figure: Figure
    description: str
    arrays: tuple[Array, ...]

    def __repr__(self) -> str:
        """Return the description."""
        return self.description

    def described(self, says: Any) -> Picture:
        """Return the same image described otherwise, for numbers that no two machines share.

        Args:
            says: Called with the arrays drawn, in their order, returns one line that says what is
                to be seen, in words that hold on every machine.

        Returns:
            A `Picture`.

        Raises:
            TypeError: `says` is no function, or does not return text.
            ValueError: `says` returns nothing, or more than one line.

        Example:
        >>> import convdemo as cd
        >>> cd.plot_image([[0.5, 1]]).described(lambda x: f"{x.size} pixels, the brightest last.")
        2 pixels, the brightest last.
        """
        if not callable(says):
            msg = f"says must be a function of the arrays drawn, but was {brief(says)}"
            raise TypeError(msg)
        description = text(says(*self.arrays), "what says returns")
        if not description.strip():
            msg = "what says returns must describe the image, but was empty"
            raise ValueError(msg)
        return replace(self, description=description)

    def save(self, path: str | PathLike[str] | BinaryIO) -> None:
        """Write the image as PNG, with the description in the file."""
        self.figure.savefig(
            path,
            format="png",
            dpi=DOTS_PER_INCH,
            metadata={"Software": None, "Description": self.description},
        )
        self.figure.set_layout_engine("none")  # so that saving again moves nothing

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        png = BytesIO()
        self.save(png)
        width = round(self.figure.get_figwidth() * PIXELS_PER_INCH)
        shown = {"image/png": png.getvalue(), "text/plain": self.description}
        return shown, {"image/png": {"alt": self.description, "width": width}}


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
    """Return the sum of one step as one writes it by hand."""
    pairs = zip(patch.flat, kernel.flat, strict=True)
    terms = " + ".join(f"{number_text(x)}*{number_text(weight)}" for x, weight in pairs)
    return f"{terms} + bias {number_text(bias)} = {number_text(value)}"
