"""The stepper in a real Chromium: what its script adds, and what is left without it."""

import re

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from matplotlib.colors import to_rgb
from playwright.sync_api import expect

import convdemo as cd
from convdemo import colours

BUMP = [0, 0, 0, 1, 1, 0, 0, 0]
LINE = [BUMP] * 8
DIGIT = cd.datasets.digits().images[0]


@pytest.fixture
def show(page, tmp_path):
    """Return a function that opens the page of a stepper."""

    def open_page(*args, **kwargs):
        path = tmp_path / "walk.html"
        cd.Stepper(*args, **kwargs).to_html(path)
        page.goto(path.as_uri())
        return page

    return open_page


def cells(page, table):
    return page.locator("table").nth(table).locator("tbody td")


def rgb(colour):
    """Return a colour as browsers write it."""
    return f"rgb{tuple(round(255 * part) for part in to_rgb(colour))}"


def marked(page, table, name):
    """Return (row, column) of the cells of a class."""
    return page.evaluate(
        """([index, name]) => {
          const table = document.querySelectorAll("table")[index];
          return [...table.tBodies[0].rows].flatMap((row, r) => [...row.cells].slice(1).flatMap(
            (cell, c) => (cell.classList.contains(name) ? [[r, c]] : [])));
        }""",
        [table, name],
    )


def button(page, name):
    return page.get_by_role("button", name=name)


def slider(page):
    return page.get_by_role("slider", name="Step")


def at(page, step):
    """Expect a step, counted from 0, to be the one that is shown."""
    expect(page.locator("figure")).to_have_attribute("data-step", str(step))
    expect(slider(page)).to_have_value(str(step))
    expect(cells(page, 2).nth(step)).to_have_class(re.compile(r"\bon\b"))


