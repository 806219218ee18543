"""The exercises: solutions that hold for every seed, and a student edition made from them."""

import contextlib
import importlib
import io
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import convcheck as check
from convcheck.kinds import Choice, Open

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
LESSONS = sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
SOLUTIONS = {path.name: path for path in sorted(NOTEBOOKS.glob("solutions/*.ipynb"))}
EDITION = {path.name: path for path in sorted(NOTEBOOKS.glob("exercises/*.ipynb"))}
READ = {name: nbformat.read(path, as_version=4) for name, path in SOLUTIONS.items()}
KINDS = {
    "Predict",
    "Design",
    "Find the bug",
    "Find the false statement",
    "Find the true statement",
    "Reach a given output",
    "Explain a figure",
}


def headings(notebook):
    """Return (number, kind, title) of each exercise."""
    return [
        found.groups()
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        and (found := re.match(r"## (\d)\. ([^:]+): (.+)\n", cell.source))
    ]


def exercises(notebook):
    """Return the names of the exercises, in order."""
    ids = [cell.id for cell in notebook.cells if cell.id.endswith("-answer")]
    return [name.removesuffix("-answer").replace("-", "_") for name in ids]


NAMES = [(file, name) for file, notebook in READ.items() for name in exercises(notebook)]


def cells_of(notebook, exercise):
    """Return the cells of one exercise, from its question to its test."""
    slug = exercise.replace("_", "-")
    return [cell for cell in notebook.cells if re.match(rf"{slug}(-[a-z0-9]+)?$", cell.id)]


def nbgrader(cell):
    return cell.metadata.get("nbgrader", {})


def region(cell, name):
    """Return the lines between the marks of a region."""
    (found,) = re.findall(rf"### BEGIN {name}\n(.*?)### END {name}", cell.source, flags=re.DOTALL)
    return [line.strip() for line in found.splitlines() if line.strip()]


def test_each_lesson_has_its_exercises():
    assert list(SOLUTIONS) == LESSONS
    assert list(EDITION) == LESSONS


def test_a_lesson_links_to_its_exercises():
    for name in LESSONS:
        cells = nbformat.read(NOTEBOOKS / name, as_version=4).cells
        (your_turn,) = (cell.source for cell in cells if cell.id == "your-turn")
        assert f"](exercises/{name})" in your_turn
        assert f"](solutions/{name})" in your_turn


@pytest.mark.parametrize("file", SOLUTIONS)
def test_form(file):
    notebook = READ[file]
    names = exercises(notebook)
    assert notebook.cells[0].source.startswith(f"# Exercises {file[:2]}: ")
    assert f"](../{file})" in notebook.cells[0].source
    assert 2 <= len(names) <= 5
    assert [number for number, _, _ in headings(notebook)] == list("12345"[: len(names)])
    assert {kind for _, kind, _ in headings(notebook)} <= KINDS
    assert any(isinstance(check.EXERCISES[name], Open) for name in names)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            assert 15 <= len(cell.source.split()) <= 120, cell.id
        else:
            assert len(cell.source.splitlines()) <= 20, cell.id
            assert re.fullmatch(r"imports|seed|.+-(given|figure|answer|test)", cell.id)


@pytest.mark.parametrize(("file", "name"), NAMES)
def test_an_exercise_has_question_answer_and_test(file, name):
    lesson = importlib.import_module(f"convcheck.lessons.lesson_{file[:2]}")
    assert vars(lesson)[name] is getattr(check, name)
    question, *given, answer, test = cells_of(READ[file], name)
    assert f'`check.hint("{name}")`' in question.source
    assert all(nbgrader(cell)["locked"] for cell in given)

    seed = ", seed=SEED" if check.EXERCISES[name].drawn().given else ""
    assert nbgrader(answer)["solution"]
    assert re.match(r"answer = None  # [^\n]+\n### BEGIN SOLUTION\n", answer.source)
    assert answer.source.endswith(f"### END SOLUTION\ncheck.{name}(answer{seed})")
    assert region(answer, "SOLUTION")

    assert nbgrader(test)["grade"]
    assert 1 <= nbgrader(test)["points"] <= 5
    assert test.source.startswith(f"check.{name}.grade(answer{seed})\n")
    assert any("assert" in line for line in region(test, "HIDDEN TESTS"))
    for cell in given, answer, test:
        for each in cell if isinstance(cell, list) else [cell]:
            assert nbgrader(each)["grade_id"] == each.id


