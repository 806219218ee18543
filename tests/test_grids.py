from io import BytesIO

import numpy as np
import pytest
from artists import hatched, outlined, scales, texts, tick_labels, title, values
from bs4 import BeautifulSoup
from refusals import Huge, NoArray, refusal

import convdemo as cd
from convdemo import words
from convdemo.colours import grey_scale

X = np.arange(12).reshape(3, 4)
KERNEL = [[1, -1], [2, 0]]
CHANNELS = np.stack([X, 12 - X, X % 3], axis=-1)
WEIGHTS = np.stack([KERNEL, [[0, 1], [0, 0]], [[0, 0], [-2, -1]]], axis=-1)


def panels_of(picture):
    return picture.figure.axes


def assert_shades(axes, scale):
    """Assert that an image is drawn in the colours of a scale, up to Matplotlib's 256 shades."""
    (image,) = axes.images
    shown = image.to_rgba(image.get_array(), bytes=True)[..., :3].astype(int)
    assert np.abs(shown - scale.rgb(np.asarray(image.get_array()))).max() <= 2


PICTURES = [
    pytest.param(lambda: cd.plot_image(X), id="image"),
    pytest.param(lambda: cd.plot_image([1, 2, 3], title="$x <b>"), id="sequence"),
    pytest.param(lambda: cd.plot_image(cd.datasets.photo("coffee")), id="photo"),
    pytest.param(lambda: cd.plot_image(cd.datasets.photo("camera")), id="grey-photo"),
    pytest.param(lambda: cd.plot_feature_maps([np.full((200, 300), -338)]), id="wide-map"),
    pytest.param(lambda: cd.plot_feature_maps([np.ones((254, 254)) * 873] * 4), id="large-maps"),
    pytest.param(lambda: cd.plot_filter(cd.filters.SOBEL_VERTICAL), id="filter"),
    pytest.param(lambda: cd.plot_feature_maps([X, -X]), id="maps"),
    pytest.param(lambda: cd.plot_step(X, KERNEL, (1, 1), padding="same"), id="step"),
    pytest.param(
        lambda: cd.plot_step([1, 2, 3], [1, 1], 1, dilation_rate=2, padding="causal"), id="1"
    ),
    pytest.param(lambda: cd.plot_step(CHANNELS, WEIGHTS, (1, 2), padding="same"), id="channels"),
    pytest.param(lambda: cd.plot_step(CHANNELS[0], WEIGHTS[0], 1, channels=True), id="channels-1"),
    pytest.param(lambda: cd.plot_training({"loss": [2, 1], "$accuracy": [0, 1]}), id="training"),
    pytest.param(
        lambda: cd.plot_curves({"a": [1, 2], "$b": [2, -1]}, marks={"c": [1]}), id="curves"
    ),
    pytest.param(lambda: cd.plot_feature_maps([X] * 9), id="many-maps"),
    pytest.param(lambda: cd.plot_image([[1]], title="A title wider than its image"), id="narrow"),
    pytest.param(
        lambda: cd.plot_feature_maps([[[1]], [[2]]], titles=["Before", "After many epochs"]),
        id="narrow-maps",
    ),
]


@pytest.mark.parametrize("draw", PICTURES)
def test_the_same_call_gives_the_same_bytes(draw):
    first, second = draw()._repr_html_(), draw()._repr_html_()
    assert first == second
    assert len(first) < 400_000


@pytest.mark.parametrize("draw", PICTURES)
def test_what_is_drawn_lies_inside_the_figure(draw):
    figure = draw().figure
    figure.draw_without_rendering()
    box = figure.get_tightbbox()
    width, height = figure.get_size_inches()
    assert box.x0 > -0.01
    assert box.y0 > -0.01
    assert box.x1 < width + 0.01
    assert box.y1 < height + 0.01


# Images


def test_an_image_is_grey_with_its_numbers():
    picture = cd.plot_image([[0, 1], [2, 0.5]], title="Pixels")
    (axes,) = panels_of(picture)
    assert title(axes) == "Pixels"
    assert texts(axes) == {(0, 0): "0", (0, 1): "1", (1, 0): "2", (1, 1): "0.5"}
    assert axes.images[0].get_clim() == (0, 2)
    assert_shades(axes, grey_scale(np.array([0, 2])))
    assert scales(axes) == [["0", "2"]]
    assert picture.description == "Pixels:\n  0   1\n  2 0.5"


