"""What people ask in public about filters, feature maps and their pictures, with the right values.

Each test is named for a question. Questions whose gate another file holds are not asked again here.
"""

import keras
import numpy as np
import pytest
from keras import layers
from refusals import refusal
from scipy import ndimage, signal

import convdemo as cd
from convdemo.arithmetic import padding_amounts, windows

SOBEL = cd.filters.SOBEL_VERTICAL
COFFEE = cd.datasets.photo("coffee")
CAMERA = cd.datasets.photo("camera").astype(np.float64)


def random(*shape):
    return np.random.default_rng(18).normal(size=shape)


def line(message, start):
    """Return the code in a message from here to the end of its brackets."""
    code = message[message.index(start) :]
    ends = [end for end in range(1, len(code) + 1) if code[:end].count("(") > 0]
    return next(code[:end] for end in ends if code[:end].count("(") == code[:end].count(")"))


# Paddings of other libraries: `full`, a number, a border

IMAGE, KERNEL = random(9, 8), random(3, 5)
BORDERS = {"mirror": "mirror", "symmetric": "reflect"}
BORDERS |= dict.fromkeys(["replicate", "nearest", "edge"], "nearest")
BORDERS |= dict.fromkeys(["circular", "wrap"], "wrap")
OTHER_PADDINGS = {
    "full": lambda: signal.correlate2d(IMAGE, KERNEL, mode="full"),
    (1, 2): lambda: signal.correlate2d(IMAGE, KERNEL, mode="same"),
    "reflect": lambda: ndimage.correlate(IMAGE, KERNEL, mode="mirror"),
} | {name: lambda of=of: ndimage.correlate(IMAGE, KERNEL, mode=of) for name, of in BORDERS.items()}


def padded_as_told(refused, x, padding):
    """Return what the line of a refusal makes of an input, and check the size that it tells."""
    error = ValueError if isinstance(padding, str) else TypeError
    message = refusal(error, refused, padding=padding)
    assert message.startswith("padding must be one of 'valid', 'same'")
    assert message.endswith('and padding="valid"')
    padded = eval(line(message, "np.pad("), {"np": np, "x": x})
    assert f"of size {' x '.join(map(str, padded.shape))}" in message
    return padded


@pytest.mark.parametrize("padding", OTHER_PADDINGS, ids=str)
def test_how_do_i_pad_as_scipy_or_another_library_does(padding):
    def refused(padding):
        cd.cross_correlate(IMAGE, KERNEL, padding=padding)

    padded = padded_as_told(refused, IMAGE, padding)
    found = cd.cross_correlate(padded, KERNEL, padding="valid")
    assert found == pytest.approx(OTHER_PADDINGS[padding]())


@pytest.mark.parametrize(
    ("padding", "dilation_rate", "expected"),
    [
        ("full", 1, lambda x, k: np.correlate(x, k, "full")),
        ("full", 2, lambda x, k: np.correlate(x, np.insert(k, [1, 2], 0), "full")),
        (1, 1, lambda x, k: np.correlate(x, k, "same")),
        ("Reflect", 1, lambda x, k: ndimage.correlate1d(x, k, mode="mirror")),
    ],
    ids=["full", "full-dilated", "one-zero", "reflect"],
)
def test_how_do_i_pad_a_sequence_as_another_library_does(padding, dilation_rate, expected):
    x, kernel = random(12), np.array([1.0, -2.0, 4.0])

    def refused(padding):
        cd.steps(x, kernel, padding=padding, dilation_rate=dilation_rate)

    padded = padded_as_told(refused, x, padding)
    found = cd.cross_correlate(padded, kernel, dilation_rate=dilation_rate)
    assert found == pytest.approx(expected(x, kernel))


