import logging

import numpy as np
import pytest
from artists import hatched, outlined, scales, texts, tick_labels, title, values

from convdemo.cells import add_scale, draw, draw_panels, outline, subplots
from convdemo.colours import Scale, grey_scale, signed_scale
from convdemo.markup import Panel

IMAGE = np.array([[0, 1, 2], [3, -4, 0.5]])
GREY = Scale(0, 0, 1, "#000000", "#000000", "#ffffff")


@pytest.fixture
def axes():
    _, (axes,) = subplots([(2, 3)], ["Image"])
    return axes


def grey(values, title="Image", **more):
    return Panel(title, np.array(values), grey_scale(np.nan_to_num(values)), **more)


def test_each_number_stands_in_its_cell(axes):
    image = draw(axes, grey(IMAGE))
    assert (values(axes) == IMAGE).all()
    assert texts(axes) == {
        (0, 0): "0",
        (0, 1): "1",
        (0, 2): "2",
        (1, 0): "3",
        (1, 1): "-4",
        (1, 2): "0.5",
    }
    assert len({text.get_fontsize() for text in axes.texts}) == 1
    assert image.get_clim() == (-4, 3)
    assert image.get_interpolation() == "nearest"
    assert tick_labels(axes) == (["0", "1", "2"], ["0", "1"])
    assert title(axes) == "Image"


@pytest.mark.parametrize("scale", [grey_scale(IMAGE), signed_scale([IMAGE]), GREY], ids=str)
def test_the_colours_are_those_of_the_scale(axes, scale):
    image = draw(axes, Panel("", IMAGE, scale))
    shown = image.to_rgba(IMAGE, bytes=True)[..., :3].astype(int)
    assert np.abs(shown - scale.rgb(IMAGE)).max() <= 2  # Matplotlib has 256 shades


def test_long_numbers_are_written_small_enough_for_their_cells():
    figure = draw_panels([grey(np.full((3, 3), -0.0814)), grey([[1]])])
    figure.draw_without_rendering()
    wide, short = figure.axes
    cell = wide.bbox.width / 3
    assert 0.7 * cell < max(text.get_window_extent().width for text in wide.texts) < cell
    assert short.texts[0].get_fontsize() == 9


def test_axis_0_goes_down(axes):
    draw(axes, grey(IMAGE))
    bottom, top = axes.get_ylim()
    assert (bottom, top) == (1.5, -0.5)
    assert axes.get_xlim() == (-0.5, 2.5)


def test_cells_may_have_labels_of_their_own_and_padding_is_hatched(axes):
    draw(axes, grey(IMAGE, labels=[["pad", "0"], ["0", "1", "pad"]]))
    assert tick_labels(axes) == (["0", "1", "pad"], ["pad", "0"])
    assert hatched(axes) == [(0, 0), (0, 1), (0, 2), (1, 2)]


def test_a_sequence_is_one_row_without_numbers_beside_it(axes):
    draw(axes, grey([5, 6, 7]))
    assert texts(axes) == {(0, 0): "5", (0, 1): "6", (0, 2): "7"}
    assert tick_labels(axes) == (["0", "1", "2"], [""])


def test_nan_leaves_a_cell_out_and_is_not_counted(axes):
    draw(axes, grey([np.nan, 1, np.nan, 3]))
    assert texts(axes) == {(0, 1): "1", (0, 3): "3"}
    assert tick_labels(axes)[0] == ["", "0", "", "1"]


@pytest.mark.parametrize(("size", "written"), [(16, 256), (17, 0)])
def test_numbers_are_written_where_there_is_room(axes, size, written):
    draw(axes, grey(np.ones((size, size))))
    assert len(axes.texts) == len(axes.patches) == written


def test_cells_of_a_large_image_are_labelled_where_there_is_room(axes):
    names = [f"r{i}" for i in range(20)], [f"c{i}" for i in range(20)]
    draw(axes, grey(np.zeros((20, 20)), labels=names))
    axes.figure.draw_without_rendering()
    for axis, letter in ((axes.xaxis, "c"), (axes.yaxis, "r")):
        labels = {tick.label1.get_text() for tick in axis.get_major_ticks()}
        assert labels <= {"", *(f"{letter}{i}" for i in range(20))}
        assert len(labels) >= 3


