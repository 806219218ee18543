from functools import partial

import keras
import numpy as np
import pytest
from keras import layers
from refusals import Huge, NoArray, NoRepr, refusal
from scipy.signal import correlate

import convdemo as cd

# With Keras on JAX, get_weights makes NumPy 2 warn: a fault of Keras, which readers never see.
pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"
)

CONVOLUTIONS = {1: layers.Conv1D, 2: layers.Conv2D, 3: layers.Conv3D}
KERNEL_SIZES = {1: (4,), 2: (2, 3), 3: (2, 3, 4)}
BUMP = [0, 0, 0, 1, 1, 0, 0, 0]
RANDOM = np.random.default_rng()


@pytest.fixture(autouse=True)
def start_random_numbers_anew():
    RANDOM.bit_generator.state = np.random.default_rng(8).bit_generator.state


def random(*shape):
    return RANDOM.uniform(-1, 1, shape).astype(np.float32)


def built(layer, channels):
    layer.build((None,) * (layer.rank + 1) + (channels,))
    return layer


def weights(layer):
    return [array.tolist() for array in layer.get_weights()]


def expected_map(x, kernel, biases):
    """Correlate each channel on its own, with SciPy, and add them up."""
    maps = []
    for i, bias in enumerate(biases):
        channels = [correlate(x[..., c], kernel[..., c, i], "valid") for c in range(x.shape[-1])]
        maps.append(sum(channels) + bias)
    return np.stack(maps, axis=-1)


# The worked examples


def test_sequence_example():
    layer = layers.Conv1D(filters=1, kernel_size=3)
    cd.set_filters(layer, [0, 1, 0])
    kernel, bias = layer.get_weights()
    assert kernel.tolist() == [[[0]], [[1]], [[0]]]
    assert bias.tolist() == [0]
    assert cd.feature_map(layer, BUMP).tolist() == [0, 0, 1, 1, 0, 0]
    predicted = layer(np.array(BUMP, "float32").reshape(1, 8, 1))
    assert tuple(predicted.shape) == (1, 6, 1)


@pytest.mark.parametrize(
    ("name", "row"),
    [("vertical_line", [0, 0, 3, 3, 0, 0]), ("horizontal_line", [0, 1, 2, 2, 1, 0])],
)
def test_image_example(name, row):
    layer = layers.Conv2D(filters=1, kernel_size=3)
    cd.set_filters(layer, cd.filters.BANK[name].weights)
    kernel, bias = layer.get_weights()
    assert (kernel.shape, bias.tolist()) == ((3, 3, 1, 1), [0])
    assert (kernel[..., 0, 0] == cd.filters.BANK[name].weights).all()
    assert cd.feature_map(layer, [BUMP] * 8).tolist() == [row] * 6


def test_bias_and_relu_example():
    layer = layers.Conv2D(1, 3, activation="relu")
    cd.set_filters(layer, cd.filters.VERTICAL_LINE, bias=-2)
    column = np.zeros((8, 8))
    column[:, 3] = 1
    assert cd.feature_map(layer, column).max() == 1
    assert cd.feature_map(layer, column.T).max() == 0
    assert (cd.feature_map(layer, np.ones((8, 8))) == 1).all()


def test_same_padding_with_stride_two_example():
    layer = cd.set_filters(layers.Conv1D(1, 3, strides=2, padding="same"), [1, 1, 1])
    assert cd.feature_map(layer, [1] * 8).tolist() == [3, 3, 3, 2]


@pytest.mark.parametrize(("rank", "count"), [(1, 35), (2, 95), (3, 275)])
def test_kernel_shapes_and_parameter_counts(rank, count):
    layer = CONVOLUTIONS[rank](5, 3)
    cd.set_filters(layer, random(*(3,) * rank, 2, 5))
    assert tuple(layer.kernel.shape) == (3,) * rank + (2, 5)
    assert layer.count_params() == count


# The forms in which filters are welcome


