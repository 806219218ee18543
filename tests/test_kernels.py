"""Filters in each form in which people write them: read as meant, or refused with the line."""

import keras
import numpy as np
import pytest
from keras import layers
from refusals import refusal
from scipy import ndimage, signal

import convdemo as cd
from convdemo.kernels import as_depthwise_kernel, as_kernel

SOBEL = cd.filters.SOBEL_VERTICAL
COLOUR = np.random.default_rng(3).uniform(0, 255, (9, 8, 3)).astype(np.float32)

# Each: the size of a kernel, the number of filters, an array of that shape with its axes in another
# order, and the refusal, whose lines give what is read as this order is meant.
TWO_WAYS = {
    "a colour filter": ((3, 3), 1, (3, 3, 3), ["(one filter, channels last)", "channels first"]),
    "three filters": ((3, 3), 3, (3, 3, 3), ["list(w) (filters first)", "(filters last)"]),
    "a kernel": ((3, 3), 3, (3, 3, 3, 3), ["Keras's order", "filters first, then channels"]),
    "over time": ((2,), 1, (2, 2), ["(one filter, channels last)", "channels first"]),
}
FOREIGN = {
    "PyTorch": ((3, 3), 8, (8, 5, 3, 3), "w.transpose(2, 3, 1, 0)"),
    "PyTorch in 1D": ((3,), 8, (8, 5, 3), "w.transpose(2, 1, 0)"),
    "channels first": ((3, 3), 1, (5, 3, 3), "w.transpose(1, 2, 0)[..., np.newaxis]"),
    "filters last": ((3, 3), 8, (3, 3, 8), "w[..., np.newaxis, :]"),
}


def array(shape):
    return np.random.default_rng(1).uniform(-1, 1, shape)


@pytest.mark.parametrize(("size", "count", "shape", "ways"), TWO_WAYS.values(), ids=TWO_WAYS)
def test_what_can_be_read_in_two_ways_is_refused_with_a_line_for_each(size, count, shape, ways):
    message = refusal(ValueError, as_kernel, array(shape), size, count)
    assert f"filters of shape {shape} can be read in" in message
    for way in ways:
        assert way in message


@pytest.mark.parametrize(("size", "count", "shape", "line"), FOREIGN.values(), ids=FOREIGN)
def test_another_order_of_axes_is_refused_with_the_line_that_turns_it(size, count, shape, line):
    w = array(shape)
    message = refusal(ValueError, as_kernel, w, size, count)
    assert message.endswith(f"must have Keras's order of axes: give {line}")
    assert as_kernel(eval(line), size, count).shape[: len(size)] == size


def test_each_line_of_a_refusal_is_read_in_one_way():
    w = array((3, 3, 3))
    stacked = as_kernel(list(w), (3, 3), 3)
    last = as_kernel(w[..., np.newaxis, :], (3, 3), 3)
    assert np.array_equal(stacked[:, :, 0, 1], w[1])
    assert np.array_equal(last[:, :, 0, 1], w[:, :, 1])


def test_an_array_that_reads_the_same_in_both_ways_is_read():
    assert as_kernel(np.ones((3, 3, 3)), (3, 3), 1).shape == (3, 3, 3, 1)


def test_the_kernel_of_a_transposed_layer_of_pytorch():
    w = array((5, 2, 4, 4))  # channels, filters, height, width
    message = refusal(ValueError, as_kernel, w, (4, 4), 2, "sfc")
    assert message.endswith("give w.transpose(2, 3, 1, 0)")


@pytest.mark.parametrize("count", [1, 2, 4])
def test_a_list_has_one_entry_for_each_filter(count):
    layer = layers.Conv2D(count, 3)
    message = refusal(ValueError, cd.set_filters, layer, [SOBEL] * 3)
    assert message == (
        f"filters must be a list of {count}, one for each filter of the layer, but was of 3"
    )
    assert not layer.built


def test_a_kernel_with_its_bias_is_told_where_the_bias_goes():
    both = [array((3, 3, 1, 2)), np.zeros(2)]
    message = refusal(ValueError, cd.set_filters, layers.Conv2D(2, 3), both)
    assert message == "filters must not hold the bias: give set_filters(layer, kernel, bias)"


# Sobel on a colour photograph


def test_one_filter_for_all_colours_of_a_depthwise_layer():
    layer = layers.DepthwiseConv2D(3)
    message = refusal(ValueError, cd.set_filters, layer, SOBEL)
    assert "call layer.build((None, None, None, 3)) first" in message
    layer.build((None, None, None, 3))
    maps = cd.feature_map(cd.set_filters(layer, SOBEL), COLOUR)
    for i in range(3):
        expected = signal.correlate2d(COLOUR[..., i], SOBEL, "valid")
        assert maps[..., i] == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    "filters", [[SOBEL, SOBEL.T, -SOBEL], [SOBEL.tolist()] * 3], ids=["arrays", "lists"]
)
def test_a_filter_for_each_colour_of_a_depthwise_layer(filters):
    layer = cd.set_filters(layers.DepthwiseConv2D(3), filters, bias=[1, 2, 3])
    maps = cd.feature_map(layer, COLOUR)
    for i in range(3):
        expected = signal.correlate2d(COLOUR[..., i], np.array(filters[i]), "valid") + i + 1
        assert maps[..., i] == pytest.approx(expected, abs=1e-3)


