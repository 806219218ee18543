"""One's own picture in the playground: read, made small, shown with a window, and never sent."""

import contextlib
import io
import re
import struct
import zlib

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playground_page import shown, table
from playwright.sync_api import expect

import convdemo as cd

RANDOM = np.random.default_rng(5)
NOISE = RANDOM.integers(0, 256, (60, 100, 3), dtype=np.uint8)
GREY = (NOISE.astype(int) @ [299, 587, 114] + 500) // 1000
SMALL = RANDOM.integers(0, 256, (20, 28), dtype=np.uint8)
SOBEL = cd.filters.SOBEL_VERTICAL


def encoded(array, form="PNG", **options):
    """Return an array as the bytes of a file."""
    file = io.BytesIO()
    Image.fromarray(array).save(file, form, **options)
    return file.getvalue()


def open_file(page, data, name="mine.png", mime="image/png"):
    page.locator("#file").set_input_files({"name": name, "mimeType": mime, "buffer": data})


def open_noise(page):
    """Open the picture, larger than what has numbers, and read its map."""
    page.get_by_label("From the bank").select_option("sobel_vertical")
    open_file(page, encoded(NOISE))
    expect(page.locator("#pictures")).to_be_visible()
    page.locator("summary").last.click()
    expect(page.locator("#table")).not_to_be_empty()


def test_a_picture_in_grey_gives_the_map_of_its_pixels(opened):
    open_noise(opened)
    np.testing.assert_allclose(table(opened), cd.cross_correlate(GREY, SOBEL), rtol=0, atol=1e-6)
    expect(opened.locator("#picture-input")).to_have_attribute(
        "aria-label", "Your picture, 60 x 100, in grey"
    )


def test_a_picture_in_colour_gives_the_sum_of_its_channels(opened):
    open_noise(opened)
    opened.get_by_label("Three colours").check()
    maps = [cd.cross_correlate(NOISE[..., i].astype(float), SOBEL) for i in range(3)]
    np.testing.assert_allclose(table(opened), np.sum(maps, axis=0), rtol=0, atol=1e-6)


def test_the_window_shows_the_numbers_below_it(opened):
    open_noise(opened)
    expected = cd.cross_correlate(GREY, SOBEL)
    assert shown(opened) == expected[:10, :10].tolist()
    opened.get_by_label("Window, down").focus()
    for key in ("End", "ArrowLeft", "ArrowLeft", "ArrowLeft"):
        opened.keyboard.press(key)
    opened.get_by_label("Window, across").fill("40")
    assert shown(opened) == expected[45:55, 40:50].tolist()
    cells = opened.locator("table").first.locator("tbody td").all_text_contents()
    assert [int(each) for each in cells] == GREY[45:57, 40:52].ravel().tolist()
    heads = opened.locator("table").first.locator("tbody th").all_text_contents()
    assert heads == [str(row) for row in range(45, 57)]
    opened.get_by_role("button", name="Last").click()
    expect(opened.locator("output")).to_contain_text(f"= {expected[54, 49]:.0f}")
    expect(opened.locator("output")).to_contain_text("row 54, column 49:")


@pytest.mark.parametrize("canvas", ["#picture-input", "#picture-map"])
def test_a_click_moves_the_window(opened, canvas):
    open_noise(opened)
    opened.locator(canvas).scroll_into_view_if_needed()
    box = opened.locator(canvas).bounding_box()
    opened.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    row, column = (
        int(opened.locator(f"#window-{axis}").input_value()) for axis in ("row", "column")
    )
    assert abs(row - 24) <= 1
    assert abs(column - 44) <= 1
    opened.mouse.down()
    opened.mouse.move(box["x"] + 1, box["y"] + 1, steps=4)
    opened.mouse.up()
    assert shown(opened) == cd.cross_correlate(GREY, SOBEL)[:10, :10].tolist()


def test_the_window_with_padding_strides_and_a_large_filter(opened):
    open_noise(opened)
    opened.get_by_label("Padding").select_option("same")
    opened.get_by_label("Strides").fill("3, 2")
    opened.get_by_label("Weights").fill("\n".join(["1 " * 11] * 11))
    expected = cd.cross_correlate(GREY, np.ones((11, 11)), padding="same", strides=(3, 2))
    np.testing.assert_allclose(table(opened), expected, rtol=0, atol=1e-6)
    opened.get_by_label("Window, down").fill("0")
    assert shown(opened) == [[expected[0, 0]]]
    assert opened.locator("table").first.locator("td.pad").count() > 20


def test_the_code_holds_the_pixels(opened):
    open_noise(opened)
    opened.get_by_label("Three colours").check()
    opened.get_by_label("Padding").select_option("reflect")
    opened.get_by_role("button", name="Copy the Keras code").click()
    expect(opened.locator("#copied")).to_have_text("Keras code copied.")
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        exec(opened.evaluate("navigator.clipboard.readText()"), names)  # noqa: S102 - the page's
    np.testing.assert_array_equal(names["x"][1:-1, 1:-1], NOISE)
    np.testing.assert_allclose(names["feature_map"], table(opened), rtol=0, atol=0.01)


def test_a_small_picture_becomes_numbers(opened):
    open_file(opened, encoded(SMALL))
    text = "\n".join(" ".join(map(str, row)) for row in SMALL.tolist())
    expect(opened.get_by_label("Numbers, one row a line")).to_have_value(text)
    expect(opened.locator("#pictures")).to_be_hidden()
    open_file(opened, encoded(NOISE[:4, :4]))
    expect(opened.get_by_label("Numbers, one row a line")).to_have_value(
        re.compile("^red\n.*\ngreen\n.*\nblue\n", re.DOTALL)
    )


