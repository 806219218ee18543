"""Feature maps of inner layers, of models of any kind, and what reaches them."""

import logging

import keras
import numpy as np
import pytest
from keras import layers
from refusals import refusal

import convdemo as cd

X = np.random.default_rng(5).uniform(0, 1, (12, 12, 1)).astype("float32")


def sequential():
    return keras.Sequential(
        [
            layers.Conv2D(3, 3, name="conv"),
            layers.MaxPooling2D(2, name="pool"),
            layers.Flatten(name="flat"),
            layers.Dense(1, name="dense"),
        ],
        name="net",
    )


def functional():
    given = keras.Input((12, 12, 1))
    left = layers.Conv2D(3, 3, name="conv")(given)
    right = layers.Conv2D(3, 3, name="other")(given)
    both = layers.MaxPooling2D(2, name="pool")(layers.Add(name="sum")([left, right]))
    return keras.Model(given, layers.Dense(1, name="dense")(both), name="net")


class Subclassed(keras.Model):
    def __init__(self):
        super().__init__(name="net")
        self.conv = layers.Conv2D(3, 3, name="conv")
        self.pool = layers.MaxPooling2D(2, name="pool")

    def call(self, x):
        return self.pool(keras.ops.relu(self.conv(x)))


def nested():
    return keras.Sequential([layers.Rescaling(2.0, name="rescale"), functional()], name="outer")


MODELS = {"sequential": sequential, "functional": functional, "subclassed": Subclassed}


@pytest.mark.parametrize("built", [True, False], ids=["built", "unbuilt"])
@pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)
def test_an_inner_map_is_that_of_a_model_that_ends_there(model, built):
    model = model()
    if built:
        model(X[np.newaxis])
    pooled = cd.feature_map(model, X, layer="pool")
    assert np.array_equal(pooled, cd.feature_map(model, X, layer="pool"))
    assert pooled.shape == (5, 5, 3)
    kernel, bias = model.get_layer("conv").get_weights()
    conv = cd.feature_map(model, X, layer="conv")
    by_hand = keras.ops.conv(X[np.newaxis], kernel, padding="valid")[0] + bias
    assert conv == pytest.approx(np.asarray(by_hand), abs=1e-5)
    if isinstance(model, keras.Sequential):
        ends = keras.Model(model.inputs, model.get_layer("pool").output)
        assert pooled == pytest.approx(ends.predict(X[np.newaxis], verbose=0)[0], abs=1e-6)


def test_all_maps_come_from_one_pass():
    passes = []

    class Counting(layers.Layer):
        def call(self, x):
            passes.append(1)
            return x

    model = keras.Sequential([Counting(), *sequential().layers])
    model(X[np.newaxis])
    passes.clear()
    maps = cd.feature_maps(model, X)
    assert len(passes) == 1
    assert list(maps) == [model.layers[0].name, "conv", "pool", "flat", "dense"]
    assert [each.shape for each in maps.values()][1:] == [(10, 10, 3), (5, 5, 3), (75,), ()]


def test_maps_of_named_layers_keep_the_order_in_which_they_are_named():
    assert list(cd.feature_maps(sequential(), X, ["flat", "conv"])) == ["flat", "conv"]


def test_a_layer_of_a_model_inside_a_model_is_named_by_its_path():
    model = nested()
    inner = cd.feature_map(model, X, layer="net/pool")
    assert inner == pytest.approx(cd.feature_map(model.layers[1], 2 * X, layer="pool"), abs=1e-5)
    assert "net/sum" in cd.feature_maps(model, X)


def test_the_model_is_left_as_it_was():
    model = sequential()
    before = cd.feature_map(model, X)
    cd.feature_maps(model, X)
    assert all("call" not in vars(layer) for layer in model.layers)
    assert cd.feature_map(model, X) == before
    with pytest.raises(ValueError, match="has shape"):
        cd.feature_map(model, X[:2], layer="pool")
    assert all("call" not in vars(layer) for layer in model.layers)


def test_an_embedding_takes_words_as_whole_numbers():
    model = keras.Sequential(
        [layers.Embedding(50, 4, name="words"), layers.Conv1D(2, 3, name="conv")]
    )
    maps = cd.feature_maps(model, [7, 49, 0, 7, 3])
    assert maps["words"].shape == (5, 4)
    assert np.array_equal(maps["words"][0], model.layers[0].get_weights()[0][7])
    assert maps["conv"].shape == (3, 2)


