from types import SimpleNamespace

import numpy as np
import pytest
from artists import title
from matplotlib.colors import to_rgb
from refusals import Huge, NoArray, NoRepr, refusal

import convdemo as cd
from convdemo.colours import luminance
from convdemo.curves import COLOURS, DASHES, MARKS, chart


def drawn(picture):
    """Return the curves of a picture and the upright lines, by name."""
    (axes,) = picture.figure.axes
    lines = [line for line in axes.lines if list(line.get_ydata()) != [0, 0]]
    curves = [line for line in lines if line.get_color() != "0.5"]
    upright = [line for line in lines if line.get_color() == "0.5"]
    return axes, curves, upright


def names(axes):
    return [text.get_text() for text in axes.get_legend().get_texts()]


# Curves


def test_curves_over_places():
    curves = {"first": [1, 2, 4], "$second": [4, 3, 2]}
    picture = cd.plot_curves(curves, title="Two $", x_label="shift $")
    axes, (first, second), _ = drawn(picture)
    assert first.get_xydata().tolist() == [[0, 1], [1, 2], [2, 4]]
    assert second.get_xydata().tolist() == [[0, 4], [1, 3], [2, 2]]
    assert (title(axes), axes.get_xlabel()) == ("Two $", "shift $")
    assert names(axes) == ["first", "$second"]
    assert first.get_linestyle() != second.get_linestyle()
    assert not any(text.get_parse_math() for text in axes.get_legend().get_texts())
    assert picture.description == "Two $, shift $ 0 1 2\nfirst:\n1 2 4\n$second:\n4 3 2"


def test_one_curve_is_named_beside_its_axis():
    axes, (line,), _ = drawn(cd.plot_curves({"millivolts": [1, 2]}, x=[10, 20]))
    assert line.get_xdata().tolist() == [10, 20]
    assert axes.get_ylabel() == "millivolts"
    assert axes.get_legend() is None


def test_marks_stand_upright_with_one_name_for_each_kind():
    picture = cd.plot_curves({"x": [1, 2, 1, 2]}, marks={"beat": [1, 3], "odd": [2]})
    axes, _, upright = drawn(picture)
    assert [line.get_xdata()[0] for line in upright] == [1, 3, 2]
    assert names(axes) == ["x", "beat", "odd"]
    assert upright[0].get_linestyle() == upright[1].get_linestyle() != upright[2].get_linestyle()
    assert picture.description.endswith("beat at 1 3\nodd at 2")


def test_a_curve_may_have_an_axis_of_one_channel():
    x, y = np.arange(4.0), np.arange(4.0) ** 2
    drawn = cd.plot_curves({"a": y[:, np.newaxis]}, x=x[:, np.newaxis])
    assert repr(drawn) == repr(cd.plot_curves({"a": y}, x=x))


def test_there_may_be_no_marks():
    picture = cd.plot_curves({"x": [1, 2]}, marks={})
    assert repr(picture) == repr(cd.plot_curves({"x": [1, 2]}))


def test_close_places_are_told_apart():
    picture = cd.plot_curves({"a": [1, 2]}, x=[1e6 + 0.25, 1e6 + 0.75], marks={"m": [0.5]})
    assert picture.description.startswith("Curves, index 1000000.25 1000000.75\n")
    many = cd.plot_curves({"a": range(20)}, x=1e6 + np.linspace(0.25, 0.75, 20))
    assert many.description.startswith("Curves, index 1000000.25 to 1000000.75\n")


def test_both_axes_are_logarithmic_on_request():
    axes, _, _ = drawn(cd.plot_curves({"x": [1, 10, 20]}, x=[3, 5, 7], log=True))
    assert (axes.get_xscale(), axes.get_yscale()) == ("log", "log")
    axes.figure.draw_without_rendering()
    assert [label.get_text() for label in axes.get_xticklabels()] == ["3", "5", "7"]
    assert axes.get_xticklabels(minor=True) == []


def test_zero_is_marked_where_a_number_is_below_it():
    for numbers, lines in (([1, 2], 1), ([-1, 2], 2)):
        (axes,) = cd.plot_curves({"x": numbers}).figure.axes
        assert len(axes.lines) == lines


def test_long_curves_have_no_dots_and_are_described_by_their_extremes():
    picture = cd.plot_curves({"ramp": range(100)})
    _, (line,), _ = drawn(picture)
    assert line.get_marker() == ""
    assert picture.description.startswith("Curves, index 0 to 99\nramp:\n100 values from 0 to 99, ")
    assert drawn(cd.plot_curves({"ramp": range(10)}))[1][0].get_marker() == "o"