@pytest.mark.parametrize("channels", [1, 3])
def test_of_a_picture_with_channels_they_are_not_padded(channels):
    x, kernel = random(9, 8, channels), random(3, 3, channels)

    def refused(padding):
        cd.cross_correlate(x, kernel, padding=padding)

    padded = padded_as_told(refused, x, "full")
    expected = sum(signal.correlate2d(x[..., c], kernel[..., c]) for c in range(channels))
    assert cd.cross_correlate(padded, kernel) == pytest.approx(expected)


def test_of_a_mirrored_border_the_odd_number_comes_after_as_in_keras():
    x, kernel = random(12), random(4)
    told = refusal(ValueError, cd.cross_correlate, x, kernel, padding="reflect")
    padded = eval(line(told, "np.pad("), {"np": np, "x": x})
    expected = ndimage.correlate1d(x, kernel, mode="mirror", origin=-1)
    assert cd.cross_correlate(padded, kernel) == pytest.approx(expected)
    assert '(SciPy\'s "mirror")' in told


@pytest.mark.parametrize(
    ("call", "line"),
    [
        (lambda padding: cd.output_size(8, 4, 2, padding), "np.pad(x, {}), of size {},"),
        (lambda padding: padding_amounts(8, 4, 2, padding), "np.pad(x, {}), of size {},"),
        (lambda padding: windows(8, 4, 2, padding), "np.pad(x, {}), of size {},"),
        (
            lambda padding: cd.plot_step(np.eye(8), np.eye(4), (0, 0), padding=padding),
            "np.pad(x, {0}), of size {1} x {1},",
        ),
        (
            lambda padding: cd.Stepper(np.eye(8), np.eye(4), padding=padding),
            "np.pad(x, {0}), of size {1} x {1},",
        ),
    ],
    ids=["output_size", "padding_amounts", "windows", "plot_step", "Stepper"],
)
def test_each_function_that_takes_a_padding_tells_the_line(call, line):
    assert line.format(3, 14) in refusal(ValueError, call, "full")
    assert line.format(2, 12) in refusal(TypeError, call, 2)


@pytest.mark.parametrize(
    "padding", [0, -1, (-1, 2), 1.5, True, None, (1,), (1, 2, 3), 10**400, "zeros"]
)
def test_what_no_library_calls_a_padding_gets_no_line(padding):
    error = ValueError if isinstance(padding, str) else TypeError
    told = refusal(error, cd.cross_correlate, IMAGE, KERNEL, padding=padding)
    assert "np.pad" not in told


# Weights


def test_why_is_my_kernel_with_its_channels_first_refused():
    """Case 2, with the numbers worked out by hand there."""
    x = np.array(
        [
            [[3, 2, -4], [0, 5, 4], [2, -1, -7], [-7, 0, 1]],
            [[-8, 9, 1], [-3, 6, 0], [0, -4, 2], [5, 1, 1]],
        ]
    )
    w = np.array([[[2, 1], [0, -1], [0, -1]], [[1, 2], [2, -1], [2, -2]]])
    layer = layers.Conv2D(1, (3, 2), use_bias=False)
    told = refusal(ValueError, cd.set_filters, layer, w)
    turned = eval(told.partition(": give ")[2], {"w": w, "np": np})
    cd.set_filters(layer, turned)
    told = refusal(ValueError, cd.feature_map, layer, x)
    moved = eval(line(told, "np.moveaxis("), {"np": np, "x": x})
    assert cd.feature_map(layer, moved).tolist() == [[10, 14], [27, 16]]