@pytest.mark.parametrize("policy", ["mixed_float16", "mixed_bfloat16"])
def test_an_input_keeps_its_type_under_any_precision_policy(policy):
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(policy)
    try:
        model = keras.Sequential(
            [keras.Input((3,), dtype="float32"), layers.Rescaling(1 / 1024, dtype="float32")]
        )
        pixels = [2049.0, 65537.0, 1.0]  # float16 holds neither of the first two
        assert cd.feature_map(model, pixels) == pytest.approx(np.divide(pixels, 1024))
    finally:
        keras.config.set_dtype_policy(before)


def test_pixels_of_type_uint8():
    model = keras.Sequential(
        [keras.Input((2, 2, 1), dtype="uint8"), layers.Rescaling(1 / 255, name="rescale")]
    )
    image = np.array([[0, 255], [51, 102]], "uint8")
    assert cd.feature_map(model, image) == pytest.approx(image / 255)


def test_tensorflow_does_not_warn_of_grouped_layers_of_many_sizes():
    warned = []
    handler = logging.Handler()
    handler.emit = warned.append
    logging.getLogger("tensorflow").addHandler(handler)
    try:
        for size in range(2, 10):
            layer = layers.Conv2D(2, size, groups=2)
            cd.set_filters(layer, np.ones((size, size, 1, 2)))
            cd.feature_map(layer, np.ones((12, 12, 2)))
    finally:
        logging.getLogger("tensorflow").removeHandler(handler)
    assert warned == []


# What is refused


@pytest.mark.parametrize(
    ("layer", "shape", "batch"),
    [
        (lambda: layers.Conv2D(1, 3, name="new"), (10, 28, 28), "None, None, None, 28"),
        (lambda: layers.Conv1D(1, 3, name="new"), (10, 100), "None, None, 100"),
        (
            lambda: keras.Sequential([layers.Conv2D(1, 3)], name="new"),
            (10, 28, 28),
            "None, None, None, 28",
        ),
    ],
    ids=["2D", "1D", "model"],
)
def test_a_batch_is_refused_where_the_layer_is_not_built(layer, shape, batch):
    layer = layer()
    message = refusal(ValueError, cd.feature_map, layer, np.ones(shape))
    assert message == (
        f"x must be one input, but its shape {shape} may be that of a batch: give x[0] if it is; "
        f"if its last axis holds channels, call new.build(({batch})) first"
    )
    assert not layer.built
    layer.build((None,) * len(shape) + shape[-1:])
    assert cd.feature_map(layer, np.ones(shape)).ndim == len(shape) - 1


def test_channels_first_is_told_the_line_that_moves_them():
    layer = layers.Conv2D(1, 3)
    layer.build((None, None, None, 3))
    message = refusal(ValueError, cd.feature_map, layer, np.ones((3, 8, 9)))
    assert message.endswith("but has shape (3, 8, 9): give np.moveaxis(x, 0, -1)")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("pol", ": did you mean 'net/pool'?"),
        ("pool", ": did you mean 'net/pool'?"),
        ("block2", ", but 'rescale', 'net', 'net/conv', 'net/other', 'net/sum', 'net/pool', "),
    ],
)
def test_a_layer_that_is_not_there_is_refused_with_what_is(name, hint):
    message = refusal(ValueError, cd.feature_map, nested(), X, layer=name)
    assert message.startswith(f"layer must be one of 'outer', which has no {name!r}{hint}")


@pytest.mark.parametrize("layer", [3, b"pool", ["pool"]])
def test_a_name_that_is_no_text_is_refused(layer):
    assert "layer must be text" in refusal(TypeError, cd.feature_map, nested(), X, layer=layer)


def test_a_layer_that_is_run_twice_has_two_maps():
    given = keras.Input((12, 12, 1))
    shared = layers.Conv2D(1, 3, name="shared")
    model = keras.Model(given, shared(shared(given)), name="net")
    message = refusal(ValueError, cd.feature_map, model, X, layer="shared")
    assert message == "layer 'shared' must be run once, but 'net' runs it 2 times"
    assert "shared" not in cd.feature_maps(model, X)


def test_maps_of_a_layer_alone_are_refused():
    message = refusal(TypeError, cd.feature_maps, layers.Conv2D(1, 3), X)
    assert message.startswith("model must be a model with layers, but was <Conv2D")
