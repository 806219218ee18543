import numpy as np
import pytest

from convdemo.colours import (
    ABOVE,
    BELOW,
    Scale,
    grey_scale,
    hex_name,
    ink_on,
    signed_scale,
    true_colours,
)


def names(scale, *values):
    return [hex_name(rgb) for rgb in scale.rgb(np.array(values))]


@pytest.mark.parametrize(
    ("image", "ends"),
    [([0, 5], (0, 5)), ([2, 5], (0, 5)), ([-3, 5], (-3, 5)), ([-3, -1], (-3, 1)), ([0, 0], (0, 1))],
    ids=str,
)
def test_black_is_zero_or_the_lowest_number(image, ends):
    scale = grey_scale(np.array(image))
    assert (scale.low, scale.high) == ends
    assert names(scale, *ends) == ["#000", "#fff"]


@pytest.mark.parametrize(
    ("arrays", "largest"), [([[1, 2], [-7]], 7), ([[0]], 1), ([[-0.5, 0.25]], 0.5)], ids=str
)
def test_zero_is_white_and_both_ends_lie_as_far_from_it(arrays, largest):
    scale = signed_scale(map(np.array, arrays))
    assert (scale.low, scale.middle, scale.high) == (-largest, 0, largest)
    assert names(scale, -largest, 0, largest) == [BELOW, "#fff", ABOVE]


def test_colours_between_are_mixed():
    assert Scale(0, 0, 2, "#000000", "#000000", "#ffffff").rgb(np.array(1)).tolist() == [128] * 3
    assert Scale(-4, 0, 1, "#ff0000", "#ffffff", "#0000ff").rgb(np.array([-1, 0.5])).tolist() == [
        [255, 191, 191],
        [128, 128, 255],
    ]


def test_what_lies_outside_has_the_colour_of_the_end():
    assert names(signed_scale([np.array([2])]), -9, 9) == [BELOW, ABOVE]


def test_the_ends_are_those_that_people_see():
    a, b = (signed_scale([np.array([2 / 3 + noise])]) for noise in (0, 1e-7))
    assert a == b
    assert a.high == 0.667


def test_a_few_large_numbers_of_a_large_map_are_cut_off():
    values = np.zeros((20, 20))
    values[:9] = 100
    values[0, 0] = -900
    scale = signed_scale([values, values[:3]])
    assert (scale.low, scale.high, scale.cut) == (-100, 100, (True, False))
    assert scale.ticks == {-100: "≤ -100", 0: "0", 100: "100"}
    assert signed_scale([-values]).ticks == {-100: "-100", 0: "0", 100: "≥ 100"}
    small = signed_scale([values[:16, :16]])
    assert (small.high, small.cut) == (900, (False, False))
    assert small.ticks == {-900: "-900", 0: "0", 900: "900"}


def test_a_few_peaks_among_zeros_are_not_cut_off():
    values = np.zeros((20, 20))
    values[3, 3:6] = [1, 5, 9]
    scale = signed_scale([values])
    assert (scale.high, scale.cut) == (9, (False, False))
    assert signed_scale([values * 0]).high == 1


def test_colours_of_an_image_reach_to_one_or_to_255():
    for given, drawn in ((1, 255), (0.2, 51), (255, 255), (51, 51)):
        assert (true_colours(np.full((2, 2, 3), given)) == drawn).all()


def contrast(one, other):
    def luminance(rgb):
        share = rgb / 255
        linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
        return linear @ [0.2126, 0.7152, 0.0722] + 0.05

    pair = np.stack([luminance(one), luminance(other)])
    return pair.max(axis=0) / pair.min(axis=0)


@pytest.mark.parametrize("scale", [grey_scale(np.array([100])), signed_scale([np.array([100])])])
def test_numbers_stand_out_from_every_shade(scale):
    shades = scale.rgb(np.linspace(scale.low, scale.high, 999))
    inks = ink_on(shades)
    assert set(inks.ravel().tolist()) == {0, 255}
    assert contrast(shades, inks).min() >= 4.5  # https://www.w3.org/TR/WCAG22/#contrast-minimum
    assert (contrast(shades, inks) >= contrast(shades, 255 - inks)).all()
