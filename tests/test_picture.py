import base64
import os
import pickle
from io import BytesIO

import IPython.core.formatters
import numpy as np
import pytest
from bs4 import BeautifulSoup
from matplotlib import rc_context, style
from PIL import Image
from refusals import refusal

import convdemo as cd
from convdemo.colours import luminance
from convdemo.markup import VARIES
from convdemo.picture import MIDDLE
from convdemo.words import fingerprint


@pytest.fixture
def picture():
    return cd.plot_image([[0, 1], [2, 3]], title="Täfelchen, 2 → 2")


def test_the_description_is_the_repr(picture):
    assert picture.description == "Täfelchen, 2 → 2:\n0 1\n2 3"
    assert repr(picture) == str(picture) == picture.description


def test_a_notebook_shows_tables_without_matplotlib(picture):
    shown = IPython.core.formatters.DisplayFormatter().format(picture)
    assert shown == ({"text/html": picture.html, "text/plain": picture.description}, {})
    assert "figure" not in vars(picture)


def shown_image(picture):
    """Return the image that a notebook shows, and its tag."""
    tags = BeautifulSoup(picture._repr_html_(), "html.parser").find_all("img")
    (tag,) = (tag for tag in tags if tag["alt"])
    png = base64.b64decode(tag["src"].removeprefix("data:image/png;base64,"))
    return Image.open(BytesIO(png)), tag


def test_a_chart_is_an_image_with_its_words_for_light_and_dark_pages():
    chart = cd.plot_curves({"Größe <b>": [1, 2]}, title='5" or less')
    image, tag = shown_image(chart)
    assert tag["alt"] == chart.description
    assert VARIES in tag.attrs
    # Twice as many pixels as the width on the page, for sharp screens.
    assert image.size[0] == pytest.approx(2 * int(tag["width"]), abs=1)
    pixels = np.array(image.convert("RGBA"))
    assert pixels[0, 0, 3] == 0
    (middle,) = luminance(np.uint8([list(bytes.fromhex(MIDDLE[1:]))]))
    black, white = luminance(np.uint8([[17] * 3, [255] * 3]))  # JupyterLab's
    assert (white + 0.05) / (middle + 0.05) >= 4.5
    assert (middle + 0.05) / (black + 0.05) >= 4
    solid = {tuple(ink[:3]) for ink in pixels[pixels[..., 3] == 255].tolist()}
    assert tuple(bytes.fromhex(MIDDLE[1:])) in solid
    assert (0, 0, 0) not in solid


def test_what_is_shown_leaves_the_figure_black_on_white():
    chart = cd.plot_curves({"a": [1, 2]})
    chart._repr_html_()
    (axes,) = chart.figure.axes
    assert (axes.title.get_color(), axes.xaxis.label.get_color()) == ("black", "black")


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "PNG"])
def test_a_saved_file_holds_the_description_and_the_same_bytes(picture, tmp_path, ending):
    path, again = tmp_path / f"picture.{ending}", tmp_path / f"again.{ending}"
    picture.save(path)
    picture.save(str(again))
    assert path.read_bytes() == again.read_bytes()
    if ending == "svg":
        assert "Täfelchen" in path.read_text(encoding="utf-8")
    elif ending == "pdf":
        assert path.read_bytes().startswith(b"%PDF")
        assert "Täfelchen, 2".encode("utf-16-be") in path.read_bytes()
    else:
        with Image.open(path) as image:
            assert image.format == "PNG"
            assert image.text == {"Description": picture.description}


@pytest.mark.parametrize("name", ["picture.jpg", "picture", "svg", "a.svg/picture"])
def test_another_ending_is_refused(picture, name):
    told = refusal(ValueError, picture.save, name)
    assert told == f"path must end in .png, .svg or .pdf, but was {name!r}"


OWN = {"image.origin": "lower", "savefig.bbox": "tight", "font.size": 30, "axes.grid": True}
STYLES = {"dark": ["dark_background"], "others": ["ggplot", "fivethirtyeight", OWN]}


@pytest.mark.parametrize("name", STYLES)
@pytest.mark.parametrize(
    "draw",
    [
        lambda: cd.plot_step(np.eye(3), [[1, 2]], (1, 1), padding="same"),
        lambda: cd.plot_feature_maps(np.arange(-40, 41).reshape(3, 3, 9)),
        lambda: cd.plot_feature_maps(list(np.arange(120.0).reshape(3, 40))),
        lambda: cd.plot_curves({"a": [1, -2], "b": [3, 4]}, marks={"c": [1]}),
    ],
    ids=["step", "sheet", "long", "curves"],
)
def test_a_picture_looks_alike_in_every_style(draw, name):
    def files():
        picture, saved = draw(), BytesIO()
        picture.save(saved)
        return picture._repr_html_(), saved.getvalue()

    plain = files()
    with style.context(STYLES[name]):
        assert files() == plain


def test_a_figure_drawn_in_a_dark_style_can_be_saved_by_hand():
    with style.context("dark_background"):
        picture, file = cd.plot_curves({"a": [1, 2]}), BytesIO()
        picture.figure.savefig(file)
    ((axes,), pixels) = (picture.figure.axes, np.array(Image.open(file).convert("L")))
    assert {label.get_color() for label in axes.get_xticklabels()} == {"black"}
    assert pixels[0, 0] == 255


def test_the_fonts_of_the_reader_are_kept():
    with rc_context({"font.family": ["DejaVu Serif"]}):
        picture = cd.plot_curves({"a": [1, 2]}, title="Serif")
        assert picture.figure.axes[0]._left_title.get_fontname() == "DejaVu Serif"


def test_ones_own_changes_of_the_figure_are_saved(picture, tmp_path):
    picture.figure.axes[0].set_title("Mine", loc="left", color="#123456")
    picture.save(tmp_path / "mine.svg")
    assert "#123456" in (tmp_path / "mine.svg").read_text(encoding="utf-8")


def test_a_path_may_be_bytes_and_must_be_one(picture, tmp_path):
    path = tmp_path / "picture.svg"
    picture.save(os.fsencode(path))
    picture.save(path)
    assert path.read_text(encoding="utf-8").startswith("<?xml")
    told = refusal(TypeError, picture.save, 7.5)
    assert told == "path must be a path or an open file, but was 7.5"


def test_no_function_changes_what_is_drawn(picture):
    def change(x):
        x[0] = 9

    with pytest.raises(ValueError, match="read-only"):
        picture.described(change)


def test_a_chart_may_be_copied():
    chart = cd.plot_curves({"a": [1, 2]}, log=False)
    assert repr(pickle.loads(pickle.dumps(chart))) == repr(chart)


def test_saving_into_an_open_file(picture, tmp_path):
    file = BytesIO()
    picture.save(file)
    picture.save(tmp_path / "picture.png")
    assert file.getvalue() == (tmp_path / "picture.png").read_bytes()


def test_a_picture_cannot_be_changed(picture):
    with pytest.raises(AttributeError):
        picture.description = "something else"


def test_another_description_leaves_the_image_and_the_first_description(picture):
    other = picture.described(lambda x: f"{x.size} pixels")
    assert other.description == "4 pixels"
    _, tag = shown_image(other)
    assert repr(other) == tag["alt"] == "4 pixels"
    assert VARIES in tag.attrs
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
    _, tag = shown_image(picture)
    assert f"{tag['alt']}" == picture.description.replace(":\n", ": ")
    assert tag["alt"].startswith("A wall: 128 x 128 values from ")
    assert repr(picture) == f"{picture.description}\n{fingerprint(*picture.arrays)}"