@pytest.mark.parametrize(("highest", "factor"), [(1, 255), (200, 1)])
def test_colours_from_0_to_1_or_to_255(axes, highest, factor):
    colours = np.linspace(0, highest, 12).reshape(2, 2, 3)
    draw(axes, Panel("Colour", colours, None))
    assert np.asarray(values(axes)) == pytest.approx(colours * factor, abs=0.51)
    assert texts(axes) == {}


@pytest.mark.parametrize(
    ("scale", "value", "colour"),
    [
        (GREY, 0, "#fff"),
        (GREY, 1, "#000"),
        (signed_scale([np.array([1])]), 0, "#000"),
        (signed_scale([np.array([1])]), -1, "#fff"),
    ],
)
def test_numbers_stand_out_from_their_cell(axes, scale, value, colour):
    draw(axes, Panel("Cell", np.array([value]), scale))
    assert axes.texts[0].get_color() == colour


@pytest.mark.parametrize("text", ["$x", "$x$", "<b>bold</b>", "a_b^c", "100 %"])
def test_a_title_is_plain_text(text):
    figure, (axes,) = subplots([(1, 1)], [text])
    draw(axes, grey([[1]], text))
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


def test_an_outline_is_drawn_with_its_panel(axes):
    draw(axes, grey(IMAGE, outlined=IMAGE > 2))
    assert outlined(axes) == ((-0.5, 0.5, 0.5, 1.5), 4)


def test_a_scale_has_its_ends_and_zero(axes):
    scale = signed_scale([IMAGE])
    draw(axes, Panel("Image", IMAGE, scale))
    add_scale(axes, scale)
    assert scales(axes) == [["-4", "0", "4"]]


def test_a_scale_from_zero_names_it_once(axes):
    draw(axes, grey([2.5]))
    add_scale(axes, grey_scale(np.array([2.5])))
    assert scales(axes) == [["0", "2.5"]]


def test_panels_of_one_scale_have_one_colour_bar():
    shared = signed_scale([IMAGE])
    panels = [Panel("a", IMAGE, shared), Panel("b", IMAGE, shared), grey(IMAGE, "c")]
    panels.append(Panel("d", np.ones((2, 2, 3)), None))
    assert [len(scales(axes)) for axes in draw_panels(panels).axes] == [0, 1, 1, 0]


# Figures


def test_images_stand_beside_each_other():
    _, axes = subplots([(4, 4), (3, 3), (2, 2)], ["", "", ""])
    assert [each.get_subplotspec().colspan.start for each in axes] == [0, 1, 2]
    assert {each.get_subplotspec().rowspan.start for each in axes} == {0}


def test_in_columns_the_cells_of_all_images_are_of_one_size():
    large, small = (grey(np.ones((side, side))) for side in (6, 2))
    figure = draw_panels([large, large, small, small, large], columns=2)
    figure.draw_without_rendering()
    boxes = [axes.get_window_extent() for axes in figure.axes]
    assert boxes[0].y0 == pytest.approx(boxes[1].y0)
    assert boxes[0].y0 > boxes[2].y1 > boxes[2].y0 > boxes[4].y1
    assert boxes[0].x1 < boxes[1].x0
    assert boxes[2].height * 3 == pytest.approx(boxes[0].height, rel=0.1)


def test_sequences_stand_below_each_other():
    _, axes = subplots([(8,), (3,), (6,)], ["", "", ""])
    assert [each.get_subplotspec().rowspan.start for each in axes] == [0, 1, 2]
    assert {each.get_subplotspec().colspan.start for each in axes} == {0}


def test_a_large_image_fits_a_page():
    figure, _ = subplots([(256, 256), (3, 3), (254, 254)], ["", "", ""])
    assert max(figure.get_size_inches()) < 12


def test_the_note_on_the_font_cache_stays_out_of_a_notebook(caplog):
    logger = logging.getLogger("matplotlib.font_manager")
    logger.warning("Matplotlib is building the font cache; this may take a moment.")
    logger.warning("findfont: something else")
    assert [record.getMessage() for record in caplog.records] == ["findfont: something else"]
