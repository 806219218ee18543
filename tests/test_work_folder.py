"""The work folder: what the reader changed stays, what nobody changed is brought up to date."""

import json

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from convlessons.work_folder import MEMORY, HandedOut, hand_out

LESSON, EXERCISES = "01_lesson.ipynb", "exercises/01_exercises.ipynb"


def notebook(*sources):
    cells = [new_code_cell(source, id=f"cell-{n}") for n, source in enumerate(sources)]
    return nbformat.writes(new_notebook(cells=cells)) + "\n"


FIRST = {LESSON: notebook("x = 1"), EXERCISES: notebook("answer = None"), "start_here.md": "# Hi\n"}
SECOND = FIRST | {LESSON: notebook("x = 2"), "start_here.md": "# Hello\n"}


@pytest.fixture
def folder(tmp_path):
    """Return a work folder as the first edition leaves it."""
    hand_out(FIRST, tmp_path)
    return tmp_path


def files(folder):
    """Return path and text of each file that is not hidden."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


def edit(path, change):
    """Let the reader change a notebook, saved as JupyterLab saves it."""
    read = nbformat.read(path, as_version=4)
    read.metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
    change(read.cells)
    nbformat.write(read, path)
    return path.read_text(encoding="utf-8")


def run_it(cells):
    cells[0].execution_count = 1
    cells[0].outputs = [new_output("stream", text="1\n")]


def rewrite_it(cells):
    cells[0].source = "x = 3"


def save_it(cells):
    cells[0].metadata = {
        "collapsed": True,
        "execution": {"iopub.execute_input": "2025-01-01T00:00:00Z"},
        "jupyter": {"outputs_hidden": True, "source_hidden": True},
        "scrolled": True,
        "tags": [],
        "trusted": True,
    }


def tag_it(cells):
    cells[0].metadata.tags = ["important"]


def lock_it(cells):
    cells[0].metadata.editable = False


def add_an_empty_cell(cells):
    cells.append(new_code_cell(""))


def test_the_first_time_everything_is_new(tmp_path):
    done = hand_out(FIRST, tmp_path / "my lessons ü")
    assert done.new == list(FIRST)
    assert files(tmp_path / "my lessons ü") == FIRST


def test_the_second_time_nothing_happens(folder):
    done = hand_out(FIRST, folder)
    assert done == HandedOut()
    assert files(folder) == FIRST


def test_what_nobody_touched_is_updated(folder):
    done = hand_out(SECOND, folder)
    assert (done.updated, done.kept, done.earlier) == ([LESSON, "start_here.md"], [], {})
    assert files(folder) == SECOND


@pytest.mark.parametrize("change", [save_it, add_an_empty_cell])
def test_saving_alone_is_no_change(folder, change):
    edit(folder / LESSON, change)
    assert hand_out(FIRST, folder).updated == []
    assert hand_out(SECOND, folder).updated == [LESSON, "start_here.md"]
    assert files(folder) == SECOND


def test_outputs_stay_while_the_edition_stays(folder):
    text = edit(folder / LESSON, run_it)
    assert hand_out(FIRST, folder).kept == []
    assert files(folder)[LESSON] == text


def test_a_notebook_that_was_run_is_kept_beside_the_newer_one(folder):
    text = edit(folder / LESSON, run_it)
    assert hand_out(SECOND, folder).earlier == {LESSON: "01_lesson_earlier.ipynb"}
    assert files(folder) == SECOND | {"01_lesson_earlier.ipynb": text}


@pytest.mark.parametrize("change", [rewrite_it, tag_it, lock_it])
@pytest.mark.parametrize("edition", [FIRST, SECOND])
def test_what_the_reader_changed_stays(folder, edition, change):
    text = edit(folder / LESSON, change)
    for _ in range(2):
        assert hand_out(edition, folder).kept == [LESSON]
        assert files(folder) == edition | {LESSON: text}


def test_a_picture_that_the_reader_attached_stays(tmp_path):
    cells = [new_markdown_cell("![](attachment:board.png)", id="board")]
    edition = {LESSON: nbformat.writes(new_notebook(cells=cells)) + "\n"}
    hand_out(edition, tmp_path)
    picture = {"board.png": {"image/png": "iVBORw0K"}}
    text = edit(tmp_path / LESSON, lambda cells: cells[0].update(attachments=picture))
    assert hand_out(SECOND, tmp_path).kept == [LESSON]
    assert files(tmp_path) == SECOND | {LESSON: text}


def test_what_the_reader_changed_back_is_updated_again(folder):
    edit(folder / LESSON, rewrite_it)
    hand_out(FIRST, folder)
    edit(folder / LESSON, lambda cells: cells[0].update(source="x = 1"))
    assert hand_out(SECOND, folder).updated == [LESSON, "start_here.md"]


def test_while_it_is_open_nothing_is_replaced(folder):
    opened = FIRST | {LESSON: edit(folder / LESSON, run_it)}
    (folder / EXERCISES).unlink()
    smaller = {path: SECOND[path] for path in (LESSON, EXERCISES)}
    done = hand_out(smaller, folder, opened=True)
    assert done == HandedOut(new=[EXERCISES], waiting=[LESSON])
    assert files(folder) == opened


def test_what_waited_comes_once_it_is_closed(folder):
    hand_out(SECOND, folder, opened=True)
    assert hand_out(SECOND, folder).updated == [LESSON, "start_here.md"]
    assert files(folder) == SECOND


def test_what_is_missing_comes_again(folder):
    (folder / EXERCISES).rename(folder / "mine.ipynb")
    assert hand_out(FIRST, folder).new == [EXERCISES]
    assert files(folder) == FIRST | {"mine.ipynb": FIRST[EXERCISES]}


DAMAGE = {
    "missing": lambda memory: memory.unlink(),
    "empty": lambda memory: memory.write_text(""),
    "in part": lambda memory: memory.write_text(memory.read_text()[:40]),
    "a list": lambda memory: memory.write_text("[1]"),
    "of numbers": lambda memory: memory.write_text(json.dumps(dict.fromkeys(FIRST, 1))),
    "nested too deep": lambda memory: memory.write_text("[" * 100_000),
    "with a null byte": lambda memory: memory.write_text('{"a\\u0000b.md": "0"}'),
    "with half a character": lambda memory: memory.write_text('{"\\ud800.md": "0"}'),
    "with a folder": lambda memory: memory.write_text('{"": "0", "exercises": "0"}'),
    "with a long name": lambda memory: memory.write_text(json.dumps({"a" * 5000: "0"})),
    "in another encoding": lambda memory: memory.write_bytes(b"\xff\xfe{}"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_without_its_memory_it_overwrites_nothing(folder, damage):
    DAMAGE[damage](folder / MEMORY)
    done = hand_out(SECOND, folder)
    assert (done.kept, done.updated, done.gone) == ([LESSON, "start_here.md"], [], [])
    assert files(folder) == FIRST


def test_it_remembers_again_what_equals_the_edition(folder):
    (folder / MEMORY).unlink()
    hand_out(FIRST, folder)
    assert hand_out(SECOND, folder).updated == [LESSON, "start_here.md"]


def test_a_damaged_notebook_counts_as_changed(folder):
    (folder / LESSON).write_text(FIRST[LESSON][:60], encoding="utf-8")
    assert hand_out(SECOND, folder).kept == [LESSON]
    (folder / LESSON).write_bytes(b"\xff\xfe")
    assert hand_out(SECOND, folder).kept == [LESSON]
    (folder / LESSON).write_text("[" * 100_000, encoding="utf-8")
    assert hand_out(SECOND, folder).kept == [LESSON]


def test_a_fresh_copy_keeps_the_readers_beside_it(folder):
    mine = [edit(folder / LESSON, rewrite_it)]
    assert hand_out(FIRST, folder, fresh=LESSON).earlier == {LESSON: "01_lesson_earlier.ipynb"}
    mine.append(edit(folder / LESSON, run_it))
    assert hand_out(FIRST, folder, fresh=LESSON).earlier == {LESSON: "01_lesson_earlier_2.ipynb"}
    names = ["01_lesson_earlier.ipynb", "01_lesson_earlier_2.ipynb"]
    assert files(folder) == FIRST | dict(zip(names, mine, strict=True))


def test_a_fresh_copy_of_one_leaves_the_others(folder):
    text = edit(folder / EXERCISES, rewrite_it)
    done = hand_out(FIRST, folder, fresh=LESSON)
    assert (done.kept, done.updated, done.earlier) == ([EXERCISES], [], {})
    assert files(folder)[EXERCISES] == text


def test_what_has_left_the_edition_goes_unless_the_reader_touched_it(folder):
    smaller = {"start_here.md": FIRST["start_here.md"]}
    text = edit(folder / EXERCISES, run_it)
    assert hand_out(smaller, folder).gone == [LESSON]
    assert files(folder) == smaller | {EXERCISES: text}


def test_its_memory_leads_to_no_file_outside(folder, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "notes.md"
    outside.write_text("", encoding="utf-8")
    memory = json.loads((folder / MEMORY).read_text(encoding="utf-8"))
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    memory |= {str(outside): empty, f"../{outside.parent.name}/notes.md": empty}
    (folder / MEMORY).write_text(json.dumps(memory), encoding="utf-8")
    hand_out(FIRST, folder)
    assert outside.exists()


def test_it_leaves_nothing_half_written(folder, monkeypatch):
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        hand_out(SECOND, folder)
    assert files(folder) == FIRST
    assert list(folder.glob(".*.part")) == []
