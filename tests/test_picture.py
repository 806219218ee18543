from io import BytesIO

import numpy as np
import pytest
from PIL import Image
from refusals import refusal

import convdemo as cd
from convdemo.words import fingerprint

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
    assert refusal(error, picture.described, lambda _: said).startswith(
        ("says must ", "the description that says")
    )


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


def test_no_fingerprint_is_read_out():
    picture = cd.plot_image(cd.datasets.photo("brick"), title="A wall")
    shown, metadata = picture._repr_mimebundle_()
    alternative = metadata["image/png"]["alt"]
    assert alternative == picture.description
    assert alternative.startswith("A wall:\n128 x 128 values from ")
    assert shown["text/plain"] == repr(picture) == f"{alternative}\n{fingerprint(*picture.arrays)}"
