"""The recorder stores what a fresh kernel shows, the same bytes each time, whole or not at all."""

import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

ROOT = Path(__file__).parents[1]
RECORD = ROOT / "tools" / "record.py"
# What the recorder might say on stderr. Once in a while a kernel says, as it ends, that its own
# sockets are closed: ipykernel 7 flushes them once more.
OF_OURS = "warning|record.py"
PAUSE = "print(1, flush=True)\nimport time\ntime.sleep(0.3)\nprint(2)"
PICTURE = "import convdemo as cd\ncd.plot_filter([-1, 2, -1])"
# No file of this process may grow longer: what a full disk does, without a full disk.
FULL_DISK = """
import resource, sys
sys.path.insert(0, sys.argv[1])
import record
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
record.record = lambda stored, folder: stored
sys.argv[1:] = sys.argv[2:]
sys.exit(record.main())
"""


@pytest.fixture
def recorder(monkeypatch):
    """Return the module."""
    monkeypatch.setattr(sys, "path", [str(RECORD.parent), *sys.path])
    import record

    return record


def run(*arguments, code=(str(RECORD),)):
    command = [sys.executable, *code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


def save(path, *cells, **metadata):
    """Write a notebook as an editor leaves it, and return its bytes."""
    nbformat.write(new_notebook(cells=list(cells), metadata=metadata), path)
    return path.read_bytes()


@pytest.fixture(scope="module")
def recordings(tmp_path_factory):
    """Return what is said of a notebook recorded, checked, recorded, and its bytes each time."""
    folder = tmp_path_factory.mktemp("mit Leerzeichen, ä und 卷积")
    path = folder / "lesson.ipynb"
    cells = [
        new_markdown_cell("# Title", id="title", metadata={"collapsed": True}),
        new_code_cell(PAUSE, id="sum", execution_count=7),
        new_code_cell(PICTURE, id="picture", metadata={"execution": {"iopub": "now"}}),
        new_code_cell("2 * 3", id="product", metadata={"tags": ["kept"]}),
    ]
    info = {"name": "python", "version": "3.0.0"}
    save(path, *cells, language_info=info, widgets={"state": 1})
    return [(run(*options, path), path.read_bytes()) for options in ([], ["--check"], [])]


@pytest.mark.parametrize(("run", "done"), [(0, "recorded"), (1, "current"), (2, "recorded")])
def test_a_run_is_quiet(recordings, run, done):
    said, _ = recordings[run]
    assert (said.returncode, said.stdout) == (0, f"lesson.ipynb is {done}\n")
    assert not re.search(OF_OURS, said.stderr, flags=re.IGNORECASE)


def test_two_recordings_are_the_same_bytes(recordings):
    assert len({content for _, content in recordings}) == 1


def test_a_recording_holds_outputs_and_no_trace_of_the_run(recordings):
    recorded = nbformat.reads(recordings[0][1].decode(), as_version=4)
    code = recorded.cells[1:]
    assert [cell.execution_count for cell in code] == [1, 2, 3]
    assert [output.text for output in code[0].outputs] == ["1\n2\n"]
    assert set(code[1].outputs[0].data) == {"text/html", "text/plain"}
    assert [cell.metadata for cell in recorded.cells] == [{}, {}, {}, {"tags": ["kept"]}]
    assert set(recorded.metadata) == {"kernelspec", "language_info"}
    assert [cell.id for cell in recorded.cells] == ["title", "sum", "picture", "product"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"1\\n"', '"3\\n"'),
        ("-1  2 -1", "-1  2 -2"),
        ('"execution_count": 2', '"execution_count": 5'),
    ],
    ids=["output", "description", "count"],
)
def test_a_difference_is_found(recorder, recordings, old, new):
    fresh = recordings[0][1].decode()
    assert old in fresh
    stored = nbformat.reads(fresh.replace(old, new), as_version=4)
    found = recorder.difference(stored, nbformat.reads(fresh, as_version=4))
    assert new.strip() in found