def forms(kernel):
    """Return a kernel in every form that `set_filters` reads, by name."""
    *_, channels, count = kernel.shape
    one_by_one = [kernel[..., i] for i in range(count)]
    found = {
        "kernel": kernel,
        "nested-kernel": kernel.tolist(),
        "list-of-filters": one_by_one,
        "tuple-of-filters": tuple(one_by_one),
        "stacked-filters": np.stack(one_by_one),
    }
    if channels == 1:
        found["list-without-channels"] = [kernel[..., 0, i] for i in range(count)]
        found["nested-without-channels"] = [kernel[..., 0, i].tolist() for i in range(count)]
    if count == 1:
        found["one-filter"] = kernel[..., 0]
    if channels == count == 1:
        found["one-filter-without-channels"] = kernel[..., 0, 0]
        found["nested-filter-without-channels"] = kernel[..., 0, 0].tolist()
    return found


FORMS = [
    pytest.param(rank, channels, count, form, id=f"{rank}D-{channels}-channels-{count}-{form}")
    for rank in (1, 2, 3)
    for channels in (1, 2)
    for count in (1, 3)
    for form in forms(np.zeros((*KERNEL_SIZES[rank], channels, count)))
]


@pytest.mark.parametrize(("rank", "channels", "count", "form"), FORMS)
def test_the_layer_holds_the_filters(rank, channels, count, form):
    size = KERNEL_SIZES[rank]
    kernel = random(*size, channels, count)
    layer = CONVOLUTIONS[rank](count, size)
    assert cd.set_filters(layer, forms(kernel)[form]) is layer
    assert (layer.get_weights()[0] == kernel).all()


@pytest.mark.parametrize("start", ["unbuilt", "built"])
@pytest.mark.parametrize("use_bias", [True, False], ids=["bias", "no-bias"])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_a_layer_may_be_built_or_not_and_have_a_bias_or_not(rank, use_bias, start):
    size = KERNEL_SIZES[rank]
    kernel, biases = random(*size, 2, 3), random(3) if use_bias else [0.0] * 3
    layer = CONVOLUTIONS[rank](3, size, use_bias=use_bias)
    if start == "built":
        built(layer, 2)
    cd.set_filters(layer, kernel, bias=biases)
    assert (layer.get_weights()[0] == kernel).all()
    assert [w.tolist() for w in layer.get_weights()[1:]] == [list(biases)] * use_bias


@pytest.mark.parametrize("use_bias", [True, False], ids=["bias", "no-bias"])
@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rank", [1, 2, 3])
def test_the_feature_map_adds_up_the_channels(rank, channels, count, use_bias):
    size = KERNEL_SIZES[rank]
    kernel, biases = random(*size, channels, count), random(count) * use_bias
    layer = CONVOLUTIONS[rank](count, size, use_bias=use_bias)
    cd.set_filters(layer, kernel, bias=biases)
    x = random(5, 6, 7)[(0,) * (3 - rank)][..., np.newaxis] * random(channels)
    result, expected = cd.feature_map(layer, x), expected_map(x, kernel, biases)
    assert result.shape == (expected.shape if count > 1 else expected.shape[:-1])
    assert result.reshape(expected.shape) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("rank", [1, 2])
def test_the_feature_map_equals_the_reference(rank):
    x, kernel = random(*(9, 7)[:rank]), random(*KERNEL_SIZES[rank])
    layer = cd.set_filters(CONVOLUTIONS[rank](1, kernel.shape), kernel, bias=0.5)
    expected = cd.cross_correlate(x, kernel, bias=0.5)
    assert cd.feature_map(layer, x) == pytest.approx(expected, abs=1e-5)


def test_a_list_of_filters_is_not_taken_for_a_kernel():
    kernel = random(3, 3, 3, 3)
    layer = cd.set_filters(layers.Conv2D(3, 3), list(kernel[..., np.newaxis]))
    for i in range(3):
        assert (layer.get_weights()[0][..., i] == kernel[i]).all()


def test_integers_and_read_only_arrays_are_welcome():
    layer = layers.Conv2D(2, 3)
    pair = [cd.filters.VERTICAL_LINE, cd.filters.HORIZONTAL_LINE.astype(int)]
    kernel, bias = cd.set_filters(layer, pair, bias=[1, 2]).get_weights()
    assert (np.moveaxis(kernel[..., 0, :], -1, 0) == pair).all()
    assert bias.tolist() == [1, 2]