def test_a_depthwise_layer_with_two_maps_for_each_channel():
    four = [SOBEL, SOBEL.T, -SOBEL, -SOBEL.T]
    layer = cd.set_filters(layers.DepthwiseConv2D(3, depth_multiplier=2), four)
    maps = cd.feature_map(layer, COLOUR[..., :2])
    for i in range(4):
        expected = signal.correlate2d(COLOUR[..., i // 2], four[i], "valid")
        assert maps[..., i] == pytest.approx(expected, abs=1e-3)


def test_a_whole_depthwise_kernel():
    kernel = array((3, 4, 2))
    layer = cd.set_filters(layers.DepthwiseConv1D(3, depth_multiplier=2), kernel)
    assert layer.get_weights()[0] == pytest.approx(kernel)


BAD_DEPTHWISE = {
    "stacked": (np.ones((3, 3, 3)), "if its channels come last, list(w) if they come first"),
    "another size": (np.ones((2, 2)), "but the shape was (2, 2)"),
    "two for three": ([SOBEL] * 2, "filters must be a list of 3, one for each map, but was of 2"),
    "with channels": ([np.ones((3, 3, 2))] * 3, "filters must each have shape (3, 3)"),
}


@pytest.mark.parametrize(("filters", "reason"), BAD_DEPTHWISE.values(), ids=BAD_DEPTHWISE)
def test_what_a_depthwise_layer_cannot_hold_is_refused(filters, reason):
    assert reason in refusal(ValueError, as_depthwise_kernel, filters, (3, 3), 1, 3)


def test_one_filter_for_a_layer_that_reads_colours_says_how_to_give_it_a_depth():
    layer = layers.Conv2D(1, 3, name="edges")
    layer.build((None, None, None, 3))
    message = refusal(ValueError, cd.set_filters, layer, SOBEL)
    assert "as 'edges' was built for, but have in_channels=1" in message
    assert "np.repeat(w[:, :, None, None], 3, 2)" in message
    assert "use DepthwiseConv2D" in message
    cd.set_filters(layer, np.repeat(SOBEL[:, :, None, None], 3, 2))
    expected = signal.correlate2d(COLOUR.sum(axis=2), SOBEL, "valid")
    assert cd.feature_map(layer, COLOUR) == pytest.approx(expected, abs=1e-2)


# Transposed and separable layers


def test_bilinear_upsampling_by_a_transposed_layer():
    tent = np.outer([1, 3, 3, 1], [1, 3, 3, 1]) / 16
    layer = cd.set_filters(layers.Conv2DTranspose(1, 4, strides=2, padding="same"), tent)
    x = COLOUR[..., 0]
    zoomed = ndimage.zoom(x, 2, order=1, mode="nearest", grid_mode=True)
    assert cd.feature_map(layer, x)[1:-1, 1:-1] == pytest.approx(zoomed[1:-1, 1:-1], abs=1e-3)


def test_a_transposed_layer_of_two_filters_adds_up_the_channels():
    pair = [array((3, 2)), array((3, 2))]
    layer = cd.set_filters(layers.Conv1DTranspose(2, 3), pair)
    assert layer.get_weights()[0].shape == (3, 2, 2)
    x = array((5, 2))
    for i in range(2):
        expected = sum(np.convolve(x[:, c], pair[i][:, c]) for c in range(2))
        assert cd.feature_map(layer, x)[:, i] == pytest.approx(expected, abs=1e-5)


def test_a_separable_layer_is_told_its_two_kernels():
    message = refusal(TypeError, cd.set_filters, layers.SeparableConv2D(1, 3), SOBEL)
    assert "layer.set_weights([depthwise_kernel, pointwise_kernel, bias])" in message


def test_a_layer_of_whole_numbers_takes_whole_numbers_only():
    layer = layers.Conv1D(1, 2, dtype="int32", kernel_initializer="zeros")
    message = refusal(ValueError, cd.set_filters, layer, [0.5, 1])
    assert message == "filters must hold whole numbers of type int32, but has 0.5"


def test_a_bank_for_a_depthwise_layer():
    bank = [cd.filters.BANK["sobel_vertical"], cd.filters.BANK["sobel_horizontal"]]
    layer = cd.set_filters(keras.layers.DepthwiseConv2D(3), bank)
    assert np.array_equal(layer.get_weights()[0][:, :, 1, 0], SOBEL.T)


def test_rows_of_filters_may_be_arrays():
    three = array((3, 3, 3))
    assert np.array_equal(
        as_kernel([list(w) for w in three], (3, 3), 3), as_kernel(list(three), (3, 3), 3)
    )


def test_two_whole_kernels_are_not_a_kernel_and_its_bias():
    pair = [array((3, 3, 2, 1)), array((3, 3, 2, 1))]
    assert as_kernel(pair, (3, 3), 2).shape == (3, 3, 2, 2)