@pytest.mark.parametrize(("mark", "is_different"), [(" data-varies", False), ("", True)])
def test_only_pixels_that_differ_between_machines_are_left_out(recorder, mark, is_different):
    def notebook(pixels):
        html = f'<img alt="Two pixels" width="2"{mark} src="data:image/png;base64,{pixels}">'
        cell = new_code_cell("", outputs=[new_output("display_data", {"text/html": html})], id="a")
        return new_notebook(cells=[cell])

    assert bool(recorder.difference(notebook("iVBO"), notebook("iVBP"))) is is_different


def test_a_check_changes_nothing_and_fails_on_a_difference(tmp_path):
    path = tmp_path / "lesson.ipynb"
    before = save(path, new_code_cell("1 + 1", id="sum"))
    said = run("--check", path)
    assert said.returncode == 1
    assert said.stdout.startswith("lesson.ipynb is not current:\n")
    assert path.read_bytes() == before


def test_a_cell_that_never_ends_is_named(recorder, tmp_path, monkeypatch):
    path = tmp_path / "lesson.ipynb"
    save(path, new_code_cell("import time\ntime.sleep(60)", id="cell"))
    monkeypatch.setattr(recorder.RUN, "timeout", 1)
    assert recorder.process(path, check=False) == (
        "is unchanged, because one of its cells ran for more than 1 s"
    )


# Ways out of trouble: a clear sentence, the old notebook stays whole, and the next is recorded.


TROUBLE = {
    "fails": ["fails.ipynb is unchanged, because one of its cells failed:\n", "ZeroDivisionError"],
    "killed": ["killed.ipynb is unchanged, because its kernel died\n"],
    "in part": [
        "in part.ipynb is not a whole notebook: `git checkout -- '",
        "in part.ipynb'` restores the last committed version\n",
    ],
    "in half a letter": ["in half a letter.ipynb is not a whole notebook: "],
    "missing": ["missing.ipynb is unchanged: No such file or directory\n"],
    "whole": ["whole.ipynb is recorded\n"],
}


@pytest.fixture(scope="module")
def trouble(tmp_path_factory):
    """Return what the recorder says of several notebooks, their folder, and their bytes before."""
    folder = tmp_path_factory.mktemp("trouble")
    kill = "import os\nos._exit(9)"
    sources = {"fails": "1 / 0", "killed": kill, "whole": "1"}
    before = {
        name: save(folder / f"{name}.ipynb", new_code_cell(source, id="cell"))
        for name, source in sources.items()
    }
    for name, end in {"in part": b"", "in half a letter": "é".encode()[:1]}.items():
        before[name] = before["whole"][:99] + end
        (folder / f"{name}.ipynb").write_bytes(before[name])
    return run(*(folder / f"{name}.ipynb" for name in TROUBLE)), folder, before


@pytest.mark.parametrize("name", TROUBLE)
def test_trouble_with_a_notebook_is_named(trouble, name):
    said, _, _ = trouble
    assert said.returncode == 1
    assert all(fragment in said.stdout for fragment in TROUBLE[name])
    assert not re.search(OF_OURS, said.stderr, flags=re.IGNORECASE)


@pytest.mark.parametrize("name", ["fails", "killed", "in part", "in half a letter"])
def test_what_cannot_be_run_stays_as_it_was(trouble, name):
    _, folder, before = trouble
    assert (folder / f"{name}.ipynb").read_bytes() == before[name]
    assert sorted(path.suffix for path in folder.iterdir()) == [".ipynb"] * 5


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit of a file's size")
def test_on_a_full_disk_the_old_notebook_stays(tmp_path):
    path = tmp_path / "lesson.ipynb"
    before = save(path, new_code_cell("# " + 2000 * "x", id="long"))
    said = run(RECORD.parent, path, code=("-c", FULL_DISK))
    assert said.returncode == 1
    assert said.stdout == ("lesson.ipynb is unchanged: File too large\n")
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