def test_a_sequence_is_a_row():
    picture = cd.plot_image([0, 1, 0])
    assert texts(panels_of(picture)[0]) == {(0, 0): "0", (0, 1): "1", (0, 2): "0"}
    assert picture.description == "Image:\n0 1 0"


def test_a_colour_image_has_neither_numbers_nor_scale():
    colours = np.array([[[255, 0, 0], [0, 127.5, 0]]])
    picture = cd.plot_image(colours)
    (axes,) = panels_of(picture)
    assert values(axes).tolist() == [[[255, 0, 0], [0, 128, 0]]]
    assert texts(axes) == {}
    assert scales(axes) == []
    assert picture.description == (
        "Image:\n1 x 2 pixels in colour, red from 0 to 255, green from 0 to 128, blue all 0"
    )


def test_a_grey_image_may_have_a_channel_axis():
    digit = cd.datasets.digits().images[0]
    for image in (digit, cd.datasets.photo("camera")):
        drawn, plain = cd.plot_image(image[..., np.newaxis]), cd.plot_image(image)
        assert (repr(drawn), drawn.html) == (repr(plain), plain.html)


def test_a_long_sequence_may_have_a_channel_axis():
    beat = cd.datasets.signal("heartbeat").values[:100]
    drawn, plain = cd.plot_image(beat[:, np.newaxis]), cd.plot_image(beat)
    assert repr(drawn) == repr(plain)


def test_a_sharpened_photograph_is_drawn_as_the_refusal_says():
    photo = cd.datasets.photo("coffee").astype(float)
    sharp = photo + 2 * (photo - photo.mean())
    told = refusal(ValueError, cd.plot_image, sharp)
    assert "np.clip(x, 0, 255)" in told
    drawn = values(panels_of(cd.plot_image(np.clip(sharp, 0, 255)))[0])
    assert (drawn == np.clip(np.round(sharp), 0, 255)).all()


def test_a_large_image_is_drawn_whole_without_numbers():
    picture = cd.plot_image(cd.datasets.photo("camera"))
    (axes,) = panels_of(picture)
    assert (values(axes) == cd.datasets.photo("camera")).all()
    assert texts(axes) == {}
    assert picture.description.startswith("Image:\n256 x 256 values from 2 to 255, the lowest at ")
    assert repr(picture).endswith("\nchecksum 3413dd5a")


def test_a_long_sequence_is_drawn_as_a_line():
    heartbeat = cd.datasets.signal("heartbeat").values
    picture = cd.plot_image(heartbeat, title="Heart beat")
    (line,) = picture.figure.axes[0].lines
    assert (line.get_ydata() == heartbeat).all()
    assert picture.description.startswith("Heart beat:\n21600 values from ")


def test_a_step_in_a_long_sequence_keeps_its_height_and_writes_no_numbers():
    picture = cd.plot_step(np.arange(200), [-1, 2, -1], position=7)
    picture.save(BytesIO())
    assert [texts(axes) for axes in panels_of(picture)] == [{}, {}, {}]
    boxes = [axes.get_window_extent().height for axes in panels_of(picture)]
    assert min(boxes) > 20


def test_colours_up_to_one_are_drawn_as_they_are_and_others_out_of_255():
    for given, drawn in ((1.0, 255), (255.0, 255), (51.0, 51)):
        (axes,) = panels_of(cd.plot_image(np.full((2, 2, 3), given)))
        assert np.allclose(values(axes), drawn)


@pytest.mark.parametrize("title", [None, 5], ids=repr)
def test_a_title_is_text(title):
    assert "must be text" in refusal(TypeError, cd.plot_image, [0, 1], title=title)


def test_a_title_is_one_printable_line():
    for bad in ("two\nlines", "\ud800"):
        assert "title must be one line" in refusal(ValueError, cd.plot_image, [0, 1], title=bad)
    assert "titles[1] must be text" in refusal(
        TypeError, cd.plot_feature_maps, [np.ones(2), np.ones(2)], titles=["a", None]
    )


