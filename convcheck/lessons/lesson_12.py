"""Exercises of lesson 12: a layer as a matrix in two ways, and what the transpose returns."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from convcheck.engine import Given
from convcheck.kinds import Choice, Closed, Open
from convcheck.mistakes import altered, instead, misread
from convcheck.responses import all_zero, not_silent
from convdemo.arguments import Array
from convdemo.arithmetic import windows
from convdemo.walk import cross_correlate


def _image(rng: np.random.Generator) -> Given:
    return {"image": rng.integers(0, 10, (3, 4))}


def _patches(image: Array) -> Array:
    """Return the patches of 2 x 2 as rows, in the order of their positions."""
    return sliding_window_view(image, (2, 2)).reshape(-1, 4)


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


patches_of_an_image = Closed(
    "patches_of_an_image",
    shape_is_asked=True,
    asks="the patches of the image, one in each row",
    rule=_patches,
    draw=_image,
    right="Right: this matrix times kernel.ravel() is the feature map of any kernel of 2 x 2.",
    hint="How many positions are there across, and how many down? Row 0 holds the patch at the top "
    "left, row 1 the patch one column further to the right.",
    mistakes=[
        altered(
            "transposed",
            "This is transposed: each patch should be a row, not a column.",
            np.transpose,
        ),
        instead(
            "down first",
            "The patches are right, but not their order: go from left to right first, then down.",
            lambda image: _patches(image).reshape(2, 3, 4).swapaxes(0, 1).reshape(6, 4),
        ),
        altered(
            "read down",
            "Here each patch is read column after column, but kernel.ravel() reads row after row.",
            lambda right: right[:, [0, 2, 1, 3]],
        ),
        altered(
            "read backwards",
            "Here each patch is read backwards, which gives a convolution, as if the kernel were "
            "flipped.",
            lambda right: right[:, ::-1],
        ),
        altered(
            "no overlap",
            "These patches do not overlap, but with stride 1 the kernel moves by one column.",
            lambda right: right[[0, 2]],
        ),
        instead(
            "one row of the kernel",
            "These are pieces of single rows: a patch of 2 x 2 takes two numbers from each of two "
            "rows.",
            lambda image: sliding_window_view(image, 2, axis=1).reshape(-1, 2),
        ),
    ],
)

matrix_of_a_layer = Closed(
    "matrix_of_a_layer",
    shape_is_asked=True,
    asks="the matrix of the layer, a list of rows",
    rule=_matrix,
    draw=_kernel_n_and_strides,
    right="Right: each row is one position of the kernel, with the weights where it reads.",
    hint="Row 0 is the first position of the kernel: which inputs does it read there, and which at "
    "the second position?",
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
            "Here each row starts where the kernel in the row above ended: the stride says how "
            "far the kernel moves.",
            strides=3,
        ),
    ],
)

values_come_back = Closed(
    "values_come_back",
    asks="the transposed matrix times the feature map, five numbers",
    rule=_laid_down,
    draw=_input_and_kernel,
    right="Right: the shape of x is back, but not its values.",
    hint="For each number of the map, put down a copy of the kernel, multiplied by that number, "
    "where it was read; where copies overlap, add them.",
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
    right="b",
    says={
        "a": "This one is true: the map has fewer numbers than the input, and fewer numbers cannot "
        "tell all inputs apart.",
        "b": "Right: each response still takes one product for each weight, and what one gains is "
        "speed on hardware made for matrices.",
        "c": "This one is true: the sum takes 31 * 31 = 961 products for each response, the "
        "Fourier transform about 130.",
        "d": "This one is true: a slope goes back to each input by the weight that lay on it, and "
        "these weights are the columns of the matrix.",
    },
    hint="Work out for one response how many products each way takes, and ask whether the way in "
    "the statement changes that number.",
)

lost_input = Open(
    "lost_input",
    asks="six numbers, not all 0, whose map is 0 at all four positions",
    example=_lost,
    draw=_kernel_of_whole_steps,
    right="Right: it has the same map as zeros, so nothing can bring it back from its map.",
    hint="Choose the first two numbers as you like: what must the third be, so that the first "
    "sum is 0?",
    flaws=[
        all_zero("All numbers are 0: at least one must not be, so that something is lost."),
        not_silent("something left", "The response is {response:g} at index {index}, not 0."),
    ],
)