def test_the_first_step_is_shown(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    at(page, 0)
    assert marked(page, 0, "on") == [[r, c] for r in range(3) for c in range(3)]
    assert marked(page, 2, "on") == [[0, 0]]
    expect(page.locator("output")).to_have_text(
        "row 0, column 0: 0*0 + 0*1 + 0*0 + 0*0 + 0*1 + 0*0 + 0*0 + 0*1 + 0*0 + bias 0 = 0"
    )


def test_the_buttons_step(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    for name, step in [("Next", 1), ("Next", 2), ("Back", 1), ("Last", 35), ("Next", 35)]:
        button(page, name).click()
        at(page, step)
    for name, step in [("Back", 34), ("First", 0), ("Back", 0)]:
        button(page, name).click()
        at(page, step)


@pytest.mark.parametrize(
    ("x", "kernel", "settings"),
    [
        (BUMP, [1, 2, 3], {"padding": "causal", "dilation_rate": 2}),
        (BUMP, [1, 2, 3], {"padding": "same", "strides": 3}),
        (DIGIT, [[1, 2], [3, 4], [5, 6]], {"padding": "same", "strides": (2, 3)}),
        (DIGIT, [[1, 2], [3, 4], [5, 6]], {"dilation_rate": (3, 2)}),
        ([[7]], [[2]], {}),
    ],
)
def test_at_each_step_window_output_and_sum_are_its_own(show, x, kernel, settings):
    page = show(x, kernel, **settings)
    walk = cd.steps(x, kernel, **settings)
    padded = [float(text) for text in cells(page, 0).all_text_contents()]
    width = page.locator("table").first.locator("tbody tr").first.locator("td").count()
    for i, step in enumerate(walk):
        at(page, i)
        window = [padded[row * width + column] for row, column in marked(page, 0, "on")]
        assert window == step.patch.ravel().tolist()
        assert marked(page, 2, "on") == [[0, *step.position][-2:]]
        terms = page.locator("output").text_content().partition(":\n")[2]
        products = re.findall(r"(\S+)\*(\S+)", terms)
        assert [float(x) * float(w) for x, w in products] == step.products.ravel().tolist()
        button(page, "Next").click()


COLOUR = np.stack([[[1, 2], [3, 4], [5, 6]], np.ones((3, 2)), -np.eye(3)[:, :2]], axis=-1)
PIXELS = np.random.default_rng(0).integers(0, 9, (4, 4, 3))


@pytest.mark.parametrize(
    ("x", "kernel", "settings"),
    [
        (PIXELS, COLOUR, {"padding": "same", "strides": (2, 1)}),
        (PIXELS[:3, :2], COLOUR, {}),
        (PIXELS[0], COLOUR[0], {"channels": True, "padding": "causal"}),
    ],
)
def test_at_each_step_the_window_lies_in_every_channel(show, x, kernel, settings):
    page = show(x, kernel, **settings)
    padded = [float(text) for text in cells(page, 0).all_text_contents()]
    width = page.locator("table").first.locator("tbody tr").first.locator("td").count()
    for i, step in enumerate(cd.steps(x, kernel, **settings)):
        at(page, i)
        window = [padded[row * width + column] for row, column in marked(page, 0, "on")]
        grids = np.moveaxis(step.patch, -1, 0)
        assert window == (np.hstack(grids) if x.ndim == 3 else grids).ravel().tolist()
        total = page.locator("output").text_content().splitlines()[-1]
        assert float(total.rpartition("= ")[2]) == step.value
        button(page, "Next").click()


def test_an_outline_closes_where_a_channel_ends(show):
    page = show(np.ones((2, 2, 3)), np.ones((2, 2, 3)))
    sides = "e => getComputedStyle(e).boxShadow"
    right, left = (f"{sign}3px 0px 0px 0px inset" for sign in ("-", ""))
    for i in range(6):
        shadow = cells(page, 0).nth(i).evaluate(sides)
        assert (right in shadow, f" {left}" in shadow) == (i % 2 == 1, i % 2 == 0)


@pytest.mark.parametrize("x", [PIXELS, PIXELS[0]])
def test_the_list_has_a_line_for_the_sum_of_all_channels(show, x):
    kernel = COLOUR if x.ndim == 3 else COLOUR[0]
    page = show(x, kernel, channels=True)
    page.locator("summary").click()
    *_, before, total = page.locator("li").first.inner_text().splitlines()
    assert before.startswith(("channel 2: ", "+ "))
    assert re.fullmatch(r"-?\d+ \+ -?\d+ \+ -?\d+ \+ bias 0 = -?\d+", total)


def test_on_paper_nothing_of_three_channels_is_cut_off(show):
    page = show(np.ones((8, 8, 3)), np.ones((3, 3, 3)), padding="same")
    page.set_viewport_size({"width": 718, "height": 1000})  # A4 with margins of a centimetre
    page.emulate_media(media="print")
    pane = page.locator("figcaption + div")
    assert pane.evaluate("each => each.scrollWidth <= each.clientWidth")


def test_the_arrow_keys_cross_from_channel_to_channel(show):
    page = show(PIXELS, COLOUR)
    cells(page, 0).nth(3).click()
    page.keyboard.press("ArrowRight")
    expect(cells(page, 0).nth(4)).to_be_focused()
    expect(cells(page, 0).nth(4)).to_have_attribute("title", "feeds 1 of 6 outputs")
    assert marked(page, 2, "fed") == [[0, 0]]
    assert page.get_by_role("columnheader", name="channel 1").count() == 2


def test_a_line_of_the_sum_for_each_row_of_the_filter(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    lines = page.locator("output").text_content().splitlines()
    assert [line.count("*") for line in lines] == [0, 3, 3, 3, 0]
    assert lines[0] == "row 0, column 0:"
    assert page.locator("output").evaluate("each => each.getClientRects().length") == 1
    heights = "[...document.querySelectorAll('output')].map(each => each.offsetHeight)"
    one = page.evaluate("parseFloat(getComputedStyle(document.querySelector('output')).lineHeight)")
    assert round(page.evaluate(heights)[0] / one) == 5
    page.locator("summary").click()
    item = page.locator("li").first
    assert item.inner_text().startswith("row 0, column 0: 0*0 + 0*1 + 0*0 + 0*0 + ")


def test_dilated_taps_are_outlined_apart(show):
    page = show(DIGIT, cd.filters.VERTICAL_LINE, dilation_rate=2)
    assert marked(page, 0, "on") == [[r, c] for r in (0, 2, 4) for c in (0, 2, 4)]
    sides = cells(page, 0).first.evaluate(
        "e => getComputedStyle(e).boxShadow.match(/inset/g).length"
    )
    assert sides == 2 * 4 + 1  # two lines on each of the four sides, and the grid's own


def test_one_outline_around_a_window(show):
    page = show(DIGIT, cd.filters.VERTICAL_LINE)
    count = "e => getComputedStyle(e).boxShadow.match(/inset/g).length - 1"
    assert [cells(page, 0).nth(i).evaluate(count) for i in (0, 1, 9)] == [4, 2, 0]


def test_hovering_or_focusing_an_output_selects_its_step(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    cells(page, 2).nth(8).hover()
    at(page, 8)
    cells(page, 2).nth(20).click()
    at(page, 20)
    expect(cells(page, 2).nth(20)).to_be_focused()


def test_the_focus_goes_along_with_the_step(timed, tmp_path):
    cd.Stepper(BUMP, [1, 1]).to_html(tmp_path / "walk.html")
    timed.goto((tmp_path / "walk.html").as_uri())
    cells(timed, 2).first.focus()
    cells(timed, 2).nth(3).hover()
    at(timed, 3)
    expect(cells(timed, 2).nth(3)).to_be_focused()
    button(timed, "Play").evaluate("play => play.click()")  # the focus stays
    timed.clock.run_for(2000)
    at(timed, 5)
    expect(cells(timed, 2).nth(5)).to_be_focused()


@pytest.mark.parametrize("how", ["hover", "click"])
def test_an_input_outlines_every_output_that_it_feeds(show, how):
    page = show(DIGIT, [[1, 2], [3, 4], [5, 6]], padding="same", dilation_rate=2)
    padded = page.locator("table").first.locator("tbody tr").first.locator("td").count()
    getattr(cells(page, 0).nth(4 * padded + 5), how)()
    reads = page.evaluate("JSON.parse(document.querySelector('figure').dataset.reads)")
    fed = [
        [r, c]
        for r, rows in enumerate(reads[0])
        for c, columns in enumerate(reads[1])
        if 4 in rows and 5 in columns
    ]
    assert len(fed) == 6
    assert marked(page, 2, "fed") == fed
    assert cells(page, 0).nth(4 * padded + 5).get_attribute("title") == "feeds 6 of 64 outputs"
    page.get_by_text("Filter, 3 x 2").hover()
    if how == "hover":
        assert marked(page, 2, "fed") == []


def test_an_input_beyond_the_last_stride_feeds_nothing(show):
    page = show([1, 2, 3, 4], [1], strides=3)
    cells(page, 0).nth(1).hover()
    assert marked(page, 2, "fed") == []
    cells(page, 0).nth(3).hover()
    assert marked(page, 2, "fed") == [[0, 1]]


def test_the_keyboard_alone_reaches_everything(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    reached = []
    for _ in range(9):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent || 'slider'"))
    assert reached == ["0", "0", "First", "Back", "slider", "Next", "Last", "Play", "All 36 sums"]
    page.keyboard.press("Enter")
    expect(page.locator("li").last).to_be_visible()
    for key, step in [("ArrowRight", 1), ("ArrowRight", 2), ("End", 35), ("Home", 0)]:
        slider(page).press(key)
        at(page, step)
    button(page, "Next").press("Enter")
    at(page, 1)
    button(page, "Next").press("Space")
    at(page, 2)


def test_arrow_keys_walk_the_map_and_stop_at_its_edges(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    cells(page, 2).first.focus()
    for key, step in [("Down", 6), ("Right", 7), ("Up", 1), ("Up", 1), ("Left", 0), ("Left", 0)]:
        page.keyboard.press(f"Arrow{key}")
        at(page, step)
        expect(cells(page, 2).nth(step)).to_be_focused()


def test_no_header_can_be_walked_to(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    page.locator("thead td").first.click()
    page.locator("tbody th").first.click()
    assert page.locator(":is(th, thead td)[tabindex]").count() == 0
    cells(page, 0).nth(8).click()
    for key in ("ArrowLeft", "ArrowUp", "ArrowUp"):
        page.keyboard.press(key)
    expect(cells(page, 0).first).to_be_focused()


def test_arrow_keys_walk_the_input(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    cells(page, 0).first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    expect(cells(page, 0).nth(9)).to_be_focused()
    assert marked(page, 2, "fed") == [[0, 0], [0, 1], [1, 0], [1, 1]]
    at(page, 0)


def test_one_tab_stop_in_each_grid_and_keys_are_kept_from_jupyterlab(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    button(page, "Last").click()
    cells(page, 0).nth(5).click()
    for table in (0, 2):
        assert page.locator("table").nth(table).locator("[tabindex]").count() == 1
    focusable = page.locator("figure :is([tabindex], button, input)")
    assert focusable.count() == 8
    for each in focusable.all():
        expect(each).to_have_attribute("data-lm-suppress-shortcuts", "")


def test_what_a_screen_reader_is_told(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    for _ in range(8):
        button(page, "Next").click()
    expect(slider(page)).to_have_attribute("aria-valuetext", "Step 9 of 36, row 1, column 2")
    expect(page.get_by_role("figure", name="Step by step", exact=True)).to_be_visible()
    assert page.locator("[aria-live], [role=status], [role=alert]").count() == 1
    expect(page.locator("output")).to_have_attribute("aria-live", "polite")
    expect(page.get_by_role("gridcell", selected=True)).to_have_text("3")
    expect(page.get_by_role("group", name="Step through")).to_be_visible()
    assert page.get_by_role("rowheader").count() == 8 + 3 + 6
    assert page.get_by_role("columnheader").count() == 8 + 3 + 6


def test_play_steps_once_a_second_on_request_and_stops_at_the_end(timed, tmp_path):
    cd.Stepper([1, 2, 3, 4], [1, 1]).to_html(tmp_path / "walk.html")
    timed.goto((tmp_path / "walk.html").as_uri())
    timed.clock.run_for(10_000)
    at(timed, 0)
    button(timed, "Play").click()
    at(timed, 0)
    expect(timed.locator("output")).to_have_attribute("aria-live", "off")
    timed.clock.run_for(1000)
    at(timed, 1)
    button(timed, "Pause").click()
    timed.clock.run_for(5000)
    at(timed, 1)
    button(timed, "Play").click()
    timed.clock.run_for(5000)
    at(timed, 2)
    expect(timed.locator("output")).to_have_attribute("aria-live", "polite")
    button(timed, "Play").click()
    at(timed, 0)


@pytest.mark.parametrize("what", ["Next", "slider", "output"])
def test_stepping_by_hand_ends_the_play(timed, tmp_path, what):
    cd.Stepper(BUMP, [1, 1]).to_html(tmp_path / "walk.html")
    timed.goto((tmp_path / "walk.html").as_uri())
    button(timed, "Play").click()
    if what == "Next":
        button(timed, "Next").click()
    elif what == "slider":
        slider(timed).press("ArrowRight")
    else:
        cells(timed, 2).nth(1).hover()
    timed.clock.run_for(3000)
    at(timed, 1)
    expect(button(timed, "Play")).to_be_visible()


def test_a_figure_taken_away_stops_playing(timed, tmp_path):
    cd.Stepper(BUMP, [1, 1]).to_html(tmp_path / "walk.html")
    timed.goto((tmp_path / "walk.html").as_uri())
    button(timed, "Play").click()
    step = timed.evaluate_handle("document.querySelector('figure')")
    timed.evaluate("document.querySelector('figure').remove()")
    timed.clock.run_for(5000)
    assert step.evaluate("figure => figure.dataset.step") == "0"


def test_nothing_plays_where_motion_is_reduced(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    expect(button(page, "Play")).to_be_visible()
    page.emulate_media(reduced_motion="reduce")
    expect(button(page, "Play")).to_be_hidden()
    button(page, "Next").click()
    at(page, 1)


def test_two_figures_step_apart_and_a_script_run_again_adds_nothing(page):
    first = cd.Stepper(BUMP, [1, 1], title="first")._repr_html_()
    second = cd.Stepper(LINE, cd.filters.VERTICAL_LINE, title="second")._repr_html_()
    page.set_content(f"<main>{first}{second}{first}</main>")
    expect(button(page, "Next")).to_have_count(3)
    button(page, "Next").nth(1).click()
    steps = page.locator("figure").evaluate_all("all => all.map((each) => each.dataset.step)")
    assert steps == ["0", "1", "0"]


def test_a_title_is_text(show):
    page = show(BUMP, [1], title="<img src=x onerror=alert(1)></title><script>alert(2)</script>")
    assert page.locator("img").count() == 0
    expect(page.get_by_role("heading")).to_contain_text("<script>alert(2)</script>")
    assert page.title().startswith("<img")


def test_the_step_is_told_beside_the_slider(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    expect(page.get_by_text("Step 1 of 36")).to_be_visible()
    button(page, "Last").click()
    expect(page.get_by_text("Step 36 of 36")).to_be_visible()
    box, told = slider(page).bounding_box(), page.get_by_text("Step 36 of 36").bounding_box()
    assert box["x"] + box["width"] <= told["x"] <= box["x"] + box["width"] + 20
    assert box["y"] < told["y"] + told["height"] / 2 < box["y"] + box["height"]
    button(page, "Back").click()
    expect(page.get_by_text("Step 35 of 36")).to_be_visible()


# As in JupyterLab at 200 % on a laptop: a column beside panels, with much below it.
COLUMN = """<!doctype html><main lang="en" style="width: {width}px; font: 16px system-ui">
<p>Above.</p>{figure}<p style="height: 900px">Below.</p></main>"""


def is_inside(locator, width=683, height=384):
    """Say whether a part lies in the window, and in each pane around it that scrolls."""
    return locator.evaluate(
        """(each, [width, height]) => {
          const inner = each.getBoundingClientRect();
          const views = [{ left: 0, top: 0, right: width, bottom: height }];
          for (let pane = each.parentElement; pane !== document.body; pane = pane.parentElement)
            if (getComputedStyle(pane).overflowY === "auto") {
              const { left, top } = pane.getBoundingClientRect();
              const [right, bottom] = [left + pane.clientWidth, top + pane.clientHeight];
              views.push({ left, top, right, bottom });
            }
          return views.every((view) => inner.left > view.left - 1 && inner.top > view.top - 1 &&
            inner.right < view.right + 1 && inner.bottom < view.bottom + 1);
        }""",
        [width, height],
    )


@pytest.mark.parametrize(
    ("x", "kernel", "width", "view"),
    [
        (LINE, cd.filters.VERTICAL_LINE, 350, (683, 384)),
        (np.ones((16, 16)), cd.filters.VERTICAL_LINE, 350, (683, 384)),
        (np.ones((16, 16)), cd.filters.VERTICAL_LINE, 1200, (1280, 400)),
        (np.ones(16), [1, 1, 1], 350, (683, 384)),
    ],
    ids=["8 x 8", "16 x 16", "wide", "sequence"],
)
def test_at_200_percent_controls_and_sum_stay_beside_the_window(page, x, kernel, width, view):
    page.set_viewport_size(dict(zip(("width", "height"), view, strict=True)))
    stepper = cd.Stepper(x, kernel)
    page.set_content(COLUMN.format(width=width, figure=stepper._repr_html_()))
    page.locator("figure").evaluate("figure => figure.scrollIntoView()")
    scrolled = page.evaluate("scrollY")
    last = cells(page, 2).count() - 1
    for name, step in [("Last", last), ("Back", last - 1), ("First", 0), ("Last", last)]:
        button(page, name).click()
        at(page, step)
        parts = [slider(page), page.locator("output"), *page.locator(".on").all()]
        assert all(is_inside(part, *view) for part in parts), name
        assert page.evaluate("scrollY") == scrolled


def test_stepping_never_moves_the_page(page):
    figure = cd.Stepper(LINE, cd.filters.VERTICAL_LINE)._repr_html_()
    page.set_viewport_size({"width": 683, "height": 384})
    page.set_content(COLUMN.format(width=350, figure=figure))
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    scrolled = page.evaluate("[scrollX, scrollY]")
    assert scrolled[1] > 400
    button(page, "Last").evaluate("last => last.click()")
    at(page, 35)
    assert page.evaluate("[scrollX, scrollY]") == scrolled


def test_a_table_stays_where_a_pointer_is(page):
    figure = cd.Stepper(np.ones((16, 16)), cd.filters.VERTICAL_LINE)._repr_html_()
    page.set_viewport_size({"width": 683, "height": 384})
    page.set_content(COLUMN.format(width=350, figure=figure))
    cells(page, 2).nth(15).hover()
    at(page, 15)
    places = "[...document.querySelectorAll('table')].map((each) => each.scrollTop)"
    before = page.evaluate(places)
    cells(page, 2).nth(16).hover()
    at(page, 16)
    assert page.evaluate(places) == before


def test_a_low_window_means_nothing_in_print(show):
    page = show(np.ones((16, 16)), cd.filters.VERTICAL_LINE)
    page.set_viewport_size({"width": 1280, "height": 400})
    height = "document.querySelector('table').offsetHeight"
    assert page.evaluate(height) < 250
    page.emulate_media(media="print")
    assert page.evaluate(height) > 500


def test_the_hint_is_there_until_the_script_has_run(browser, page):
    html = f"<main>{cd.Stepper(BUMP, [1, 1])._repr_html_()}</main>"
    context = browser.new_context(java_script_enabled=False)
    still = context.new_page()
    still.set_content(html)
    expect(still.get_by_text("Run this cell to step through.")).to_be_visible()
    context.close()
    page.set_content(html)
    expect(button(page, "Next")).to_be_visible()
    assert page.get_by_text("Run this cell").count() == 0


def test_without_scripts_the_tables_tell_the_story(browser, tmp_path):
    cd.Stepper(LINE, cd.filters.VERTICAL_LINE, padding="same").to_html(tmp_path / "walk.html")
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((tmp_path / "walk.html").as_uri())
    expect(page.locator("table")).to_have_count(3)
    assert page.locator("button, input").count() == 0
    page.get_by_text("All 64 sums").click()
    expect(page.locator("li").nth(10)).to_contain_text("row 1, column 2: 0*0 + 0*1 + 1*0 + 0*0")
    context.close()


def test_print_shows_all_sums_and_no_controls(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    expect(page.locator("li").last).not_to_be_visible()
    page.emulate_media(media="print")
    expect(button(page, "Next")).to_be_hidden()
    for item in page.locator("li").all():
        assert item.evaluate("each => each.checkVisibility({ contentVisibilityAuto: true })")
        assert item.bounding_box()["height"] > 5


@pytest.mark.parametrize("x", [LINE, np.ones((16, 16))])
def test_at_400_percent_nothing_scrolls_the_page_sideways(show, x):
    page = show(x, cd.filters.VERTICAL_LINE, padding="same")
    page.set_viewport_size({"width": 320, "height": 256})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    table = page.locator("table").first.bounding_box()
    if len(x) == 8:
        assert table["x"] + table["width"] <= 320


def test_forced_colors_keep_the_window_visible(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    page.emulate_media(forced_colors="active")
    style = "e => getComputedStyle(e).outlineStyle"
    assert cells(page, 0).nth(0).evaluate(style) == "solid"
    assert cells(page, 0).nth(5).evaluate(style) == "none"


def test_padding_is_shaded_as_the_zero_it_is_and_hatched(show):
    page = show(np.full((2, 2), 9), np.ones((3, 3)), padding="same")
    look = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).backgroundImage]"
    looks = [cell.evaluate(look) for cell in cells(page, 0).all()]
    black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    row = [black, white, white, black]
    assert [color for color, _ in looks] == [black] * 4 + row + row + [black] * 4
    assert all(("gradient" in image) == (color == black) for color, image in looks)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_are_shaded_by_their_value(show, scheme):
    page = show([[0, 1], [2, 4]], [[-1, 2]])
    page.emulate_media(color_scheme=scheme)
    look = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    black, white = "rgb(0, 0, 0)", "rgb(255, 255, 255)"
    greys = [cells(page, 0).nth(i).evaluate(look) for i in range(4)]
    middle = [["rgb(64, 64, 64)", white], ["rgb(128, 128, 128)", black]]
    assert greys == [[black, white], *middle, [white, black]]
    below, above = (cells(page, 1).nth(i).evaluate(look) for i in range(2))
    assert above == [rgb(colours.ABOVE), white]
    assert below == ["rgb(144, 178, 214)", black]


def test_the_window_is_outlined_dark_and_light(show):
    page = show(LINE, cd.filters.VERTICAL_LINE)
    shadow = cells(page, 0).first.evaluate("e => getComputedStyle(e).boxShadow")
    assert [shadow.count(rgb(each)) for each in (colours.WINDOW, colours.AROUND)] == [2, 2]
    assert shadow.count(rgb(colours.LINE)) == 1


@pytest.mark.parametrize(
    ("scheme", "media"), [("light", "screen"), ("dark", "screen"), ("light", "print")]
)
@pytest.mark.parametrize(
    ("x", "kernel", "said"),
    [
        (DIGIT[2], [-1, 2, -1], {}),
        (DIGIT, cd.filters.SOBEL_VERTICAL, {}),
        (PIXELS, COLOUR, {}),
        (PIXELS[0], COLOUR[0], {"channels": True}),
    ],
    ids=["1d", "2d", "channels", "channels-1d"],
)
def test_axe_finds_nothing(show, scheme, media, x, kernel, said):
    page = show(x, kernel, padding="same", activation="relu", bias=-3, **said)
    button(page, "Next").click()
    page.locator("summary").click()
    page.emulate_media(color_scheme=scheme, media=media)
    result = Axe().run(page)
    assert result.violations_count == 0, result.generate_report()