@pytest.mark.parametrize(
    "bias", [2, 2.0, np.float32(2), [2, 2], (2, 2), np.array([2, 2])], ids=repr
)
def test_one_bias_for_all_or_one_for_each(bias):
    layer = cd.set_filters(layers.Conv1D(2, 1), [[1], [1]], bias=bias)
    assert weights(layer)[1] == [2, 2]


def test_the_bias_is_zero_if_left_out():
    layer = cd.set_filters(layers.Conv1D(1, 1, bias_initializer="ones"), [1])
    assert weights(layer)[1] == [0]


def test_a_bias_of_zero_is_welcome_without_bias():
    layer = cd.set_filters(layers.Conv1D(2, 1, use_bias=False), [[1], [1]], bias=[0, 0])
    assert weights(layer) == [[[[1, 1]]]]


def test_setting_again_replaces_the_filters():
    layer = cd.set_filters(layers.Conv1D(1, 3), [1, 2, 3], bias=1)
    cd.set_filters(layer, [4, 5, 6])
    assert weights(layer) == [[[[4]], [[5]], [[6]]], [0]]


def test_changing_the_given_array_does_not_change_the_layer():
    kernel = np.ones((3, 1, 1), np.float32)
    layer = cd.set_filters(layers.Conv1D(1, 3), kernel)
    kernel[:] = 9
    assert weights(layer)[0] == [[[1]], [[1]], [[1]]]


def test_groups():
    kernel, x = random(3, 3, 2, 4), random(5, 6, 4)
    layer = cd.set_filters(layers.Conv2D(4, 3, groups=2), kernel)
    assert (layer.get_weights()[0] == kernel).all()
    halves = [
        expected_map(x[..., half], kernel[..., half], [0, 0]) for half in (np.s_[:2], np.s_[2:])
    ]
    expected = np.concatenate(halves, axis=-1)
    assert cd.feature_map(layer, x) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize("start", ["with-input", "without-input"])
def test_a_layer_inside_a_sequential(start):
    model = keras.Sequential([layers.Conv2D(1, 3), layers.MaxPooling2D(2)])
    if start == "with-input":
        model = keras.Sequential([keras.Input((8, 8, 1)), *model.layers])
    cd.set_filters(model.layers[0], cd.filters.VERTICAL_LINE)
    assert cd.feature_map(model.layers[0], [BUMP] * 8).tolist() == [[0, 0, 3, 3, 0, 0]] * 6
    assert cd.feature_map(model, [BUMP] * 8).tolist() == [[0, 3, 0]] * 3


def test_a_layer_in_half_precision():
    layer = cd.set_filters(layers.Conv1D(1, 3, dtype="float16"), [0, 1, 0])
    assert layer.get_weights()[0].dtype == np.float16
    result = cd.feature_map(layer, BUMP)
    assert result.dtype == np.float16
    assert result.tolist() == BUMP[1:-1]


# Feature maps of layers and models


def functional():
    given = keras.Input((8, 1))
    return keras.Model(given, layers.Conv1D(2, 3)(given))


MODELS = [
    pytest.param(
        lambda: keras.Sequential([keras.Input((8, 1)), layers.Conv1D(2, 3)]), id="sequential"
    ),
    pytest.param(
        lambda: keras.Sequential([keras.Input((None, 1)), layers.Conv1D(2, 3)]), id="any-length"
    ),
    pytest.param(lambda: keras.Sequential([layers.Conv1D(2, 3)]), id="without-input"),
    pytest.param(lambda: keras.Sequential([keras.Sequential([layers.Conv1D(2, 3)])]), id="nested"),
    pytest.param(functional, id="functional"),
]


@pytest.mark.parametrize("x", [BUMP, np.reshape(BUMP, (8, 1))], ids=["list", "with-channel"])
@pytest.mark.parametrize("model", MODELS)
def test_feature_maps_of_models(model, x):
    model = model()
    result = cd.feature_map(model, x)
    (kernel, bias) = model.get_weights()
    assert result.shape == (6, 2)
    expected = expected_map(np.reshape(BUMP, (8, 1)), kernel, bias)
    assert result == pytest.approx(expected, abs=1e-5)


