import base64
from io import BytesIO

import numpy as np
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from convdemo.colours import grey_scale, hex_name, ink_on, signed_scale
from convdemo.markup import NARROW, VARIES, Panel, image_tag, panels_html, style, table


def signed(values, title="Map", **more):
    values = np.array(values, dtype=float)
    return Panel(title, values, signed_scale([np.nan_to_num(values)]), **more)


def parsed(html):
    return BeautifulSoup(html, "html.parser")


def looks(cell):
    """Return the declarations of a cell's style."""
    return dict(part.split(":", 1) for part in cell["style"].split(";"))


def body(page):
    return [row.find_all("td") for row in page.tbody.find_all("tr")]


def pixels(tag):
    data = base64.b64decode(tag["src"].removeprefix("data:image/png;base64,"))
    return np.array(Image.open(BytesIO(data)).convert("RGB"))


# Tables


def test_a_table_has_a_caption_headers_and_numbers():
    page = parsed(table(signed([[0, 1, 2], [3, -4, 0.5]], "A <map>")))
    assert page.caption.text == "A <map>"
    assert [head.text for head in page.find_all("th", scope="col")] == ["0", "1", "2"]
    assert [head.text for head in page.find_all("th", scope="row")] == ["0", "1"]
    numbers = [[cell.text for cell in row] for row in body(page)]
    assert numbers == [["0", "1", "2"], ["3", "-4", "0.5"]]


def test_a_sequence_is_a_row_of_values_below_its_indices():
    page = parsed(table(signed([5, 6])))
    assert page.thead.td.text == "index"
    assert [head.text for head in page.find_all("th")] == ["0", "1", "value"]


@pytest.mark.parametrize("scale", [grey_scale, lambda values: signed_scale([values])])
def test_each_cell_has_its_colour_and_its_ink_as_hex(scale):
    values = np.array([[0, 1, 2], [3, -4, 0.5]])
    panel = Panel("", values, scale(values))
    shades = panel.scale.rgb(values)
    for row, cells in enumerate(body(parsed(table(panel)))):
        for column, cell in enumerate(cells):
            assert looks(cell) == {
                "background": hex_name(shades[row, column]),
                "color": hex_name(ink_on(shades)[row, column]),
            }


def test_noise_beyond_the_digits_shown_changes_nothing():
    values = np.array([[1 / 3, -2 / 3], [0.1, 0.7]])
    assert table(signed(values)) == table(signed(values + 1e-8))


def test_padding_is_marked_and_named():
    page = parsed(table(signed([[0, 1]], labels=[["0"], ["pad", "0"]])))
    assert [head.text for head in page.find_all("th")] == ["pad", "0", "0"]
    assert [cell.get("class") for cell in body(page)[0]] == [["pad"], None]


def test_nan_leaves_a_cell_empty_and_is_not_counted():
    page = parsed(table(signed([np.nan, 1, np.nan, 3])))
    assert [head.text for head in page.find_all("th", scope="col")] == ["", "0", "", "1"]
    assert [cell.text for cell in body(page)[0]] == ["", "1", "", "3"]
    assert "style" not in body(page)[0][0].attrs


def test_neighbours_share_an_outline():
    page = parsed(table(signed(np.ones((2, 3)), outlined=np.array([[1, 1, 0], [0, 0, 1]]) > 0)))
    (left, middle, _), (_, _, apart) = body(page)
    assert [cell.get("class") for cell in (left, middle, apart)] == [["on"]] * 3
    lines = [f"inset {x}px {y}px" for x, y in [(3, 0), (0, 3), (0, -3), (5, 0), (0, 5), (0, -5)]]
    colours = ["#c05000"] * 3 + ["#fff"] * 3
    assert looks(left)["--lines"] == ",".join(map(" ".join, zip(lines, colours, strict=True)))
    assert looks(middle)["--lines"].count("inset") == 6
    assert looks(apart)["--lines"].count("inset") == 8
    assert "--lines" not in looks(body(page)[0][2])


def test_a_cell_between_outlined_ones_has_no_line():
    page = parsed(table(signed(np.ones((3, 3)), outlined=np.ones((3, 3)) > 0)))
    assert looks(body(page)[1][1])["--lines"] == "0 0"


# Images


def test_groups_of_columns_are_named_and_stand_apart():
    labels = [["0"], ["pad", "0"] * 3]
    page = parsed(table(signed([[0, 1, 0, 3, 0, 5]], labels=labels, groups=["a", "b", "c"])))
    above = page.thead.find_all("th", scope="colgroup")
    assert [(head.text, head["colspan"]) for head in above] == [("a", "2"), ("b", "2"), ("c", "2")]
    starts = [False, False, True, False, True, False]
    for cells in (page.find_all("th", scope="col"), page.tbody.find_all("td")):
        assert ["start" in cell.get("class", []) for cell in cells] == starts
    assert ["start" in head.get("class", []) for head in above] == [False, True, True]
    assert [looks(cell).keys() & {"background"} for cell in page.tbody.find_all("td")] == [
        set(),  # padding, and what starts a group: the short name would reset what their class sets
        {"background"},
        set(),
        {"background"},
        set(),
        {"background"},
    ]


