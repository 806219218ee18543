"""The playground in a real Chromium: what it shows, what it refuses, what it hands out."""

import re
import sys
from pathlib import Path

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from playground_page import PLAYGROUND, shown, table
from playwright.sync_api import expect

import convdemo as cd
from convdemo import colours

ROOT = Path(__file__).parents[1]

REDRAW = """() => {
  const numbers = (seed) => Array.from({ length: LENGTH }, (_, r) =>
    Array.from({ length: LENGTH }, (_, c) => (r * 7 + c * 3 + seed) % 11).join(" ")).join("\\n");
  const input = document.getElementById("input"), times = [];
  for (let seed = 0; seed < 30; seed += 1) {
    input.value = numbers(seed);
    const start = performance.now();
    input.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    times.push(performance.now() - start);
  }
  return Math.min(...times.slice(1));
}"""


# That the two scripts are current, too, takes Node: `.ci/run lint`.
def test_the_page_is_current(monkeypatch):
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    from build_playground import page

    text = PLAYGROUND.read_text(encoding="utf-8")
    bundled, _ = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    stepper = (ROOT / "convdemo" / "stepper.min.js").read_text(encoding="utf-8")
    assert text == page(bundled, stepper), "run tools/build_playground.py"


def test_the_page_is_small():
    assert PLAYGROUND.stat().st_size <= 100_000


def test_the_page_names_no_other_place():
    text = PLAYGROUND.read_text(encoding="utf-8")
    assert "http:" not in text
    assert "https:" not in text
    assert "default-src 'none'" in text


@pytest.mark.parametrize(
    ("preset", "bank", "rows"),
    [
        ("1D example: a bump", "vertical_line", [[0, 0, 1, 1, 0, 0]]),
        ("1D example: a bump", "vertical_ridge", [[0, -1, 1, 1, -1, 0]]),
        ("2D example: a vertical line", "vertical_line", [[0, 0, 3, 3, 0, 0]] * 6),
        ("2D example: a vertical line", "horizontal_line", [[0, 1, 2, 2, 1, 0]] * 6),
        ("white", "vertical_line", [[3] * 6] * 6),
    ],
)
def test_the_worked_examples(opened, preset, bank, rows):
    opened.get_by_label("Start from").select_option(preset)
    opened.get_by_label("From the bank").select_option(bank)
    assert shown(opened) == rows


def test_every_filter_of_the_bank_on_a_digit(opened):
    opened.get_by_label("Start from").select_option("handwritten digit")
    digit = cd.datasets.digits().images[0]
    for name, each in cd.filters.BANK.items():
        opened.get_by_label("From the bank").select_option(name)
        expected = cd.cross_correlate(digit, each.weights)
        np.testing.assert_allclose(table(opened), expected, rtol=0, atol=1e-5)
        expect(opened.locator("#responds-to")).to_contain_text(each.responds_to)


