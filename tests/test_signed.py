import numpy as np
import pytest
from artists import scales, texts, title, values
from refusals import Huge, NoRepr, refusal

import convdemo as cd
from convdemo.colours import signed_scale

X = np.arange(12).reshape(3, 4)


def panels_of(picture):
    return picture.figure.axes


def assert_shades(axes, scale):
    """Assert that an image is drawn in the colours of a scale, up to Matplotlib's 256 shades."""
    (image,) = axes.images
    shown = image.to_rgba(image.get_array(), bytes=True)[..., :3].astype(int)
    assert np.abs(shown - scale.rgb(np.asarray(image.get_array()))).max() <= 2


# Filters


def test_a_filter_of_the_bank_brings_its_name():
    picture = cd.plot_filter(cd.filters.BANK["sobel_vertical"])
    (axes,) = panels_of(picture)
    assert title(axes) == "sobel_vertical"
    assert (values(axes) == cd.filters.SOBEL_VERTICAL).all()
    assert_shades(axes, signed_scale([np.array([2])]))
    assert picture.description == "sobel_vertical:\n-1  0  1\n-2  0  2\n-1  0  1"


def test_a_filter_may_have_another_title():
    entry = cd.filters.BANK["identity"]
    assert title(panels_of(cd.plot_filter(entry, title="Middle"))[0]) == "Middle"
    assert title(panels_of(cd.plot_filter([0, 1, 0]))[0]) == "Filter"


BAD_WEIGHTS = [
    pytest.param(ValueError, 3, "weights must be 1-D or 2-D or 3-D, but has shape ()", id="number"),
    pytest.param(
        ValueError,
        np.ones((3, 3, 3, 64)),
        "has shape (3, 3, 3, 64): if this is a kernel, weights[..., 0] is its first filter",
        id="kernel",
    ),
    pytest.param(
        ValueError,
        np.ones((3, 7, 7)),
        "weights of shape (3, 7, 7) may have their channels first or last: write "
        "np.moveaxis(weights, 0, -1) if they come first; if they come last, ",
        id="channels-first",
    ),
    pytest.param(ValueError, [np.inf], "weights must hold finite numbers", id="inf"),
    pytest.param(TypeError, "sobel", "weights must hold numbers, but holds text", id="text"),
    pytest.param(TypeError, NoRepr(), "weights must hold numbers", id="no-repr"),
]


@pytest.mark.parametrize(("error", "weights", "message"), BAD_WEIGHTS)
def test_bad_weights_are_refused(error, weights, message):
    assert message in refusal(error, cd.plot_filter, weights)


def test_a_filter_with_channels_has_a_panel_for_each():
    weights = np.random.default_rng(0).integers(-9, 9, size=(2, 4, 3))
    picture = cd.plot_filter(weights, title="Reddish")
    panels = panels_of(picture)
    assert [title(axes) for axes in panels] == [f"Reddish, channel {i}" for i in range(3)]
    for i, axes in enumerate(panels):
        assert (values(axes) == weights[..., i]).all()
        assert_shades(axes, signed_scale([weights]))
    assert picture.description.startswith(f"Reddish, channel 0:\n{weights[0, 0, 0]:>2} ")


def test_a_filter_of_one_channel_is_one_panel():
    drawn, plain = cd.plot_filter(X[..., np.newaxis]), cd.plot_filter(X)
    assert (repr(drawn), drawn.html) == (repr(plain), plain.html)


def test_the_filters_of_a_kernel_from_another_library_are_drawn_as_the_refusal_says():
    weights = np.random.default_rng(0).normal(size=(3, 7, 7))
    panels = panels_of(cd.plot_filter(np.moveaxis(weights, 0, -1)))
    assert all((values(axes) == each).all() for axes, each in zip(panels, weights, strict=True))


# Feature maps


def test_maps_share_one_scale_centred_on_zero():
    picture = cd.plot_feature_maps([[[0, 3]], [[-5, 2]]], titles=["first", "second"])
    first, second = panels_of(picture)
    for axes in (first, second):
        assert_shades(axes, signed_scale([np.array([5])]))
    assert scales(first) + scales(second) == [["-5", "0", "5"]]
    assert picture.html.count("background:#b2182b") == 0
    assert picture.html.count("background:#2166ac") == 1
    assert (title(first), title(second)) == ("first", "second")
    assert texts(second) == {(0, 0): "-5", (0, 1): "2"}
    assert picture.description == "first:\n0 3\nsecond:\n-5  2"


