"""Which axes of an input and a kernel hold what, and what is said where they do not fit."""

import numpy as np
import pytest
from refusals import Huge, refusal

import convdemo as cd
from convdemo.channels import as_pair, curve_of, without_one_channel


def pair(x, kernel, channels=False):
    return as_pair(np.ones(x), np.ones(kernel), channels)


@pytest.mark.parametrize(
    ("x", "kernel", "channels", "rank"),
    [
        ((8,), (3,), False, 1),
        ((8, 9), (3, 3), False, 2),
        ((8, 9, 3), (3, 3, 3), False, 2),
        ((8, 9, 3), (3, 3, 3), True, 2),
        ((8, 3), (2, 3), True, 1),
        ((8, 1), (3,), False, 1),
        ((8, 1), (3, 1), False, 2),
        ((8, 9), (3, 3, 1), False, 2),
    ],
    ids=str,
)
def test_along_how_many_axes_a_kernel_walks(x, kernel, channels, rank):
    found = pair(x, kernel, channels)
    assert (found.x.shape, found.kernel.shape, found.rank) == (x, kernel, rank)


def test_only_an_axis_of_one_channel_is_left_out():
    def shapes(x, kernel, channels=False):
        plain = without_one_channel(pair(x, kernel, channels))
        return plain.x.shape, plain.kernel.shape, plain.rank

    assert shapes((8, 9, 1), (3, 2, 1)) == ((8, 9), (3, 2), 2)
    assert shapes((8, 9, 2), (3, 2, 2)) == ((8, 9, 2), (3, 2, 2), 2)
    assert shapes((8, 1), (3, 1)) == ((8, 1), (3, 1), 2)
    assert shapes((8, 1), (3, 1), channels=True) == ((8,), (3,), 1)


def test_only_a_long_column_is_drawn_as_a_sequence():
    shapes = [(17, 1), (16, 1), (17, 2), (17,), (17, 1, 1)]
    assert [curve_of(np.ones(each)).shape for each in shapes] == [(17,), *shapes[1:]]


TURN_X, TURN_KERNEL = "np.moveaxis(x, 0, -1)", "np.moveaxis(kernel, 0, -1)"


@pytest.mark.parametrize(
    ("x", "kernel", "channels", "counts", "line"),
    [
        (
            (8, 9, 3),
            (3, 3),
            False,
            (3, 1),
            "give np.stack([kernel] * 3, axis=-1) for 3 equal ones, or x[..., 0] for one",
        ),
        (
            (8, 9, 3),
            (3, 3, 1),
            False,
            (3, 1),
            "give np.repeat(kernel, 3, axis=-1) for 3 equal ones, or x[..., 0] for one",
        ),
        (
            (8, 9),
            (3, 3, 3),
            False,
            (1, 3),
            "give np.stack([x] * 3, axis=-1) for 3 equal ones, or kernel[..., 0] for one",
        ),
        (
            (8, 9, 1),
            (3, 3, 4),
            False,
            (1, 4),
            "give np.repeat(x, 4, axis=-1) for 4 equal ones, or kernel[..., 0] for one",
        ),
        (
            (8, 3),
            (2,),
            True,
            (3, 1),
            "give np.stack([kernel] * 3, axis=-1) for 3 equal ones, or x[..., 0] for one",
        ),
        ((8, 9, 3), (3, 3, 2), False, (3, 2), "x[..., :2] has 2"),
        ((8, 9, 2), (3, 2, 3), False, (2, 3), "kernel[..., :2] has 2"),
        ((3, 9, 9), (3, 3, 3), False, (9, 3), f"give {TURN_X} if the channels come first"),
        ((9, 9, 3), (3, 5, 5), False, (3, 5), f"give {TURN_KERNEL} if the channels come first"),
        (
            (3, 9, 9),
            (3, 5, 5),
            False,
            (9, 5),
            f"give {TURN_X} and {TURN_KERNEL} if the channels come first",
        ),
        (
            (10, 28, 28),
            (3, 3),
            False,
            (28, 1),
            f"give x[0] if x is a batch, {TURN_X} if its channels come first, or x[..., 0]",
        ),
    ],
    ids=str,
)
def test_unlike_channels_are_refused_with_the_line_that_helps(x, kernel, channels, counts, line):
    assert refusal(ValueError, pair, x, kernel, channels) == (
        f"x and kernel must have the same number of channels, but x of shape {x} has {counts[0]} "
        f"and kernel of shape {kernel} has {counts[1]}: {line}"
    )


