"""The handcrafted filters: named weights, each with what it responds to, and two of any size."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from convdemo.arguments import Sizes, as_number, as_positive, as_whole_per_axis

OCTAVE = 0.56  # the sigma of a Gabor filter in wavelengths, for a bandwidth of one octave

Weights = npt.NDArray[np.float32]


class Filter(NamedTuple):
    """A named filter: its weights and what they respond to."""

    name: str
    weights: Weights
    responds_to: str


def gaussian(size: Sizes, sigma: float) -> Filter:
    """Return a Gaussian blur of any size, whose weights sum to 1.

    Args:
        size: Rows and columns, or one number for both. It loses little from 6 sigma on.
        sigma: How far the average reaches, in pixels: the standard deviation.

    Output shape: `weights` is `(rows, columns)`.

    Returns:
        A `Filter`.

    Raises:
        TypeError: `size` is not whole.
        ValueError: `size` or `sigma` is not above 0.

    Example:
    >>> (100 * gaussian(3, sigma=1).weights).round().tolist()
    [[8.0, 12.0, 8.0], [12.0, 20.0, 12.0], [8.0, 12.0, 8.0]]
    >>> gaussian((1, 5), sigma=2).weights[0].shape  # for a sequence
    (5,)

    Source: D. Marr and E. Hildreth, Theory of Edge Detection (1980): exp(-(x² + y²) / (2 sigma²)).
    """
    x, y = _centred(size)
    weights = _bell(x, y, as_positive(sigma, "sigma"))
    told = f"an average that favours the middle, with a sigma of {sigma:g} pixels"
    return Filter("gaussian", _weights(*weights, divisor=weights.sum()), told)


def gabor(
    size: Sizes,
    wavelength: float,
    *,
    angle: float = 0.0,
    phase: float = 0.0,
    sigma: float | None = None,
) -> Filter:
    """Return a Gabor filter of any size: waves that fade out around the middle.

    Args:
        size: Rows and columns, or one number for both.
        wavelength: From the middle of one bright stripe to the next, in pixels.
        angle: By how many degrees the stripes are turned clockwise; 0 is upright.
        phase: In degrees; with 0 the middle is bright, as for a line, with 90 it is an edge, bright
            on the left.
        sigma: How far the waves reach, in pixels; 0.56 wavelengths, an octave, if left out.

    Output shape: `weights` is `(rows, columns)`.

    Returns:
        A `Filter`.

    Raises:
        TypeError: `size` is not whole.
        ValueError: `size`, `wavelength` or `sigma` is not above 0.

    Example:
    >>> gabor((1, 5), wavelength=4, sigma=100).weights.round().tolist()
    [[-1.0, 0.0, 1.0, 0.0, -1.0]]

    Source: J. G. Daugman, Uncertainty relation for resolution in space, spatial frequency, and
    orientation optimized by two-dimensional visual cortical filters (1985):
    exp(-(x² + y²) / (2 sigma²)) cos(2 pi u / wavelength + phase), u = x cos angle + y sin angle.
    """
    x, y = _centred(size)
    length, turned = as_positive(wavelength, "wavelength"), np.radians(as_number(angle, "angle"))
    reach = OCTAVE * length if sigma is None else as_positive(sigma, "sigma")
    across = x * np.cos(turned) + y * np.sin(turned)
    waves = np.cos(2 * np.pi * across / length + np.radians(as_number(phase, "phase")))
    told = f"stripes {length:g} pixels apart, upright ones turned clockwise by {angle:g} degrees"
    return Filter("gabor", _weights(*(_bell(x, y, reach) * waves)), told)


def _centred(size: Sizes) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return how far each weight stands to the right of the middle, and how far below it."""
    rows, columns = as_whole_per_axis(size, 2, "size")
    x, y = np.meshgrid(np.arange(columns) - (columns - 1) / 2, np.arange(rows) - (rows - 1) / 2)
    return x, y


def _bell(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], sigma: float
) -> npt.NDArray[np.float64]:
    return np.asarray(np.exp(-(x**2 + y**2) / (2 * sigma**2)))


def _weights(*rows: npt.ArrayLike, divisor: float = 1) -> Weights:
    weights = (np.array(rows, dtype=np.float64) / divisor).astype(np.float32)
    weights.setflags(write=False)
    return weights


def _named(responds_to: Mapping[str, str]) -> Mapping[str, Filter]:
    """Return the filters whose constants have these names."""
    return MappingProxyType(
        {name: Filter(name, globals()[name.upper()], text) for name, text in responds_to.items()}
    )


IDENTITY = _weights([0, 0, 0], [0, 1, 0], [0, 0, 0])

