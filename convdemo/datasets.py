"""The bundled data: small, offline, described in `convdemo/data/README.md`."""

import gzip
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.arguments import as_choice

DATA = Path(__file__).with_name("data")
PHOTOS = ("brick", "camera", "coffee")
SIGNALS = ("heartbeat",)


class Digits(NamedTuple):
    """Handwritten digits: images of 8 rows and 8 columns, and the digit each one shows."""

    images: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int64]


class Signal(NamedTuple):
    """A sequence of measurements, and how many were taken in a second."""

    values: npt.NDArray[np.float32]
    sampling_rate: int


def digits() -> Digits:
    """Return 1797 handwritten digits.

    Returns:
        `images` of shape (1797, 8, 8) with whole values from 0 to 16, and `labels`.

    Example:
    >>> images, labels = digits()
    >>> images.shape, labels[:5].tolist()
    ((1797, 8, 8), [0, 1, 2, 3, 4])

    Source: Alpaydin and Kaynak, UCI Machine Learning Repository (1998).
    """
    with (DATA / "digits.csv.gz").open("rb") as packed, gzip.open(packed, "rt") as text:
        table = np.loadtxt(text, delimiter=",", dtype=np.float32)
    return Digits(table[:, :64].reshape(-1, 8, 8), table[:, 64].astype(np.int64))


def photo(name: str) -> npt.NDArray[np.float32]:
    """Return a photograph.

    Args:
        name: `"brick"` (128 x 128, grey), `"camera"` (256 x 256, grey) or `"coffee"`
            (200 x 300, colour).

    Returns:
        Whole values from 0 to 255, of shape `(rows, columns)` or `(rows, columns, 3)`, as
        float32, so that a layer takes them as they are.

    Raises:
        TypeError: `name` is not text.
        ValueError: There is no such photograph.

    Example:
    >>> photo("brick").shape
    (128, 128)
    """
    from PIL import Image

    name = as_choice(name, "name", PHOTOS)
    with (DATA / f"{name}.png").open("rb") as file:
        return np.array(Image.open(file), dtype=np.float32)


def signal(name: str) -> Signal:
    """Return a one-dimensional signal.

    Args:
        name: `"heartbeat"`, the first minute of an electrocardiogram.

    Returns:
        `values` in millivolts, and the `sampling_rate` in samples per second.

    Raises:
        TypeError: `name` is not text.
        ValueError: There is no such signal.

    Example:
    >>> values, sampling_rate = signal("heartbeat")
    >>> len(values) / sampling_rate
    60.0

    Source: Moody and Mark, MIT-BIH Arrhythmia Database (2001), record 208.
    """
    name = as_choice(name, "name", SIGNALS)
    with (DATA / f"{name}.npy").open("rb") as file:
        levels = np.load(file)
    # The converter of that database counts 200 levels a millivolt, with zero at level 1024.
    return Signal(((levels - 1024) / 200).astype(np.float32), sampling_rate=360)
