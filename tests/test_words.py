import numpy as np
import pytest

import convdemo as cd
from convdemo.words import (
    LARGEST_TABLE,
    describe,
    fingerprint,
    number_text,
    spell,
    spell_total,
    table,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (3.0, "3"),
        (-12, "-12"),
        (123456, "123456"),
        (0.5, "0.5"),
        (-0.25, "-0.25"),
        (1 / 3, "0.333"),
        (1234.5, "1.23e+03"),
        (1e-9, "1e-09"),
        (1e300, "1e+300"),
        (np.float32(0.1), "0.1"),
        (np.int64(7), "7"),
    ],
)
def test_numbers_are_short(value, text):
    assert number_text(value) == text


def test_a_table_has_columns_of_equal_width():
    assert table(np.array([[1, -10], [0.5, 2]])) == "  1 -10\n0.5   2"


def test_small_arrays_are_described_by_their_numbers():
    assert describe(np.array([1, 2, 3])) == "1 2 3"
    assert describe(np.array([[1], [2]])) == "1\n2"
    assert describe(np.ones((LARGEST_TABLE, LARGEST_TABLE))).count("1") == LARGEST_TABLE**2


def test_large_arrays_are_described_by_their_extremes():
    values = np.zeros((40, 20))
    values[:10, 15:] = 2
    values[39, 3] = -5
    assert describe(values) == (
        "40 x 20 values from -5 to 2, the lowest at row 39, column 3, "
        "the highest at row 0, column 15"
    )
    assert describe(np.arange(40) / 4) == (
        "40 values from 0 to 9.75, the lowest at index 0, the highest at index 39"
    )
    assert describe(np.full((20, 20), 0.5)) == "20 x 20 values, all 0.5"
    assert describe(np.tile([0, 1, 2], (40, 20, 1))) == (
        "40 x 20 pixels in colour, red all 0, green all 1, blue all 2"
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([0.9996, 1], "0.9996      1"),
        ([0.1234, 0.12345, 0.1236], " 0.1234 0.12345  0.1236"),
        ([1e6 + 0.25, 1e6 + 0.75], "1000000.25 1000000.75"),
        ([-1e6 - 0.25, -1e6 - 0.75], "-1000000.25 -1000000.75"),
        ([1.001, 1.1], "1.001   1.1"),  # digits for a tenth of the range, and no more
        ([1.0011, 1.1], "1.001   1.1"),
        ([1.0011, 1.2], "  1 1.2"),
        ([1 / 3, 1], "0.333     1"),
        ([1 / 3, 1 / 3 + 1e-9], "0.33333333333 0.33333333433"),
        ([1e-300, 2e-300], "1e-300 2e-300"),
        ([1e99, -1e200], "  1e+99 -1e+200"),
    ],
)
def test_close_numbers_are_told_apart(values, words):
    assert describe(np.array(values)) == words


def test_mere_rounding_is_not_shown():
    third = np.float32(1 / 3)
    single = np.array([third, np.nextafter(third, np.float32(1))], dtype=np.float64)
    assert describe(single) == "0.333 0.333"
    assert describe(np.array([0.1 + 0.2, 0.3])) == "0.3 0.3"
    assert describe(np.tile(single, 20)) == "40 values, all 0.333"
    blocks = "0.33 " * 7 + "0.33"
    assert fingerprint(np.tile(single, 20)) == f"lows and highs of blocks:\n{blocks}\n{blocks}"


def test_the_extremes_of_a_small_range_are_told_apart():
    values = 1e6 + np.linspace(0.25, 0.75, 40)
    assert describe(values).startswith("40 values from 1000000.25 to 1000000.75, the lowest at ")
    colour = np.stack([values, values, np.ones(40)], axis=-1).reshape(20, 2, 3)
    assert describe(colour) == (
        "20 x 2 pixels in colour, red from 1000000.25 to 1000000.75, "
        "green from 1000000.25 to 1000000.75, blue all 1"
    )


