"""Opened, run and saved in JupyterLab, a notebook still holds what its author wrote.

The tests of the notebooks read the files as they are, and look past what an editor adds. What is
committed holds nothing of it: that is read from git's index.
"""

import copy
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").rglob("[0-9]*.ipynb"))
EXERCISES = [path for path in NOTEBOOKS if path.parent.name == "exercises"]
RECORDED = [path for path in NOTEBOOKS if path.parent.name != "exercises"]
SAVED = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {"name": "python", "version": "3.11.7", "file_extension": ".py"},
}


def name(path):
    return path.relative_to(ROOT).as_posix()


@pytest.fixture
def tools(monkeypatch):
    """Return the recorder and the maker of the student edition."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import make_exercises
    import record

    return record, make_exercises


@pytest.fixture
def committed():
    """Return a function that gives the text that git holds of a file, edited or not."""
    if not (ROOT / ".git").exists():
        pytest.skip("needs a clone: what is committed is read from git")

    def text(path):
        command = ["git", "show", f":{name(path)}"]
        run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")
        assert run.returncode == 0, run.stderr
        return run.stdout

    return text


def as_saved(path):
    """Return a notebook as JupyterLab saves it once somebody has opened and scrolled it."""
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata = nbformat.from_dict(copy.deepcopy(SAVED))
    for cell in notebook.cells:
        cell.metadata |= nbformat.from_dict({"scrolled": True, "jupyter": {"outputs_hidden": True}})
    return notebook


@pytest.mark.parametrize("path", RECORDED[::5], ids=name)
def test_a_saved_recording_is_current(tools, path):
    record, _ = tools
    stored = nbformat.read(path, as_version=4)
    assert record.difference(as_saved(path), stored) == ""
    assert record.written(as_saved(path)) == record.written(stored)


@pytest.mark.parametrize("path", EXERCISES[::5], ids=name)
def test_a_saved_exercise_is_current(tools, path):
    _, make_exercises = tools
    made = nbformat.read(path, as_version=4)
    saved = as_saved(path)
    for cell in saved.cells:
        if cell.cell_type == "code":
            cell.execution_count = 7
            cell.outputs = [nbformat.v4.new_output("stream", text="said\n")]
    assert make_exercises.same(made, nbformat.writes(saved))


CHANGES = {
    "source": lambda cell: cell.update(source=cell.source + " "),
    "id": lambda cell: cell.update(id="another"),
    "kind": lambda cell: cell.update(cell_type="raw"),
    "points": lambda cell: cell.metadata.update(nbgrader={"points": 9}),
    "tags": lambda cell: cell.metadata.update(tags=["nbval-skip"]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_the_author_wrote_is_compared(tools, change):
    record, make_exercises = tools
    made, other = (nbformat.read(EXERCISES[0], as_version=4) for _ in range(2))
    CHANGES[change](other.cells[0])
    assert record.written(made) != record.written(other)
    assert not make_exercises.same(made, nbformat.writes(other))
    assert record.difference(made, other)


@pytest.mark.parametrize("path", RECORDED, ids=name)
def test_a_committed_recording_holds_nothing_of_an_editor(tools, committed, path):
    record, _ = tools
    text = committed(path)
    assert text == record.text(record.tidied(nbformat.reads(text, as_version=4)))


@pytest.mark.parametrize("path", RECORDED, ids=name)
def test_the_counts_of_a_committed_recording_run_from_one(committed, path):
    cells = nbformat.reads(committed(path), as_version=4).cells
    counts = [cell.execution_count for cell in cells if cell.cell_type == "code"]
    assert counts == list(range(1, len(counts) + 1))


@pytest.mark.parametrize("path", EXERCISES, ids=name)
def test_a_committed_exercise_holds_nothing_of_an_editor(tools, committed, path):
    record, _ = tools
    exercise = nbformat.reads(committed(path), as_version=4)
    assert exercise.metadata == record.METADATA
    code = [cell for cell in exercise.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code)
    added = {"nbgrader", "deletable", "editable", "tags"}
    assert all(set(cell.metadata) <= added for cell in exercise.cells)