VERTICAL_LINE = _weights([0, 1, 0], [0, 1, 0], [0, 1, 0])
HORIZONTAL_LINE = _weights([0, 0, 0], [1, 1, 1], [0, 0, 0])
DIAGONAL_LINE = _weights([1, 0, 0], [0, 1, 0], [0, 0, 1])
ANTIDIAGONAL_LINE = _weights([0, 0, 1], [0, 1, 0], [1, 0, 0])

VERTICAL_RIDGE = _weights([-1, 2, -1], [-1, 2, -1], [-1, 2, -1])
HORIZONTAL_RIDGE = _weights([-1, -1, -1], [2, 2, 2], [-1, -1, -1])
DIAGONAL_RIDGE = _weights([2, -1, -1], [-1, 2, -1], [-1, -1, 2])
ANTIDIAGONAL_RIDGE = _weights([-1, -1, 2], [-1, 2, -1], [2, -1, -1])

PREWITT_VERTICAL = _weights([-1, 0, 1], [-1, 0, 1], [-1, 0, 1])
PREWITT_HORIZONTAL = _weights([-1, -1, -1], [0, 0, 0], [1, 1, 1])
SOBEL_VERTICAL = _weights([-1, 0, 1], [-2, 0, 2], [-1, 0, 1])
SOBEL_HORIZONTAL = _weights([-1, -2, -1], [0, 0, 0], [1, 2, 1])

LAPLACIAN = _weights([0, -1, 0], [-1, 4, -1], [0, -1, 0])
SHARPEN = _weights([0, -1, 0], [-1, 5, -1], [0, -1, 0])
BOX_BLUR = _weights([1, 1, 1], [1, 1, 1], [1, 1, 1], divisor=9)
GAUSSIAN_BLUR = _weights([1, 2, 1], [2, 4, 2], [1, 2, 1], divisor=16)

RESPONDS_TO = {
    "identity": "the pixel itself: the map is the input without its border",
    "vertical_line": "bright pixels in the middle column, a white area included",
    "horizontal_line": "bright pixels in the middle row, a white area included",
    "diagonal_line": "bright pixels from top left to bottom right, a white area included",
    "antidiagonal_line": "bright pixels from top right to bottom left, a white area included",
    "vertical_ridge": "a column brighter than both neighbours; 0 on any uniform area",
    "horizontal_ridge": "a row brighter than both neighbours; 0 on any uniform area",
    "diagonal_ridge": "a line from top left to bottom right; 0 on any uniform area",
    "antidiagonal_ridge": "a line from top right to bottom left; 0 on any uniform area",
    "prewitt_vertical": "a vertical edge: above 0 where the right is brighter",
    "prewitt_horizontal": "a horizontal edge: above 0 where the bottom is brighter",
    "sobel_vertical": "a vertical edge, the middle row counted twice",
    "sobel_horizontal": "a horizontal edge, the middle column counted twice",
    "laplacian": "a pixel that differs from its four neighbours; 0 on any uniform area",
    "sharpen": "the pixel plus its difference from its four neighbours",
    "box_blur": "the plain average of the nine pixels",
    "gaussian_blur": "an average of the nine pixels that favours the middle",
}
BANK = _named(RESPONDS_TO)

# Beside the bank, whose filters the lessons compare with each other.
# Source of the first two: V. Powell, Image Kernels (2015), setosa.io/ev/image-kernels.
EMBOSS = _weights([-2, -1, 0], [-1, 1, 1], [0, 1, 2])
OUTLINE = _weights([-1, -1, -1], [-1, 8, -1], [-1, -1, -1])
# Source: H. Scharr, Optimale Operatoren in der Digitalen Bildverarbeitung (2000).
SCHARR_VERTICAL = _weights([-3, 0, 3], [-10, 0, 10], [-3, 0, 3])
SCHARR_HORIZONTAL = _weights([-3, -10, -3], [0, 0, 0], [3, 10, 3])
# Source: L. G. Roberts, Machine Perception of Three-Dimensional Solids (1963).
ROBERTS_DIAGONAL = _weights([1, 0], [0, -1])
ROBERTS_ANTIDIAGONAL = _weights([0, 1], [-1, 0])

MORE = _named(
    {
        "emboss": "the pixel plus a diagonal edge: brighter where the bottom right is brighter",
        "outline": "a pixel that differs from its eight neighbours; 0 on any uniform area",
        "scharr_vertical": "a vertical edge; as a pair, with the best direction of the edge",
        "scharr_horizontal": "a horizontal edge; as a pair, with the best direction of the edge",
        "roberts_diagonal": "a pixel brighter than the one at its bottom right",
        "roberts_antidiagonal": "a pixel brighter than the one at its bottom left",
    }
)
