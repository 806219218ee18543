import ml_dtypes
import numpy as np
import pytest
from refusals import Huge, NoArray, NoRepr, refusal

import convdemo as cd
from convdemo.arguments import (
    brief,
    known_padding,
    number,
    numbers,
    per_axis,
    sequence,
    text,
    whole,
)


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3), np.array(3)], ids=repr)
def test_whole_takes_every_kind_of_integer(value):
    assert type(whole(value, "n")) is int
    assert whole(value, "n") == 3


def test_sequence_takes_lists_and_tuples():
    assert sequence([1], "x") == [1]
    assert sequence((1,), "x") == (1,)


def test_per_axis_takes_one_for_all_or_one_for_each():
    assert per_axis(2, 3, "strides") == (2, 2, 2)
    assert per_axis([1, 2], 2, "strides") == (1, 2)


BAD_PER_AXIS = [
    pytest.param(ValueError, (1, 2, 3), "strides must be one number or 2", id="three"),
    pytest.param(ValueError, (), "strides must be one number or 2", id="none"),
    pytest.param(ValueError, (1, 0), "strides must be a whole number", id="zero"),
    pytest.param(ValueError, [1] * 1000, "strides must be one number or 2", id="long"),
    pytest.param(TypeError, (1, 2.0), "strides must be a whole number", id="float"),
    pytest.param(TypeError, (1, True), "strides must be a whole number", id="boolean"),
    pytest.param(TypeError, np.arange(1000), "strides must be a whole number", id="array"),
    pytest.param(TypeError, "12", "strides must be a whole number", id="text"),
]


@pytest.mark.parametrize(("error", "value", "message"), BAD_PER_AXIS)
def test_per_axis_refuses_the_rest(error, value, message):
    assert message in refusal(error, per_axis, value, 2, "strides")


def test_per_axis_names_what_was_given():
    message = refusal(ValueError, per_axis, (1, 2, 3), 2, "strides")
    assert message == "strides must be one number or 2, one for each axis, but was (1, 2, 3)"


def test_paddings_by_rank():
    assert [known_padding(name) for name in ("valid", "Same", "CAUSAL")] == [
        "valid",
        "same",
        "causal",
    ]
    message = refusal(ValueError, known_padding, "causal", 2)
    assert message == "padding must be one of 'valid', 'same' for a 2-D input, but was 'causal'"


@pytest.mark.parametrize("padding", [None, 1, b"same", ["same"], Huge(), NoRepr()], ids=type)
def test_a_padding_is_text(padding):
    assert refusal(TypeError, known_padding, padding).startswith("padding must be one of 'valid'")


def test_number_returns_a_float():
    assert isinstance(number(np.int8(2), "bias"), float)
    assert number(True, "bias") == 1


@pytest.mark.parametrize("value", [[[1, 2]], ((1, 2),), np.array([[1, 2]], "int8")], ids=type)
def test_numbers_returns_float64(value):
    array = numbers(value, "x")
    assert array.dtype == np.float64
    assert array.tolist() == [[1, 2]]


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int64", "float16", "float32", "float64"])
def test_numbers_returns_a_copy(dtype):
    given = np.ones(3, dtype)
    numbers(given, "x")[:] = 5
    assert given.tolist() == [1, 1, 1]


def test_numbers_reads_a_keras_tensor():
    import keras

    assert numbers(keras.ops.ones((2, 2)), "x").tolist() == [[1, 1], [1, 1]]