@pytest.mark.parametrize(
    "maps",
    [
        pytest.param([X, -X], id="list"),
        pytest.param((X, -X), id="tuple"),
        pytest.param([X.tolist(), (-X).tolist()], id="nested-list"),
        pytest.param([list(map(tuple, X.tolist())), (-X).tolist()], id="rows-in-tuples"),
        pytest.param((tuple(map(tuple, X.tolist())), tuple((-X).tolist())), id="all-tuples"),
        pytest.param([tuple(X.tolist()), tuple((-X).tolist())], id="maps-in-tuples"),
        pytest.param([list(X), list(-X)], id="rows-in-arrays"),
        pytest.param(np.stack([X, -X], axis=-1), id="array-with-filters-last"),
    ],
)
def test_several_maps_in_every_form(maps):
    first, second = panels_of(cd.plot_feature_maps(maps))
    assert (values(first) == X).all()
    assert (values(second) == -X).all()


@pytest.mark.parametrize(
    ("one", "drawn"),
    [
        pytest.param(X, X, id="array"),
        pytest.param(X.tolist(), X, id="nested-list"),
        pytest.param(tuple(map(tuple, X.tolist())), X, id="tuples"),
        pytest.param([1, 2], [[1, 2]], id="sequence"),
        pytest.param([np.float64(1), np.float64(2)], [[1, 2]], id="numpy-numbers"),
    ],
)
def test_one_map_in_every_form(one, drawn):
    (axes,) = panels_of(cd.plot_feature_maps(one))
    assert values(axes).tolist() == np.array(drawn).tolist()


def test_maps_of_a_layer():
    import keras

    kernel = [cd.filters.VERTICAL_LINE, cd.filters.HORIZONTAL_LINE]
    layer = cd.set_filters(keras.layers.Conv2D(2, 3), kernel)
    picture = cd.plot_feature_maps(cd.feature_map(layer, [[0, 0, 1, 1, 0, 0]] * 4))
    assert [texts(axes)[0, 1] for axes in panels_of(picture)] == ["3", "2"]


@pytest.mark.parametrize("shape", [(294, 74), (16, 2), (2, 16), (17, 5)], ids=str)
def test_an_array_with_two_axes_is_one_image(shape):
    assert len(cd.plot_feature_maps(np.ones(shape)).arrays) == 1


def test_a_map_with_a_channel_axis():
    drawn, plain = cd.plot_feature_maps(X[..., np.newaxis]), cd.plot_feature_maps(X)
    assert (repr(drawn), drawn.html) == (repr(plain), plain.html)


def test_maps_may_differ_in_size():
    first, second = panels_of(cd.plot_feature_maps([np.ones((2, 2)), np.ones((3, 4))]))
    assert (values(first).shape, values(second).shape) == ((2, 2), (3, 4))


def test_each_map_of_a_list_may_have_an_axis_of_one_channel():
    drawn, plain = (cd.plot_feature_maps([each, -each]) for each in (X[..., np.newaxis], X))
    assert (repr(drawn), drawn.html) == (repr(plain), plain.html)
    long = np.arange(50.0)
    for given in (long[:, np.newaxis], [long[:, np.newaxis]]):
        assert repr(cd.plot_feature_maps(given)) == repr(cd.plot_feature_maps(long))
    told = refusal(ValueError, cd.plot_feature_maps, [np.ones((3, 3, 2))])
    assert told == "feature_maps[0] must be 1-D or 2-D, but has shape (3, 3, 2)"


def test_sequences_and_images_do_not_stand_in_one_picture():
    mixed = [np.zeros((2, 2)), np.zeros(3)]
    told = refusal(ValueError, cd.plot_feature_maps, mixed)
    assert told == "feature_maps must be all sequences or all images, but have shapes (2, 2), (3,)"