def test_an_extreme_that_two_backends_round_otherwise_stays_at_its_index():
    values = np.linspace(0, 1, 50, dtype=np.float32)
    values[10] = values[20] = 3
    above, below = values.copy(), values.copy()
    above[20] += 1e-6
    below[20] -= 1e-6
    assert above[20] > values[20] > below[20]
    assert "highest at index 10" in describe(values)
    assert describe(above) == describe(below) == describe(values)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_lowest_of_a_curve_that_flattens_stands_at_its_end(dtype):
    falling = np.exp(-np.arange(100) / 5).astype(dtype)
    assert "the lowest at index 99, the highest at index 0" in describe(falling)


def test_of_large_whole_numbers_that_lie_close_the_highest_is_named():
    values = np.full(20, 1e6)
    values[5], values[7] = 1e6 + 1, 1e6 + 2
    assert describe(values).endswith("the lowest at index 0, the highest at index 7")


def test_the_fingerprint_of_many_whole_numbers_tells_any_change():
    wall = cd.datasets.photo("brick")
    brighter, turned = wall.copy(), wall.copy()
    brighter[50, 60] += 1
    turned[:32, :32] = turned[:32, :32].T
    assert len({fingerprint(each) for each in (wall, brighter, turned)}) == 3
    cup = cd.datasets.photo("coffee")
    assert fingerprint(cup) != fingerprint(cup[..., ::-1])


def test_the_fingerprint_of_other_numbers_has_averages_or_lows_and_highs():
    values = np.zeros((40, 20))
    values[:10, 15:] = 2.5
    values[39, 0] = -5
    assert fingerprint(values) == (
        "averages of blocks:\n"
        "   0    0    0  2.5\n   0    0    0    0\n   0    0    0    0\n-0.1    0    0    0"
    )
    assert fingerprint(np.arange(40.0) / 4) == (
        "lows and highs of blocks:\n"
        "   0 1.25  2.5 3.75    5 6.25  7.5 8.75\n   1 2.25  3.5 4.75    6 7.25  8.5 9.75"
    )
    halves = np.stack([values, -values, values], axis=-1)
    assert fingerprint(halves).count("averages") == 3