IMAGE = [[1, -2], [3, 4]]
OTHER_LAYERS = [
    pytest.param(partial(layers.MaxPooling2D, 2), [[4]], id="max-pooling"),
    pytest.param(partial(layers.AveragePooling2D, 2), [[1.5]], id="average-pooling"),
    pytest.param(layers.GlobalMaxPooling2D, 4, id="global-pooling"),
    pytest.param(partial(layers.UpSampling2D, (1, 2)), [[1, 1, -2, -2], [3, 3, 4, 4]], id="up"),
    pytest.param(layers.ReLU, [[1, 0], [3, 4]], id="relu"),
    pytest.param(partial(layers.Activation, "relu"), [[1, 0], [3, 4]], id="activation"),
    pytest.param(partial(layers.Rescaling, 2), [[2, -4], [6, 8]], id="rescaling"),
    pytest.param(layers.Flatten, [1, -2, 3, 4], id="flatten"),
    pytest.param(
        partial(layers.Dense, 3, kernel_initializer="ones"), [[-1] * 3, [7] * 3], id="dense"
    ),
]


@pytest.mark.parametrize(("layer", "expected"), OTHER_LAYERS)
def test_feature_maps_of_other_layers(layer, expected):
    assert cd.feature_map(layer(), IMAGE).tolist() == expected


def test_dense_layers_take_vectors_and_images():
    layer = layers.Dense(2, kernel_initializer="ones")
    assert cd.feature_map(layer, [1, 2, 3]).tolist() == [6, 6]
    assert cd.feature_map(layer, np.ones((4, 5, 3))).shape == (4, 5, 2)


def test_a_number_through_an_activation():
    assert cd.feature_map(layers.ReLU(), -5) == 0
    assert cd.feature_map(layers.ReLU(), 5).shape == ()


def test_the_trailing_axis_is_dropped_for_one_filter_only():
    x = random(6, 5)
    assert cd.feature_map(layers.Conv2D(1, 3), x).shape == (4, 3)
    assert cd.feature_map(layers.Conv2D(2, 3), x).shape == (4, 3, 2)
    assert cd.feature_map(layers.Conv2D(2, 3), x[..., np.newaxis]).shape == (4, 3, 2)
    assert cd.feature_map(layers.Conv3D(1, 3), random(3, 4, 5)).shape == (1, 2, 3)


def test_no_entry_reads_minus_zero():
    layer = layers.Activation(lambda x: -x)
    assert np.signbit(keras.ops.convert_to_numpy(layer(np.zeros((1, 2), "float32")))).all()
    assert not np.signbit(cd.feature_map(layer, [0, 0])).any()


def test_the_result_may_be_changed():
    layer = cd.set_filters(layers.Conv1D(1, 1), [1])
    result = cd.feature_map(layer, [1, 2])
    result[0] = 5
    assert cd.feature_map(layer, [1, 2]).tolist() == [1, 2]


# Bad arguments: an error that says what would be right, and the layer as it was


NOT_CONVOLUTIONS = [
    pytest.param(lambda: layers.Dense(1), "<Dense name=", id="dense"),
    pytest.param(lambda: keras.Sequential([layers.Conv2D(1, 3)]), "<Sequential name=", id="model"),
    pytest.param(lambda: layers.Conv2D, "<class 'keras.", id="class"),
    pytest.param(lambda: None, "None", id="none"),
    pytest.param(lambda: "Conv2D", "'Conv2D'", id="text"),
    pytest.param(Huge, "line line", id="huge"),
    pytest.param(NoRepr, "a NoRepr", id="no-repr"),
]


@pytest.mark.parametrize(("layer", "was"), NOT_CONVOLUTIONS)
def test_other_things_than_convolutions_are_refused(layer, was):
    message = refusal(TypeError, cd.set_filters, layer(), cd.filters.VERTICAL_LINE)
    right = "layer must be a Conv1D, Conv2D or Conv3D, a transposed or a depthwise one"
    assert message.startswith(f"{right}, but was {was}")


@pytest.mark.parametrize("layer", [None, layers.Conv2D, "x", abs, Huge(), NoRepr()], ids=type)
def test_other_things_than_layers_are_refused(layer):
    message = refusal(TypeError, cd.feature_map, layer, [[1]])
    assert message.startswith("model must be a Keras layer or model, but was ")


