"""Slides: what stands on them, how large, and what the keys do."""

import io
import re
from itertools import pairwise

import pytest
from press import LESSONS, by_number, notebook_of, sampled, violations
from pypdf import PdfReader

from convbook.blocks import Block
from convbook.deck import slides
from convbook.guide import parts
from convbook.said import told
from convbook.slides import slides_page
from convbook.spoken import spoken_code
from convlessons.edition import FOLDED, QUESTION

FIRST_STEPPER = """[...document.querySelectorAll(".slides > section")].findIndex(
  (section) => section.querySelector("figure"))"""
IN_PRINT = """Math.max(...[...document.querySelectorAll(".slides > section")].map((section) =>
  Math.max(...[...section.children].map((child) => child.getBoundingClientRect().bottom)) -
  section.getBoundingClientRect().top))"""
MEASURE = """() => [...document.querySelectorAll(".slides > section")].map((section, i) => {
  Reveal.slide(i);
  const { top, left } = section.getBoundingClientRect();
  const shown = [...section.querySelectorAll(":not(aside, aside *)")].filter(
    (element) => element.checkVisibility() && element.getBoundingClientRect().width);
  const boxes = shown.map((element) => element.getBoundingClientRect());
  const written = shown.filter((element) => !element.closest("math") &&
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()));
  return {
    heading: section.querySelector("h1, h2").textContent,
    bottom: Math.max(...boxes.map((box) => box.bottom - top)),
    right: Math.max(...boxes.map((box) => box.right - left)),
    smallest: Math.min(...written.map((element) => parseFloat(getComputedStyle(element).fontSize))),
  };
})"""