COLOUR = "x must have 3 channels of values from 0 to 1 or 255 to be drawn in colour, but has shape "
LAST = ": np.moveaxis(x, 0, -1) puts the channels last"
CUT_1, CUT_255 = (f": np.clip(x, 0, {most}) cuts off what lies outside" for most in (1, 255))
ONES = np.ones((2, 2, 3))
BAD_IMAGES = [
    pytest.param(
        ValueError,
        np.ones((2, 2, 4)),
        COLOUR + "(2, 2, 4) and 1 to 1: x[..., :3] leaves out the fourth",
        id="four-channels",
    ),
    pytest.param(
        ValueError, np.ones((2, 2, 2)), COLOUR + "(2, 2, 2) and 1 to 1", id="two-channels"
    ),
    pytest.param(ValueError, np.ones((3, 5, 5)), "(3, 5, 5) and 1 to 1" + LAST, id="first"),
    pytest.param(ValueError, np.ones((1, 5, 4)), "leaves out the fourth", id="four-of-one"),
    pytest.param(ValueError, np.ones((1, 5, 5)), "(1, 5, 5) and 1 to 1" + LAST, id="grey-first"),
    pytest.param(
        ValueError,
        -ONES,
        "(2, 2, 3) and -1 to -1" + CUT_1 + "; plot_filter draws weights",
        id="negative-colour",
    ),
    pytest.param(ValueError, 1.25 * ONES, "and 1.25 to 1.25" + CUT_1, id="above-1"),
    pytest.param(ValueError, 256 * ONES, "and 256 to 256" + CUT_255, id="bright-colour"),
    pytest.param(ValueError, 1, "x must be 1-D or 2-D or 3-D, but has shape ()", id="number"),
    pytest.param(
        ValueError, np.ones((1, 2, 2, 3)), "if x is a batch, x[0] is its first", id="batch"
    ),
    pytest.param(ValueError, [], "x must not be empty", id="empty"),
    pytest.param(ValueError, [np.nan], "x must hold finite numbers", id="nan"),
    pytest.param(ValueError, [[1], [1, 2]], "x must hold numbers", id="ragged"),
    pytest.param(ValueError, NoArray(), "x must hold numbers", id="no-array"),
    pytest.param(TypeError, "camera", "x must hold numbers, but holds text", id="text"),
    pytest.param(TypeError, Huge(), "x must hold numbers", id="huge"),
]


@pytest.mark.parametrize(("error", "x", "message"), BAD_IMAGES)
def test_bad_images_are_refused(error, x, message):
    assert message in refusal(error, cd.plot_image, x)


# Channels


def test_a_step_over_channels_has_a_row_of_inputs_one_of_filters_and_the_map():
    picture = cd.plot_step(CHANNELS, WEIGHTS, (1, 2), bias=0.5)
    axes = panels_of(picture)
    inputs, filters, last = axes[:3], axes[3:6], axes[6]
    sums = (6 * 1 - 7 + 10 * 2, 5, -2 * 1 - 2)
    titles = [f"Input, channel {i}" for i in range(3)]
    titles += [f"Filter, channel {i}, sum {each}" for i, each in enumerate(sums)]
    assert [title(each) for each in axes[:6]] == titles
    assert title(last).replace("\n", " ") == "Feature map, 19 + 5 + -4 + bias 0.5 = 20.5"
    for i in range(3):
        assert (values(inputs[i]) == CHANNELS[..., i]).all()
        assert (values(filters[i]) == WEIGHTS[..., i]).all()
        assert outlined(inputs[i]) == ((1.5, 3.5, 0.5, 2.5), 8)
        assert outlined(filters[i]) == ((-0.5, 1.5, -0.5, 1.5), 8)
    assert (values(last) == cd.cross_correlate(CHANNELS, WEIGHTS, bias=0.5)).all()
    assert outlined(last) == ((1.5, 2.5, 0.5, 1.5), 4)
    for row, limits in ((inputs, (0, 12)), (filters, (-2, 2))):  # on one scale each
        assert {each.images[0].get_clim() for each in row} == {limits}
    heights = [round(each.get_position().y0, 2) for each in axes]
    assert len({*heights[:3]}) == len({*heights[3:6]}) == 1
    assert heights[0] > heights[3] > heights[6]


