import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from refusals import Huge, NoArray, NoRepr, refusal
from scipy import signal

import convdemo as cd
from convdemo.arithmetic import windows
from convdemo.walk import Limits, Walk

REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=60)
BUMP = [0, 0, 0, 1, 1, 0, 0, 0]
VERTICAL_RIDGE = [[-1, 2, -1]] * 3

values = st.floats(-4, 4, width=16)


def arrays(shape):
    return hnp.arrays(np.float64, shape, elements=values)


@st.composite
def walks(draw, rank=None):
    """Draw an input, a kernel and options, which differ from axis to axis."""
    rank = rank or draw(st.integers(1, 2))
    sizes = st.tuples(*[st.integers(1, 4)] * rank)
    padding = draw(st.sampled_from(["valid", "same"] + ["causal"] * (rank == 1)))
    kernel_size = draw(sizes)
    strides = dilation_rate = (1,) * rank
    if draw(st.booleans()):
        strides = draw(sizes)
    else:
        dilation_rate = draw(sizes)
    extra = draw(st.tuples(*[st.integers(0, 6)] * rank))
    spread = np.multiply(dilation_rate, np.subtract(kernel_size, 1)) * (padding == "valid")
    shape = tuple(int(n) for n in spread + np.add(extra, 1))
    options = {"strides": strides, "dilation_rate": dilation_rate, "padding": padding}
    return draw(arrays(shape)), draw(arrays(kernel_size)), options


# The worked examples


def test_sequence_with_the_identity():
    feature_map = cd.cross_correlate(BUMP, [0, 1, 0])
    assert feature_map.tolist() == [0, 0, 1, 1, 0, 0]
    assert feature_map.tolist() == BUMP[1:-1]


@pytest.mark.parametrize(
    ("kernel", "expected"),
    [([-1, 2, -1], [0, -1, 1, 1, -1, 0]), ([-1, 0, 1], [0, 1, 1, -1, -1, 0])],
)
def test_sequence_with_a_ridge_and_a_step(kernel, expected):
    assert cd.cross_correlate(BUMP, kernel).tolist() == expected


def test_image_with_the_vertical_line_filter():
    feature_map = cd.cross_correlate([BUMP] * 8, cd.filters.VERTICAL_LINE)
    assert feature_map.tolist() == [[0, 0, 3, 3, 0, 0]] * 6


def test_image_with_the_horizontal_line_filter():
    feature_map = cd.cross_correlate([BUMP] * 8, cd.filters.HORIZONTAL_LINE)
    assert feature_map.tolist() == [[0, 1, 2, 2, 1, 0]] * 6
    assert feature_map.max() == 2
    assert (feature_map.max(axis=1) > 0).all()


WHITE = np.ones((8, 8))
ROW_LINE = np.eye(8)[[3]].T @ np.ones((1, 8))
TWO_ROWS = np.array([BUMP] * 8).T
DOT = np.pad([[1]], ((3, 4), (3, 4)))


def test_plain_vertical_filter_answers_more_than_vertical_lines():
    vertical = cd.filters.VERTICAL_LINE
    assert (cd.cross_correlate(WHITE, vertical) == 3).all()
    assert cd.cross_correlate(TWO_ROWS, vertical).T.tolist() == [[0, 1, 2, 2, 1, 0]] * 6
    dot = cd.cross_correlate(DOT, vertical)
    assert np.argwhere(dot).tolist() == [[1, 2], [2, 2], [3, 2]]
    assert dot.max() == dot.sum() / 3 == 1


def test_negative_weights_make_a_line_detector():
    assert (cd.cross_correlate(WHITE, VERTICAL_RIDGE) == 0).all()
    assert (cd.cross_correlate(ROW_LINE, VERTICAL_RIDGE) == 0).all()
    one_column = cd.cross_correlate(ROW_LINE.T, VERTICAL_RIDGE)
    assert one_column[:, 1:4].tolist() == [[-3, 6, -3]] * 6
    two_columns = cd.cross_correlate([BUMP] * 8, VERTICAL_RIDGE)
    assert two_columns[:, 1:5].tolist() == [[-3, 3, 3, -3]] * 6


