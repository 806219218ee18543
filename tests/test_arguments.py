import ml_dtypes
import numpy as np
import pytest
from refusals import Huge, NoArray, NoRepr, refusal

import convdemo as cd
from convdemo.arguments import (
    as_activation,
    as_choice,
    as_flag,
    as_list,
    as_number,
    as_numbers,
    as_numbers_by_name,
    as_padding,
    as_position,
    as_text,
    as_whole,
    as_whole_per_axis,
    brief,
    require_at_most,
    require_not_both,
)


@pytest.mark.parametrize("value", [3, np.int8(3), np.uint64(3), np.array(3)], ids=repr)
def test_whole_takes_every_kind_of_integer(value):
    assert type(as_whole(value, "n")) is int
    assert as_whole(value, "n") == 3


def test_sequence_takes_lists_and_tuples():
    assert as_list([1], "x") == [1]
    assert as_list((1,), "x") == [1]


def test_per_axis_takes_one_for_all_or_one_for_each():
    assert as_whole_per_axis(2, 3, "strides") == (2, 2, 2)
    assert as_whole_per_axis([1, 2], 2, "strides") == (1, 2)


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
    assert message in refusal(error, as_whole_per_axis, value, 2, "strides")


def test_per_axis_names_what_was_given():
    message = refusal(ValueError, as_whole_per_axis, (1, 2, 3), 2, "strides")
    assert message == "strides must be one number or 2, one for each axis, but was (1, 2, 3)"


def test_paddings_by_rank():
    assert [as_padding(name) for name in ("valid", "Same", "CAUSAL")] == [
        "valid",
        "same",
        "causal",
    ]
    message = refusal(ValueError, as_padding, "causal", 2)
    assert message == "padding must be one of 'valid', 'same' for a 2-D input, but was 'causal'"


@pytest.mark.parametrize("padding", [None, 1, b"same", ["same"], Huge(), NoRepr()], ids=type)
def test_a_padding_is_text(padding):
    assert refusal(TypeError, as_padding, padding).startswith("padding must be one of 'valid'")


def test_number_returns_a_float():
    assert isinstance(as_number(np.int8(2), "bias"), float)
    assert as_number(True, "bias") == 1


@pytest.mark.parametrize("value", [[[1, 2]], ((1, 2),), np.array([[1, 2]], "int8")], ids=type)
def test_numbers_returns_float64(value):
    array = as_numbers(value, "x")
    assert array.dtype == np.float64
    assert array.tolist() == [[1, 2]]


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int64", "float16", "float32", "float64"])
def test_numbers_returns_a_copy(dtype):
    given = np.ones(3, dtype)
    as_numbers(given, "x")[:] = 5
    assert given.tolist() == [1, 1, 1]


def test_numbers_reads_a_keras_tensor():
    import keras

    assert as_numbers(keras.ops.ones((2, 2)), "x").tolist() == [[1, 1], [1, 1]]


RAGGED = "x must hold numbers, in rows of equal length, but was [[1, 2], [1]]"
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
    pytest.param(
        ValueError,
        [10**30],
        "x must hold numbers of 64 bits, but 1000000000000000000000000000000 is too large",
        id="too-long",
    ),
    pytest.param(ValueError, [0.5, -(10**30)], "-1000000000000000000000000000000 is", id="mixed"),
    pytest.param(ValueError, [2**64], f"but {2**64} is too large", id="65-bits"),
    pytest.param(ValueError, [-(2**63) - 1], f"but {-(2**63) - 1} is too large", id="negative"),
    pytest.param(ValueError, [10**400], "but 1000000000", id="400-digits"),
    pytest.param(ValueError, 10**30, "x must hold numbers of 64 bits", id="too-long-alone"),
    pytest.param(TypeError, [2**64 - 1, None], "but holds objects", id="64-bits"),
    pytest.param(TypeError, [-(2**63), None], "but holds objects", id="negative-64-bits"),
    pytest.param(TypeError, np.array(["2026-01-01"], "M8[D]"), "holds datetime64", id="date"),
    pytest.param(TypeError, np.zeros(2, "f4,f4"), "x must hold numbers", id="structured"),
    pytest.param(TypeError, Huge(), "x must hold numbers", id="huge"),
    pytest.param(TypeError, [NoRepr()], "x must hold numbers", id="no-repr"),
]


@pytest.mark.parametrize(("error", "value", "message"), BAD_NUMBERS)
def test_numbers_refuses_the_rest(error, value, message):
    assert message in refusal(error, as_numbers, value, "x", (1, 2))