def test_a_page_may_have_a_row_for_each_kind():
    panels = [signed([[i]], f"Map {i}") for i in range(5)]
    rows = parsed(panels_html(panels, columns=2)).select(".convdemo > div")
    found = [[caption.text for caption in row("caption")] for row in rows]
    assert found == [["Map 0", "Map 1"], ["Map 2", "Map 3"], ["Map 4"]]


def test_beyond_16_an_array_is_an_image_with_its_words():
    values = np.tile(2 * np.arange(17.0) - 16, (17, 1))
    page = parsed(panels_html([signed(values, 'A "large" <map>')]))
    (image, *strips) = page.find_all("img")
    assert np.abs(pixels(image).astype(int) - signed(values).scale.rgb(values)).max() <= 2
    assert image["alt"].startswith('A "large" <map>: 17 x 17 values from -16 to 16, the lowest at')
    assert image["width"] == str(17 * 22)
    assert "height" not in image.attrs  # so that the image keeps its form where it is made smaller
    assert VARIES not in image.attrs
    assert [strip["alt"] for strip in strips] == ["", ""]
    assert image["class"] == ["sharp"]
    assert page.find("b")["aria-hidden"] == "true"
    scale = strips[0].parent
    assert scale["aria-hidden"] == "true"
    assert scale.text.split() == ["-16", "0", "16"]


def test_the_scale_shows_the_colours_from_end_to_end():
    below, above = parsed(panels_html([signed(np.arange(17) - 8)])).find_all("img")[1:]
    assert [hex_name(pixels(each)[0, i]) for each in (below, above) for i in (0, -1)] == [
        "#2166ac",
        "#fff",
        "#fff",
        "#b2182b",
    ]


def test_only_pixels_of_numbers_that_are_not_whole_may_vary():
    (whole, *_), (part, *_) = (
        parsed(panels_html([signed(np.arange(17) + more)])).find_all("img") for more in (0, 0.5)
    )
    assert VARIES not in whole.attrs
    assert VARIES in part.attrs


def test_a_changed_number_changes_the_pixels():
    one, other = np.zeros((20, 20)), np.zeros((20, 20))
    one[0, 0] = other[0, 0] = 255
    other[7, 3] = 1
    html = [panels_html([Panel("", each, grey_scale(each))]) for each in (one, other)]
    assert html[0] != html[1]


def test_an_image_in_colour():
    image = np.random.default_rng(0).integers(0, 256, size=(20, 30, 3)).astype(float)
    (tag,) = parsed(panels_html([Panel("Cup", image, None)])).find_all("img")
    assert (pixels(tag) == image).all()
    assert tag["alt"].startswith("Cup: 20 x 30 pixels in colour, red from ")


@pytest.mark.parametrize(
    ("values", "size"),
    [
        (np.arange(500), (384, NARROW)),
        (np.arange(500)[np.newaxis], (384, NARROW)),
        (np.arange(500)[:, np.newaxis], (NARROW, 384)),
    ],
    ids=["sequence", "row", "column"],
)
def test_what_is_long_is_a_strip(values, size):
    tag = parsed(panels_html([signed(values)])).img
    assert (int(tag["width"]), int(tag["height"])) == size
    assert pixels(tag).shape[:2] == np.atleast_2d(values).shape


def test_of_a_very_large_image_some_rows_and_columns_are_drawn():
    values = np.random.default_rng(0).integers(0, 256, size=(600, 1100, 3)).astype(float)
    page = parsed(panels_html([Panel("Large", values, None)]))
    assert (pixels(page.img) == values[::3, ::3]).all()
    assert "One row and one column in 3 is drawn." in page.text
    assert "is drawn" not in parsed(panels_html([signed(np.ones((512, 2)))])).text


def test_pixels_of_a_large_image_are_smoothed():
    for size, kind in ((192, ["sharp"]), (193, None)):
        assert parsed(panels_html([signed(np.ones((size, size)))])).img.get("class") == kind


def test_three_images_are_smaller_than_two():
    for count, side in ((1, 384), (2, 384), (3, 256)):
        tag = parsed(panels_html([signed(np.ones((128, 64)))] * count)).img
        assert tag["width"] == str(side // 2)


# Pages


def test_what_is_written_stands_below():
    page = parsed(panels_html([signed([1, 2])], "2*1\n+ bias <0> = 2"))
    assert page.pre.text == "2*1\n+ bias <0> = 2"
    assert page.pre.find_previous("table") is not None
    assert parsed(panels_html([signed([1, 2])])).pre is None


def test_sequences_stand_below_each_other():
    assert '<div class="stack">' in panels_html([signed([1, 2])])
    assert "<div>" in panels_html([signed([[1, 2]])])


def test_a_picture_of_8_x_8_is_small():
    image = np.tile([0, 0, 0, 1, 1, 0, 0, 0], (8, 1))
    assert len(panels_html([Panel("Image", image, grey_scale(image))])) <= 5_000


def test_a_style_sheet_without_what_means_nothing():
    sheet = style("markup.css")
    assert "/*" not in sheet
    assert "\n" not in sheet
    assert "{margin:0;font:" in sheet


def test_alternative_text_is_escaped():
    tag = image_tag(b"", '<b> & "', 'width="3"')
    assert tag == '<img alt="&lt;b&gt; &amp; &quot;" width="3" src="data:image/png;base64,">'