def test_a_description_changes_with_any_number():
    def describe(numbers, x=(0, 1), mark=1):
        return cd.plot_curves({"a": [1, 2], "b": numbers}, x=x, marks={"c": [mark]}).description

    texts = {
        describe([3, 4]),
        describe([3, 5]),
        describe([2, 4]),
        describe([3, 4], x=(0, 2)),
        describe([3, 4], mark=0),
    }
    assert len(texts) == 5


BAD_CURVES = [
    pytest.param(TypeError, {"curves": {}}, "curves must be a mapping from names to", id="empty"),
    pytest.param(TypeError, {"curves": [1, 2]}, "but was [1, 2]", id="list"),
    pytest.param(TypeError, {"curves": None}, "but was None", id="none"),
    pytest.param(TypeError, {"curves": Huge()}, "but was line line", id="huge"),
    pytest.param(ValueError, {"curves": {"a": NoArray()}}, "curves['a'] must hold", id="no-array"),
    pytest.param(TypeError, {"curves": {1: [1]}}, "a name in curves must be text", id="name"),
    pytest.param(ValueError, {"curves": {"a\nb": [1]}}, "must be one line", id="two-lines"),
    pytest.param(ValueError, {"curves": {"a": [1, np.inf]}}, "curves['a'] must hold fin", id="inf"),
    pytest.param(ValueError, {"curves": {"a": [[1, 2]]}}, "curves['a'] must be 1-D", id="rank"),
    pytest.param(ValueError, {"curves": {"a": [1], "b": [1, 2]}}, "{'a': 1, 'b': 2}", id="lengths"),
    pytest.param(
        ValueError,
        {"curves": {str(i): [1] for i in range(7)}},
        "curves must have at most 6 names, but has 7",
        id="seven",
    ),
    pytest.param(ValueError, {"x": [1]}, "x must hold 2 numbers, one for each", id="short-x"),
    pytest.param(TypeError, {"x": "ab"}, "x must hold numbers", id="text-x"),
    pytest.param(ValueError, {"log": True}, "log=True needs numbers above 0", id="log-of-0"),
    pytest.param(
        ValueError, {"log": True, "x": [1, 2], "curves": {"a": [0, 1]}}, "above 0", id="log-curve"
    ),
    pytest.param(
        ValueError,
        {"log": True, "x": [0, 1], "curves": {"x": [1, 1]}},
        "log=True needs numbers above 0, but x has 0",
        id="log-x",
    ),
    pytest.param(
        ValueError,
        {"log": True, "x": [1, 2], "curves": {"a": [1, 1]}, "marks": {"b": [2, -1]}},
        "log=True needs numbers above 0, but b has -1",
        id="log-mark",
    ),
    pytest.param(TypeError, {"log": "no"}, "log must be True or False, but was 'no'", id="flag"),
    pytest.param(TypeError, {"marks": 0}, "marks must be a mapping from names", id="marks-0"),
    pytest.param(TypeError, {"marks": [1]}, "marks must be a mapping from names to", id="marks"),
    pytest.param(ValueError, {"marks": {"a": [[1, 2]]}}, "marks['a'] must be 1-D", id="mark-rank"),
    pytest.param(
        ValueError,
        {"marks": {str(i): [1] for i in range(4)}},
        "marks must have at most 3 names, but has 4",
        id="four-marks",
    ),
    pytest.param(TypeError, {"title": 3}, "title must be text", id="title"),
    pytest.param(ValueError, {"x_label": "a\tb"}, "x_label must be one line", id="label"),
]


@pytest.mark.parametrize(("error", "changed", "message"), BAD_CURVES)
def test_bad_curves_are_refused(error, changed, message):
    arguments = {"curves": {"a": [1, 2]}} | changed
    assert message in refusal(error, cd.plot_curves, **arguments)


def test_names_may_begin_with_an_underscore():
    picture = cd.plot_curves({"_a": [1, 2], "b": [2, 1]}, marks={"_a": [1]})
    assert names(drawn(picture)[0]) == ["_a", "b", "_a"]


def test_as_many_curves_and_marks_as_are_told_apart():
    curves = {str(i): [i, i + 1] for i in range(len(DASHES))}
    picture = cd.plot_curves(curves, marks={f"mark {i}": [0] for i in range(len(MARKS))})
    _, lines, upright = drawn(picture)
    assert len({(line.get_color(), str(line._dash_pattern)) for line in lines}) == len(DASHES)
    assert len({line.get_linestyle() for line in upright}) == len(MARKS)