BAD_NUMBER = [
    pytest.param(ValueError, [1], "bias must be a single number, but has shape (1,)", id="list"),
    pytest.param(ValueError, np.nan, "bias must hold finite numbers, but has nan", id="nan"),
    pytest.param(TypeError, "1", "bias must hold numbers", id="text"),
]


@pytest.mark.parametrize(("error", "value", "message"), BAD_NUMBER)
def test_number_refuses_the_rest(error, value, message):
    assert message in refusal(error, as_number, value, "bias")


def test_a_number_may_be_large_but_not_overflow():
    for number in (1e100, -1e100, 2**64 - 1, -(2**63)):
        assert as_number(number, "bias") == float(number)
    told = refusal(ValueError, as_number, 1e308, "bias")
    assert told == "bias must hold numbers from -1e+100 to 1e+100, but has 1e+308"
    told = refusal(ValueError, as_numbers, [[0, -1.0000000000000002e100]], "x")
    right = "x must hold numbers from -1e+100 to 1e+100"
    assert told == f"{right}, but has -1.0000000000000002e+100 at (0, 1)"
    told = refusal(ValueError, as_numbers, [3, 5], "x", largest=4)
    assert told == "x must hold numbers from -4 to 4, but has 5.0 at (1,)"
    told = refusal(ValueError, as_numbers, [3, -np.inf], "x", largest=4)
    assert told == "x must hold finite numbers, but has -inf at (1,)"


def test_the_largest_numbers_are_drawn_and_described():
    picture = cd.plot_step([1e100, -1e100], [1e100], 0)
    assert "1e+200" in repr(picture)
    picture.figure.draw_without_rendering()
    assert "1e+200" in repr(cd.Stepper([1e100, -1e100], [1e100]))
    many = np.resize([1e100, -1e100, 0.5], 40)
    cd.plot_curves({"a": many}).figure.draw_without_rendering()
    assert "1e+100" in repr(cd.plot_image(many))


def test_number_names_no_place():
    message = refusal(ValueError, as_number, np.nan, "bias")
    assert message == "bias must hold finite numbers, but has nan"


@pytest.mark.parametrize("value", [True, False, np.True_, np.False_], ids=repr)
def test_a_flag_is_a_bool(value):
    assert as_flag(value, "log") is bool(value)


@pytest.mark.parametrize("value", ["no", 0, 1, None, [True], np.array(True)], ids=repr)
def test_a_flag_is_nothing_else(value):
    told = refusal(TypeError, as_flag, value, "log")
    assert told == f"log must be True or False, but was {value!r}"


def test_text_is_one_line():
    assert as_text("a title", "title") == "a title"
    assert refusal(TypeError, as_text, 1, "title") == "title must be text, but was 1"
    message = refusal(ValueError, as_text, "two\nlines", "title")
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
    message = refusal(ValueError, function, [[[[1]]]])
    assert message.startswith(
        "x must be 1-D or 2-D or 3-D, but has shape (1, 1, 1, 1): if x is a batch"
    )


def test_numbers_refuses_masked_entries_and_takes_an_empty_mask():
    message = refusal(ValueError, cd.cross_correlate, np.ma.masked_array([1, 2], [0, 1]), [1])
    assert message.startswith("x must have no masked entries, but was masked_array(data=[1, --]")
    assert cd.cross_correlate(np.ma.masked_array([1, 2], [0, 0]), [1]).tolist() == [1, 2]


@pytest.mark.parametrize("dtype", [ml_dtypes.bfloat16, ml_dtypes.float8_e4m3fn], ids=repr)
def test_numbers_takes_types_that_numpy_does_not_know(dtype):
    tensor = np.array([1, 2]).astype(dtype)
    assert cd.cross_correlate(tensor, [1]).tolist() == [1, 2]


# Lists, choices, mappings, positions


def test_a_list_has_one_of_the_lengths_asked_for():
    assert as_list([1, 2], "sizes", lengths=(2, 3)) == [1, 2]
    told = refusal(ValueError, as_list, (1,), "sizes", lengths=(2, 3), right="hold 2 or 3 sizes")
    assert told == "sizes must hold 2 or 3 sizes, but was (1,)"
    told = refusal(TypeError, as_list, 1, "sizes")
    assert told == "sizes must be a list or a tuple, but was 1"


def test_a_choice_may_be_written_in_capitals():
    assert as_choice("Same", "padding", ("valid", "same")) == "same"
    told = refusal(ValueError, as_choice, "Full", "padding", ("valid", "same"), where=" here")
    assert told == "padding must be one of 'valid', 'same' here, but was 'Full'"
    assert refusal(TypeError, as_choice, None, "name", ("a",)) == (
        "name must be one of 'a', but was None"
    )