def test_a_step_over_channels_in_words_and_as_html():
    picture = cd.plot_step(CHANNELS, WEIGHTS, (1, 2), bias=0.5)
    summed = (
        "Step at (1, 2):\nchannel 0: 6*1 + 7*-1\n+ 10*2 + 11*0 = 19\n"
        "channel 1: 6*0 + 5*1\n+ 2*0 + 1*0 = 5\n"
        "channel 2: 0*0 + 1*0\n+ 1*-2 + 2*-1 = -4\n19 + 5 + -4 + bias 0.5 = 20.5\n"
    )
    assert picture.description.startswith(
        f"{summed}Input, channel 0, window on rows 1 2, columns 2 3:\n 0  1  2  3\n"
    )
    parts = [f"{name}, channel {i}" for name in ("Input", "Filter") for i in range(3)]
    found = [line for line in picture.description.splitlines() if line.startswith(("In", "Fi"))]
    for part, line in zip(parts, found, strict=True):
        assert line.startswith(part)
    assert picture.description.endswith(f"Feature map:\n{described_map(0.5)}")
    assert f"<pre>{summed}Window on rows 1 2, columns 2 3.</pre>" in picture.html
    captions = [each.text for each in BeautifulSoup(picture.html, "html.parser")("caption")]
    assert captions[3:] == [
        "Filter, channel 0, sum 19",
        "Filter, channel 1, sum 5",
        "Filter, channel 2, sum -4",
        "Feature map, 19 + 5 + -4 + bias 0.5 = 20.5",
    ]


def described_map(bias):
    return words.table(cd.cross_correlate(CHANNELS, WEIGHTS, bias=bias))


def test_in_a_sequence_each_channel_has_its_weights_below_it():
    picture = cd.plot_step(CHANNELS[0], WEIGHTS[0], 1, channels=True, padding="causal")
    axes = panels_of(picture)
    names = [title(each).split(",")[:2] for each in axes[:6]]
    expected = [[name, f" channel {i}"] for i in range(3) for name in ("Input", "Filter")]
    assert names == expected
    assert [outlined(each)[0] for each in axes] == [(0.5, 2.5, -0.5, 0.5)] * 6 + [
        (1.5, 2.5, -0.5, 0.5)
    ]
    assert title(axes[6]) == "Feature map, -1 + 11 + 0 + bias 0 = 10"
    assert picture.description.startswith("Step at (1):\nchannel 0: 0*1 + 1*-1 = -1\n")


def test_a_step_over_a_photograph_in_colour():
    photo, kernel = cd.datasets.photo("coffee"), np.stack([cd.filters.SOBEL_VERTICAL] * 3, -1)
    picture = cd.plot_step(photo, kernel, (100, 40))
    axes = panels_of(picture)
    assert [values(each).shape for each in axes[:3]] == [(200, 300)] * 3
    assert (values(axes[6]) == cd.cross_correlate(photo, kernel)).all()
    assert picture.html == ""


@pytest.mark.parametrize(
    ("x", "kernel"), [(X[..., np.newaxis], KERNEL), (X, np.array(KERNEL)[..., np.newaxis])]
)
def test_a_step_over_one_channel_is_drawn_as_one_without(x, kernel):
    drawn, plain = cd.plot_step(x, kernel, (1, 2)), cd.plot_step(X, KERNEL, (1, 2))
    assert (repr(drawn), drawn.html) == (repr(plain), plain.html)


def test_as_many_channels_are_drawn_as_there_is_room_for():
    picture = cd.plot_step(np.ones((3, 3, 8)), np.ones((2, 2, 8)), (0, 0))
    assert len(panels_of(picture)) == 17
    told = refusal(ValueError, cd.plot_step, np.ones((3, 3, 9)), np.ones((2, 2, 9)), (0, 0))
    assert told == (
        "x must have at most 8 channels to be drawn, but has shape (3, 3, 9): take a part of both, "
        "such as x[..., :8] and kernel[..., :8]"
    )


# Steps


