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
    right="Right: this is the sum of nine products, plus the bias once.",
    hint="Multiply each pixel by the weight that lies on it; add the nine products, then the bias.",
    mistakes=[
        BIAS_FORGOTTEN,
        FLIPPED,
        TRANSPOSED,
        instead(
            "matrix product",
            "This is the sum of the matrix product of patch and kernel: multiply element by "
            "element.",
            lambda patch, kernel, bias: float((patch @ kernel).sum() + bias),
        ),
        instead(
            "not multiplied",
            "This is the sum of the patch plus the bias: it does not use the weights.",
            lambda patch, bias, **_: float(patch.sum() + bias),
        ),
        instead(
            "bias nine times",
            "You added the bias to each product: add it once, to their sum.",
            lambda patch, kernel, bias: float((patch * kernel + bias).sum()),
        ),
        instead(
            "averaged",
            "You divided the sum by nine: a layer adds and does not divide.",
            lambda patch, kernel, bias: float((patch * kernel).mean() + bias),
        ),
    ],
)

map_of_an_image = Closed(
    "map_of_an_image",
    asks="the feature map of kernel over image, two rows of three numbers",
    rule=cross_correlate,
    draw=_image_and_kernel,
    right="Right: there are two positions down and three across, with nine products at each.",
    hint="The kernel starts in the upper left corner, moves right until it meets the border, "
    "then starts again one row further down.",
    mistakes=[
        FLIPPED,
        TRANSPOSED,
        NEGATED,
        PADDING_ADDED,
        altered(
            "rows and columns",
            "The numbers are right, but rows and columns are swapped: rows come first.",
            np.transpose,
        ),
        altered(
            "order",
            "The numbers are right, but in the wrong order: the kernel moves along the rows, not "
            "down the columns.",
            lambda right: right.T.reshape(right.shape),
        ),
        instead(
            "not multiplied",
            "These are the sums of the patches: multiply by the weights first.",
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
    right="Right: the axes are (samples, rows, columns, channels), with one sample and one "
    "channel.",
    hint="The axes are (samples, rows, columns, channels), and the numbers are written row by row.",
    mistakes=[
        instead(
            "rows and columns",
            "Rows and columns are swapped, so the numbers of a row no longer stay together.",
            lambda numbers, rows, columns: numbers.reshape(1, columns, rows, 1),
        ),
        instead(
            "transposed",
            "The image is transposed: its rows have become columns.",
            lambda numbers, rows, columns: _batch(numbers, rows, columns).swapaxes(1, 2),
        ),
        instead(
            "batch axis forgotten",
            "The first axis is missing, the one that counts samples.",
            lambda numbers, rows, columns: numbers.reshape(rows, columns, 1),
        ),
        instead(
            "channel axis forgotten",
            "The last axis is missing, the one that counts channels.",
            lambda numbers, rows, columns: numbers.reshape(1, rows, columns),
        ),
        instead(
            "both axes forgotten",
            "This is the bare image: add an axis for samples before it and one for channels "
            "after it.",
            lambda numbers, rows, columns: numbers.reshape(rows, columns),
        ),
        instead(
            "channels first",
            "Here the channels come before rows and columns: in these lessons they come last.",
            lambda numbers, rows, columns: numbers.reshape(1, 1, rows, columns),
        ),
        instead(
            "samples last",
            "Here the samples come last: they should come first.",
            lambda numbers, rows, columns: numbers.reshape(rows, columns, 1, 1),
        ),
    ],
)

three_without_a_line = Open(
    "three_without_a_line",
    asks="a 5 by 5 image of zeros and ones, without a vertical line, whose map has a 3",
    example=lambda: np.ones((5, 5)),
    right="Right: the response is 3 to more than the line that the filter was made for.",
    hint="The filter reads only one column of each patch: what may the other two hold?",
    flaws=[
        Flaw(
            "other numbers",
            "The image holds numbers other than 0 and 1.",
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
            "The map has a 3 where the patch is a vertical line between two black columns.",
            lambda answer: any(not patch[:, [0, 2]].any() for patch in _threes(answer)),
        ),
    ],
)