def test_no_activation_is_the_linear_one():
    assert [as_activation(name) for name in (None, "linear", "ReLU")] == [
        "linear",
        "linear",
        "relu",
    ]


def test_an_unknown_activation_is_refused():
    told = "activation must be one of 'linear', 'relu', but was "
    assert refusal(ValueError, as_activation, "tanh") == f"{told}'tanh'"
    assert refusal(TypeError, as_activation, 3) == f"{told}3"


def test_one_axis_too_many_may_hold_one_channel():
    def take(shape, **options):
        return as_numbers(np.ones(shape), "x", (1, 2), **options).shape

    assert take((4, 5, 1), one_channel=True) == (4, 5)
    assert take((4, 1), one_channel=True) == (4, 1)
    for shape, options in [((4, 5, 2), {"one_channel": True}), ((4, 5, 1), {})]:
        assert refusal(ValueError, take, shape, **options) == (
            f"x must be 1-D or 2-D, but has shape {shape}"
        )
    assert as_numbers(np.ones((4, 1)), "x", one_channel=True).shape == (4, 1)


def test_numbers_by_name_are_new_arrays():
    given = {"a": np.ones(2), "b": [3]}
    taken = as_numbers_by_name(given, "curves")
    assert {name: values.tolist() for name, values in taken.items()} == {"a": [1, 1], "b": [3]}
    taken["a"][:] = 5
    assert given["a"].tolist() == [1, 1]


@pytest.mark.parametrize(
    ("error", "value", "message"),
    [
        (TypeError, {}, "curves must be a mapping from names to numbers, but was {}"),
        (TypeError, [1], "curves must be a mapping from names to numbers, but was [1]"),
        (TypeError, {1: [1]}, "a name in curves must be text, but was 1"),
        (TypeError, {"a": "b"}, "curves['a'] must hold numbers, but holds text: 'b'"),
        (ValueError, {"a": [[1, 2]]}, "curves['a'] must be 1-D, but has shape (1, 2)"),
        (ValueError, {"a": 1}, "curves['a'] must be 1-D, but has shape ()"),
    ],
)
def test_what_is_no_mapping_to_sequences_is_refused(error, value, message):
    assert refusal(error, as_numbers_by_name, value, "curves") == message


def test_a_mapping_may_be_empty_on_request():
    assert as_numbers_by_name({}, "marks", empty=True) == {}
    told = refusal(TypeError, as_numbers_by_name, [], "marks", empty=True)
    assert told == "marks must be a mapping from names to numbers, but was []"


@pytest.mark.parametrize(
    ("value", "position"),
    [
        (2, (2,)),
        (np.array(1), (1,)),
        (np.int8(1), (1,)),
        ((1, 2), (1, 2)),
        ([1, 0], (1, 0)),
        (np.arange(2), (0, 1)),
    ],
)
def test_a_position_has_one_number_for_each_axis(value, position):
    assert as_position(value, (3,) * len(position)) == position


def test_a_position_lies_in_the_feature_map():
    assert as_position((1, 2), (2, 3)) == (1, 2)
    for outside in ((2, 0), (0, 3), (1,), (0, 0, 0)):
        told = refusal(ValueError, as_position, outside, (2, 3))
        assert told == f"position must lie in the feature map, (2, 3), but was {outside}"
    told = refusal(ValueError, as_position, np.array(2), (2,))
    assert told == "position must lie in the feature map, (2,), but was array(2)"
    told = refusal(TypeError, as_position, np.array([[0, 1]]), (2, 3))
    assert told == "position must be a whole number of 0 or more, but was [0, 1]"
    told = refusal(ValueError, as_position, -1, (2,))
    assert told == "position must be a whole number of 0 or more, but was -1"


def test_what_is_too_large_to_be_shown_is_refused():
    require_at_most((3, 2), (3, 2), "x", "take less")
    told = refusal(ValueError, require_at_most, (3, 2), (1, 3), "x", "take less")
    assert told == "x must be at most 3 x 2 to be stepped through, but has shape (1, 3): take less"


def test_strides_and_dilation_are_not_both_above_one():
    require_not_both((2, 1), (1, 1))
    require_not_both((1, 1), (1, 2))
    told = refusal(ValueError, require_not_both, (1, 2), (2, 1))
    assert told.endswith("(Conv1D and Conv2D refuse that), but were (1, 2) and (2, 1)")