def test_a_step_in_an_image():
    picture = cd.plot_step(X, KERNEL, (1, 2), bias=0.5)
    left, middle, right = panels_of(picture)
    assert [title(axes) for axes in (left, middle, right)] == ["Input", "Filter", "Feature map"]
    assert (values(left) == X).all()
    assert values(middle).tolist() == KERNEL
    assert (values(right) == cd.cross_correlate(X, KERNEL, bias=0.5)).all()
    assert outlined(left) == ((1.5, 3.5, 0.5, 2.5), 8)
    assert outlined(middle) == ((-0.5, 1.5, -0.5, 1.5), 8)
    assert outlined(right) == ((1.5, 2.5, 0.5, 1.5), 4)
    assert middle.images[0].get_clim() == (-2, 2)
    assert right.images[0].get_clim() == (-19.5, 19.5)
    assert hatched(left) == []
    assert "<pre>Step at (1, 2): 6*1 + 7*-1\n+ 10*2 + 11*0\n+ bias 0.5 = 19.5\n" in picture.html
    assert "\nWindow on rows 1 2, columns 2 3.</pre>" in picture.html
    assert picture.description == (
        "Step at (1, 2): 6*1 + 7*-1\n+ 10*2 + 11*0\n+ bias 0.5 = 19.5\n"
        "Input, window on rows 1 2, columns 2 3:\n 0  1  2  3\n 4  5  6  7\n 8  9 10 11\n"
        "Filter:\n 1 -1\n 2  0\nFeature map:\n 7.5  9.5 11.5\n15.5 17.5 19.5"
    )


def test_padding_is_hatched_and_labelled():
    left, middle, right = panels_of(
        cd.plot_step([[1, 2], [3, 4]], np.ones((3, 3)), (0, 0), padding="same")
    )
    outside = [(r, c) for r in range(4) for c in range(4) if not {r, c} <= {1, 2}]
    assert hatched(left) == outside
    assert texts(left)[1, 1] == "1"
    assert texts(left)[0, 0] == "0"
    assert tick_labels(left) == (["pad", "0", "1", "pad"], ["pad", "0", "1", "pad"])
    assert outlined(left)[0] == (-0.5, 2.5, -0.5, 2.5)
    assert hatched(middle) == hatched(right) == []
    assert values(right).tolist() == [[10, 10], [10, 10]]


def test_dilation_and_strides_move_the_window():
    spread = panels_of(cd.plot_step(np.ones((5, 5)), np.ones((2, 2)), (1, 0), dilation_rate=(3, 2)))
    assert outlined(spread[0]) == ((-0.5, 2.5, 0.5, 4.5), 16)
    strided = panels_of(cd.plot_step(np.ones((6, 6)), np.ones((2, 2)), (1, 2), strides=(3, 2)))
    assert outlined(strided[0]) == ((3.5, 5.5, 2.5, 4.5), 8)
    assert values(strided[2]).shape == (2, 3)


def test_a_step_in_a_sequence_lies_below_its_window():
    picture = cd.plot_step([0, 0, 0, 1, 1, 0, 0, 0], [-1, 2, -1], position=2)
    top, middle, bottom = panels_of(picture)
    assert texts(middle) == {(0, 2): "-1", (0, 3): "2", (0, 4): "-1"}
    assert outlined(top) == outlined(middle) == ((1.5, 4.5, -0.5, 0.5), 8)
    assert outlined(bottom) == ((1.5, 2.5, -0.5, 0.5), 4)
    assert top.get_xlim() == middle.get_xlim() == bottom.get_xlim() == (-0.5, 7.5)
    assert tick_labels(bottom)[0] == ["0", "1", "2", "3", "4", "5", "", ""]
    assert picture.description.startswith(
        "Step at (2): 0*-1 + 1*2 + 1*-1\n+ bias 0 = 1\nInput, window on indices 2 3 4:\n"
    )


def test_a_dilated_filter_leaves_gaps_in_a_sequence():
    picture = cd.plot_step([5, 6, 7], [1, 2], 1, padding="causal", dilation_rate=2)
    top, middle, bottom = panels_of(picture)
    assert texts(middle) == {(0, 1): "1", (0, 3): "2"}
    assert tick_labels(middle)[0] == ["", "0", "", "1", ""]
    assert hatched(top) == [(0, 0), (0, 1)]
    assert outlined(top) == outlined(middle) == ((0.5, 3.5, -0.5, 0.5), 8)
    assert outlined(bottom)[0] == (2.5, 3.5, -0.5, 0.5)
    assert "window on indices pad 1:" in picture.description