RAGGED = "x must hold numbers, all its parts of one shape, but was [[1, 2], [1]]"
BAD_NUMBERS = [
    pytest.param(ValueError, [[1, 2], [1]], RAGGED, id="ragged"),
    pytest.param(ValueError, [], "x must not be empty, but has shape (0,)", id="empty"),
    pytest.param(ValueError, [[]], "x must not be empty, but has shape (1, 0)", id="empty-row"),
    pytest.param(ValueError, 1, "x must be 1-D or 2-D, but has shape ()", id="number"),
    pytest.param(ValueError, [[[1]]], "x must be 1-D or 2-D, but has shape (1, 1, 1)", id="3-D"),
    pytest.param(ValueError, [0, np.nan], "has nan at (1,)", id="nan"),
    pytest.param(ValueError, [[0, 0], [-np.inf, 0]], "has -inf at (1, 0)", id="inf"),
    pytest.param(ValueError, [np.longdouble("1e4000")], "x must hold finite", id="long-double"),
    pytest.param(ValueError, NoArray(), "x must hold numbers", id="no-array"),
    pytest.param(TypeError, "abc", "x must hold numbers, but holds text: 'abc'", id="text"),
    pytest.param(TypeError, ["1", "2"], "x must hold numbers, but holds text", id="texts"),
    pytest.param(TypeError, b"1", "x must hold numbers, but holds bytes: b'1'", id="bytes"),
    pytest.param(TypeError, [1j], "x must hold numbers, but holds complex128", id="complex"),
    pytest.param(TypeError, None, "x must hold numbers, but holds objects: None", id="none"),
    pytest.param(TypeError, [None, 1], "but holds objects: [None, 1]", id="object"),
    pytest.param(TypeError, {1: 2}, "but holds objects: {1: 2}", id="mapping"),
    pytest.param(TypeError, [10**400], "x must hold numbers, but holds objects", id="too-long"),
    pytest.param(TypeError, np.array(["2026-01-01"], "M8[D]"), "holds datetime64", id="date"),
    pytest.param(TypeError, np.zeros(2, "f4,f4"), "x must hold numbers", id="structured"),
    pytest.param(TypeError, Huge(), "x must hold numbers", id="huge"),
    pytest.param(TypeError, [NoRepr()], "x must hold numbers", id="no-repr"),
]


@pytest.mark.parametrize(("error", "value", "message"), BAD_NUMBERS)
def test_numbers_refuses_the_rest(error, value, message):
    assert message in refusal(error, numbers, value, "x", (1, 2))


BAD_NUMBER = [
    pytest.param(ValueError, [1], "bias must be a single number, but has shape (1,)", id="list"),
    pytest.param(ValueError, np.nan, "bias must hold finite numbers, but has nan", id="nan"),
    pytest.param(TypeError, "1", "bias must hold numbers", id="text"),
]


@pytest.mark.parametrize(("error", "value", "message"), BAD_NUMBER)
def test_number_refuses_the_rest(error, value, message):
    assert message in refusal(error, number, value, "bias")


def test_number_names_no_place():
    message = refusal(ValueError, number, np.nan, "bias")
    assert message == "bias must hold finite numbers, but has nan"


def test_text_is_one_line():
    assert text("a title", "title") == "a title"
    assert refusal(TypeError, text, 1, "title") == "title must be text, but was 1"
    message = refusal(ValueError, text, "two\nlines", "title")
    assert message == r"title must be one line of printable text, but was 'two\nlines'"


def test_brief_is_short_and_on_one_line():
    assert brief([1, 2]) == "[1, 2]"
    assert brief("x" * 58) == repr("x" * 58)
    assert brief("x" * 59) == "'" + "x" * 56 + "..."
    assert brief(np.zeros((2, 2))) == "array([[0., 0.], [0., 0.]])"
    assert len(brief(Huge())) == 60
    assert brief(Huge()).endswith("...")
    assert brief(NoRepr()) == "a NoRepr"


# The public functions go through the same gate.


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(lambda x: cd.steps(x, [1]), id="steps"),
        pytest.param(lambda x: cd.cross_correlate(x, [1]), id="cross_correlate"),
        pytest.param(lambda x: cd.plot_step(x, [1], 0), id="plot_step"),
    ],
)
def test_public_functions_refuse_bad_input(function):
    assert refusal(ValueError, function, [[1, 2], [1]]) == RAGGED
    message = refusal(ValueError, function, [[[1]]])
    assert message == "x must be 1-D or 2-D, but has shape (1, 1, 1)"


def test_numbers_refuses_masked_entries_and_takes_an_empty_mask():
    message = refusal(ValueError, cd.cross_correlate, np.ma.masked_array([1, 2], [0, 1]), [1])
    assert message.startswith("x must have no masked entries, but was masked_array(data=[1, --]")
    assert cd.cross_correlate(np.ma.masked_array([1, 2], [0, 0]), [1]).tolist() == [1, 2]


@pytest.mark.parametrize("dtype", [ml_dtypes.bfloat16, ml_dtypes.float8_e4m3fn], ids=repr)
def test_numbers_takes_types_that_numpy_does_not_know(dtype):
    tensor = np.array([1, 2]).astype(dtype)
    assert cd.cross_correlate(tensor, [1]).tolist() == [1, 2]