@pytest.mark.parametrize(
    "layer",
    [
        pytest.param(lambda: layers.Conv2D(1, 3, data_format="channels_first"), id="convolution"),
        pytest.param(lambda: layers.MaxPooling2D(data_format="channels_first"), id="pooling"),
    ],
)
def test_channels_first_is_refused(layer):
    message = refusal(ValueError, cd.feature_map, layer(), np.ones((3, 3)))
    assert message.startswith("model must be channels-last, but ")
    assert "data_format='channels_first'" in message


def test_setting_filters_channels_first_is_refused():
    layer = layers.Conv2D(1, 3, data_format="channels_first")
    assert "layer must be channels-last" in refusal(
        ValueError, cd.set_filters, layer, np.ones((3, 3))
    )
    assert not layer.built


FIT = (
    "filters must fit kernel_size=(2, 3) and filters=2: one filter of shape (2, 3) or "
    "(2, 3, in_channels), a list of 2 such, or a kernel of shape (2, 3, in_channels, 2); "
    "but the shape was "
)
GOOD = np.ones((2, 3, 1, 2))
NAN = np.where(np.eye(2, 3), np.nan, 0)
BAD_FILTERS = [
    pytest.param(ValueError, np.ones((2, 3)), FIT + "(2, 3)", id="one-filter-for-two"),
    pytest.param(ValueError, np.ones((3, 2, 3)), FIT + "(3, 2, 3)", id="three-filters-for-two"),
    pytest.param(ValueError, np.ones((3, 2, 1, 2)), FIT + "(3, 2, 1, 2)", id="transposed"),
    pytest.param(
        ValueError, [np.ones((3, 2))] * 2, "but the shape was (3, 2)", id="transposed-filters"
    ),
    pytest.param(ValueError, np.ones(3), "filters must be 2-D or 3-D or 4-D", id="1-D"),
    pytest.param(ValueError, np.ones((1, 2, 3, 1, 2)), "but has shape (1, 2, 3, 1, 2)", id="5-D"),
    pytest.param(ValueError, 1, "filters must be 2-D", id="number"),
    pytest.param(ValueError, [], "filters must be 2-D", id="empty-list"),
    pytest.param(ValueError, np.ones((2, 3, 0, 2)), "filters must not be empty", id="empty"),
    pytest.param(ValueError, [[[1, 2, 3], [4, 5]]] * 2, "filters must hold numbers", id="ragged"),
    pytest.param(
        ValueError,
        [np.ones((2, 3)), np.ones((3, 3))],
        "but the shape was (3, 3)",
        id="mixed-shapes",
    ),
    pytest.param(
        ValueError,
        [np.ones((2, 3)), np.ones((2, 3, 2))],
        "filters must have the same number of channels each, but was [array(",
        id="mixed-ranks",
    ),
    pytest.param(ValueError, [NAN, NAN], "has nan at (0, 0)", id="nan"),
    pytest.param(ValueError, GOOD * np.inf, "has inf at", id="inf"),
    pytest.param(ValueError, GOOD * 1e90, "filters must fit the layer's float32", id="too-large"),
    pytest.param(ValueError, NoArray(), "filters must hold numbers", id="no-array"),
    pytest.param(TypeError, "vertical", "filters must hold numbers, but holds text", id="text"),
    pytest.param(TypeError, None, "filters must hold numbers, but holds objects", id="none"),
    pytest.param(TypeError, GOOD.astype(object), "holds objects", id="object"),
    pytest.param(
        TypeError, GOOD * 1j, "filters must hold numbers, but holds complex", id="complex"
    ),
    pytest.param(TypeError, Huge(), "filters must hold numbers", id="huge"),
    pytest.param(TypeError, NoRepr(), "filters must hold numbers", id="no-repr"),
]
BAD_BIASES = [
    pytest.param(ValueError, [1], "bias must be one number or 2, one for each", id="one"),
    pytest.param(ValueError, [1, 2, 3], "but was [1, 2, 3]", id="three"),
    pytest.param(ValueError, np.arange(1000), "bias must be one number or 2", id="thousand"),
    pytest.param(ValueError, [], "bias must not be empty", id="empty"),
    pytest.param(ValueError, [[1, 2]], "bias must be a single number or 1-D", id="2-D"),
    pytest.param(ValueError, [1, [2]], "bias must hold numbers", id="ragged"),
    pytest.param(ValueError, np.nan, "bias must hold finite numbers, but has nan", id="nan"),
    pytest.param(ValueError, [0, -np.inf], "has -inf at (1,)", id="inf"),
    pytest.param(ValueError, 1e39, "bias must fit the layer's float32, but has 1e+39", id="large"),
    pytest.param(TypeError, "0", "bias must hold numbers, but holds text", id="text"),
    pytest.param(TypeError, None, "bias must hold numbers, but holds objects: None", id="none"),
    pytest.param(TypeError, 1j, "bias must hold numbers, but holds complex", id="complex"),
    pytest.param(TypeError, NoRepr(), "bias must hold numbers", id="no-repr"),
]


