"""The recorder stores what a fresh kernel shows, the same bytes each time."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

RECORD = Path(__file__).parents[1] / "tools" / "record.py"


def record(*arguments):
    command = [sys.executable, str(RECORD), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def lesson(tmp_path):
    """Return a notebook as an editor leaves it, with outputs and metadata of its own."""
    picture = "import convdemo as cd\ncd.plot_filter([-1, 2, -1])"
    cells = [
        new_markdown_cell("# Title", id="title", metadata={"collapsed": True}),
        new_code_cell("print(1 + 1)", id="sum", execution_count=7),
        new_code_cell(picture, id="picture", metadata={"execution": {"iopub": "now"}}),
        new_code_cell("2 * 3", id="product", metadata={"tags": ["kept"]}),
    ]
    metadata = {"language_info": {"name": "python", "version": "3.0.0"}, "widgets": {"state": 1}}
    path = tmp_path / "lesson.ipynb"
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
    return path


def test_two_recordings_are_the_same_bytes(lesson):
    assert record(lesson).returncode == 0
    first = lesson.read_bytes()
    assert record(lesson).returncode == 0
    assert lesson.read_bytes() == first


def test_a_recording_holds_outputs_and_no_trace_of_the_run(lesson):
    record(lesson)
    recorded = nbformat.read(lesson, as_version=4)
    code = recorded.cells[1:]
    assert [cell.execution_count for cell in code] == [1, 2, 3]
    assert code[0].outputs[0].text == "2\n"
    assert set(code[1].outputs[0].data) == {"image/png", "text/plain"}
    assert [cell.metadata for cell in recorded.cells] == [{}, {}, {}, {"tags": ["kept"]}]
    assert set(recorded.metadata) == {"kernelspec", "language_info"}
    assert [cell.id for cell in recorded.cells] == ["title", "sum", "picture", "product"]


def test_what_a_cell_prints_is_one_output(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    pause = "print(1, flush=True)\nimport time\ntime.sleep(0.5)\nprint(2)"
    notebook.cells[1].source = pause
    nbformat.write(notebook, lesson)
    record(lesson)
    recorded = nbformat.read(lesson, as_version=4)
    assert [output.text for output in recorded.cells[1].outputs] == ["1\n2\n"]


def test_recording_is_quiet(lesson):
    assert record(lesson).stderr == ""


def test_check_passes_on_a_recording_and_leaves_it(lesson):
    record(lesson)
    stored = lesson.read_bytes()
    run = record("--check", lesson)
    assert (run.returncode, run.stdout) == (0, "checked lesson.ipynb\n")
    assert lesson.read_bytes() == stored


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"2\\n"', '"3\\n"'),
        ("-1  2 -1", "-1  2 -2"),
        ('"execution_count": 2', '"execution_count": 5'),
    ],
    ids=["output", "description", "count"],
)
def test_check_fails_on_a_difference(lesson, old, new):
    record(lesson)
    text = lesson.read_text(encoding="utf-8")
    assert old in text
    lesson.write_text(text.replace(old, new), encoding="utf-8")
    run = record("--check", lesson)
    assert run.returncode == 1
    assert new.strip() in run.stdout


def test_check_passes_over_the_bytes_of_a_picture(lesson):
    record(lesson)
    notebook = nbformat.read(lesson, as_version=4)
    notebook.cells[2].outputs[0].data["image/png"] = "iVBORw0KGgo=\n"
    nbformat.write(notebook, lesson)
    assert record("--check", lesson).returncode == 0


def test_a_lesson_that_fails_is_not_stored(lesson):
    notebook = nbformat.read(lesson, as_version=4)
    notebook.cells[1].source = "1 / 0"
    nbformat.write(notebook, lesson)
    before = lesson.read_bytes()
    run = record(lesson)
    assert run.returncode == 1
    assert "ZeroDivisionError" in run.stderr
    assert lesson.read_bytes() == before