def test_how_do_i_run_a_sobel_filter_over_a_colour_photograph():
    """Case 6: over the sum of the colours, in two ways, each as a refusal tells it."""
    layer = cd.set_filters(layers.Conv2D(1, 3, name="sobel"), SOBEL)
    told = refusal(ValueError, cd.feature_map, layer, COFFEE)
    assert told.startswith("x must have 1 channel, as 'sobel' expects, but has shape (200, 300, 3)")
    assert told.endswith("; for the map of each, use DepthwiseConv2D")
    expected = signal.correlate2d(COFFEE.astype(float).sum(axis=-1), SOBEL, mode="valid")
    of_sum = cd.feature_map(layer, eval(line(told, "x.sum("), {"x": COFFEE}))
    assert of_sum == pytest.approx(expected, abs=1e-2)
    stacked = np.stack([SOBEL] * 3, axis=-1)
    told = refusal(ValueError, cd.set_filters, layers.Conv2D(1, 3), stacked)
    deep = cd.set_filters(layers.Conv2D(1, 3), stacked[..., np.newaxis])
    assert "give w[..., np.newaxis] (one filter, channels last)" in told
    assert cd.feature_map(deep, COFFEE) == pytest.approx(expected, abs=1e-2)


def test_how_do_i_blur_each_colour_alike():
    """Case 9: with a layer of three groups."""
    w = cd.filters.gaussian(5, 1).weights
    layer = layers.Conv2D(3, 5, groups=3, padding="same")
    told = refusal(ValueError, cd.set_filters, layer, w)
    assert told.endswith("but the shape was (5, 5): give [w] * 3 for 3 alike")
    blurred = cd.feature_map(cd.set_filters(layer, [w] * 3), COFFEE)
    for i in range(3):
        expected = ndimage.correlate(COFFEE[..., i].astype(float), w, mode="constant")
        assert blurred[..., i] == pytest.approx(expected, abs=1e-3)


def test_how_do_i_compute_a_wavelet_and_its_way_back():
    """Cases 13 and 31: a layer with strides, and the transposed one with the same kernel."""
    low = np.array([1 + 3**0.5, 3 + 3**0.5, 3 - 3**0.5, 1 - 3**0.5]) / 32**0.5
    high = low[::-1] * [1, -1, 1, -1]
    x = random(64)
    there = cd.set_filters(layers.Conv1D(2, 4, strides=2), [low, high])
    both = cd.feature_map(there, x)
    for i, kernel in enumerate((low, high)):
        expected = np.convolve(x, kernel[::-1], mode="valid")[::2]
        assert both[:, i] == pytest.approx(expected, abs=1e-5)
    kernel = np.stack([low, high], axis=-1)[:, np.newaxis]
    back = cd.set_filters(layers.Conv1DTranspose(1, 4, strides=2), kernel)
    assert cd.feature_map(back, both)[2:-2] == pytest.approx(x[2:-2], abs=1e-5)


# Models


def test_how_do_i_enter_a_kernel_for_each_pair_of_channels():
    """An array [channel in][channel out][row][column] is told apart from PyTorch's order."""
    w, x = random(2, 2, 3, 3), random(6, 7, 2)
    told = refusal(ValueError, cd.set_filters, layers.Conv2D(2, 3), w)
    assert "w.transpose(2, 3, 1, 0) (filters first, then channels)" in told
    turned = eval(line(told, "w.transpose(2, 3, 0, 1)"), {"w": w})
    maps = cd.feature_map(cd.set_filters(layers.Conv2D(2, 3), turned), x)
    for i in range(2):
        expected = sum(signal.correlate2d(x[..., c], w[c, i], mode="valid") for c in range(2))
        assert maps[..., i] == pytest.approx(expected, abs=1e-5)