BAD_MAPS = [
    pytest.param(ValueError, [], "feature_maps must not be empty", id="empty"),
    pytest.param(ValueError, 3, "feature_maps must be 1-D or 2-D or 3-D", id="number"),
    pytest.param(
        ValueError,
        np.ones((1, 2, 2, 3)),
        "has shape (1, 2, 2, 3): in a batch, feature_maps[0] belongs to the first image, in a 3D "
        "layer to the first slice; in a kernel, feature_maps[:, :, 0] are",
        id="batch",
    ),
    pytest.param(
        ValueError,
        np.ones((16, 30, 30)),
        "feature_maps of shape (16, 30, 30) may have its filters first or last: write "
        "list(feature_maps) if they come first, list(np.moveaxis(feature_maps, -1, 0)) if last",
        id="filters-first",
    ),
    pytest.param(
        ValueError,
        np.ones((294, 16)),
        "feature_maps of shape (294, 16) may be one image or 16 maps of a 1D layer: write "
        "[feature_maps] for the image, list(feature_maps.T) for the maps",
        id="1D-layer",
    ),
    pytest.param(
        TypeError,
        {"conv": np.ones((3, 3)), "pool": np.ones((2, 2))},
        "feature_maps must be those of one layer, as feature_maps['conv'], but was {'conv': ",
        id="layers",
    ),
    pytest.param(ValueError, np.ones((12, 64)), "or 64 maps of a 1D layer", id="deep-1D-layer"),
    pytest.param(ValueError, [X, np.ones((2, 2, 2))], "feature_maps[1] must be 1-D", id="second"),
    pytest.param(ValueError, [X, [np.nan]], "feature_maps[1] must hold finite", id="nan"),
    pytest.param(TypeError, [X, "map"], "feature_maps[1] must hold numbers", id="text"),
    pytest.param(TypeError, Huge(), "feature_maps must hold numbers", id="huge"),
]


@pytest.mark.parametrize(("error", "maps", "message"), BAD_MAPS)
def test_bad_maps_are_refused(error, maps, message):
    assert message in refusal(error, cd.plot_feature_maps, maps)


@pytest.mark.parametrize(
    ("error", "titles"),
    [
        pytest.param(ValueError, ["a"], id="one"),
        pytest.param(ValueError, ["a", "b", "c"], id="three"),
        pytest.param(TypeError, "ab", id="text"),
        pytest.param(TypeError, 2, id="number"),
        pytest.param(TypeError, Huge(), id="huge"),
    ],
)
def test_bad_titles_are_refused(error, titles):
    message = refusal(error, cd.plot_feature_maps, [X, X], titles=titles)
    assert message.startswith("titles must be a list of 2, one for each map, but was ")


@pytest.mark.parametrize("shape", [(2, 3), (20, 30)], ids=["tables", "images"])
def test_each_map_may_have_its_own_scale(shape):
    maps = [np.full(shape, 1), np.full(shape, -1000)]
    common, each = (cd.plot_feature_maps(maps, scale=kind) for kind in ("common", "each"))
    for axes, own in zip(panels_of(each), maps, strict=True):
        assert_shades(axes, signed_scale([own]))
    assert [scales(axes) for axes in panels_of(common)] == [[], [["-1000", "0", "1000"]]]
    assert [scales(axes) for axes in panels_of(each)] == [
        [["-1", "0", "1"]],
        [["-1000", "0", "1000"]],
    ]
    assert each.html != common.html
    assert each.description == f"{common.description}\nEach on its own scale."


@pytest.mark.parametrize(("error", "scale"), [(ValueError, "own"), (TypeError, None)])
def test_a_scale_is_common_or_each(error, scale):
    told = refusal(error, cd.plot_feature_maps, X, scale=scale)
    assert told == f"scale must be one of 'common', 'each', but was {scale!r}"


def test_a_large_map_that_is_zero_is_marked():
    dead, alive = cd.plot_feature_maps([np.zeros((20, 20)), np.eye(20)]).figure.axes
    assert (title(dead), title(alive)) == ("Feature map 0: all 0", "Feature map 1")
    picture = cd.plot_feature_maps([np.zeros((20, 20)), np.eye(20)])
    assert picture.html.count(": all 0</b>") == 1
    assert "Feature map 0:\n20 x 20 values, all 0\n" in picture.description
    assert title(cd.plot_feature_maps([np.zeros((2, 2))]).figure.axes[0]) == "Feature map"