@pytest.mark.parametrize("shape", [(40,), (20, 2)], ids=str)
@pytest.mark.parametrize("unit", [1, 1e-6, 1e-280])
def test_a_fingerprint_shows_a_small_range(shape, unit):
    level = 1e6 if unit == 1 else 0
    values = (level + unit * np.linspace(0.25, 0.75, 40)).reshape(shape)
    changed = values.copy()
    changed[: len(values) // 4] += unit / 2
    assert fingerprint(changed) != fingerprint(values)


@pytest.mark.parametrize(("spread", "last"), [(9.5, "9.876"), (10.5, "9.9")])
def test_a_fingerprint_has_one_decimal_where_the_range_is_large(spread, last):
    values = np.full((20, 20), 9.876)
    values[0, 0] = 9.876 - spread
    assert fingerprint(values).split()[-1] == last


def test_a_small_array_needs_no_fingerprint():
    assert fingerprint(np.ones((16, 16))) == fingerprint(np.ones(16)) == ""


def test_each_colour_is_described():
    values = np.zeros((2, 2, 3))
    values[0, 1] = 1, 2, 3
    assert describe(values) == (
        "2 x 2 pixels in colour, red from 0 to 1, green from 0 to 2, blue from 0 to 3"
    )
    assert describe(values[..., ::-1]) != describe(values)


@pytest.mark.parametrize("shape", [(5,), (3, 4), (16, 16)], ids=str)
def test_a_description_changes_with_any_number(shape):
    values = np.random.default_rng(1).integers(-5, 6, shape).astype(float)
    before = describe(values)
    for place in np.ndindex(*shape):
        for change in (1, -1, 0.25):
            changed = values.copy()
            changed[place] += change
            assert describe(changed) != before


@pytest.mark.parametrize("shape", [(64,), (32, 64), (20, 5)], ids=str)
@pytest.mark.parametrize("unit", [1, 0.5], ids=["whole", "halves"])
def test_a_fingerprint_changes_with_a_block(shape, unit):
    values = unit * np.random.default_rng(1).integers(-5, 6, shape)
    changed = values.copy()
    changed[: shape[0] // 4] += 1
    assert fingerprint(changed) != fingerprint(values)


# Sums


@pytest.mark.parametrize(
    ("patch", "kernel", "bias", "value", "words"),
    [
        ([0, 1, 2], [-1, 2, -1], -1, -1, "0*-1 + 1*2 + 2*-1\n+ bias -1 = -1"),
        (
            [[1, 2], [3, 4]],
            [[1, 0], [0, 0.5]],
            0.25,
            3.25,
            "1*1 + 2*0\n+ 3*0 + 4*0.5\n+ bias 0.25 = 3.25",
        ),
        ([1, 1], np.float32([0.1, 0.2]), 0, np.float32(0.3), "1*0.1 + 1*0.2\n+ bias 0 = 0.3"),
        ([3], [0.0625], 0, 0.1875, "3*0.0625\n+ bias 0 = 0.1875"),
        ([1234.5], [2], 0, 2469, "1234.5*2\n+ bias 0 = 2469"),
        ([1.23456], [2], 0, 2.46912, "1.23456*2\n+ bias 0 = 2.46912"),
        ([1.234567], [2], 0, 2.469134, "1.23*2\n+ bias 0 ≈ 2.47"),
        ([1] * 3, [1 / 3] * 3, 0, 1, "1*0.333 + 1*0.333 + 1*0.333\n+ bias 0 ≈ 1"),
        ([1], [1], 1 / 3, 4 / 3, "1*1\n+ bias 0.333 ≈ 1.33"),
        ([0, 1], [1 / 3, 1], 0, 1, "0*0.333 + 1*1\n+ bias 0 = 1"),
        ([1234567.5], [1.23], 0, 1234567.5 * 1.23, "1.23e+06*1.23\n+ bias 0 ≈ 1.52e+06"),
        ([0.1, 0.2], [1, 1], -0.3, 5e-17, "0.1*1 + 0.2*1\n+ bias -0.3 = 5e-17"),
        ([0], [0], 0, 0, "0*0\n+ bias 0 = 0"),
    ],
)
def test_a_sum_says_whether_its_numbers_are_exact(patch, kernel, bias, value, words):
    assert spell([np.array(patch)], [np.array(kernel)], bias, value) == words


def test_each_channel_has_a_sum_and_the_last_line_adds_them():
    patches = [np.array([[1, 2], [3, 4]]), np.array([[5, 6], [7, 8]])]
    kernels = [np.array([[1, 0], [0, 1]]), np.array([[-1, 0], [0, 0.5]])]
    assert spell(patches, kernels, bias=-2, value=2) == (
        "channel 0: 1*1 + 2*0\n+ 3*0 + 4*1 = 5\n"
        "channel 1: 5*-1 + 6*0\n+ 7*0 + 8*0.5 = -1\n"
        "5 + -1 + bias -2 = 2"
    )


def test_the_sum_of_a_channel_says_whether_its_numbers_are_exact():
    thirds, whole = [1 / 3] * 3, [1] * 3
    words = spell([np.ones(3)] * 2, [np.array(thirds), np.array(whole)], 1 / 3, value=13 / 3)
    assert words == (
        "channel 0: 1*0.333 + 1*0.333 + 1*0.333 ≈ 1\nchannel 1: 1*1 + 1*1 + 1*1 = 3\n"
        "1 + 3 + bias 0.333 ≈ 4.33"
    )
    assert spell_total([0.1, 0.2], -0.3, 5e-17) == "0.1 + 0.2 + bias -0.3 = 5e-17"
    assert spell_total([1.234567, 2], 0, 3.234567) == "1.23 + 2 + bias 0 = 3.23"