@pytest.mark.parametrize(
    ("shape", "said"),
    [((600, 900), "85 x 128"), ((2000, 3), "128 x 1"), ((29, 1), "29 x 1"), ((128, 5), "128 x 5")],
)
def test_a_large_picture_is_made_small(opened, shape, said):
    opened.get_by_label("Weights").fill("1")
    open_file(opened, encoded(np.full(shape, 90, np.uint8)))
    expect(opened.locator("#picture-input")).to_have_attribute(
        "aria-label", f"Your picture, {said}, in grey"
    )
    assert {number for row in shown(opened) for number in row} == {90}


@pytest.mark.parametrize(
    ("form", "options"),
    [("JPEG", {}), ("GIF", {}), ("WebP", {}), ("WebP", {"lossless": True})],
)
def test_reads_the_usual_forms(opened, form, options):
    open_file(opened, encoded(np.full((40, 50), 90, np.uint8), form, **options), f"a.{form}")
    expect(opened.locator("#picture-name")).to_have_text(f"“a.{form}”, 40 x 50")
    assert shown(opened) == [[270] * 10] * 10


def test_what_is_transparent_is_white(opened):
    open_file(opened, encoded(np.zeros((40, 40, 4), np.uint8)))
    expect(opened.locator("#pictures")).to_be_visible()
    assert shown(opened)[0][0] == 765


def png(width, height):
    """Return the beginning of a PNG that says it is this large."""
    head = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\0" * 99)
    chunks = [
        struct.pack(">I", len(each) - 4) + each + struct.pack(">I", zlib.crc32(each))
        for each in (head, body)
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This is no PNG, JPEG, GIF or WebP"),
        (b"no picture " * 9, "This is no PNG, JPEG, GIF or WebP"),
        (SVG, "This is no PNG, JPEG, GIF or WebP"),
        (b"<html><script>alert(1)</script>" * 3, "This is no PNG, JPEG, GIF or WebP"),
        (png(100_000, 100_000), "The picture has 100000 x 100000 pixels, too many"),
        (png(2**31 - 1, 1), "pixels, too many"),
        (png(0, 0), "the file may be damaged"),
        (png(40, 40)[:40], "the file may be damaged"),
        (b"\xff\xd8" + b"\xff\xe0\x00\x00" * 9, "This is no PNG, JPEG, GIF or WebP"),
        (b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff" + b"\0" * 40, "65535 x 65535 pixels"),
        (b"GIF89a\xff\xff\xff\xff" + b"\0" * 40, "65535 x 65535 pixels"),
        (b"RIFF\0\0\0\0WEBPVP8X" + b"\xff" * 40, "16777216 x 16777216 pixels"),
        (b"RIFF\0\0\0\0WEBPVP8L" + b"\xff" * 40, "16384 x 16384 pixels"),
    ],
    ids=range(13),
)
def test_a_hostile_picture_is_named_and_does_nothing(opened, data, said):
    open_file(opened, data, "<img src=x onerror=alert(1)>.png")
    expect(opened.locator("#file-problem")).to_contain_text(said)
    assert opened.title() == "Convolution playground"
    assert opened.locator("img").count() == 0
    assert shown(opened) == [[0, 0, 3, 3, 0, 0]] * 6


def test_a_name_is_text(opened):
    open_file(opened, encoded(NOISE), "<b onclick=alert(1)>.png")
    expect(opened.locator("#picture-name")).to_have_text("“<b onclick=alert(1)>…”, 60 x 100")


def test_a_picture_from_the_clipboard(opened):
    opened.evaluate(
        """async (bytes) => {
          const blob = new Blob([new Uint8Array(bytes)], { type: "image/png" });
          await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
        }""",
        list(encoded(NOISE)),
    )
    opened.locator("body").click()
    opened.keyboard.press("Control+v")
    expect(opened.locator("#pictures")).to_be_visible()


def test_undo_a_picture_and_reload_it(opened):
    open_noise(opened)
    opened.wait_for_timeout(250)
    opened.reload()
    expect(opened.locator("#pictures")).to_be_visible()
    opened.get_by_role("button", name="Back to typed numbers").click()
    expect(opened.locator("#pictures")).to_be_hidden()
    opened.keyboard.press("Control+z")
    expect(opened.locator("#pictures")).to_be_visible()
    opened.go_back()
    expect(opened.locator("#pictures")).to_be_hidden()
    assert shown(opened)[0] == cd.cross_correlate([[0, 0, 0, 1, 1, 0, 0, 0]] * 8, SOBEL)[0].tolist()


def test_the_window_moves_while_a_mistake_waits(opened):
    open_noise(opened)
    opened.get_by_label("Weights").fill("x")
    opened.get_by_role("button", name="Back to typed numbers").click()
    opened.get_by_label("Window, down").fill("5")
    assert shown(opened) == cd.cross_correlate(GREY, SOBEL)[5:15, :10].tolist()


def test_a_link_says_that_it_leaves_the_picture_out(opened):
    open_noise(opened)
    opened.get_by_role("button", name="Copy the link").click()
    expect(opened.locator("#copied")).to_have_text("Link to all but the picture copied.")
    assert "input=" not in opened.url


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_axe_finds_nothing(opened, scheme, width):
    open_noise(opened)
    opened.get_by_label("Three colours").check()
    opened.set_viewport_size({"width": width, "height": 800})
    opened.emulate_media(color_scheme=scheme)
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    result = Axe().run(opened)
    assert result.violations_count == 0, result.generate_report()