def test_curves_stand_out_on_white():
    for color in COLOURS:
        rgb = np.round(255 * np.array(to_rgb(color)))
        # https://www.w3.org/TR/WCAG21/#non-text-contrast
        assert 1.05 / (luminance(rgb) + 0.05) >= 3


def test_an_empty_chart():
    figure, axes = chart("A $title", "x_label")
    assert (title(axes), axes.get_xlabel()) == ("A $title", "x_label")
    figure.draw_without_rendering()


@pytest.mark.parametrize("others", [{}, {"b": [2, 1]}], ids=["label", "legend"])
@pytest.mark.parametrize("name", ["W" * 60, "words " * 15], ids=["one", "many"])
def test_long_names_and_titles_are_not_cut_off(name, others):
    figure = cd.plot_curves({name: [1, 2], **others}, title=name).figure
    figure.draw_without_rendering()
    (axes,) = figure.axes
    legend = axes.get_legend()
    texts = [axes._left_title, *(legend.get_texts() if legend else [axes.yaxis.label])]
    width, height = figure.get_size_inches() * figure.dpi
    for box in (text.get_window_extent() for text in texts):
        assert -1 < box.x0 < box.x1 < width + 1
        assert -1 < box.y0 < box.y1 < height + 1
    assert axes.bbox.width > width / 3


# Training


@pytest.mark.parametrize(
    "wrapped",
    [
        pytest.param(lambda curves: curves, id="mapping"),
        pytest.param(lambda curves: SimpleNamespace(history=curves), id="history"),
    ],
)
def test_training_curves(wrapped):
    curves = {"loss": [4.0, 1.0, 0.5], "$accuracy": [0, 0.5, 1]}
    picture = cd.plot_training(wrapped(curves), title="Two curves")
    (axes,) = picture.figure.axes
    loss, accuracy = axes.lines
    assert loss.get_xydata().tolist() == [[1, 4], [2, 1], [3, 0.5]]
    assert accuracy.get_ydata().tolist() == [0, 0.5, 1]
    assert names(axes) == ["loss", "$accuracy"]
    assert picture.description == (
        "Two curves, epoch 1 2 3\nloss:\n  4   1 0.5\n$accuracy:\n  0 0.5   1"
    )


def test_training_of_a_keras_model():
    import keras

    model = keras.Sequential([keras.Input((8, 1)), keras.layers.Conv1D(1, 3)])
    model.compile(loss="mse")
    history = model.fit(np.zeros((4, 8, 1)), np.zeros((4, 6, 1)), epochs=2, verbose=0)
    assert cd.plot_training(history).description.startswith("Training, epoch 1 2\nloss:\n")


NO_HISTORY = "history must be a mapping from names to numbers, but was "
BAD_HISTORIES = [
    pytest.param(TypeError, {}, NO_HISTORY + "{}", id="empty"),
    pytest.param(TypeError, [1, 2], NO_HISTORY + "[1, 2]", id="list"),
    pytest.param(TypeError, None, NO_HISTORY + "None", id="none"),
    pytest.param(TypeError, Huge(), NO_HISTORY + "line line", id="huge"),
    pytest.param(TypeError, NoRepr(), NO_HISTORY + "a NoRepr", id="no-repr"),
    pytest.param(ValueError, {"loss": []}, "history['loss'] must not be empty", id="no-epoch"),
    pytest.param(ValueError, {"loss": 1}, "history['loss'] must be 1-D", id="number"),
    pytest.param(ValueError, {"loss": [1, np.nan]}, "history['loss'] must hold finite", id="nan"),
    pytest.param(TypeError, {"loss": "ab"}, "history['loss'] must hold numbers", id="text"),
]


@pytest.mark.parametrize(("error", "history", "message"), BAD_HISTORIES)
def test_bad_histories_are_refused(error, history, message):
    assert message in refusal(error, cd.plot_training, history)


def test_curves_of_unequal_length_are_refused():
    history = {"loss": [3, 2, 1], "val_loss": [3]}
    told = refusal(ValueError, cd.plot_training, history)
    lengths = "{'loss': 3, 'val_loss': 1}"
    assert told == f"history must hold curves of one length, but their lengths are {lengths}"


def test_more_curves_than_are_told_apart_are_refused_by_the_name_of_the_argument():
    told = refusal(ValueError, cd.plot_training, {f"loss {i}": [1] for i in range(7)})
    assert told == "history must have at most 6 names, but has 7"
