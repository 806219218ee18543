from math import ceil, floor

import keras
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from refusals import Huge, NoRepr, refusal

import convdemo as cd
from convdemo.arithmetic import padding_amounts, windows

STRIDES_AND_DILATION = [(1, 1), (2, 1), (3, 1), (1, 2), (1, 3)]
REPRODUCIBLE = settings(derandomize=True, deadline=None, max_examples=200)

one_axis = st.tuples(
    st.integers(1, 40),
    st.integers(1, 7),
    st.integers(1, 5),
    st.sampled_from(["valid", "same", "causal"]),
    st.integers(1, 4),
).filter(lambda axis: axis[2] == 1 or axis[4] == 1)


def fitting(axis):
    n, kernel_size, _, padding, dilation_rate = axis
    assume(padding != "valid" or dilation_rate * (kernel_size - 1) < n)
    return axis


# Sizes along one axis


@given(one_axis)
@REPRODUCIBLE
def test_output_size_follows_the_formula(axis):
    n, kernel_size, strides, padding, dilation_rate = fitting(axis)
    if padding == "valid":
        expected = floor((n - dilation_rate * (kernel_size - 1) - 1) / strides) + 1
    else:
        expected = ceil(n / strides)
    assert cd.output_size(*axis) == expected


@given(one_axis)
@REPRODUCIBLE
def test_output_size_counts_padding_as_input(axis):
    n, kernel_size, strides, _, dilation_rate = fitting(axis)
    padded = n + sum(padding_amounts(*axis))
    assert cd.output_size(*axis) == cd.output_size(
        padded, kernel_size, strides, "valid", dilation_rate
    )


@given(one_axis)
@REPRODUCIBLE
def test_windows_agree_with_output_size_and_padding(axis):
    n, kernel_size, strides, padding, dilation_rate = fitting(axis)
    before, after = padding_amounts(*axis)
    reads = windows(*axis)
    assert len(reads) == cd.output_size(*axis)
    assert [len(places) for places in reads] == [kernel_size] * len(reads)
    assert {places.step for places in reads} == {dilation_rate}
    assert [places.start for places in reads] == [i * strides - before for i in range(len(reads))]
    assert reads[-1][-1] < n + after
    if padding == "same" and after:
        assert reads[-1][-1] == n + after - 1


@given(one_axis)
@REPRODUCIBLE
def test_same_padding_puts_the_odd_zero_at_the_end(axis):
    before, after = padding_amounts(*axis[:3], "same", axis[4])
    assert after - before in (0, 1)


def test_padding_of_each_name():
    assert padding_amounts(8, 4) == (0, 0)
    assert padding_amounts(8, 4, padding="valid") == (0, 0)
    assert padding_amounts(8, 4, padding="same") == (1, 2)
    assert padding_amounts(8, 4, padding="causal") == (3, 0)
    assert padding_amounts(8, 4, padding="causal", dilation_rate=2) == (6, 0)


@pytest.mark.parametrize(("strides", "dilation_rate"), STRIDES_AND_DILATION)
@pytest.mark.parametrize("padding", ["valid", "same", "causal"])
@pytest.mark.parametrize("kernel_size", [1, 2, 3, 7])
def test_output_size_equals_keras_on_large_inputs(kernel_size, strides, dilation_rate, padding):
    layer = keras.layers.Conv1D(
        1, kernel_size, strides=strides, padding=padding, dilation_rate=dilation_rate
    )
    layer.build((None, None, 1))
    sizes = range(dilation_rate * (kernel_size - 1) + 1, 300)
    ours = [cd.output_size(n, kernel_size, strides, padding, dilation_rate) for n in sizes]
    assert ours == [layer.compute_output_shape((1, n, 1))[1] for n in sizes]


def test_sizes_may_be_numpy_integers():
    size = cd.output_size(np.int64(8), np.uint8(3), np.int32(2), "same", np.int64(1))
    assert size == 4
    assert type(size) is int


def test_padding_may_be_in_capitals_as_in_keras():
    assert cd.output_size(8, 3, padding="SAME") == 8


def test_sizes_beyond_floating_point_are_exact():
    assert padding_amounts(2, 3, strides=10**400, padding="same") == (0, 1)
    assert padding_amounts(10**400 + 1, 3, strides=2, padding="same") == (1, 1)
    assert cd.output_size(10**30 + 1, 3, strides=2, padding="same") == (10**30 + 2) // 2


BAD_SIZES = [
    pytest.param(TypeError, (8.0, 3), "n must be a whole number of 1 or more, but was 8.0", id="n"),
    pytest.param(TypeError, ("8", 3), "n must be a whole number", id="text"),
    pytest.param(TypeError, (None, 3), "n must be a whole number", id="none"),
    pytest.param(TypeError, (True, 3), "1 or more, but was True", id="boolean"),
    pytest.param(TypeError, (np.True_, 3), "n must be a whole number", id="numpy-boolean"),
    pytest.param(ValueError, (0, 3), "n must be a whole number of 1 or more, but was 0", id="zero"),
    pytest.param(ValueError, (-2, 3), "but was -2", id="negative"),
    pytest.param(TypeError, (8, (3,)), "kernel_size must be a whole number", id="tuple"),
    pytest.param(TypeError, (8, 3.5), "kernel_size must be a whole number", id="float"),
    pytest.param(ValueError, (8, 0), "kernel_size must be", id="kernel-size-0"),
    pytest.param(ValueError, (8, 3, 0), "strides must be", id="strides-0"),
    pytest.param(ValueError, (8, 3, 1, "valid", -1), "dilation_rate must be", id="dilation"),
    pytest.param(TypeError, (8, 3, Huge()), "strides must be", id="huge"),
    pytest.param(TypeError, (8, NoRepr()), "kernel_size must be", id="no-repr"),
    pytest.param(
        ValueError,
        (8, 3, 1, "full"),
        "padding must be one of 'valid', 'same', 'causal', but was 'full'",
        id="padding",
    ),
    pytest.param(TypeError, (8, 3, 1, None), "but was None", id="padding-none"),
    pytest.param(ValueError, (8, 3, 2, "same", 2), "strides and dilation_rate", id="both"),
]