def test_four_channels_are_not_yet_a_batch():
    assert "stack([kernel] * 4," in refusal(ValueError, pair, (8, 9, 4), (3, 3))
    assert "if x is a batch" in refusal(ValueError, pair, (8, 9, 5), (3, 3))


FIRST = ": if this is a layer's kernel, kernel[..., 0] is its first filter"


@pytest.mark.parametrize(
    ("x", "kernel", "channels", "message"),
    [
        ((8,), (3, 3), False, "1-D, but has shape (3, 3) and x has shape (8,): kernel[0] is its"),
        ((8,), (1, 3), False, "1-D, but has shape (1, 3) and x has shape (8,): kernel[0] is its"),
        ((8,), (3, 1, 1), False, f"1-D, but has shape (3, 1, 1) and x has shape (8,){FIRST}"),
        (
            (8, 9),
            (3, 3, 3, 1),
            False,
            f"2-D, but has shape (3, 3, 3, 1) and x has shape (8, 9){FIRST}",
        ),
        ((8, 9, 3), (3,), False, "3-D, but has shape (3,) and x has shape (8, 9, 3)"),
        ((8, 9, 3), (3, 3, 3, 5), False, f"and x has shape (8, 9, 3){FIRST}"),
        ((8, 3), (3, 3, 1), True, f"2-D, but has shape (3, 3, 1) and x has shape (8, 3){FIRST}"),
        (
            (8, 3),
            (2,),
            False,
            "(8, 3): give kernel[np.newaxis] if x is an image; if it is a sequence, np.stack",
        ),
    ],
    ids=str,
)
def test_a_kernel_of_other_axes_is_refused(x, kernel, channels, message):
    told = refusal(ValueError, pair, x, kernel, channels)
    assert told.startswith("kernel must be ")
    assert message in told


@pytest.mark.parametrize("filters", [1, 5])
def test_a_kernel_that_could_be_a_whole_one_for_a_sequence_is_never_guessed(filters):
    told = refusal(ValueError, pair, (8, 3), (3, 3, filters))
    assert told == (
        f"kernel can be read in two ways, since it has shape (3, 3, {filters}) and x has shape "
        "(8, 3): give kernel[..., 0] if x is an image; if it is a sequence, kernel[..., 0] and "
        "channels=True"
    )
    assert "same number" in refusal(ValueError, pair, (8, 4), (3, 3, 5))


def test_the_lines_that_help_do():
    x, kernel = np.random.default_rng(0).integers(0, 9, (2, 8, 3)), np.arange(3)
    sequence = x[0]
    shared = np.stack([kernel] * 3, axis=-1)
    expected = cd.cross_correlate(sequence.sum(axis=1), kernel)
    assert (cd.cross_correlate(sequence, shared, channels=True) == expected).all()
    image = np.random.default_rng(1).integers(0, 9, (3, 8, 8))
    sobel = cd.filters.SOBEL_VERTICAL
    turned = np.moveaxis(image, 0, -1)
    edges = cd.cross_correlate(turned, np.stack([sobel] * 3, axis=-1))
    assert (edges == cd.cross_correlate(image.sum(axis=0), sobel)).all()


def test_what_has_channels_is_said_by_true_or_false():
    assert refusal(ValueError, pair, (8,), (3,), True) == (
        "x, with channels=True, must be 2-D or 3-D, but has shape (8,)"
    )
    for value in (3, None, Huge()):
        assert refusal(TypeError, pair, (8, 3), (3, 3), value).startswith("channels must be True")
    told = refusal(ValueError, pair, (2, 8, 8, 3), (3, 3, 3))
    assert told.endswith("has shape (2, 8, 8, 3): if x is a batch, x[0] is its first input")
