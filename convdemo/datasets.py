"""The bundled data: small, offline, described in `convdemo/data/README.md`."""

import gzip
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.arguments import as_choice, as_whole, must

DATA = Path(__file__).with_name("data")
PHOTOS = ("brick", "camera", "coffee")
SIGNALS = ("heartbeat",)


class Digits(NamedTuple):
    """Handwritten digits: square images, and the digit that each one shows."""

    images: npt.NDArray[np.float32]
    labels: npt.NDArray[np.int64]


class Signal(NamedTuple):
    """A sequence of measurements, and how many were taken in a second."""

    values: npt.NDArray[np.float32]
    sampling_rate: int


def digits(size: int = 8) -> Digits:
    """Return handwritten digits.

    Args:
        size: The height and the width of each image in pixels: 8 (1797 images) or 28 (2500
            images, 250 of each digit; the labels run from 0 to 9, over and over).

    Returns:
        `images` of shape (1797, 8, 8), whole values from 0 to 16, or (2500, 28, 28), whole
        values from 0 to 255, as float32, and `labels`.

    Raises:
        TypeError: `size` is not a whole number.
        ValueError: There are no images of this size.

    Example:
    >>> images, labels = digits()
    >>> images.shape, labels[:5].tolist()
    ((1797, 8, 8), [0, 1, 2, 3, 4])
    >>> images, labels = digits(28)
    >>> images.shape, labels[:5].tolist()
    ((2500, 28, 28), [0, 1, 2, 3, 4])

    Source: Alpaydin and Kaynak, UCI Machine Learning Repository (1998); LeCun, Cortes and Burges,
    MNIST (1998).
    """
    size = as_whole(size, "size")
    if size not in (8, 28):
        raise ValueError(must("size", "be 8 or 28", size))
    if size == 28:
        with np.load(DATA / "digits_28.npz") as stored:
            return Digits(stored["images"].astype(np.float32), stored["labels"].astype(np.int64))
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