@pytest.mark.parametrize("image", [np.eye(8), np.eye(8)[::-1]], ids=["down", "up"])
@pytest.mark.parametrize("name", ["vertical_line", "horizontal_line"])
def test_diagonals_answer_weakly(image, name):
    assert cd.cross_correlate(image, cd.filters.BANK[name].weights).max() == 1


def test_an_edge_is_odd_and_a_line_is_even():
    edge, line = np.repeat([0, 1], 4), np.array(BUMP)
    assert cd.cross_correlate(edge, [-1, 0, 1]).tolist() == [0, 0, 1, 1, 0, 0]
    assert cd.cross_correlate(1 - edge, [-1, 0, 1]).max() == 0
    assert cd.cross_correlate(line, [-1, 2, -1]).max() == 1
    rows = cd.cross_correlate(np.repeat(edge, 8).reshape(8, 8), cd.filters.PREWITT_HORIZONTAL)
    assert rows.T.tolist() == [[0, 0, 3, 3, 0, 0]] * 6


def test_bias_and_relu_make_a_better_detector():
    def detect(image):
        return np.maximum(cd.cross_correlate(image, cd.filters.VERTICAL_LINE, bias=-2), 0)

    assert detect(ROW_LINE.T).max() == 1
    assert detect(ROW_LINE).max() == 0
    assert (detect(WHITE) == 1).all()


def test_same_padding_with_stride_two_on_eight_ones():
    feature_map = cd.cross_correlate(np.ones(8), np.ones(3), strides=2, padding="same")
    assert feature_map.tolist() == [3, 3, 3, 2]


def test_an_impulse_gives_the_kernel_reversed():
    assert cd.cross_correlate([0, 0, 1, 0, 0], [1, 2, 3]).tolist() == [3, 2, 1]


def test_axis_0_goes_down():
    image = np.arange(12).reshape(3, 4)
    assert cd.cross_correlate(image, [[-1], [1]]).tolist() == [[4] * 4] * 2
    assert cd.cross_correlate(image, [[-1, 1]]).tolist() == [[1] * 3] * 3


# Steps


def test_the_parts_of_a_step():
    first, *_, last = cd.steps([[1, 2, 3], [4, 5, 6]], [[1, -1]], bias=10)
    assert first.position == (0, 0)
    assert first.patch.tolist() == [[1, 2]]
    assert first.products.tolist() == [[1, -2]]
    assert first.value == 9
    assert (last.position, last.patch.tolist()) == ((1, 1), [[5, 6]])


