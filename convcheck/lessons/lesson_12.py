"""Exercises of lesson 11: the matrix of a layer, and what its transpose gives back."""

import numpy as np

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import altered, instead, misread
from convcheck.responses import all_zero, not_silent
from convdemo.arguments import Array
from convdemo.arithmetic import windows
from convdemo.walk import cross_correlate


def _matrix(kernel: Array, n: int, strides: int) -> Array:
    """Return the matrix of a layer: row i holds the weights where position i reads."""
    reads = windows(n, len(kernel), strides)
    matrix = np.zeros((len(reads), n))
    for row, read in zip(matrix, reads, strict=True):
        row[read] = kernel
    return matrix


def _kernel_n_and_strides(rng: np.random.Generator) -> Given:
    return {"kernel": rng.integers(1, 5, 3), "n": int(rng.choice([6, 7])), "strides": 2}


def _wrapped(kernel: Array, n: int, strides: int) -> Array:
    rows = [np.roll(np.pad(kernel, (0, n - 3)), start) for start in range(0, n, strides)]
    return np.array(rows)


def _input_and_kernel(rng: np.random.Generator) -> Given:
    return {"x": rng.integers(0, 3, 5), "kernel": rng.integers(1, 4, 3)}


def _laid_down(x: Array, kernel: Array) -> Array:
    """Return what the transposed matrix makes of the map of x."""
    return _matrix(kernel, len(x), strides=1).T @ cross_correlate(x, kernel)


def _kernel_of_whole_steps(rng: np.random.Generator) -> Given:
    kernel = rng.integers(-3, 4, 3)
    kernel[2] = rng.choice([-1, 1])
    return {"kernel": kernel}


def _lost(kernel: Array) -> Array:
    x = [1.0, 0.0]
    for _ in range(4):
        x.append(-(kernel[0] * x[-2] + kernel[1] * x[-1]) / kernel[2])
    return np.array(x)


matrix_of_a_layer = Closed(
    "matrix_of_a_layer",
    shape_is_asked=True,
    asks="the matrix of the layer, a list of rows",
    rule=_matrix,
    draw=_kernel_n_and_strides,
    right="Right: each row is one position of the kernel, with the weights where it reads.",
    hint="Row 0 is the first position: where does the kernel read there, and where at the second "
    "one?",
    mistakes=[
        misread(
            "strides forgotten",
            "This ignores the stride: each row starts one column after the one above.",
            strides=1,
        ),
        misread(
            "flipped",
            "You flipped the kernel: in a row of the matrix the weights keep their order.",
            kernel=np.flip,
        ),
        altered(
            "transposed",
            "This is transposed: the matrix has a row for each number of the map and a column "
            "for each number of the input.",
            np.transpose,
        ),
        instead(
            "wrapped round",
            "Here the weights wrap round to the start: under valid padding the kernel stays "
            "inside the input.",
            _wrapped,
        ),
        misread(
            "moved by the kernel",
            "Here each row starts where the kernel in the row above ends: the stride says how "
            "far it moves.",
            strides=3,
        ),
    ],
)

values_come_back = Closed(
    "values_come_back",
    asks="the transposed matrix times the feature map, five numbers",
    rule=_laid_down,
    draw=_input_and_kernel,
    right="Right: the shape of x is back, but its values are not.",
    hint="Multiply the kernel by each number of the map and put it back where that number was "
    "read; overlaps add up.",
    mistakes=[
        instead(
            "inverted",
            "This is x itself: the transposed matrix restores its shape, not its values.",
            lambda x, **_: x,
        ),
        instead(
            "flipped",
            "You used the flipped kernel: a row of the matrix becomes a column of its transpose, "
            "and its weights keep their order.",
            lambda x, kernel: _matrix(kernel[::-1], len(x), 1).T @ cross_correlate(x, kernel),
        ),
        instead(
            "map padded",
            "This is the map with a zero at each end: each of its numbers puts back a whole "
            "kernel.",
            lambda x, kernel: np.pad(cross_correlate(x, kernel), 1),
        ),
        instead(
            "not overlapped",
            "Overlaps add up: here each number of the map overwrites the one before.",
            lambda x, kernel: np.append(
                cross_correlate(x, kernel) * kernel[0],
                cross_correlate(x, kernel)[-1] * kernel[1:],
            ),
        ),
    ],
)

ways_and_costs = Choice(
    "ways_and_costs",
    asks="which of four statements is false",
    right="a",
    says={
        "a": "Right: it restores only the shape, since many inputs share one map.",
        "b": "This one is true: every position uses the same weights, one stride further on.",
        "c": "This one is true: sliding takes one product per weight for each number, while a "
        "transform hardly depends on the kernel size.",
        "d": "This one is true: a product of transforms is a convolution, which flips the "
        "kernel, so you flip it first.",
    },
    hint="The lesson compares an input with what is restored from its map: compare the shapes, "
    "then the values.",
)

lost_input = Open(
    "lost_input",
    asks="six numbers, not all 0, whose map is 0 at all four positions",
    example=_lost,
    draw=_kernel_of_whole_steps,
    right="Right: the layer cannot tell this input from zeros, so nothing can bring it back.",
    hint="Choose the first two numbers as you like: what must the third be, so that the first "
    "sum is 0?",
    flaws=[
        all_zero("All numbers are 0: at least one must not be, so that something is lost."),
        not_silent("something left", "The response is {response:g} at index {index}, not 0."),
    ],
)