def test_every_preset_fits_and_is_found_again(opened):
    names = opened.locator("#preset option").all_text_contents()[1:]
    assert len(names) >= 8
    for name in names:
        opened.get_by_label("Start from").select_option(name)
        assert opened.locator(".problem:not(:empty)").count() == 0
        expect(opened.get_by_label("Start from")).to_have_value(name)


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("input", "", "Type at least one number."),
        ("input", "1 2\n3 x", "Row 1, column 1 must be a number, such as -1, 0.5 or 1/9, but is"),
        ("input", "1 2 3\n4 5", "All rows must be equally long, but row 0 has 3 and row 1 has 2."),
        ("input", " ".join(["0"] * 29), "At most 28 rows of 28 numbers, but these are 1 of 29."),
        ("input", "0 " * 60_000, "At most 28 rows of 28 numbers."),
        ("input", "red\n1 2\nblue\n3 4", "need the lines red, green and blue, each once above"),
        ("input", "red\n1\ngreen\n1\nblue\n1 2", "equally large, but are 1 x 1, 1 x 1, 1 x 2"),
        ("input", "NaN 1", "Index 0 must be a number"),
        ("input", "1\t\t3", "Index 1 must be a number, but is empty."),
        ("input", "1;;3", "Index 1 must be a number, but is empty."),
        ("input", "0,5 1,5\n2,5", "but row 0 has 2 and row 1 has 1."),
        ("input", "[[[1, 2], [3, 4]]]", "Three levels of brackets: give one channel, x[..., 0]"),
        ("input", "1e9 1", "must be from -1000000 to 1000000, but is “1e9”."),
        ("kernel", "", "Type at least one number."),
        ("kernel", "1 <b>", "Index 1 must be a number"),
        ("kernel", "1/0", "must be from -1000000 to 1000000, but is “1/0”."),
        ("kernel", "1\n" * 12, "At most 11 rows of 11 numbers, but these are 12 of 1."),
        ("kernel", "red\n1\ngreen\n2\nblue\n3", "three colours, but the input has no colours"),
        ("strides", "0", "Strides must be a whole number from 1 to 28, but is “0”."),
        ("strides", "two", "Strides must be a whole number from 1 to 28, but is “two”."),
        ("strides", "1 2 3", "Strides must be one number, or two: rows, columns"),
        ("dilation_rate", "0", "The dilation rate must be a whole number from 1 to 28, but"),
        ("dilation_rate", "", "The dilation rate must be one number, or two: rows, columns"),
        ("dilation_rate", "4", "The filter spans 9 rows, the input has 8"),
        ("bias", "", "The bias must be a number"),
        ("bias", "Infinity", "The bias must be a number"),
        ("brush", "red", "The number to paint with must be a number"),
    ],
)  # fmt: skip
def test_bad_input_is_named_beside_its_control(opened, field, text, said):
    before = shown(opened)
    control = opened.locator(f"#{field}")
    control.fill(text)
    beside = "kernel" if "spans" in said else field
    expect(opened.locator(f"#{beside}-problem")).to_contain_text(said)
    expect(opened.locator(f"#{beside}")).to_have_attribute("aria-invalid", "true")
    expect(control).to_have_value(text)
    assert shown(opened) == before
    if field != "brush":
        expect(opened.locator("#stale")).to_contain_text("last settings without a mistake")
    assert opened.locator(".problem:not(:empty):not(#stale)").count() == 1


def test_settings_that_no_layer_has(opened):
    opened.get_by_label("Strides").fill("2")
    opened.get_by_label("Dilation rate").fill("2")
    expect(opened.locator("#dilation_rate-problem")).to_contain_text("both above 1")
    opened.get_by_label("Strides").fill("1")
    opened.get_by_label("Padding").select_option("causal")
    expect(opened.locator("#padding-problem")).to_contain_text("for sequences only")
    opened.get_by_label("Padding").select_option("same")
    opened.get_by_label("Dilation rate").fill("28")
    expect(opened.locator("#dilation_rate-problem")).to_contain_text("lower the dilation rate")
    opened.get_by_label("Dilation rate").fill("1")
    assert opened.locator(".problem:not(:empty)").count() == 0
    assert len(shown(opened)) == 8


def test_a_filter_of_several_rows_does_not_fit_a_sequence(opened):
    opened.get_by_label("Numbers, one row a line").fill("1 2 3 4")
    expect(opened.locator("#kernel-problem")).to_contain_text("must be one row too")


def test_the_bank_mends_a_filter_that_does_not_fit(opened):
    opened.get_by_label("Weights").fill("1 2\n3 4")
    opened.get_by_label("Start from").select_option("1D example: a bump")
    expect(opened.locator("#kernel-problem")).not_to_be_empty()
    opened.get_by_label("From the bank").select_option("vertical_ridge")
    expect(opened.locator("#kernel-problem")).to_be_empty()
    assert shown(opened) == [[0, -1, 1, 1, -1, 0]]
    opened.get_by_label("Start from").select_option("white")
    expect(opened.get_by_label("Weights")).to_have_value("-1 2 -1\n-1 2 -1\n-1 2 -1")