def test_my_transposed_layer_wants_its_filters_before_its_channels():
    w, x = random(3, 3, 4, 8), random(5, 6, 4)
    told = refusal(ValueError, cd.set_filters, layers.Conv2DTranspose(8, 3), w)
    assert told.endswith("must have Keras's order of axes: give w.transpose(0, 1, 3, 2)")
    layer = cd.set_filters(layers.Conv2DTranspose(8, 3), w.transpose(0, 1, 3, 2))
    maps = cd.feature_map(layer, x)
    for i in range(8):
        expected = sum(signal.convolve2d(x[..., c], w[:, :, c, i]) for c in range(4))
        assert maps[..., i] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("w", "told"),
    [
        (random(6, 1, 3, 3), "list(w[:, 0])"),
        (random(2, 3, 3, 3), "w.transpose(2, 3, 1, 0)"),
    ],
    ids=["one-for-each-map", "multiplier-first"],
)
def test_how_do_i_move_a_depthwise_kernel_to_keras(w, told):
    x, channels_last = random(6, 7, 3), layers.DepthwiseConv2D(3, depth_multiplier=2)
    message = refusal(ValueError, cd.set_filters, channels_last, w)
    assert message.endswith(f"but the shape was {w.shape}: give {told}")
    maps = cd.feature_map(cd.set_filters(channels_last, eval(told, {"w": w})), x)
    each = w[:, 0] if len(w) == 6 else [w[m, c] for c in range(3) for m in range(2)]
    for i in range(6):
        expected = signal.correlate2d(x[..., i // 2], each[i], mode="valid")
        assert maps[..., i] == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(
    ("filters", "told"),
    [
        ([SOBEL, SOBEL.T], "[np.repeat(w[:, :, None, None], 3, 2) for w in filters]"),
        (random(3, 3, 1, 2), "np.repeat(w, 3, 2)"),
    ],
    ids=["list", "kernel"],
)
def test_how_do_i_give_each_filter_the_depth_of_a_colour_layer(filters, told):
    layer = layers.Conv2D(2, 3)
    layer.build((None, None, None, 3))
    message = refusal(ValueError, cd.set_filters, layer, filters)
    assert f"for the sum over the channels give {told};" in message
    cd.set_filters(layer, eval(told, {"np": np, "filters": filters, "w": filters}))
    one = cd.set_filters(layers.Conv2D(2, 3), filters)
    expected = cd.feature_map(one, COFFEE.sum(axis=-1))
    assert cd.feature_map(layer, COFFEE) == pytest.approx(expected, abs=1e-2)


def test_my_biases_come_as_a_column():
    layer = layers.Conv1D(2, 1)
    told = refusal(ValueError, cd.set_filters, layer, [[1], [1]], bias=np.ones((2, 1)))
    assert told.endswith("but has shape (2, 1): give np.ravel(bias)")


# Models


@pytest.mark.parametrize("shape", [(10, 28, 28), (10, 100)], ids=["pictures", "sequences"])
@pytest.mark.parametrize("as_model", [False, True], ids=["layer", "model"])
def test_may_i_give_all_my_pictures_at_once(shape, as_model):
    """Case 32: a batch is refused as one, also where the layer is built."""
    rank = len(shape) - 1
    layer = {1: layers.Conv1D, 2: layers.Conv2D}[rank](1, 3)
    model = keras.Sequential([keras.Input((*shape[1:], 1)), layer]) if as_model else layer
    cd.set_filters(layer, np.ones((3,) * rank))
    told = refusal(ValueError, cd.feature_map, model, np.ones(shape))
    assert told.endswith(f"but has shape {shape}: if x is a batch, x[0] is its first input")
    told = refusal(ValueError, cd.feature_map, model, np.ones((*shape, 1)))
    assert told.endswith(f"but has shape {(*shape, 1)}: if x is a batch, x[0] is its first input")


def vgg():
    conv = [layers.Conv2D(8, 3, activation="relu", name=f"block{i}_conv1") for i in (1, 2)]
    return keras.Sequential([keras.Input((16, 16, 3)), conv[0], layers.MaxPooling2D(), conv[1]])


def test_why_does_an_inner_layer_not_take_my_picture():
    """Case 21: the line of the refusal, compared with what a model that ends there predicts."""
    model, x = vgg(), COFFEE[:16, :16]
    told = refusal(ValueError, cd.feature_map, model.get_layer("block2_conv1"), x)
    inner = eval(
        line(told, "feature_map("), {"feature_map": cd.feature_map, "model": model, "x": x}
    )
    ends = keras.Model(model.inputs, model.get_layer("block2_conv1").output)
    expected = ends.predict(x[np.newaxis].astype("float32"), verbose=0)[0]
    assert inner == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize("kind", [list, dict])
def test_how_do_i_get_the_maps_of_all_layers_at_once(kind):
    """Case 22: a model with many outputs is refused, and told what gives them."""
    model, x = vgg(), COFFEE[:16, :16]
    outputs = {each.name: each.output for each in model.layers}
    every = keras.Model(model.inputs, outputs if kind is dict else list(outputs.values()))
    told = refusal(TypeError, cd.feature_map, every, x)
    assert told.endswith(f"returned a {kind.__name__}: feature_maps gives those of its layers")
    maps = cd.feature_maps(every, x)
    expected = keras.Model(model.inputs, outputs).predict(x[np.newaxis] * 1.0, verbose=0)
    assert list(maps) == list(outputs)
    for name, each in maps.items():
        assert each == pytest.approx(expected[name][0], abs=1e-3)


class Block(layers.Layer):
    def __init__(self, name):
        super().__init__(name=name)
        self.conv, self.act = layers.Conv2D(2, 3, name="conv"), layers.ReLU(name="act")

    def call(self, x):
        return self.act(self.conv(x))


class Blocks(keras.Model):
    def __init__(self):
        super().__init__(name="net")
        self.blocks = [Block("first"), Block("second")]

    def call(self, x):
        for block in self.blocks:
            x = block(x)
        return x


def test_how_do_i_look_into_the_blocks_of_a_subclassed_model():
    model, x = Blocks(), CAMERA[:12, :12] / 255
    assert list(cd.feature_maps(model, x)) == ["first", "second"]
    first, conv = cd.feature_maps(model, x, ["first", "first/conv"]).values()
    kernel, bias = model.blocks[0].conv.get_weights()
    for i in range(2):
        expected = signal.correlate2d(x, kernel[:, :, 0, i], mode="valid") + bias[i]
        assert conv[..., i] == pytest.approx(expected, abs=1e-5)
    assert np.array_equal(first, np.maximum(conv, 0))
    told = refusal(ValueError, cd.feature_map, model, x, layer="conv")
    assert told.endswith("/conv'?")


def test_how_do_i_see_a_kernel_of_three_dimensions():
    """Case 27: slice by slice, as the docstring of plot_filter says."""
    volume, kernel = random(6, 7, 8), random(3, 3, 3)
    layer = cd.set_filters(layers.Conv3D(1, 3), kernel[..., np.newaxis, np.newaxis])
    expected = ndimage.correlate(volume, kernel)[1:-1, 1:-1, 1:-1]
    assert cd.feature_map(layer, volume) == pytest.approx(expected, abs=1e-5)
    drawn = cd.plot_feature_maps(list(kernel)).arrays
    assert np.array_equal(drawn, kernel)


def test_how_do_i_see_what_pooling_does():
    """Case 40: its map; that of the mean is also a filter's, which can be stepped through."""
    x = CAMERA[:12, :12]
    largest = ndimage.maximum_filter(x, 2, origin=-1)[::2, ::2]
    mean = ndimage.uniform_filter(x, 2, origin=-1)[::2, ::2]
    assert np.array_equal(cd.feature_map(layers.MaxPooling2D(2), x), largest)
    assert cd.feature_map(layers.AveragePooling2D(2), x) == pytest.approx(mean)
    assert cd.cross_correlate(x, np.full((2, 2), 1 / 4), strides=2) == pytest.approx(mean)


# Pictures


def test_why_does_nothing_appear_in_my_script(tmp_path):
    """Case 42: a picture is no figure of pyplot; `save` writes it."""
    import matplotlib.pyplot as plt

    picture = cd.plot_filter(SOBEL)
    picture.save(tmp_path / "sobel.png")
    assert plt.get_fignums() == []
    assert np.ptp(plt.imread(tmp_path / "sobel.png")[..., :3]) == 1
    assert "`plt.show()` shows nothing" in cd.Picture.__doc__