CUT = r"^(import |from |assert |display\(|cd\.plot|keras\.utils\.set_random_seed)"
FILLER = "It goes on and on about one thing and then about another one. " * 3


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a function that writes the slides of a lesson once and returns their file."""
    folder = tmp_path_factory.mktemp("slides")

    def write(lesson):
        file = folder / f"{lesson.stem}.html"
        if not file.exists():
            file.write_text(slides_page(lesson), encoding="utf-8")
        return file

    return write


@pytest.fixture
def shown(page, built):
    """Return a function that shows the slides of a lesson."""

    def show(lesson, query=""):
        page.goto("about:blank")  # an address that differs only in its hash would load nothing
        page.goto(built(lesson).as_uri() + query)
        page.wait_for_function("window.Reveal && Reveal.isReady()")
        return page

    return show


@pytest.mark.parametrize("lesson", sampled("02", "05"))
def test_a_slide_fits_the_screen_and_is_read_from_the_last_row(shown, lesson):
    for slide in shown(lesson).evaluate(MEASURE):
        assert slide["bottom"] <= 720, slide
        assert slide["right"] <= 1280, slide
        assert slide["smallest"] >= 20, slide


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_each_question_ends_a_slide_and_its_answer_waits(lesson):
    notebook = notebook_of(lesson)
    deck = slides(notebook)
    ends = [slide for slide in deck if slide.is_question]
    asked = [
        cell
        for cell in notebook["cells"]
        if cell["cell_type"] == "markdown" and QUESTION.search(cell["source"])
    ]
    assert len(ends) == len(asked)
    for slide in deck:
        assert not any(block.is_question for block in slide.blocks[:-1])
    for before, slide in pairwise(deck):
        assert slide.is_answer or slide.is_first or not before.is_question


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_code_is_cut_to_what_is_spoken_of(lesson):
    notebook = notebook_of(lesson)
    for cell, code in zip(notebook["cells"], spoken_code(notebook), strict=True):
        assert not re.search(CUT, code, flags=re.MULTILINE)
        assert not code or FOLDED not in cell["metadata"].get("tags", [])
        assert set(code.splitlines()) <= {*cell["source"].splitlines(), "    ..."}


@pytest.mark.parametrize("gives", ['title = "A map"', 'title += "A map"'])
def test_what_only_a_picture_needed_goes_with_it(gives):
    cell = {"cell_type": "code", "metadata": {}}
    first = f"x = f()\n{gives}\nprint(x)\ncd.plot_image(x, title=title)"
    notebook = {"cells": [cell | {"source": first}, cell | {"source": "print(title)"}]}
    assert spoken_code(notebook)[0] == f"x = f()\n{gives}\nprint(x)"
    for later in ("print(x)", 'title = "Another"\nprint(title)'):
        notebook["cells"][1]["source"] = later
        assert spoken_code(notebook)[0] == "x = f()\nprint(x)"


def test_pictures_share_a_slide_with_each_other_and_with_what_is_asked_and_said_of_them():
    two, asked, said = (slides(notebook_of(LESSONS[i])) for i in (1, 3, 11))
    assert any(len(slide.pictures) == 2 for slide in two)
    assert any(slide.is_question and slide.blocks[0].pictures for slide in asked)
    assert any(slide.blocks[0].pictures and not slide.pictures for slide in said)


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_words_stand_beside_or_below_the_output_that_they_are_about(lesson):
    for before, slide in pairwise(slides(notebook_of(lesson))):
        *_, above, last = [Block("", 0), *before.blocks]
        is_about = last.output_width and above.is_code and not slide.is_question
        are_words = not any(block.longest or block.is_picture for block in slide.blocks)
        assert slide.is_first or not (is_about and are_words), slide


def test_words_find_room_beside_a_narrow_output():
    deck = slides(notebook_of(LESSONS[4]))
    shown = [block.html for slide in deck for block in slide.blocks]
    assert any('class="beside"><pre class="printed"' in html for html in shown)


def test_a_long_paragraph_keeps_its_first_sentence_and_its_terms():
    term = "A kernel has a size. It is called the **kernel size**."
    text = f"A layer slides a filter over it. {FILLER}{term} {FILLER}"
    assert told(text) == f"A layer slides a filter over it. {term}"
    assert told(f"None. (All remarks go.) So it is. {FILLER}") == "None. So it is."


@pytest.mark.parametrize("opening", ["**Predict.** ", '*"', "- ", "$$\n", "| a |\n", "```\n"])
def test_what_is_no_paragraph_stays_whole(opening):
    assert told(opening + FILLER) == opening + FILLER


def test_a_page_has_the_same_bytes_twice_and_no_prompts():
    page = slides_page(LESSONS[0])
    assert slides_page(LESSONS[0]) == page
    assert not re.search(r"In&nbsp;\[|In \[\d", page)
    assert page.count("--window:") == 1  # the style that each picture of a notebook brings


def test_a_page_has_no_signs_of_a_terminal_and_its_pictures_in_few_bytes():
    page = slides_page(LESSONS[13])
    assert "\x1b" not in page
    assert "image/png" not in slides_page(LESSONS[2])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lesson", sampled("02"))
def test_slides_have_no_fault_of_access(page, built, lesson, scheme):
    page.emulate_media(color_scheme=scheme)
    page.goto(built(lesson).as_uri() + "?print-pdf")  # all of them below each other
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_stepper_on_a_slide_has_no_fault_of_access(shown, scheme):
    page = shown(LESSONS[1])
    page.emulate_media(color_scheme=scheme)
    page.evaluate(f"Reveal.slide({FIRST_STEPPER})")
    assert violations(page) == []


@pytest.mark.parametrize("lesson", sampled("02", "05"))
def test_pictures_keep_their_descriptions(shown, lesson):
    undescribed = """[...document.images].filter((image) =>
      !image.alt && !image.closest("[aria-hidden=true]")).length"""
    assert shown(lesson).evaluate(undescribed) == 0


def test_a_stepper_takes_its_keys_and_no_others(shown):
    page = shown(LESSONS[1])
    at = page.evaluate(FIRST_STEPPER)
    page.evaluate(f"Reveal.slide({at})")
    slider = page.locator("section.present input[type=range]")

    def state():
        step = page.locator("section.present figure").first.get_attribute("data-step")
        return page.evaluate("Reveal.getIndices().h") - at, int(step)

    page.get_by_role("button", name="Next", exact=True).click()
    assert state() == (0, 1)
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert state() == (0, 2)
    page.locator("section.present [role=grid] [tabindex]").last.focus()
    page.keyboard.press("ArrowDown")
    assert state() == (0, 8)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Reveal.getIndices().h") == at + 1
    page.keyboard.press("ArrowLeft")
    slider.focus()
    page.keyboard.press("PageDown")
    assert page.evaluate("Reveal.getIndices().h") == at + 1


def test_the_speaker_reads_the_guide(shown):
    page = shown(LESSONS[1], "#/2")
    heading = page.locator("section.present h2").text_content()
    with page.expect_popup() as popup:
        page.keyboard.press("s")
    notes = popup.value.locator(".speaker-controls-notes")
    notes.get_by_text("Ask.").wait_for()
    assert notes.get_by_text("Key.").count() == 1
    words = re.sub(r"\W+", " ", parts(LESSONS[1].stem)[heading])
    assert words.strip()[-40:] in re.sub(r"\W+", " ", notes.inner_text())
    upcoming = popup.value.frame_locator("#upcoming-slide iframe")
    upcoming.locator("html.deck section.present").wait_for()
    popup.value.close()


@pytest.mark.parametrize("query", ["", "?print-pdf"])
def test_each_slide_prints_as_a_page(page, built, query):
    page.goto(built(LESSONS[1]).as_uri() + query)
    count = page.locator(".slides > section").count()
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(pdf.pages) == count
    assert "Convolve an image" in pdf.pages[0].extract_text()
    assert "In one minute" in pdf.pages[-1].extract_text()


@pytest.mark.parametrize("query", ["", "?print-pdf"])
def test_nothing_is_cut_off_in_print(page, built, query):
    page.goto(built(LESSONS[10]).as_uri() + query)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(IN_PRINT) <= 719


def test_a_phone_prints_slides(page, built):
    page.set_viewport_size({"width": 390, "height": 640})
    page.goto(built(LESSONS[1]).as_uri())
    pdf = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(pdf.pages) == page.locator(".slides > section").count()
    assert page.locator("html.deck").count() == 0


@pytest.mark.parametrize("lesson", [LESSONS[1], LESSONS[3], *LESSONS[8:10]], ids=by_number)
def test_on_a_phone_and_at_400_percent_it_is_a_text(page, built, lesson):
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 640})
        page.goto(built(lesson).as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("html.deck").count() == 0