@pytest.fixture(params=["unbuilt", "built"])
def layer(request):
    fresh = layers.Conv2D(2, (2, 3), kernel_initializer="ones")
    return built(fresh, 1) if request.param == "built" else fresh


@pytest.mark.parametrize(("error", "filters", "message"), BAD_FILTERS)
def test_bad_filters_are_refused(layer, error, filters, message):
    before = layer.built, weights(layer)
    assert message in refusal(error, cd.set_filters, layer, filters)
    assert (layer.built, weights(layer)) == before


@pytest.mark.parametrize(("error", "bias", "message"), BAD_BIASES)
def test_bad_biases_are_refused(layer, error, bias, message):
    before = layer.built, weights(layer)
    assert message in refusal(error, cd.set_filters, layer, 3 * GOOD, bias)
    assert (layer.built, weights(layer)) == before


@pytest.mark.parametrize("channels", [2, 3])
def test_other_channels_than_built_for_are_refused(channels):
    layer = built(layers.Conv2D(2, (2, 3), name="first"), 1)
    before = weights(layer)
    message = refusal(ValueError, cd.set_filters, layer, np.ones((2, 3, channels, 2)))
    assert message == (
        "filters must have in_channels=1, as 'first' was built for, "
        f"but have in_channels={channels}"
    )
    assert weights(layer) == before


def test_a_bias_without_use_bias_is_refused():
    layer = layers.Conv1D(2, 1, use_bias=False)
    message = refusal(ValueError, cd.set_filters, layer, [[1], [1]], bias=[0, 1])
    assert message == "bias must be 0 for a layer with use_bias=False, but was [0, 1]"
    assert not layer.built


def test_weights_too_large_for_half_precision_are_refused():
    layer = layers.Conv1D(1, 1, dtype="float16")
    message = refusal(ValueError, cd.set_filters, layer, [1e5])
    assert message == "filters must fit the layer's float16, but has 100000.0"
    assert not layer.built


X = "x, without its batch axis, must "
BAD_INPUTS = [
    pytest.param(ValueError, np.ones(5), X + "be 2-D or 3-D, but has shape (5,)", id="1-D"),
    pytest.param(ValueError, np.ones((1, 5, 5, 3)), X + "be 2-D or 3-D, but has", id="batch"),
    pytest.param(ValueError, np.ones((5, 5)), "x must have 3 channels", id="no-channels"),
    pytest.param(ValueError, np.ones((3, 5, 5)), "but has shape (3, 5, 5)", id="channels-first"),
    pytest.param(ValueError, np.ones((5, 5, 4)), "x must have 3 channels", id="four-channels"),
    pytest.param(ValueError, np.ones((1, 5, 3)), "kernel_size=2 is larger than the", id="small"),
    pytest.param(ValueError, np.ones((5, 0, 3)), X + "not be empty", id="empty"),
    pytest.param(ValueError, [[1, 2], [1]], X + "hold numbers, in rows", id="ragged"),
    pytest.param(ValueError, [[[0, 0, np.nan]]], "has nan at (0, 0, 2)", id="nan"),
    pytest.param(ValueError, [[[0, np.inf, 0]]], "has inf at (0, 0, 1)", id="inf"),
    pytest.param(ValueError, np.full((5, 5, 3), 1e90), "x must fit the layer's", id="too-large"),
    pytest.param(ValueError, NoArray(), X + "hold numbers", id="no-array"),
    pytest.param(TypeError, "image.png", X + "hold numbers, but holds text", id="text"),
    pytest.param(TypeError, None, X + "hold numbers, but holds objects", id="none"),
    pytest.param(TypeError, np.ones((5, 5, 3)) * 1j, X + "hold numbers, but", id="complex"),
    pytest.param(TypeError, Huge(), X + "hold numbers", id="huge"),
]