MARKUP = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"


@pytest.mark.parametrize(
    ("parts", "field"),
    [
        ({"input": MARKUP}, "input"),
        ({"input": "0;" * 20_000}, "input"),
        ({"input": "NaN,1;1,1"}, "input"),
        ({"kernel": MARKUP}, "kernel"),
        ({"kernel": ",".join(["1"] * 10_000)}, "kernel"),
        ({"strides": "99999999999999999999"}, "strides"),
        ({"strides": "1e9"}, "strides"),
        ({"dilation_rate": "-1"}, "dilation_rate"),
        ({"bias": MARKUP}, "bias"),
        ({"padding": MARKUP}, "padding"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_hostile_address_is_named_and_does_nothing(opened, parts, field):
    opened.evaluate(
        """async (parts) => {
          const changed = new Promise((done) =>
            addEventListener("hashchange", done, { once: true }));
          location.hash = new URLSearchParams(parts).toString();
          await changed;
        }""",
        parts,
    )
    expect(opened.locator(f"#{field}-problem")).not_to_be_empty()
    assert len(opened.locator(f"#{field}-problem").text_content()) < 200
    assert opened.locator("img").count() == 0
    assert opened.title() == "Convolution playground"
    assert shown(opened) == [[0, 0, 3, 3, 0, 0]] * 6
    opened.get_by_role("button", name="Next").click()
    expect(opened.locator("output")).to_contain_text("row 0, column 1")


@pytest.mark.parametrize(
    ("step", "instead"),
    [("-1", 0), ("x", 0), ("1e9", 0), ("36", 35), ("99999", 35), ("9" * 30, 0), ("<b>", 0)],
)
def test_a_step_that_is_not_there_is_said(page, step, instead):
    page.goto(f"{PLAYGROUND.as_uri()}#step={step}")
    expect(page.locator("output")).to_contain_text(f"row {instead // 6}, column {instead % 6}:")
    expect(page.locator("#address-note")).to_contain_text(
        f"but the steps are 0 to 35: step {instead} is shown."
    )
    page.get_by_label("Bias").fill("1")
    expect(page.locator("#address-note")).to_be_empty()


def test_one_bad_field_of_an_address_spoils_no_other(page):
    page.goto(f"{PLAYGROUND.as_uri()}#bias=x&kernel=1,0,-1;1,0,-1;1,0,-1&strides=0&relu=1&step=3")
    for field, said in (("bias", "but is “x”"), ("strides", "but is “0”")):
        problem = page.locator(f"#{field}-problem")
        expect(problem).to_contain_text("In the address: ")
        expect(problem).to_contain_text(f"{said}. The default is here instead.")
    assert shown(page) == [[0, 0, 0, 3, 3, 0]] * 6
    expect(page).to_have_url(
        re.compile("#input=[01,;]*&kernel=1,0,-1;1,0,-1;1,0,-1&relu=1&step=3$")
    )


def test_an_address_with_a_sequence_alone_has_a_filter_that_fits(page):
    page.goto(f"{PLAYGROUND.as_uri()}#input=1,2,3,4")
    expect(page.get_by_label("Weights")).to_have_value("0 1 0")
    assert shown(page) == [[2, 3]]


@pytest.mark.parametrize("preset", ["handwritten digit", "three colours"])
def test_the_link_holds_everything(opened, browser, preset):
    opened.get_by_label("Start from").select_option(preset)
    opened.get_by_label("Weights").fill("[[1/9, -2], [0.5, 3]]")
    opened.get_by_label("Strides").fill("2, 1")
    opened.get_by_label("Padding").select_option("reflect")
    opened.get_by_label("Bias").fill("-1.5")
    opened.get_by_label("ReLU").check()
    opened.get_by_label("Flip it").check()
    for _ in range(5):
        opened.get_by_role("button", name="Next").click()
    opened.get_by_role("button", name="Copy the link").click()
    expect(opened.locator("#copied")).to_have_text("Link copied.")
    link = opened.evaluate("navigator.clipboard.readText()")
    assert link == opened.url
    other = browser.new_page()
    other.goto(link)
    for part in ("#table", "#code", "output", "#title"):
        expect(other.locator(part)).to_have_text(opened.locator(part).text_content())
    other.close()


def test_the_address_follows_and_a_reload_loses_nothing(opened):
    opened.get_by_label("Bias").fill("7")
    expect(opened).to_have_url(re.compile("#.*bias=7"))
    opened.reload()
    assert shown(opened) == [[7, 7, 10, 10, 7, 7]] * 6


def test_paint_with_the_mouse(opened):
    opened.get_by_label("Paint with").fill("5")
    cells = opened.locator("table").first.locator("tbody td")
    start, end = cells.nth(0).bounding_box(), cells.nth(2).bounding_box()
    opened.mouse.move(start["x"] + 9, start["y"] + 9)
    opened.mouse.down()
    opened.mouse.move(end["x"] + 9, end["y"] + 9, steps=12)
    opened.mouse.up()
    expect(opened.get_by_label("Numbers")).to_have_value(
        "\n".join(["5 5 5 1 1 0 0 0"] + ["0 0 0 1 1 0 0 0"] * 7)
    )
    assert shown(opened)[:2] == [[5, 5, 3, 3, 0, 0], [0, 0, 3, 3, 0, 0]]


def test_paint_with_a_tap(browser):
    context = browser.new_context(has_touch=True)
    page = context.new_page()
    page.goto(PLAYGROUND.as_uri())
    page.locator("table").first.locator("tbody td").first.tap()
    expect(page.get_by_label("Numbers")).to_have_value(re.compile("^1 0 0 1 1 0 0 0\n0"))
    context.close()


def test_paint_with_the_keyboard(opened):
    cells = opened.locator("table").first.locator("tbody td")
    cells.first.focus()
    for key in ("7", "ArrowRight", "Space", "ArrowDown", "Enter", "Enter"):
        opened.keyboard.press(key)
    expect(cells.nth(9)).to_be_focused()
    first, second = opened.get_by_label("Numbers").input_value().splitlines()[:2]
    assert (first, second) == ("7 1 0 1 1 0 0 0", "0 0 0 1 1 0 0 0")


def test_numbers_are_typed_into_cells(opened):
    opened.locator("table").first.locator("tbody td").nth(9).click()  # paints 1
    for key, word in (("-", "1"), ("5", "-5"), (",", "-5."), ("2", "-5.2"), ("Backspace", "-5.")):
        opened.keyboard.press(key)
        expect(opened.get_by_label("Numbers")).to_have_value(
            re.compile(f"\n0 {re.escape(word)} 0 1")
        )
    opened.keyboard.press("Delete")
    opened.keyboard.press("7")
    opened.keyboard.press("Enter")
    opened.keyboard.press("8")
    expect(opened.get_by_label("Numbers")).to_have_value(re.compile("\n0 8 0 1"))


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_home_and_end_lead_through_each_table(opened, nth):
    cells = opened.locator("table").nth(nth).locator("tbody td")
    width = (8, 3, 6)[nth]
    cells.nth(width).click()
    for key, index in (
        ("End", 2 * width - 1),
        ("Home", width),
        ("ArrowUp", 0),
        ("Control+End", width * width - 1),
        ("ArrowLeft", width * width - 2),
        ("Control+Home", 0),
        ("ArrowUp", 0),
    ):
        opened.keyboard.press(key)
        expect(cells.nth(index)).to_be_focused()


@pytest.mark.parametrize("flip", [False, True])
def test_the_filter_is_painted_too(opened, flip):
    opened.get_by_label("Weights").fill("1/9 2\n3 4")
    opened.get_by_label("Flip it").set_checked(flip)
    cells = opened.locator("table").nth(1).locator("tbody td")
    cells.nth(1).click()
    opened.keyboard.press("-")
    opened.keyboard.press("5")
    text = "1/9 2\n-5 4" if flip else "1/9 -5\n3 4"
    expect(opened.get_by_label("Weights")).to_have_value(text)
    expect(cells.nth(1)).to_have_text("-5")
    cells.nth(1).hover()
    assert opened.locator(".fed").count() == 0


def test_a_cell_of_a_colour_is_painted(opened):
    opened.get_by_label("Numbers").fill("red\n1 2\ngreen\n3 4\nblue\n5 6")
    opened.get_by_label("Weights").fill("1")
    opened.locator("table").first.locator("tbody td").nth(3).click()
    expect(opened.get_by_label("Numbers")).to_have_value("red\n1 2\ngreen\n3 1\nblue\n5 6")


LOOK = """(each) => {
  const { backgroundColor, color } = getComputedStyle(each);
  return [backgroundColor, color].map((name) => name.match(/\\d+/g).map(Number));
}"""


@pytest.mark.parametrize(
    ("x", "kernel"),
    [
        ("handwritten digit", "sobel_vertical"),
        ("dot", "sobel_horizontal"),
        ("2D example: a vertical line", ""),
    ],
)
def test_numbers_have_the_colours_that_python_gives_them(opened, x, kernel):
    opened.get_by_label("Start from").select_option(x)
    opened.get_by_label("Padding").select_option("same")
    if kernel:
        opened.get_by_label("From the bank").select_option(kernel)
    else:
        opened.get_by_label("Weights").fill("-2 0.3 1")
    for i in range(3):
        cells = opened.locator("table").nth(i).locator("tbody td")
        numbers = np.array([float(text) for text in cells.all_text_contents()])
        scale = colours.signed_scale([numbers]) if i else colours.grey_scale(numbers)
        shades = scale.rgb(numbers)
        looks = cells.evaluate_all(f"cells => cells.map({LOOK})")
        assert [shade for shade, _ in looks] == shades.tolist()
        assert [ink for _, ink in looks] == colours.ink_on(shades).tolist()


def sums(page):
    """Return the result of each sum of the list."""
    return [float(text.rpartition("= ")[2]) for text in page.locator("li").all_text_contents()]


@pytest.mark.parametrize("how", ["opened", "opened before"])
def test_all_sums_are_there_when_they_are_looked_at(opened, how):
    if how == "opened before":
        opened.get_by_text("All 36 sums").click()
    opened.get_by_label("Bias").fill("2")
    if how == "opened":
        opened.get_by_text("All 36 sums").click()
    expect(opened.locator("li").last).to_contain_text("row 5, column 5: 0*0 + ")
    expect(opened.locator("li").last).to_contain_text("+ bias 2 = 2")
    assert sums(opened) == [2, 2, 5, 5, 2, 2] * 6


@pytest.mark.parametrize(
    ("x", "kernel", "bias", "said"),
    [
        ("1 1 1", "1/3 1/3 1/3", "0", "1*1/3 + 1*1/3 + 1*1/3\n+ bias 0 = 1"),
        ("2 1", "1/3 1/9", "0", "2*1/3 + 1*1/9\n+ bias 0 ≈ 0.778"),
        ("1 1 1", "0.333333333 0.25 1", "0", "1*0.333 + 1*0.25 + 1*1\n+ bias 0 ≈ 1.58"),
        ("0.0625", "1", "0.5", "0.0625*1\n+ bias 0.5 = 0.5625"),
        ("1234.56", "1", "0", "1234.56*1\n+ bias 0 = 1234.56"),
        ("0.1234567", "1", "0", "0.123*1\n+ bias 0 = 0.123"),
        ("0 0", "1/3 1/3", "-1/7", "0*1/3 + 0*1/3\n+ bias -1/7 ≈ -0.143"),
    ],
)
def test_a_sum_is_exact_or_says_that_it_is_not(opened, x, kernel, bias, said):
    opened.get_by_label("Numbers").fill(x)
    opened.get_by_label("Weights").fill(kernel)
    opened.get_by_label("Bias").fill(bias)
    assert opened.locator("output").text_content().endswith(said)


def test_the_sum_of_each_step_is_of_its_own_settings(opened):
    for bias in ("1", "5"):
        opened.get_by_label("Bias").fill(bias)
        for step in (0, 2, 35):
            opened.locator("table").nth(2).locator("tbody td").nth(step).hover()
            value = opened.locator("table").nth(2).locator("tbody td").nth(step).text_content()
            expect(opened.locator("output")).to_contain_text(f"bias {bias} = {value}")


def test_captions_follow_a_stride_that_changes_no_window(opened):
    opened.get_by_label("Numbers").fill("1 2 3")
    opened.get_by_label("Weights").fill("1 1 1")
    for strides in ("2", "3"):
        opened.get_by_label("Strides").fill(strides)
        expect(opened.locator("caption").nth(1)).to_have_text(f"Filter, 3, strides {strides}")


def test_padding_is_not_painted(opened):
    opened.get_by_label("Padding").select_option("same")
    before = opened.get_by_label("Numbers").input_value()
    opened.locator("table").first.locator("td.pad").first.click()
    expect(opened.get_by_label("Numbers")).to_have_value(before)


def test_three_colours_become_one_number(opened):
    opened.get_by_label("Numbers").fill("red\n1 2 3\ngreen\n4 5 6\nblue\n7 8 9")
    opened.get_by_label("Weights").fill("Red:\n1 2\nblue\n100 0\ngreen\n0 10")
    assert opened.locator("output").text_content() == (
        "index 0:\nred: 1*1 + 2*2 = 5\ngreen: 4*0 + 5*10 = 50\nblue: 7*100 + 8*0 = 700\n"
        "5 + 50 + 700 + bias 0 = 755"
    )
    assert shown(opened) == [[755, 868]]
    heads = opened.locator("table").first.locator("th[scope=colgroup]").all_text_contents()
    assert heads == ["red", "green", "blue"]
    # The window of the second step has two cells in each colour.
    opened.get_by_role("button", name="Next").click()
    window = opened.locator("table").first.locator("td.on").all_text_contents()
    assert window == ["2", "3", "5", "6", "8", "9"]


def test_one_filter_serves_all_colours(opened):
    opened.get_by_label("Numbers").fill("red\n1 2 3\ngreen\n4 5 6\nblue\n7 8 9")
    opened.get_by_label("Weights").fill("1 -1")
    assert shown(opened) == [[-3, -3]]


def test_a_reflected_border(opened):
    opened.get_by_label("Numbers").fill("1 2 3 4")
    opened.get_by_label("Weights").fill("1 1 1")
    opened.get_by_label("Padding").select_option("reflect")
    cells = opened.locator("table").first.locator("tbody td").all_text_contents()
    assert cells == ["2", "1", "2", "3", "4", "3"]
    expect(opened.locator("#code")).to_contain_text('x = np.pad(x, [(1, 1)], mode="reflect")')


def test_flip_turns_the_filter_and_the_code(opened):
    opened.get_by_label("Start from").select_option("dot")
    opened.get_by_label("Weights").fill("1 2 3")
    row = shown(opened)[3]
    assert row == [0, 3, 2, 1, 0, 0]
    opened.get_by_label("Flip it").check()
    assert shown(opened)[3] == [0, 1, 2, 3, 0, 0]
    expect(opened.locator("#title")).to_contain_text("convolution")
    expect(opened.locator("#code")).to_contain_text("np.flip(kernel, (0, 1))")


def test_without_scripts_the_page_says_so(browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(PLAYGROUND.as_uri())
    expect(page.locator("noscript p")).to_be_visible()
    context.close()


@pytest.mark.parametrize("state", ["whole", "wrong", "large"])
@pytest.mark.parametrize(
    ("scheme", "media", "width"),
    [("light", "screen", 1280), ("dark", "screen", 390), ("light", "print", 1280)],
)
def test_axe_finds_nothing(opened, scheme, media, state, width):
    opened.get_by_label("Start from").select_option("handwritten digit")
    opened.get_by_label("From the bank").select_option("sobel_vertical")
    if state == "large":
        opened.get_by_label("Numbers").fill("\n".join(["1 2 3 4 " * 7] * 28))
    if state == "wrong":
        opened.get_by_label("Bias").fill("x")
        opened.get_by_label("Weights").fill("1,5")
    opened.set_viewport_size({"width": width, "height": 800})
    opened.locator("summary").last.click()
    opened.emulate_media(color_scheme=scheme, media=media)
    result = Axe().run(opened)
    assert result.violations_count == 0, result.generate_report()


@pytest.mark.parametrize("width", [320, 390, 768])
def test_no_width_makes_the_page_scroll_sideways(opened, width):
    opened.set_viewport_size({"width": width, "height": 800})
    opened.get_by_label("Numbers").fill("\n".join(["1 " * 28] * 28))
    assert opened.evaluate("document.documentElement.scrollWidth") <= width


def test_print_has_the_settings_and_only_what_is_open(opened):
    opened.get_by_label("Strides").fill("2")
    opened.get_by_label("Bias").fill("-1")
    opened.get_by_label("ReLU").check()
    opened.emulate_media(media="print")
    expect(opened.locator("#summary")).to_have_text(
        "Strides 2 x 2, dilation rate 1 x 1, padding valid, bias -1, ReLU, the filter not flipped."
    )
    expect(opened.locator("#summary")).to_be_visible()
    assert opened.locator("summary:visible, li:visible, form:visible").count() == 0
    opened.emulate_media(media="screen")
    opened.locator("#count").click()
    opened.emulate_media(media="print")
    expect(opened.locator("li").last).to_be_visible()
    expect(opened.locator("li").last).to_contain_text("row 2, column 2:")


def middle(page, selector):
    box = page.locator(selector).bounding_box()
    return box["y"] + box["height"] / 2


def test_on_a_laptop_all_controls_and_the_tables_are_on_one_screen(opened):
    opened.set_viewport_size({"width": 1366, "height": 768})
    for selector in ("#preset", "#bias", "#relu", "table >> nth=2"):
        assert 0 < middle(opened, selector) < 768, selector


@pytest.mark.parametrize("control", ["preset", "kernel", "bias"])
def test_on_a_phone_a_control_and_its_effect_are_on_one_screen(opened, control):
    opened.set_viewport_size({"width": 390, "height": 844})
    part = opened.locator("details.part", has=opened.locator(f"#{control}"))
    if control != "preset":
        part.locator("summary").first.click()
    assert opened.locator("details.part[open]").count() == 1
    assert abs(middle(opened, f"#{control}") - middle(opened, "table >> nth=2")) < 700
    assert opened.locator("table").first.bounding_box()["y"] < 300


def test_a_mistake_opens_its_part(opened):
    opened.set_viewport_size({"width": 390, "height": 844})
    expect(opened.get_by_label("Bias")).to_be_hidden()
    opened.evaluate("location.hash = '#bias=x'")
    expect(opened.locator("#bias-problem")).to_be_visible()


def test_usable_within_half_a_second(page):
    ready = []
    for _ in range(5):
        page.goto(PLAYGROUND.as_uri())
        ready.append(
            page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
        )
    assert min(ready) < 500


@pytest.mark.parametrize(("length", "size", "most"), [(16, 7, 33), (28, 3, 100), (28, 11, 100)])
def test_a_large_input_is_redrawn_at_once(opened, length, size, most):
    opened.get_by_label("Padding").select_option("same")
    opened.get_by_label("Weights").fill("\n".join([" ".join(["1"] * size)] * size))
    # Half of this on a laptop; a slow machine that tests in all its cores takes longer.
    redraw = REDRAW.replace("LENGTH", str(length))
    assert any(opened.evaluate(redraw) < most for _ in range(20))
