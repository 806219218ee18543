"""Exercises of lesson 02: a kernel slides over an image."""

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Closed, Open
from convcheck.mistakes import (
    BIAS_FORGOTTEN,
    FLIPPED,
    NEGATED,
    PADDING_ADDED,
    TRANSPOSED,
    Flaw,
    altered,
    instead,
)
from convdemo.arguments import Array
from convdemo.filters import VERTICAL_LINE
from convdemo.walk import cross_correlate


def _patch_and_kernel(rng: np.random.Generator) -> Given:
    return {
        "patch": rng.integers(0, 4, (3, 3)),
        "kernel": rng.integers(-1, 3, (3, 3)),
        "bias": int(rng.choice([-3, -2, 2, 3])),
    }


def _output(patch: Array, kernel: Array, bias: float) -> float:
    return float((patch * kernel).sum() + bias)


def _image_and_kernel(rng: np.random.Generator) -> Given:
    return {"x": rng.integers(0, 4, (4, 5)), "kernel": rng.integers(-1, 3, (3, 3))}


def _batch(numbers: Array, rows: int, columns: int) -> Array:
    return numbers.reshape(1, rows, columns, 1)


def _numbers_of_an_image(rng: np.random.Generator) -> Given:
    rows, columns = rng.choice([2, 3, 4], size=2, replace=False).tolist()
    return {"numbers": rng.integers(0, 10, rows * columns), "rows": rows, "columns": columns}


def _threes(image: Array) -> list[Array]:
    """Return the patches to which the response of the vertical line filter is 3."""
    positions = np.argwhere(np.isclose(cross_correlate(image, VERTICAL_LINE), 3))
    return [image[row : row + 3, column : column + 3] for row, column in positions]


one_patch = Closed(
    "one_patch",
    asks="the output of the layer for this patch, one number",
    rule=_output,
    draw=_patch_and_kernel,
    right="Right: nine products are added up, and the bias is added once.",
    hint="Multiply each pixel by the weight that lies on it; add up the nine products, then add "
    "the bias.",
    mistakes=[
        BIAS_FORGOTTEN,
        FLIPPED,
        TRANSPOSED,
        instead(
            "matrix product",
            "This adds up the matrix product of patch and kernel: multiply element by element "
            "instead.",
            lambda patch, kernel, bias: float((patch @ kernel).sum() + bias),
        ),
        instead(
            "not multiplied",
            "This adds up the pixels and the bias: multiply each pixel by its weight first.",
            lambda patch, bias, **_: float(patch.sum() + bias),
        ),
        instead(
            "bias nine times",
            "This adds the bias to each of the nine products: add it once, to their sum.",
            lambda patch, kernel, bias: float((patch * kernel + bias).sum()),
        ),
        instead(
            "averaged",
            "This divides the sum by nine: a layer adds up the products and does not divide.",
            lambda patch, kernel, bias: float((patch * kernel).mean() + bias),
        ),
    ],
)

map_of_an_image = Closed(
    "map_of_an_image",
    asks="the feature map of kernel over image, two rows of three numbers",
    rule=cross_correlate,
    draw=_image_and_kernel,
    right="Right: the kernel fits at two positions down and three across, with nine products at "
    "each.",
    hint="The kernel starts in the top left corner and moves to the right until it meets the "
    "border; then it starts again at the left, one row further down.",
    mistakes=[
        FLIPPED,
        TRANSPOSED,
        NEGATED,
        PADDING_ADDED,
        altered(
            "rows and columns",
            "The numbers are right, but the rows and columns of the map are swapped.",
            np.transpose,
        ),
        altered(
            "order",
            "The numbers are right, but their order is not: the kernel moves along a row before it "
            "moves down.",
            lambda right: right.T.reshape(right.shape),
        ),
        instead(
            "not multiplied",
            "This adds up the pixels of each patch: multiply them by the weights first.",
            lambda x, kernel: cross_correlate(x, np.ones_like(kernel)),
        ),
    ],
)

rows_before_columns = Closed(
    "rows_before_columns",
    shape_is_asked=True,
    asks="the image as an array in the shape that Conv2D expects",
    rule=_batch,
    draw=_numbers_of_an_image,
    right="Right: the axes are (batch, height, width, channels), with one image and one channel.",
    hint="The axes are (batch, height, width, channels), and the numbers are listed row by row.",
    mistakes=[
        instead(
            "rows and columns",
            "Height and width are swapped, so the numbers of a row no longer stay together.",
            lambda numbers, rows, columns: numbers.reshape(1, columns, rows, 1),
        ),
        instead(
            "transposed",
            "This image is transposed: its rows have become columns.",
            lambda numbers, rows, columns: _batch(numbers, rows, columns).swapaxes(1, 2),
        ),
        instead(
            "batch axis forgotten",
            "The first axis is missing: the batch, which here holds one image.",
            lambda numbers, rows, columns: numbers.reshape(rows, columns, 1),
        ),
        instead(
            "channel axis forgotten",
            "The last axis is missing: the channels, of which a grey image has one.",
            lambda numbers, rows, columns: numbers.reshape(1, rows, columns),
        ),
        instead(
            "both axes forgotten",
            "This is the bare image: add an axis for the batch before it and one for the channels "
            "after it.",
            lambda numbers, rows, columns: numbers.reshape(rows, columns),
        ),
        instead(
            "channels first",
            "Here the channels come before height and width: in these lessons they come last.",
            lambda numbers, rows, columns: numbers.reshape(1, 1, rows, columns),
        ),
        instead(
            "batch last",
            "Here the batch axis comes last: it should come first.",
            lambda numbers, rows, columns: numbers.reshape(rows, columns, 1, 1),
        ),
    ],
)

three_beside_white = Open(
    "three_beside_white",
    asks="a 5 by 5 image of zeros and ones whose map has a 3, with something white beside each "
    "3's middle column",
    example=lambda: np.ones((5, 5)),
    right="Right: the response is 3 wherever the middle column is white, whatever is beside it.",
    hint="The filter ignores two of the three columns of each patch: what could they contain?",
    flaws=[
        Flaw(
            "other numbers",
            "The image contains numbers other than 0 and 1.",
            lambda answer: not np.isin(answer, [0, 1]).all(),
        ),
        Flaw(
            "no three",
            lambda answer: (
                "The largest number in the map is "
                f"{cross_correlate(answer, VERTICAL_LINE).max():g}, not 3."
            ),
            lambda answer: not _threes(answer),
        ),
        Flaw(
            "a line",
            "One patch with a 3 is a white line between two black columns: paint something beside "
            "the line white.",
            lambda answer: any(not patch[:, [0, 2]].any() for patch in _threes(answer)),
        ),
    ],
)
