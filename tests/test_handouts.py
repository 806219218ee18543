"""Handouts: a page of questions to answer with a pencil, and a page with the key."""

import io
import re

import pytest
from bs4 import BeautifulSoup
from press import LESSONS, NOTEBOOKS, by_number, notebook_of, sampled, violations
from pypdf import PdfReader

from convbook.blanks import printed_blanks
from convbook.drawn import drawn_tasks
from convbook.handouts import handout
from convbook.outputs import printed
from convbook.tasks import tasks
from convcheck.course import EXERCISES
from convlessons.edition import QUESTION

FULLEST = """() => [...document.querySelectorAll(".columns > div")].map((column) => {
  const page = column.parentNode.getBoundingClientRect();
  const boxes = [...column.querySelectorAll("*")].map((each) => each.getBoundingClientRect());
  return [
    Math.max(0, ...boxes.map((box) => box.bottom)) - page.bottom,
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
    assert {line.strip() for line in answers} <= recorded | {"…"}
    assert "…" not in answers or lesson == LESSONS[9]  # nobody needs all of its ten epochs
    assert all(section.get_text(strip=True)[1:] for section in soup.select(".key section"))


def test_a_blank_asks_for_numbers_and_tells_none():
    output = "map [0. 3.]\nloss 4.25\n[1, 2] gives [[5. 6.]\n [7. 8.]]"
    blanks = printed_blanks(output, "map, loss, [1, 2] gives")
    cells = [re.findall(r"<td>(.*?)</td>", blank.html) for blank in blanks]
    assert [len(each) for each in cells] == [2, 1, 4]
    assert not any(text for each in cells for text in each)
    words = [BeautifulSoup(blank.html, "html.parser").get_text(" ", strip=True) for blank in blanks]
    assert words == ["map", "loss", "[1, 2] gives"]


@pytest.mark.parametrize(
    ("code", "output", "words"),
    [
        (
            "for s in (1, 2):\n    print('stride', s, 'gives', f(s))",
            "stride 2 gives 7",
            "stride 2 gives",
        ),
        ("for s in (1, 2):\n    print(f'{s} gives {f(s)}')", "2 gives 7", "2 gives"),
        ("for s in range(3):\n    print('stride', s, f(s))", "stride 2 7", "stride 2"),
        ("all = [1, 2]\nfor s in all:\n    print('stride', s, f(s))", "stride 2 7", "stride 2"),
        ("for s in found:\n    print('stride', s)", "stride 2", "stride"),
        ("print(f(x), '77 beats')", "12 77 beats", "77 beats"),
        ("print(f(x), 'of 77 beats')", "12 of 77 beats", "of 77 beats"),
    ],
)
def test_a_number_that_its_code_tells_is_no_blank(code, output, words):
    [blank] = printed_blanks(output, f"stride gives beats {code}", code)
    assert BeautifulSoup(blank.html, "html.parser").get_text(" ", strip=True) == words


def test_a_design_without_a_solution_shows_no_result_of_what_was_there_before():
    task = tasks(notebook_of(LESSONS[4]))[-1]
    assert "**Design.**" in task.questions[0]
    assert not task.blanks
    assert not any("(1, 26, 1)" in key for key in task.keys)


def test_a_label_that_tells_the_answer_makes_no_blank():
    assert printed_blanks("A sobel_horizontal [1 2 1]", "Which filter is it?") == []


def test_a_list_that_is_partly_given_makes_no_blank():
    assert printed_blanks("[(3, 3, 1, 1), (1,)]", "The kernel has the shape (3, 3, 1, 1).") == []


@pytest.mark.parametrize(("lesson", "questions"), [(3, "3"), (10, "2 4"), (12, "1 8")])
def test_a_question_about_a_picture_shows_it_or_tells_where_it_is(lesson, questions):
    soup = BeautifulSoup(handout(LESSONS[lesson]), "html.parser")
    found = [
        each.h2.text
        for each in soup.select(".questions section")
        if each.select("img[alt]") or "On the screen: " in each.text
    ]
    assert found == questions.split()


def test_a_key_is_whole():
    cut = [lesson for lesson in LESSONS if "<span>…" in handout(lesson)]
    assert cut == [LESSONS[9]]  # nobody needs all of ten epochs


def test_cells_have_the_size_for_a_pencil(opened):
    page = opened(LESSONS[0])
    page.emulate_media(media="print")
    box = page.locator(".write td").first.bounding_box()
    millimetre = 96 / 25.4
    assert box["height"] / millimetre == pytest.approx(8, abs=0.3)
    assert box["width"] / millimetre >= 7.7


@pytest.mark.parametrize("lesson", LESSONS[:-1], ids=by_number)
def test_a_seed_gives_other_numbers_and_the_checkers_key(lesson):
    notebook = notebook_of(NOTEBOOKS / "solutions" / lesson.name)
    first, again, other = (drawn_tasks(notebook, seed) for seed in (7, 7, 8))
    assert first
    assert first == again
    assert [task.given for task in first] != [task.given for task in other]
    on_screen = re.compile(r"[Tt]he (cell|reply)")
    for task in first:
        assert not on_screen.search(task.questions[0])
        assert "Find the bug" not in task.questions[0]
        assert not re.search(r"\.\d{5}", task.keys[0])


def test_the_key_of_a_seed_is_right(capsys):
    tasks = drawn_tasks(notebook_of(NOTEBOOKS / "solutions" / LESSONS[0].name), 7)
    answer = BeautifulSoup(tasks[0].keys[0], "html.parser").pre.text.strip("[]\n").split()
    EXERCISES["six_sums"]([float(each) for each in answer], seed=7)
    assert capsys.readouterr().out.startswith("Right")
    assert any("0.1429" in task.keys[0] for task in tasks)  # a seventh


@pytest.mark.parametrize("lesson", sampled("02"))
def test_a_handout_has_no_fault_of_access(opened, lesson):
    assert violations(opened(lesson)) == []


def test_it_can_be_read_on_a_phone(opened):
    page = opened(LESSONS[1])
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
