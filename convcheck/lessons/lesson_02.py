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


def _answer(patch: Array, kernel: Array, bias: float) -> float:
    return float((patch * kernel).sum() + bias)


def _image_and_kernel(rng: np.random.Generator) -> Given:
    return {"x": rng.integers(0, 4, (4, 5)), "kernel": rng.integers(-1, 3, (3, 3))}


def _batch(numbers: Array, rows: int, columns: int) -> Array:
    return numbers.reshape(1, rows, columns, 1)


def _numbers_of_an_image(rng: np.random.Generator) -> Given:
    rows, columns = rng.choice([2, 3, 4], size=2, replace=False).tolist()
    return {"numbers": rng.integers(0, 10, rows * columns), "rows": rows, "columns": columns}


def _threes(image: Array) -> list[Array]:
    """Return the patches to which the vertical line filter answers 3."""
    places = np.argwhere(np.isclose(cross_correlate(image, VERTICAL_LINE), 3))
    return [image[row : row + 3, column : column + 3] for row, column in places]


one_patch = Closed(
    "one_patch",
    asks="what the layer answers to this patch, one number",
    rule=_answer,
    draw=_patch_and_kernel,
    right="Right: nine products, their sum, and the bias once.",
    hint="Multiply the two numbers that stand at the same place, nine times; add the nine "
    "products, then the bias.",
    mistakes=[
        BIAS_FORGOTTEN,
        FLIPPED,
        TRANSPOSED,
        instead(
            "matrix product",
            "This adds up the matrix product of patch and kernel: multiply place by place.",
            lambda patch, kernel, bias: float((patch @ kernel).sum() + bias),
        ),
        instead(
            "not multiplied",
            "This is the sum of the patch and the bias: the weights are not used.",
            lambda patch, bias, **_: float(patch.sum() + bias),
        ),
        instead(
            "bias nine times",
            "The bias is added to each product: it is added once, to their sum.",
            lambda patch, kernel, bias: float((patch * kernel + bias).sum()),
        ),
        instead(
            "averaged",
            "The sum is divided by nine: a layer adds and does not divide.",
            lambda patch, kernel, bias: float((patch * kernel).mean() + bias),
        ),
    ],
)

map_of_an_image = Closed(
    "map_of_an_image",
    asks="the feature map of kernel over image, two rows of three numbers",
    rule=cross_correlate,
    draw=_image_and_kernel,
    right="Right: two stops down, three across, and nine products at each.",
    hint="The kernel starts in the upper left corner, goes right until it meets the border, "
    "then starts again one row further down.",
    mistakes=[
        FLIPPED,
        TRANSPOSED,
        NEGATED,
        PADDING_ADDED,
        altered(
            "rows and columns",
            "The numbers are right, but rows stand where columns belong: rows come first.",
            np.transpose,
        ),
        altered(
            "order",
            "The numbers are right, but the walk goes along the rows, not down the columns.",
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
    asks="the image as an array of the shape that Conv2D takes",
    rule=_batch,
    draw=_numbers_of_an_image,
    right="Right: (samples, rows, columns, channels), one sample of one channel.",
    hint="The axes are (samples, rows, columns, channels), and the numbers are written row by row.",
    mistakes=[
        instead(
            "rows and columns",
            "Rows and columns are exchanged, so the numbers of a row no longer stand together.",
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
            "This is the bare image: an axis for samples stands before it, one for channels "
            "after it.",
            lambda numbers, rows, columns: numbers.reshape(rows, columns),
        ),
        instead(
            "channels first",
            "Here the channels stand before rows and columns: in these lessons they come last.",
            lambda numbers, rows, columns: numbers.reshape(1, 1, rows, columns),
        ),
        instead(
            "samples last",
            "Here the samples stand last: they come first.",
            lambda numbers, rows, columns: numbers.reshape(rows, columns, 1, 1),
        ),
    ],
)

three_without_a_line = Open(
    "three_without_a_line",
    asks="a 5 by 5 image of zeros and ones without a vertical line whose map holds a 3",
    example=lambda: np.ones((5, 5)),
    right="Right: the filter answers 3 to more than the line it was made for.",
    hint="The filter reads one column of each patch: what may stand beside it?",
    flaws=[
        Flaw(
            "other numbers",
            "The image holds other numbers than 0 and 1.",
            lambda answer: not np.isin(answer, [0, 1]).all(),
        ),
        Flaw(
            "no three",
            lambda answer: (
                "The largest number of the map is "
                f"{cross_correlate(answer, VERTICAL_LINE).max():g}, not 3."
            ),
            lambda answer: not _threes(answer),
        ),
        Flaw(
            "a line",
            "Where the map holds a 3, the patch is a vertical line, black on both sides.",
            lambda answer: any(not patch[:, [0, 2]].any() for patch in _threes(answer)),
        ),
    ],
)
