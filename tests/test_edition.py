"""The reader's edition: cleared, each file under a name of its own, every link at its goal."""

import posixpath
import re
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest

from convlessons.edition import QUESTION, readers_edition

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
EDITION = readers_edition(NOTEBOOKS)
READ = {path: nbformat.reads(text, 4) for path, text in EDITION.items() if path.endswith("ipynb")}


def prose(path):
    if path not in READ:
        return EDITION[path]
    return prose_of(READ[path])


def prose_of(notebook):
    return "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")


def anchors(path):
    titles = re.findall(r"^#+ +(.+)$", prose(path), flags=re.MULTILINE)
    return {title.replace(" ", "-") for title in titles}


def test_it_holds_lessons_exercises_solutions_and_two_pages():
    numbers = [name[:2] for name in LESSONS]
    assert set(EDITION) == {
        "start_here.md",
        "index.md",
        *LESSONS,
        *(f"exercises/{number}_exercises.ipynb" for number in numbers),
        *(f"solutions/{number}_solutions.ipynb" for number in numbers),
    }


def test_no_two_files_have_the_same_name():
    names = [posixpath.basename(path) for path in EDITION]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("path", EDITION)
def test_every_link_leads_to_a_file_of_the_edition(path):
    links = re.findall(r"\]\(([^)\s]+)\)", prose(path))
    assert links or path.startswith("exercises/")
    for link in links:
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        goal = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        goal = goal if target else path
        assert goal in EDITION, link
        assert not anchor or anchor in anchors(goal), link


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_leads_to_its_own_exercises_and_solutions(name):
    for folder in "exercises", "solutions":
        assert f"]({folder}/{name[:2]}_{folder}.ipynb)" in prose(name)
        assert f"](../{name})" in prose(f"{folder}/{name[:2]}_{folder}.ipynb")


@pytest.mark.parametrize("path", READ)
def test_nothing_is_left_of_a_run(path):
    code = [cell for cell in READ[path].cells if cell.cell_type == "code"]
    assert code
    assert not any(cell.outputs or cell.execution_count for cell in code)


def is_folded(cell):
    return "hide-input" in cell.metadata.get("tags", [])


@pytest.mark.parametrize("path", READ)
def test_what_the_author_wrote_is_all_there(path):
    folder, name = posixpath.split(path)
    (source,) = (NOTEBOOKS / folder).glob(f"{name[:2]}_*.ipynb")
    written = nbformat.read(source, as_version=4).cells
    assert [cell.id for cell in READ[path].cells] == [cell.id for cell in written]
    for before, after in zip(written, READ[path].cells, strict=True):
        folded = {"jupyter": {"source_hidden": True}} if is_folded(before) else {}
        assert after.metadata == before.metadata | folded
        if "nbval-ignore-output" in before.metadata.get("tags", []):
            assert before.source.startswith(after.source)
        else:
            assert before.source == after.source or after.cell_type == "markdown"


def test_no_assertion_tells_what_training_will_show():
    """The cells that train end with claims, which would answer the question above them."""
    trained = [
        cell.source
        for notebook in READ.values()
        for cell in notebook.cells
        if "nbval-ignore-output" in cell.metadata.get("tags", [])
    ]
    assert trained
    assert [code for code in trained if re.search(r"^assert ", code, flags=re.MULTILINE)] == []


@pytest.mark.parametrize("path", READ)
def test_a_notebook_has_the_form_that_nbformat_writes(path):
    nbformat.validate(READ[path])
    assert EDITION[path] == nbformat.writes(READ[path]) + "\n"


def questions(path):
    """Return each question of a lesson with the cell of text that follows it."""
    written = [cell.source for cell in READ[path].cells if cell.cell_type == "markdown"]
    return [(cell, reply) for cell, reply in pairwise(written) if QUESTION.search(cell)]


@pytest.mark.parametrize("name", LESSONS)
def test_the_reply_to_a_question_is_closed_until_the_reader_opens_it(name):
    assert questions(name)
    source = prose_of(nbformat.read(NOTEBOOKS / name, as_version=4))
    for _, text in questions(name):
        opening, reply, after = re.fullmatch(
            r"(<details>\n<summary>.+</summary>\n\n)(.+?)\n\n</details>(.*)", text, flags=re.DOTALL
        ).groups()
        assert "Compare" in opening
        assert reply + after in source
        assert not QUESTION.search(reply)
    closed = prose(name).count("<details>")
    assert closed == prose(name).count("</details>") == len(questions(name))


def test_solutions_are_called_solutions():
    for path, notebook in READ.items():
        if path.startswith("solutions/"):
            assert notebook.cells[0].source.startswith(f"# Solutions {path[10:12]}: ")


def test_the_start_page_lists_every_lesson_with_its_minutes():
    rows = re.findall(
        r"^\| \[(\d\d) (.+?)\]\((.+?)\) \| (\d+) \| \[.+?\]\((.+?)\) \|$",
        EDITION["start_here.md"],
        flags=re.MULTILINE,
    )
    assert [path for _, _, path, _, _ in rows] == LESSONS
    for number, title, path, minutes, exercises in rows:
        first, opening = READ[path].cells[:2]
        assert first.source.startswith(f"# {title}\n")
        assert f"{minutes} minutes" in opening.source
        assert exercises == f"exercises/{number}_exercises.ipynb"


def test_lesson_01_is_one_click_away():
    page = EDITION["start_here.md"]
    first = re.search(r"\]\(([^)]+)\)", page)
    assert first[1] == LESSONS[0]
    assert "{" not in page
