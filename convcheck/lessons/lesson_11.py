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
    """Return the matrix of a layer: row i holds the weights where stop i reads."""
    places = windows(n, len(kernel), strides)
    matrix = np.zeros((len(places), n))
    for row, place in zip(matrix, places, strict=True):
        row[place] = kernel
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
    right="Right: each row is one stop, and the weights stand where that stop reads.",
    hint="Row 0 is the first stop: where does it read, and where does the second one?",
    mistakes=[
        misread(
            "strides forgotten",
            "The stride is forgotten: here each row starts one place after the one above.",
            strides=1,
        ),
        misread(
            "flipped",
            "The kernel is flipped: in a row of the matrix the weights stand as in the kernel.",
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
            "At the end the weights come in again at the start: under valid padding the kernel "
            "stops before it leaves the input.",
            _wrapped,
        ),
        misread(
            "moved by the kernel",
            "Here each row starts where the kernel above ends: the stride says how far it moves.",
            strides=3,
        ),
    ],
)

values_come_back = Closed(
    "values_come_back",
    asks="the transposed matrix times the feature map, five numbers",
    rule=_laid_down,
    draw=_input_and_kernel,
    right="Right: the shape of x is back, its values are not.",
    hint="Each number of the map lays down the kernel, scaled by it, where it was read; what "
    "overlaps adds up.",
    mistakes=[
        instead(
            "inverted",
            "This is x itself: the transposed matrix restores its shape, not its values.",
            lambda x, **_: x,
        ),
        instead(
            "flipped",
            "The kernel is laid down flipped: a row of the matrix becomes a column of its "
            "transpose, "
            "and its weights keep their order.",
            lambda x, kernel: _matrix(kernel[::-1], len(x), 1).T @ cross_correlate(x, kernel),
        ),
        instead(
            "map padded",
            "This is the map with a zero at each end: each of its numbers lays down a kernel.",
            lambda x, kernel: np.pad(cross_correlate(x, kernel), 1),
        ),
        instead(
            "not overlapped",
            "Overlaps add up: here each number of the map wrote over the one before.",
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
        "a": "Right: it restores the shape only, since many inputs share one map.",
        "b": "This one is true: every stop multiplies by the same filter, one stride further on.",
        "c": "This one is true: a window costs as many products for each number as the kernel "
        "has weights, and a transform hardly asks for its size.",
        "d": "This one is true: a product of transforms is a convolution, which flips, so a "
        "flipped kernel is what it needs.",
    },
    hint="The lesson compares an input with what is restored from its map: its shape, and its "
    "values.",
)

lost_input = Open(
    "lost_input",
    asks="six numbers, not all 0, whose map is 0 at all four stops",
    example=_lost,
    draw=_kernel_of_whole_steps,
    right="Right: the layer cannot tell this input from zeros, so nothing can bring it back.",
    hint="Choose the first two numbers as you like: what must the third be, so that the first "
    "sum is 0?",
    flaws=[
        all_zero("All numbers are 0: at least one must differ, so that something is lost."),
        not_silent("something left", "The layer answers {number:g} at place {place}, not 0."),
    ],
)
