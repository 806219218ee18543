from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from refusals import refusal

import convdemo as cd
from convdemo.words import LARGEST_TABLE, describe, number_text, table

SIGNATURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def picture():
    return cd.plot_image([[0, 1], [2, 3]], title="Täfelchen, 2 → 2")


def test_the_description_is_the_repr_and_the_text(picture):
    shown, _ = picture._repr_mimebundle_()
    assert picture.description == "Täfelchen, 2 → 2:\n0 1\n2 3"
    assert repr(picture) == str(picture) == shown["text/plain"] == picture.description


def test_the_image_is_a_png_with_alt_text_and_width(picture):
    shown, metadata = picture._repr_mimebundle_(include=None, exclude=None)
    assert set(shown) == {"image/png", "text/plain"}
    assert set(metadata) == {"image/png"}
    assert shown["image/png"].startswith(SIGNATURE)
    assert metadata["image/png"]["alt"] == picture.description
    pixels, _ = Image.open(BytesIO(shown["image/png"])).size
    # Twice as many pixels as the width on the page, for sharp screens.
    assert metadata["image/png"]["width"] == pytest.approx(pixels / 2, abs=1)


def test_a_saved_file_holds_the_description(picture, tmp_path):
    path = tmp_path / "picture.png"
    picture.save(path)
    picture.save(str(tmp_path / "again.png"))
    with Image.open(path) as image:
        assert image.format == "PNG"
        assert image.text == {"Description": picture.description}
    assert path.read_bytes() == (tmp_path / "again.png").read_bytes()


def test_saving_into_an_open_file(picture):
    file = BytesIO()
    picture.save(file)
    assert file.getvalue() == picture._repr_mimebundle_()[0]["image/png"]


def test_a_picture_cannot_be_changed(picture):
    with pytest.raises(AttributeError):
        picture.description = "something else"


def test_another_description_leaves_the_image_and_the_first_description(picture):
    other = picture.described(lambda x: f"{x.size} pixels")
    assert other.description == "4 pixels"
    assert other.figure is picture.figure
    shown, metadata = other._repr_mimebundle_()
    assert shown["text/plain"] == metadata["image/png"]["alt"] == "4 pixels"
    assert picture.description.startswith("Täfelchen")


@pytest.mark.parametrize("says", ["a sentence", None], ids=repr)
def test_a_description_is_made_of_the_arrays_drawn(picture, says):
    assert refusal(TypeError, picture.described, says).startswith("says must be a function of ")


@pytest.mark.parametrize(
    ("error", "said"), [(TypeError, 4), (ValueError, "a\nb"), (ValueError, " ")]
)
def test_a_description_is_one_line_of_text(picture, error, said):
    assert refusal(error, picture.described, lambda _: said).startswith("what says returns must ")


def test_every_plot_keeps_the_arrays_that_it_draws():
    x, kernel = np.arange(5.0), np.array([1.0, 0, 2])
    for drawn, expected in [
        (cd.plot_image(x), [x]),
        (cd.plot_filter(kernel), [kernel]),
        (cd.plot_feature_maps([x, -x]), [x, -x]),
        (cd.plot_step(x, kernel, position=1), [x, kernel, cd.cross_correlate(x, kernel)]),
        (cd.plot_curves({"a": x, "b": -x}), [x, -x]),
        (cd.plot_training({"loss": x}), [x]),
    ]:
        assert all(map(np.array_equal, drawn.arrays, expected))
        assert len(drawn.arrays) == len(expected)


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


def test_large_arrays_are_described_by_range_and_averages():
    values = np.zeros((40, 20))
    values[:10, 15:] = 2
    values[39, 0] = -5
    assert describe(values) == (
        "40 x 20 values from -5 to 2, checksum 23f3389f; averages of blocks:\n"
        "   0    0    0    2\n   0    0    0    0\n   0    0    0    0\n-0.1    0    0    0"
    )


def test_long_sequences_are_described_by_range_lows_and_highs():
    assert describe(np.arange(40.0) / 4) == (
        "40 values from 0 to 9.75; lows and highs of blocks:\n"
        "   0 1.25  2.5 3.75    5 6.25  7.5 8.75\n   1 2.25  3.5 4.75    6 7.25  8.5 9.75"
    )
    bump = np.zeros(100)
    bump[30] = 0.5
    assert describe(bump) != describe(bump[::-1])


def test_the_description_of_many_whole_numbers_tells_any_change():
    wall = cd.datasets.photo("brick")
    brighter, turned = wall.copy(), wall.copy()
    brighter[50, 60] += 1
    turned[:32, :32] = turned[:32, :32].T
    assert len({describe(each) for each in (wall, brighter, turned)}) == 3


def test_each_colour_is_described():
    values = np.zeros((2, 2, 3))
    values[0, 1] = 1, 2, 3
    assert describe(values) == "red:\n0 1\n0 0\ngreen:\n0 2\n0 0\nblue:\n0 3\n0 0"
    assert describe(values[..., ::-1]) != describe(values)


@pytest.mark.parametrize("shape", [(5,), (3, 4), (16, 16), (2, 3, 3)], ids=str)
def test_a_description_changes_with_any_number(shape):
    values = np.random.default_rng(1).integers(-5, 6, shape).astype(float)
    before = describe(values)
    for place in np.ndindex(*shape):
        for change in (1, -1, 0.25):
            changed = values.copy()
            changed[place] += change
            assert describe(changed) != before


@pytest.mark.parametrize("shape", [(64,), (32, 64), (20, 5)], ids=str)
def test_a_description_of_a_large_array_changes_with_a_block(shape):
    values = np.random.default_rng(1).integers(-5, 6, shape).astype(float)
    changed = values.copy()
    changed[: shape[0] // 4] += 1
    assert describe(changed) != describe(values)