@pytest.mark.parametrize(("error", "x", "message"), BAD_INPUTS)
def test_bad_inputs_are_refused(error, x, message):
    layer = built(layers.Conv2D(1, (2, 3)), 3)
    before = weights(layer)
    assert message in refusal(error, cd.feature_map, layer, x)
    assert weights(layer) == before


@pytest.mark.parametrize(
    ("layer", "x"),
    [
        pytest.param(lambda: layers.Conv2D(1, 3), np.ones((2, 5)), id="small"),
        pytest.param(lambda: layers.Conv2D(4, 3, groups=2), np.ones((5, 5, 3)), id="groups"),
        pytest.param(lambda: layers.Conv2D(1, 3), np.ones(5), id="rank"),
        pytest.param(lambda: layers.Conv2D(1, 3), [[np.nan]], id="nan"),
    ],
)
def test_a_bad_input_leaves_the_layer_unbuilt(layer, x):
    layer = layer()
    refusal(ValueError, cd.feature_map, layer, x)
    assert not layer.built


MISFITS = [
    pytest.param(
        lambda: keras.Sequential([keras.Input((None, None, 1)), layers.Conv2D(1, 3)], name="model"),
        np.ones((2, 2)),
        "(None, None, 1), but has shape (2, 2, 1)",
        id="small",
    ),
    pytest.param(
        lambda: keras.Sequential(
            [keras.Input((8, 1)), layers.Flatten(), layers.Dense(1)], name="model"
        ),
        np.ones(7),
        "(8, 1), but has shape (7, 1)",
        id="flattened",
    ),
    pytest.param(
        lambda: keras.Sequential([keras.Input((4,)), layers.Dense(1)], name="model"),
        np.ones(5),
        "(4,), but has shape (5,)",
        id="vector",
    ),
    pytest.param(
        lambda: keras.Sequential(name="model"),
        [[1]],
        "can take, but has shape (1, 1)",
        id="no-layers",
    ),
    pytest.param(
        lambda: layers.DepthwiseConv2D(3, name="model"),
        np.ones((2, 2)),
        "can take, but has shape (2, 2, 1)",
        id="depthwise",
    ),
]


@pytest.mark.parametrize(("model", "x", "reason"), MISFITS)
def test_what_a_model_cannot_take_is_refused(model, x, reason):
    message = refusal(ValueError, cd.feature_map, model(), x)
    assert message.startswith("x must have a shape that 'model' can take")
    assert message.partition("; the ")[0].endswith(reason)


def test_an_input_that_leaves_no_number_is_refused():
    layer = layers.MaxPooling2D(3, name="pool")
    message = refusal(ValueError, cd.feature_map, layer, np.ones((2, 2)))
    assert message == "x must be large enough for 'pool', whose map would be empty"


def test_a_model_with_two_outputs_is_refused():
    given = keras.Input((8, 1))
    outputs = [layers.Conv1D(1, 3)(given), layers.Conv1D(1, 3)(given)]
    model = keras.Model(given, outputs, name="two")
    message = refusal(TypeError, cd.feature_map, model, BUMP)
    assert message.startswith("layer must have one output, but 'two' returned a list")


def test_entries_of_the_bank_are_filters():
    bank = [cd.filters.BANK["vertical_line"], cd.filters.BANK["horizontal_line"]]
    one = cd.set_filters(layers.Conv2D(1, 3), bank[0]).get_weights()[0]
    both = cd.set_filters(layers.Conv2D(2, 3), bank).get_weights()[0]
    assert np.array_equal(one[..., 0, 0], cd.filters.VERTICAL_LINE)
    assert np.array_equal(both[..., 0, 1], cd.filters.HORIZONTAL_LINE)