@pytest.mark.parametrize("function", [cd.output_size, padding_amounts, windows])
@pytest.mark.parametrize(("error", "arguments", "message"), BAD_SIZES)
def test_bad_sizes_are_refused(function, error, arguments, message):
    assert message in refusal(error, function, *arguments)


@pytest.mark.parametrize("function", [cd.output_size, windows])
def test_a_kernel_larger_than_the_input_is_refused(function):
    message = refusal(ValueError, function, 3, 4)
    assert message.startswith("kernel_size=4 is larger than the input, n=3")
    assert 'padding="same"' in message
    message = refusal(ValueError, function, 4, 3, dilation_rate=2)
    assert "kernel_size=3 (dilation_rate=2 spreads it over 5) is larger" in message


# Receptive field


@given(
    st.lists(
        st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(1, 3)).filter(
            lambda layer: layer[1] == 1 or layer[2] == 1
        ),
        max_size=4,
    )
)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_receptive_field_is_what_reaches_one_output(layers):
    field = cd.receptive_field(layers)
    assume(field <= 200)
    inputs = np.arange(field + 5)
    reached = [n for n in inputs if changes_first_output(layers, field + 5, n)]
    assert reached[0] == 0
    assert reached[-1] == field - 1


def changes_first_output(layers, size, place):
    values = np.zeros(size)
    values[place] = 1
    for kernel_size, strides, dilation_rate in layers:
        values = cd.cross_correlate(
            values, np.ones(kernel_size), strides=strides, dilation_rate=dilation_rate
        )
    return values[0] != 0


@pytest.mark.parametrize(
    ("layers", "field"),
    [([], 1), ([(3, 1)], 3), ([(3, 1)] * 3, 7), ([(3, 2), (3, 2)], 7), ([(3, 1, 2), [2, 1]], 6)],
)
def test_receptive_field_of_known_stacks(layers, field):
    assert cd.receptive_field(layers) == field


BAD_LAYERS = [
    pytest.param(TypeError, 3, "layers must be a list or a tuple, but was 3", id="number"),
    pytest.param(TypeError, "31", "layers must be a list or a tuple", id="text"),
    pytest.param(TypeError, [3, 1], "layers[0] must be (kernel_size, strides) or", id="flat"),
    pytest.param(ValueError, [(3, 1), (3,)], "layers[1] must be (kernel_size, strides)", id="one"),
    pytest.param(ValueError, [(3, 1, 1, 1)], "but was (3, 1, 1, 1)", id="four"),
    pytest.param(ValueError, [(3, 1), (3, 0)], "layers[1] must be a whole number", id="zero"),
    pytest.param(TypeError, [(3, 1.0)], "layers[0] must be a whole number", id="float"),
    pytest.param(ValueError, [(Huge(),)], "layers[0] must be (kernel_size", id="huge"),
    pytest.param(TypeError, NoRepr(), "layers must be", id="no-repr"),
]


@pytest.mark.parametrize(("error", "layers", "message"), BAD_LAYERS)
def test_bad_layers_are_refused(error, layers, message):
    assert message in refusal(error, cd.receptive_field, layers)


# Parameters


@pytest.mark.parametrize(("rank", "count"), [(1, 35), (2, 95), (3, 275)])
def test_parameters_with_two_channels_and_five_filters(rank, count):
    assert cd.parameter_count((3,) * rank, in_channels=2, filters=5) == count


@given(
    st.lists(st.integers(1, 4), min_size=1, max_size=3),
    st.integers(1, 4),
    st.integers(1, 5),
    st.booleans(),
)
@settings(derandomize=True, deadline=None, max_examples=60)
def test_parameters_equal_those_of_keras(kernel_size, channels, filters, use_bias):
    name = f"Conv{len(kernel_size)}D"
    layer = getattr(keras.layers, name)(filters, tuple(kernel_size), use_bias=use_bias)
    layer.build((None,) * (len(kernel_size) + 1) + (channels,))
    assert cd.parameter_count(kernel_size, channels, filters, use_bias) == layer.count_params()


def test_one_kernel_size_is_one_axis():
    assert cd.parameter_count(3, 2, 5) == cd.parameter_count((3,), 2, 5) == 35


BAD_COUNTS = [
    pytest.param(TypeError, (3.0, 1, 1), "kernel_size must be a whole number", id="float"),
    pytest.param(TypeError, ("33", 1, 1), "kernel_size must be a whole number", id="text"),
    pytest.param(ValueError, ((), 1, 1), "kernel_size must be one number or one for", id="empty"),
    pytest.param(ValueError, ((3, 0), 1, 1), "kernel_size must be", id="zero"),
    pytest.param(ValueError, (3, 0, 1), "in_channels must be", id="channels"),
    pytest.param(TypeError, (3, 1, True), "filters must be", id="boolean"),
    pytest.param(TypeError, (Huge(), 1, 1), "kernel_size must be", id="huge"),
    pytest.param(
        TypeError, (3, 1, 1, "no"), "use_bias must be True or False, but was 'no'", id="bias"
    ),
]


@pytest.mark.parametrize(("error", "arguments", "message"), BAD_COUNTS)
def test_bad_counts_are_refused(error, arguments, message):
    assert message in refusal(error, cd.parameter_count, *arguments)