def test_steps_go_left_to_right_and_top_to_bottom():
    positions = [step.position for step in cd.steps(np.ones((2, 3)), [[1]])]
    assert positions == [(0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_padding_is_zeros_in_the_patch():
    first, second = cd.steps([5, 6], [1, 1, 1], padding="same")
    assert first.patch.tolist() == [0, 5, 6]
    assert second.patch.tolist() == [5, 6, 0]
    assert [s.patch.tolist() for s in cd.steps([5, 6], [1, 1], padding="causal")] == [
        [0, 5],
        [5, 6],
    ]


def test_a_product_with_zero_reads_0():
    (step,) = cd.steps([0], [-1])
    assert str(step.products[0]) == str(step.value) == "0.0"


def test_steps_do_not_share_memory_with_the_input():
    x = np.ones(4)
    walk = cd.steps(x, [1.0, 1.0])
    walk[0].patch[:] = 7
    assert x.tolist() == [1, 1, 1, 1]
    assert walk[1].patch.tolist() == [1, 1]


def test_lists_and_integers_are_welcome():
    from_lists = cd.cross_correlate([[1, 2], [3, 4]], [[1, 1]], bias=1)
    from_arrays = cd.cross_correlate(np.array([[1, 2], [3, 4]], "uint8"), np.ones((1, 2), "int8"))
    assert from_lists.dtype == from_arrays.dtype == np.float64
    assert from_lists.tolist() == (from_arrays + 1).tolist() == [[4], [8]]


@given(walks(), values)
@REPRODUCIBLE
def test_each_step_adds_up(walk, bias):
    x, kernel, options = walk
    steps = cd.steps(x, kernel, bias=bias, **options)
    feature_map = cd.cross_correlate(x, kernel, bias=bias, **options)
    for step in steps:
        assert step.patch.shape == step.products.shape == kernel.shape
        assert step.products == pytest.approx(step.patch * kernel)
        assert step.value == pytest.approx(step.products.sum() + bias)
        assert feature_map[step.position] == step.value


@given(walks())
@REPRODUCIBLE
def test_steps_are_counted_by_output_size(walk):
    x, kernel, options = walk
    paddings = [options["padding"]] * x.ndim
    axes = [x.shape, kernel.shape, options["strides"], paddings, options["dilation_rate"]]
    sizes = tuple(map(cd.output_size, *axes))
    assert cd.cross_correlate(x, kernel, **options).shape == sizes
    assert len(cd.steps(x, kernel, **options)) == np.prod(sizes)


@given(walks())
@REPRODUCIBLE
def test_each_step_reads_its_windows(walk):
    x, kernel, options = walk
    paddings = [options["padding"]] * x.ndim
    axes = [x.shape, kernel.shape, options["strides"], paddings, options["dilation_rate"]]
    reads = list(map(windows, *axes))
    padded = np.pad(x, 20)
    for position, patch, _, _ in cd.steps(x, kernel, **options):
        places = [np.add(reads[axis][p], 20) for axis, p in enumerate(position)]
        assert (padded[np.ix_(*places)] == patch).all()


# Channels

PATCH = np.stack([np.tile(row, (3, 1)) for row in ([1, 2, 3], [0, 1, 0], [2, 2, 2])], axis=2)
COLOUR = np.stack(
    [cd.filters.PREWITT_VERTICAL, cd.filters.VERTICAL_LINE, -cd.filters.IDENTITY], axis=2
)


@st.composite
def walks_with_channels(draw):
    """Draw the same with two or more channels, along the last axis."""
    x, kernel, options = draw(walks())
    channels = draw(st.integers(2, 4))
    x, kernel = (draw(arrays((*each.shape, channels))) for each in (x, kernel))
    return x, kernel, options | {"channels": x.ndim == 2 or draw(st.booleans())}


def test_three_colours_become_one_number():
    (step,) = cd.steps(PATCH, COLOUR, bias=-4)
    assert step.patch.tolist() == PATCH.tolist()
    assert step.products.sum(axis=(0, 1)).tolist() == [6, 3, -2]
    assert step.value == 6 + 3 - 2 - 4
    assert cd.cross_correlate(PATCH, COLOUR).tolist() == [[7]]


@given(walks_with_channels(), values)
@REPRODUCIBLE
def test_each_step_adds_up_over_all_channels(walk, bias):
    x, kernel, options = walk
    feature_map = cd.cross_correlate(x, kernel, bias=bias, **options)
    assert feature_map.ndim == x.ndim - 1
    for step in cd.steps(x, kernel, bias=bias, **options):
        assert step.patch.shape == step.products.shape == kernel.shape
        assert step.value == pytest.approx((step.patch * kernel).sum() + bias)
        assert feature_map[step.position] == step.value


@given(walks_with_channels(), values)
@settings(derandomize=True, deadline=None, max_examples=40)
def test_keras_agrees_with_channels(walk, bias):
    x, kernel, options = walk
    ours = cd.cross_correlate(x, kernel, bias=bias, **options)
    options.pop("channels")
    layer = getattr(keras.layers, f"Conv{x.ndim - 1}D")(1, kernel.shape[:-1], **options)
    layer.build((None, *x.shape))
    layer.set_weights([kernel[..., np.newaxis], np.array([bias])])
    theirs = layer(keras.ops.convert_to_tensor(x[np.newaxis], dtype="float32"))
    theirs = keras.ops.convert_to_numpy(theirs)[0, ..., 0]
    assert ours.shape == theirs.shape
    assert ours == pytest.approx(theirs, abs=1e-4)


@given(walks_with_channels(), values)
@REPRODUCIBLE
def test_scipy_adds_the_maps_of_the_channels(walk, bias):
    x, kernel, options = walk
    options["padding"] = "valid"
    x = np.pad(x, [*[(9, 9)] * (x.ndim - 1), (0, 0)])
    gaps = [(k - 1) * r + 1 for k, r in zip(kernel.shape, options["dilation_rate"], strict=False)]
    spread = np.zeros((*gaps, kernel.shape[-1]))
    spread[tuple(slice(None, None, rate) for rate in options["dilation_rate"])] = kernel
    total = bias + sum(
        signal.correlate(x[..., channel], spread[..., channel], "valid", method="direct")
        for channel in range(x.shape[-1])
    )
    every = tuple(slice(None, None, step) for step in options["strides"])
    ours = cd.cross_correlate(x, kernel, bias=bias, **options)
    assert ours == pytest.approx(total[every], abs=1e-9)


ONE_CHANNEL = [
    pytest.param((5, 6, 1), (2, 3), {}, id="image"),
    pytest.param((5, 6, 1), (2, 3, 1), {}, id="both"),
    pytest.param((5, 6), (2, 3, 1), {}, id="kernel"),
    pytest.param((5, 1), (3,), {}, id="sequence"),
    pytest.param((5,), (3, 1), {}, id="kernel-1d"),
    pytest.param((5, 1), (3, 1), {"channels": True}, id="both-1d"),
    pytest.param((5, 1), (3,), {"channels": True}, id="sequence-said"),
]


@pytest.mark.parametrize(("shape", "kernel_size", "said"), ONE_CHANNEL)
def test_one_channel_is_welcome(shape, kernel_size, said):
    x, kernel = np.arange(np.prod(shape)).reshape(shape), np.ones(kernel_size)
    kernel.flat[0] = -2
    rank = 2 if 6 in shape else 1
    plain = x.reshape(shape[:rank]), kernel.reshape(kernel_size[:rank])
    for options in ({}, {"padding": "same"}, {"strides": 2}):
        expected = cd.steps(*plain, **options)
        for step, other in zip(cd.steps(x, kernel, **options, **said), expected, strict=True):
            assert step.patch.shape == step.products.shape == kernel_size
            assert (step.patch.ravel() == other.patch.ravel()).all()
            assert (step.position, step.value) == (other.position, other.value)


def test_two_axes_are_those_of_an_image_unless_said_otherwise():
    x, kernel = np.arange(24).reshape(8, 3), np.ones((3, 3))
    assert cd.cross_correlate(x, kernel).shape == (6, 1)
    assert cd.cross_correlate(x, kernel, padding="same").shape == (8, 3)
    assert cd.cross_correlate(x, kernel, padding="same", channels=True).shape == (8,)
    assert cd.cross_correlate(x, kernel, padding="causal", channels=True)[0] == 0 + 1 + 2


def test_padding_lies_around_each_channel_and_none_beside_them():
    walk = walk_over(np.ones((2, 3, 2)), np.ones((3, 3, 2)), padding="same")
    assert walk.padded.shape == (4, 5, 2)
    assert walk.padded[walk.inside].tolist() == walk.x.tolist()
    assert [grid.sum() for grid in walk.by_channel(walk.padded)] == [6, 6]


def test_channels_count_towards_what_a_computer_holds():
    tall, wide = np.ones((3000, 1, 2)), np.ones((1, 3000, 2))
    assert "has shape (3000, 3000, 2)" in refusal(ValueError, walk_over, tall, wide, padding="same")
    told = refusal(ValueError, cd.steps, np.ones((4, 4, 2)), np.ones((3, 3, 2)), dilation_rate=2)
    spread = "(3, 3, 2), which dilation_rate spreads over (5, 5, 2), and x has shape (4, 4, 2)"
    assert told.startswith(f"kernel must fit into x, but has shape {spread}: ")


# Laws of cross-correlation


@given(walks(), st.data(), values, values)
@REPRODUCIBLE
def test_linear_in_the_input(walk, data, a, b):
    x, kernel, options = walk
    other = data.draw(arrays(x.shape))
    apart = a * cd.cross_correlate(x, kernel, **options)
    apart += b * cd.cross_correlate(other, kernel, **options)
    assert cd.cross_correlate(a * x + b * other, kernel, **options) == pytest.approx(
        apart, abs=1e-9
    )


@given(walks(), st.data(), values, values)
@REPRODUCIBLE
def test_linear_in_the_kernel(walk, data, a, b):
    x, kernel, options = walk
    other = data.draw(arrays(kernel.shape))
    apart = a * cd.cross_correlate(x, kernel, **options)
    apart += b * cd.cross_correlate(x, other, **options)
    assert cd.cross_correlate(x, a * kernel + b * other, **options) == pytest.approx(
        apart, abs=1e-9
    )


@given(walks(), values)
@REPRODUCIBLE
def test_bias_is_added_everywhere(walk, bias):
    x, kernel, options = walk
    plain = cd.cross_correlate(x, kernel, **options)
    assert cd.cross_correlate(x, kernel, bias=bias, **options) == pytest.approx(plain + bias)


@given(arrays((4, 5)), arrays((3, 2)), st.integers(0, 3), st.integers(0, 3), st.integers(1, 3))
@REPRODUCIBLE
def test_shift_in_shift_out_away_from_the_border(x, kernel, down, right, strides):
    zeros = 9
    frame = [(zeros, zeros), (zeros, zeros)]
    still = np.pad(x, frame)
    moved = np.roll(still, (down * strides, right * strides), (0, 1))
    before = cd.cross_correlate(still, kernel, strides=strides)
    after = cd.cross_correlate(moved, kernel, strides=strides)
    # A shift by a multiple of the stride: nothing that is not 0 reaches the border.
    rolled = np.roll(before, (down, right), (0, 1))
    inside = np.s_[down + 1 :, right + 1 :]
    assert after[inside] == pytest.approx(rolled[inside])


@given(walks(rank=2))
@REPRODUCIBLE
def test_scipy_correlates_images_alike(walk):
    x, kernel, _ = walk
    if np.less(x.shape, kernel.shape).any():
        x = np.pad(x, 3)
    ours = cd.cross_correlate(x, kernel)
    assert ours == pytest.approx(signal.correlate2d(x, kernel, "valid"), abs=1e-9)
    assert ours == pytest.approx(signal.convolve2d(x, kernel[::-1, ::-1], "valid"), abs=1e-9)


@given(arrays(st.integers(5, 12)), arrays(st.integers(1, 5)))
@REPRODUCIBLE
def test_scipy_correlates_sequences_alike(x, kernel):
    direct = signal.correlate(x, kernel, "valid", method="direct")
    assert cd.cross_correlate(x, kernel) == pytest.approx(direct, abs=1e-9)


def test_scipy_flips_when_it_convolves():
    x, kernel = np.arange(16.0).reshape(4, 4), np.arange(6.0).reshape(2, 3)
    convolved = signal.convolve2d(x, kernel, "valid")
    assert (cd.cross_correlate(x, kernel[::-1, ::-1]) == convolved).all()
    assert (cd.cross_correlate(x, kernel) != convolved).all()


@given(walks(), values)
@settings(derandomize=True, deadline=None, max_examples=40)
def test_keras_agrees_with_other_options_on_each_axis(walk, bias):
    x, kernel, options = walk
    layer = getattr(keras.layers, f"Conv{x.ndim}D")(1, kernel.shape, **options)
    cd.set_filters(layer, kernel, bias=bias)
    theirs = layer(keras.ops.convert_to_tensor(x[np.newaxis, ..., np.newaxis], dtype="float32"))
    theirs = keras.ops.convert_to_numpy(theirs)[0, ..., 0]
    ours = cd.cross_correlate(x, kernel, bias=bias, **options)
    assert ours.shape == theirs.shape
    # The inputs have eleven binary digits, so that every sum is exact up to float32.
    assert ours == pytest.approx(theirs, abs=1e-4)


# Bad arguments


@pytest.mark.parametrize(
    ("strides", "dilation_rate"), [(2, 2), (3, 2), (2, 3), (3, 3), ((1, 2), (2, 1))], ids=str
)
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_strides_and_dilation_together_are_refused_as_in_keras(strides, dilation_rate, padding):
    options = {"strides": strides, "dilation_rate": dilation_rate, "padding": padding}
    with pytest.raises(ValueError, match="not supported in conjunction"):
        keras.layers.Conv2D(1, 2, **options)
    message = refusal(ValueError, cd.steps, np.ones((12, 12)), np.ones((2, 2)), **options)
    assert message.startswith("strides and dilation_rate must not both be above 1")


def test_causal_is_refused_in_2d_as_in_keras():
    with pytest.raises(ValueError, match="causal"):
        keras.layers.Conv2D(1, 2, padding="causal")
    message = refusal(ValueError, cd.steps, [[1]], [[1]], padding="causal")
    assert message == "padding must be one of 'valid', 'same' for a 2-D input, but was 'causal'"


BAD_KERNELS = [
    pytest.param(ValueError, [[1, 2]], "kernel must be 1-D, but has shape (1, 2)", id="rank"),
    pytest.param(ValueError, 1, "kernel must be 1-D, but has shape ()", id="number"),
    pytest.param(ValueError, [], "kernel must not be empty", id="empty"),
    pytest.param(ValueError, [1, np.nan], "kernel must hold finite numbers", id="nan"),
    pytest.param(ValueError, [[1], [1, 2]], "kernel must hold numbers", id="ragged"),
    pytest.param(ValueError, NoArray(), "kernel must hold numbers", id="no-array"),
    pytest.param(ValueError, [1] * 4, "kernel must fit into x, but has shape (4,)", id="large"),
    pytest.param(TypeError, "ab", "kernel must hold numbers, but holds text", id="text"),
    pytest.param(TypeError, [1j], "kernel must hold numbers, but holds complex", id="complex"),
    pytest.param(TypeError, Huge(), "kernel must hold numbers", id="huge"),
]


@pytest.mark.parametrize("function", [cd.steps, cd.cross_correlate])
@pytest.mark.parametrize(("error", "kernel", "message"), BAD_KERNELS)
def test_bad_kernels_are_refused(function, error, kernel, message):
    assert message in refusal(error, function, [1, 2, 3], kernel)


INSTEAD = 'take a smaller kernel, a larger x or padding="same"'


@pytest.mark.parametrize("function", [cd.steps, cd.Stepper])
def test_a_kernel_larger_than_one_axis_is_refused(function):
    told = refusal(ValueError, function, np.ones((9, 2)), np.ones((3, 3)))
    both = "has shape (3, 3) and x has shape (9, 2)"
    assert told == f"kernel must fit into x, but {both}: {INSTEAD}"
    told = refusal(ValueError, function, np.ones(4), np.ones(3), dilation_rate=2)
    spread = "has shape (3,), which dilation_rate spreads over (5,), and x has shape (4,)"
    assert told == f"kernel must fit into x, but {spread}: {INSTEAD}"


@pytest.mark.parametrize("dilation_rate", [10**9, 10**30])
@pytest.mark.parametrize("padding", ["same", "causal"])
@pytest.mark.parametrize("function", [cd.steps, cd.cross_correlate])
def test_more_padding_than_a_computer_holds_is_refused(function, padding, dilation_rate):
    told = refusal(
        ValueError, function, [1, 2], [1, 1, 1], padding=padding, dilation_rate=dilation_rate
    )
    assert told == (
        f"x with its padding must hold at most 10000000 numbers, but has shape "
        f"({2 + 2 * dilation_rate},): take a lower dilation_rate or a smaller kernel"
    )


def test_padding_may_make_ten_million_numbers():
    assert walk_over([1, 2], [1, 1], padding="causal", dilation_rate=10**7 - 2).shape == (2,)
    told = refusal(ValueError, walk_over, [1, 2], [1, 1], padding="causal", dilation_rate=10**7 - 1)
    assert "has shape (10000001,)" in told
    tall, wide = np.ones((5000, 1)), np.ones((1, 5000))
    assert "has shape (5000, 5000)" in refusal(ValueError, walk_over, tall, wide, padding="same")


def test_an_input_without_padding_may_be_as_large_as_it_is():
    x = np.zeros(10**7 + 1, dtype=np.int8)
    assert walk_over(x, [1], padding="same").shape == x.shape


BAD_OPTIONS = [
    pytest.param(ValueError, {"strides": 0}, "strides must be a whole number", id="strides-0"),
    pytest.param(ValueError, {"strides": (1, 1, 1)}, "strides must be one number", id="three"),
    pytest.param(TypeError, {"strides": 1.0}, "strides must be a whole number", id="float"),
    pytest.param(TypeError, {"strides": True}, "strides must be a whole number", id="boolean"),
    pytest.param(TypeError, {"strides": Huge()}, "strides must be a whole number", id="huge"),
    pytest.param(TypeError, {"strides": NoRepr()}, "strides must be a whole", id="no-repr"),
    pytest.param(ValueError, {"dilation_rate": -1}, "dilation_rate must be a whole", id="negative"),
    pytest.param(TypeError, {"dilation_rate": "2"}, "dilation_rate must be a whole", id="text"),
    pytest.param(ValueError, {"padding": "full"}, "padding must be one of", id="padding"),
    pytest.param(TypeError, {"padding": 1}, "padding must be one of", id="padding-number"),
    pytest.param(ValueError, {"bias": [1]}, "bias must be a single number", id="bias-list"),
    pytest.param(ValueError, {"bias": np.inf}, "bias must hold finite numbers", id="bias-inf"),
    pytest.param(TypeError, {"bias": "1"}, "bias must hold numbers", id="bias-text"),
    pytest.param(TypeError, {"bias": None}, "bias must hold numbers", id="bias-none"),
]


@pytest.mark.parametrize("function", [cd.steps, cd.cross_correlate])
@pytest.mark.parametrize(("error", "options", "message"), BAD_OPTIONS)
def test_bad_options_are_refused(function, error, options, message):
    assert message in refusal(error, function, np.ones((4, 4)), np.ones((2, 2)), **options)


# Walks


def walk_over(x, kernel, strides=1, padding="valid", dilation_rate=1, **limits):
    return Walk(x, kernel, 0, strides, padding, dilation_rate, **limits)


def test_a_walk_has_one_coordinate_system():
    walk = walk_over(np.arange(1, 7).reshape(2, 3), np.ones((2, 2)), padding="same", strides=(1, 2))
    assert walk.shape == (2, 2)
    assert walk.padded[walk.inside].tolist() == walk.x.tolist()
    for step in walk.steps:
        assert (walk.padded[walk.window(step.position)] == step.patch).all()
        assert walk.feature_map[step.position] == step.value


def test_a_position_has_as_many_numbers_as_the_walk_has_axes():
    walk = walk_over([1, 2, 4], [1, 1])
    with pytest.raises(ValueError, match="longer"):
        walk.window((0, 0))


def test_a_view_may_set_limits():
    limits = Limits(x=3, kernel=2, padded=4, channels=2)
    walk_over([1, 2, 3], [1, 2], padding="causal", limits=limits)
    told = refusal(ValueError, walk_over, [1, 2, 3, 4], [1, 2], limits=limits)
    assert told.startswith("x must be at most 3 ")
    assert told.endswith(": take a part of it, such as x[:3]")
    told = refusal(ValueError, walk_over, [1, 2, 3], [1, 2, 3], limits=limits)
    assert told.startswith("kernel must be at most 2 ")
    assert told.endswith(
        ": take a smaller one, or draw one step of it with plot_step(x, kernel, position)"
    )
    told = refusal(
        ValueError, walk_over, [1, 2, 3], [1, 2], padding="causal", dilation_rate=2, limits=limits
    )
    assert told.startswith("x with its padding must be at most 4 ")
    assert told.endswith(": take a lower dilation_rate")
    pixels, weights = np.ones((3, 2, 2)), np.ones((2, 2, 2))
    walk_over(pixels, weights, limits=limits)
    told = refusal(ValueError, walk_over, np.ones((3, 2, 3)), np.ones((2, 2, 3)), limits=limits)
    assert told.startswith(
        "x must be at most 3 x 3 x 2 to be stepped through, but has shape (3, 2, 3)"
    )
    assert told.endswith(": take a part of it, such as x[:3, :3, :2]")
    told = refusal(ValueError, walk_over, pixels, np.ones((3, 2, 2)), limits=limits)
    assert told.startswith("kernel must be at most 2 x 2 x 2 ")
    told = refusal(
        ValueError, walk_over, pixels, weights, padding="same", dilation_rate=3, limits=limits
    )
    assert told.startswith("x with its padding must be at most 4 x 4 x 2 ")
    assert "but has shape (6, 5, 2): " in told