def test_a_layer_with_more_weights_is_refused():
    layer = cd.set_filters(layers.Conv2D(1, 3), cd.filters.VERTICAL_LINE)
    layer.enable_lora(1)
    message = refusal(ValueError, cd.set_filters, layer, cd.filters.HORIZONTAL_LINE)
    assert message.startswith("layer must hold a kernel and a bias only")


def test_the_channel_axis_may_be_left_out_behind_layers_of_any_rank():
    model = keras.Sequential([layers.Rescaling(2.0), layers.Conv2D(1, 3, use_bias=False)])
    assert cd.feature_map(model, np.ones((4, 4))).shape == (2, 2)


def test_models_channels_first_or_with_two_inputs_are_refused():
    first = keras.Sequential([layers.Conv2D(1, 3, data_format="channels_first")])
    assert "channels-last" in refusal(ValueError, cd.feature_map, first, np.ones((1, 4, 4)))
    given = [keras.Input((4,)), keras.Input((4,))]
    both = keras.Model(given, layers.Add()(given))
    assert "must have one input" in refusal(TypeError, cd.feature_map, both, np.ones(4))


def test_other_channels_than_built_for_are_named_in_1d_too():
    layer = built(layers.Conv1D(4, 3, name="first"), 1)
    message = refusal(ValueError, cd.set_filters, layer, np.ones((3, 2, 4)))
    assert message.startswith("filters must have in_channels=1, as 'first' was built for")
    assert message.endswith("but have in_channels=2")


def test_a_kernel_for_more_filters_is_not_taken_for_one_filter():
    layer = layers.Conv1D(1, 2)
    message = refusal(ValueError, cd.set_filters, layer, np.ones((2, 3, 4)))
    assert message.startswith("filters must fit kernel_size=(2,) and filters=1: ")
    assert not layer.built


def test_a_model_whose_layers_have_no_rank():
    model = keras.Sequential([layers.ReLU()])
    assert cd.feature_map(model, [-1, 2]).tolist() == [0, 2]


def test_an_input_smaller_than_the_spread_kernel_is_refused():
    layer = layers.Conv1D(1, 3, dilation_rate=2)
    message = refusal(ValueError, cd.feature_map, layer, np.ones(4))
    assert message.startswith("kernel_size=3 (dilation_rate=2 spreads it over 5) is larger")


def test_four_channels_are_colours_not_a_batch_and_not_an_inner_layers():
    grey, four = built(layers.Conv2D(1, 3), 1), built(layers.Conv2D(1, 3), 4)
    assert "give x.sum(axis=-1)" in refusal(ValueError, cd.feature_map, grey, np.ones((5, 5, 4)))
    told = refusal(ValueError, cd.feature_map, four, np.ones((5, 5, 3)))
    assert told.endswith("expects, but has shape (5, 5, 3)")


def test_a_misfit_names_the_error_of_keras():
    model = keras.Sequential([keras.Input((8, 1)), layers.Flatten(), layers.Dense(1)])
    message = refusal(ValueError, cd.feature_map, model, np.ones(7))
    assert message.endswith("; the ValueError above says why")


def test_what_was_given_instead_of_a_layer_is_named():
    message = refusal(TypeError, cd.feature_map, "x", [[1]])
    assert message == "model must be a Keras layer or model, but was 'x'"


# Without a backend


def fail_to_import(monkeypatch, module):
    def import_module(_):
        msg = f"No module named {module!r}"
        raise ModuleNotFoundError(msg, name=module)

    monkeypatch.setattr("convdemo.layers.import_module", import_module)


@pytest.mark.parametrize("module", ["tensorflow", "tensorflow.python"])
def test_a_missing_backend_is_named(monkeypatch, module):
    fail_to_import(monkeypatch, module)
    message = refusal(ModuleNotFoundError, cd.feature_map, "a layer", [1])
    assert message == (
        "Keras needs its backend tensorflow, which is not installed: run `pip install tensorflow`, "
        "or set KERAS_BACKEND to a backend that is installed, then restart Python"
    )


@pytest.mark.parametrize("module", ["h5py", None])
def test_another_missing_module_is_not_taken_for_a_backend(monkeypatch, module):
    fail_to_import(monkeypatch, module)
    assert refusal(ModuleNotFoundError, cd.feature_map, "a layer", [1]).startswith(
        "No module named"
    )
