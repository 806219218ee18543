"""The handcrafted filter bank: named 3x3 weights, each with what it responds to."""

from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Weights = npt.NDArray[np.float32]


class Filter(NamedTuple):
    """A named filter: its weights and what they respond to."""

    name: str
    weights: Weights
    responds_to: str


def _weights(*rows: list[float], divisor: float = 1) -> Weights:
    weights = np.array(rows, dtype=np.float32) / np.float32(divisor)
    weights.setflags(write=False)
    return weights


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
BANK = MappingProxyType(
    {name: Filter(name, globals()[name.upper()], text) for name, text in RESPONDS_TO.items()}
)