def test_every_checker_has_its_exercise():
    assert sorted(name for _, name in NAMES) == sorted(check.EXERCISES)


def test_the_options_of_a_question_are_those_of_its_checker():
    for file, name in NAMES:
        letters = re.findall(r"^- ([a-z])\) ", cells_of(READ[file], name)[0].source, re.MULTILINE)
        exercise = check.EXERCISES[name]
        assert letters == (list(exercise.says) if isinstance(exercise, Choice) else [])


@pytest.mark.parametrize(("file", "name"), NAMES)
def test_the_hidden_tests_refuse_wrong_answers_by_themselves(file, name):
    wrong = importlib.import_module(f"wrong_answers.lesson_{file[:2]}").WRONG[name]
    (imports,) = (cell.source for cell in READ[file].cells if cell.id == "imports")
    _, *given, _, test = cells_of(READ[file], name)
    (hidden,) = re.findall(r"HIDDEN TESTS\n(.+?)\n### END", test.source, flags=re.DOTALL)
    let_pass = []
    for mistake, answer in wrong:
        scope = {"SEED": 0}
        with contextlib.redirect_stdout(io.StringIO()):
            exec("\n".join([imports, *(cell.source for cell in given)]), scope)  # noqa: S102
        scope["answer"] = answer
        try:
            exec(hidden, scope)  # noqa: S102
        except Exception:  # noqa: BLE001, S112 - an assertion, or what NumPy and Keras refuse
            continue
        let_pass.append((mistake, answer))
    assert let_pass == []


@pytest.mark.parametrize(("file", "name"), NAMES)
def test_the_solution_is_right_for_every_seed(file, name, seeds):
    (imports,) = (cell.source for cell in READ[file].cells if cell.id == "imports")
    code = [cell.source for cell in cells_of(READ[file], name) if cell.cell_type == "code"]
    scope = {}
    exec(imports, scope)  # noqa: S102 - our own notebook
    for seed in seeds if check.EXERCISES[name].drawn().given else [0]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            scope["SEED"] = seed
            for source in code:
                exec(source, scope)  # noqa: S102
        assert printed.getvalue().splitlines()[-1].startswith("Right: "), seed


def test_the_student_edition_is_made_from_the_solutions():
    command = [sys.executable, str(ROOT / "tools" / "make_exercises.py"), "--check"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


@pytest.mark.parametrize("file", EDITION)
def test_no_solution_is_left_in_the_student_edition(file):
    edition = nbformat.read(EDITION[file], as_version=4)
    left = {cell.id: {line.strip() for line in cell.source.splitlines()} for cell in edition.cells}
    assert list(left) == [cell.id for cell in READ[file].cells]
    for cell in READ[file].cells:
        for name in "SOLUTION", "HIDDEN TESTS":
            if f"BEGIN {name}" in cell.source:
                assert left[cell.id].isdisjoint(region(cell, name))
                assert not any(name in line for line in left[cell.id])


@pytest.mark.parametrize("file", EDITION)
def test_a_student_edition_says_what_to_do_and_fails_only_where_it_is_graded(file, capsys):
    raised, scope = {}, {}
    for cell in nbformat.read(EDITION[file], as_version=4).cells:
        if cell.cell_type == "code":
            try:
                exec(cell.source, scope)  # noqa: S102 - our own notebook
            except Exception as error:  # noqa: BLE001 - its type is what is tested
                raised[cell.id] = type(error)
    assert set(raised.values()) == {NotImplementedError}
    assert list(raised) == [cell.id for cell in READ[file].cells if cell.id.endswith("-test")]
    assert capsys.readouterr().out.count("answer is None: put yours in its place.\n") == len(raised)
    assert capsys.readouterr().err == ""
