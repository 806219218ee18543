"""Handouts: a page of questions to answer with a pencil, and a page with the key."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from press import LESSONS, NOTEBOOKS, by_number, notebook_of, sampled, violations
from pypdf import PdfReader

from convbook.blanks import blank
from convbook.drawn import drawn_tasks
from convbook.handouts import handout
from convbook.outputs import printed, shown
from convbook.recorded import NUMBER
from convbook.tasks import tasks
from convcheck.course import EXERCISES
from convlessons.edition import QUESTION

FULLEST = """() => [...document.querySelectorAll(".columns > div")].map((column) => {
  const page = column.closest("article").getBoundingClientRect();
  const end = page.top + (256 * 96) / 25.4; // of a page of Letter
  const boxes = [...column.querySelectorAll("*")].map((each) => each.getBoundingClientRect());
  return [
    Math.max(0, ...boxes.map((box) => box.bottom)) - end,
    Math.max(0, ...boxes.map((box) => box.right)) - column.getBoundingClientRect().right,
  ];
})"""


# Code in a text that goes on in the next line.
BROKEN = """() => [...document.querySelectorAll("p > code")]
  .filter((code) => code.getClientRects().length > 1)
  .map((code) => code.textContent)"""


@pytest.fixture
def opened(page, tmp_path):
    """Return a function that opens a handout."""

    def show(lesson, seed=None):
        file = tmp_path / "handout.html"
        file.write_text(handout(lesson, seed), encoding="utf-8")
        page.goto(file.as_uri())
        return page

    return show


@pytest.mark.parametrize("seed", [None, pytest.param(7, marks=pytest.mark.thorough)])
# The fullest key, pictures, the longest question.
@pytest.mark.parametrize("lesson", sampled("07", "13", "14"))
def test_one_page_asks_and_one_answers(opened, lesson, seed):
    if not handout(lesson, seed):
        return  # lesson 14 asks for code, not for numbers
    page = opened(lesson, seed)
    for size in ("A4", "Letter"):
        pdf = PdfReader(io.BytesIO(page.pdf(format=size)))
        questions, key = (each.extract_text() for each in pdf.pages)
        assert "Name" in questions
        assert "Key:" in key
    page.emulate_media(media="print")
    for below, beside in page.evaluate(FULLEST):
        assert below <= 1
        assert beside <= 1
    assert page.evaluate(BROKEN) == []


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_each_question_is_there_with_its_recorded_answer(lesson):
    soup = BeautifulSoup(handout(lesson), "html.parser")
    cells = notebook_of(lesson)["cells"]
    asked = [
        cell
        for cell in cells
        if cell["cell_type"] == "markdown" and QUESTION.search(cell["source"])
    ]
    on_paper = [cell for cell in asked if "the slider" not in cell["source"]]
    assert len(soup.select(".questions section")) == len(on_paper)
    recorded = {
        line.strip()
        for cell in cells
        if cell["cell_type"] == "code"
        for output in printed(cell)
        for line in output.splitlines()
    }
    answers = [line for pre in soup.select(".key pre") for line in pre.text.splitlines()]
    assert {line.strip() for line in answers} <= recorded
    assert all(section.get_text(strip=True)[1:] for section in soup.select(".key section"))


def test_a_blank_asks_and_its_key_tells():
    line = "`[1, 2]` gives [[5 6] [7 8]] and a sum of [2,600] in [two steps] each"
    empty, filled, _, answers = blank(line)
    words = [
        BeautifulSoup(html, "html.parser").get_text(" ", strip=True) for html in (empty, filled)
    ]
    assert words[0] == "[1, 2] gives and a sum of in each"
    assert words[1] == "[1, 2] gives 5 6 7 8 and a sum of 2,600 in two steps each"
    assert empty.count("<td>") == 6
    assert [len(rows) for rows in answers] == [2, 1, 1]


@pytest.mark.parametrize(("line", "message"), [("sum", "has no answer"), ("sum []", "without an")])
def test_a_blank_without_an_answer_says_so(line, message):
    with pytest.raises(ValueError, match=message):
        blank(line)


@pytest.mark.parametrize("lesson", LESSONS, ids=by_number)
def test_the_numbers_of_a_key_are_those_of_the_lesson(lesson):
    """That the answers of blanks are recorded, the press checks itself."""
    cells = notebook_of(lesson)["cells"]
    told = " ".join(cell["source"] for cell in cells)
    given = [text for cell in cells if "outputs" in cell for text in (*printed(cell), *shown(cell))]
    known = {float(each.replace(",", "")) for each in NUMBER.findall(" ".join([told, *given]))}
    for cell in cells:
        paper = cell["metadata"].get("handout", {})
        for words in (paper.get("given", ""), paper.get("key", "")):
            numbers = {float(each.replace(",", "")) for each in NUMBER.findall(words)}
            assert {abs(each) for each in numbers} <= {abs(each) for each in known}, cell["id"]


def test_a_design_without_a_solution_shows_no_result_of_what_was_there_before():
    task = tasks(notebook_of(LESSONS[4]))[-1]
    assert "**Design.**" in task.question
    assert not task.blanks
    assert not "(1, 26, 1)" in task.key


@pytest.mark.parametrize(("lesson", "questions"), [(3, "3"), (10, "2 4"), (12, "1 8")])
def test_a_question_about_a_picture_shows_it_or_tells_where_it_is(lesson, questions):
    soup = BeautifulSoup(handout(LESSONS[lesson]), "html.parser")
    found = [
        each.h2.text
        for each in soup.select(".questions section")
        if each.select("img[alt]") or "On the screen: " in each.text
    ]
    assert found == questions.split()


def test_cells_have_the_size_for_a_pencil(opened):
    page = opened(LESSONS[0])
    page.emulate_media(media="print")
    box = page.locator(".write td").first.bounding_box()
    millimetre = 96 / 25.4
    assert box["height"] / millimetre == pytest.approx(8, abs=0.3)
    assert box["width"] / millimetre >= 7.7


def test_brackets_are_as_high_as_what_they_hold(opened):
    """Only with a font for mathematics, and without one, bars cross digits as well."""
    page = opened(LESSONS[4])
    page.emulate_media(media="print")
    bracket, fraction = (
        page.locator(f"math[display=block] {name}").first.bounding_box()["height"]
        for name in ("mo", "mfrac")
    )
    assert bracket >= fraction


@pytest.mark.parametrize("lesson", LESSONS[:-1], ids=by_number)
def test_a_seed_gives_other_numbers_and_the_checkers_key(lesson):
    notebook = notebook_of(NOTEBOOKS / "solutions" / lesson.name)
    first, again, other = (drawn_tasks(notebook, seed) for seed in (7, 7, 8))
    assert first
    assert first == again
    assert [task.given for task in first] != [task.given for task in other]
    on_screen = re.compile(r"[Tt]he (cell|reply)")
    for task in first:
        assert not on_screen.search(task.question)
        assert "Find the bug" not in task.question
        assert not re.search(r"\.\d{5}", task.key)


def test_the_key_of_a_seed_is_right(capsys):
    tasks = drawn_tasks(notebook_of(NOTEBOOKS / "solutions" / LESSONS[0].name), 7)
    answer = BeautifulSoup(tasks[0].key, "html.parser").pre.text.strip("[]\n").split()
    EXERCISES["six_sums"]([float(each) for each in answer], seed=7)
    assert capsys.readouterr().out.startswith("Right")
    assert any("0.1429" in task.key for task in tasks)  # a seventh


@pytest.mark.parametrize("lesson", sampled("02"))
def test_a_handout_has_no_fault_of_access(opened, lesson):
    assert violations(opened(lesson)) == []


def test_it_can_be_read_on_a_phone(opened):
    page = opened(LESSONS[1])
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
