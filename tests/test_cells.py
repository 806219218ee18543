import logging

import numpy as np
import pytest
from artists import hatched, outlined, scales, texts, tick_labels, title, values

from convdemo.cells import (
    GREY,
    SIGNED,
    add_scale,
    draw,
    grey_limits,
    hatch,
    outline,
    panels,
    signed_limits,
)

IMAGE = np.array([[0, 1, 2], [3, -4, 0.5]])


@pytest.fixture
def axes():
    _, (axes,) = panels([(2, 3)])
    return axes


def test_each_number_stands_in_its_cell(axes):
    image = draw(axes, IMAGE, "Image", GREY, (-4, 3))
    assert (values(axes) == IMAGE).all()
    assert texts(axes) == {
        (0, 0): "0",
        (0, 1): "1",
        (0, 2): "2",
        (1, 0): "3",
        (1, 1): "-4",
        (1, 2): "0.5",
    }
    assert image.get_clim() == (-4, 3)
    assert image.get_interpolation() == "nearest"
    assert tick_labels(axes) == (["0", "1", "2"], ["0", "1"])
    assert title(axes) == "Image"


def test_axis_0_goes_down(axes):
    draw(axes, IMAGE, "Image", GREY, (0, 1))
    bottom, top = axes.get_ylim()
    assert (bottom, top) == (1.5, -0.5)
    assert axes.get_xlim() == (-0.5, 2.5)


def test_cells_may_have_labels_of_their_own(axes):
    draw(axes, IMAGE, "Padded", GREY, (0, 1), labels=[["pad", "0"], ["0", "1", "pad"]])
    assert tick_labels(axes) == (["0", "1", "pad"], ["pad", "0"])


def test_a_sequence_is_one_row_without_numbers_beside_it(axes):
    draw(axes, np.array([5, 6, 7]), "Sequence", GREY, (0, 7))
    assert texts(axes) == {(0, 0): "5", (0, 1): "6", (0, 2): "7"}
    assert tick_labels(axes) == (["0", "1", "2"], [""])


def test_nan_leaves_a_cell_out_and_is_not_counted(axes):
    draw(axes, np.array([np.nan, 1, np.nan, 3]), "Gaps", SIGNED, (-3, 3))
    assert texts(axes) == {(0, 1): "1", (0, 3): "3"}
    assert tick_labels(axes)[0] == ["", "0", "", "1"]


@pytest.mark.parametrize(("size", "written"), [(16, 256), (17, 0)])
def test_numbers_are_written_where_there_is_room(axes, size, written):
    draw(axes, np.ones((size, size)), "Image", GREY, (0, 1))
    assert len(axes.texts) == len(axes.patches) == written


def test_cells_of_a_large_image_are_labelled_where_there_is_room(axes):
    names = [f"r{i}" for i in range(20)], [f"c{i}" for i in range(20)]
    draw(axes, np.zeros((20, 20)), "Large", GREY, (0, 1), labels=names)
    axes.figure.draw_without_rendering()
    for axis, letter in ((axes.xaxis, "c"), (axes.yaxis, "r")):
        labels = {tick.label1.get_text() for tick in axis.get_major_ticks()}
        assert labels <= {"", *(f"{letter}{i}" for i in range(20))}
        assert len(labels) >= 3


@pytest.mark.parametrize(("highest", "divisor"), [(1, 1), (200, 255)])
def test_colours_from_0_to_1_or_to_255(axes, highest, divisor):
    colours = np.linspace(0, highest, 12).reshape(2, 2, 3)
    draw(axes, colours, "Colour", GREY, grey_limits(colours))
    assert np.asarray(values(axes)) == pytest.approx(colours / divisor)
    assert texts(axes) == {}


@pytest.mark.parametrize(
    ("cmap", "value", "colour"),
    [(GREY, 0, "white"), (GREY, 1, "black"), (SIGNED, 0, "black"), (SIGNED, -1, "white")],
)
def test_numbers_stand_out_from_their_cell(axes, cmap, value, colour):
    draw(axes, np.array([value]), "Cell", cmap, (-1, 1) if cmap == SIGNED else (0, 1))
    assert axes.texts[0].get_color() == colour


@pytest.mark.parametrize("text", ["$x", "$x$", "<b>bold</b>", "a_b^c", "100 %"])
def test_a_title_is_plain_text(text):
    figure, (axes,) = panels([(1, 1)])
    draw(axes, np.ones((1, 1)), text, GREY, (0, 1))
    assert title(axes) == text
    parts = [axes.title, axes._left_title, axes._right_title]
    assert not any(part.get_parse_math() for part in parts if part.get_text())
    figure.draw_without_rendering()


# Outlines, hatches, scales


def test_an_outline_goes_round_neighbours_once(axes):
    outline(axes, np.ones((2, 2), dtype=bool))
    assert outlined(axes) == ((-0.5, 1.5, -0.5, 1.5), 8)


def test_an_outline_goes_round_each_cell_that_stands_apart(axes):
    outline(axes, np.array([True, False, True, False, True]))
    assert outlined(axes) == ((-0.5, 4.5, -0.5, 0.5), 12)


def test_hatched_cells(axes):
    hatch(axes, np.array([[False, False, True], [True, False, False]]))
    assert hatched(axes) == [(0, 2), (1, 0)]


def test_a_scale_has_its_ends_and_zero(axes):
    add_scale(draw(axes, IMAGE, "Image", SIGNED, (-4, 4)))
    assert scales(axes) == [["-4", "0", "4"]]


def test_a_scale_from_zero_names_it_once(axes):
    add_scale(draw(axes, IMAGE, "Image", GREY, (0, 2.5)))
    assert scales(axes) == [["0", "2.5"]]


@pytest.mark.parametrize(
    ("image", "limits"),
    [([0, 5], (0, 5)), ([2, 5], (0, 5)), ([-3, 5], (-3, 5)), ([-3, -1], (-3, 1)), ([0, 0], (0, 1))],
    ids=str,
)
def test_black_is_zero_or_the_lowest_value(image, limits):
    assert grey_limits(np.array(image)) == limits


@pytest.mark.parametrize(
    ("arrays", "largest"), [([[1, 2], [-7]], 7), ([[0]], 1), ([[-0.5, 0.25]], 0.5)], ids=str
)
def test_signed_limits_are_centred_on_zero(arrays, largest):
    assert signed_limits(map(np.array, arrays)) == (-largest, largest)


# Figures


def test_images_stand_beside_each_other():
    _, axes = panels([(4, 4), (3, 3), (2, 2)])
    assert [each.get_subplotspec().colspan.start for each in axes] == [0, 1, 2]
    assert {each.get_subplotspec().rowspan.start for each in axes} == {0}


def test_sequences_stand_below_each_other():
    _, axes = panels([(8,), (3,), (6,)])
    assert [each.get_subplotspec().rowspan.start for each in axes] == [0, 1, 2]
    assert {each.get_subplotspec().colspan.start for each in axes} == {0}


def test_a_large_image_fits_a_page():
    figure, _ = panels([(256, 256), (3, 3), (254, 254)])
    assert max(figure.get_size_inches()) < 12


def test_the_note_on_the_font_cache_stays_out_of_a_notebook(caplog):
    logger = logging.getLogger("matplotlib.font_manager")
    logger.warning("Matplotlib is building the font cache; this may take a moment.")
    logger.warning("findfont: something else")
    assert [record.getMessage() for record in caplog.records] == ["findfont: something else"]