def test_a_sum_of_zero_is_outlined_as_any_other():
    picture = cd.plot_step(np.zeros((3, 3)), np.ones((2, 2)), (1, 1))
    assert outlined(panels_of(picture)[2]) == ((0.5, 1.5, 0.5, 1.5), 4)


@pytest.mark.parametrize("position", [(1, 0), [1, 0], np.array([1, 0]), (np.int64(1), 0)], ids=repr)
def test_a_position_in_every_form(position):
    picture = cd.plot_step(X, KERNEL, position)
    assert picture.description == cd.plot_step(X, KERNEL, (1, 0)).description


POSITION = "position must lie in the feature map, (2, 3), but was "
BAD_POSITIONS = [
    pytest.param(ValueError, (2, 0), POSITION + "(2, 0)", id="below"),
    pytest.param(ValueError, (0, 3), POSITION + "(0, 3)", id="right"),
    pytest.param(ValueError, 0, POSITION + "0", id="number"),
    pytest.param(ValueError, (0, 0, 0), POSITION + "(0, 0, 0)", id="three"),
    pytest.param(ValueError, (), POSITION + "()", id="empty"),
    pytest.param(ValueError, np.arange(900), POSITION + "array([", id="long"),
    pytest.param(ValueError, (-1, 0), "whole number of 0 or more, but was -1", id="negative"),
    pytest.param(TypeError, (0.5, 0), "whole number of 0 or more, but was 0.5", id="between"),
    pytest.param(TypeError, NoArray(), "position must be a whole number", id="no-array"),
    pytest.param(TypeError, "01", "position must be a whole number", id="text"),
    pytest.param(TypeError, None, "position must be a whole number", id="none"),
    pytest.param(TypeError, Huge(), "position must be a whole number", id="huge"),
]


@pytest.mark.parametrize(("error", "position", "message"), BAD_POSITIONS)
def test_bad_positions_are_refused(error, position, message):
    assert message in refusal(error, cd.plot_step, X, KERNEL, position)


BAD_OPTIONS = [
    pytest.param(ValueError, {"padding": "causal"}, "padding must be one of", id="padding"),
    pytest.param(ValueError, {"strides": 0}, "strides must be a whole number", id="strides"),
    pytest.param(
        ValueError, {"dilation_rate": 4}, "which dilation_rate spreads over (5, 5)", id="spread"
    ),
    pytest.param(TypeError, {"bias": "1"}, "bias must hold numbers", id="bias"),
]


@pytest.mark.parametrize(("error", "options", "message"), BAD_OPTIONS)
def test_bad_options_are_refused(error, options, message):
    assert message in refusal(error, cd.plot_step, X, KERNEL, (0, 0), **options)


# Descriptions


@pytest.mark.parametrize(
    "describe",
    [
        pytest.param(lambda x: cd.plot_image(x), id="image"),
        pytest.param(lambda x: cd.plot_filter(x), id="filter"),
        pytest.param(lambda x: cd.plot_feature_maps([x, X]), id="maps"),
        pytest.param(lambda x: cd.plot_step(x, [[1]], (0, 0)), id="step-input"),
        pytest.param(lambda x: cd.plot_step(np.ones((3, 4)), x, (0, 0)), id="step-kernel"),
    ],
)
def test_a_description_changes_with_any_number(describe):
    before = describe(X).description
    for place in np.ndindex(*X.shape):
        changed = X.astype(float)
        changed[place] += 0.5
        assert describe(changed).description != before


def test_a_description_changes_with_title_bias_and_position():
    descriptions = [
        cd.plot_step(X, [[1]], (0, 0)).description,
        cd.plot_step(X, [[1]], (0, 1)).description,
        cd.plot_step(X, [[1]], (0, 0), bias=1).description,
        cd.plot_image(X).description,
        cd.plot_image(X, title="Other").description,
    ]
    assert len(set(descriptions)) == len(descriptions)
